//! Outgoing calls: whom they reach, and whom they never reach (security J1 to J3).

use crate::harness::{Served, Site};
use signet::clock::{ManualClock, Timestamp};
use signet::config::Fetching;
use signet::fetch::{FetchError, Fetcher, JSON, REQUEST_OBJECT};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One that may reach this machine and believes `site`.
fn trusting(site: &Site) -> Fetcher {
    fetcher(&["127.0.0.0/8", "::1/128"], Some(site))
}

fn fetcher(networks: &[&str], site: Option<&Site>) -> Fetcher {
    let settings = Fetching {
        networks: networks.iter().map(|text| text.parse().unwrap()).collect(),
        ca: site.map(Site::authority),
    };
    Fetcher::new(
        &settings,
        Arc::new(ManualClock::at(Timestamp(1_800_000_000))),
    )
    .unwrap()
}

async fn refused(fetcher: &Fetcher, url: &str) -> FetchError {
    let outcome = fetcher.get(url, JSON).await;
    outcome.expect_err("it was fetched")
}

/// protocol 158
#[actix_web::test]
async fn a_document_is_fetched_by_name_and_by_literal() {
    let site = Site::start();
    site.put(
        "/a",
        Served::Raw(
            "HTTP/1.1 200 OK\r\ncontent-type: Application/JSON; charset=utf-8\r\n\
             cache-control: public, Max-Age=600\r\ncontent-length: 2\r\n\r\n{}"
                .to_owned(),
        ),
    );
    let fetcher = trusting(&site);
    let found = fetcher.get(&site.url("/a"), JSON).await.unwrap();
    assert_eq!(found.body, "{}");
    assert_eq!(found.lifetime, Duration::from_mins(10));
    let literal = format!("https://127.0.0.1:{}/a", site.port);
    assert!(fetcher.get(&literal, JSON).await.is_ok());
    fetcher.get(&site.url("/a"), JSON).await.unwrap();
    assert_eq!(site.seen().len(), 2, "the copy served");
}

#[actix_web::test]
async fn lifetimes_are_kept_within_a_minute_and_an_hour() {
    let site = Site::start();
    let fetcher = trusting(&site);
    for (path, caching, minutes) in [
        ("/a", "max-age=0", 1),
        ("/b", "max-age=999999", 60),
        ("/c", "no-store", 5),
        ("/d", "max-age=x", 5),
    ] {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2";
        site.put(
            path,
            Served::Raw(format!("{head}\r\ncache-control: {caching}\r\n\r\n{{}}")),
        );
        let found = fetcher.get(&site.url(path), JSON).await.unwrap();
        assert_eq!(found.lifetime, Duration::from_mins(minutes), "{caching}");
    }
}

#[actix_web::test]
async fn security_j1_other_schemes_and_private_addresses_are_not_called() {
    let site = Site::start();
    site.put_json("/a", &serde_json::json!({}));
    let closed = fetcher(&[], Some(&site));
    let port = site.port;
    for url in [
        &format!("http://localhost:{port}/a"),
        "ftp://localhost/a",
        "file:///etc/passwd",
        "data:application/json,{}",
        "/a",
        "",
    ] {
        assert_eq!(refused(&closed, url).await, FetchError::NotHttps, "{url}");
    }
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "169.254.169.254",
    ] {
        let why = refused(&closed, &format!("https://{host}:{port}/a")).await;
        assert!(matches!(why, FetchError::NotPublic(_)), "{host}: {why}");
    }
    let why = refused(&closed, &site.url("/a")).await.to_string();
    assert!(why.contains("no public address"), "{why}");
    assert!(site.seen().is_empty());
    let half = fetcher(&["127.0.0.2/32"], Some(&site));
    let why = refused(&half, &site.url("/a")).await.to_string();
    assert!(why.contains("no public address"), "{why}");
}

#[actix_web::test]
async fn security_j2_redirects_are_not_followed() {
    let site = Site::start();
    site.put_json("/there", &serde_json::json!({}));
    let fetcher = trusting(&site);
    for (path, status) in [("/a", 301), ("/b", 302), ("/c", 307), ("/d", 308)] {
        let there = site.url("/there");
        site.put(
            path,
            Served::Raw(format!(
                "HTTP/1.1 {status} Go\r\nlocation: {there}\r\ncontent-length: 0\r\n\r\n"
            )),
        );
        let why = refused(&fetcher, &site.url(path)).await;
        assert_eq!(why, FetchError::Status(status));
    }
    assert!(site.seen().iter().all(|seen| seen.path != "/there"));
}

#[actix_web::test]
async fn security_j3_size_time_and_type_are_limited() {
    let site = Site::start();
    let fetcher = trusting(&site);
    site.put("/endless", Served::Endless);
    assert_eq!(
        refused(&fetcher, &site.url("/endless")).await,
        FetchError::TooLarge
    );
    let kind = "application/json";
    site.put("/large", Served::Body(kind, " ".repeat(256 * 1024 + 1)));
    assert_eq!(
        refused(&fetcher, &site.url("/large")).await,
        FetchError::TooLarge
    );
    site.put("/full", Served::Body(kind, " ".repeat(256 * 1024)));
    assert!(fetcher.get(&site.url("/full"), JSON).await.is_ok());

    site.put("/slow", Served::Slow);
    let before = Instant::now();
    let why = refused(&fetcher, &site.url("/slow")).await;
    assert!(matches!(why, FetchError::Failed(_)), "{why}");
    let taken = before.elapsed();
    assert!((4..8).contains(&taken.as_secs()), "{taken:?}");

    site.put("/page", Served::Body("text/html", "{}".to_owned()));
    let why = refused(&fetcher, &site.url("/page")).await;
    assert_eq!(why, FetchError::ContentType);
    site.put("/text", Served::Body("text/plain", "{}".to_owned()));
    let why = refused(&fetcher, &site.url("/text")).await;
    assert_eq!(why, FetchError::ContentType);
    let text = fetcher.get(&site.url("/text"), REQUEST_OBJECT).await;
    assert!(text.is_ok());
    let why = refused(&fetcher, &site.url("/nothing")).await;
    assert_eq!(why, FetchError::Status(404));
}

#[actix_web::test]
async fn a_certificate_must_be_the_hosts_own_and_of_a_known_authority() {
    let site = Site::named("other.example");
    site.put_json("/a", &serde_json::json!({}));
    let why = refused(&trusting(&site), &site.url("/a")).await.to_string();
    assert!(why.contains("certificate"), "{why}");
    let site = Site::start();
    site.put_json("/a", &serde_json::json!({}));
    let stranger = fetcher(&["127.0.0.0/8", "::1/128"], None);
    let why = refused(&stranger, &site.url("/a")).await.to_string();
    assert!(!why.contains(&site.port.to_string()), "{why}");
    assert!(site.seen().is_empty());
}

#[actix_web::test]
async fn a_form_is_posted_and_its_status_told() {
    let site = Site::start();
    site.put("/logout", Served::Body("text/plain", "done".to_owned()));
    let fetcher = trusting(&site);
    let body = || "logout_token=a.b.c".to_owned();
    let status = fetcher
        .post_form(&site.url("/logout"), Vec::new(), body())
        .await;
    assert_eq!(status, Ok(200));
    let [seen] = &site.seen()[..] else {
        panic!("not one call");
    };
    assert_eq!(seen.body, body());
    assert!(seen.head.starts_with("POST /logout "), "{}", seen.head);
    assert!(seen.head.contains("application/x-www-form-urlencoded"));
    let status = fetcher
        .post_form(&site.url("/gone"), Vec::new(), body())
        .await;
    assert_eq!(status, Ok(404));
    let closed = fetcher_closed();
    let refused = closed
        .post_form(&site.url("/logout"), Vec::new(), body())
        .await;
    assert!(matches!(refused, Err(FetchError::NotPublic(_))));
}

fn fetcher_closed() -> Fetcher {
    fetcher(&[], None)
}

#[test]
fn a_file_without_certificates_is_refused_at_start() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let settings = |ca| Fetching {
        networks: Vec::new(),
        ca: Some(ca),
    };
    let clock = || Arc::new(ManualClock::at(Timestamp(0)));
    let empty = Fetcher::new(&settings(file.path().to_owned()), clock());
    let said = empty.err().unwrap().to_string();
    assert!(said.contains("fetch_ca") && said.contains("no certificate"));
    let none = Fetcher::new(&settings("/nowhere/ca.pem".into()), clock());
    assert!(none.err().unwrap().to_string().contains("/nowhere/ca.pem"));
}
