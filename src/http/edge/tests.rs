use super::edge;
use crate::clock::SystemClock;
use crate::config::{Config, Sources};
use crate::entropy::SystemEntropy;
use crate::http::State;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use std::sync::Arc;

async fn state(folder: &std::path::Path) -> Data<State> {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let flags = [("data-dir", path("data")), ("keys-dir", path("keys"))];
    let config = Config::load(Sources {
        flags: flags.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        ..Sources::default()
    });
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let services = crate::deployment::open(config.unwrap(), clock, entropy).await;
    Data::new(State::new(Arc::new(services.unwrap())))
}

async fn fault() -> HttpResponse {
    panic!("on purpose")
}

/// The address of a server on which everything panics but `/health/live`.
async fn start(folder: &std::path::Path) -> String {
    let state = state(folder).await;
    let server = HttpServer::new(move || {
        let state = state.clone();
        App::new()
            .wrap(from_fn(move |request, next| {
                edge(state.clone(), request, next)
            }))
            .route("/health/live", web::get().to(HttpResponse::Ok))
            .default_service(web::to(fault))
    });
    let server = server.workers(1).bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    actix_web::rt::spawn(server.run());
    format!("http://{address}")
}

#[actix_web::test]
async fn security_n6_a_panic_is_answered_like_any_error() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path()).await;
    for (path, content_type, words) in [
        ("/userinfo", "application/json", "server_error"),
        (
            "/account",
            "text/html; charset=utf-8",
            "Something went wrong",
        ),
        (
            "/nowhere",
            "text/html; charset=utf-8",
            "Something went wrong",
        ),
    ] {
        let answer = reqwest::get(format!("{server}{path}")).await.unwrap();
        assert_eq!(answer.status(), 500);
        let headers = answer.headers().clone();
        assert_eq!(headers["content-type"], content_type);
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(!headers.contains_key("connection"));
        let reference = headers["x-request-id"].to_str().unwrap();
        let body = answer.text().await.unwrap();
        assert!(body.contains(words), "{body}");
        assert!(!body.contains("on purpose"));
        assert_eq!(body.contains(reference), path != "/userinfo");
    }
    let alive = reqwest::get(format!("{server}/health/live")).await.unwrap();
    assert_eq!(alive.status(), 200);
}
