//! Keys are replaced while a server runs.

use super::{deployment, kids, noticed, signed_in};
use crate::harness::{Browser, Deployment, Led, Remote};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// The key that signed the access token in an answer.
fn kid(tokens: &Value) -> String {
    let token = tokens["access_token"].as_str().unwrap();
    let header = token.split('.').next().unwrap();
    let header = BASE64URL_NOPAD.decode(header.as_bytes()).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

async fn userinfo(deployment: &Deployment, tokens: &Value) -> StatusCode {
    let app = Remote::new(deployment, "app");
    let token = tokens["access_token"].as_str().unwrap();
    app.userinfo(&Browser::new(), token).await.unwrap()
}

#[actix_web::test]
async fn a_rotation_is_noticed_by_the_server_and_not_by_apps() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    let browser = signed_in(&deployment).await;
    let app = Remote::new(&deployment, "app");
    let before = app.tokens(&browser).await;
    let published = kids(&deployment).await;

    let said = deployment.run(&["keys", "rotate"]).done();
    assert!(
        said.contains("retired") && said.contains("active"),
        "{said}"
    );
    noticed(|| async { kid(&app.tokens(&browser).await) != kid(&before) }).await;
    let after = app.tokens(&browser).await;
    assert!(
        published.contains(&kid(&after)),
        "it signs with a key that nobody could know"
    );
    let now = kids(&deployment).await;
    assert!(published.iter().all(|kid| now.contains(kid)) && now.len() > published.len());
    assert_eq!(userinfo(&deployment, &before).await, StatusCode::OK);
    assert_eq!(userinfo(&deployment, &after).await, StatusCode::OK);
}

#[actix_web::test]
async fn an_emergency_voids_everything_at_once() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    let browser = signed_in(&deployment).await;
    let app = Remote::new(&deployment, "app");
    let before = app.tokens(&browser).await;
    let published = kids(&deployment).await;

    deployment.run(&["keys", "rotate", "--emergency"]).done();
    noticed(|| async {
        let now = kids(&deployment).await;
        !now.is_empty() && published.iter().all(|kid| !now.contains(kid))
    })
    .await;
    assert_eq!(
        userinfo(&deployment, &before).await,
        StatusCode::UNAUTHORIZED
    );
    if deployment.is_on_postgres() {
        // Other nodes may have to learn of the new keys before one of them signs.
        let Led::Code(code) = app.authorize(&browser).await.unwrap() else {
            panic!("a page instead of a code");
        };
        let mut status = StatusCode::SERVICE_UNAVAILABLE;
        for _ in 0..100 {
            status = app.redeem(&browser, &code).await.unwrap().0;
            if status != StatusCode::SERVICE_UNAVAILABLE {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(status, StatusCode::OK);
    }
    let after = app.tokens(&browser).await;
    assert!(kids(&deployment).await.contains(&kid(&after)));
    assert_eq!(userinfo(&deployment, &after).await, StatusCode::OK);
}
