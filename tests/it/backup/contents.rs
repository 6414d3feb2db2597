//! What a SQLite file holds, to be compared: all but the changes, which nobody copies.

use super::connect;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use std::path::Path;

/// Every row of every table, with JSON in one spelling.
pub async fn everything(path: &Path) -> Vec<String> {
    let mut conn = connect(path).await;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
            AND name <> 'changes' ORDER BY name",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let columns: Vec<String> =
            sqlx::query_scalar("SELECT name FROM pragma_table_info($1) ORDER BY cid")
                .bind(&table)
                .fetch_all(&mut conn)
                .await
                .unwrap();
        let shown = columns.iter().map(|column| {
            format!("CASE WHEN typeof(\"{column}\") = 'text' THEN \"{column}\" ELSE quote(\"{column}\") END")
        });
        let sql = format!(
            "SELECT json_array({}) FROM {table}",
            shown.collect::<Vec<_>>().join(", ")
        );
        let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut conn)
            .await
            .unwrap();
        let mut found: Vec<_> = found
            .iter()
            .map(|row| format!("{table} {}", plain(row)))
            .collect();
        found.sort();
        rows.append(&mut found);
    }
    rows
}

/// A row in which the members of JSON values are in order.
fn plain(row: &str) -> String {
    fn sorted(value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> =
                    members.into_iter().map(|(k, v)| (k, sorted(v))).collect();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                members.into_iter().collect()
            }
            Value::Array(items) => items.into_iter().map(sorted).collect(),
            other => other,
        }
    }
    let cells: Vec<String> = serde_json::from_str(row).unwrap();
    let cells = cells
        .into_iter()
        .map(|cell| match serde_json::from_str(&cell) {
            Ok(value) if cell.starts_with(['{', '[']) => sorted(value).to_string(),
            _ => cell,
        });
    cells.collect::<Vec<_>>().join(" | ")
}
