//! A row, read column after column.

use crate::clock::Timestamp;
use crate::oidc::{ClientId, ScopeSet};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, Type};
use serde::de::value::{Error as NoName, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// The columns of a row in the order in which the statement names them: looking each up by its
/// name would cost as much as the statement.
pub struct Columns<'row> {
    row: &'row Row<'row>,
    next: usize,
}

impl<'row> Columns<'row> {
    /// From the first column on.
    pub fn of(row: &'row Row<'row>) -> Self {
        Self { row, next: 0 }
    }

    /// The next column as SQLite has it.
    pub fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let index = self.step();
        self.row.get(index)
    }

    /// A moment.
    pub fn time(&mut self) -> rusqlite::Result<Timestamp> {
        self.next().map(Timestamp)
    }

    /// A moment, or none.
    pub fn maybe_time(&mut self) -> rusqlite::Result<Option<Timestamp>> {
        Ok(self.next::<Option<_>>()?.map(Timestamp))
    }

    /// A value kept as JSON.
    pub fn json<T: DeserializeOwned>(&mut self) -> rusqlite::Result<T> {
        self.parse(|text| serde_json::from_str(text))
    }

    /// A value kept as JSON, or none.
    pub fn maybe_json<T: DeserializeOwned>(&mut self) -> rusqlite::Result<Option<T>> {
        if self.row.get_ref(self.next)?.data_type() == Type::Null {
            self.step();
            return Ok(None);
        }
        self.json().map(Some)
    }

    /// A value kept as its name.
    pub fn name<T: DeserializeOwned>(&mut self) -> rusqlite::Result<T> {
        self.parse(|text| {
            let text: StrDeserializer<'_, NoName> = text.into_deserializer();
            T::deserialize(text)
        })
    }

    /// The name of an app.
    pub fn client_id(&mut self) -> rusqlite::Result<ClientId> {
        self.parse(|text| ClientId::try_from(text))
    }

    /// Scopes.
    pub fn scope(&mut self) -> rusqlite::Result<ScopeSet> {
        let index = self.step();
        let text = self.row.get_ref(index)?.as_str()?;
        Ok(ScopeSet::parse(text))
    }

    /// What `read` makes of a text.
    fn parse<T, E>(&mut self, read: impl FnOnce(&str) -> Result<T, E>) -> rusqlite::Result<T>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let index = self.step();
        let value = self.row.get_ref(index)?;
        read(value.as_str()?).map_err(|error| {
            let error = FromSqlError::other(error);
            rusqlite::Error::FromSqlConversionFailure(index, value.data_type(), Box::new(error))
        })
    }

    fn step(&mut self) -> usize {
        let index = self.next;
        self.next += 1;
        index
    }
}
