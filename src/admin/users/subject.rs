//! What apps know somebody by who is not new to them.

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::model::{User, UserId};
use std::fmt;

/// Longest subject, in ASCII characters (OpenID Connect Core §2).
const LONGEST: usize = 255;

/// What apps know somebody by already (OpenID Connect Core §2 `sub`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The identifier itself.
    Id(UserId),
    /// Anything else.
    Own(String),
}

impl Subject {
    /// The subject that is written so; what is wrong with it where it can be none.
    pub fn read(sub: String) -> Result<Self, String> {
        let id = sub.parse::<UserId>().ok();
        // Written in another way it would come out changed.
        if let Some(id) = id.filter(|id| id.to_string() == sub) {
            return Ok(Self::Id(id));
        }
        let is_fit = (1..=LONGEST).contains(&sub.len())
            && sub
                .bytes()
                .all(|byte| byte.is_ascii_graphic() || byte == b' ');
        if is_fit {
            return Ok(Self::Own(sub));
        }
        Err(format!(
            "sub: {sub:?} cannot be kept: only 1 to {LONGEST} ASCII characters can, none of them a \
             control character"
        ))
    }

    /// The identifier and the further subject of somebody new, who has `subject` or a new one.
    pub(super) fn of_new(
        subject: Option<&Self>,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> (UserId, Option<String>) {
        match subject {
            Some(Self::Id(id)) => (*id, None),
            Some(Self::Own(own)) => (UserId::new(clock, entropy), Some(own.clone())),
            None => (UserId::new(clock, entropy), None),
        }
    }

    /// What apps know `user` by.
    pub(super) fn of(user: &User) -> Self {
        let own = user.subject.clone();
        own.map_or(Self::Id(user.id), Self::Own)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Own(own) => f.write_str(own),
        }
    }
}
