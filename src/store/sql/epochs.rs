// Epochs of accounts. Mounted by `mod.rs`.

use super::backend::Conn;
use crate::model::{Epoch, UserId};
use crate::store::Result;

statements! {
    // The next one waits until the transaction ends.
    PRESENT = concat!(
        "SELECT epoch FROM users WHERE id = $1 AND epoch = $2 AND disabled_at IS NULL",
        for_share!(),
    );
    // A write, so that nobody else changes the row until the transaction ends.
    HOLD = "
        UPDATE users SET epoch = epoch WHERE id = $1 AND epoch = $2 AND disabled_at IS NULL";
    NEXT = "UPDATE users SET epoch = epoch + 1 WHERE id = $1";
}

/// Whether an account that may sign in is in `epoch`, and stays there until the operation ends that
/// this is a part of.
pub async fn is_present(conn: &mut Conn, id: UserId, epoch: Epoch) -> Result<bool> {
    let found: Option<Epoch> = sqlx::query_scalar(PRESENT)
        .bind(id)
        .bind(epoch)
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// As [`is_present`], for an operation that goes on to the next.
pub async fn hold(conn: &mut Conn, id: UserId, epoch: Epoch) -> Result<bool> {
    let held = sqlx::query(HOLD).bind(id).bind(epoch).execute(conn).await?;
    Ok(held.rows_affected() > 0)
}

/// Goes on to the next, as a part of another operation and before anything ends with it: what begins
/// at the same time is seen to end, or does not begin.
pub async fn next(conn: &mut Conn, id: UserId) -> Result<()> {
    sqlx::query(NEXT).bind(id).execute(conn).await?;
    Ok(())
}
