//! Identifiers as types: 16 time-ordered bytes each (RFC 9562 §5.7), so that inserts stay on one page.

use crate::clock::{Clock, Timestamp};
use crate::entropy::{self, Entropy};
use crate::oidc::ClientId;
use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier: milliseconds of `clock`, then 74 random bits.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                let millis = u64::try_from(clock.now_millis()).unwrap_or(0);
                let random = entropy::bytes(entropy);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id! {
    /// A person; in text form the `sub` of tokens, as a rule, and never given to anybody else.
    UserId
}
id! {
    /// A group of people.
    GroupId
}
id! {
    /// A browser's signed-in session; in text form the `sid` of tokens.
    SessionId
}
id! {
    /// An authorization code and the token family that comes of it.
    GrantId
}
id! {
    /// One access token (`jti`).
    TokenId
}
id! {
    /// Something that a person proves who they are with, besides the password.
    CredentialId
}
id! {
    /// What one app is to be told of the end of one session; the `jti` of its logout tokens.
    LogoutId
}
id! {
    /// One letter on its way out; a part of its `Message-ID`.
    MailId
}

id! {
    /// Something that happened.
    EventId
}
id! {
    /// One way through a sign-in, from the request to the code.
    TraceId
}
id! {
    /// Where events are sent.
    WebhookId
}
id! {
    /// One event on its way to one target.
    WebhookDeliveryId
}
id! {
    /// What another system proves itself by, that says by SCIM who there is.
    ScimTokenId
}

impl EventId {
    /// Lies before every identifier of `at` and later ones, and after all earlier ones.
    pub fn first_of(at: Timestamp) -> Self {
        let millis = u64::try_from(at.0.saturating_mul(1000)).unwrap_or(0);
        // Written out: those that are made carry a version after the milliseconds.
        Self(Uuid::from_u128(u128::from(millis) << 80))
    }
}

impl LogoutId {
    /// The same whenever the same end is written down again.
    pub fn of(ended_at: Timestamp, session: SessionId, client: &ClientId) -> Self {
        let mut subject = session.0.as_bytes().to_vec();
        subject.extend_from_slice(client.as_str().as_bytes());
        let hash = digest::digest(&digest::SHA256, &subject);
        let millis = u64::try_from(ended_at.0.saturating_mul(1000)).unwrap_or(0);
        let rest = hash.as_ref().first_chunk().copied().unwrap_or_default();
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid())
    }
}
