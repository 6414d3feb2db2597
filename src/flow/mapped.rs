//! Claims of a client's own making, worked out for one person and one place.

use super::{Services, person, subject};
use crate::model::{Client, User};
use crate::oidc::ScopeSet;
use crate::oidc::claim_mapping::{ClaimMapping, Place, worked_out};
use crate::oidc::expression::{Expression, Facts, Problem};
use quick_cache::sync::Cache;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Expressions that are kept parsed.
const MOST: usize = 1_000;

/// Expressions, parsed, by their text.
pub struct Parsed(Cache<String, Arc<Expression>>);

impl Default for Parsed {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Parsed {
    fn get(&self, text: &str) -> Result<Arc<Expression>, Problem> {
        if let Some(known) = self.0.get(text) {
            return Ok(known);
        }
        let parsed = Arc::new(Expression::parse(text)?);
        self.0.insert(text.to_owned(), Arc::clone(&parsed));
        Ok(parsed)
    }
}

/// What `client` gets about `user` in `place` beside the standard claims. A claim that cannot be worked
/// out is left out and logged: a sign-in does not fail of it.
pub fn claims(
    services: &Services,
    client: &Client,
    user: &User,
    scope: &ScopeSet,
    place: Place,
) -> Map<String, Value> {
    if client.metadata.claim_mappings.is_empty() {
        return Map::new();
    }
    explained(services, client, user, scope, place, |claim, _| {
        tracing::warn!(
            event = "claim_left_out",
            client_id = client.id.as_str(),
            user = %user.id,
            sub = subject::of(services, client, user),
            claim,
            "an expression could not be worked out: `signet app preview` says why",
        );
    })
}

/// As [`claims`]; `left_out` hears of each claim that cannot be worked out, and why. The reason can
/// repeat what is known of the person.
pub fn explained(
    services: &Services,
    client: &Client,
    user: &User,
    scope: &ScopeSet,
    place: Place,
    mut left_out: impl FnMut(&str, &Problem),
) -> Map<String, Value> {
    let mut facts = None;
    let mut claims = Map::new();
    for mapping in &client.metadata.claim_mappings {
        if !mapping.stands_in(place) || !mapping.is_open(|name| scope.contains(name)) {
            continue;
        }
        let value = match &mapping.expression {
            None => Ok(mapping.plain(&user.groups)),
            Some(text) => {
                let facts = facts.get_or_insert_with(|| facts_of(client, user, scope));
                let parsed = services.expressions.get(text);
                parsed.and_then(|expression| worked_out(&expression, facts))
            }
        };
        match value {
            Ok(value) => insert(&mut claims, mapping, value),
            Err(why) => left_out(&mapping.claim, &why),
        }
    }
    claims
}

fn insert(claims: &mut Map<String, Value>, mapping: &ClaimMapping, value: Option<Value>) {
    if let Some(value) = value {
        claims.insert(mapping.claim.clone(), value);
    }
}

fn facts_of(client: &Client, user: &User, scope: &ScopeSet) -> Facts {
    let mut known = person::all(user);
    known.remove("groups");
    known.insert("id".to_owned(), json!(user.id));
    known.insert("username".to_owned(), json!(user.username.display));
    known.insert("roles".to_owned(), json!(user.roles));
    Facts {
        user: known,
        groups: user.groups.clone(),
        scopes: scope.iter().map(str::to_owned).collect(),
        client: Map::from_iter([
            ("id".to_owned(), json!(client.id)),
            ("name".to_owned(), json!(client.display_name())),
        ]),
    }
}
