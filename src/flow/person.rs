//! What is said about a person.

use crate::model::User;
use crate::oidc::{ScopeSet, claims};
use serde_json::{Map, Value, json};

/// The claims about `user` that `scopes` open (OpenID Connect Core §5.4).
pub fn claims(user: &User, scopes: &ScopeSet) -> Map<String, Value> {
    claims::opened(all(user), scopes)
}

/// All that is known of `user`. What is not known is left out; `preferred_username`,
/// `email_verified` beside `email`, `groups` and `updated_at` are always known.
pub fn all(user: &User) -> Map<String, Value> {
    let mut all = match serde_json::to_value(&user.claims) {
        Ok(Value::Object(all)) => all,
        _ => Map::new(),
    };
    all.retain(|_, value| value.as_str() != Some(""));
    all.entry("preferred_username")
        .or_insert_with(|| json!(user.username.display));
    if all.contains_key("email") {
        all.entry("email_verified").or_insert(json!(false));
    }
    if all.contains_key("phone_number") {
        all.entry("phone_number_verified").or_insert(json!(false));
    }
    all.insert("groups".to_owned(), json!(user.groups));
    all.insert("updated_at".to_owned(), json!(user.updated_at));
    all
}
