//! What Django writes: `pbkdf2_sha256$ITERATIONS$SALT$HASH`, `bcrypt_sha256$$2b$…`,
//! `bcrypt$$2b$…`, `scrypt$N$SALT$R$P$HASH`. Salts count as they are written.

use super::pbkdf2::{self, Pbkdf2};
use super::scrypt::Scrypt;
use super::{ForeignHash, bcrypt};
use data_encoding::BASE64;

/// Bytes of its scrypt hashes; fewer were cut.
const SCRYPT_BYTES: usize = 64;

/// Reads all of them.
pub(super) fn parse(text: &str) -> Option<ForeignHash> {
    let (kind, rest) = text.split_once('$')?;
    match kind {
        "bcrypt" => bcrypt::parse(rest).map(ForeignHash::Bcrypt),
        "bcrypt_sha256" => bcrypt::parse_of_sha256(rest).map(ForeignHash::Bcrypt),
        "scrypt" => scrypt(rest).map(ForeignHash::Scrypt),
        _ => {
            let function = pbkdf2::function(kind.strip_prefix("pbkdf2_")?)?;
            let parts: Vec<_> = rest.split('$').collect();
            let [iterations, salt, output] = parts.as_slice() else {
                return None;
            };
            let hash = Pbkdf2 {
                function,
                iterations: iterations.parse().ok()?,
                salt: salt.as_bytes().to_vec(),
                output: BASE64.decode(output.as_bytes()).ok()?,
            };
            hash.bounded().map(ForeignHash::Pbkdf2)
        }
    }
}

fn scrypt(rest: &str) -> Option<Scrypt> {
    let parts: Vec<_> = rest.split('$').collect();
    let [n, salt, r, p, output] = parts.as_slice() else {
        return None;
    };
    let hash = Scrypt {
        n: n.parse().ok()?,
        r: r.parse().ok()?,
        p: p.parse().ok()?,
        salt: salt.as_bytes().to_vec(),
        output: BASE64.decode(output.as_bytes()).ok()?,
    };
    hash.bounded()
        .filter(|hash| hash.output.len() == SCRYPT_BYTES)
}
