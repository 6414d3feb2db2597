//! The answer to an authorization request, success or error (RFC 6749 §4.1.2, RFC 9207 §2).

use super::{OAuthError, ResponseMode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Where and how an answer goes. Made only after client and redirect URI were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The checked redirect URI.
    pub redirect_uri: String,
    /// How the answer travels.
    pub response_mode: ResponseMode,
    /// What the client wants back.
    pub state: Option<String>,
    /// What the client can watch the browser's session by (OpenID Connect Session Management §2).
    pub session_state: Option<String>,
}

/// An answer, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationResponse {
    /// Send the browser here.
    Redirect(String),
    /// Have the browser post these parameters there.
    FormPost {
        /// The redirect URI.
        action: String,
        /// Names and values.
        parameters: Vec<(String, String)>,
    },
}

impl Destination {
    /// The answer that hands over a code or tokens.
    pub fn success(&self, members: &[(&str, String)], issuer: &str) -> AuthorizationResponse {
        let members = members.iter().map(|(name, value)| (*name, value.as_str()));
        self.respond(members.collect(), issuer)
    }

    /// The answer that hands over an error.
    pub fn error(&self, error: &OAuthError, issuer: &str) -> AuthorizationResponse {
        let parameters = vec![
            ("error", error.code.as_str()),
            ("error_description", &error.description),
        ];
        self.respond(parameters, issuer)
    }

    fn respond<'a>(
        &'a self,
        mut parameters: Vec<(&'a str, &'a str)>,
        issuer: &'a str,
    ) -> AuthorizationResponse {
        if let Some(state) = &self.state {
            parameters.push(("state", state));
        }
        if let Some(session_state) = &self.session_state {
            parameters.push(("session_state", session_state));
        }
        parameters.push(("iss", issuer));
        let uri = &self.redirect_uri;
        match self.response_mode {
            ResponseMode::Query => AuthorizationResponse::Redirect(with_query(uri, &parameters)),
            ResponseMode::Fragment => {
                AuthorizationResponse::Redirect(format!("{uri}#{}", encode(&parameters)))
            }
            ResponseMode::FormPost => AuthorizationResponse::FormPost {
                action: uri.clone(),
                parameters: parameters
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
            },
        }
    }
}

/// `uri` with `parameters` added to its query; a query that it has is kept (RFC 6749 §3.1.2).
pub fn with_query(uri: &str, parameters: &[(&str, &str)]) -> String {
    let separator = match uri.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{uri}{separator}{}", encode(parameters))
}

/// `application/x-www-form-urlencoded` with everything but unreserved characters encoded, so that
/// every reader of either convention gets the same bytes.
pub fn encode(parameters: &[(&str, &str)]) -> String {
    let length = parameters
        .iter()
        .map(|(name, value)| name.len() + value.len() + 2);
    let mut encoded = String::with_capacity(length.sum::<usize>() + ROOM);
    for (name, value) in parameters {
        if !encoded.is_empty() {
            encoded.push('&');
        }
        push_encoded(&mut encoded, name);
        encoded.push('=');
        push_encoded(&mut encoded, value);
    }
    encoded
}

/// For what takes more room encoded; most answers have little of it.
const ROOM: usize = 32;

/// Everything but the unreserved characters of RFC 3986 §2.3.
pub const CODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn push_encoded(encoded: &mut String, text: &str) {
    encoded.extend(utf8_percent_encode(text, CODED));
}

#[cfg(test)]
mod tests {
    use super::{AuthorizationResponse, Destination, with_query};
    use crate::oidc::{ErrorCode, OAuthError, ResponseMode};

    fn destination(response_mode: ResponseMode) -> Destination {
        Destination {
            redirect_uri: "https://app.example/cb?a=b".into(),
            response_mode,
            state: Some("x y\r\n&=".into()),
            session_state: None,
        }
    }

    #[test]
    fn protocol_40_a_registered_query_is_kept() {
        let add = [("code", "1")];
        assert_eq!(with_query("https://a/b", &add), "https://a/b?code=1");
        assert_eq!(with_query("https://a/b?c", &add), "https://a/b?c&code=1");
        assert_eq!(with_query("https://a/b?", &add), "https://a/b?code=1");
    }

    #[test]
    fn security_a9_state_comes_back_encoded_and_iss_is_there() {
        let answer =
            destination(ResponseMode::Query).success(&[("code", "c".into())], "https://op");
        let expected =
            "https://app.example/cb?a=b&code=c&state=x%20y%0D%0A%26%3D&iss=https%3A%2F%2Fop";
        assert_eq!(answer, AuthorizationResponse::Redirect(expected.into()));
    }

    #[test]
    fn protocol_46_form_post_carries_errors_too() {
        let error = OAuthError::new(ErrorCode::AccessDenied, "refused");
        let answer = destination(ResponseMode::FormPost).error(&error, "https://op");
        let AuthorizationResponse::FormPost { parameters, .. } = answer else {
            panic!("no form");
        };
        let names: Vec<_> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["error", "error_description", "state", "iss"]);
    }
}
