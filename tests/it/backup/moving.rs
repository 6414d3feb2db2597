//! Moves between databases.

use super::contents::everything;
use super::{connect, data, refresh_token, refreshed, serving, signed_in};
use crate::harness::{Browser, Deployment, Remote, cluster};
use reqwest::StatusCode;
use sqlx::{Connection, PgConnection};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Rows that take a while to be moved.
const MANY: i64 = 60_000;

/// Something in every table, and much in one.
async fn filled() -> (Deployment, Browser, String) {
    let (deployment, mut process) = serving(None).await;
    let browser = signed_in(&deployment).await;
    let kept = refresh_token(&deployment, &browser).await;
    let app = Remote::new(&deployment, "app");
    let tokens = app.tokens(&browser).await;
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(
        app.revoke(&browser, access_token).await.unwrap().0,
        StatusCode::OK
    );
    let wrong = deployment
        .sign_in(&Browser::new(), "ada", "a wrong password")
        .await;
    assert_ne!(wrong.unwrap(), StatusCode::SEE_OTHER);
    assert!(process.stop().await.success());
    let mut conn = connect(&data(&deployment, "signet.db")).await;
    for sql in [
        "INSERT INTO consents SELECT id, 'app', 'openid', 1 FROM users",
        "INSERT INTO gone_keys VALUES ('gone')",
    ] {
        sqlx::query(sql).execute(&mut conn).await.unwrap();
    }
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
                INSERT INTO attempts SELECT randomblob(32), 1, 2000000000, 0 FROM n";
    sqlx::query(many)
        .bind(MANY)
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    (deployment, browser, kept)
}

/// Kills a move once it has put some of the many rows into the database at `url`.
async fn killed_in_the_middle(deployment: &Deployment, arguments: &[&str], url: &str) -> i64 {
    let mut command = deployment.command(arguments);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let mut conn = PgConnection::connect(url).await.unwrap();
    let began = Instant::now();
    let mut copied: i64 = 0;
    while copied == 0 && began.elapsed() < Duration::from_secs(30) {
        let found = sqlx::query_scalar("SELECT COUNT(*) FROM attempts");
        copied = found.fetch_one(&mut conn).await.unwrap_or_default();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    copied
}

#[actix_web::test]
async fn a_deployment_moves_there_and_back_even_if_it_is_killed_on_the_way() {
    let (mut deployment, browser, kept) = filled().await;
    let embedded = data(&deployment, "signet.db");
    let url = cluster::schema();
    deployment.write("target", &url);
    let there = ["move", "--to-file", "target"];

    let process = deployment.serve(&["serve"]).await;
    assert!(deployment.run(&there).failed().contains("in use"));
    drop(process);
    let copied = killed_in_the_middle(&deployment, &there, &url).await;
    assert!(
        (1..MANY).contains(&copied),
        "killed too early or too late: {copied}"
    );

    deployment.switch_to(Some(url.clone()));
    for arguments in [&["serve"][..], &["user", "list"]] {
        let unfinished = deployment.run(arguments).failed();
        assert!(unfinished.contains("not finished"), "{unfinished}");
    }
    deployment.switch_to(None);
    // The source has changed between the runs.
    deployment
        .run(&["user", "add", "bob", "--no-password"])
        .done();
    let before = everything(&embedded).await;
    let printed = deployment.run(&there).done();
    assert!(
        printed.contains("SIGNET_DATABASE_URL=postgres://signet@localhost/"),
        "{printed}"
    );
    assert_eq!(everything(&embedded).await, before);
    let again = deployment.run(&there).failed();
    assert!(again.contains("holds a deployment"), "{again}");

    deployment.switch_to(Some(url));
    let printed = deployment.run(&["move", "--to", "sqlite:back"]).done();
    assert!(printed.contains("SIGNET_DATA_DIR=back"), "{printed}");
    let back = deployment.path().join("back").join("signet.db");
    assert_eq!(everything(&back).await, before);

    let mut process = deployment.serve(&["serve"]).await;
    refreshed(&deployment, &browser, &kept).await;
    assert!(process.stop().await.success());
    deployment.switch_to(None);
    let _process = deployment.serve(&["serve", "--data-dir", "back"]).await;
    refreshed(&deployment, &browser, &kept).await;
}

#[actix_web::test]
async fn a_password_in_the_target_is_not_printed() {
    let (deployment, mut process) = serving(None).await;
    assert!(process.stop().await.success());
    let target = "postgres://signet:tell-nobody@127.0.0.1:1/none";
    let said = deployment.run(&["move", "--to", target]);
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("warning: other users"), "{said:?}");
    assert!(!format!("{said:?}").contains("tell-nobody"), "{said:?}");
    let mut command = deployment.command(&["move", "--to-env", "TARGET"]);
    let output = command.env("TARGET", target).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!format!("{output:?}").contains("tell-nobody"));
    assert!(
        !String::from_utf8(output.stderr)
            .unwrap()
            .contains("warning")
    );
}
