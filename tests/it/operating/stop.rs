//! How it ends.

use super::{deployment, signed_in};
use crate::harness::{Deployment, Remote};
use reqwest::StatusCode;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[actix_web::test]
async fn an_ephemeral_server_leaves_nothing_behind() {
    let deployment = deployment();
    std::fs::create_dir(deployment.path().join("tmp")).unwrap();
    let tmp = deployment.path().join("tmp");
    let mut command = deployment.command(&["serve", "--ephemeral", "--seed", "seed.toml"]);
    command.env("TMPDIR", &tmp);
    let mut process = deployment.spawn_command(command);
    deployment.wait_for(&mut process).await;
    assert_eq!(std::fs::read_dir(&tmp).unwrap().count(), 1);
    let browser = signed_in(&deployment).await;
    Remote::new(&deployment, "app").tokens(&browser).await;
    assert!(process.stop().await.success(), "{}", process.log());
    assert_eq!(std::fs::read_dir(&tmp).unwrap().count(), 0);
    let left = std::fs::read_dir(deployment.path()).unwrap();
    let mut left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["log.txt", "seed.toml", "tmp"]);
}

/// A connection on which half of a token request has been sent, and the other half.
async fn half_a_request(deployment: &Deployment) -> (TcpStream, &'static [u8]) {
    let address = ("127.0.0.1", deployment.port());
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body: &[u8] = b"grant_type=authorization_code&client_id=nobody";
    let (first, second) = body.split_at(20);
    let head = format!(
        "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(first).await.unwrap();
    (stream, second)
}

#[actix_web::test]
async fn what_is_under_way_at_sigterm_is_answered() {
    let deployment = deployment();
    let mut process = deployment.serve(&["serve", "--shutdown-delay=0"]).await;
    let (mut slow, rest) = half_a_request(&deployment).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    process.terminate();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let late = TcpStream::connect(("127.0.0.1", deployment.port())).await;
    assert!(late.is_err(), "it still takes connections");
    slow.write_all(rest).await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert!(answer.contains("invalid_client"), "{answer}");
    assert!(process.ended().await.success(), "{}", process.log());
    // The access log is written in batches, and the last one is not lost.
    assert!(
        process.log().contains(" 401 POST /token "),
        "{}",
        process.log()
    );
}

#[actix_web::test]
async fn it_says_that_it_goes_before_it_goes() {
    let deployment = deployment();
    let serve = ["serve", "--shutdown-delay=1m"];
    let mut process = deployment.serve(&serve).await;
    process.terminate();
    process.wrote("not ready any more").await;
    let browser = crate::harness::Browser::unattached();
    let ready = browser.get(&deployment.url("/health/ready")).await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let served = browser.get(&deployment.url("/jwks")).await;
    assert_eq!(served.status(), StatusCode::OK);
    // Who cannot wait says so again.
    assert!(process.stop().await.success(), "{}", process.log());
}

#[actix_web::test]
async fn idle_connections_do_not_keep_it_from_ending() {
    let deployment = deployment();
    let mut process = deployment.serve(&["serve"]).await;
    let browser = crate::harness::Browser::new();
    browser
        .get(&deployment.url("/health/live"))
        .await
        .text()
        .await
        .unwrap();
    let began = std::time::Instant::now();
    assert!(process.stop().await.success(), "{}", process.log());
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}
