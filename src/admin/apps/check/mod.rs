//! Tries a client out: the whole sign-in as its app would do it, without one. It is played on a stage
//! (see [`stage`]), so that nobody is signed in and nothing is left of it but an event.

mod answer;
mod outside;
mod parts;
mod play;
mod proof;
mod proving;
mod stage;
mod verify;

use super::preview::somebody;
use super::{AppsError, catalogue};
use crate::admin::{Desk, Operation, Target, clients, users};
use crate::flow::Failure;
use crate::oidc::ClientId;
use crate::secret::Secret;
use futures_util::future::join_all;
use serde::Serialize;

/// So many redirect URIs are tried.
const TRIED: usize = 10;

/// What is to be tried.
#[derive(Clone, Debug)]
pub struct Check {
    /// The client.
    pub client: ClientId,
    /// The user name or e-mail address of who is to sign in; somebody of whom everything is known and
    /// who may use the client if there is none.
    pub person: Option<String>,
    /// What the app proves itself by, as far as it is at hand.
    pub proof: Proof,
}

/// What an app proves itself by.
#[derive(Clone, Debug, Default)]
pub enum Proof {
    /// Nothing is at hand.
    #[default]
    None,
    /// Its secret.
    Secret(Secret<String>),
    /// A JWT that it signed (RFC 7523 §2.2).
    Assertion(Secret<String>),
}

impl Proof {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Secret(_) => "secret",
            Self::Assertion(_) => "assertion",
        }
    }
}

/// How a part of it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it should.
    Good,
    /// It cannot be told from here.
    Unknown,
    /// Nobody gets into the app like this.
    Bad,
}

impl Verdict {
    /// The verdict as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Bad => "bad",
        }
    }
}

/// One part of a sign-in, tried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Which part.
    pub part: &'static str,
    /// How it went.
    pub verdict: Verdict,
    /// What was found.
    pub finding: String,
    /// The one change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
}

impl Checked {
    fn good(part: &'static str, finding: impl Into<String>) -> Self {
        Self {
            part,
            verdict: Verdict::Good,
            finding: finding.into(),
            fix: None,
        }
    }

    fn bad(part: &'static str, finding: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            part,
            verdict: Verdict::Bad,
            finding: finding.into(),
            fix: Some(fix.into()),
        }
    }

    fn unknown(part: &'static str, finding: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Unknown,
            ..Self::bad(part, finding, fix)
        }
    }

    /// What an endpoint of ours has refused, or could not do just now.
    fn refused(part: &'static str, failure: &Failure) -> Self {
        match failure {
            Failure::Refused { error, detail } => {
                let mut finding = format!("{}: {}", error.code.as_str(), error.description);
                if !detail.is_empty() && *detail != error.description {
                    finding = format!("{finding} ({detail})");
                }
                Self::bad(part, finding, "change what is registered about the app")
            }
            Failure::Later(_) | Failure::TooMany(_) => {
                Self::unknown(part, failure.to_string(), "try again in a minute")
            }
            Failure::Store(_) | Failure::Internal(_) => {
                Self::bad(part, failure.to_string(), "see the log of the server")
            }
        }
    }

    const fn is_good(&self) -> bool {
        matches!(self.verdict, Verdict::Good)
    }
}

/// Tries out the sign-in to a client part by part. Nobody is signed in, and nothing is written but that
/// it was tried.
pub async fn check(desk: &Desk<'_>, wanted: &Check) -> Result<Vec<Checked>, AppsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    let client = clients::show(desk, &wanted.client).await?;
    let user = match &wanted.person {
        Some(login) => users::find(desk, login).await?.user,
        None => somebody(desk, &client),
    };
    let name = client.metadata.software_id.as_deref();
    let recipe = name.and_then(catalogue::find).transpose()?;
    let discovery = parts::discovery_document(desk).await;
    let is_reached = discovery.is_good();
    let mut all = vec![discovery];
    if let Some(recipe) = &recipe {
        all.extend(parts::registration(recipe, &client));
    }
    all.extend(redirect_uris(desk, &client.metadata.redirect_uris).await);
    let access = parts::access(&client, &user);
    let may_enter = access.is_good();
    all.push(access);
    all.extend(play::play(desk, &client, &user, &wanted.proof, may_enter, is_reached).await?);
    if let Some(recipe) = &recipe {
        all.extend(parts::claims(desk, recipe, &client, &user));
    }
    note(desk, wanted, &all).await?;
    Ok(all)
}

/// Looks at the first of them side by side, each of which may not answer for a while.
async fn redirect_uris(desk: &Desk<'_>, uris: &[String]) -> Vec<Checked> {
    let (tried, others) = uris.split_at(uris.len().min(TRIED));
    let tried = tried.iter().map(|uri| parts::redirect_uri(desk, uri));
    let mut all = join_all(tried).await;
    if !others.is_empty() {
        let finding = format!("{} more were not tried", others.len());
        let fix = "register only those that the app uses";
        all.push(Checked::unknown("redirect URI", finding, fix));
    }
    all
}

async fn note(desk: &Desk<'_>, wanted: &Check, all: &[Checked]) -> Result<(), AppsError> {
    let bad = all.iter().filter(|one| one.verdict == Verdict::Bad).count();
    let event = desk.event("client.checked").client(&wanted.client);
    let event = event.with("proof", wanted.proof.as_str()).with("bad", bad);
    let noted = desk.store.record(vec![event]).await;
    noted.map_err(|error| AppsError::Failed(error.to_string()))
}

#[cfg(test)]
mod tests;
