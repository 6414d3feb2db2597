//! The first account: whoever holds the one-time setup link owns the deployment (security F11).

use super::Services;
use crate::keys::MacPurpose;
use crate::login::policy::Level;
use crate::login::{
    EmailError, HasherError, PasswordRefusal, Proof, UsernameError, email_address, username,
};
use crate::model::{Epoch, Role, User, UserId};
use crate::oidc::StandardClaims;
use crate::secret::{Secret, same_bytes};
use crate::store::{Account, StoreError};
use data_encoding::BASE64URL_NOPAD;

/// What the person fills in.
#[derive(Debug)]
#[expect(missing_docs, reason = "named for the fields of the form")]
pub struct Form {
    pub name: String,
    pub username: String,
    pub email: String,
    pub password: Secret<String>,
}

/// What is wrong with each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named for the fields of the form")]
pub struct FieldErrors {
    pub name: bool,
    pub username: Option<UsernameError>,
    pub email: Option<EmailError>,
    pub password: Option<PasswordRefusal>,
}

/// Why there is no account yet.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The link was used, or is not of this deployment.
    #[error("the setup link is not valid, or an owner exists already")]
    Closed,
    /// The form needs another look.
    #[error("the form is not complete")]
    Fields(FieldErrors),
    /// Too many passwords are being hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The link's token. It is the same until it is used, so that it can be printed anew.
pub async fn token(services: &Services) -> Result<String, StoreError> {
    let id = services.store.deployment_id().await?;
    let mac = services.seals.mac(MacPurpose::SetupLink, &[&id]);
    Ok(BASE64URL_NOPAD.encode(&mac))
}

/// The clickable link; none once an owner exists.
pub async fn link(services: &Services) -> Result<Option<String>, StoreError> {
    if services.store.has_owner().await? {
        return Ok(None);
    }
    let issuer = services.issuer().trim_end_matches('/');
    Ok(Some(format!(
        "{issuer}/setup?token={}",
        token(services).await?
    )))
}

/// Whether `given` opens the setup.
pub async fn is_open(services: &Services, given: &str) -> Result<bool, StoreError> {
    let expected = token(services).await?;
    Ok(same_bytes(given.as_bytes(), expected.as_bytes()) && !services.store.has_owner().await?)
}

/// Creates the owner. Of simultaneous uses of the link one succeeds.
pub async fn create_owner(
    services: &Services,
    token: &str,
    form: Form,
) -> Result<Proof, SetupError> {
    if !is_open(services, token).await? {
        return Err(SetupError::Closed);
    }
    let account = account(services, &form, vec![Role::Owner], Vec::new()).await?;
    let user = account.user.clone();
    let event = services.event("user.created").by_person(user.id);
    let event = event.memberships(None, &user);
    let store = services.recording(event.with("by", "setup"));
    if !store.create_owner(account).await? {
        return Err(SetupError::Closed);
    }
    tracing::info!(event = "owner_created", user = %user.id, sub = %user.sub());
    Ok(Proof {
        user,
        acr: Level::Password.as_str().to_owned(),
        amr: vec!["pwd".to_owned()],
        clears_attempts: Vec::new(),
        given_at: None,
        epoch: Epoch::default(),
    })
}

/// The account that a form asks for, if nothing is wrong with it. Its address counts as verified.
pub(super) async fn account(
    services: &Services,
    form: &Form,
    roles: Vec<Role>,
    groups: Vec<String>,
) -> Result<Account, SetupError> {
    let password = judge(services, form).await?;
    let user = user(services, form, password).map_err(SetupError::Fields)?;
    let hash = services.hasher.hash(&form.password).await?;
    let user = User {
        groups,
        roles,
        ..user
    };
    Ok(Account::new(user, Some(hash)))
}

/// What is wrong with the password.
async fn judge(services: &Services, form: &Form) -> Result<Option<PasswordRefusal>, HasherError> {
    let own_names = [
        form.name.trim(),
        &form.username,
        &form.email,
        &services.config.name,
    ];
    let own_names = own_names.map(str::to_owned).to_vec();
    let policy = services.password_policy.clone();
    let judged = services.hasher.judge(policy, &form.password, own_names);
    Ok(judged.await?.err())
}

fn user(
    services: &Services,
    form: &Form,
    password: Option<PasswordRefusal>,
) -> Result<User, FieldErrors> {
    let name = form.name.trim();
    let username = username(&form.username);
    let email = email_address(&form.email);
    let errors = FieldErrors {
        name: name.is_empty() || name.chars().count() > 200,
        username: username.as_ref().err().copied(),
        email: email.as_ref().err().copied(),
        password,
    };
    let (Ok(username), Ok(email)) = (username, email) else {
        return Err(errors);
    };
    if errors != FieldErrors::default() {
        return Err(errors);
    }
    let now = services.now();
    Ok(User {
        id: UserId::new(services.clock.as_ref(), services.entropy.as_ref()),
        subject: None,
        username,
        email_key: Some(email.key),
        claims: StandardClaims {
            name: Some(name.to_owned()),
            email: Some(email.address),
            // Proven by a link, or vouched for by whoever sets the deployment up.
            email_verified: Some(true),
            ..StandardClaims::default()
        },
        groups: Vec::new(),
        roles: Vec::new(),
        disabled_at: None,
        created_at: now,
        updated_at: now,
    })
}
