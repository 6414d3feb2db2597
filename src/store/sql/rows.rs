// Readers of columns whose types the driver does not know. Mounted by `mod.rs`.

use super::backend::Row;
use crate::oidc::{ClientId, ScopeSet};
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::types::Json;

/// A JSON column.
pub fn json<T: DeserializeOwned + 'static>(row: &Row, column: &str) -> sqlx::Result<T> {
    Ok(row.try_get::<Json<T>, _>(column)?.0)
}

/// The `client_id` column.
pub fn client_id(row: &Row) -> sqlx::Result<ClientId> {
    let text: String = row.try_get("client_id")?;
    ClientId::try_from(text).map_err(|error| undecodable("client_id", error))
}

/// The `scope` column.
pub fn scope(row: &Row) -> sqlx::Result<ScopeSet> {
    Ok(ScopeSet::parse(row.try_get("scope")?))
}

/// A column of `N` bytes, or none.
pub fn maybe_bytes<const N: usize>(row: &Row, column: &str) -> sqlx::Result<Option<[u8; N]>> {
    let Some(bytes) = row.try_get::<Option<&[u8]>, _>(column)? else {
        return Ok(None);
    };
    let array = bytes.try_into();
    array.map(Some).map_err(|error| undecodable(column, error))
}

/// A column of `N` bytes.
pub fn bytes<const N: usize>(row: &Row, column: &str) -> sqlx::Result<[u8; N]> {
    let bytes: &[u8] = row.try_get(column)?;
    let array = bytes.try_into();
    array.map_err(|error| undecodable(column, error))
}

/// A column that holds what cannot be there.
pub fn undecodable(
    column: &str,
    error: impl std::error::Error + Send + Sync + 'static,
) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(error),
    }
}
