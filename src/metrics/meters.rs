//! What the use cases count.

use super::Text;
use super::counter::Counter;
use super::families::{
    PASSWORD_HASH_DURATION, PASSWORD_HASH_QUEUE, PASSWORD_HASH_REFUSED, PASSWORD_HASH_WAIT,
    SESSIONS_BEGUN, SIGN_INS, TOKEN_REQUESTS, TOKENS_ISSUED,
};
use super::grid::Grid;
use super::histogram::{Histogram, SECONDS};
use std::ops::{Add, Sub};

const OUTCOMES: &[&str] = &["success", "wrong", "throttled", "busy", "failed"];
const FACTORS: &[&str] = &["password", "one_time_code", "passkey", "other"];
const GRANTS: &[&str] = &[
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:device_code",
    "implicit",
    "other",
];
const KINDS: &[&str] = &["access_token", "refresh_token", "id_token"];
const ANSWERS: &[&str] = &[
    "success",
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "access_denied",
    "authorization_pending",
    "slow_down",
    "expired_token",
    "temporarily_unavailable",
    "server_error",
    "other",
];

/// What the use cases count. One for the process.
#[derive(Debug)]
pub struct Meters {
    /// Evidence that was examined: outcome and factor.
    pub sign_ins: Grid,
    /// Sessions that began.
    pub sessions_begun: Counter,
    /// Tokens that were handed out: grant and kind.
    pub tokens: Grid,
    /// Requests at the token endpoint: grant and answer.
    pub token_requests: Grid,
}

impl Default for Meters {
    fn default() -> Self {
        Self {
            sign_ins: Grid::new(&SIGN_INS, ["outcome", "factor"], OUTCOMES, FACTORS),
            sessions_begun: Counter::default(),
            tokens: Grid::new(&TOKENS_ISSUED, ["grant", "kind"], GRANTS, KINDS),
            token_requests: Grid::new(&TOKEN_REQUESTS, ["grant", "outcome"], GRANTS, ANSWERS),
        }
    }
}

impl Meters {
    /// The sums that are kept over time.
    pub fn totals(&self) -> Totals {
        Totals {
            sign_ins: self.sessions_begun.total(),
            failures: self.sign_ins.total(|outcome, _| outcome != "success"),
            tokens: self.tokens.total(|_, _| true),
        }
    }

    /// Tells of it.
    pub fn tell(&self, text: &mut Text) {
        self.sign_ins.tell(text);
        text.one(&SESSIONS_BEGUN, &self.sessions_begun.total());
        self.tokens.tell(text);
        self.token_requests.tell(text);
    }
}

/// Sums that are kept over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Sessions that began.
    pub sign_ins: u64,
    /// Evidence that did not lead on.
    pub failures: u64,
    /// Tokens that were handed out.
    pub tokens: u64,
}

impl Add for Totals {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            sign_ins: self.sign_ins.saturating_add(more.sign_ins),
            failures: self.failures.saturating_add(more.failures),
            tokens: self.tokens.saturating_add(more.tokens),
        }
    }
}

impl Sub for Totals {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            sign_ins: self.sign_ins.saturating_sub(before.sign_ins),
            failures: self.failures.saturating_sub(before.failures),
            tokens: self.tokens.saturating_sub(before.tokens),
        }
    }
}

/// What hashing passwords measures.
#[derive(Debug)]
pub struct HashMeters {
    /// How long a hash took.
    pub durations: Histogram,
    /// How long one waited for it.
    pub waits: Histogram,
    /// Those that were told to come back.
    pub refused: Counter,
}

impl Default for HashMeters {
    fn default() -> Self {
        Self {
            durations: Histogram::new(&SECONDS),
            waits: Histogram::new(&SECONDS),
            refused: Counter::default(),
        }
    }
}

impl HashMeters {
    /// Tells of it, and that so many wait.
    pub fn tell(&self, text: &mut Text, waiting: usize) {
        text.family(&PASSWORD_HASH_DURATION);
        self.durations.tell(text, &PASSWORD_HASH_DURATION, &[]);
        text.family(&PASSWORD_HASH_WAIT);
        self.waits.tell(text, &PASSWORD_HASH_WAIT, &[]);
        text.one(&PASSWORD_HASH_QUEUE, &waiting);
        text.one(&PASSWORD_HASH_REFUSED, &self.refused.total());
    }
}
