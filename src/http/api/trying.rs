//! What apps see of people, and whether signing in to them works.

use super::exchange::{Answer, Query, ok, read, segment, whole};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{object, request};
use crate::admin::apps::{self, Check, Checked, LeftOut, Preview, Proof};
use crate::http::cx::Cx;
use crate::oidc::ClientId;
use crate::secret::Secret;
use actix_web::web::Payload;
use serde_json::{Map, Value};

/// The parameters of a preview.
pub const PREVIEW: &[&str] = &["login"];

object! {
    /// A claim that is not there.
    LeftOutBody {
        /// The claim
        claim: String,
        /// What keeps it from being worked out
        why: String,
    }

    /// What an app would see of somebody who has signed in with a password and allowed everything.
    PreviewBody {
        /// Whether the person may use the app at all
        admitted: bool,
        /// The scopes that this is for: all that are registered
        scope: String,
        /// The claims of the ID token
        id_token: Map<String, Value>,
        /// The userinfo answer
        userinfo: Map<String, Value>,
        /// The claims of the access token; none where it is opaque
        access_token: Option<Map<String, Value>>,
        /// Claims whose expressions could not be worked out
        left_out: Vec<LeftOutBody>,
    }

    /// A part of a sign-in, tried out.
    CheckedBody {
        /// Which part
        part: String,
        /// good, unknown (it cannot be told from here) or bad (nobody gets into the app like this)
        verdict: String,
        /// What was found
        finding: String,
        /// The one change that mends it
        fix: Option<String>,
    }
}

request! {
    /// How a sign-in is to be tried out.
    CheckBody {
        /// The user name or e-mail address of who is to sign in; somebody of whom everything is known if left out
        login: Option<String>,
        /// The secret that the app has, to be tried
        client_secret: Option<String>,
        /// A JWT that the app has signed to prove itself, instead of a secret
        client_assertion: Option<String>,
    }
}

impl From<LeftOut> for LeftOutBody {
    fn from(left_out: LeftOut) -> Self {
        Self {
            claim: left_out.claim,
            why: left_out.why,
        }
    }
}

impl From<Preview> for PreviewBody {
    fn from(preview: Preview) -> Self {
        let left_out = preview.left_out.into_iter();
        Self {
            admitted: preview.admitted,
            scope: preview.scope.to_string(),
            id_token: preview.id_token,
            userinfo: preview.userinfo,
            access_token: preview.access_token,
            left_out: left_out.map(LeftOutBody::from).collect(),
        }
    }
}

impl From<Checked> for CheckedBody {
    fn from(checked: Checked) -> Self {
        Self {
            part: checked.part.to_owned(),
            verdict: checked.verdict.as_str().to_owned(),
            finding: checked.finding,
            fix: checked.fix,
        }
    }
}

fn id(cx: &Cx) -> Result<ClientId, Problem> {
    let text: String = segment(cx, "id")?;
    ClientId::try_from(text).map_err(|_| Problem::not_found())
}

/// What an app would see of somebody.
pub async fn preview(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let preview = apps::preview(&desk, &id(&cx)?, query.get("login")?).await?;
    ok(&PreviewBody::from(preview))
}

/// Tries the sign-in to an app out.
pub async fn check(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: CheckBody = read(&cx, payload).await?;
    let proof = match (body.client_secret, body.client_assertion) {
        (None, None) => Proof::None,
        (Some(secret), None) => Proof::Secret(Secret::new(secret)),
        (None, Some(assertion)) => Proof::Assertion(Secret::new(assertion)),
        (Some(_), Some(_)) => {
            let why = "client_assertion: send it or client_secret, not both";
            return Err(Problem::unfit(why));
        }
    };
    let wanted = Check {
        client: id(&cx)?,
        person: body.login,
        proof,
    };
    let all = apps::check(&desk, &wanted).await?;
    whole(all.into_iter().map(CheckedBody::from))
}
