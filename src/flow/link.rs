//! Links that are sent to people: 256 random bits, kept as a hash, good for a while and once
//! (security H2, H3).

use super::Services;
use crate::entropy;
use crate::model::{Link, LinkHash, LinkPurpose, UserId};
use crate::store::StoreError;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use std::time::Duration;

/// How long a link works that somebody waits for.
pub const LIFETIME: Duration = Duration::from_hours(1);

/// A link on its way to somebody.
pub struct Fresh {
    /// What is kept of it.
    pub link: Link,
    /// Where it leads, with the token.
    pub address: String,
}

/// A new link to `path`.
pub fn make(
    services: &Services,
    purpose: LinkPurpose,
    user_id: Option<UserId>,
    data: &impl Serialize,
    (path, lifetime): (&str, Duration),
) -> Fresh {
    let token: [u8; 32] = entropy::bytes(services.entropy.as_ref());
    let token = BASE64URL_NOPAD.encode(&token);
    Fresh {
        link: Link {
            hash: hash(&token),
            purpose,
            user_id,
            data: serde_json::to_string(data).unwrap_or_default(),
            expires_at: services.now().plus(lifetime),
            used_at: None,
        },
        address: services.address(&format!("{path}?token={token}")),
    }
}

fn hash(token: &str) -> LinkHash {
    let hash = digest::digest(&digest::SHA256, token.as_bytes());
    LinkHash(hash.as_ref().first_chunk().copied().unwrap_or_default())
}

/// What a link is when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It works. Opening it changes nothing: programs that look for evil open links too.
    Good(Link),
    /// It was used, or is void since something else has happened to the account.
    Used,
    /// It is too old, or none of ours.
    Gone,
}

/// What the link with this token is, for this purpose.
pub async fn open(
    services: &Services,
    purpose: LinkPurpose,
    token: &str,
) -> Result<Opened, StoreError> {
    let link = services.store.link(hash(token)).await?;
    let link = link.filter(|link| link.purpose == purpose);
    Ok(match link {
        None => Opened::Gone,
        Some(link) if link.used_at.is_some() => Opened::Used,
        Some(link) if link.expires_at <= services.now() => Opened::Gone,
        Some(link) => Opened::Good(link),
    })
}
