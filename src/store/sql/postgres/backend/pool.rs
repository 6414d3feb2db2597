//! Connections that are kept.
//!
//! sqlx's own pool asks the server after each use whether the connection is
//! still good: a second round trip for every operation of one statement. Here
//! an operation always runs to its end and tells whether the connection broke.

use super::{Conn, failure};
use crate::store::sql::presence;
use crate::metrics::{Connections, StoreMeters};
use crate::store::{Result, StoreError};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// How many operations run at once. From as many on PostgreSQL gathers commits well, and some
/// nodes of it fit into PostgreSQL's usual 100 connections.
const CONNECTIONS: u32 = 16;

/// How many operations may wait before callers are told to come back.
const QUEUE: usize = 1024;

/// How long an operation waits for its turn, and for a new connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// For how long a connection is taken to be good without asking.
const TRUSTED: Duration = Duration::from_secs(1);

/// How long a connection may take to say that it is.
const CHECK: Duration = Duration::from_secs(1);

/// After how long without use a connection is closed.
const SPARE: Duration = Duration::from_mins(5);

/// What holds for every operation, whatever the database's defaults are: nothing hangs, and
/// statements see what was committed before them.
const SESSION: [&str; 4] = [
    "SET default_transaction_isolation = 'read committed'",
    "SET statement_timeout = '10s'",
    "SET lock_timeout = '5s'",
    "SET idle_in_transaction_session_timeout = '30s'",
];

struct Idle {
    conn: Conn,
    since: Instant,
}

/// Connections to one database.
pub struct Pool {
    options: PgConnectOptions,
    turns: Arc<Semaphore>,
    queue: Semaphore,
    /// The one used last at the back.
    idle: Mutex<VecDeque<Idle>>,
    meters: Arc<StoreMeters>,
}

impl Pool {
    /// A pool that has not connected yet.
    pub fn new(options: PgConnectOptions, meters: Arc<StoreMeters>) -> Self {
        Self {
            options: options
                .application_name("signet")
                .disable_statement_logging(),
            turns: Arc::new(Semaphore::new(CONNECTIONS as usize)),
            queue: Semaphore::new(QUEUE),
            idle: Mutex::default(),
            meters,
        }
    }

    /// A connection for one operation, as soon as one is free. Fails at once while the server
    /// accepts none.
    pub async fn acquire(self: &Arc<Self>) -> Result<Lease> {
        let turn = self.turn().await?;
        let conn = match self.good_one().await {
            Some(conn) => conn,
            None => self.connect().await?,
        };
        Ok(Lease {
            conn,
            pool: Arc::clone(self),
            _turn: turn,
        })
    }

    /// Those that are open now.
    pub fn connections(&self) -> Connections {
        let most = CONNECTIONS as usize;
        Connections {
            used: most.saturating_sub(self.turns.available_permits()),
            idle: self.idle().len(),
            most,
            waiting: QUEUE.saturating_sub(self.queue.available_permits()),
        }
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        let _place = self.queue.try_acquire().map_err(|_| {
            self.meters.refused.note();
            StoreError::Busy
        })?;
        let turn = timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| StoreError::Busy)?;
        turn.map_err(|_| failure("the store is closed"))
    }

    async fn good_one(&self) -> Option<Conn> {
        let Idle { mut conn, since } = self.idle().pop_back()?;
        if since.elapsed() < TRUSTED || answers(&mut conn).await {
            return Some(conn);
        }
        self.forget();
        None
    }

    /// A new connection.
    pub async fn connect(&self) -> Result<Conn> {
        let connecting = async {
            let mut conn = self.options.connect().await?;
            for setting in SESSION {
                sqlx::query(setting).execute(&mut conn).await?;
            }
            presence::share(&mut conn).await?;
            Ok::<_, StoreError>(conn)
        };
        let connected = timeout(PATIENCE, connecting).await;
        connected.map_err(|_| failure("PostgreSQL does not answer"))?
    }

    /// Drops the connections at rest: where one is broken, the others are too, as a rule.
    pub fn forget(&self) {
        self.idle().clear();
    }

    fn keep(&self, conn: Conn) {
        let since = Instant::now();
        let mut idle = self.idle();
        idle.push_back(Idle { conn, since });
        let spare = idle
            .front()
            .is_some_and(|idle| idle.since.elapsed() > SPARE);
        if spare && let Some(Idle { conn, .. }) = idle.pop_front() {
            tokio::spawn(conn.close());
        }
    }

    fn idle(&self) -> MutexGuard<'_, VecDeque<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for what was accepted, accepts nothing more and closes all connections.
    pub async fn close(&self) {
        let all = self.turns.acquire_many(CONNECTIONS).await;
        self.turns.close();
        drop(all);
        let idle = std::mem::take(&mut *self.idle());
        for Idle { conn, .. } in idle {
            // The server notices anyway.
            let _ = conn.close().await;
        }
    }
}

async fn answers(conn: &mut Conn) -> bool {
    timeout(CHECK, conn.ping())
        .await
        .is_ok_and(|pong| pong.is_ok())
}

/// A connection in use. Closed when dropped, unless it is given back.
pub struct Lease {
    /// The connection.
    pub conn: Conn,
    pool: Arc<Pool>,
    _turn: OwnedSemaphorePermit,
}

impl Lease {
    /// Keeps the connection for others.
    pub fn give_back(self) {
        self.pool.keep(self.conn);
    }
}
