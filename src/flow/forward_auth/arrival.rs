//! The way through signing in: out to the authorization endpoint, back with a code.

use super::site::{Site, come_back};
use super::{CALLBACK, Pass};
use crate::clock::Timestamp;
use crate::entropy;
use crate::flow::code::AuthorizationCode;
use crate::flow::{Browser, Failure, Services, session};
use crate::keys::{MacPurpose, Purpose};
use crate::oidc::Parameters;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use url::form_urlencoded::Serializer;

/// A sign-in under way. It travels as `state`, sealed for one browser and one site.
#[derive(Serialize, Deserialize)]
struct UnderWay {
    #[serde(rename = "v")]
    verifier: String,
    #[serde(rename = "t")]
    come_back: String,
    #[serde(rename = "e")]
    expires_at: Timestamp,
}

/// Somebody has come back from signing in.
#[derive(Debug)]
pub struct Arrived {
    /// What the site's cookie is to hold.
    pub pass: String,
    /// Where they wanted to go, on the site.
    pub location: String,
}

/// Why somebody who came back is not let in.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    /// It began in another browser or on another site, took too long, or its cookie is gone.
    #[error("the sign-in was not started in this browser, or too long ago")]
    Foreign,
    /// Signet has sent an error.
    #[error("the sign-in ended with {0}")]
    Refused(String),
    /// The code is not for this, was used, or has expired, or the session has ended since.
    #[error("the code is not good")]
    BadCode,
    /// It could not be looked at.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// The address at which a sign-in to `site` begins that comes back to `uri`, a path and query of it.
pub fn begin(
    services: &Services,
    site: &Site,
    browser: &Browser,
    uri: &str,
) -> Result<String, Failure> {
    let verifier = BASE64URL_NOPAD.encode(&entropy::bytes::<32>(services.entropy.as_ref()));
    let challenge = digest::digest(&digest::SHA256, verifier.as_bytes());
    let challenge = BASE64URL_NOPAD.encode(challenge.as_ref());
    let under_way = UnderWay {
        verifier,
        come_back: come_back(uri).to_owned(),
        expires_at: services.now().plus(services.config.lifetimes.sign_in),
    };
    let state = services.seal(Purpose::ForwardAuth, &context(site, browser), &under_way)?;
    let query = Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("client_id", site.client_id.as_str())
        .append_pair("redirect_uri", &site.redirect_uri())
        .append_pair("scope", "openid")
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("state", &state)
        .finish();
    Ok(format!("{}?{query}", services.address("/authorize")))
}

/// Turns the answer in `query` into a pass. One durable write: the code is used up.
pub async fn arrive(
    services: &Services,
    site: &Site,
    browser: Option<&Browser>,
    query: &str,
) -> Result<Arrived, Lost> {
    let parameters = Parameters::parse(query.as_bytes()).map_err(|_| Lost::Foreign)?;
    let get = |name| parameters.get(name).ok().flatten();
    let under_way = browser.zip(get("state")).and_then(|(browser, state)| {
        services.open::<UnderWay>(Purpose::ForwardAuth, &context(site, browser), state)
    });
    let under_way = under_way
        .filter(|under_way| services.now() < under_way.expires_at)
        .ok_or(Lost::Foreign)?;
    if let Some(error) = get("error") {
        return Err(Lost::Refused(error.to_owned()));
    }
    let code = get("code").and_then(|code| AuthorizationCode::open(services, code));
    let code = code.filter(|code| is_for(services, code, site, &under_way.verifier));
    let code = code.ok_or(Lost::BadCode)?;
    let pass = redeem(services, site, &code).await?;
    Ok(Arrived {
        pass: pass.seal(services, site)?,
        location: site.address(&under_way.come_back),
    })
}

fn is_for(services: &Services, code: &AuthorizationCode, site: &Site, verifier: &str) -> bool {
    let challenge = code.code_challenge.as_ref();
    code.client_id == site.client_id
        && code.redirect_uri == format!("{}{CALLBACK}", site.origin)
        && challenge.is_some_and(|challenge| challenge.is_met_by(verifier, false))
        && services.now() < code.expires_at
}

async fn redeem(services: &Services, site: &Site, code: &AuthorizationCode) -> Result<Pass, Lost> {
    let session = services.store.session(code.session_id).await;
    let session = session.map_err(Failure::from)?;
    let session = session
        .filter(|session| session.user_id == code.user_id && session::is_alive(services, session))
        .ok_or(Lost::BadCode)?;
    let used = [b"forward auth".as_slice(), code.id.0.as_bytes()];
    let key = services.seals.mac(MacPurpose::SpentKey, &used);
    let is_first = services.store.spend(key, code.expires_at).await;
    if !is_first.map_err(Failure::from)? {
        return Err(Lost::BadCode);
    }
    Ok(Pass {
        client_id: site.client_id.clone(),
        user_id: code.user_id,
        session_id: code.session_id,
        expires_at: session.expires_at,
    })
}

fn context(site: &Site, browser: &Browser) -> Vec<u8> {
    let parts = [
        b"state\0".as_slice(),
        site.origin.as_bytes(),
        b"\0",
        browser.as_bytes(),
    ];
    parts.concat()
}
