//! Identifiers as types: 16 time-ordered bytes each (RFC 9562 §5.7), so that inserts stay on one page.

use crate::clock::Clock;
use crate::entropy::{self, Entropy};
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
    /// A person; in text form the `sub` of tokens, and never given to anybody else.
    UserId
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
