//! What a person is, has, allowed or did not.

use super::{About, Rule, rule};

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("the person is in no group", About::Groups,
        "An app that names groups is for their members only.", "docs/apps.md (allowed_groups); RFC 6749 §4.1.2.1",
        "Put the person into one of these groups (signet group join GROUP USERNAME), or take allowed_groups from {client}."),
    rule("nobody is signed in", About::Nothing,
        "prompt=none asks nobody anything: somebody must be signed in already who fits the request.", "OpenID Connect Core §3.1.2.1, §3.1.2.6",
        "Have the app send the person to sign in, without prompt=none, when it gets login_required."),
    rule("the person has not allowed this yet", About::Scope,
        "prompt=none asks nobody anything: the person must have allowed all that is asked for.", "OpenID Connect Core §3.1.2.1, §3.1.2.6",
        "Have the app begin again without prompt=none when it gets consent_required; an app of your own needs no consent: trusted = true for {client}."),
    rule("the person did not allow it", About::Nothing,
        "Whoever is asked may say no.", "RFC 6749 §4.1.2.1; RFC 8628 §3.5",
        "Nothing has to be mended; have the app offer the sign-in again, and ask for no more than it needs."),
    rule("the sign-in cannot be as strong", About::Nothing,
        "A sign-in must reach the acr that the app demands.", "OpenID Connect Core §5.5.1.1; OpenID Connect Core Error Code unmet_authentication_requirements 1.0 §2",
        "Have the person set up a second factor or a passkey at /account, or have the app demand less (acr_values, claims)."),
    rule("the person did not set up", About::Nothing,
        "A sign-in must reach the acr that the app demands, and the person left the page that sets it up.", "OpenID Connect Core Error Code unmet_authentication_requirements 1.0 §2",
        "Have the person sign in again and set the factor up, or have the app demand less (acr_values, claims)."),
    rule("the consent was withdrawn", About::Nothing,
        "What a person takes back is over, for codes that are under way too.", "RFC 6749 §5.2",
        "Have the app send the person to sign in again: they are asked once more."),
    rule("the session has ended", About::Nothing,
        "Codes, and refresh tokens without offline_access, end with the session they were given in.", "OpenID Connect Core §11; RFC 6749 §5.2",
        "Have the app send the person to sign in again after invalid_grant; ask for offline_access if it works while they are away."),
    rule("the account is gone", About::Nothing,
        "Tokens end when their account is removed or disabled.", "RFC 6749 §5.2",
        "If it should not have been, enable the account again (signet user enable USERNAME); have the app send the person to sign in again."),
];
