//! An app that signs a person in with Signet, with nothing but the `openidconnect` crate.
//!
//! ```sh
//! signet client add --id notes --name "Notes" --redirect-uri http://localhost:3000/callback --public
//! cargo run --example login -- http://localhost:8080 notes
//! ```

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl, Scope, TokenResponse,
};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

type Error = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let issuer = arguments
        .next()
        .unwrap_or_else(|| "http://localhost:8080".into());
    let client_id = arguments.next().unwrap_or_else(|| "notes".into());

    // Discovery, then a link for the person.
    let provider = CoreProviderMetadata::discover_async(IssuerUrl::new(issuer)?, &fetch).await?;
    let client = CoreClient::from_provider_metadata(provider, ClientId::new(client_id), None)
        .set_redirect_uri(RedirectUrl::new("http://localhost:3000/callback".into())?);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (link, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scope(Scope::new("profile".into()))
        .add_scope(Scope::new("email".into()))
        .set_pkce_challenge(challenge)
        .url();
    println!("Sign in here: {link}");

    // The person comes back with a code.
    let (code, returned_state) = wait_for_callback()?;
    if returned_state != *state.secret() {
        return Err("this is not the sign-in that was started here".into());
    }

    // The code becomes tokens; the ID token says who it is.
    let tokens = client
        .exchange_code(AuthorizationCode::new(code))?
        .set_pkce_verifier(verifier)
        .request_async(&fetch)
        .await?;
    let id_token = tokens.id_token().ok_or("no ID token")?;
    let claims = id_token.claims(&client.id_token_verifier(), &nonce)?;
    let userinfo: CoreUserInfoClaims = client
        .user_info(
            tokens.access_token().clone(),
            Some(claims.subject().clone()),
        )?
        .request_async(&fetch)
        .await?;
    println!(
        "Signed in: {} <{}>",
        claims.subject().as_str(),
        userinfo.email().map_or("", |email| email.as_str())
    );
    Ok(())
}

/// Waits for one request to http://localhost:3000/callback and reads `code` and `state` from it.
fn wait_for_callback() -> Result<(String, String), Error> {
    let (mut stream, _) = TcpListener::bind("127.0.0.1:3000")?.accept()?;
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line)?;
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nYou may close this page.\n")?;
    let path = line.split(' ').nth(1).ok_or("no request")?;
    let url = url::Url::parse("http://localhost:3000")?.join(path)?;
    let get = |name: &str| {
        url.query_pairs()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.into_owned())
    };
    match (get("code"), get("state")) {
        (Some(code), Some(state)) => Ok((code, state)),
        _ => Err(get("error").unwrap_or_else(|| "no code".into()).into()),
    }
}

/// Sends a request of the library with reqwest.
async fn fetch(
    request: HttpRequest,
) -> Result<HttpResponse, openidconnect::HttpClientError<reqwest::Error>> {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(Box::new)?;
    let answer = http
        .execute(request.try_into().map_err(Box::new)?)
        .await
        .map_err(Box::new)?;
    let mut response = HttpResponse::new(Vec::new());
    *response.status_mut() = answer.status();
    *response.headers_mut() = answer.headers().clone();
    *response.body_mut() = answer.bytes().await.map_err(Box::new)?.to_vec();
    Ok(response)
}
