//! The token endpoint where apps find it.

use super::Checked;
use super::play::REDEMPTION;
use super::proof::Cast;
use crate::fetch::FetchError;
use crate::flow::{Failure, Services, token};
use crate::oidc::authorization_response::encode;

/// Whether the app's proof arrives at the token endpoint where apps find it: a code that is none must be
/// refused for what it is, not for who sends it.
pub(super) async fn probe(services: &Services, cast: &Cast) -> Result<Option<Checked>, Failure> {
    let form = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", "none".to_owned()),
    ];
    let proven = cast.proving.proven(services, &cast.client, form)?;
    let pairs: Vec<_> = proven.form.iter().collect();
    let body = encode(&pairs);
    let headers = proven.authorization.into_iter();
    let headers = headers.map(|value| ("authorization", value)).collect();
    let address = services.address(token::PATH);
    Ok(
        match services.fetcher.post_form(&address, headers, body).await {
            Ok(400) => Some(Checked::good(
                REDEMPTION,
                format!("{address} knows the app by its proof"),
            )),
            Ok(401) => Some(Checked::bad(
                REDEMPTION,
                format!("{address} does not get the proof that the app sends"),
                "let the proxy pass the Authorization header and the form on unchanged",
            )),
            Ok(status) => Some(Checked::bad(
                REDEMPTION,
                format!("{address} answered with HTTP {status}"),
                "let the proxy lead to this deployment",
            )),
            Err(FetchError::NotHttps | FetchError::NotPublic(_) | FetchError::Busy) => None,
            Err(why) => Some(Checked::bad(
                REDEMPTION,
                format!("{address} was not reached: {why}"),
                "let the proxy lead to this deployment",
            )),
        },
    )
}
