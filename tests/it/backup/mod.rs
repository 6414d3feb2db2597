//! Backups, restores and moves by the real binary, while it serves and when it is killed.

mod contents;
mod moving;

use crate::harness::{Browser, Deployment, PASSWORD, Process, Remote, cluster};
use contents::everything;
use futures_util::future::{join, join_all};
use reqwest::StatusCode;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

fn declared() -> String {
    let app = Remote::declaration("app", "trusted = true");
    format!(
        "{app}[[user]]\nusername = \"ada\"\npassword = \"{PASSWORD}\"\nname = \"Ada “the first”\"\n"
    )
}

/// A deployment on this PostgreSQL database, or the embedded one, that serves a person and an app.
async fn serving(database: Option<String>) -> (Deployment, Process) {
    let deployment = Deployment::on(database);
    deployment.write("seed.toml", &declared());
    let process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    (deployment, process)
}

async fn signed_in(deployment: &Deployment) -> Browser {
    let browser = Browser::new();
    let status = deployment.sign_in(&browser, "ada", PASSWORD).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    browser
}

async fn refresh_token(deployment: &Deployment, browser: &Browser) -> String {
    let tokens = Remote::new(deployment, "app").tokens(browser).await;
    tokens["refresh_token"].as_str().unwrap().to_owned()
}

/// Refreshes; gives the next refresh token.
async fn refreshed(deployment: &Deployment, browser: &Browser, token: &str) -> String {
    let app = Remote::new(deployment, "app");
    let (status, tokens): (_, Value) = app.refresh(browser, token).await.unwrap();
    assert_eq!(status, StatusCode::OK, "{tokens}");
    tokens["refresh_token"].as_str().unwrap().to_owned()
}

fn data(deployment: &Deployment, name: &str) -> PathBuf {
    deployment.path().join("data").join(name)
}

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    options.connect().await.unwrap()
}

/// How many sign in and refresh while a backup is made.
const WORKERS: u32 = 3;

/// Signs in and refreshes until told to stop; tells how often, and that it has begun.
async fn work(deployment: &Deployment, begun: &Cell<u32>, stop: &Cell<bool>) -> u32 {
    let browser = signed_in(deployment).await;
    let mut token = refresh_token(deployment, &browser).await;
    let mut done = 0;
    while !stop.get() {
        token = refreshed(deployment, &browser, &token).await;
        done += 1;
        if done == 1 {
            begun.set(begun.get() + 1);
        }
        if done % 10 == 0 {
            token = refresh_token(deployment, &browser).await;
        }
    }
    done
}

/// Makes a backup in the middle of the requests of all workers, and stops them after it.
async fn back_up(deployment: &Deployment, begun: &Cell<u32>, stop: &Cell<bool>) -> String {
    while begun.get() < WORKERS {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut command = deployment.command(&["backup", "now.bak"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output());
    let output = ended.await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.set(true);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

async fn a_backup_under_load_is_whole(database: Option<String>, other: Option<String>) {
    let (mut deployment, mut process) = serving(database).await;
    let browser = signed_in(&deployment).await;
    let kept = refresh_token(&deployment, &browser).await;
    let (begun, stop) = (Cell::new(0), Cell::new(false));
    let workers = (0..WORKERS).map(|_| work(&deployment, &begun, &stop));
    let (printed, done) = join(back_up(&deployment, &begun, &stop), join_all(workers)).await;
    assert!(done.iter().all(|done| *done > 0), "{done:?}");
    assert!(
        printed.contains("grants") && printed.contains("NOT in it"),
        "{printed}"
    );
    assert!(
        deployment
            .run(&["backup", "now.bak"])
            .failed()
            .contains("--force")
    );
    let in_use = deployment.run(&["restore", "now.bak", "--force"]).failed();
    assert!(
        in_use.contains("in use") && in_use.contains("nothing was changed"),
        "{in_use}"
    );
    assert!(process.stop().await.success());
    let holds = deployment.run(&["restore", "now.bak"]).failed();
    assert!(holds.contains("holds a deployment"), "{holds}");

    // On new ground, in a database of either kind.
    std::fs::rename(
        deployment.path().join("data"),
        deployment.path().join("old"),
    )
    .unwrap_or_default();
    deployment.switch_to(other);
    deployment.run(&["restore", "now.bak"]).done();
    let mut process = deployment.serve(&["serve"]).await;
    let next = refreshed(&deployment, &browser, &kept).await;
    signed_in(&deployment).await;

    // Over what has happened since, which is kept.
    assert!(process.stop().await.success());
    let printed = deployment.run(&["restore", "now.bak", "--force"]).done();
    assert!(printed.contains("before-restore-"), "{printed}");
    let saved = std::fs::read_dir(deployment.path().join("data")).unwrap();
    let saved = saved.map(|entry| entry.unwrap().path());
    let saved = saved.filter(|path| path.to_string_lossy().contains("before-restore-"));
    let saved: Vec<_> = saved.collect();
    assert_eq!(saved.len(), 1);
    deployment
        .run(&["restore", saved[0].to_str().unwrap(), "--force"])
        .done();
    let _process = deployment.serve(&["serve"]).await;
    refreshed(&deployment, &browser, &next).await;
}

#[actix_web::test]
async fn a_backup_of_sqlite_under_load_is_whole() {
    a_backup_under_load_is_whole(None, None).await;
}

#[actix_web::test]
async fn a_backup_of_sqlite_is_restored_on_postgresql() {
    a_backup_under_load_is_whole(None, Some(cluster::schema())).await;
}

#[actix_web::test]
async fn a_backup_of_postgresql_is_restored_on_sqlite() {
    a_backup_under_load_is_whole(Some(cluster::schema()), None).await;
}

#[actix_web::test]
async fn what_is_no_backup_of_this_deployment_is_refused_and_nothing_changes() {
    let (deployment, mut process) = serving(None).await;
    assert!(process.stop().await.success());
    deployment.run(&["backup", "good.bak"]).done();
    let good = std::fs::read(deployment.path().join("good.bak")).unwrap();
    let before = everything(&data(&deployment, "signet.db")).await;
    let refused = |arguments: &[&str]| {
        let said = deployment.run(arguments).failed();
        assert!(said.starts_with("error: nothing was changed: "), "{said}");
        said
    };
    std::fs::write(deployment.path().join("bad.bak"), "an e-mail").unwrap();
    assert!(refused(&["restore", "bad.bak", "--force"]).contains("no SQLite file"));
    std::fs::write(deployment.path().join("bad.bak"), &good[..good.len() / 2]).unwrap();
    assert!(refused(&["restore", "bad.bak", "--force"]).contains("damaged"));
    std::fs::write(deployment.path().join("bad.bak"), &good).unwrap();
    let mut conn = connect(&deployment.path().join("bad.bak")).await;
    let newer = "INSERT INTO _sqlx_migrations SELECT 99, description, installed_on, success,
                 checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
    sqlx::query(newer).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    assert!(refused(&["restore", "bad.bak", "--force"]).contains("schema version 99"));

    // The master key is asked for, and never made.
    std::fs::rename(
        deployment.path().join("keys"),
        deployment.path().join("away"),
    )
    .unwrap();
    let missing = refused(&["restore", "good.bak", "--force"]);
    assert!(
        missing.contains("there is no master key in keys"),
        "{missing}"
    );
    assert!(!deployment.path().join("keys").exists());
    std::fs::create_dir(deployment.path().join("keys")).unwrap();
    deployment.write("keys/master.key", &"7".repeat(64));
    let other = refused(&["restore", "good.bak", "--force"]);
    assert!(other.contains("another master key"), "{other}");

    assert_eq!(everything(&data(&deployment, "signet.db")).await, before);
    let nowhere = deployment
        .run(&["backup", "x.bak", "--data-dir", "elsewhere"])
        .failed();
    assert!(
        nowhere.contains("there is no deployment in elsewhere"),
        "{nowhere}"
    );
    assert!(!deployment.path().join("elsewhere").exists());
    assert!(!deployment.path().join("x.bak").exists());
}

#[actix_web::test]
async fn a_restore_that_is_killed_leaves_the_old_or_the_new() {
    let (deployment, mut process) = serving(None).await;
    assert!(process.stop().await.success());
    deployment.run(&["backup", "one.bak"]).done();
    deployment
        .run(&["user", "add", "bob", "--no-password"])
        .done();
    deployment.run(&["backup", "other.bak"]).done();
    // The counters of changes are raised by every restore.
    let contents = async |path: &Path| {
        let mut rows = everything(path).await;
        rows.retain(|row| !row.starts_with("revisions "));
        rows
    };
    let one = contents(&deployment.path().join("one.bak")).await;
    let other = contents(&deployment.path().join("other.bak")).await;
    for round in 0..12 {
        let file = ["one.bak", "other.bak"][round % 2];
        let mut command = deployment.command(&["restore", file, "--force"]);
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(round as u64 * 30)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        let found = contents(&data(&deployment, "signet.db")).await;
        assert!(found == one || found == other, "{found:?}");
    }
    deployment.run(&["restore", "one.bak", "--force"]).done();
    assert_eq!(contents(&data(&deployment, "signet.db")).await, one);
    let left = std::fs::read_dir(deployment.path().join("data")).unwrap();
    let mut left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(!left.any(|name| name.starts_with(".signet-unfinished-")));
    let _process = deployment.serve(&["serve"]).await;
}

async fn the_last_snapshot_is_taken_back(database: Option<String>) {
    let name = if database.is_some() {
        "postgres"
    } else {
        "signet.db"
    };
    let (deployment, mut process) = serving(database).await;
    let browser = signed_in(&deployment).await;
    let kept = refresh_token(&deployment, &browser).await;
    assert!(process.stop().await.success());
    std::fs::create_dir_all(deployment.path().join("data")).unwrap();
    let none = deployment.run(&["restore", "--last-snapshot"]).failed();
    assert!(none.contains("no copy from before a migration"), "{none}");
    for (version, user) in [(9, "before"), (10, "between")] {
        let snapshot = format!("data/{name}.before-{version}.bak");
        deployment.run(&["backup", &snapshot]).done();
        deployment
            .run(&["user", "add", user, "--no-password"])
            .done();
    }
    let printed = deployment.run(&["restore", "--last-snapshot"]).done();
    assert!(
        printed.contains("before-10.bak") && printed.contains("OLDER Signet"),
        "{printed}"
    );
    let users = deployment.run(&["user", "list"]).done();
    assert!(
        users.contains("before") && !users.contains("between"),
        "{users}"
    );
    let _process = deployment.serve(&["serve"]).await;
    refreshed(&deployment, &browser, &kept).await;
}

#[actix_web::test]
async fn the_last_snapshot_of_sqlite_is_taken_back() {
    the_last_snapshot_is_taken_back(None).await;
}

#[actix_web::test]
async fn the_last_snapshot_of_postgresql_is_taken_back() {
    the_last_snapshot_is_taken_back(Some(cluster::schema())).await;
}
