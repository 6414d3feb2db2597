//! Tokens of systems that say by SCIM who there is.

use super::exchange::{Answer, members, nothing, segment, time, whole};
use super::once::{Made, once};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{Schema, object, request, with_member};
use crate::admin::{scim, scim_tokens};
use crate::http::cx::Cx;
use crate::model::{Role, ScimToken, ScimTokenId};
use actix_web::web::Payload;
use serde_json::{Value, json};

object! {
    /// A token for SCIM, without its secret.
    ScimTokenBody {
        /// Its identifier
        id: String,
        /// What operators call it
        name: String,
        /// What whoever sends it may do: administrator or auditor
        role: String,
        /// When it was made
        created_at: String,
        /// When it was last sent, to the minute
        last_used_at: Option<String>,
    }
}

request! {
    /// A token to be made.
    NewScimTokenBody {
        /// What operators call it
        name: String,
        /// administrator, which changes people and groups, or auditor, which reads them; administrator if left out
        role: Option<String>,
    }
}

impl From<ScimToken> for ScimTokenBody {
    fn from(token: ScimToken) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name,
            role: token.role.to_string(),
            created_at: time(token.created_at),
            last_used_at: token.last_used_at.map(time),
        }
    }
}

/// A token with its text, and where it is to be sent.
pub fn added() -> Value {
    let token = "The token, shown this once";
    let body = with_member(ScimTokenBody::schema(), "token", token, String::schema());
    let address = "Where the other system finds SCIM";
    with_member(body, "address", address, String::schema())
}

/// All tokens by name.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = scim_tokens::list(&desk).await?;
    whole(all.into_iter().map(ScimTokenBody::from))
}

/// Makes a token.
pub async fn add(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: NewScimTokenBody| {
        let desk = &making.desk;
        let role = body
            .role
            .map_or(Ok(Role::Administrator), |role| role.parse());
        let role = role.map_err(|why| Problem::unfit(format!("role: {why}")))?;
        let (token, secret) = scim_tokens::planned(desk, body.name, role).await?;
        let mut all = members(&ScimTokenBody::from(token.clone()));
        all.insert("token".to_owned(), json!(secret.expose()));
        all.insert("address".to_owned(), json!(desk.address(scim::PATH)));
        let made = Made::of(&all);
        scim_tokens::put(&making.keeping(&made)?, token).await?;
        Ok(made)
    })
    .await
}

/// Removes a token.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let id: ScimTokenId = segment(&cx, "id")?;
    scim_tokens::remove(&desk, id).await?;
    nothing()
}
