//! The two ways to the same rows agree.

use super::statement::{execute, optional};
use crate::model::RefreshKind;
use rusqlite::Connection;
use sqlx::{Connection as _, SqliteConnection};

#[test]
fn arguments_go_by_number() {
    let conn = Connection::open_in_memory().unwrap();
    let sql = "SELECT $2 || $3 || $1 || $2";
    let text = optional(&conn, sql, &[&"a", &"b", &"c"], |columns| {
        columns.next::<String>()
    });
    assert_eq!(text.unwrap().unwrap(), "bcab");
}

#[test]
fn an_argument_that_is_missing_is_an_error() {
    let conn = Connection::open_in_memory().unwrap();
    for sql in ["SELECT $2", "SELECT $0", "SELECT ?1", "SELECT :a"] {
        assert!(execute(&conn, sql, &[&1]).is_err(), "{sql}");
    }
}

#[tokio::test]
async fn refresh_kinds_are_stored_under_the_names_that_sqlx_knows() {
    let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    for kind in [RefreshKind::None, RefreshKind::Online, RefreshKind::Offline] {
        let name: String = sqlx::query_scalar("SELECT $1")
            .bind(kind)
            .fetch_one(&mut conn)
            .await
            .unwrap();
        assert_eq!(name, kind.as_str());
    }
}
