//! Passwords (security F1, F2, F5, F8).

use super::hand::{Hand, Seen};
use crate::harness::{PASSWORD, TestServer};
use reqwest::StatusCode;
use signet::entropy::SystemEntropy;
use signet::login::{HashParams, HasherSettings, PasswordHasher};
use signet::secret::Secret;
use std::sync::Arc;
use std::time::Duration;

async fn stored_hash(server: &TestServer, login: &str) -> String {
    let account = server.services.store.account_by_login(login).await.unwrap();
    account.unwrap().password.unwrap().0
}

async fn set_password(server: &TestServer, login: &str, password: &str) {
    let store = &server.services.store;
    let account = store.account_by_login(login).await.unwrap().unwrap();
    let password = Secret::new(password.to_owned());
    let hash = server.services.hasher.hash(&password).await.unwrap();
    let now = server.services.now();
    store
        .set_password(account.user.id, hash, true, now)
        .await
        .unwrap();
}

async fn attempt(server: &TestServer, username: &str, password: &str) -> (Hand, Seen) {
    let mut browser = Hand::new(server);
    let page = browser.get("/account").await;
    let seen = browser.try_sign_in(&page, username, password).await;
    (browser, seen)
}

async fn works(server: &TestServer, username: &str, password: &str) -> bool {
    attempt(server, username, password)
        .await
        .0
        .session()
        .is_some()
}

#[actix_web::test]
async fn security_f1_passwords_are_argon2id_with_a_salt_of_their_own() {
    let server = TestServer::start().await;
    server.user("ada").await;
    server.user("bob").await;
    let (ada, bob) = (
        stored_hash(&server, "ada").await,
        stored_hash(&server, "bob").await,
    );
    for hash in [&ada, &bob] {
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
    }
    let salt = |hash: &str| hash.split('$').nth(4).unwrap().to_owned();
    assert_ne!(salt(&ada), salt(&bob));
    assert!(salt(&ada).len() >= 22, "128 bits: {ada}");
}

#[actix_web::test]
async fn security_f1_a_sign_in_raises_weaker_parameters() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let settings = HasherSettings {
        params: HashParams {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        },
        workers: 1,
        queue: 1,
        wait: Duration::from_secs(5),
    };
    let weak = PasswordHasher::new(&settings, Arc::new(SystemEntropy)).unwrap();
    let store = &server.services.store;
    let account = store.account_by_login("ada").await.unwrap().unwrap();
    let old = account.password.unwrap();
    let hash = weak.hash(&Secret::new(PASSWORD.to_owned())).await.unwrap();
    let now = server.services.now();
    store
        .set_password(account.user.id, hash, false, now)
        .await
        .unwrap();
    assert!(stored_hash(&server, "ada").await.contains("m=64,t=1"));
    // A wrong password raises nothing and costs as much as any other.
    let before = server.services.hasher.filled_kib();
    assert!(!works(&server, "ada", "not the password at all").await);
    assert_eq!(server.services.hasher.filled_kib() - before, 19456 * 2);
    assert!(stored_hash(&server, "ada").await.contains("m=64,t=1"));

    assert!(works(&server, "ada", PASSWORD).await);
    let new = stored_hash(&server, "ada").await;
    assert!(new.contains("m=19456,t=2,p=1") && new != old.0, "{new}");
    assert!(works(&server, "ada", PASSWORD).await);
}

#[actix_web::test]
async fn security_f2_any_characters_are_verified_exactly_after_one_normalisation() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let cases = [
        // Written composed, typed decomposed, and the other way round.
        (
            "caf\u{e9} au lait, s'il vous pla\u{ee}t",
            "cafe\u{301} au lait, s'il vous plai\u{302}t",
        ),
        (
            "A\u{30a}ngstro\u{308}m & Sons, 1868 AG",
            "\u{c5}ngstr\u{f6}m & Sons, 1868 AG",
        ),
        (
            "  spaces around and + & = % inside  ",
            "  spaces around and + & = % inside  ",
        ),
        (
            "😀😃😄😁😆😅😂🤣🥲☺😊😇🙂🙃😉",
            "😀😃😄😁😆😅😂🤣🥲☺😊😇🙂🙃😉",
        ),
    ];
    for (written, typed) in cases {
        set_password(&server, "ada", written).await;
        assert!(works(&server, "ada", typed).await, "{typed}");
        for wrong in [typed.trim(), &typed.to_uppercase()] {
            if wrong != typed {
                assert!(!works(&server, "ada", wrong).await, "{wrong}");
            }
        }
    }
}

#[actix_web::test]
async fn security_f2_long_passwords_count_to_the_last_character() {
    let server = TestServer::start().await;
    server.user("ada").await;
    for length in [64, 72, 73, 128] {
        let password = "pass phrase ".repeat(11)[..length].to_owned();
        set_password(&server, "ada", &password).await;
        assert!(works(&server, "ada", &password).await, "{length}");
        let shorter = &password[..length - 1];
        assert!(!works(&server, "ada", shorter).await, "{length}");
    }
    // One more than any account has: refused like every wrong one, and never hashed as such.
    let before = server.services.hasher.filled_kib();
    let (_, seen) = attempt(&server, "ada", &"x".repeat(60_000)).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert_eq!(server.services.hasher.filled_kib() - before, 19456 * 2);
}

/// What differs between any two pages: the form token, the sealed request, the reference.
fn without_tokens(seen: &Seen) -> String {
    let mut text = seen.text.clone();
    for name in ["request", "form_token"] {
        text = text.replace(&seen.hidden(name), "");
    }
    text
}

#[actix_web::test]
async fn security_f5_unknown_wrong_and_disabled_are_one_answer_and_one_amount_of_work() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let bob = server.user("bob").await;
    let store = &server.services.store;
    let now = server.services.now();
    store.set_disabled(bob.id, true, now).await.unwrap();
    let mut answers = Vec::new();
    for (username, password) in [
        ("ada", "wrong password here"),
        ("nobody", PASSWORD),
        ("bob", PASSWORD),
        ("no\u{a0}name possible", PASSWORD),
        ("ada@example.com", ""),
    ] {
        let before = server.services.hasher.filled_kib();
        let (_, seen) = attempt(&server, username, password).await;
        let work = server.services.hasher.filled_kib() - before;
        let headers: Vec<_> = seen.headers.keys().map(ToString::to_string).collect();
        let text = without_tokens(&seen).replace(username, "NAME");
        answers.push((seen.status, work, headers, text));
    }
    assert_eq!(answers[0].0, StatusCode::FORBIDDEN);
    assert_eq!(answers[0].1, 19456 * 2);
    for answer in &answers[1..] {
        assert_eq!(answer, &answers[0]);
    }
}

#[actix_web::test]
async fn security_f8_a_user_name_is_one_name_however_it_is_typed() {
    let server = TestServer::start().await;
    server.user("ada").await;
    for typed in ["ADA", " ada ", "Ａｄａ", "ada@EXAMPLE.com"] {
        assert!(works(&server, typed, PASSWORD).await, "{typed}");
    }
    for typed in ["adа", "ada\u{200b}", "a da", "ada%", "ad_", "' OR 1=1 --"] {
        assert!(!works(&server, typed, PASSWORD).await, "{typed}");
    }
}
