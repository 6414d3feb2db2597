//! A database that takes its time.

use super::{says_come_back, tells_people};
use crate::harness::{Browser, PASSWORD, Page, TestServer};
use reqwest::{Client, StatusCode};
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Executor};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// Somebody else who keeps every write waiting.
enum Holder {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Holder {
    async fn of(server: &TestServer) -> Self {
        if let Some(url) = server.database() {
            let mut conn = PgConnection::connect(url).await.unwrap();
            let lock = "BEGIN; LOCK TABLE grants, sessions, attempts IN EXCLUSIVE MODE";
            conn.execute(lock).await.unwrap();
            return Self::Postgres(conn);
        }
        let file = server.services.config.data_dir.join("signet.db");
        let mut conn = SqliteConnection::connect(file.to_str().unwrap())
            .await
            .unwrap();
        conn.execute("BEGIN IMMEDIATE").await.unwrap();
        Self::Sqlite(conn)
    }

    async fn let_go(self) {
        match self {
            Self::Postgres(conn) => conn.close().await.unwrap(),
            Self::Sqlite(conn) => conn.close().await.unwrap(),
        }
    }
}

#[actix_web::test]
async fn a_database_that_hangs_is_waited_for_but_not_for_ever() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let code = browser.code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let access_token = tokens["access_token"].as_str().unwrap();
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let waiting = Browser::new();
    let page = Page::of(waiting.authorize(&server, &app.request()).await).await;

    let holder = Holder::of(&server).await;
    let asked = Instant::now();
    let answered = Cell::new(false);
    let refreshing = async {
        let answer = server.refresh(&app, refresh_token).await;
        answered.set(true);
        answer
    };
    let signing_in = waiting.sign_in(&server, &page, "ada", PASSWORD);
    let looking = async {
        // Who only looks does not wait with them.
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert_eq!(server.userinfo(access_token).await.0, StatusCode::OK);
        }
        let http = Client::builder().no_proxy().build().unwrap();
        let jwks = http.get(server.url("/jwks")).send().await.unwrap();
        assert_eq!(jwks.status(), StatusCode::OK);
        assert!(!answered.get(), "they waited");
    };
    let ((status, answer), sign_in, ()) = tokio::join!(refreshing, signing_in, looking);
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
    assert_eq!(answer["error"], "temporarily_unavailable");
    says_come_back(&sign_in);
    tells_people(sign_in).await;
    assert!(asked.elapsed() < Duration::from_secs(20));
    holder.let_go().await;

    let (status, answer) = server.refresh(&app, refresh_token).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let response = waiting.sign_in(&server, &page, "ada", PASSWORD).await;
    assert!(response.status().is_redirection(), "{}", response.status());
}
