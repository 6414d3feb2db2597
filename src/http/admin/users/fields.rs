//! The form that describes somebody.

use crate::admin::users::{NewUser, UserProblem, UsersError};
use crate::http::admin::console::Console;
use crate::http::admin::described::{Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::http::{profile, said};
use crate::model::User;
use crate::oidc::profile::{FIELDS, Kind, Profile, value_of};
use crate::pages::admin::{Field, Input, Part};

/// What the form holds of somebody when it is opened.
pub fn of(user: &User) -> Typed {
    let claims = &user.claims;
    let is_verified = claims.email_verified == Some(true);
    let account = [
        ("username", user.username.display.clone()),
        ("email", claims.email.clone().unwrap_or_default()),
        (
            "email_verified",
            if is_verified { "on" } else { "" }.to_owned(),
        ),
        ("groups", user.groups.join("\n")),
    ];
    let profile = FIELDS.map(|(name, _)| (name, value_of(claims, name).to_owned()));
    let all = account.into_iter().chain(profile);
    Typed::from_pairs(all.map(|(name, value)| (name.to_owned(), value)))
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
        let said =
            |(name, unfit): (&str, _)| (name.to_owned(), profile::said(&console.words, unfit));
        wrong.into_iter().map(said).collect::<Wrong>()
    })?;
    let claims = stored.map(|user| user.claims.clone()).unwrap_or_default();
    let mut claims = profile.applied_to(claims);
    let email = typed.get("email");
    let has_email = !email.is_empty();
    claims.email = has_email.then_some(email);
    claims.email_verified = has_email.then(|| typed.is_on("email_verified"));
    Ok(NewUser {
        username: typed.get("username"),
        claims,
        groups: typed.lines("groups"),
        ..NewUser::default()
    })
}

/// What is to be said beside the fields, where the error is about one.
pub fn explain(console: &Console<'_>, error: UsersError) -> Refusal {
    let words = &console.words;
    let beside = |field: &str, key| Refusal::Wrong(vec![(field.to_owned(), words.text(key))]);
    match error {
        UsersError::Problems(problems) => {
            let wrong = problems.iter().map(|problem| said_of(console, problem));
            let wrong = wrong.map(|(field, why)| (field.to_owned(), why));
            Refusal::Wrong(wrong.collect())
        }
        UsersError::Taken {
            what: "e-mail address",
            ..
        } => beside("email", "email-taken"),
        UsersError::Taken { .. } | UsersError::Exists(_) => beside("username", "username-taken"),
        other => Refusal::Trouble(other.into()),
    }
}

/// What is to be said beside the field that `problem` is about.
fn said_of(console: &Console<'_>, problem: &UserProblem) -> (&'static str, String) {
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

/// The fields, filled in as they were `typed`.
pub fn parts(console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Vec<Part> {
    let field = |name: &'static str, key: &str, input| Field {
        input,
        ..console.field(name, key, typed, wrong)
    };
    let account = vec![
        field("username", "account-username", Input::Line),
        field("email", "account-email", Input::Email),
        field("email_verified", "console-verified", Input::Check),
        Field {
            hint: Some(console.t("console-groups-hint")),
            ..field("groups", "console-groups", Input::Lines)
        },
    ];
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
    let part = |id, key: &str, fields| Part::open(id, console.t(key), fields);
    vec![
        part("account-part", "console-account", account),
        part("profile-part", "profile-title", claims.into()),
    ]
}
