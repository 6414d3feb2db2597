//! An app that speaks OAuth by hand, so that tests can make every mistake.

use super::TestServer;
use data_encoding::BASE64URL_NOPAD;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use signet::clock::Clock;
use signet::keys::Purpose;
use signet::model::{Client as Registered, ClientOrigin, SealedSecret};
use signet::oidc::client_metadata::ClientAuthMethod;
use signet::oidc::{ClientId, ClientMetadata};

/// RFC 7636 Appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// RFC 7636 Appendix B.
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A registered app.
#[derive(Clone, Debug)]
pub struct App {
    pub id: String,
    pub secret: Option<String>,
    pub redirect_uri: String,
    pub method: ClientAuthMethod,
}

impl TestServer {
    /// Registers a confidential app that may refresh.
    pub async fn app(&self, id: &str) -> App {
        self.app_with(id, |_| {}).await
    }

    /// Registers an app whose metadata `change` has changed.
    pub async fn app_with(&self, id: &str, change: impl FnOnce(&mut ClientMetadata)) -> App {
        let mut metadata = ClientMetadata {
            redirect_uris: vec![format!("https://{id}.example/callback")],
            grant_types: vec!["authorization_code".into(), "refresh_token".into()],
            client_name: Some(format!("The {id} app")),
            ..ClientMetadata::default()
        };
        change(&mut metadata);
        let secret = (metadata.token_endpoint_auth_method.has_secret())
            .then(|| format!("the secret of {id}: 100%+"));
        let app = App {
            id: id.to_owned(),
            redirect_uri: metadata.redirect_uris.first().cloned().unwrap_or_default(),
            method: metadata.token_endpoint_auth_method,
            secret: secret.clone(),
        };
        let is_key = metadata.token_endpoint_auth_method == ClientAuthMethod::ClientSecretJwt;
        let sealed_secret = secret.as_ref().filter(|_| is_key).map(|secret| {
            let sealed = self
                .services
                .seal(Purpose::ClientSecret, id.as_bytes(), secret);
            SealedSecret(sealed.unwrap())
        });
        let client = Registered {
            id: ClientId::try_from(id).unwrap(),
            secret_hash: secret.map(|secret| self.services.seals.client_secret_hash(&secret)),
            sealed_secret,
            registration_token_hash: None,
            metadata,
            origin: ClientOrigin::Operator,
            created_at: self.clock.now(),
            updated_at: self.clock.now(),
        };
        self.services.store.put_client(client).await.unwrap();
        let keeper = self.services.key_keeper();
        keeper
            .tend(signet::keys::rotation::Order::Scheduled)
            .await
            .unwrap();
        self.keys_in_use().await;
        app
    }

    /// Waits until the server signs with the keys that there are.
    async fn keys_in_use(&self) {
        let there = self.services.store.revisions().await.unwrap().keys;
        let in_use = || {
            let ring = self.services.ring.load_full();
            ring.revision() == there && !ring.holds_back()
        };
        while !in_use() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Sends a form as `app`, authenticated as it is registered.
    pub async fn call(&self, app: &App, path: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let mut form: Vec<(&str, &str)> = form.to_vec();
        let mut request = Client::builder()
            .no_proxy()
            .build()
            .unwrap()
            .post(self.url(path));
        match (&app.secret, app.method) {
            (Some(secret), ClientAuthMethod::ClientSecretBasic) => {
                let encode = |text: &str| {
                    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>()
                };
                request = request.basic_auth(encode(&app.id), Some(encode(secret)));
            }
            (Some(secret), _) => {
                form.extend([("client_id", app.id.as_str()), ("client_secret", secret)]);
            }
            (None, _) => form.push(("client_id", &app.id)),
        }
        let response = request.form(&form).send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Redeems a code as `app`.
    pub async fn redeem(&self, app: &App, code: &str) -> (StatusCode, Value) {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &app.redirect_uri),
            ("code_verifier", VERIFIER),
        ];
        self.call(app, "/token", &form).await
    }

    /// Refreshes as `app`.
    pub async fn refresh(&self, app: &App, refresh_token: &str) -> (StatusCode, Value) {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
        ];
        self.call(app, "/token", &form).await
    }

    /// Asks the userinfo endpoint.
    pub async fn userinfo(&self, access_token: &str) -> (StatusCode, Value) {
        let http = Client::builder().no_proxy().build().unwrap();
        let response = http
            .get(self.url("/userinfo"))
            .bearer_auth(access_token)
            .send()
            .await
            .unwrap();
        let status = response.status();
        (status, response.json().await.unwrap_or(Value::Null))
    }

    /// Asserts that what an app was given for a session is good for nothing any more: `tokens`, and
    /// `codes` that it has not redeemed.
    pub async fn assert_dead(&self, app: &App, tokens: &Value, codes: &[&str]) {
        let refresh_token = tokens["refresh_token"].as_str().unwrap();
        let (_, refused) = self.refresh(app, refresh_token).await;
        assert_eq!(refused["error"], "invalid_grant");
        for code in codes {
            let (_, refused) = self.redeem(app, code).await;
            assert_eq!(refused["error"], "invalid_grant");
        }
        let (status, _) = self
            .userinfo(tokens["access_token"].as_str().unwrap())
            .await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
}

impl App {
    /// The parameters of a usual request.
    pub fn request(&self) -> Vec<(&str, &str)> {
        vec![
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect_uri),
            ("response_type", "code"),
            ("scope", "openid profile email"),
            ("state", "the state"),
            ("nonce", "the nonce"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]
    }

    /// A usual request with some parameters changed; an empty value leaves one out.
    pub fn request_with<'a>(&'a self, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut request = self.request();
        for (name, value) in changes {
            request.retain(|(given, _)| given != name);
            if !value.is_empty() {
                request.push((name, value));
            }
        }
        request
    }
}

/// The claims of a JWT, unchecked.
pub fn claims(jwt: &str) -> Value {
    let payload = jwt
        .split('.')
        .nth(1)
        .unwrap_or_else(|| panic!("no JWT: {jwt}"));
    serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap()).unwrap()
}
