//! Every statement against freshly migrated tables.

use super::fresh;
use crate::store::sql::postgres::STATEMENTS;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr};

/// Parts of statements that may read a whole table: rare ones, and those on a few rows.
const MAY_SCAN: [&str; 16] = [
    "SELECT DISTINCT trace FROM event_notes",
    "DELETE FROM links WHERE user_id = $1",
    "DELETE FROM sessions WHERE user_id = $1",
    "DELETE FROM grants WHERE user_id = $1",
    "DELETE FROM device_grants WHERE user_id = $1",
    "CAST(roles AS TEXT)",
    "UPDATE grants SET ended_at = $2 WHERE client_id = $1",
    "SELECT COUNT(*) FROM attempts",
    "FROM signing_keys",
    "FROM gone_keys",
    "FROM past_keys",
    "FROM revisions",
    "FROM key_readers",
    "FROM audit_marks",
    "FROM endings",
    "SELECT COUNT(*) FROM event_notes",
];

#[tokio::test]
async fn every_statement_prepares() {
    let (_store, url) = fresh().await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    for statement in STATEMENTS.iter().copied().flatten().copied() {
        let prepared = conn.prepare(statement.into_sql_str()).await;
        assert!(prepared.is_ok(), "{statement}: {:?}", prepared.err());
    }
}

/// The steps that PostgreSQL would take for any arguments.
async fn plan(conn: &mut PgConnection, statement: &str) -> Vec<String> {
    let arguments = (1..=20)
        .rev()
        .find(|n| statement.contains(&format!("${n}")));
    let nulls = vec!["NULL"; arguments.unwrap_or(0)].join(", ");
    let nulls = if nulls.is_empty() {
        nulls
    } else {
        format!("({nulls})")
    };
    for step in [format!("PREPARE examined AS {statement}")] {
        conn.execute(AssertSqlSafe(step)).await.unwrap();
    }
    let explain = AssertSqlSafe(format!("EXPLAIN EXECUTE examined{nulls}"));
    let steps = sqlx::query_scalar(explain).fetch_all(&mut *conn).await;
    conn.execute("DEALLOCATE examined").await.unwrap();
    steps.unwrap()
}

#[tokio::test]
async fn hot_statements_can_do_without_scans() {
    let (_store, url) = fresh().await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    for setting in [
        "enable_seqscan = off",
        "plan_cache_mode = force_generic_plan",
    ] {
        let set = AssertSqlSafe(format!("SET {setting}"));
        conn.execute(set).await.unwrap();
    }
    for statement in STATEMENTS.iter().copied().flatten().copied() {
        let may_scan = MAY_SCAN.iter().any(|part| statement.contains(part));
        for step in plan(&mut conn, statement).await {
            let scans = step.contains("Seq Scan");
            assert!(!scans || may_scan, "{statement}: {step}");
        }
    }
}
