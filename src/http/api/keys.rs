//! Signing keys, and who has seen them.

use super::exchange::{Answer, ok, read, time, whole};
use super::operator::desk;
use super::schema::{object, request};
use crate::admin::key_readers::{self, KnownReader, SeenKey, seen_keys};
use crate::admin::keys;
use crate::http::cx::Cx;
use crate::model::KeyReader;
use actix_web::web::Payload;

object! {
    /// Who fetches the published keys.
    ReaderBody {
        /// From where
        address: String,
        /// By which program
        user_agent: String,
        /// The app that asks for tokens from the same address
        client_id: Option<String>,
        /// When they first came
        first_seen_at: String,
        /// When they last came
        last_seen_at: String,
    }

    /// Who fetches the published keys, and what they have yet to see.
    KnownReaderBody {
        /// From where
        address: String,
        /// By which program
        user_agent: String,
        /// The app that asks for tokens from the same address
        client_id: Option<String>,
        /// When they first came
        first_seen_at: String,
        /// When they last came
        last_seen_at: String,
        /// The identifiers of the keys that they have yet to see
        unseen: Vec<String>,
    }

    /// A signing key.
    KeyBody {
        /// Its identifier in the JWKS
        kid: String,
        /// What it signs with
        alg: String,
        /// next, active or retired
        state: String,
        /// Since when it has been published
        published_at: String,
        /// When it signs from
        signs_from: String,
        /// When it will be gone
        gone_at: Option<String>,
        /// Who has fetched the keys since it is one of them
        seen_by: Vec<ReaderBody>,
        /// Who comes regularly and has yet to, where a switch waits for them
        unseen_by: Vec<ReaderBody>,
    }

    /// What became of it.
    ChangedBody {
        /// Whether anything was changed
        changed: bool,
    }
}

request! {
    /// How to rotate.
    RotationBody {
        /// Remove all keys at once: everything they signed is void
        emergency: Option<bool>,
    }
}

impl From<KeyReader> for ReaderBody {
    fn from(reader: KeyReader) -> Self {
        Self {
            address: reader.address,
            user_agent: reader.user_agent,
            client_id: reader.client_id.map(|id| id.to_string()),
            first_seen_at: time(reader.first_seen_at),
            last_seen_at: time(reader.last_seen_at),
        }
    }
}

impl From<KnownReader> for KnownReaderBody {
    fn from(known: KnownReader) -> Self {
        let ReaderBody {
            address,
            user_agent,
            client_id,
            first_seen_at,
            last_seen_at,
        } = known.reader.into();
        let unseen = known.unseen.into_iter();
        Self {
            address,
            user_agent,
            client_id,
            first_seen_at,
            last_seen_at,
            unseen: unseen.map(|key| key.kid.0).collect(),
        }
    }
}

impl From<SeenKey> for KeyBody {
    fn from(seen: SeenKey) -> Self {
        let key = seen.key;
        Self {
            kid: key.kid.0,
            alg: key.algorithm.to_string(),
            state: key.state.as_str().to_owned(),
            published_at: time(key.published_at),
            signs_from: time(key.signs_from),
            gone_at: key.gone_at.map(time),
            seen_by: seen.seen_by.into_iter().map(ReaderBody::from).collect(),
            unseen_by: seen.unseen_by.into_iter().map(ReaderBody::from).collect(),
        }
    }
}

/// All keys, in the order of the JWKS.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = seen_keys(&desk).await?;
    whole(all.into_iter().map(KeyBody::from))
}

/// Whoever fetches them, those that came last first.
pub async fn readers(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = key_readers::readers(&desk).await?;
    whole(all.into_iter().map(KnownReaderBody::from))
}

/// Replaces the keys.
pub async fn rotate(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: RotationBody = read(&cx, payload).await?;
    let changed = keys::rotate(&desk, body.emergency == Some(true)).await?;
    ok(&ChangedBody { changed })
}
