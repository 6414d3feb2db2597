//! Each way of being broken is found by the check that is about it.

use super::ada;
use super::fake::{Break, Fake, signs};
use serde_json::{Value, json};
use signet::selftest::{Area, Options, run};
use std::collections::HashMap;
use std::sync::Mutex;

/// What is done to a body.
type Change = fn(&mut Value);

/// The checks that fall short, of those in `area`.
async fn short(wrong: Break, area: Area, signs_in: bool) -> Vec<&'static str> {
    let fake = Fake::start(wrong).await;
    let options = Options {
        issuer: fake.issuer.clone(),
        person: signs_in.then(ada),
        area: Some(area),
        ..Options::default()
    };
    let report = run(&options, fake.server.clock.as_ref()).await.unwrap();
    let short = report.shortcomings().map(|finding| finding.check.id);
    short.collect()
}

fn metadata(change: Change) -> Break {
    Box::new(move |asked, answered| {
        if asked.url.path().contains("/.well-known/") {
            answered.change(change);
        }
    })
}

fn keys(change: Change) -> Break {
    Box::new(move |asked, answered| {
        if asked.is_at("/jwks") {
            answered.change(change);
        }
    })
}

fn answers(change: fn(String, String) -> Option<(String, String)>) -> Break {
    Box::new(move |_, answered| answered.change_answer(change))
}

const ALGORITHMS: &str = "id_token_signing_alg_values_supported";

#[actix_web::test]
async fn in_the_metadata() {
    let cases: [(Change, &str); 9] = [
        (
            |m| m["issuer"] = json!("https://other.example"),
            "discovery-issuer",
        ),
        (|m| m[ALGORITHMS] = json!(["ES256"]), "discovery-rs256"),
        (
            |m| m[ALGORITHMS] = json!(["RS256", "none"]),
            "discovery-none",
        ),
        (|m| m["claims_supported"] = json!([]), "discovery-empty"),
        (
            |m| m["claims_parameter_supported"] = json!("true"),
            "discovery-types",
        ),
        (
            |m| m["response_types_supported"] = json!(["id_token"]),
            "discovery-response-types",
        ),
        (
            |m| m["response_types_supported"] = json!(["code", "id_token", "code token"]),
            "discovery-dynamic",
        ),
        (
            |m| m["subject_types_supported"] = json!(["private"]),
            "discovery-subject-types",
        ),
        (
            |m| m["end_session_endpoint"] = json!("http://other.example/"),
            "discovery-addresses",
        ),
    ];
    for (change, id) in cases {
        let found = short(metadata(change), Area::Discovery, false).await;
        assert_eq!(found, [id]);
    }
}

#[actix_web::test]
async fn in_the_key_set() {
    let cases: [(Change, &str); 4] = [
        (|set| set["keys"][0]["d"] = json!("AQAB"), "keys-private"),
        (
            |set| {
                let first = set["keys"][0].clone();
                set["keys"].as_array_mut().unwrap().push(first);
            },
            "keys-kid",
        ),
        (|set| set["keys"] = json!([]), "keys-answer"),
        (|set| set["keys"][0]["n"] = json!("AQAB"), "keys-strength"),
    ];
    for (change, id) in cases {
        assert_eq!(short(keys(change), Area::Keys, false).await, [id]);
    }
}

#[actix_web::test]
async fn in_id_tokens() {
    let cases: [(Change, &[&str]); 5] = [
        (|_| {}, &[]),
        (|claims| claims["nonce"] = json!("x"), &["id-token-nonce"]),
        (|claims| claims["aud"] = json!("x"), &["id-token-aud"]),
        (
            |claims| claims["exp"] = claims["iat"].clone(),
            &["id-token-times"],
        ),
        (
            |claims| claims["at_hash"] = json!("x"),
            &["id-token-at-hash"],
        ),
    ];
    for (change, ids) in cases {
        assert_eq!(short(signs(change), Area::IdToken, true).await, ids);
    }
    let wrong: Break = Box::new(|_, answered| {
        answered.change(|body| {
            if let Some(token) = body["id_token"].as_str() {
                let (signed, _) = token.rsplit_once('.').unwrap();
                body["id_token"] = json!(format!("{signed}.{}", "A".repeat(342)));
            }
        });
    });
    let found = short(wrong, Area::IdToken, true).await;
    assert_eq!(found, ["id-token-signature"]);
}

#[actix_web::test]
async fn in_answers_to_the_client() {
    let state = |name: String, value: String| {
        let changed = name == "state";
        Some((name, if changed { "x".to_owned() } else { value }))
    };
    let found = short(answers(state), Area::Authorization, true).await;
    for id in ["sign-in-state", "authorization-error-state"] {
        assert!(found.contains(&id), "{found:?}");
    }
    let iss = |name: String, value: String| (name != "iss").then_some((name, value));
    let found = short(answers(iss), Area::Authorization, true).await;
    assert_eq!(found, ["authorization-error-state", "sign-in-iss"]);
}

/// Sends browsers wherever the request says.
#[actix_web::test]
async fn in_where_browsers_are_sent() {
    let wrong: Break = Box::new(|asked, answered| {
        let mut parameters = asked.url.query_pairs();
        let uri = parameters.find(|(name, _)| name == "redirect_uri");
        if let Some((_, uri)) = uri.filter(|_| asked.is_at("/authorize") && answered.status == 400)
        {
            answered.status = 303;
            answered.set("location", Some(format!("{uri}?error=invalid_request")));
        }
    });
    let found = short(wrong, Area::Authorization, false).await;
    let ids = [
        "authorization-unknown-client",
        "authorization-unregistered-uri",
    ];
    assert_eq!(found, ids);
}

#[actix_web::test]
async fn in_the_token_endpoint() {
    // What came for a form first comes for it again.
    let first = Mutex::new(HashMap::<String, String>::new());
    let twice: Break = Box::new(move |asked, answered| {
        if !asked.is_at("/token") {
            return;
        }
        let mut first = first.lock().unwrap();
        if answered.status == 200 {
            first.insert(asked.form.clone(), answered.body.clone());
        } else if let Some(body) = first.get(&asked.form) {
            answered.status = 200;
            answered.body.clone_from(body);
        }
    });
    assert_eq!(short(twice, Area::Token, true).await, ["token-code-again"]);

    let cached: Break = Box::new(|asked, answered| {
        if asked.is_at("/token") {
            answered.set("cache-control", None);
        }
    });
    assert_eq!(short(cached, Area::Token, true).await, ["token-no-store"]);
}

#[actix_web::test]
async fn in_userinfo() {
    let cases: [(Change, &str); 2] = [
        (|claims| claims["sub"] = json!("x"), "userinfo-sub"),
        (
            |claims| claims["email_verified"] = json!("true"),
            "userinfo-types",
        ),
    ];
    for (change, id) in cases {
        let wrong: Break = Box::new(move |asked, answered| {
            if asked.is_at("/userinfo") && answered.status == 200 {
                answered.change(change);
            }
        });
        assert_eq!(short(wrong, Area::Userinfo, true).await, [id]);
    }
}
