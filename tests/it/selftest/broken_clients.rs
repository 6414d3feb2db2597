//! What clients must not be able to do, to each other and on their own, is found as well.

use super::ada;
use super::fake::{Answered, Asked, Break, Fake};
use serde_json::{Value, json};
use signet::selftest::{Area, Options, run};
use std::sync::Mutex;

/// The checks in `area` with this verdict.
async fn found(wrong: Break, area: Area, verdict: &str) -> Vec<&'static str> {
    let fake = Fake::start(wrong).await;
    let options = Options {
        issuer: fake.issuer.clone(),
        person: Some(ada()),
        area: Some(area),
        ..Options::default()
    };
    let report = run(&options, fake.server.clock.as_ref()).await.unwrap();
    let findings = report.findings.iter();
    let found = findings.filter(|finding| finding.verdict() == verdict);
    found.map(|finding| finding.check.id).collect()
}

async fn short(wrong: Break, area: Area) -> Vec<&'static str> {
    found(wrong, area, "falls short").await
}

/// Answers `body` with 200 wherever `path` refused what `is_it` tells.
fn grants(path: &'static str, is_it: fn(&Asked, &Answered) -> bool, body: Value) -> Break {
    Box::new(move |asked, answered| {
        if asked.is_at(path) && answered.status >= 400 && is_it(asked, answered) {
            answered.status = 200;
            answered.body = body.to_string();
            answered.set("content-type", Some("application/json".to_owned()));
        }
    })
}

/// Changes what `path` answers with success.
fn changes(path: &'static str, is_it: fn(&Asked) -> bool, change: fn(&mut Value)) -> Break {
    Box::new(move |asked, answered| {
        if asked.is_at(path) && answered.status < 300 && is_it(asked) {
            answered.change(change);
        }
    })
}

/// Whoever comes after the first client gets tokens for anything.
fn careless() -> Break {
    let first = Mutex::new(None);
    Box::new(move |asked, answered| {
        if !asked.is_at("/token") {
            return;
        }
        let mut first = first.lock().unwrap();
        if answered.status == 200 {
            first.get_or_insert_with(|| asked.authorization.clone());
        } else if answered.status == 400
            && first.as_ref().is_some_and(|a| *a != asked.authorization)
        {
            answered.status = 200;
            answered.body = json!({"access_token": "x", "token_type": "Bearer"}).to_string();
        }
    })
}

#[actix_web::test]
async fn codes_and_refresh_tokens_of_others() {
    let found = short(careless(), Area::Token).await;
    assert_eq!(found, ["token-foreign-code"]);
    let found = short(careless(), Area::Refresh).await;
    assert_eq!(found, ["refresh-foreign"]);
}

#[actix_web::test]
async fn pushed_requests() {
    let careless = || -> Break {
        Box::new(|asked, answered| {
            let mut names = asked.url.query_pairs();
            let pushed = names.any(|(name, _)| name == "request_uri");
            if asked.is_at("/authorize") && pushed && answered.status >= 400 {
                answered.status = 303;
                let location = "https://signet-selftest.example/callback?code=x";
                answered.set("location", Some(location.to_owned()));
            }
        })
    };
    let short_of = short(careless(), Area::Authorization).await;
    assert_eq!(short_of, ["pushed-foreign", "pushed-unknown"]);
    let warned = found(careless(), Area::Authorization, "warning").await;
    assert_eq!(warned, ["pushed-again"]);

    let never: Break = Box::new(|asked, answered| {
        if asked.is_at("/par") {
            answered.status = 200;
        }
    });
    let short_of = short(never, Area::Authorization).await;
    assert_eq!(short_of, ["pushed", "pushed-foreign"]);
}

#[actix_web::test]
async fn clients_on_their_own() {
    let about_itself = |asked: &Asked| asked.form.contains("client_credentials");
    let wrong = changes("/token", about_itself, |body| body["id_token"] = json!("x"));
    assert_eq!(short(wrong, Area::Token).await, ["client-credentials"]);
    let wrong = changes("/token", about_itself, |body| {
        body["refresh_token"] = json!("x");
    });
    let warned = found(wrong, Area::Token, "warning").await;
    assert_eq!(warned, ["client-credentials"]);
    let wrong = grants(
        "/token",
        |asked, _| asked.form.contains("client_credentials"),
        json!({"access_token": "x", "token_type": "Bearer"}),
    );
    let found = short(wrong, Area::Token).await;
    assert_eq!(found, ["client-credentials-unproven"]);
}

#[actix_web::test]
async fn revocation() {
    let lives = |path, body| grants(path, |_, _| true, body);
    let wrong = lives("/userinfo", json!({"sub": "x"}));
    assert_eq!(short(wrong, Area::Revocation).await, ["revocation"]);
    let wrong = changes("/introspect", |_| true, |body| body["active"] = json!(true));
    assert_eq!(short(wrong, Area::Revocation).await, ["revocation"]);
    let wrong: Break = Box::new(|asked, answered| {
        if asked.is_at("/revoke") && asked.form.contains("unknown") {
            answered.status = 400;
        }
    });
    assert_eq!(short(wrong, Area::Revocation).await, ["revocation-unknown"]);
}

#[actix_web::test]
async fn introspection() {
    let any = |_: &Asked| true;
    let wrong = changes("/introspect", any, |body| *body = json!({"active": false}));
    assert_eq!(short(wrong, Area::Introspection).await, ["introspection"]);
    let wrong = changes("/introspect", any, |body| body["note"] = json!("x"));
    let found = short(wrong, Area::Introspection).await;
    assert_eq!(found, ["introspection-unknown"]);
    let wrong = grants("/introspect", |_, _| true, json!({"active": true}));
    let found = short(wrong, Area::Introspection).await;
    assert_eq!(found, ["introspection-unproven"]);
}

#[actix_web::test]
async fn changed_registrations() {
    let wrong = changes(
        "/register",
        |asked| asked.method == "PUT",
        |body| body["client_name"] = json!("x"),
    );
    let found = short(wrong, Area::Registration).await;
    assert_eq!(found, ["registration-update"]);
    let wrong = grants(
        "/register",
        |asked, answered| asked.method == "PUT" && answered.status == 400,
        json!({}),
    );
    let found = short(wrong, Area::Registration).await;
    assert_eq!(found, ["registration-update-identity"]);
    let wrong = grants(
        "/register",
        |asked, answered| asked.method == "PUT" && answered.status == 401,
        json!({}),
    );
    let found = short(wrong, Area::Registration).await;
    assert_eq!(found, ["registration-foreign-token"]);
}
