//! Tries a client out: the sign-in as its app would do it, without one.

use super::preview::{grant, of};
use super::recipe::Recipe;
use super::{AppsError, catalogue};
use crate::admin::{Desk, Operation, Target, clients, users};
use crate::fetch::{self, FetchError};
use crate::flow::issue::Issue;
use crate::flow::{Failure, Services, discovery};
use crate::keys::{Typ, verify_jwt};
use crate::model::{Client, User, UserId, Username};
use crate::oidc::authorization_request::{self, AuthorizationRequest};
use crate::oidc::{ClientId, Parameters, StandardClaims};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What is to be tried.
#[derive(Clone, Debug)]
pub struct Check {
    /// The client.
    pub client: ClientId,
    /// The user name or e-mail address of who is to sign in; somebody of whom everything is known and
    /// who may use the client if there is none.
    pub person: Option<String>,
}

/// How a part of it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it should.
    Good,
    /// It cannot be told from here.
    Unknown,
    /// Nobody gets into the app like this.
    Bad,
}

/// One part of a sign-in, tried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Which part.
    pub part: &'static str,
    /// How it went.
    pub verdict: Verdict,
    /// What was found.
    pub finding: String,
    /// The one change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
}

impl Checked {
    fn good(part: &'static str, finding: impl Into<String>) -> Self {
        Self {
            part,
            verdict: Verdict::Good,
            finding: finding.into(),
            fix: None,
        }
    }

    fn bad(part: &'static str, finding: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            part,
            verdict: Verdict::Bad,
            finding: finding.into(),
            fix: Some(fix.into()),
        }
    }

    fn unknown(part: &'static str, finding: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Unknown,
            ..Self::bad(part, finding, fix)
        }
    }
}

/// Tries out the sign-in to a client part by part. Nothing is written, and nobody is signed in.
pub async fn check(desk: &Desk<'_>, wanted: &Check) -> Result<Vec<Checked>, AppsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    let client = clients::show(desk, &wanted.client).await?;
    let user = match &wanted.person {
        Some(login) => users::find(desk, login).await?.user,
        None => somebody(desk, &client),
    };
    let name = client.metadata.software_id.as_deref();
    let recipe = name.and_then(catalogue::find).transpose()?;
    let mut all = vec![discovery_document(desk).await];
    if let Some(recipe) = &recipe {
        all.extend(registration(recipe, &client));
    }
    for uri in &client.metadata.redirect_uris {
        all.push(redirect_uri(desk, uri).await);
    }
    all.extend(request(desk, &client));
    all.push(access(&client, &user));
    all.push(tokens(desk, &client, &user).await);
    if let Some(recipe) = &recipe {
        all.extend(claims(desk, recipe, &client, &user));
    }
    Ok(all)
}

/// Somebody of whom everything is known, and who may use `client`.
fn somebody(services: &Services, client: &Client) -> User {
    let text = |text: &str| Some(text.to_owned());
    User {
        id: UserId::new(services.clock.as_ref(), services.entropy.as_ref()),
        subject: None,
        username: Username {
            display: "somebody".to_owned(),
            key: "somebody".to_owned(),
        },
        email_key: text("somebody@example.com"),
        claims: StandardClaims {
            name: text("Somebody Example"),
            given_name: text("Somebody"),
            family_name: text("Example"),
            email: text("somebody@example.com"),
            email_verified: Some(true),
            ..StandardClaims::default()
        },
        groups: client.metadata.allowed_groups.clone(),
        roles: Vec::new(),
        disabled_at: None,
        created_at: services.now(),
        updated_at: services.now(),
    }
}

/// The app begins with this document.
async fn discovery_document(services: &Services) -> Checked {
    const PART: &str = "discovery";
    let address = services.address("/.well-known/openid-configuration");
    let document = match services.fetcher.get_anew(&address, fetch::JSON).await {
        Ok(document) => document,
        Err(FetchError::NotHttps) => {
            let fix = "set issuer to an https address before apps elsewhere use it";
            return Checked::unknown(PART, "the issuer is this machine's own", fix);
        }
        Err(FetchError::NotPublic(address)) => {
            let fix = format!("add {address} to fetch_networks, if it is to be tried from here");
            return Checked::unknown(PART, format!("{address} is a private address"), fix);
        }
        Err(why) => {
            let fix = "start the server, and let the proxy lead to it";
            return Checked::unknown(PART, format!("{address} was not fetched: {why}"), fix);
        }
    };
    let read: Option<Value> = serde_json::from_slice(&document.body).ok();
    let issuer = read.as_ref().and_then(|read| read.get("issuer")?.as_str());
    if issuer == Some(services.issuer()) {
        return Checked::good(PART, format!("{address} names this issuer"));
    }
    let found = issuer.unwrap_or("no issuer");
    let finding = format!("{address} names {found:?}, not {:?}", services.issuer());
    Checked::bad(
        PART,
        finding,
        "let the proxy lead to this deployment, or set issuer",
    )
}

/// What is registered, member by member, against what the app needs.
fn registration(recipe: &Recipe, client: &Client) -> Vec<Checked> {
    const PART: &str = "registration";
    let registered = crate::oidc::tokens::as_map(&client.metadata);
    let differing = recipe.client.iter().filter_map(|(member, wanted)| {
        let has = registered.get(member).unwrap_or(&Value::Null);
        if suits(member, wanted, has) {
            return None;
        }
        let finding = format!("{member} is {has}; {} needs {wanted}", recipe.name);
        Some(Checked::bad(
            PART,
            finding,
            format!("set {member} to {wanted}"),
        ))
    });
    let differing: Vec<_> = differing.collect();
    if differing.is_empty() {
        return vec![Checked::good(PART, format!("as {} needs it", recipe.name))];
    }
    differing
}

/// Whether a member with the value `has` does for an app that needs `wanted`, whose places are open.
fn suits(member: &str, wanted: &Value, has: &Value) -> bool {
    match (wanted, has) {
        (Value::Array(wanted), Value::Array(has)) => wanted
            .iter()
            .all(|one| has.iter().any(|other| suits(member, one, other))),
        (Value::String(wanted), Value::String(has)) if member == "scope" => wanted
            .split(' ')
            .all(|one| has.split(' ').any(|other| one == other)),
        (Value::String(wanted), Value::String(has)) if wanted.contains("{{") => {
            // What stands before the first place and after the last one is the app's own.
            let before = wanted.split("{{").next().unwrap_or_default();
            let after = wanted.rsplit("}}").next().unwrap_or_default();
            has.starts_with(before) && has.ends_with(after)
        }
        _ => wanted == has || member == "client_name",
    }
}

/// Whether anything answers where people are sent back to.
async fn redirect_uri(services: &Services, uri: &str) -> Checked {
    const PART: &str = "redirect URI";
    match services.fetcher.get_anew(uri, &["text/html"]).await {
        Ok(_) | Err(FetchError::Status(_) | FetchError::ContentType | FetchError::TooLarge) => {
            Checked::good(PART, format!("{uri} answers"))
        }
        Err(FetchError::NotHttps) => {
            let fix = "open the app and sign in";
            Checked::unknown(PART, format!("{uri} is on a device"), fix)
        }
        Err(FetchError::NotPublic(address)) => {
            let fix = format!("add {address} to fetch_networks, if it is to be tried from here");
            Checked::unknown(PART, format!("{uri} is at a private address"), fix)
        }
        Err(FetchError::Failed(why)) => {
            let fix = "start the app, or register the address that it really has";
            Checked::bad(PART, format!("{uri} does not answer: {why}"), fix)
        }
        Err(FetchError::Busy) => Checked::unknown(PART, "too many calls", "try again"),
    }
}

/// The authorization request that the app would send. Apps without PKCE are those that need not use it.
fn request(services: &Services, client: &Client) -> Option<Checked> {
    const PART: &str = "authorization request";
    let metadata = &client.metadata;
    let uri = metadata.redirect_uris.first()?;
    let response_type = metadata.response_types.first()?;
    let mut pairs = vec![
        ("client_id", client.id.as_str()),
        ("redirect_uri", uri),
        ("response_type", response_type),
        ("state", "a-state-of-the-app"),
        ("nonce", "a-nonce-of-the-app"),
    ];
    let scope = metadata.scope.to_string();
    pairs.push(("scope", &scope));
    if metadata.require_pkce || metadata.is_public() {
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        pairs.extend([
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ]);
    }
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let parameters = Parameters::from_pairs(pairs.into_iter().map(owned).collect()).ok()?;
    let destination = authorization_request::destination(&parameters, metadata);
    let Ok(destination) = destination else {
        let fix = "register it exactly as the app sends it";
        return Some(Checked::bad(PART, format!("{uri} is not taken"), fix));
    };
    let served = discovery::response_types(&services.config);
    let id = client.id.clone();
    let read = AuthorizationRequest::validate(&parameters, id, metadata, &destination, served);
    Some(match read {
        Ok(_) => Checked::good(PART, format!("{response_type} with scope {scope} is taken")),
        Err(error) => Checked::bad(PART, error.to_string(), "change what is registered"),
    })
}

/// Whether the person may use the client.
fn access(client: &Client, user: &User) -> Checked {
    const PART: &str = "access";
    let groups = client.metadata.allowed_groups.join(", ");
    if !client.admits(user) {
        let finding = format!("{} is in none of {groups}", user.username.display);
        let fix = "add the person to one of them, or the group to allowed_groups";
        return Checked::bad(PART, finding, fix);
    }
    if user.disabled_at.is_some() {
        let finding = format!("the account {} is disabled", user.username.display);
        return Checked::bad(PART, finding, "enable it with `signet user enable`");
    }
    match groups.as_str() {
        "" => Checked::good(PART, "everybody may use the app"),
        groups => Checked::good(PART, format!("members of {groups} may use the app")),
    }
}

/// The token answer: made, signed, and checked by the published keys as the app would.
async fn tokens(services: &Services, client: &Client, user: &User) -> Checked {
    const PART: &str = "tokens";
    let grant = grant(services, client, user);
    let issue = Issue {
        client,
        user,
        grant: &grant,
        scope: grant.scope.clone(),
        nonce: Some("a-nonce-of-the-app"),
        now: grant.created_at,
    };
    let algorithm = client.metadata.id_token_signed_response_alg.as_str();
    let answer = match issue.tokens(services).await {
        Ok(answer) => answer,
        Err(failure) => return Checked::bad(PART, failure.to_string(), mend(&failure)),
    };
    let encrypted = client.metadata.id_token_encrypted_response_alg.is_some();
    match answer.id_token.filter(|_| !encrypted) {
        None => Checked::good(PART, "they are made"),
        Some(token) => {
            match verify_jwt::<Map<String, Value>>(&services.keys(), &token, &[Typ::Jwt]) {
                Ok(_) => Checked::good(
                    PART,
                    format!("the ID token is signed with {algorithm}, by a published key"),
                ),
                Err(why) => Checked::bad(
                    PART,
                    why.to_string(),
                    "rotate the keys: `signet keys rotate`",
                ),
            }
        }
    }
}

fn mend(failure: &Failure) -> &'static str {
    match failure {
        Failure::Later(_) | Failure::TooMany(_) => "try again in a minute",
        Failure::Refused { .. } => "see to the keys that the app publishes",
        Failure::Store(_) | Failure::Internal(_) => "see the log of the server",
    }
}

/// Claims without which nobody gets into the app.
fn claims(services: &Services, recipe: &Recipe, client: &Client, user: &User) -> Vec<Checked> {
    const PART: &str = "claims";
    let seen = of(services, client, user);
    let wanting = recipe.needs.iter().filter_map(|claim| {
        let in_id_token = || seen.id_token.get(claim);
        match seen.userinfo.get(claim).or_else(in_id_token) {
            None => Some(lacking(claim)),
            Some(value) if claim == "email_verified" && *value == json!(false) => {
                let fix = "let the person confirm the address, or set email_verified";
                Some(Checked::bad(PART, "email_verified is false", fix))
            }
            Some(_) => None,
        }
    });
    let left_out = seen.left_out.iter().map(|one| {
        let finding = format!("{} is left out: {}", one.claim, one.why);
        Checked::bad(PART, finding, "mend its expression in claim_mappings")
    });
    let all: Vec<_> = wanting.chain(left_out).collect();
    if all.is_empty() {
        return vec![Checked::good(PART, "the app is told what it needs")];
    }
    all
}

fn lacking(claim: &str) -> Checked {
    let finding = format!("the app needs {claim}, and there is none");
    let scope = crate::oidc::claims::scope_of(claim);
    let fix = scope.map_or_else(
        || format!("map {claim} in claim_mappings"),
        |scope| format!("add {scope} to the scope of the client, and {claim} to the account"),
    );
    Checked::bad("claims", finding, fix)
}
