//! What is known here as a value, as a sentence for people.

use crate::demo::DemoError;
use crate::flow::setup::FieldErrors;
use crate::flow::sign_up::AskError;
use crate::login::password_strength::{Fault, Weakness};
use crate::login::{PasswordRefusal, UsernameError};
use crate::oidc::authorization_request::Untrusted;
use crate::oidc::{claims_request, scope};
use crate::pages::{PasswordRefused, PasswordStrength, ScopeLine, SetupErrors};
use crate::words::Words;

/// A scope.
pub fn scope_line(words: &Words, name: &str) -> ScopeLine {
    let (title, detail) = match name {
        "openid" => ("scope-openid", Some("scope-openid-detail")),
        "profile" => ("scope-profile", Some("scope-profile-detail")),
        "email" => ("scope-email", Some("scope-email-detail")),
        "address" => ("scope-address", None),
        "phone" => ("scope-phone", None),
        "groups" => ("scope-groups", Some("scope-groups-detail")),
        scope::API => ("scope-api", Some("scope-api-detail")),
        "offline_access" => ("scope-offline-access", Some("scope-offline-access-detail")),
        other => {
            let claim = claims_request::claim_of(other);
            let title = claim.map(|claim| seen(words, claim));
            return ScopeLine {
                title: title.unwrap_or_else(|| other.to_owned()),
                detail: String::new(),
            };
        }
    };
    ScopeLine {
        title: words.text(title),
        detail: detail.map(|key| words.text(key)).unwrap_or_default(),
    }
}

/// A claim that is asked for by itself.
fn seen(words: &Words, claim: &str) -> String {
    let key = match claim {
        "name" => "see-name",
        "given_name" => "see-given-name",
        "family_name" => "see-family-name",
        "middle_name" => "see-middle-name",
        "nickname" => "see-nickname",
        "preferred_username" => "see-username",
        "profile" => "see-profile-page",
        "picture" => "see-picture",
        "website" => "see-website",
        "email" => "scope-email",
        "email_verified" => "see-email-verified",
        "gender" => "see-gender",
        "birthdate" => "see-birthdate",
        "zoneinfo" => "see-zoneinfo",
        "locale" => "see-locale",
        "phone_number" => "scope-phone",
        "phone_number_verified" => "see-phone-verified",
        "address" => "scope-address",
        "updated_at" => "see-updated-at",
        "groups" => "scope-groups",
        other => {
            let claim = other.replace('_', " ");
            return words.with("see-other", &[("claim", claim.as_str().into())]);
        }
    };
    words.text(key)
}

/// What is wrong with a user name.
pub fn username(words: &Words, why: UsernameError) -> String {
    let key = match why {
        UsernameError::Empty => "username-empty",
        UsernameError::Space => "username-space",
        UsernameError::MixedScripts => "username-mixed",
        UsernameError::TooLong => {
            let most = u64::try_from(UsernameError::MOST).unwrap_or(u64::MAX);
            return words.with("username-too-long", &[("most", most.into())]);
        }
        UsernameError::Character(character) => {
            let code = format!("U+{:04X}", u32::from(character));
            return words.with("username-character", &[("character", code.as_str().into())]);
        }
    };
    words.text(key)
}

/// Why a new password is refused.
pub fn password(words: &Words, why: &PasswordRefusal) -> PasswordRefused {
    let number = |number| u64::try_from(number).unwrap_or(u64::MAX).into();
    let message = match why {
        PasswordRefusal::TooShort(least) => {
            words.with("password-too-short", &[("least", number(*least))])
        }
        PasswordRefusal::TooLong => words.with(
            "password-too-long",
            &[("most", number(PasswordRefusal::MOST))],
        ),
        PasswordRefusal::Guessable(_) => words.text("password-guessable"),
        PasswordRefusal::Breached => words.text("password-breached"),
    };
    let strength = match why {
        PasswordRefusal::Guessable(weakness) => Some(strength(words, weakness)),
        _ => None,
    };
    PasswordRefused { message, strength }
}

/// How strong it is, and what would help.
fn strength(words: &Words, weakness: &Weakness) -> PasswordStrength {
    let said = match weakness.score {
        0 => "password-very-weak",
        1 => "password-weak",
        _ => "password-nearly",
    };
    let faults = weakness.faults.iter().map(|fault| match fault {
        Fault::OwnNames => "password-own-names",
        Fault::Common => "password-common",
        Fault::Keys => "password-keys",
        Fault::Repeat => "password-repeat",
        Fault::Sequence => "password-sequence",
        Fault::Date => "password-date",
        Fault::Word => "password-word",
        Fault::Name => "password-name",
        Fault::Capitals => "password-capitals",
        Fault::Backwards => "password-backwards",
        Fault::Substitution => "password-substitution",
    });
    PasswordStrength {
        score: weakness.score,
        said: words.text(said),
        advice: faults
            .chain(["password-add-words"])
            .map(|key| words.text(key))
            .collect(),
    }
}

/// What is wrong with the form of a new account.
pub fn fields(words: &Words, errors: FieldErrors) -> SetupErrors {
    SetupErrors {
        name: errors.name.then(|| words.text("setup-name-wrong")),
        username: errors.username.map(|why| username(words, why)),
        email: errors.email.map(|_| words.text("email-wrong")),
        password: errors.password.map(|why| password(words, &why)),
    }
}

/// What of it somebody else has.
pub fn taken(words: &Words, what: &str) -> SetupErrors {
    let is_username = what == "user name";
    SetupErrors {
        username: is_username.then(|| words.text("username-taken")),
        email: (!is_username).then(|| words.text("email-taken")),
        ..SetupErrors::default()
    }
}

/// Why nothing is sent to an address.
pub fn unaddressed(words: &Words, why: &AskError) -> String {
    match why {
        AskError::Domain(domains) => {
            let domains = domains.join(", ");
            words.with("sign-up-domain", &[("domains", domains.as_str().into())])
        }
        AskError::Address(_) | AskError::Failure(_) => words.text("email-wrong"),
    }
}

/// Why a request gets a page.
pub fn untrusted(words: &Words, why: Untrusted) -> String {
    let key = match why {
        Untrusted::RepeatedClientId => "untrusted-repeated-client-id",
        Untrusted::MissingClientId => "untrusted-missing-client-id",
        Untrusted::UnknownClient => "untrusted-unknown-client",
        Untrusted::RepeatedRedirectUri => "untrusted-repeated-redirect-uri",
        Untrusted::MissingRedirectUri => "untrusted-missing-redirect-uri",
        Untrusted::UnregisteredRedirectUri => "untrusted-unregistered-redirect-uri",
        Untrusted::Refused(code) => {
            return words.with("untrusted-refused", &[("code", code.as_str().into())]);
        }
    };
    words.text(key)
}

/// Why the demo did not get what it wanted. What the provider said is said in its words.
pub fn demo(words: &Words, error: &DemoError) -> String {
    match error {
        DemoError::NotStarted => words.text("demo-not-started"),
        DemoError::Mismatch(_) => words.text("demo-mismatch"),
        DemoError::Refused { error, description } => {
            let why = format!("{description} ({error})");
            words.with("demo-refused", &[("why", why.as_str().into())])
        }
        DemoError::Unreachable { issuer, .. } => {
            words.with("demo-unreachable", &[("issuer", issuer.as_str().into())])
        }
        DemoError::Invalid { what, .. } => words.with("demo-invalid", &[("why", (*what).into())]),
        DemoError::Internal(_) => words.text("demo-internal"),
    }
}
