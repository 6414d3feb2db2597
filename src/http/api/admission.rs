//! Who may come in: invitations, links for a new password, tokens for apps that register themselves.

use super::exchange::{Answer, Query, list, nothing, read, segment, time, whole};
use super::once::{Made, once, once_bare};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{object, request};
use crate::admin::registration::InitialAccessToken;
use crate::admin::users::{self, NewInvitation, OpenInvitation};
use crate::http::cx::Cx;
use crate::model::Credential;
use actix_web::web::Payload;
use std::time::Duration;

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;

object! {
    /// What somebody signs in with besides the password.
    FactorBody {
        /// Its identifier
        id: String,
        /// totp, passkey or recovery_code
        kind: String,
        /// What the person calls it
        name: String,
        /// When it was set up
        created_at: String,
        /// When it was last used
        last_used_at: Option<String>,
    }

    /// A link for somebody.
    LinkBody {
        /// The link, to be handed over; none where it went out by mail alone
        link: Option<String>,
    }

    /// Somebody who was invited, with the link.
    InvitedBody {
        /// What names the invitation
        id: String,
        /// The link, shown this once
        link: String,
    }

    /// An invitation that can still be used.
    OpenInvitationBody {
        /// What names it; it opens nothing
        id: String,
        /// The e-mail address that it is for
        email: String,
        /// The full name, empty if it is not known
        name: String,
        /// Names of groups that the person will be in
        groups: Vec<String>,
        /// Who invited
        invited_by: String,
        /// When; not known of old ones
        invited_at: Option<String>,
        /// Until when it works
        expires_at: String,
    }

    /// A token with which an app registers itself.
    RegistrationTokenBody {
        /// The token, shown this once
        token: String,
    }
}

request! {
    /// Somebody to be invited.
    InvitationBody {
        /// The e-mail address, which counts as verified
        email: String,
        /// The full name, which they may change
        name: Option<String>,
        /// Names of groups that they will be in
        groups: Option<Vec<String>>,
        /// For how many seconds the link works, 60 to 31536000; a week if left out
        expires_in: Option<i64>,
    }

    /// A token to be made.
    NewRegistrationTokenBody {
        /// For how many seconds it is good, 60 to 31536000; a week if left out
        expires_in: Option<i64>,
        /// Whether it is good for one registration only
        once: Option<bool>,
    }

    /// A token to be made worthless.
    RevokedRegistrationTokenBody {
        /// The token
        token: String,
    }
}

impl From<Credential> for FactorBody {
    fn from(credential: Credential) -> Self {
        Self {
            id: credential.id.to_string(),
            kind: credential.kind.as_str().to_owned(),
            name: credential.name,
            created_at: time(credential.created_at),
            last_used_at: credential.last_used_at.map(time),
        }
    }
}

impl From<OpenInvitation> for OpenInvitationBody {
    fn from(open: OpenInvitation) -> Self {
        let invitation = open.invitation;
        Self {
            id: open.id.to_string(),
            email: invitation.email,
            name: invitation.name,
            groups: invitation.groups,
            invited_by: invitation.invited_by,
            invited_at: invitation.invited_at.map(time),
            expires_at: time(open.expires_at),
        }
    }
}

/// How long something is good that is to expire so many seconds from now.
fn lifetime(seconds: Option<i64>) -> Result<Duration, Problem> {
    let seconds = seconds.map_or(Some(7 * DAY), |seconds| u64::try_from(seconds).ok());
    let good = seconds.filter(|seconds| (MINUTE..=365 * DAY).contains(seconds));
    let good = good.ok_or_else(|| Problem::unfit("expires_in: use 60 to 31536000 seconds"))?;
    Ok(Duration::from_secs(good))
}

/// What somebody signs in with besides the password.
pub async fn factors(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let user = users::show(&desk, segment(&cx, "id")?).await?;
    let (_, all) = users::factors(&desk, &user.username.key).await?;
    whole(all.into_iter().map(FactorBody::from))
}

/// Has a link for a new password sent, or made.
pub async fn password_link(cx: Cx) -> Answer {
    once_bare(&cx, async |making| {
        let user = users::show(&making.desk, segment(&cx, "id")?).await?;
        let link = users::password_link(&making.desk, &user.username.key).await?;
        let made = Made::done(&LinkBody {
            link: link.unsent(),
        });
        link.send(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}

/// Invites somebody.
pub async fn invite(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: InvitationBody| {
        let lifetime = lifetime(body.expires_in)?;
        let new = NewInvitation {
            email: body.email,
            name: body.name.unwrap_or_default(),
            groups: body.groups.unwrap_or_default(),
        };
        let invitation = users::invitation(&making.desk, new, lifetime).await?;
        let made = Made::of(&InvitedBody {
            id: invitation.id.to_string(),
            link: invitation.address.clone(),
        });
        users::send_invitation(&making.keeping(&made)?, invitation).await?;
        Ok(made)
    })
    .await
}

/// Invitations that can still be used.
pub async fn invitations(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let part = users::invitations(&desk, &query.part()?).await?;
    list(part, OpenInvitationBody::from)
}

/// Makes an invitation worthless.
pub async fn withdraw_invitation(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    users::withdraw_invitation(&desk, segment(&cx, "id")?).await?;
    nothing()
}

/// Makes a token with which an app registers itself.
pub async fn make_token(cx: Cx, payload: Payload) -> Answer {
    once(
        &cx,
        payload,
        async |making, body: NewRegistrationTokenBody| {
            let lifetime = lifetime(body.expires_in)?;
            let once = body.once == Some(true);
            let token = InitialAccessToken::planned(&making.desk, lifetime, once)?;
            let made = Made::of(&RegistrationTokenBody { token });
            InitialAccessToken::note(&making.keeping(&made)?).await?;
            Ok(made)
        },
    )
    .await
}

/// Makes a token worthless.
pub async fn revoke_token(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: RevokedRegistrationTokenBody = read(&cx, payload).await?;
    InitialAccessToken::revoke(&desk, &body.token).await?;
    nothing()
}
