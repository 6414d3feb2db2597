//! What the app gets for its authorization request.

use super::Checked;
use super::play::REQUEST;
use crate::flow::authorize::Outcome;
use crate::oidc::AuthorizationResponse;
use url::Url;

/// What an outcome brings the app; or what is in the way.
pub(super) fn brought(outcome: Outcome) -> Result<Vec<(String, String)>, Checked> {
    let asked = |what: &str| {
        let fix = "sign in to the app once as the person";
        Checked::unknown(REQUEST, format!("the person is asked for {what}"), fix)
    };
    match outcome {
        Outcome::Respond {
            error: Some(error), ..
        } => Err(Checked::refused(REQUEST, &error.into())),
        Outcome::Respond { response, .. } => Ok(members(response)),
        Outcome::Untrusted { detail, .. } => {
            let fix = "register the redirect URI exactly as the app sends it";
            Err(Checked::bad(REQUEST, detail, fix))
        }
        Outcome::Second { .. } | Outcome::Security => Err(asked("a second factor")),
        Outcome::Show(_)
        | Outcome::Turn { .. }
        | Outcome::Account
        | Outcome::Page(_)
        | Outcome::Start
        | Outcome::Device(_) => Err(asked("something more than consent")),
    }
}

/// The members of an answer, whichever way it goes.
fn members(response: AuthorizationResponse) -> Vec<(String, String)> {
    let address = match response {
        AuthorizationResponse::FormPost { parameters, .. } => return parameters,
        AuthorizationResponse::Redirect(address) => address,
    };
    let Ok(url) = Url::parse(&address) else {
        return Vec::new();
    };
    let text = url.fragment().or_else(|| url.query()).unwrap_or_default();
    let pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs.into_owned().collect()
}
