//! `kill -9` at any moment: what was answered is there, and what was used up stays used up
//! (issue 2, "How it is shown").

use crate::harness::{Arrived, Browser, Deployment, Led, PASSWORD, Process, Remote};
use data_encoding::BASE64URL_NOPAD;
use futures_util::future::{join, join_all};
use reqwest::StatusCode;
use serde_json::Value;
use signet::entropy::{SystemEntropy, bytes};
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// How often the server is killed.
const ROUNDS: usize = 9;
/// Browsers at work at once, half of them with each app.
const WORKERS: usize = 6;
/// How often a worker signs in anew.
const SIGN_ONS_A_SESSION: usize = 12;
/// How the server is started, every time.
const SERVE: [&str; 4] = ["serve", "--workers=2", "--seed", "seed.toml"];

/// Dice that are replayed by `SIGNET_CRASH_SEED`.
struct Dice(Cell<u64>);

impl Dice {
    fn new() -> Self {
        let given = std::env::var("SIGNET_CRASH_SEED").ok();
        let fresh = || u64::from_be_bytes(bytes(&SystemEntropy));
        let seed = given.map_or_else(fresh, |seed| seed.parse().unwrap());
        println!("SIGNET_CRASH_SEED={seed}");
        Self(Cell::new(seed))
    }

    /// A number below `bound` (SplitMix64).
    fn below(&self, bound: u64) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// A token family as far as its app has heard of it.
struct Family<'a> {
    app: Remote<'a>,
    browser: Browser,
    code: String,
    /// Every refresh token that was received.
    refresh_tokens: Vec<String>,
    access_token: String,
    revocation: Revocation,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Revocation {
    None,
    Asked,
    Acknowledged,
}

/// A browser that was told that it is signed in, and the app that it uses.
struct Session<'a> {
    app: Remote<'a>,
    browser: Browser,
    /// It was told that its consent is remembered.
    consented: bool,
}

/// Everything that was received.
#[derive(Default)]
struct Ledger<'a> {
    families: RefCell<Vec<Family<'a>>>,
    sessions: RefCell<Vec<Session<'a>>>,
    answers: Cell<u64>,
}

impl<'a> Ledger<'a> {
    fn heard(&self) {
        self.answers.set(self.answers.get() + 1);
    }

    fn change<R>(&self, family: usize, change: impl FnOnce(&mut Family<'a>) -> R) -> R {
        self.heard();
        change(&mut self.families.borrow_mut()[family])
    }
}

fn seed() -> String {
    let people = (0..WORKERS).map(|number| {
        format!("[[user]]\nusername = \"person{number}\"\npassword = \"{PASSWORD}\"\n\n")
    });
    let apps = [
        Remote::declaration("trusted", "trusted = true"),
        Remote::declaration("asking", ""),
    ];
    apps.into_iter().chain(people).collect()
}

fn app(deployment: &Deployment, worker: usize) -> Remote<'_> {
    let (id, scope) = match worker % 2 {
        0 => ("trusted", "openid email"),
        _ => ("asking", "openid email offline_access"),
    };
    Remote {
        deployment,
        id,
        scope,
    }
}

#[actix_web::test]
async fn nothing_acknowledged_is_lost_and_nothing_works_twice() {
    let dice = Dice::new();
    let deployment = Deployment::new();
    deployment.write("seed.toml", &seed());
    let (mut sessions, mut living) = (Vec::new(), Vec::new());
    let mut process = deployment.serve(&SERVE).await;
    let mut families = 0;
    for round in 0..ROUNDS {
        let ledger = Ledger::default();
        let workers = (0..WORKERS).map(|worker| work(&deployment, &ledger, worker));
        let killer = kill(&mut process, &ledger, &dice);
        join(killer, join_all(workers)).await;
        process = deployment.serve(&SERVE).await;
        let found = ledger.families.take();
        println!(
            "round {round}: {} answers, {} families",
            ledger.answers.get(),
            found.len()
        );
        families += found.len();
        sessions.extend(ledger.sessions.take());
        sessions_hold(&sessions).await;
        let checks = found.into_iter().enumerate();
        let checks = checks.map(|(number, family)| check(number, family));
        living.extend(join_all(checks).await.into_iter().flatten());
        let latest = living.iter_mut().rev().take(30);
        join_all(latest.map(Family::refresh_works)).await;
    }
    println!("{families} sign-ons in all");
    assert!(process.stop().await.success(), "{}", process.log());
    intact(&deployment).await;
}

/// Kills the server somewhere between two answers.
async fn kill(process: &mut Process, ledger: &Ledger<'_>, dice: &Dice) {
    let answers = 60 + dice.below(400);
    while ledger.answers.get() < answers {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_micros(dice.below(20_000))).await;
    process.kill();
}

/// Works until an answer does not arrive.
async fn work<'a>(deployment: &'a Deployment, ledger: &Ledger<'a>, worker: usize) {
    while sign_in_and_use(deployment, ledger, worker).await.is_ok() {}
}

async fn sign_in_and_use<'a>(
    deployment: &'a Deployment,
    ledger: &Ledger<'a>,
    worker: usize,
) -> Arrived<()> {
    let (app, browser) = (app(deployment, worker), Browser::new());
    let username = format!("person{worker}");
    let status = deployment.sign_in(&browser, &username, PASSWORD).await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    ledger.heard();
    let session = {
        let mut sessions = ledger.sessions.borrow_mut();
        sessions.push(Session {
            app,
            browser: browser.clone(),
            consented: false,
        });
        sessions.len() - 1
    };
    for number in 0..SIGN_ONS_A_SESSION {
        let code = code(app, &browser).await?;
        ledger.sessions.borrow_mut()[session].consented = true;
        use_up(ledger, app, &browser, code, number % 5 == 4).await?;
    }
    Ok(())
}

async fn code(app: Remote<'_>, browser: &Browser) -> Arrived<String> {
    let page = match app.authorize(browser).await? {
        Led::Code(code) => return Ok(code),
        Led::Page(page) => page,
    };
    assert!(page.has_id("allow"), "{}", page.text);
    match app.allow(browser, &page).await? {
        Led::Code(code) => Ok(code),
        Led::Page(page) => panic!("{}", page.text),
    }
}

/// Redeems a code and refreshes; notes what arrives.
async fn use_up<'a>(
    ledger: &Ledger<'a>,
    app: Remote<'a>,
    browser: &Browser,
    code: String,
    revoke: bool,
) -> Arrived<()> {
    let family = ledger.families.borrow().len();
    ledger.families.borrow_mut().push(Family {
        app,
        browser: browser.clone(),
        code: code.clone(),
        refresh_tokens: Vec::new(),
        access_token: String::new(),
        revocation: Revocation::None,
    });
    ledger.heard();
    let (status, tokens) = app.redeem(browser, &code).await?;
    let mut newest = ledger.change(family, |family| family.received(status, &tokens));
    for _ in 0..3 {
        let (status, tokens) = app.refresh(browser, &newest).await?;
        newest = ledger.change(family, |family| family.received(status, &tokens));
    }
    if revoke {
        ledger.change(family, |family| family.revocation = Revocation::Asked);
        let (status, _) = app.revoke(browser, &newest).await?;
        assert_eq!(status, StatusCode::OK);
        ledger.change(family, |family| {
            family.revocation = Revocation::Acknowledged;
        });
    }
    Ok(())
}

impl Family<'_> {
    /// Notes an answer with tokens; tells the refresh token in it.
    fn received(&mut self, status: StatusCode, tokens: &Value) -> String {
        assert_eq!(status, StatusCode::OK, "{tokens}");
        let token = tokens["refresh_token"].as_str().unwrap().to_owned();
        tokens["access_token"]
            .as_str()
            .unwrap()
            .clone_into(&mut self.access_token);
        self.refresh_tokens.push(token.clone());
        token
    }

    /// The newest token that was received gives the one after it: also when that one was made
    /// before, and its answer lost.
    async fn refresh_works(&mut self) {
        let newest = self.refresh_tokens.last().unwrap().clone();
        let (status, tokens) = self.app.refresh(&self.browser, &newest).await.unwrap();
        let next = self.received(status, &tokens);
        assert_eq!(generation(&next), generation(&newest) + 1);
    }

    async fn is_refused(&self, token: &str) {
        let answer = self.app.refresh(&self.browser, token).await.unwrap();
        refused(answer);
    }

    /// Neither the newest refresh token nor the one before it works, nor the access token.
    async fn is_over(&self) {
        for token in self.refresh_tokens.iter().rev().take(2) {
            self.is_refused(token).await;
        }
        let userinfo = self.app.userinfo(&self.browser, &self.access_token).await;
        assert_eq!(userinfo.unwrap(), StatusCode::UNAUTHORIZED);
    }
}

fn refused((status, answer): (StatusCode, Value)) {
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    assert_eq!(answer["error"], "invalid_grant");
}

/// The number in a refresh token: 16 bytes of family come before it.
fn generation(token: &str) -> u64 {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
    u64::from_be_bytes(bytes[16..24].try_into().unwrap())
}

/// Holds a family to what was received of it, each in one of three ways; gives it back if it lives.
async fn check(number: usize, mut family: Family<'_>) -> Option<Family<'_>> {
    if family.refresh_tokens.is_empty() {
        redeemed_or_not(&family).await;
        return None;
    }
    match family.revocation {
        Revocation::None => family.refresh_works().await,
        Revocation::Asked => return None,
        Revocation::Acknowledged => {
            family.is_over().await;
            return None;
        }
    }
    let replayed = match number % 3 {
        0 => return Some(family),
        1 => family.app.redeem(&family.browser, &family.code).await,
        _ if generation(family.refresh_tokens.last().unwrap()) < 2 => return Some(family),
        _ => {
            family
                .app
                .refresh(&family.browser, &family.refresh_tokens[0])
                .await
        }
    };
    refused(replayed.unwrap());
    family.is_over().await;
    None
}

/// A code whose redemption was not answered works once, or was used up.
async fn redeemed_or_not(family: &Family<'_>) {
    let (app, browser) = (family.app, &family.browser);
    let (status, answer) = app.redeem(browser, &family.code).await.unwrap();
    if status != StatusCode::OK {
        return refused((status, answer));
    }
    refused(app.redeem(browser, &family.code).await.unwrap());
}

/// Every session that was acknowledged gives a code, and remembered consent is not asked for.
async fn sessions_hold(sessions: &[Session<'_>]) {
    let asked = sessions.iter().map(|session| async move {
        match session.app.authorize(&session.browser).await.unwrap() {
            Led::Code(_) => {}
            Led::Page(page) => {
                let consent = page.has_id("allow") && session.app.id == "asking";
                assert!(consent && !session.consented, "{}", page.text);
            }
        }
    });
    join_all(asked).await;
}

/// The database itself finds nothing wrong with it.
async fn intact(deployment: &Deployment) {
    let file = deployment.path().join("data").join("signet.db");
    if deployment.is_on_postgres() {
        // A database that was not killed; nothing may lie where another one would.
        assert!(!file.exists());
        return;
    }
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let check = sqlx::query_scalar("PRAGMA integrity_check");
    let found: String = check.fetch_one(&mut connection).await.unwrap();
    assert_eq!(found, "ok");
}

#[actix_web::test]
async fn a_server_that_is_killed_while_it_starts_starts_the_next_time() {
    let dice = Dice::new();
    for _ in 0..4 {
        let deployment = Deployment::new();
        for _ in 0..2 {
            let mut process = deployment.spawn(&["serve"]);
            tokio::time::sleep(Duration::from_millis(dice.below(400))).await;
            process.kill();
        }
        let process = deployment.serve(&["serve"]).await;
        process.wrote("/setup?token=").await;
    }
}
