//! What is looked at before and after the sign-in is played.

use super::Checked;
use crate::admin::apps::preview::of;
use crate::admin::apps::recipe::Recipe;
use crate::fetch::{self, FetchError};
use crate::flow::Services;
use crate::model::{Client, User};
use serde_json::{Value, json};

/// The app begins with this document.
pub(super) async fn discovery_document(services: &Services) -> Checked {
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
pub(super) fn registration(recipe: &Recipe, client: &Client) -> Vec<Checked> {
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
pub(super) async fn redirect_uri(services: &Services, uri: &str) -> Checked {
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

/// Whether the person may use the client.
pub(super) fn access(client: &Client, user: &User) -> Checked {
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

/// Claims without which nobody gets into the app.
pub(super) fn claims(
    services: &Services,
    recipe: &Recipe,
    client: &Client,
    user: &User,
) -> Vec<Checked> {
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
