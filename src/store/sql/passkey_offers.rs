// Passkeys that people were offered and did not want. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use crate::model::{PasskeyOffer, UserId};
use crate::store::{PasskeyOffers, Result};
use async_trait::async_trait;
use sqlx::Row as _;

statements! {
    OF = "SELECT declined, again_at FROM passkey_offers WHERE user_id = $1";
    PUT = "
        INSERT INTO passkey_offers (user_id, declined, again_at)
        SELECT id, $2, $3 FROM users WHERE id = $1
        ON CONFLICT (user_id) DO UPDATE SET
            declined = excluded.declined, again_at = excluded.again_at";
}

#[async_trait]
impl PasskeyOffers for Sql {
    async fn passkey_offer(&self, user: UserId) -> Result<Option<PasskeyOffer>> {
        self.read(move |conn| Box::pin(of(conn, user))).await
    }

    async fn put_passkey_offer(&self, user: UserId, offer: PasskeyOffer) -> Result<()> {
        self.write_singly(move |conn| Box::pin(put(conn, user, offer)))
            .await
    }
}

async fn of(conn: &mut Conn, user: UserId) -> Result<Option<PasskeyOffer>> {
    let found = sqlx::query(OF)
        .bind(user)
        .try_map(|row: Row| {
            Ok(PasskeyOffer {
                declined: row.try_get("declined")?,
                again_at: row.try_get("again_at")?,
            })
        })
        .fetch_optional(conn)
        .await?;
    Ok(found)
}

async fn put(conn: &mut Conn, user: UserId, offer: PasskeyOffer) -> Result<()> {
    sqlx::query(PUT)
        .bind(user)
        .bind(offer.declined)
        .bind(offer.again_at)
        .execute(conn)
        .await?;
    Ok(())
}
