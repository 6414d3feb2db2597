//! What is kept of a common password. The build script makes the set with it, and
//! [`super::common`] searches there.

/// In so many parts the set lies. Each has some three passwords.
pub const PARTS: usize = 1 << 15;

/// In which part a password stands, and what stands there of it.
pub fn of(password: &str) -> (usize, u16) {
    // FNV-1a, of which the last step spreads every bit over all others.
    let hash = password.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let [a, b, c, d, ..] = (hash ^ (hash >> 33)).to_be_bytes();
    let part = usize::from(u16::from_be_bytes([a, b])) % PARTS;
    (part, u16::from_be_bytes([c, d]))
}
