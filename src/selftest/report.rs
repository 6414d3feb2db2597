//! What was checked and what came of it.

use serde::Serialize;
use std::fmt;

/// A part of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The metadata.
    Discovery,
    /// The key set.
    Keys,
    /// Requests to sign in and their answers.
    Authorization,
    /// What comes for a code.
    Token,
    /// What the ID token says and who signed it.
    IdToken,
    /// What comes for a refresh token.
    Refresh,
    /// Claims about the user.
    Userinfo,
    /// Tokens that are given up.
    Revocation,
    /// What is said of tokens.
    Introspection,
    /// The end of a session.
    Logout,
    /// Clients that register themselves.
    Registration,
}

/// Something that a standard demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The part of the protocol.
    pub area: Area,
    /// A name that stays.
    pub id: &'static str,
    /// What is demanded, as a sentence.
    pub title: &'static str,
    /// Where it is demanded.
    pub section: &'static str,
}

/// Why a demand does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not met.
    FallsShort {
        /// What came.
        received: String,
        /// What should have come.
        expected: String,
    },
    /// It is allowed and not advisable.
    Warning(String),
    /// It could not be looked at.
    NotApplicable(String),
}

/// What comes of a check.
pub type Outcome = Result<(), Fault>;

/// A check and what came of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// What came of it.
    pub outcome: Outcome,
}

/// All that was checked.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In the order of the checks.
    pub findings: Vec<Finding>,
}

impl Check {
    /// A demand.
    pub const fn new(
        area: Area,
        id: &'static str,
        title: &'static str,
        section: &'static str,
    ) -> Self {
        Self {
            area,
            id,
            title,
            section,
        }
    }
}

impl Area {
    /// As it is typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::Keys => "keys",
            Self::Authorization => "authorization",
            Self::Token => "token",
            Self::IdToken => "id-token",
            Self::Refresh => "refresh",
            Self::Userinfo => "userinfo",
            Self::Revocation => "revocation",
            Self::Introspection => "introspection",
            Self::Logout => "logout",
            Self::Registration => "registration",
        }
    }
}

impl Finding {
    /// In one or two words.
    pub const fn verdict(&self) -> &'static str {
        match self.outcome {
            Ok(()) => "holds",
            Err(Fault::FallsShort { .. }) => "falls short",
            Err(Fault::Warning(_)) => "warning",
            Err(Fault::NotApplicable(_)) => "not applicable",
        }
    }

    /// Why, unless it holds.
    pub fn reason(&self) -> String {
        let fault = self.outcome.as_ref().err();
        fault.map(ToString::to_string).unwrap_or_default()
    }
}

impl Report {
    /// What falls short.
    pub fn shortcomings(&self) -> impl Iterator<Item = &Finding> {
        let short = |finding: &&Finding| matches!(finding.outcome, Err(Fault::FallsShort { .. }));
        self.findings.iter().filter(short)
    }

    /// How many findings have this verdict.
    pub fn count(&self, verdict: &str) -> usize {
        let same = |finding: &&Finding| finding.verdict() == verdict;
        self.findings.iter().filter(same).count()
    }

    /// In a line.
    pub fn summary(&self) -> String {
        format!(
            "{} hold, {} fall short, {} warnings, {} not applicable",
            self.count("holds"),
            self.count("falls short"),
            self.count("warning"),
            self.count("not applicable"),
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FallsShort { received, expected } => {
                write!(f, "received {received}, expected {expected}")
            }
            Self::Warning(reason) | Self::NotApplicable(reason) => f.write_str(reason),
        }
    }
}

/// A demand that is not met.
pub(super) fn short(received: impl fmt::Display, expected: impl fmt::Display) -> Fault {
    Fault::FallsShort {
        received: received.to_string(),
        expected: expected.to_string(),
    }
}

/// The demand holds if `met`.
pub(super) fn demand(
    met: bool,
    received: impl fmt::Display,
    expected: impl fmt::Display,
) -> Outcome {
    if met {
        Ok(())
    } else {
        Err(short(received, expected))
    }
}

/// A warning unless `met`.
pub(super) fn advise(met: bool, reason: impl fmt::Display) -> Outcome {
    if met {
        Ok(())
    } else {
        Err(Fault::Warning(reason.to_string()))
    }
}

/// Goes on only if the check makes sense here.
pub(super) fn applies(applies: bool, reason: impl fmt::Display) -> Outcome {
    if applies {
        Ok(())
    } else {
        Err(Fault::NotApplicable(reason.to_string()))
    }
}
