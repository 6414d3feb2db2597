//! What an app would see of a person, without a sign-in.

use super::AppsError;
use crate::admin::{Desk, Operation, Target, clients, users};
use crate::flow::access_token::{self, Subject};
use crate::flow::id_token::IdToken;
use crate::flow::{Services, mapped, userinfo};
use crate::login::policy::Level;
use crate::model::{Client, Grant, GrantId, RefreshKind, SessionId, User, UserId, Username};
use crate::oidc::claim_mapping::Place;
use crate::oidc::claims_request::RequestedClaims;
use crate::oidc::client_metadata::AccessTokenFormat;
use crate::oidc::tokens::as_map;
use crate::oidc::{ClientId, ScopeSet, StandardClaims};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What an app would see of a person who has signed in with a password now and allowed all that the app
/// may ask for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Preview {
    /// Whether the person may use the app at all.
    pub admitted: bool,
    /// The scopes that this is for: all that are registered.
    pub scope: ScopeSet,
    /// The claims of the ID token.
    pub id_token: Map<String, Value>,
    /// The userinfo answer.
    pub userinfo: Map<String, Value>,
    /// The claims of the access token; none where it is opaque.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Map<String, Value>>,
    /// Claims whose expressions could not be worked out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

/// A claim that is not there, and why. The reason can repeat what is known of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The claim.
    pub claim: String,
    /// What keeps it from being worked out.
    pub why: String,
}

/// What the client `id` would see of the person with the user name or e-mail address `login`; of somebody
/// of whom everything is known if there is none.
pub async fn preview(
    desk: &Desk<'_>,
    id: &ClientId,
    login: Option<&str>,
) -> Result<Preview, AppsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    let client = clients::show(desk, id).await?;
    let user = match login {
        Some(login) => users::find(desk, login).await?.user,
        None => somebody(desk, &client),
    };
    Ok(of(desk, &client, &user))
}

/// Somebody of whom everything is known, and who may use `client`.
pub(super) fn somebody(services: &Services, client: &Client) -> User {
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

pub(super) fn of(services: &Services, client: &Client, user: &User) -> Preview {
    let grant = grant(services, client, user);
    let scope = grant.scope.clone();
    let id_token = id_token(client, user, &grant).json(services);
    let subject = Subject::Family(&grant, user);
    let now = grant.created_at;
    let access_token = access_token::claims(services, client, subject, &scope, now);
    let mut userinfo = userinfo::about(services, client, user, &scope, &[]);
    userinfo.insert("sub".to_owned(), json!(access_token.sub));
    let is_jwt = client.metadata.access_token_format == AccessTokenFormat::Jwt;
    Preview {
        admitted: client.admits(user),
        id_token,
        userinfo,
        access_token: is_jwt.then(|| as_map(&access_token)),
        left_out: left_out(services, client, user, &scope),
        scope,
    }
}

/// Each claim once, wherever it would stand.
fn left_out(services: &Services, client: &Client, user: &User, scope: &ScopeSet) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    let places = [
        Place::IdToken,
        Place::Userinfo,
        Place::AccessToken,
        Place::Introspection,
    ];
    for place in places {
        mapped::explained(services, client, user, scope, place, |claim, why| {
            let left_out = LeftOut {
                claim: claim.to_owned(),
                why: why.to_string(),
            };
            if !all.contains(&left_out) {
                all.push(left_out);
            }
        });
    }
    all
}

/// A token family that is nowhere but here.
fn grant(services: &Services, client: &Client, user: &User) -> Grant {
    let now = services.now();
    Grant {
        id: GrantId::new(services.clock.as_ref(), services.entropy.as_ref()),
        client_id: client.id.clone(),
        user_id: user.id,
        session_id: SessionId::new(services.clock.as_ref(), services.entropy.as_ref()),
        scope: client.metadata.scope.clone(),
        claims: RequestedClaims::default(),
        auth_time: now,
        acr: Level::Password.as_str().to_owned(),
        amr: vec!["pwd".to_owned()],
        refresh: RefreshKind::None,
        generation: 0,
        created_at: now,
        rotated_at: now,
        expires_at: now,
        ended_at: None,
    }
}

fn id_token<'a>(client: &'a Client, user: &'a User, grant: &'a Grant) -> IdToken<'a> {
    IdToken {
        client,
        user,
        session_id: grant.session_id,
        auth_time: grant.auth_time,
        acr: &grant.acr,
        amr: &grant.amr,
        nonce: None,
        scope: &grant.scope,
        requested: &[],
        alone: false,
        access_token: None,
        code: None,
        state: None,
        now: grant.created_at,
    }
}
