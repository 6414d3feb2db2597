//! Whether the app proves itself as it is registered to.

use super::proving::{Proven, Proving, with_assertion};
use super::{Checked, Proof};
use crate::fetch::JSON;
use crate::flow::{Failure, Services, client_auth, client_keys, token};
use crate::keys::Purpose;
use crate::model::{Client, SealedSecret};
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::secret::Secret;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

const PART: &str = "client authentication";

/// Who plays the app: what became of the proof, and with what the sign-in goes on.
pub(super) struct Cast {
    /// What was found.
    pub found: Checked,
    /// The client as it is registered on the stage.
    pub client: Client,
    /// What proves it.
    pub proving: Proving,
    /// Whether that is what the app has itself.
    pub is_own: bool,
}

/// Tries what is at hand of `client`, which is registered on the stage as it is in the deployment.
pub(super) async fn cast(
    stage: &Services,
    client: &Client,
    proof: &Proof,
) -> Result<Cast, Failure> {
    let known = known_secret(stage, client);
    let (found, own) = match (client.metadata.token_endpoint_auth_method, proof) {
        (ClientAuthMethod::None, Proof::None) => {
            let finding = "the app has no secret and needs none";
            (Checked::good(PART, finding), Some(None))
        }
        (ClientAuthMethod::None, _) => {
            let finding = "the app is registered to prove itself by nothing";
            let fix = "leave the secret out in the app, or set token_endpoint_auth_method";
            (Checked::bad(PART, finding, fix), None)
        }
        (_, Proof::Assertion(assertion)) => {
            let form = with_assertion(usual_form(), assertion.expose().clone())?;
            (tried(stage, &form).await?, None)
        }
        (ClientAuthMethod::PrivateKeyJwt, Proof::Secret(_)) => {
            let finding =
                "the app is registered to sign with a key of its own, not to have a secret";
            let fix = "give the app its key, or set token_endpoint_auth_method";
            (Checked::bad(PART, finding, fix), None)
        }
        (ClientAuthMethod::PrivateKeyJwt, Proof::None) => (keys(stage, client).await, None),
        (_, Proof::Secret(secret)) => with_secret(stage, client, secret.clone()).await?,
        (_, Proof::None) => match known {
            Some(secret) => with_secret(stage, client, secret).await?,
            None => (unknown_secret(), None),
        },
    };
    let is_own = own.is_some();
    let (client, proving) = match own {
        Some(secret) if !client.metadata.must_sign_requests() => {
            let proving = Proving { secret, key: None };
            (client.clone(), proving)
        }
        own => stand_in(stage, client, own.flatten()).await?,
    };
    Ok(Cast {
        found,
        client,
        proving,
        is_own,
    })
}

fn usual_form() -> super::proving::Form {
    vec![("grant_type", "authorization_code".to_owned())]
}

fn unknown_secret() -> Checked {
    let finding = "the app's secret is not known here, only its hash, so another was played with";
    Checked::unknown(PART, finding, "give the one that the app has, to try it")
}

/// The secret of an app that signs with it.
fn known_secret(services: &Services, client: &Client) -> Option<Secret<String>> {
    let sealed = client.sealed_secret.as_ref()?;
    let context = client.id.as_str().as_bytes();
    let secret = services.open(Purpose::ClientSecret, context, &sealed.0);
    secret.map(Secret::new)
}

async fn with_secret(
    stage: &Services,
    client: &Client,
    secret: Secret<String>,
) -> Result<(Checked, Option<Option<Secret<String>>>), Failure> {
    let proving = Proving {
        secret: Some(secret),
        key: None,
    };
    let form = proving.proven(stage, client, usual_form())?;
    let found = tried(stage, &form).await?;
    let own = found.is_good().then_some(proving.secret);
    Ok((found, own))
}

/// Whether the token endpoint takes what `form` proves.
async fn tried(stage: &Services, form: &Proven) -> Result<Checked, Failure> {
    match client_auth::authenticate(stage, &form.request(token::PATH)).await {
        Ok(client) => {
            let method = client.metadata.token_endpoint_auth_method.as_str();
            let finding = format!("the app proves itself by {method}");
            Ok(Checked::good(PART, finding))
        }
        Err(Failure::Refused { error, detail }) => {
            let why = if detail.is_empty() {
                error.description.into_owned()
            } else {
                detail
            };
            let fix = "give the app what is registered, or make a new secret and put it there";
            Ok(Checked::bad(PART, why, fix))
        }
        Err(failure) => Err(failure),
    }
}

/// Whether the keys of an app are at hand that nobody else has.
async fn keys(stage: &Services, client: &Client) -> Checked {
    match client_keys::of(stage, client).await {
        Err(why) => {
            let fix = "publish the app's public keys at jwks_uri, or register them as jwks";
            Checked::bad(PART, why.to_string(), fix)
        }
        Ok(keys) if keys.is_empty() => {
            let finding = "none of the app's keys can be used";
            Checked::bad(PART, finding, "register keys of RSA, P-256 or Ed25519")
        }
        Ok(_) => {
            let finding = "the app's public keys are at hand, and another was played with";
            let fix = "give a JWT that the app signs, to try it";
            Checked::unknown(PART, finding, fix)
        }
    }
}

/// The client with a secret or a key that stands in for what is not at hand.
async fn stand_in(
    stage: &Services,
    client: &Client,
    own: Option<Secret<String>>,
) -> Result<(Client, Proving), Failure> {
    let mut client = client.clone();
    let method = client.metadata.token_endpoint_auth_method;
    let has_own = own.is_some();
    let mut proving = Proving {
        secret: own,
        key: None,
    };
    if method.has_secret() && !has_own {
        let random: [u8; 32] = crate::entropy::bytes(stage.entropy.as_ref());
        let secret = BASE64URL_NOPAD.encode(&random);
        client.secret_hash = Some(stage.seals.client_secret_hash(&secret));
        let context = client.id.as_str().as_bytes();
        let sealed = stage.seal(Purpose::ClientSecret, context, &secret)?;
        client.sealed_secret = client.sealed_secret.map(|_| SealedSecret(sealed));
        proving.secret = Some(Secret::new(secret));
    }
    if method == ClientAuthMethod::PrivateKeyJwt || client.metadata.must_sign_requests() {
        let key = Proving::new_key()?;
        let jwk = key.public().jwk(&key.kid(), key.algorithm());
        let mut all = registered_keys(stage, &client).await;
        all.push(jwk);
        let metadata = &mut client.metadata;
        metadata.jwks = Some(json!({ "keys": all }));
        metadata.jwks_uri = None;
        metadata.request_object_signing_alg = None;
        metadata.request_object_encryption_alg = None;
        metadata.request_object_encryption_enc = None;
        if method == ClientAuthMethod::PrivateKeyJwt {
            metadata.token_endpoint_auth_signing_alg = None;
        }
        proving.key = Some(key);
    }
    Ok((client, proving))
}

/// The keys that the app has itself, to which something may be encrypted.
async fn registered_keys(stage: &Services, client: &Client) -> Vec<Value> {
    let document = match (&client.metadata.jwks, &client.metadata.jwks_uri) {
        (Some(jwks), _) => Some(jwks.clone()),
        (None, Some(uri)) => {
            let fetched = stage.fetcher.get(uri, JSON).await.ok();
            fetched.and_then(|fetched| serde_json::from_slice(&fetched.body).ok())
        }
        (None, None) => None,
    };
    let keys = document.as_ref().and_then(|jwks| jwks.get("keys"));
    keys.and_then(Value::as_array).cloned().unwrap_or_default()
}
