//! Clients that register themselves (OpenID Connect Dynamic Client Registration 1.0, RFC 7592).

use super::client::Client;
use super::http::{Answer, send};
use super::jwt::text;
use super::report::{Area, Check, Fault, Outcome, applies, demand};
use super::run::Run;
use openidconnect::{AccessToken, ClientSecret};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde_json::{Map, Value, json};

const REGISTER: Check = check(
    "registration",
    "A client registers and gets back what was stored",
    "RFC 7591 §3.2.1",
);
const DEFAULTS: Check = check(
    "registration-defaults",
    "What was left out has its default; what is unknown is ignored",
    "OpenID Connect Registration §2",
);
const NO_STORE: Check = check(
    "registration-no-store",
    "No cache keeps the registration",
    "RFC 7591 §3.2.1",
);
const REDIRECT_URI: Check = check(
    "registration-redirect-uri",
    "Redirect URIs that cannot be are invalid_redirect_uri",
    "RFC 7591 §3.2.2",
);
const READ: Check = check(
    "registration-read",
    "The registration can be read with its token only",
    "RFC 7592 §2.1",
);
const DELETE: Check = check(
    "registration-delete",
    "The registration can be deleted, and then is gone",
    "RFC 7592 §2.3",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Registration, id, title, section)
}

const CALLBACK: &str = "https://signet-selftest.example/callback";
const SIGNED_OUT: &str = "https://signet-selftest.example/signed-out";

/// A client that the checks have registered.
pub(super) struct Registered {
    pub client: Client,
    pub token: AccessToken,
    /// All that the provider told of it.
    pub stored: Map<String, Value>,
    uri: String,
}

/// Registers a client for the further checks.
pub(super) async fn play(run: &Run<'_>) -> Option<Registered> {
    let Some(url) = run.endpoint("registration_endpoint") else {
        run.note(REGISTER, applies(false, "no registration_endpoint"));
        return None;
    };
    let wanted = metadata(run);
    let answer = register(run, url, &wanted).await;
    if let Ok(answer) = &answer
        && matches!(answer.status.as_u16(), 401 | 403)
        && run.options.initial_access_token.is_none()
    {
        run.note(REGISTER, applies(false, "needs an --initial-access-token"));
        return None;
    }
    let registered = answer.and_then(|answer| {
        run.note(NO_STORE, answer.demand_no_store());
        created(&answer)
    });
    let stored = registered.as_ref().map_err(Clone::clone);
    run.note(REGISTER, stored.and_then(|stored| echoes(stored, &wanted)));
    let registered = registered.ok()?;
    if run.options.initial_access_token.is_none() {
        run.note(DEFAULTS, defaults(run, url).await);
        run.note(REDIRECT_URI, redirect_uri(run, url).await);
    }
    let registered = Registered::of(&registered);
    run.note(READ, read(run, &registered).await);
    Some(registered)
}

/// Registers a client to which nothing of the first one belongs.
pub(super) async fn another(run: &Run<'_>) -> Option<Registered> {
    let url = run.endpoint("registration_endpoint")?;
    let answer = register(run, url, &metadata(run)).await.ok()?;
    created(&answer).ok().as_ref().map(Registered::of)
}

/// Takes a client away without looking at how.
pub(super) async fn forget(run: &Run<'_>, registered: &Registered) {
    delete(run, registered).await.ok();
}

/// Takes a client away again.
pub(super) async fn end(run: &Run<'_>, registered: Registered) {
    run.note(DELETE, delete(run, &registered).await);
}

/// A client that may do all that the metadata lists.
fn metadata(run: &Run<'_>) -> Value {
    let list = |name: &str| {
        let values = run.metadata.get(name).and_then(Value::as_array).cloned();
        let values = values.unwrap_or_default().into_iter();
        values.filter_map(|value| value.as_str().map(str::to_owned))
    };
    let known = |words: &String| {
        let mut words = words.split(' ');
        words.all(|word| matches!(word, "code" | "id_token" | "token"))
    };
    let types: Vec<_> = list("response_types_supported").filter(known).collect();
    // RFC 6749's own response type gives no ID token.
    let types: Vec<_> = types.into_iter().filter(|words| words != "token").collect();
    let wanted = ["authorization_code", "refresh_token", "client_credentials"].into_iter();
    let mut grants: Vec<_> = wanted
        .filter(|grant| {
            let by_default = *grant == "authorization_code";
            run.supports("grant_types_supported", grant, by_default)
        })
        .collect();
    if types.iter().any(|words| words.contains("token")) {
        grants.push("implicit");
    }
    json!({
        "client_name": "signet selftest",
        "redirect_uris": [CALLBACK],
        "post_logout_redirect_uris": [SIGNED_OUT],
        "response_types": types,
        "grant_types": grants,
        "token_endpoint_auth_method": "client_secret_basic",
    })
}

async fn register(run: &Run<'_>, url: &str, metadata: &Value) -> Result<Answer, Fault> {
    let mut request = run.http.request(Method::POST, url);
    if let Some(token) = &run.options.initial_access_token {
        request = request.bearer_auth(token.secret());
    }
    let request = request.header(CONTENT_TYPE, "application/json");
    Ok(send(request.body(metadata.to_string())).await?)
}

/// What a new client is told.
fn created(answer: &Answer) -> Result<Map<String, Value>, Fault> {
    demand(answer.status == 201, answer.summary(), "201")?;
    let stored = answer.object()?;
    demand(
        !text(&stored, "client_id").is_empty(),
        "no client_id",
        "client_id",
    )?;
    let has = |name: &str| stored.contains_key(name);
    demand(
        !has("client_secret") || has("client_secret_expires_at"),
        "client_secret without client_secret_expires_at",
        "both",
    )?;
    demand(
        has("registration_client_uri") == has("registration_access_token"),
        "one of registration_client_uri and registration_access_token",
        "both or neither",
    )?;
    Ok(stored)
}

fn echoes(stored: &Map<String, Value>, wanted: &Value) -> Outcome {
    for name in ["redirect_uris", "client_name", "token_endpoint_auth_method"] {
        let (stored, wanted) = (stored.get(name), wanted.get(name));
        let received = format!("{name} {}", stored.unwrap_or(&Value::Null));
        demand(stored == wanted, received, wanted.unwrap_or(&Value::Null))?;
    }
    Ok(())
}

async fn defaults(run: &Run<'_>, url: &str) -> Outcome {
    let least = json!({"redirect_uris": [CALLBACK], "signet_selftest_unknown": 1});
    let stored = created(&register(run, url, &least).await?)?;
    let registered = Registered::of(&stored);
    delete(run, &registered).await.ok();
    for (name, default) in [
        ("response_types", json!(["code"])),
        ("grant_types", json!(["authorization_code"])),
        ("token_endpoint_auth_method", json!("client_secret_basic")),
    ] {
        let value = stored.get(name).unwrap_or(&default);
        demand(*value == default, format!("{name} {value}"), &default)?;
    }
    let kept = stored.contains_key("signet_selftest_unknown");
    demand(!kept, "a member that is unknown", "no such member")
}

async fn redirect_uri(run: &Run<'_>, url: &str) -> Outcome {
    let fragment = format!("{CALLBACK}#fragment");
    for uris in [json!([fragment]), json!([]), json!(["no address"])] {
        let answer = register(run, url, &json!({"redirect_uris": uris})).await?;
        if answer.status == StatusCode::CREATED {
            delete(run, &Registered::of(&answer.object()?)).await.ok();
        }
        let codes = ["invalid_redirect_uri", "invalid_client_metadata"];
        answer.demand_error(&codes)?;
    }
    Ok(())
}

/// Asks about a registration, or changes it to `body`.
pub(super) async fn manage(
    run: &Run<'_>,
    method: Method,
    of: &Registered,
    token: &str,
    body: Option<&Value>,
) -> Result<Answer, Fault> {
    applies(!of.uri.is_empty(), "no registration_client_uri")?;
    let mut request = run.http.request(method, &of.uri).bearer_auth(token);
    if let Some(body) = body {
        let typed = request.header(CONTENT_TYPE, "application/json");
        request = typed.body(body.to_string());
    }
    Ok(send(request).await?)
}

async fn read(run: &Run<'_>, registered: &Registered) -> Outcome {
    let token = registered.token.secret();
    let answer = manage(run, Method::GET, registered, token, None).await?;
    demand(answer.status == 200, answer.summary(), "200")?;
    let shown = answer.object()?;
    demand(
        text(&shown, "client_id") == registered.client.id,
        "another client_id",
        "the client's",
    )?;
    let answer = manage(run, Method::GET, registered, "wrong", None).await?;
    demand(answer.status == 401, answer.summary(), "401")
}

async fn delete(run: &Run<'_>, registered: &Registered) -> Outcome {
    let token = registered.token.secret();
    let answer = manage(run, Method::DELETE, registered, token, None).await?;
    let unsupported = matches!(answer.status.as_u16(), 403 | 405);
    applies(!unsupported, "clients cannot be deleted here")?;
    demand(answer.status == 204, answer.summary(), "204")?;
    let answer = manage(run, Method::GET, registered, token, None).await?;
    demand(answer.status == 401, answer.summary(), "401")
}

impl Registered {
    fn of(stored: &Map<String, Value>) -> Self {
        let get = |name: &str| text(stored, name).to_owned();
        let types = stored.get("response_types").and_then(Value::as_array);
        let types = types.map(|types| {
            let types = types.iter().filter_map(Value::as_str);
            types.map(str::to_owned).collect()
        });
        let secret = Some(get("client_secret")).filter(|secret| !secret.is_empty());
        Self {
            client: Client {
                id: get("client_id"),
                secret: secret.map(ClientSecret::new),
                redirect_uri: CALLBACK.to_owned(),
                post_logout_redirect_uri: Some(SIGNED_OUT.to_owned()),
                response_types: types,
                secret_in_body: get("token_endpoint_auth_method") == "client_secret_post",
            },
            uri: get("registration_client_uri"),
            token: AccessToken::new(get("registration_access_token")),
            stored: stored.clone(),
        }
    }

    /// Takes over what has changed; tokens and secrets may be new (RFC 7592 §2.2).
    pub fn renew(&mut self, stored: Map<String, Value>) {
        self.stored.extend(stored);
        *self = Self::of(&self.stored);
    }
}
