//! PostgreSQL goes and comes back while the server runs.

use super::{says_come_back, tells_people};
use crate::harness::cluster::Cluster;
use crate::harness::{Browser, Page, TestServer};
use reqwest::{Client, StatusCode};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};
use std::time::{Duration, Instant};

async fn ready(http: &Client, server: &TestServer) -> StatusCode {
    let answer = http.get(server.url("/health/ready")).send().await;
    answer.unwrap().status()
}

#[actix_web::test]
async fn postgres_goes_and_comes_back() {
    let mut cluster = Cluster::start();
    let server = TestServer::on(cluster.schema());
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let http = Client::builder().no_proxy().build().unwrap();
    let code = browser.code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let mut refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();

    for how in ["stop", "crash"] {
        let page = Page::of(Browser::new().authorize(&server, &app.request()).await).await;
        assert!(page.has_id("login"));
        cluster.command(how);
        assert_eq!(ready(&http, &server).await, StatusCode::SERVICE_UNAVAILABLE);

        // Programs get an error that they understand, at once, people a page.
        let asked = Instant::now();
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", &refresh_token),
        ];
        let (status, answer) = server.call(&app, "/token", &form).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer["error"], "temporarily_unavailable");
        let (id, secret) = (app.id.as_str(), app.secret.as_deref().unwrap());
        let sent = http.post(server.url("/token")).form(&form);
        let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        says_come_back(&sent.basic_auth(id, Some(encoded)).send().await.unwrap());
        let stranger = Browser::new();
        let response = stranger
            .sign_in(&server, &page, "ada", crate::harness::PASSWORD)
            .await;
        // The form belongs to another browser: refused without asking the database.
        assert!(response.status().is_client_error());
        tells_people(browser.get(&server.url("/account")).await).await;
        assert!(asked.elapsed() < Duration::from_secs(10));

        cluster.command("start");
        assert_eq!(ready(&http, &server).await, StatusCode::OK);
        let (status, tokens) = server.refresh(&app, &refresh_token).await;
        assert_eq!(status, StatusCode::OK, "{tokens}");
        refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
        let page = browser.get(&server.url("/account")).await;
        assert_eq!(page.status(), StatusCode::OK);
    }
}

#[actix_web::test]
async fn a_postgres_that_only_reads_turns_writers_away_until_it_writes_again() {
    let mut cluster = Cluster::start();
    let url = cluster.schema();
    let server = TestServer::on(url.clone());
    let app = server.app("app").await;
    server.user("ada").await;
    let code = Browser::new().code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let access_token = tokens["access_token"].as_str().unwrap();

    let mut conn = PgConnection::connect(&url).await.unwrap();
    // As a server that has become a standby answers.
    for (only_reads, expected) in [("on", 503), ("off", 200)] {
        let set = format!("ALTER SYSTEM SET default_transaction_read_only = {only_reads}");
        conn.execute(AssertSqlSafe(set)).await.unwrap();
        conn.execute("SELECT pg_reload_conf()").await.unwrap();
        // Sessions take it over one by one.
        let mut status = StatusCode::IM_A_TEAPOT;
        for _ in 0..100 {
            status = server.refresh(&app, refresh_token).await.0;
            if status == expected {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(status, expected, "{only_reads}");
        assert_eq!(server.userinfo(access_token).await.0, StatusCode::OK);
    }
}
