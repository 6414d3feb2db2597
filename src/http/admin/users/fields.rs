//! The form that describes somebody.

use super::super::console::Console;
use super::super::typed::Typed;
use crate::admin::users::{NewUser, UserProblem, UsersError};
use crate::http::{profile, said};
use crate::model::User;
use crate::oidc::profile::{FIELDS, Kind, Profile, value_of};
use crate::pages::admin::{Field, Input, Part};

/// What is wrong: the field, and what to say beside it.
pub type Wrong = Vec<(&'static str, String)>;

/// What the form holds when it is opened.
pub fn of(user: &User, field: &str) -> String {
    match field {
        "username" => user.username.display.clone(),
        "email" => user.claims.email.clone().unwrap_or_default(),
        "email_verified" if user.claims.email_verified == Some(true) => "on".to_owned(),
        "email_verified" => String::new(),
        "groups" => user.groups.join("\n"),
        field => value_of(&user.claims, field).to_owned(),
    }
}

/// Somebody as they were described. `stored` is who they were; what the form does not ask stays.
pub fn wanted(
    console: &Console<'_>,
    typed: &Typed,
    stored: Option<&User>,
) -> Result<NewUser, Wrong> {
    let values = FIELDS.map(|(name, _)| (name, typed.get(name)));
    let given = |name: &str| {
        let found = values.iter().find(|(field, _)| *field == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let profile = Profile::check(given).map_err(|wrong| {
        let said = |(name, unfit)| (name, profile::said(&console.words, unfit));
        wrong.into_iter().map(said).collect::<Wrong>()
    })?;
    let claims = stored.map(|user| user.claims.clone()).unwrap_or_default();
    let mut claims = profile.applied_to(claims);
    let email = typed.get("email");
    let has_email = !email.is_empty();
    claims.email = has_email.then_some(email);
    claims.email_verified = has_email.then(|| typed.is_on("email_verified"));
    Ok(NewUser {
        username: stored.map_or_else(
            || typed.get("username"),
            |user| user.username.display.clone(),
        ),
        claims,
        groups: typed.lines("groups"),
        password: None,
        disabled: None,
    })
}

/// What is to be said beside the fields; the error itself where it is none of them.
pub fn explain(console: &Console<'_>, error: UsersError) -> Result<Wrong, UsersError> {
    let words = &console.words;
    match error {
        UsersError::Problems(problems) => Ok(problems
            .iter()
            .map(|problem| beside(console, problem))
            .collect()),
        UsersError::Taken {
            what: "e-mail address",
            ..
        } => Ok(vec![("email", words.text("email-taken"))]),
        UsersError::Taken { .. } | UsersError::Exists(_) => {
            Ok(vec![("username", words.text("username-taken"))])
        }
        other => Err(other),
    }
}

/// What is to be said beside the field that `problem` is about.
fn beside(console: &Console<'_>, problem: &UserProblem) -> (&'static str, String) {
    let words = &console.words;
    match problem {
        UserProblem::Username(_, why) => ("username", said::username(words, *why)),
        UserProblem::Email(..) | UserProblem::VerifiedNothing => {
            ("email", words.text("email-wrong"))
        }
        UserProblem::Group(name) => (
            "groups",
            words.with("console-group-wrong", &[("name", name.as_str().into())]),
        ),
        // Passwords are not typed here, and claims have been looked at before.
        _ => ("username", words.text("profile-control")),
    }
}

/// The fields; the user name only of somebody who is new.
pub fn parts(
    console: &Console<'_>,
    is_new: bool,
    value: impl Fn(&str) -> String,
    wrong: &[(&'static str, String)],
) -> Vec<Part> {
    let field = |name: &'static str, key: &str, input| Field {
        name: name.to_owned(),
        label: console.t(key),
        value: value(name),
        input,
        error: wrong
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(_, why)| why.clone()),
        ..Field::default()
    };
    let mut account = Vec::new();
    if is_new {
        account.push(field("username", "account-username", Input::Line));
    }
    account.push(field("email", "account-email", Input::Email));
    account.push(field("email_verified", "console-verified", Input::Check));
    account.push(Field {
        hint: Some(console.t("console-groups-hint")),
        ..field("groups", "console-groups", Input::Lines)
    });
    let label = |name: &str| {
        let found = profile::LABELS.iter().find(|(field, _, _)| *field == name);
        found.map_or("", |(_, key, _)| key)
    };
    let input = |kind| {
        if kind == Kind::Lines {
            Input::Lines
        } else {
            Input::Line
        }
    };
    let claims = FIELDS.map(|(name, kind)| field(name, label(name), input(kind)));
    let part = |id, key: &str, fields| Part {
        id,
        title: console.t(key),
        is_rare: false,
        is_used: true,
        fields,
    };
    vec![
        part("account-part", "console-account", account),
        part("profile-part", "profile-title", claims.into()),
    ]
}
