//! Very many connections that say nothing.

use crate::harness::{Browser, Deployment};
use reqwest::StatusCode;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 10_000;

/// This process may hold its ends.
fn allow_many_files() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            ..limit
        },
    )
    .unwrap();
    let enough = limit
        .maximum
        .is_none_or(|most| most > CONNECTIONS as u64 + 1000);
    assert!(
        enough,
        "ulimit -Hn is {:?}: too few for this test",
        limit.maximum
    );
}

/// Resident memory in KiB.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.unwrap().split_whitespace().nth(1);
    number.unwrap().parse().unwrap()
}

#[actix_web::test]
async fn ten_thousand_idle_connections_hinder_nobody() {
    allow_many_files();
    let deployment = Deployment::new();
    let process = deployment.serve(&["serve", "--workers", "2"]).await;
    let before = memory(process.id());
    let mut idle = Vec::new();
    for _ in 0..CONNECTIONS {
        idle.push(
            TcpStream::connect(("127.0.0.1", deployment.port()))
                .await
                .unwrap(),
        );
    }
    let browser = Browser::unattached();
    for _ in 0..50 {
        let began = Instant::now();
        let page = browser.get(&deployment.url("/account")).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert!(began.elapsed() < Duration::from_secs(3));
    }
    let each = memory(process.id()).saturating_sub(before) * 1024 / CONNECTIONS as u64;
    assert!(each < 16 * 1024, "{each} bytes for each of them");
    drop(idle);
    let page = browser.get(&deployment.url("/jwks")).await;
    assert_eq!(page.status(), StatusCode::OK);
    let log = process.log();
    assert!(!log.contains("panic") && !log.contains("ERROR"), "{log}");
}
