//! Bearer tokens for SCIM: an identifier and 256 random bits, kept as a hash, good until they are
//! removed.

use super::Services;
use crate::clock::Timestamp;
use crate::entropy;
use crate::model::{ScimToken, ScimTokenHash, ScimTokenId};
use crate::secret::{Secret, same_bytes};
use crate::store::StoreError;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use std::time::Duration;
use uuid::Uuid;

/// How they begin, so that whoever finds one knows what it is.
pub const PREFIX: &str = "signet_scim_";

/// Last uses are told to the minute.
const PRECISION: Duration = Duration::from_mins(1);

/// A new token's identifier, what is kept of its secret, and the whole of it.
pub fn make(services: &Services) -> (ScimTokenId, ScimTokenHash, Secret<String>) {
    let id = ScimTokenId::new(services.clock.as_ref(), services.entropy.as_ref());
    let secret: [u8; 32] = entropy::bytes(services.entropy.as_ref());
    let text = BASE64URL_NOPAD.encode(&[id.0.as_bytes().as_slice(), &secret].concat());
    (id, hash(&secret), Secret::new(format!("{PREFIX}{text}")))
}

fn hash(secret: &[u8]) -> ScimTokenHash {
    let hash = digest::digest(&digest::SHA256, secret);
    ScimTokenHash(hash.as_ref().first_chunk().copied().unwrap_or_default())
}

/// The token that was sent, if it is one of ours and good.
pub async fn open(services: &Services, sent: &str) -> Result<Option<ScimToken>, StoreError> {
    let Some((id, sent)) = read(sent) else {
        return Ok(None);
    };
    let token = services.store.scim_token(id).await?;
    let token = token.filter(|token| same_bytes(&token.secret_hash.0, &sent.0));
    if let Some(token) = &token {
        note(services, token);
    }
    Ok(token)
}

fn read(sent: &str) -> Option<(ScimTokenId, ScimTokenHash)> {
    let text = sent.strip_prefix(PREFIX)?;
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (id, secret) = bytes.split_first_chunk::<16>()?;
    (secret.len() == 32).then(|| (ScimTokenId(Uuid::from_bytes(*id)), hash(secret)))
}

/// Notes the use in memory, unless one that is not long ago is written down.
fn note(services: &Services, token: &ScimToken) {
    let now: Timestamp = services.now();
    if token
        .last_used_at
        .is_none_or(|last| last.plus(PRECISION) <= now)
    {
        services.scim_token_uses.note(token.id, now);
    }
}
