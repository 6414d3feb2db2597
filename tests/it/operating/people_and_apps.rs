//! Declared files, people and apps, while a server runs.

use super::{deployment, noticed, page, signed_in};
use crate::harness::{Browser, Deployment, Led, PASSWORD, Remote};
use reqwest::StatusCode;

/// Whether the browser is asked who it is.
async fn is_out(deployment: &Deployment, browser: &Browser) -> bool {
    page(deployment, browser, "/account").await.has_id("login")
}

#[actix_web::test]
async fn applying_twice_changes_nothing_and_a_running_server_follows() {
    let deployment = deployment();
    let process = deployment.serve(&["serve"]).await;
    let dry = deployment.run(&["apply", "--dry-run", "seed.toml"]).done();
    assert!(
        dry.contains("nothing was changed: 2 would be created"),
        "{dry}"
    );
    let first = deployment.run(&["apply", "seed.toml"]).done();
    assert!(first.contains("done: 2 created"), "{first}");
    let second = deployment.run(&["apply", "seed.toml"]).done();
    assert_eq!(
        second.lines().last(),
        Some("nothing to change: 2 as declared")
    );

    let browser = signed_in(&deployment).await;
    let app = Remote::new(&deployment, "app");
    noticed(|| async { matches!(app.authorize(&browser).await.unwrap(), Led::Code(_)) }).await;
    assert!(!process.log().contains("ERROR"), "{}", process.log());
}

#[actix_web::test]
async fn a_person_is_added_shut_out_and_let_in_again() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    let add = ["user", "add", "bob", "--email", "bob@example.com"];
    let added = deployment.run_with(&add, &format!("{PASSWORD}\n")).done();
    assert!(added.contains("bob@example.com") && !added.contains(PASSWORD));
    let again = deployment.run_with(&add, &format!("{PASSWORD}\n")).failed();
    assert!(again.contains("bob") && again.contains("exists"), "{again}");

    let browser = Browser::new();
    let status = deployment
        .sign_in(&browser, "bob@example.com", PASSWORD)
        .await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    assert!(!is_out(&deployment, &browser).await);
    let tokens = Remote::new(&deployment, "app").tokens(&browser).await;

    deployment.run(&["user", "disable", "bob"]).done();
    noticed(|| is_out(&deployment, &browser)).await;
    let app = Remote::new(&deployment, "app");
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let refreshed = app.refresh(&browser, refresh_token).await.unwrap();
    assert_eq!(refreshed.1["error"], "invalid_grant");
    let access_token = tokens["access_token"].as_str().unwrap();
    let userinfo = app.userinfo(&browser, access_token).await.unwrap();
    assert_eq!(userinfo, StatusCode::UNAUTHORIZED);
    let status = deployment.sign_in(&Browser::new(), "bob", PASSWORD).await;
    assert_eq!(status.unwrap(), StatusCode::FORBIDDEN);

    deployment.run(&["user", "enable", "bob"]).done();
    let status = deployment.sign_in(&Browser::new(), "bob", PASSWORD).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    assert!(
        is_out(&deployment, &browser).await,
        "the old session came back"
    );
}

#[actix_web::test]
async fn a_new_password_ends_sessions_and_the_old_password() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    let browser = signed_in(&deployment).await;
    let new = "another horse another battery";
    deployment
        .run_with(&["user", "set-password", "ada"], new)
        .done();
    noticed(|| is_out(&deployment, &browser)).await;
    let old = deployment.sign_in(&browser, "ada", PASSWORD).await;
    assert_eq!(old.unwrap(), StatusCode::FORBIDDEN);
    let status = deployment.sign_in(&browser, "ada", new).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    let listed = deployment.run(&["user", "list"]).done();
    assert!(
        listed.contains("ada") && !listed.contains("argon2"),
        "{listed}"
    );
}

#[actix_web::test]
async fn a_removed_app_is_gone_with_its_tokens() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    let browser = signed_in(&deployment).await;
    let app = Remote::new(&deployment, "app");
    let tokens = app.tokens(&browser).await;
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(
        app.userinfo(&browser, access_token).await.unwrap(),
        StatusCode::OK
    );

    deployment.run(&["client", "remove", "app"]).done();
    assert!(
        deployment
            .run(&["client", "remove", "app"])
            .failed()
            .contains("app")
    );
    noticed(|| async {
        let status = app.userinfo(&browser, access_token).await.unwrap();
        status == StatusCode::UNAUTHORIZED
    })
    .await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let (status, answer) = app.refresh(&browser, refresh_token).await.unwrap();
    assert_eq!(
        (status, &answer["error"]),
        (StatusCode::UNAUTHORIZED, &"invalid_client".into())
    );
    match app.authorize(&browser).await.unwrap() {
        Led::Code(_) => panic!("a code for an app that is gone"),
        Led::Page(page) => assert!(page.has_id("error"), "{}", page.text),
    }
}

#[actix_web::test]
async fn an_added_app_is_told_what_it_needs() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve"]).await;
    let add = [
        "client",
        "add",
        "--json",
        "--redirect-uri",
        "https://new.example/callback",
    ];
    let added = deployment.run(&add).done();
    let added: serde_json::Value = serde_json::from_str(&added).unwrap();
    assert_eq!(added["issuer"], deployment.url(""));
    let discovery = Browser::new()
        .get(added["discovery"].as_str().unwrap())
        .await;
    assert_eq!(discovery.status(), StatusCode::OK);
    let id = added["client_id"].as_str().unwrap();
    let secret = added["client_secret"].as_str().unwrap();
    let shown = deployment.run(&["client", "show", id]).done();
    assert!(shown.contains(id) && !shown.contains(secret), "{shown}");
    assert!(deployment.run(&["client", "list"]).done().contains(id));
}

#[actix_web::test]
async fn an_app_is_connected_by_its_name_and_tried_out_as_somebody() {
    let deployment = deployment();
    deployment.run(&["apply", "seed.toml"]).done();
    let add = "app add miniflux --url https://rss.example --group staff";
    let add: Vec<_> = add.split(' ').collect();
    let planned = deployment.run(&[&*add, &["--plan"]].concat()).done();
    assert!(
        planned.contains("https://rss.example/oauth2/oidc/callback"),
        "{planned}"
    );
    let added = deployment.run(&add).done();
    let secret = added
        .lines()
        .find_map(|line| line.strip_prefix("client_secret "));
    let secret = secret.unwrap().trim();
    for told in [
        format!("OAUTH2_CLIENT_SECRET={secret}"),
        format!("OAUTH2_OIDC_DISCOVERY_ENDPOINT={}", deployment.url("")),
        "OAUTH2_REDIRECT_URL=https://rss.example/oauth2/oidc/callback".to_owned(),
    ] {
        assert!(added.contains(&told), "{told}: {added}");
    }
    let wrong = deployment
        .run(&["app", "check", "miniflux", "--as", "ada"])
        .failed();
    assert!(wrong.contains("parts are wrong"), "{wrong}");
    let seen = deployment
        .run(&["app", "preview", "miniflux", "ada"])
        .done();
    let seen: serde_json::Value = serde_json::from_str(&seen).unwrap();
    assert_eq!(seen["admitted"], false);
    assert_eq!(seen["userinfo"]["preferred_username"], "ada");
    let own = "name = \"Own\"\nabout = \"a\"\ndocs = \"https://a.example\"\nnmae = 1\n";
    deployment.write("own.toml", own);
    let refused = deployment
        .run(&["app", "add", "--recipe", "own.toml"])
        .failed();
    assert!(
        refused.contains("own.toml, line 4: unknown field `nmae`"),
        "{refused}"
    );
    let list = deployment.run(&["app", "list"]).done();
    assert!(
        list.lines().count() > 40 && list.contains("grafana"),
        "{list}"
    );
}
