//! scrypt (RFC 7914): `$scrypt$ln=…,r=…,p=…$SALT$HASH`.

use super::MIN_SALT_BYTES;
use crate::secret::same_bytes;
use data_encoding::BASE64_NOPAD;

/// Least N; RFC 7914 §2 has the weight of a sign-in at 16 times as much.
const MIN_N: u64 = 1024;
/// Most memory: 256 MiB.
const MAX_MEMORY: u64 = 256 << 20;
/// Most work, in blocks of 128 bytes that are filled: about two seconds.
const MAX_WORK: u64 = 4 << 20;
/// How long the outputs are that systems keep; what is of another length was cut.
const OUTPUT_BYTES: [usize; 2] = [32, 64];
/// What the library needs beyond the memory that the parameters name.
const SPARE: u64 = 4 << 20;

/// An scrypt hash.
pub struct Scrypt {
    pub(super) n: u64,
    pub(super) r: u64,
    pub(super) p: u64,
    pub(super) salt: Vec<u8>,
    pub(super) output: Vec<u8>,
}

/// Reads the PHC string format.
pub(super) fn parse(text: &str) -> Option<Scrypt> {
    let rest = text.strip_prefix("$scrypt$")?;
    let mut parts = rest.split('$');
    let (params, salt, output) = (parts.next()?, parts.next()?, parts.next()?);
    let named = |name: &str| {
        let value = params.split(',').find_map(|part| part.strip_prefix(name));
        value?.strip_prefix('=')?.parse::<u64>().ok()
    };
    let log = u32::try_from(named("ln")?).ok()?;
    let hash = Scrypt {
        n: 1_u64.checked_shl(log)?,
        r: named("r")?,
        p: named("p")?,
        salt: BASE64_NOPAD.decode(salt.as_bytes()).ok()?,
        output: BASE64_NOPAD.decode(output.as_bytes()).ok()?,
    };
    hash.bounded().filter(|_| parts.next().is_none())
}

impl Scrypt {
    /// The hash, if it is whole and costs no less and no more than it may.
    pub(super) fn bounded(self) -> Option<Self> {
        let blocks = self.n.checked_mul(self.r)?;
        let work = blocks.checked_mul(self.p)?;
        let fits = self.n.is_power_of_two()
            && self.n >= MIN_N
            && work > 0
            && blocks.checked_mul(128)? <= MAX_MEMORY
            && work <= MAX_WORK
            && self.salt.len() >= MIN_SALT_BYTES
            && OUTPUT_BYTES.contains(&self.output.len());
        fits.then_some(self)
    }

    pub(super) fn matches(&self, password: &str) -> bool {
        let mut output = vec![0; self.output.len()];
        let (secret, salt) = (password.as_bytes(), &self.salt);
        let memory = MAX_MEMORY + SPARE;
        let done =
            openssl::pkcs5::scrypt(secret, salt, self.n, self.r, self.p, memory, &mut output);
        done.is_ok() && same_bytes(&output, &self.output)
    }
}
