// Devices that wait for somebody to enter their code. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::rows;
use crate::clock::Timestamp;
use crate::model::{Approval, DeviceGrant, DeviceState, GrantId, UserCodeHash, UserId};
use crate::store::{DeviceBegun, DeviceCaps, Devices, Result};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Json;

/// Seconds between two polls at first (RFC 8628 §3.2).
const INTERVAL: i64 = 5;

macro_rules! columns {
    () => {
        "id, user_code_hash, client_id, scope, state, user_id, session_id, auth_time, acr, amr, \
         expires_at"
    };
}

statements! {
    INSERT = "
        INSERT INTO device_grants (
            id, user_code_hash, client_id, scope, state, poll_interval, polled_at, too_fast,
            expires_at
        )
        VALUES ($1, $2, $3, $4, 'pending', $5, 0, FALSE, $6)
        ON CONFLICT DO NOTHING";
    WAIT_OF_CLIENT = "
        SELECT COUNT(*) FROM device_grants WHERE client_id = $1 AND expires_at > $2";
    WAIT_IN_ALL = "SELECT COUNT(*) FROM device_grants WHERE expires_at > $1";
    BY_USER_CODE = concat!(
        "SELECT ", columns!(), " FROM device_grants
         WHERE user_code_hash = $1 AND state = 'pending' AND expires_at > $2",
    );
    ONE = concat!("SELECT ", columns!(), " FROM device_grants WHERE id = $1");
    OF_USER = concat!(
        "SELECT ", columns!(), " FROM device_grants
         WHERE user_id = $1 AND state = 'approved' AND expires_at > $2",
    );
    POLL = "
        UPDATE device_grants SET
            too_fast = polled_at > $2 - poll_interval,
            poll_interval = poll_interval + CASE WHEN polled_at > $2 - poll_interval THEN 5 ELSE 0 END,
            polled_at = $2
        WHERE id = $1
        RETURNING too_fast";
    APPROVE = "
        UPDATE device_grants SET
            state = 'approved', user_id = $3, session_id = $4, auth_time = $5, acr = $6, amr = $7
        WHERE id = $1 AND state = 'pending' AND expires_at > $2";
    DENY = "
        UPDATE device_grants SET state = 'denied'
        WHERE id = $1 AND state = 'pending' AND expires_at > $2";
}

#[async_trait]
impl Devices for Sql {
    async fn begin_device(
        &self,
        device: DeviceGrant,
        now: Timestamp,
        caps: DeviceCaps,
    ) -> Result<DeviceBegun> {
        self.write(move |conn| Box::pin(begin(conn, device, now, caps)))
            .await
    }

    async fn device_by_user_code(
        &self,
        hash: UserCodeHash,
        now: Timestamp,
    ) -> Result<Option<DeviceGrant>> {
        self.read(move |conn| Box::pin(by_user_code(conn, hash, now)))
            .await
    }

    async fn device(&self, id: GrantId) -> Result<Option<DeviceGrant>> {
        self.read(move |conn| Box::pin(one(conn, id))).await
    }

    async fn devices_of(&self, user: UserId, now: Timestamp) -> Result<Vec<DeviceGrant>> {
        self.read(move |conn| Box::pin(of_user(conn, user, now)))
            .await
    }

    async fn poll_device(&self, id: GrantId, now: Timestamp) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(poll(conn, id, now)))
            .await
    }

    async fn decide_device(
        &self,
        id: GrantId,
        approval: Option<Approval>,
        now: Timestamp,
    ) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(decide(conn, id, approval, now)))
            .await
    }
}

fn device(row: &Row) -> sqlx::Result<DeviceGrant> {
    let state: String = row.try_get("state")?;
    Ok(DeviceGrant {
        id: row.try_get("id")?,
        user_code_hash: UserCodeHash(rows::bytes(row, "user_code_hash")?),
        client_id: rows::client_id(row)?,
        scope: rows::scope(row)?,
        state: match state.as_str() {
            "pending" => DeviceState::Pending,
            "approved" => DeviceState::Approved(approval(row)?),
            _ => DeviceState::Denied,
        },
        expires_at: row.try_get("expires_at")?,
    })
}

fn approval(row: &Row) -> sqlx::Result<Approval> {
    Ok(Approval {
        user_id: row.try_get("user_id")?,
        session_id: row.try_get("session_id")?,
        auth_time: row.try_get("auth_time")?,
        acr: row.try_get("acr")?,
        amr: rows::json(row, "amr")?,
    })
}

async fn begin(
    conn: &mut Conn,
    device: DeviceGrant,
    now: Timestamp,
    caps: DeviceCaps,
) -> Result<DeviceBegun> {
    // So that simultaneous ones cannot pass the caps.
    lock(conn, Lock::Devices).await?;
    let of_client: i64 = sqlx::query_scalar(WAIT_OF_CLIENT)
        .bind(device.client_id.as_str())
        .bind(now)
        .fetch_one(&mut *conn)
        .await?;
    let in_all: i64 = sqlx::query_scalar(WAIT_IN_ALL)
        .bind(now)
        .fetch_one(&mut *conn)
        .await?;
    if of_client >= i64::from(caps.of_client) || in_all >= i64::from(caps.in_all) {
        return Ok(DeviceBegun::Full);
    }
    let inserted = sqlx::query(INSERT)
        .bind(device.id)
        .bind(device.user_code_hash.0.to_vec())
        .bind(device.client_id.as_str())
        .bind(device.scope.to_string())
        .bind(INTERVAL)
        .bind(device.expires_at)
        .execute(conn)
        .await?;
    Ok(match inserted.rows_affected() {
        0 => DeviceBegun::Taken,
        _ => DeviceBegun::Begun,
    })
}

async fn by_user_code(
    conn: &mut Conn,
    hash: UserCodeHash,
    now: Timestamp,
) -> Result<Option<DeviceGrant>> {
    let row = sqlx::query(BY_USER_CODE)
        .bind(hash.0.to_vec())
        .bind(now)
        .try_map(|row| device(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn one(conn: &mut Conn, id: GrantId) -> Result<Option<DeviceGrant>> {
    let row = sqlx::query(ONE)
        .bind(id)
        .try_map(|row| device(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn of_user(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<Vec<DeviceGrant>> {
    let rows = sqlx::query(OF_USER)
        .bind(user)
        .bind(now)
        .try_map(|row| device(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn poll(conn: &mut Conn, id: GrantId, now: Timestamp) -> Result<bool> {
    let too_fast: Option<bool> = sqlx::query_scalar(POLL)
        .bind(id)
        .bind(now)
        .fetch_optional(conn)
        .await?;
    Ok(too_fast.unwrap_or(false))
}

async fn decide(
    conn: &mut Conn,
    id: GrantId,
    approval: Option<Approval>,
    now: Timestamp,
) -> Result<bool> {
    let query = match approval {
        None => sqlx::query(DENY).bind(id).bind(now),
        Some(by) => sqlx::query(APPROVE)
            .bind(id)
            .bind(now)
            .bind(by.user_id)
            .bind(by.session_id)
            .bind(by.auth_time)
            .bind(by.acr)
            .bind(Json(by.amr)),
    };
    Ok(query.execute(conn).await?.rows_affected() > 0)
}
