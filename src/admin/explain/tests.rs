//! Explanations.

mod said;

use super::{Difference, Rule, compare};
use crate::clock::{ManualClock, Timestamp};
use crate::entropy::SeededEntropy;
use crate::flow::authorize::NOT_ADMITTED;
use crate::model::{Client, ClientOrigin, Event, EventIds, User, UserId, Username};
use crate::oidc::{ClientMetadata, StandardClaims};
use uuid::Uuid;

fn client() -> Client {
    Client {
        id: "app".try_into().unwrap(),
        secret_hash: None,
        sealed_secret: None,
        registration_token_hash: None,
        metadata: ClientMetadata::default(),
        origin: ClientOrigin::Operator,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

fn refused(error: &str, description: &str) -> Event {
    let clock = ManualClock::at(Timestamp(1_800_000_000));
    let event = Event::new(
        &EventIds::default(),
        &clock,
        &SeededEntropy::new(1),
        "request.refused",
    );
    event
        .client(&"app".try_into().unwrap())
        .with("error", error)
        .with("description", description)
}

#[test]
fn a_redirect_uri_is_held_against_the_nearest_registered_one() {
    let mut app = client();
    app.metadata.redirect_uris = vec![
        "https://other.example/".to_owned(),
        "https://app.example/callback".to_owned(),
    ];
    let said = "redirect_uri is not registered for this client";
    let event = refused("untrusted", said).with("request.redirect_uri", "https://app.example/cb");
    let explained = compare(event, Some(&app), None);
    let difference = explained.difference.as_ref().unwrap();
    assert_eq!(difference.position, 21);
    assert_eq!(difference.characters(), (Some('b'), Some('a')));
    assert_eq!(difference.registered, "https://app.example/callback");
    assert!(
        explained
            .fix
            .ends_with("signet client set app --add-redirect-uri=https://app.example/cb"),
        "{}",
        explained.fix
    );
    assert!(explained.section.contains("RFC 9700"));
    assert_eq!(
        explained.received,
        [(
            "redirect_uri".to_owned(),
            "https://app.example/cb".to_owned()
        )]
    );
}

#[test]
fn security_a1_what_was_sent_writes_no_commands() {
    let said = "redirect_uri is not registered for this client";
    let sent = "https://app.example/;rm -rf ~/'$(id)'{client}";
    let event = refused("untrusted", said).with("request.redirect_uri", sent);
    let explained = compare(event, Some(&client()), None);
    let (_, word) = explained.fix.split_once("--add-redirect-uri=").unwrap();
    let quoted = r"'https://app.example/;rm -rf ~/'\''$(id)'\''{client}'";
    assert_eq!(word, quoted);
}

#[test]
fn a_missing_end_is_a_difference_too() {
    let found = Difference::of("https://a/", &["https://a".to_owned()]).unwrap();
    assert_eq!((found.position, found.characters()), (9, (Some('/'), None)));
    assert_eq!(Difference::of("same", &["same".to_owned()]), None);
    assert_eq!(Difference::of("given", &[]), None);
}

#[test]
fn what_has_no_rule_of_its_own_is_still_explained() {
    let rule = Rule::find("invalid_request", "something new");
    assert!(rule.demand.contains("description"));
    let explained = compare(refused("invalid_request", "something new"), None, None);
    assert!(explained.registered.is_empty());
}

/// The words that rules are found by are those that the use cases say.
#[test]
fn every_rule_is_found_by_what_is_said() {
    for (said, section) in [
        (
            "no client is registered under this client_id",
            "RFC 6749 §2.2",
        ),
        ("client authentication failed", "RFC 6749 §2.3"),
        (
            "code_challenge is missing: this client must use PKCE",
            "RFC 7636 §4.4.1",
        ),
        (
            "code_verifier does not match the challenge",
            "RFC 7636 §4.6",
        ),
        ("the code has been used", "RFC 6749 §4.1.2"),
        ("the code has expired", "RFC 6749 §4.1.2"),
        (
            "this grant_type is not registered for the client",
            "RFC 6749 §5.2",
        ),
        ("this response_type is not served here", "RFC 6749 §3.1.1"),
        (
            "The address to return to is not registered for this app.",
            "OpenID Connect RP",
        ),
    ] {
        let rule = Rule::find("", said);
        assert!(
            rule.section.starts_with(section),
            "{said}: {}",
            rule.section
        );
    }
}

#[test]
fn the_groups_of_an_app_are_shown_against_those_of_the_person() {
    let mut app = client();
    app.metadata.allowed_groups = vec!["wiki-readers".to_owned()];
    let event = refused("access_denied", NOT_ADMITTED);
    let person = User {
        id: UserId(Uuid::from_u128(7)),
        subject: None,
        username: Username {
            display: "Ada".to_owned(),
            key: "ada".to_owned(),
        },
        email_key: None,
        claims: StandardClaims::default(),
        groups: vec!["staff".to_owned(), "sales".to_owned()],
        roles: Vec::new(),
        disabled_at: None,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    };
    let explained = compare(event, Some(&app), Some(&person));
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        explained.registered,
        [pair("allowed_groups", "wiki-readers")]
    );
    assert_eq!(
        explained.received,
        [
            pair("username", "Ada"),
            pair("groups", "staff"),
            pair("groups", "sales")
        ]
    );
    assert!(
        explained.fix.contains("signet group join"),
        "{}",
        explained.fix
    );
    assert!(explained.fix.contains("allowed_groups from app"));
}
