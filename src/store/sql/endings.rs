// Ends of everything of a kind. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{changes, logouts, sessions};
use crate::clock::Timestamp;
use crate::model::{Ended, Ending, GrantId, Over, SessionId, began, first_after};
use crate::store::{Change, Endings, Result};
use async_trait::async_trait;
use sqlx::Row as _;
use uuid::Uuid;

statements! {
    // An end before one that there was already changes nothing.
    ORDER = "
        INSERT INTO endings (what, until, at, reached) VALUES ($1, $2, $3, $4)
        ON CONFLICT (what) DO UPDATE SET
            until = excluded.until, at = excluded.at, reached = excluded.reached, done_at = NULL
        WHERE endings.until < excluded.until";
    // What began under a clock that was ahead. A device waits under the identifier of its family.
    AHEAD_SESSION = "SELECT id FROM sessions WHERE id >= $1 ORDER BY id DESC LIMIT 1";
    AHEAD_FAMILY = "SELECT id FROM grants WHERE id >= $1 ORDER BY id DESC LIMIT 1";
    AHEAD_DEVICE = "SELECT id FROM device_grants WHERE id >= $1 ORDER BY id DESC LIMIT 1";
    ALL = "SELECT what, until, at, reached, done_at FROM endings";
    // Read before the write, which waits for nothing then.
    SESSIONS = "
        SELECT id, ended_at IS NULL AS goes_on FROM sessions
        WHERE id > $1 AND id < $3 ORDER BY id LIMIT $2";
    FAMILIES = "
        SELECT id, ended_at IS NULL AS goes_on FROM grants
        WHERE id > $1 AND id < $3 ORDER BY id LIMIT $2";
    REACH = "
        UPDATE endings SET reached = $4, done_at = $5
        WHERE what = $1 AND until = $2 AND reached = $3 AND done_at IS NULL";
    END_FAMILY = "UPDATE grants SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
}

#[async_trait]
impl Endings for Sql {
    async fn end_everything(&self, what: Vec<Ended>, until: i64, at: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(order(conn, what, until, at)))
            .await
    }

    /// Rows are known to nobody but the database.
    fn over(&self) -> Over {
        Over::default()
    }

    async fn endings(&self) -> Result<Vec<Ending>> {
        self.read(|conn| Box::pin(all(conn))).await
    }

    async fn carry_on(&self, ending: Ending, limit: u32, now: Timestamp) -> Result<()> {
        let next = self.read(move |conn| Box::pin(next(conn, ending, limit)));
        let next = next.await?;
        let done_at = (next.len() < limit as usize).then_some(now);
        self.write(move |conn| Box::pin(carry_on(conn, ending, next, done_at)))
            .await
    }
}

fn ending(row: &Row) -> sqlx::Result<Ending> {
    Ok(Ending {
        what: row.try_get("what")?,
        until: row.try_get("until")?,
        at: row.try_get("at")?,
        reached: row.try_get("reached")?,
        done_at: row.try_get("done_at")?,
    })
}

async fn order(conn: &mut Conn, what: Vec<Ended>, until: i64, at: Timestamp) -> Result<()> {
    for what in what {
        let begun = latest(conn, what, until).await?;
        sqlx::query(ORDER)
            .bind(what)
            .bind(begun)
            .bind(at)
            .bind(Uuid::nil())
            .execute(&mut *conn)
            .await?;
    }
    changes::note(conn, Change::Everybody).await
}

/// The millisecond `until`, or the one of the latest that there is where that lies later.
async fn latest(conn: &mut Conn, what: Ended, until: i64) -> Result<i64> {
    let statements: &[&str] = match what {
        Ended::Sessions => &[AHEAD_SESSION],
        Ended::Families => &[AHEAD_FAMILY, AHEAD_DEVICE],
    };
    let mut latest = until;
    for statement in statements {
        let ahead: Option<Uuid> = sqlx::query_scalar(*statement)
            .bind(first_after(latest))
            .fetch_optional(&mut *conn)
            .await?;
        latest = ahead.map_or(latest, began);
    }
    Ok(latest)
}

async fn all(conn: &mut Conn) -> Result<Vec<Ending>> {
    let endings = sqlx::query(ALL)
        .try_map(|row| ending(&row))
        .fetch_all(conn)
        .await?;
    Ok(endings)
}

/// What comes next, in its order, and whether it has not ended yet.
async fn next(conn: &mut Conn, ending: Ending, limit: u32) -> Result<Vec<(Uuid, bool)>> {
    let statement = match ending.what {
        Ended::Sessions => SESSIONS,
        Ended::Families => FAMILIES,
    };
    let next = sqlx::query_as(statement)
        .bind(ending.reached)
        .bind(i64::from(limit))
        .bind(first_after(ending.until))
        .fetch_all(conn)
        .await?;
    Ok(next)
}

async fn carry_on(
    conn: &mut Conn,
    ending: Ending,
    next: Vec<(Uuid, bool)>,
    done_at: Option<Timestamp>,
) -> Result<()> {
    let reached = sqlx::query(REACH)
        .bind(ending.what)
        .bind(ending.until)
        .bind(ending.reached)
        .bind(next.last().map_or(ending.reached, |(last, _)| *last))
        .bind(done_at)
        .execute(&mut *conn)
        .await?;
    if reached.rows_affected() == 0 {
        return Ok(());
    }
    // All are told of the same moment, so that who is told of a session's end is told once.
    let go_on = next.into_iter().filter(|(_, goes_on)| *goes_on);
    for (id, _) in go_on {
        match ending.what {
            Ended::Sessions => {
                sessions::end_quietly(conn, SessionId(id), ending.at).await?;
            }
            Ended::Families => end_family(conn, GrantId(id), ending.at).await?,
        }
    }
    Ok(())
}

async fn end_family(conn: &mut Conn, id: GrantId, at: Timestamp) -> Result<()> {
    let ended = sqlx::query(END_FAMILY)
        .bind(id)
        .bind(at)
        .execute(&mut *conn);
    if ended.await?.rows_affected() > 0 {
        logouts::tell_of_family(conn, id, at).await?;
    }
    Ok(())
}
