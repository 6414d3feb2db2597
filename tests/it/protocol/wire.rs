//! The wire form of answers that programs read, pinned (examples 27).

use super::kit::{Answer, http, text, tokens};
use crate::harness::{Browser, TestServer, claims};
use serde_json::{Value, json};

/// `value` with what differs from run to run replaced by its name.
fn pinned(server: &TestServer, value: &Value) -> Value {
    let text = value
        .to_string()
        .replace(&server.issuer, "https://id.example");
    let mut value: Value = serde_json::from_str(&text).unwrap();
    let varying = [
        "sub",
        "sid",
        "jti",
        "at_hash",
        "grant_id",
        "access_token",
        "refresh_token",
        "id_token",
    ];
    for (name, member) in value.as_object_mut().unwrap() {
        if varying.contains(&name.as_str()) && member.is_string() {
            *member = json!(format!("[{name}]"));
        }
    }
    value
}

/// protocol 79, 98 to 108, 112, security D3, D11
#[actix_web::test]
async fn answers_and_tokens_are_pinned() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let given = tokens(&server, &app, &Browser::new(), "ada").await;
    let access = text(&given, "access_token");
    let (_, userinfo) = server.userinfo(access).await;
    let introspect = async |name: &str| {
        let form = [("token", text(&given, name))];
        server.call(&app, "/introspect", &form).await.1
    };
    let answers = [
        ("token answer", given.clone()),
        ("ID token", claims(text(&given, "id_token"))),
        ("access token", claims(access)),
        ("userinfo", userinfo),
        (
            "introspected access token",
            introspect("access_token").await,
        ),
        (
            "introspected refresh token",
            introspect("refresh_token").await,
        ),
        (
            "token error",
            Answer::of(http().post(server.url("/token")).form(&[("a", "b")]))
                .await
                .json(),
        ),
        (
            "userinfo error",
            Answer::of(http().get(server.url("/userinfo")).bearer_auth("x"))
                .await
                .json(),
        ),
    ];
    let answers = answers.map(|(name, value)| (name, pinned(&server, &value)));
    let answers: std::collections::BTreeMap<_, _> = answers.into_iter().collect();
    insta::assert_json_snapshot!("answers", answers);
}
