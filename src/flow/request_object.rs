//! Request objects, by value and by reference (RFC 9101, OpenID Connect Core §6).

use super::client_keys;
use super::{Failure, Services};
use crate::fetch::REQUEST_OBJECT;
use crate::jose::{self, Jws};
use crate::model::Client;
use crate::oidc::parameters::Repeated;
use crate::oidc::request_object::{self, Expected};
use crate::oidc::{ErrorCode, OAuthError, Parameters};
use serde_json::{Map, Value};

/// Parameters that an answer is sent by.
const WAY_BACK: [&str; 4] = ["redirect_uri", "response_type", "response_mode", "state"];

/// Why a request that came as an object is refused.
#[derive(Debug)]
pub struct Refused {
    /// What the client is told.
    pub error: OAuthError,
    /// What only the operator is told.
    pub detail: String,
    /// What the answer is sent by if the client has signed it: what is outside does not count then.
    pub way_back: Option<Parameters>,
}

impl Refused {
    /// A refusal with something more for the operator.
    pub fn new(code: ErrorCode, description: &'static str, detail: impl Into<String>) -> Self {
        Self {
            error: OAuthError::new(code, description),
            detail: detail.into(),
            way_back: None,
        }
    }
}

impl From<Repeated> for Refused {
    fn from(repeated: Repeated) -> Self {
        Self {
            error: repeated.into(),
            detail: String::new(),
            way_back: None,
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused {
            error: refused.error,
            detail: refused.detail,
        }
    }
}

/// Refuses parameters that are given more than once beside an object or a pushed request, whether or not
/// they count there (security A5).
pub fn refuse_repetitions(outside: &Parameters) -> Result<(), Refused> {
    outside.refuse_repetitions().map_err(|error| Refused {
        error,
        detail: String::new(),
        way_back: None,
    })
}

/// The parameters that the object in `outside` makes, if there is one.
pub async fn read(
    services: &Services,
    client: &Client,
    outside: &Parameters,
) -> Result<Option<Parameters>, Refused> {
    let fetched;
    let object = match (outside.get("request")?, outside.get("request_uri")?) {
        (None, None) if client.metadata.must_sign_requests() => {
            return Err(Refused::new(ErrorCode::InvalidRequest, MUST_SIGN, ""));
        }
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err(Refused::new(ErrorCode::InvalidRequest, BOTH, "")),
        (Some(object), None) => object,
        (None, Some(uri)) => {
            fetched = fetch(services, client, uri).await?;
            fetched.trim()
        }
    };
    refuse_repetitions(outside)?;
    inside(services, client, object, outside).await.map(Some)
}

const MUST_SIGN: &str = "this client must send its requests as signed request objects";
const BOTH: &str = "request and request_uri do not go together";

/// The object at a registered address (protocol 65). Without a fragment, which would be a hash of it, it
/// may change at any time (OpenID Connect Core §6.2).
async fn fetch(services: &Services, client: &Client, uri: &str) -> Result<String, Refused> {
    let refused = |detail: String| {
        let description = "request_uri is not registered, or cannot be used";
        Refused::new(ErrorCode::InvalidRequestUri, description, detail)
    };
    if !client
        .metadata
        .request_uris
        .iter()
        .any(|known| known == uri)
    {
        return Err(refused("not among the client's request_uris".to_owned()));
    }
    let document = if uri.contains('#') {
        services.fetcher.get(uri, REQUEST_OBJECT).await
    } else {
        services.fetcher.get_anew(uri, REQUEST_OBJECT).await
    };
    let document = document.map_err(|why| refused(why.to_string()))?;
    let text = std::str::from_utf8(&document.body);
    text.map(str::to_owned)
        .map_err(|why| refused(why.to_string()))
}

fn unfit(detail: impl std::fmt::Display) -> Refused {
    let description = "the request object is not valid for this client";
    Refused::new(
        ErrorCode::InvalidRequestObject,
        description,
        detail.to_string(),
    )
}

async fn inside(
    services: &Services,
    client: &Client,
    object: &str,
    outside: &Parameters,
) -> Result<Parameters, Refused> {
    let opened = open(services, client, object)?;
    let jws = Jws::parse(opened.as_deref().unwrap_or(object)).map_err(unfit)?;
    request_object::check_typ(jws.typ().as_deref()).map_err(unfit)?;
    let signed = !jws.is_unsigned();
    if signed {
        let allowed = request_object::algorithms(&client.metadata);
        let verified = client_keys::verify(services, client, &jws, &allowed).await;
        verified.map_err(unfit)?;
    } else if !request_object::may_be_unsigned(&client.metadata) {
        return Err(unfit(request_object::UnfitObject::Unsigned));
    }
    let expected = Expected {
        client_id: &client.id,
        profile: client.metadata.profile,
        issuer: services.issuer(),
        signed,
        now: services.now(),
    };
    let claims = jws.into_claims();
    request_object::parameters(&claims, outside, &expected).map_err(|why| Refused {
        way_back: way_back(&claims).filter(|_| signed),
        ..unfit(why)
    })
}

/// What is in an encrypted object; nothing if it is not encrypted.
fn open(services: &Services, client: &Client, object: &str) -> Result<Option<String>, Refused> {
    if !jose::is_encrypted(object) {
        return Ok(None);
    }
    if client.metadata.request_object_encryption_alg.is_none() {
        return Err(unfit("the client may not encrypt"));
    }
    let encryption = client.metadata.request_object_encryption_enc;
    let plain = jose::decrypt(object, &services.decryption_key, encryption);
    let plain = plain.map_err(unfit)?;
    let text = std::str::from_utf8(&plain).map_err(unfit)?;
    Ok(Some(text.to_owned()))
}

/// Where the object itself says that answers go.
fn way_back(claims: &Map<String, Value>) -> Option<Parameters> {
    claims.get("redirect_uri")?;
    let pairs = WAY_BACK.into_iter().filter_map(|name| {
        let value = claims.get(name)?.as_str()?;
        Some((name.to_owned(), value.to_owned()))
    });
    Parameters::from_pairs(pairs.collect()).ok()
}
