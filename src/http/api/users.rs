//! People, their sessions and consents.

use super::exchange::{
    Answer, Query, expected, list, members, nothing, ok, read, segment, time, versioned, whole,
};
use super::once::{Made, once};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{Schema, object, request, with_member};
use crate::admin::users::{self, NewPassword, NewUser, PeopleQuery, UserChange, UserState};
use crate::admin::{UsersError, Version, sessions};
use crate::http::cx::Cx;
use crate::model::{Consent, Role, Session, User, UserId};
use crate::oidc::{ClientId, StandardClaims};
use crate::secret::Secret;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use serde_json::{Map, Value, json};

object! {
    /// A person.
    UserBody {
        /// The identifier
        id: String,
        /// The `sub` of tokens; the identifier, but for somebody who came from elsewhere with another
        sub: String,
        /// Name for signing in
        username: String,
        /// Standard claims by their OpenID names
        claims: Map<String, Value>,
        /// Names of groups
        groups: Vec<String>,
        /// Roles in Signet
        roles: Vec<String>,
        /// Whether signing in is forbidden
        disabled: bool,
        /// Since when
        disabled_at: Option<String>,
        /// When the account was made
        created_at: String,
        /// When it last changed
        updated_at: String,
    }

    /// A signed-in browser.
    SessionBody {
        /// The `sid` of tokens
        id: String,
        /// Whose it is
        user_id: String,
        /// When it began
        created_at: String,
        /// When it was last used
        last_seen_at: String,
        /// When it ends at the latest
        expires_at: String,
        /// How strong the sign-in was
        acr: String,
        /// By which methods it was
        amr: Vec<String>,
        /// The browser
        user_agent: String,
        /// Where the sign-in came from
        address: String,
    }

    /// What a person allowed an app.
    ConsentBody {
        /// Who
        user_id: String,
        /// To which app
        client_id: String,
        /// The scopes
        scope: String,
        /// When
        granted_at: String,
    }

    /// What became of a password.
    PasswordSetBody {
        /// What the operator should know of it
        warning: Option<String>,
    }
}

request! {
    /// How the sessions of everybody are to end.
    EndAllBody {
        /// Whether what was granted for longer than a session ends too (offline access)
        tokens: Option<bool>,
    }

    /// Somebody to be added.
    NewUserBody {
        /// Name for signing in
        username: String,
        /// Standard claims; an address without `email_verified` counts as verified
        claims: Option<Map<String, Value>>,
        /// Names of groups
        groups: Option<Vec<String>>,
        /// The password; without one nobody can sign in yet
        password: Option<String>,
        /// Whether signing in is forbidden
        disabled: Option<bool>,
    }

    /// What is to become another; what is left out stays.
    UserChangeBody {
        /// Name for signing in
        username: Option<String>,
        /// Standard claims, all of them
        claims: Option<Map<String, Value>>,
        /// Names of all groups
        groups: Option<Vec<String>>,
        /// Whether signing in is forbidden; forbidding ends all sessions and tokens
        disabled: Option<bool>,
    }

    /// Roles.
    RolesBody {
        /// owner, administrator, help_desk, auditor, group_administrator:GROUP
        roles: Vec<String>,
    }

    /// A password.
    PasswordBody {
        /// The new password
        password: String,
    }
}

impl From<User> for UserBody {
    fn from(user: User) -> Self {
        Self {
            id: user.id.to_string(),
            sub: user.sub().into_owned(),
            username: user.username.display,
            claims: members(&user.claims),
            groups: user.groups,
            roles: user.roles.iter().map(ToString::to_string).collect(),
            disabled: user.disabled_at.is_some(),
            disabled_at: user.disabled_at.map(time),
            created_at: time(user.created_at),
            updated_at: time(user.updated_at),
        }
    }
}

impl From<Session> for SessionBody {
    fn from(session: Session) -> Self {
        Self {
            id: session.id.to_string(),
            user_id: session.user_id.to_string(),
            created_at: time(session.created_at),
            last_seen_at: time(session.last_seen_at),
            expires_at: time(session.expires_at),
            acr: session.acr,
            amr: session.amr,
            user_agent: session.user_agent,
            address: session.address,
        }
    }
}

impl From<Consent> for ConsentBody {
    fn from(consent: Consent) -> Self {
        Self {
            user_id: consent.user_id.to_string(),
            client_id: consent.client_id.to_string(),
            scope: consent.scope.to_string(),
            granted_at: time(consent.granted_at),
        }
    }
}

/// The parameters of the list of people.
pub const LIST: &[&str] = &[
    "login", "search", "group", "state", "sort", "cursor", "limit",
];

fn answer(user: User) -> Answer {
    let version = Version::from(&user);
    versioned(StatusCode::OK, &version, &UserBody::from(user))
}

fn claims(members: Map<String, Value>) -> Result<StandardClaims, Problem> {
    let read = serde_json::from_value(Value::Object(members));
    read.map_err(|why| Problem::unfit(format!("claims: {why}")))
}

/// People, searched and narrowed.
pub async fn people(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    if let Some(login) = query.get("login")? {
        let named = match users::named(&desk, login).await {
            Err(UsersError::Unknown(_)) => None,
            found => Some(found?),
        };
        return whole(named.into_iter().map(UserBody::from));
    }
    let state = match query.get("state")? {
        None => None,
        Some("active") => Some(UserState::Active),
        Some("disabled") => Some(UserState::Disabled),
        Some("operator") => Some(UserState::Operator),
        Some(_) => return Err(Problem::unfit("state: use active, disabled or operator")),
    };
    let newest_first = match query.get("sort")? {
        None | Some("username") => false,
        Some("newest") => true,
        Some(_) => return Err(Problem::unfit("sort: use username or newest")),
    };
    let asked = PeopleQuery {
        search: query.get("search")?.unwrap_or_default().to_owned(),
        group: query.get("group")?.map(str::to_owned),
        state,
        newest_first,
    };
    let part = users::people(&desk, &asked, &query.part()?).await?;
    list(part, UserBody::from)
}

/// Adds somebody.
pub async fn add(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: NewUserBody| {
        let password = body.password.map(Secret::new).map(NewPassword::Text);
        let new = NewUser {
            username: body.username,
            claims: claims(body.claims.unwrap_or_default())?,
            groups: body.groups.unwrap_or_default(),
            password,
            disabled: body.disabled,
            ..NewUser::default()
        };
        let planned = users::planned(&making.desk, new).await?;
        let user = planned.user.clone();
        let (path, version) = (format!("/users/{}", user.id), Version::from(&user));
        let mut all = members(&UserBody::from(user));
        all.extend(
            planned
                .warning
                .as_ref()
                .map(|warning| ("warning".to_owned(), json!(warning))),
        );
        let made = Made::of(&all).at(&making.desk, &path).version(&version);
        planned.save(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}

/// A person with what the operator should know of the password.
pub fn added() -> Value {
    let what = "What the operator should know of the password";
    with_member(UserBody::schema(), "warning", what, String::schema())
}

/// One person.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let user = users::show(&desk, segment(&cx, "id")?).await?;
    answer(user)
}

/// Changes somebody.
pub async fn change(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let body: UserChangeBody = read(&cx, payload).await?;
    let change = UserChange {
        username: body.username,
        claims: body.claims.map(claims).transpose()?,
        groups: body.groups,
        disabled: body.disabled,
    };
    let user = users::change(&desk, segment(&cx, "id")?, seen.as_ref(), change).await?;
    answer(user)
}

/// Removes somebody.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    users::remove(&desk, segment(&cx, "id")?, seen.as_ref()).await?;
    nothing()
}

/// Gives somebody their roles.
pub async fn set_roles(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let body: RolesBody = read(&cx, payload).await?;
    let roles: Result<Vec<Role>, _> = body.roles.iter().map(|role| role.parse()).collect();
    let roles = roles.map_err(|why| Problem::unfit(why.to_string()))?;
    let user = users::set_roles(&desk, segment(&cx, "id")?, seen.as_ref(), roles).await?;
    answer(user)
}

/// Gives somebody another password.
pub async fn set_password(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: PasswordBody = read(&cx, payload).await?;
    let user = users::show(&desk, segment(&cx, "id")?).await?;
    let password = Secret::new(body.password);
    let set = users::set_password(&desk, &user.username.key, password).await?;
    ok(&PasswordSetBody {
        warning: set.warning,
    })
}

/// Removes what somebody signs in with besides the password.
pub async fn reset_factors(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let user = users::show(&desk, segment(&cx, "id")?).await?;
    users::reset_factors(&desk, &user.username.key).await?;
    nothing()
}

/// Forgets somebody's failed sign-ins.
pub async fn unlock(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let user = users::show(&desk, segment(&cx, "id")?).await?;
    users::unlock(&desk, &user.username.key).await?;
    nothing()
}

/// Somebody's sessions.
pub async fn sessions_of(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = sessions::of(&desk, segment(&cx, "id")?).await?;
    whole(all.into_iter().map(SessionBody::from))
}

/// Ends all of somebody's sessions and tokens.
pub async fn sign_out(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let user = users::show(&desk, segment(&cx, "id")?).await?;
    users::sign_out(&desk, &user.username.key).await?;
    nothing()
}

/// What somebody allowed apps.
pub async fn consents_of(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = sessions::consents_of(&desk, segment(&cx, "id")?).await?;
    whole(all.into_iter().map(ConsentBody::from))
}

/// Takes back what somebody allowed an app.
pub async fn end_consent(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let user: UserId = segment(&cx, "id")?;
    let client = segment::<String>(&cx, "client_id")?;
    let client = ClientId::try_from(client).map_err(|_| Problem::not_found())?;
    sessions::end_consent(&desk, user, &client).await?;
    nothing()
}

/// All sessions.
pub async fn all_sessions(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let part = sessions::list(&desk, &query.part()?).await?;
    list(part, SessionBody::from)
}

/// Ends the sessions of everybody.
pub async fn end_all_sessions(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: EndAllBody = read(&cx, payload).await?;
    sessions::end_all(&desk, body.tokens == Some(true)).await?;
    nothing()
}

/// Ends a session.
pub async fn end_session(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    sessions::end(&desk, segment(&cx, "id")?).await?;
    nothing()
}
