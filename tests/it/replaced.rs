//! Three processes over one PostgreSQL behind a front: nodes die, are drained and replaced under
//! load, and nobody is turned away for longer than one more try (issue 3, point 2).

use crate::harness::front::{Front, Node};
use crate::harness::{Browser, Deployment, Led, PASSWORD, Remote, cluster};
use futures_util::future::{join, join_all};
use reqwest::StatusCode;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// Browsers at work at once.
const WORKERS: usize = 6;
/// Longer than the front takes to notice that a node is not ready any more.
const DELAY: &str = "2s";

fn seed() -> String {
    let people = (0..WORKERS).map(|number| {
        format!("[[user]]\nusername = \"person{number}\"\npassword = \"{PASSWORD}\"\n\n")
    });
    let app = Remote::declaration("app", "trusted = true");
    std::iter::once(app).chain(people).collect()
}

/// What the workers have seen.
#[derive(Default)]
struct Seen {
    sign_ons: Cell<usize>,
    /// Steps that had to be taken again.
    healed: RefCell<Vec<String>>,
    done: Cell<bool>,
}

impl Seen {
    /// Lets the workers go on for a while, and tells which steps had to be taken again.
    async fn meanwhile(&self, sign_ons: usize) -> Vec<String> {
        let goal = self.sign_ons.get() + sign_ons;
        while self.sign_ons.get() < goal {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.healed.take()
    }
}

/// Takes a step, and once more if that failed.
async fn healed<T>(seen: &Seen, step: impl AsyncFn() -> Result<T, String>) -> T {
    let first = match step().await {
        Ok(done) => return done,
        Err(why) => why,
    };
    seen.healed.borrow_mut().push(first.clone());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let second = step().await;
    second.unwrap_or_else(|second| panic!("first {first}, then {second}"))
}

/// Signs in by password at the account page.
async fn sign_in(deployment: &Deployment, worker: usize) -> Result<Browser, String> {
    let browser = Browser::unattached();
    let username = format!("person{worker}");
    match deployment.sign_in(&browser, &username, PASSWORD).await {
        Ok(StatusCode::SEE_OTHER) => Ok(browser),
        other => Err(format!("sign-in: {other:?}")),
    }
}

/// A whole single sign-on, every request at another node.
async fn sign_on(app: Remote<'_>, browser: &Browser) -> Result<Value, String> {
    let code = match app.authorize(browser).await {
        Ok(Led::Code(code)) => code,
        Ok(Led::Page(page)) => return Err(format!("authorize: {}", page.status)),
        Err(error) => return Err(format!("authorize: {error}")),
    };
    match app.redeem(browser, &code).await {
        Ok((StatusCode::OK, tokens)) => Ok(tokens),
        other => Err(format!("redeem: {other:?}")),
    }
}

async fn refresh(app: Remote<'_>, browser: &Browser, tokens: &Value) -> Result<Value, String> {
    let token = tokens["refresh_token"].as_str().unwrap();
    match app.refresh(browser, token).await {
        Ok((StatusCode::OK, tokens)) => Ok(tokens),
        other => Err(format!("refresh: {other:?}")),
    }
}

async fn userinfo(app: Remote<'_>, browser: &Browser, tokens: &Value) -> Result<(), String> {
    let token = tokens["access_token"].as_str().unwrap();
    match app.userinfo(browser, token).await {
        Ok(StatusCode::OK) => Ok(()),
        other => Err(format!("userinfo: {other:?}")),
    }
}

async fn work(deployment: &Deployment, seen: &Seen, worker: usize) {
    let app = Remote::new(deployment, "app");
    while !seen.done.get() {
        let browser = healed(seen, async || sign_in(deployment, worker).await).await;
        for _ in 0..20 {
            if seen.done.get() {
                break;
            }
            let tokens = healed(seen, async || sign_on(app, &browser).await).await;
            let refreshed = healed(seen, async || refresh(app, &browser, &tokens).await).await;
            healed(seen, async || userinfo(app, &browser, &refreshed).await).await;
            seen.sign_ons.set(seen.sign_ons.get() + 1);
        }
    }
}

#[actix_web::test]
async fn nodes_go_and_come_under_load() {
    let deployment = Deployment::on(Some(cluster::schema()));
    deployment.write("seed.toml", &seed());
    let front = Front::open(&deployment).await;
    let mut nodes = Vec::new();
    for _ in 0..3 {
        let node = Node::start(&deployment, DELAY);
        front.add(&node).await;
        nodes.push(node);
    }
    let seen = Seen::default();
    let workers = (0..WORKERS).map(|worker| work(&deployment, &seen, worker));
    join(
        join_all(workers),
        replace_all(&deployment, &front, &mut nodes, &seen),
    )
    .await;
}

async fn replace_all(deployment: &Deployment, front: &Front, nodes: &mut [Node], seen: &Seen) {
    assert_eq!(seen.meanwhile(60).await, [""; 0], "three nodes at rest");

    // One dies. What it was answering is lost, and the next try works.
    nodes[0].process.kill();
    let healed = seen.meanwhile(60).await;
    assert!(healed.len() <= 2 * WORKERS, "{healed:?}");
    nodes[0] = Node::start(deployment, DELAY);
    front.add(&nodes[0]).await;
    assert_eq!(seen.meanwhile(30).await, [""; 0], "it was replaced");

    // The others are drained one after the other: nobody notices.
    for node in &mut nodes[1..] {
        node.process.terminate();
        let turned_false = async {
            for _ in 0..100 {
                let status = reqwest::get(node.url("/health/ready"))
                    .await
                    .map(|a| a.status());
                if matches!(status, Ok(StatusCode::SERVICE_UNAVAILABLE)) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            panic!("it never said that it goes");
        };
        turned_false.await;
        let status = node.process.ended().await;
        assert!(status.success(), "{status}: {}", node.process.log());
        *node = Node::start(deployment, DELAY);
        front.add(node).await;
    }
    assert_eq!(seen.meanwhile(30).await, [""; 0], "nodes were drained");

    // Keys are rotated while all of them sign.
    deployment.run(&["keys", "rotate"]).done();
    assert_eq!(seen.meanwhile(30).await, [""; 0], "keys were rotated");
    seen.done.set(true);
    for node in nodes {
        let log = node.process.log();
        assert!(!log.contains("panic") && !log.contains("ERROR"), "{log}");
    }
}
