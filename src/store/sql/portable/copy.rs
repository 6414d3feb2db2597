//! Copies tables and compares them.

use super::schema::Table;
use super::side::{BATCH, Side};
use super::{PortableError, Result};
use aws_lc_rs::digest::{Context, Digest, SHA256};

/// A table and how many rows it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The table's name.
    pub table: String,
    /// Rows.
    pub rows: u64,
}

/// How many rows a table has, and a checksum over all of them.
struct Sum {
    rows: u64,
    checksum: Digest,
}

impl PartialEq for Sum {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.checksum.as_ref() == other.checksum.as_ref()
    }
}

/// Copies the rows that come after those that are there already.
pub async fn table(from: &mut Side<'_>, to: &mut Side<'_>, table: &Table) -> Result<()> {
    let mut after = to.last_key(table).await?;
    loop {
        let rows = from.read(table, after.as_deref()).await?;
        let Some(last) = rows.last() else { break };
        after = Some(table.key_of(last));
        to.write(table, &rows).await?;
        if rows.len() < BATCH {
            break;
        }
    }
    to.settle(table).await
}

/// Copies all tables into empty ones.
pub async fn all(from: &mut Side<'_>, to: &mut Side<'_>, tables: &[Table]) -> Result<()> {
    for each in tables {
        table(from, to, each).await?;
    }
    Ok(())
}

/// The rows of a table, if both ends have the same.
pub async fn same(one: &mut Side<'_>, other: &mut Side<'_>, table: &Table) -> Result<Option<u64>> {
    let here = sum(one, table).await?;
    let there = sum(other, table).await?;
    Ok((here == there).then_some(here.rows))
}

/// Fails unless both ends have the same rows in all tables.
pub async fn compare(
    one: &mut Side<'_>,
    other: &mut Side<'_>,
    tables: &[Table],
) -> Result<Vec<Counted>> {
    let mut counted = Vec::with_capacity(tables.len());
    for table in tables {
        let rows = same(one, other, table).await?;
        let rows = rows.ok_or_else(|| PortableError::Differs(table.name.clone()))?;
        counted.push(Counted {
            table: table.name.clone(),
            rows,
        });
    }
    Ok(counted)
}

async fn sum(side: &mut Side<'_>, table: &Table) -> Result<Sum> {
    let mut checksum = Context::new(&SHA256);
    let (mut rows, mut after) = (0, None);
    loop {
        let batch = side.read(table, after.as_deref()).await?;
        rows += batch.len() as u64;
        for value in batch.iter().flatten() {
            value.absorb(&mut checksum);
        }
        match batch.last() {
            Some(last) if batch.len() == BATCH => after = Some(table.key_of(last)),
            _ => break,
        }
    }
    Ok(Sum {
        rows,
        checksum: checksum.finish(),
    })
}
