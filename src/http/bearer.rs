//! Bearer tokens in the header (RFC 6750).

use super::cx::Cx;
use super::errors;
use crate::flow::Failure;
use crate::oidc::{ErrorCode, OAuthError};
use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};

/// The codes that come with a challenge (RFC 6750 §3.1).
const CODES: [ErrorCode; 3] = [
    ErrorCode::InvalidRequest,
    ErrorCode::InvalidToken,
    ErrorCode::InsufficientScope,
];

/// The token in the `Authorization` header (RFC 6750 §2.1).
pub fn of(cx: &Cx) -> Option<&str> {
    let (scheme, token) = cx.header(&header::AUTHORIZATION)?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_matches(' '))
}

/// A JSON error with the challenge that goes with it (RFC 6750 §3).
pub fn refused(cx: &Cx, failure: &Failure) -> HttpResponse {
    let mut response = errors::json(cx, failure);
    if let Failure::Refused { error, .. } = failure
        && CODES.contains(&error.code)
        && let Ok(value) = challenge(error)
    {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

fn challenge(error: &OAuthError) -> Result<HeaderValue, header::InvalidHeaderValue> {
    let code = error.code.as_str();
    HeaderValue::from_str(&format!(
        "Bearer realm=\"signet\", error=\"{code}\", error_description=\"{}\"",
        error.description
    ))
}
