//! Every statement against a freshly migrated database.

use super::super::writing;
use super::{fresh, path};
use crate::store::sql::sqlite::{STATEMENTS, event_search};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, SqlSafeStr, SqliteConnection};

/// Parts of statements that may read a whole table: rare ones, and those on a few rows.
const MAY_SCAN: [&str; 26] = [
    "SELECT DISTINCT trace FROM event_notes",
    "DELETE FROM links WHERE user_id = $1",
    "DELETE FROM sessions WHERE user_id = $1",
    "DELETE FROM grants WHERE user_id = $1",
    "DELETE FROM device_grants WHERE user_id = $1",
    "CAST(roles AS TEXT)",
    "UPDATE grants SET ended_at = $2 WHERE client_id = $1",
    "FROM declared_users",
    "SELECT COUNT(*) FROM attempts",
    "FROM clients ORDER BY id",
    "FROM signing_keys",
    "FROM gone_keys",
    "FROM past_keys",
    "FROM revisions",
    "FROM key_readers",
    "FROM mails WHERE state = 'waiting') AS mails",
    "WHERE position IS NULL ORDER BY id LIMIT $1",
    "FROM audit_marks",
    "FROM webhooks",
    "SELECT COUNT(*) FROM event_notes",
    "FROM event_notes ORDER BY id LIMIT $1",
    // Pages by number tell how many there are (RFC 7644 §3.4.2); an index has them.
    "SELECT COUNT(*) FROM users",
    "SELECT COUNT(*) FROM user_groups",
    "FROM scim_tokens ORDER BY name",
    "FROM endings",
    // The few kinds that were found on the way.
    "WITH RECURSIVE found",
];

/// Parts of statements that may sort: a few rows each.
const MAY_SORT: [&str; 5] = [
    "FROM signing_keys",
    "FROM key_readers",
    "FROM consents",
    "SELECT DISTINCT",
    "UNION",
];

#[tokio::test]
async fn every_statement_prepares() {
    let (_store, folder) = fresh().await;
    let mut conn = writing(&path(&folder)).connect().await.unwrap();
    for statement in STATEMENTS.iter().copied().flatten().copied() {
        let prepared = conn.prepare(statement.into_sql_str()).await;
        assert!(prepared.is_ok(), "{statement}: {:?}", prepared.err());
    }
}

/// The steps that SQLite would take.
async fn plan(conn: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
    let steps: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explain).fetch_all(conn).await.unwrap();
    steps.into_iter().map(|(_, _, _, step)| step).collect()
}

#[tokio::test]
async fn events_are_looked_for_by_indexes_that_end_with_the_time() {
    let (_store, folder) = fresh().await;
    let mut conn = writing(&path(&folder)).connect().await.unwrap();
    let indexes = [
        (event_search::OF_KIND, "events_of_kind (kind=? AND id>? AND id<?)"),
        (
            event_search::OF_KIND_AT,
            "events_of_client (client_id=? AND kind=? AND id>? AND id<?)",
        ),
        (event_search::OF_USER, "events_of_user (user_id=? AND id>? AND id<?)"),
        (event_search::OF_USER_AT, "events_of_user (user_id=? AND id>? AND id<?)"),
        (event_search::KINDS, "events_of_kind (kind>? AND kind<?)"),
        (event_search::KINDS_AT, "events_of_client (client_id=? AND kind>? AND kind<?)"),
    ];
    for (statement, index) in indexes {
        let steps = plan(&mut conn, statement).await;
        let looks = steps.iter().filter(|step| step.contains("events"));
        for step in looks {
            assert!(step.starts_with("SEARCH") && step.ends_with(index), "{statement}: {step}");
        }
        assert!(steps.iter().any(|step| step.ends_with(index)), "{steps:?}");
    }
}

#[tokio::test]
async fn hot_statements_neither_scan_nor_sort() {
    let (_store, folder) = fresh().await;
    let mut conn = writing(&path(&folder)).connect().await.unwrap();
    for statement in STATEMENTS.iter().copied().flatten().copied() {
        let is_one_of = |parts: &[&str]| parts.iter().any(|part| statement.contains(part));
        let bounded = statement.contains("LIMIT $2") || is_one_of(&MAY_SCAN);
        for step in plan(&mut conn, statement).await {
            let scans = step.starts_with("SCAN") && !step.contains("CONSTANT");
            assert!(!scans || bounded, "{statement}: {step}");
            let sorts = step.contains("TEMP B-TREE");
            assert!(!sorts || is_one_of(&MAY_SORT), "{statement}: {step}");
        }
    }
}
