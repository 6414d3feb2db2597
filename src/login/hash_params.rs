//! What a password hash costs, and what it may cost at most.

use argon2::Params;

/// Most memory a stored hash may ask for: 1 GiB.
const MAX_MEMORY_KIB: u32 = 1 << 20;
/// Most passes a stored hash may ask for.
const MAX_PASSES: u32 = 64;
/// Most lanes a stored hash may ask for.
const MAX_LANES: u32 = 16;
/// Most work a stored hash may ask for, about three seconds.
const MAX_WORK: u64 = 4 << 20;

/// Parameters of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes, computed one after the other.
    pub lanes: u32,
}

impl Default for HashParams {
    /// OWASP's first choice.
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// The parameters are none, or ask for more than one attempt may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Argon2 takes 8 KiB a lane up to 1 GiB of memory, 1 to {MAX_PASSES} passes, 1 to {MAX_LANES} \
     lanes, and memory times passes up to 4 GiB"
)]
pub struct HashParamsError;

impl HashParams {
    /// The parameters as the library takes them.
    pub(super) fn bounded(self) -> Result<Params, HashParamsError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None);
        params.ok().filter(is_bounded).ok_or(HashParamsError)
    }
}

/// Whether a hash with these parameters may be computed at all.
pub(super) fn is_bounded(params: &Params) -> bool {
    params.m_cost() <= MAX_MEMORY_KIB
        && params.t_cost() <= MAX_PASSES
        && params.p_cost() <= MAX_LANES
        && work(params) <= MAX_WORK
}

/// What a hash costs: KiB filled, over all passes.
pub(super) fn work(params: &Params) -> u64 {
    u64::from(params.m_cost()) * u64::from(params.t_cost())
}

/// Parameters for what is missing from the work of `done` to that of `whole`.
pub(super) fn missing(done: &Params, whole: &Params) -> Option<Params> {
    let rest = work(whole).checked_sub(work(done))?;
    let memory_kib = u32::try_from(rest / u64::from(whole.t_cost())).ok()?;
    Params::new(memory_kib, whole.t_cost(), whole.p_cost(), None).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(memory_kib: u32, passes: u32, lanes: u32) -> Result<Params, HashParamsError> {
        HashParams {
            memory_kib,
            passes,
            lanes,
        }
        .bounded()
    }

    #[test]
    fn absurd_parameters_are_refused() {
        assert!(HashParams::default().bounded().is_ok());
        assert!(bounded(1 << 20, 4, 1).is_ok());
        for (memory, passes, lanes) in [
            (0, 2, 1),
            (64, 0, 1),
            (64, 1, 0),
            (64, 1, 9),
            ((1 << 20) + 1, 1, 1),
            (64, 65, 1),
            (1 << 20, 1, 17),
            (1 << 20, 5, 1),
            (u32::MAX, u32::MAX, 1),
        ] {
            assert!(bounded(memory, passes, lanes).is_err());
        }
    }

    #[test]
    fn what_is_missing_makes_up_the_whole() {
        let whole = bounded(1024, 2, 1).unwrap();
        let done = bounded(512, 1, 1).unwrap();
        let rest = missing(&done, &whole).unwrap();
        assert_eq!(work(&done) + work(&rest), work(&whole));
        assert_eq!(missing(&whole, &whole), None);
        assert_eq!(missing(&whole, &done), None);
    }
}
