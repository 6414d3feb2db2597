//! Computing and comparing Argon2id hashes in the PHC string format.

use super::foreign::{self, ForeignHash};
use super::hash_memory::Memory;
use super::hash_params::{is_bounded, missing, work};
use crate::model::PasswordHash;
use crate::secret::same_bytes;
use argon2::password_hash::phc::{Output, Salt};
use argon2::{Algorithm, Argon2, Error, Params, Version};
use data_encoding::BASE64_NOPAD;

/// Bytes of salt in new hashes.
pub(super) const SALT_BYTES: usize = 16;
/// Bytes of output in new hashes.
const OUTPUT_BYTES: usize = 32;

/// Least of either in hashes of others; what is shorter was cut, or has lost its salt.
const MIN_SALT_BYTES: usize = 8;
const MIN_OUTPUT_BYTES: usize = 16;

/// What a password turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password of this hash.
    Right {
        /// The hash is weaker than new ones are; replace it while the password is at hand.
        rehash: bool,
    },
    /// Another, or there is none.
    Wrong,
}

/// A new hash of `password`.
pub(super) fn hash(
    memory: &mut Memory,
    params: &Params,
    password: &str,
    salt: &[u8; SALT_BYTES],
) -> Result<PasswordHash, Error> {
    let mut output = [0; OUTPUT_BYTES];
    memory.hash(&argon2id(params), password, salt, &mut output)?;
    Ok(PasswordHash(format!(
        "$argon2id$v=19$m={},t={},p={}${}${}",
        params.m_cost(),
        params.t_cost(),
        params.p_cost(),
        BASE64_NOPAD.encode(salt),
        BASE64_NOPAD.encode(&output),
    )))
}

/// Compares `password` with `stored`. All that is wrong costs as much as a hash with `params`
/// (or with the stored ones, if those cost more); hashes of other kinds take their own time until
/// they are replaced.
pub(super) fn verify(
    memory: &mut Memory,
    params: &Params,
    password: &str,
    stored: Option<&PasswordHash>,
) -> Result<Verdict, Error> {
    if let Some(foreign) = stored.and_then(|stored| ForeignHash::parse(&stored.0)) {
        if foreign.matches(password) {
            return Ok(Verdict::Right { rehash: true });
        }
        return Ok(Verdict::Wrong);
    }
    let Some(stored) = stored.and_then(Stored::parse) else {
        spend(memory, params, password)?;
        return Ok(Verdict::Wrong);
    };
    if stored.matches(memory, password)? {
        let rehash = stored.is_weaker_than(params);
        return Ok(Verdict::Right { rehash });
    }
    if let Some(rest) = missing(stored.argon2.params(), params) {
        spend(memory, &rest, password)?;
    }
    Ok(Verdict::Wrong)
}

/// Whether `stored` is weaker than a hash with `params`; none if it cannot be used.
pub(super) fn is_weaker(stored: &PasswordHash, params: &Params) -> Option<bool> {
    if ForeignHash::parse(&stored.0).is_some() {
        return Some(true);
    }
    let stored = Stored::parse_text(&stored.0)?;
    Some(stored.is_weaker_than(params))
}

/// Does the work of a hash for nothing.
fn spend(memory: &mut Memory, params: &Params, password: &str) -> Result<(), Error> {
    let (salt, mut output) = ([0; SALT_BYTES], [0; OUTPUT_BYTES]);
    memory.hash(&argon2id(params), password, &salt, &mut output)
}

fn argon2id(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

/// A stored hash, taken apart.
struct Stored {
    argon2: Argon2<'static>,
    is_current: bool,
    salt: Salt,
    output: Output,
}

impl Stored {
    fn parse(hash: &PasswordHash) -> Option<Self> {
        let parsed = Self::parse_text(&hash.0);
        if parsed.is_none() {
            tracing::warn!(
                "a stored password hash is malformed or asks for too much, so nobody can sign in \
                 with it: set a new password"
            );
        }
        parsed
    }

    fn parse_text(text: &str) -> Option<Self> {
        let text = foreign::as_phc(text)?;
        let phc = argon2::PasswordHash::new(&text).ok()?;
        let algorithm: Algorithm = phc.algorithm.as_str().parse().ok()?;
        // Strings of the first version do not name it.
        let version = phc
            .version
            .map_or(Ok(Version::V0x10), Version::try_from)
            .ok()?;
        let params = Params::try_from(&phc).ok().filter(is_bounded)?;
        let (salt, output) = (phc.salt?, phc.hash?);
        if salt.len() < MIN_SALT_BYTES || output.len() < MIN_OUTPUT_BYTES {
            return None;
        }
        Some(Self {
            argon2: Argon2::new(algorithm, version, params),
            is_current: algorithm == Algorithm::Argon2id && version == Version::V0x13,
            salt,
            output,
        })
    }

    fn matches(&self, memory: &mut Memory, password: &str) -> Result<bool, Error> {
        let mut output = vec![0; self.output.len()];
        memory.hash(&self.argon2, password, &self.salt, &mut output)?;
        Ok(same_bytes(&output, self.output.as_bytes()))
    }

    fn is_weaker_than(&self, params: &Params) -> bool {
        !self.is_current
            || work(self.argon2.params()) < work(params)
            || self.salt.len() < SALT_BYTES
            || self.output.len() < OUTPUT_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Bench {
        memory: Memory,
        filled: Arc<AtomicU64>,
        params: Params,
    }

    fn params(memory_kib: u32, passes: u32) -> Params {
        Params::new(memory_kib, passes, 1, None).unwrap()
    }

    impl Bench {
        fn new() -> Self {
            let params = params(64, 2);
            let filled = Arc::new(AtomicU64::new(0));
            let memory = Memory::new(params.block_count(), filled.clone()).unwrap();
            Self {
                memory,
                filled,
                params,
            }
        }

        fn hash_with(&mut self, params: &Params) -> PasswordHash {
            hash(&mut self.memory, params, "right", &[3; 16]).unwrap()
        }

        /// The verdict, and the work it took.
        fn verify(&mut self, password: &str, stored: Option<&PasswordHash>) -> (Verdict, u64) {
            let before = self.filled.load(Ordering::Relaxed);
            let verdict = verify(&mut self.memory, &self.params, password, stored).unwrap();
            (verdict, self.filled.load(Ordering::Relaxed) - before)
        }
    }

    #[test]
    fn new_hashes_are_argon2id_in_phc_form_and_verify() {
        let mut bench = Bench::new();
        let hash = bench.hash_with(&params(64, 2));
        assert!(
            hash.0.starts_with("$argon2id$v=19$m=64,t=2,p=1$AwMD"),
            "{}",
            hash.0
        );
        let right = Verdict::Right { rehash: false };
        assert_eq!(bench.verify("right", Some(&hash)).0, right);
        assert_eq!(bench.verify("Right", Some(&hash)).0, Verdict::Wrong);
    }

    #[test]
    fn hashes_of_others_verify() {
        use argon2::password_hash::{PasswordHasher, PasswordVerifier};
        let mut bench = Bench::new();
        let theirs = Argon2::new(Algorithm::Argon2i, Version::V0x13, params(128, 3))
            .hash_password_with_salt(b"right", &[9; 16])
            .unwrap();
        let verdict = bench
            .verify("right", Some(&PasswordHash(theirs.to_string())))
            .0;
        assert_eq!(
            verdict,
            Verdict::Right { rehash: true },
            "Argon2i is of the past"
        );
        let ours = bench.hash_with(&params(64, 2));
        let parsed = argon2::PasswordHash::new(&ours.0).unwrap();
        assert!(Argon2::default().verify_password(b"right", &parsed).is_ok());
    }

    #[test]
    fn all_that_is_wrong_costs_the_same() {
        let mut bench = Bench::new();
        let whole = work(&bench.params);
        let current = bench.hash_with(&params(64, 2));
        let weaker = bench.hash_with(&params(32, 1));
        let malformed = PasswordHash("$argon2id$v=19$m=64".to_owned());
        let absurd = PasswordHash(current.0.replace("m=64", "m=4294967295"));
        for stored in [
            None,
            Some(&current),
            Some(&weaker),
            Some(&malformed),
            Some(&absurd),
        ] {
            let found = bench.verify("wrong", stored);
            assert_eq!(found, (Verdict::Wrong, whole), "{:?}", stored.map(|s| &s.0));
        }
    }

    #[test]
    fn what_is_cut_short_or_asks_for_too_much_is_unusable() {
        let usable = |params: &str, salt: &str, output: &str| {
            let text = format!("$argon2i$v=19${params}${salt}${output}");
            is_weaker(&PasswordHash(text), &super::tests::params(64, 2)).is_some()
        };
        let (params, salt) = ("m=64,t=2,p=1", "AAECAwQFBgcICQoLDA0ODw");
        let output = "c29tZWhhc2hzb21laGFzaA";
        assert!(usable(params, salt, output));
        assert!(!usable(params, "", output));
        assert!(!usable(params, "AAEC", output));
        assert!(!usable(params, salt, "c29tZWhhc2hzb21l"));
        for absurd in [
            "m=1048577,t=1,p=1",
            "m=64,t=65,p=1",
            "m=256,t=1,p=17",
            "m=1048576,t=5,p=1",
            "m=7,t=1,p=1",
            "m=64,t=0,p=1",
        ] {
            assert!(!usable(absurd, salt, output), "{absurd}");
        }
    }

    #[test]
    fn weaker_hashes_are_replaced_and_others_kept() {
        let mut bench = Bench::new();
        for (memory, passes, rehash) in [
            (64, 1, true),
            (32, 2, true),
            (128, 1, false),
            (64, 3, false),
        ] {
            let stored = bench.hash_with(&params(memory, passes));
            let verdict = bench.verify("right", Some(&stored)).0;
            assert_eq!(verdict, Verdict::Right { rehash }, "m={memory} t={passes}");
        }
    }
}
