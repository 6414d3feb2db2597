//! The authorization response, as the callback gets it (RFC 6749 §4.1.2, RFC 9207).

use super::DemoError;
use crate::oidc::Parameters;
use crate::secret::same_bytes;

/// The code in `query`, if this is the answer of `issuer` to the request with `state`. Errors
/// count only once that is clear (RFC 9207 §2.4).
pub(super) fn code(query: &str, state: &str, issuer: &str) -> Result<String, DemoError> {
    let parameters = Parameters::parse(query.as_bytes())
        .map_err(|_| DemoError::Mismatch("the answer is malformed"))?;
    let get = |name| {
        parameters
            .get(name)
            .map_err(|_| DemoError::Mismatch("a parameter of the answer is repeated"))
    };
    let given = get("state")?.unwrap_or_default();
    if !same_bytes(given.as_bytes(), state.as_bytes()) {
        return Err(DemoError::Mismatch("state is missing or another"));
    }
    if get("iss")? != Some(issuer) {
        return Err(DemoError::Mismatch("iss is missing or another"));
    }
    if let Some(error) = get("error")? {
        return Err(DemoError::refused(error, get("error_description")?));
    }
    let code = get("code")?.ok_or(DemoError::Mismatch("code is missing"))?;
    Ok(code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{DemoError, code};

    const ISSUER: &str = "https://op.example/a";

    fn read(query: &str) -> Result<String, DemoError> {
        code(query, "s", ISSUER)
    }

    #[test]
    fn the_code_of_the_right_answer() {
        let answer = read("code=c%2B&state=s&iss=https%3A%2F%2Fop.example%2Fa");
        assert_eq!(answer.unwrap(), "c+");
    }

    #[test]
    fn an_answer_to_something_else_is_refused_before_its_error_is_read() {
        let wrong = [
            "",
            "%",
            "code=c",
            "code=c&state=s",
            "code=c&state=t&iss=https://op.example/a",
            "code=c&state=&iss=https://op.example/a",
            "code=c&state=s&iss=https://op.example/",
            "code=c&state=s&state=s&iss=https://op.example/a",
            "code=c&code=c&state=s&iss=https://op.example/a",
            "error=access_denied&state=t&iss=https://op.example/a",
            "error=access_denied&state=s&iss=https://evil.example",
            "state=s&iss=https://op.example/a",
        ];
        for query in wrong {
            assert!(
                matches!(read(query), Err(DemoError::Mismatch(_))),
                "{query:?}"
            );
        }
    }

    #[test]
    fn an_error_is_told() {
        let error = read(
            "error=access_denied&error_description=not+now&state=s&iss=https://op.example/a&code=c",
        )
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "The provider did not sign you in: not now (access_denied)"
        );
        assert_eq!(error.detail(), "access_denied: not now");
        let error = read("error=server_error&state=s&iss=https://op.example/a").unwrap_err();
        assert_eq!(error.detail(), "server_error: no reason is given");
    }
}
