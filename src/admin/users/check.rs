//! What an operator may say of a person.

use super::subject::Subject;
use crate::flow::Services;
use crate::login::{EmailError, UsernameError, email_address, username};
use crate::model::{PasswordHash, Role, User, Username};
use crate::oidc::StandardClaims;
use crate::secret::Secret;
use serde_json::Value;

/// Longest password, in characters; sign-in takes no longer ones.
const MAX_PASSWORD_CHARS: usize = 128;

/// Longest password, in bytes.
const MAX_PASSWORD_BYTES: usize = 512;

/// Longest name of a group, in characters.
const MAX_GROUP_CHARS: usize = 200;

/// Longest name that another system knows something by, in characters.
pub(in crate::admin) const MAX_EXTERNAL_ID_CHARS: usize = 255;

/// Longest claim, in characters.
const MAX_CLAIM_CHARS: usize = 1000;

/// A password as an operator gives it.
#[derive(Clone, Debug)]
pub enum NewPassword {
    /// The password itself.
    Text(Secret<String>),
    /// Its Argon2id hash, made elsewhere.
    Hash(PasswordHash),
    /// Its hash of any kind that is understood, as another system kept it.
    Imported(PasswordHash),
}

/// A person as an operator describes one.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// Name for signing in.
    pub username: String,
    /// What apps are to know somebody new by; a new one if none. Of somebody who is there it must be
    /// the one there is.
    pub subject: Option<Subject>,
    /// What another system knows the person by; empty for nothing, none to leave it as it is.
    pub external_id: Option<String>,
    /// What apps may be told. An address without `email_verified` counts as verified: the
    /// operator vouches for it.
    pub claims: StandardClaims,
    /// Names of groups.
    pub groups: Vec<String>,
    /// Roles in Signet itself; none to leave them as they are.
    pub roles: Option<Vec<Role>>,
    /// The password; without one nobody can sign in, or the one there is stays.
    pub password: Option<NewPassword>,
    /// Whether signing in is forbidden; none to leave it as it is.
    pub disabled: Option<bool>,
}

/// One thing that cannot be said of a person, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserProblem {
    /// Not a name that can be told apart.
    #[error("username: {0:?} cannot be used. {1}")]
    Username(String, UsernameError),
    /// Not an address.
    #[error("email: {0:?} cannot be used. {1}")]
    Email(String, EmailError),
    /// Verified what?
    #[error("email_verified is said of no address: add email, or leave email_verified out")]
    VerifiedNothing,
    /// No password.
    #[error("password is empty: write one of at most {MAX_PASSWORD_CHARS} characters")]
    EmptyPassword,
    /// No sign-in would take it.
    #[error(
        "password is too long: use at most {MAX_PASSWORD_CHARS} characters and \
         {MAX_PASSWORD_BYTES} bytes"
    )]
    LongPassword,
    /// Nobody could sign in with it.
    #[error(
        "password_hash is no usable Argon2id hash: write it as \
         $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH, or give the password itself"
    )]
    Hash,
    /// Nobody could sign in with it, or somebody could too easily.
    #[error(
        "password_hash is of no kind that signs in here, is cut short, or asks for too little or too \
         much work: docs/import.md shows what is taken"
    )]
    Imported,
    /// Not a name that apps can work with.
    #[error(
        "groups: {0:?} cannot be used: use 1 to {MAX_GROUP_CHARS} characters, none of them a \
         control character"
    )]
    Group(String),
    /// Not a name that systems can work with.
    #[error(
        "external_id: use at most {MAX_EXTERNAL_ID_CHARS} characters, none of them a control character"
    )]
    ExternalId,
    /// Not a value that apps can work with.
    #[error(
        "{0} cannot be used: use at most {MAX_CLAIM_CHARS} characters, none of them a control \
         character"
    )]
    Claim(String),
}

/// A person as one can be kept.
#[derive(Clone, Debug)]
pub struct CheckedUser {
    pub(super) username: Username,
    pub(super) subject: Option<Subject>,
    pub(super) external_id: Option<String>,
    pub(super) email_key: Option<String>,
    pub(super) claims: StandardClaims,
    pub(super) groups: Vec<String>,
    pub(super) roles: Option<Vec<Role>>,
    pub(super) password: Option<NewPassword>,
    pub(super) disabled: Option<bool>,
}

impl CheckedUser {
    /// The user name and the address as they are compared.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let keys = [Some(&self.username.key), self.email_key.as_ref()];
        keys.into_iter().flatten().map(String::as_str)
    }

    /// What apps are to know the person by, where that is said.
    pub const fn subject(&self) -> Option<&Subject> {
        self.subject.as_ref()
    }
}

/// Checks all that can be checked without looking at other people, and tells all that is wrong.
pub fn check(services: &Services, new: NewUser) -> Result<CheckedUser, Vec<UserProblem>> {
    let mut problems = Vec::new();
    let username = username(&new.username)
        .map_err(|why| problems.push(UserProblem::Username(new.username.clone(), why)));
    let mut claims = tidy(&new.claims, &mut problems);
    let email_key = email(&mut claims, &mut problems);
    let unfit = new.groups.iter().filter(|group| !is_group(group));
    problems.extend(unfit.cloned().map(UserProblem::Group));
    if !new.external_id.as_deref().is_none_or(is_external_id) {
        problems.push(UserProblem::ExternalId);
    }
    if let Some(password) = &new.password {
        problems.extend(check_password(services, password).err());
    }
    match username {
        Ok(username) if problems.is_empty() => Ok(CheckedUser {
            username,
            subject: new.subject,
            external_id: new.external_id,
            email_key,
            claims,
            groups: without_repetitions(new.groups),
            roles: new.roles.map(without_repetitions),
            password: new.password,
            disabled: new.disabled,
        }),
        _ => Err(problems),
    }
}

fn without_repetitions<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// Whether another system may know something by this.
pub(in crate::admin) fn is_external_id(text: &str) -> bool {
    text.chars().count() <= MAX_EXTERNAL_ID_CHARS && !text.contains(char::is_control)
}

pub(in crate::admin) fn is_group(name: &str) -> bool {
    (1..=MAX_GROUP_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control)
}

/// The claims without empty ones.
fn tidy(claims: &StandardClaims, problems: &mut Vec<UserProblem>) -> StandardClaims {
    let mut all = serde_json::to_value(claims).unwrap_or_default();
    prune("", &mut all, problems);
    serde_json::from_value(all).unwrap_or_default()
}

/// Removes empty texts and looks at the others; addresses have lines.
fn prune(name: &str, value: &mut Value, problems: &mut Vec<UserProblem>) {
    match value {
        Value::Object(members) => {
            members.retain(|_, value| value.as_str() != Some(""));
            for (name, value) in members {
                prune(name, value, problems);
            }
        }
        Value::String(text) => {
            let unfit = |c: char| c.is_control() && c != '\n' && c != '\r';
            if text.contains(unfit) || text.chars().count() > MAX_CLAIM_CHARS {
                problems.push(UserProblem::Claim(name.to_owned()));
            }
        }
        _ => {}
    }
}

/// Puts the address as it is kept into `claims`, and returns it as it is compared.
fn email(claims: &mut StandardClaims, problems: &mut Vec<UserProblem>) -> Option<String> {
    let Some(written) = claims.email.take() else {
        if claims.email_verified.is_some() {
            problems.push(UserProblem::VerifiedNothing);
        }
        return None;
    };
    match email_address(&written) {
        Ok(email) => {
            claims.email = Some(email.address);
            claims.email_verified = claims.email_verified.or(Some(true));
            Some(email.key)
        }
        Err(why) => {
            problems.push(UserProblem::Email(written, why));
            None
        }
    }
}

/// Whether somebody could sign in with `password`.
pub(super) fn check_password(
    services: &Services,
    password: &NewPassword,
) -> Result<(), UserProblem> {
    match password {
        NewPassword::Text(text) if text.expose().is_empty() => Err(UserProblem::EmptyPassword),
        NewPassword::Text(text) if is_long(text.expose()) => Err(UserProblem::LongPassword),
        NewPassword::Text(_) => Ok(()),
        NewPassword::Hash(hash) => {
            let usable =
                hash.0.starts_with("$argon2id$") && services.hasher.is_weaker(hash).is_some();
            usable.then_some(()).ok_or(UserProblem::Hash)
        }
        NewPassword::Imported(hash) => {
            let usable = services.hasher.is_weaker(hash).is_some();
            usable.then_some(()).ok_or(UserProblem::Imported)
        }
    }
}

fn is_long(password: &str) -> bool {
    password.chars().count() > MAX_PASSWORD_CHARS || password.len() > MAX_PASSWORD_BYTES
}

/// What to tell the operator about a password that `user` would not be allowed to choose.
pub(super) fn password_warning(
    services: &Services,
    user: &User,
    password: &NewPassword,
) -> Option<String> {
    let NewPassword::Text(text) = password else {
        return None;
    };
    let own = [Some(&user.username.display), user.claims.name.as_ref()];
    let own = own.into_iter().chain([user.claims.email.as_ref()]);
    let mut names: Vec<&str> = own.flatten().map(String::as_str).collect();
    names.push(&services.config.name);
    let refusal = services.password_policy.check(text, &names).err()?;
    Some(format!(
        "the password of {} is weaker than people may choose. {refusal}",
        user.username.display
    ))
}
