//! What each of an operator's pages and lists costs, with a million people and ten thousand apps.
//!
//! The pages are found by following the console's own links from the first one, the lists in the
//! document of the API, so that a new one is measured without being named here.

use super::http::{Connection, get};
use super::postgres::Postgres;
use super::scale::fill::Fill;
use super::scale::rows::{self, Rows, Size};
use super::server::{self, Launch, SECRET};
use super::system::System;
use super::workers::{self, Person};
use super::{Plan, operations, table};
use serde_json::Value;
use signet::clock::{Clock, SystemClock};
use std::collections::{BTreeMap, VecDeque};
use std::io::Write;

/// Milliseconds of CPU that a page or list may take (issue 6).
const TARGET: f64 = 50.0;
/// How often each is asked for.
const TIMES: u32 = 10;
/// Apps beside those of the file.
const APPS: &str = "
    WITH RECURSIVE numbers (number) AS (
        SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 10000
    )
    INSERT INTO clients (id, secret_hash, metadata, origin, created_at, updated_at)
    SELECT 'app-' || number, secret_hash, metadata, origin, created_at + number, updated_at
    FROM clients, numbers WHERE id = 'ES256'";
const EVERYBODY: &str = r#"UPDATE users SET groups = '["group0"]' WHERE disabled_at IS NULL"#;

/// What is asked for without being linked: searches that find many, one and nobody.
const SEARCHES: [&str; 9] = [
    "/admin/users?q=person",
    "/admin/users?q=person123456",
    "/admin/users?q=nobody",
    "/admin/clients?q=app-99",
    "/admin/clients?q=nothing",
    "/admin/events?q=group",
    "/admin/events?q=group.created",
    "/admin/events?q=group&client=ES256",
    "/admin/events?user=person5&q=group",
];

/// Measures and prints.
pub async fn run(plan: &Plan) {
    measure(plan, "SQLite", None).await;
    if let Some(postgres) = Postgres::start().await {
        measure(plan, "PostgreSQL", Some(&postgres)).await;
    }
}

async fn measure(plan: &Plan, name: &str, postgres: Option<&Postgres>) {
    let people = if plan.quick { 100_000 } else { 1_000_000 };
    let size = Size {
        people,
        sessions: people / 10,
        families: people / 10,
    };
    eprintln!("a deployment of {people} people over {name}");
    let folder = server::folder();
    declare(folder.path(), people);
    let url = match postgres {
        Some(postgres) => Some(postgres.database("operator").await),
        None => None,
    };
    let launch = Launch {
        folder: folder.path(),
        database: url.as_deref(),
    };
    drop(operations::start(plan, launch).await);
    fill(launch, size).await;
    let system = System {
        nodes: vec![operations::start(plan, launch).await],
        database: postgres,
    };
    let mut connection = system.connect(0).await;
    let operator = Person::sign_in(&mut connection, usize::try_from(people).unwrap()).await;
    let cookies = [("cookie", operator.cookies())];
    let pages = pages(&system, &mut connection, &cookies).await;
    print(
        &format!("Pages of the console, {people} people, {name}"),
        &pages,
    );
    let token = workers::token_of("robot", "signet:administrator", &mut connection).await;
    let bearer = format!("Bearer {token}");
    let lists = lists(&system, &mut connection, &[("authorization", &bearer)]).await;
    print(
        &format!("Lists of the API, {people} people, {name}"),
        &lists,
    );
}

/// The file of apps, with an owner, whose number is `number`, and a program that operates.
fn declare(folder: &std::path::Path, number: u64) {
    server::declare(folder, 0);
    let hash = super::limits::stored_password(server::PASSWORD);
    let seed = folder.join("seed.toml");
    let mut seed = std::fs::File::options().append(true).open(seed).unwrap();
    write!(
        seed,
        "[[user]]\nusername = \"person{number}\"\nroles = [\"owner\"]\n\
         password_hash = \"{hash}\"\n\n[[client]]\nclient_id = \"robot\"\n\
         client_secret = \"{SECRET}\"\ngrant_types = [\"client_credentials\"]\n\
         scope = \"signet:administrator\"\n"
    )
    .unwrap();
}

async fn fill(launch: Launch<'_>, size: Size) {
    let now = SystemClock.now_millis();
    let rows = Rows::new(size, now / 1000);
    let mut fill = Fill::open(launch.folder, launch.database).await;
    fill.table(rows::USERS, rows.people()).await;
    fill.table(rows::PASSWORDS, rows.passwords()).await;
    fill.table(rows::GROUPS, rows.groups(1_000)).await;
    fill.table(rows::MEMBERS, rows.members()).await;
    fill.table(rows::TERMS, rows.terms()).await;
    fill.table(rows::SESSIONS_TABLE, rows.sessions()).await;
    let now = u64::try_from(now).unwrap();
    let families = rows.families(size.families, now - 3_600_000, now);
    fill.table(rows::GRANTS, families).await;
    fill.table(rows::EVENTS, rows.events(size.people)).await;
    fill.run(APPS).await;
    fill.run(EVERYBODY).await;
    fill.close().await;
}

/// What something that was asked for costs: milliseconds of the node's CPU and of the database's.
type Costs = BTreeMap<String, (f64, f64)>;

/// Files of any size, sent as they are read: no pages.
const FILES: &str = "/admin/settings/export?";

/// Every kind of page that is linked from another one, once: by its path and what its query names.
async fn pages(system: &System<'_>, c: &mut Connection, headers: &[(&str, &str)]) -> Costs {
    let mut waiting = VecDeque::from(["/admin".to_owned()]);
    waiting.extend(SEARCHES.map(str::to_owned));
    let mut costs = Costs::new();
    while let Some(address) = waiting.pop_front() {
        let kind = if SEARCHES.contains(&&*address) {
            address.clone()
        } else {
            kind(&address)
        };
        if costs.contains_key(&kind) {
            continue;
        }
        let request = get(&address, headers);
        let page = c.ask(&request).await;
        assert_eq!(page.status, 200, "{address}");
        waiting.extend(links(page.body));
        costs.insert(kind, cost(system, c, &request).await);
    }
    costs
}

/// The path and the names of what is in the query.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let names = query
        .split('&')
        .filter_map(|pair| Some(pair.split_once('=')?.0));
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", names.join("&"))
    }
}

fn links(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1);
    let links = links.filter_map(|rest| Some(rest.split_once('"')?.0.replace("&#38;", "&")));
    let links = links.map(|link| link.split('#').next().unwrap_or_default().to_owned());
    let is_page = |link: &String| link.starts_with("/admin") && !link.starts_with(FILES);
    links.filter(is_page).collect()
}

/// Every list of the API, once more from where its first part ends, and the first thing of each.
async fn lists(system: &System<'_>, c: &mut Connection, headers: &[(&str, &str)]) -> Costs {
    let document = json(c, "/api/v1/openapi.json", headers).await;
    let paths = document["paths"].as_object().unwrap().clone();
    let readable = paths
        .iter()
        .filter(|(_, methods)| methods["get"].is_object());
    let mut costs = Costs::new();
    let mut firsts = BTreeMap::new();
    // Lists come before what is in them.
    for (path, _) in readable {
        let Some(address) = filled_in(path, &firsts) else {
            continue;
        };
        let address = format!("/api/v1{address}");
        let answer = json(c, &address, headers).await;
        costs.insert(path.clone(), cost(system, c, &get(&address, headers)).await);
        if let Some(first) = answer["items"].get(0) {
            firsts.insert(path.clone(), first.clone());
        }
        if let Some(next) = answer["next"].as_str() {
            let address = format!("{address}?cursor={next}");
            let onward = cost(system, c, &get(&address, headers)).await;
            costs.insert(format!("{path}?cursor"), onward);
        }
    }
    costs
}

/// `path` with the first thing of the list above it in the place of its parameter; none if it has
/// another one.
fn filled_in(path: &str, firsts: &BTreeMap<String, Value>) -> Option<String> {
    let Some((list, rest)) = path.split_once("/{") else {
        return Some(path.to_owned());
    };
    let (name, rest) = rest.split_once('}')?;
    let first = firsts.get(list)?;
    let value = [name, "id", "client_id", "name", "kid"].map(|name| first[name].as_str());
    let value = value.into_iter().flatten().next()?;
    (!rest.contains('{')).then(|| format!("{list}/{value}{rest}"))
}

async fn json(c: &mut Connection, address: &str, headers: &[(&str, &str)]) -> Value {
    let answer = c.ask(&get(address, headers)).await;
    assert_eq!(answer.status, 200, "{address}: {}", answer.body);
    serde_json::from_str(answer.body).unwrap()
}

async fn cost(system: &System<'_>, c: &mut Connection, request: &[u8]) -> (f64, f64) {
    let before = system.used();
    for _ in 0..TIMES {
        c.expect(request, 200).await;
    }
    let (node, database) = system.used_since(&before);
    let each = 1000.0 / f64::from(TIMES);
    (node * each, database * each)
}

fn print(about: &str, costs: &Costs) {
    let columns = ["", "node ms", "database ms", "at most", "met"];
    table::head(about, &columns);
    for (what, (node, database)) in costs {
        table::line(&[
            &format!("`{what}`"),
            &format!("{node:.2}"),
            &format!("{database:.2}"),
            &TARGET.to_string(),
            table::met(node + database, TARGET),
        ]);
    }
}
