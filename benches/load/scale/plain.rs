//! What of the growth is SQLite's own: the row that a sign-on writes, inserted without Signet.

use super::super::{cpu, limits};
use super::rows::{self, Rows};
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};

/// Rows that share a commit.
const GROUP: u64 = 64;

/// Milliseconds of CPU of one insert into the database in `folder`, whose node is stopped, by people
/// with any of the first `sessions`. What was inserted is taken out again.
#[expect(clippy::cast_precision_loss, reason = "some thousand rows")]
pub fn insert(folder: &Path, rows: &Rows, sessions: usize, length: Duration) -> f64 {
    let mut connection = Connection::open(folder.join("data/signet.db")).unwrap();
    connection.execute_batch(limits::SETTINGS).unwrap();
    let places = ["?"; 14].join(", ");
    let statement = format!("INSERT INTO {} VALUES ({places})", rows::GRANTS);
    let from = u64::try_from(rows.now).unwrap() * 1000 + 86_400_000;
    let sessions = rows.size.sessions.min(sessions as u64);
    let began = Instant::now();
    let before = cpu::seconds(std::process::id());
    let mut next = 0;
    while began.elapsed() < length {
        let transaction = connection.transaction().unwrap();
        let mut statement = transaction.prepare_cached(&statement).unwrap();
        for _ in 0..GROUP {
            let session = rows::mixed(next) % sessions;
            let row = rows.family(next, session, from + next);
            statement.execute(params_from_iter(row)).unwrap();
            next += 1;
        }
        drop(statement);
        transaction.commit().unwrap();
    }
    let used = cpu::seconds(std::process::id()) - before;
    let took_out = "DELETE FROM grants WHERE created_at >= ?";
    connection
        .execute(took_out, [i64::try_from(from / 1000).unwrap()])
        .unwrap();
    used * 1000.0 / next as f64
}
