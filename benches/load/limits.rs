//! S, W and P: what a signature, a durable insert and a password hash cost on this machine.

use super::cpu;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use std::path::Path;
use std::time::{Duration, Instant};

/// Operations that wait for one commit.
const GROUP: u64 = 64;
/// As long as the signing input of an ID token.
pub const MESSAGE: [u8; 567] = [b'x'; 567];
/// The salt and the cost of every hash here: what Signet uses when nothing is set.
const SALT: &[u8; 16] = b"0123456789abcdef";
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// How a durable database of the embedded kind is set up.
pub const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                            PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16384;";
/// Its tables, as far as inserts of families need them.
pub const TABLES: &str = concat!(
    include_str!("../../migrations/sqlite/0001_foundation.sql"),
    include_str!("../../migrations/sqlite/0008_grants_by_day.sql")
);

/// Measures everything and prints a line each: name and milliseconds of CPU.
pub fn measure(folder: &Path, length: Duration) {
    let random = SystemRandom::new();
    let es256 = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    print("es256", length, 64, || {
        es256.sign(&random, &MESSAGE).unwrap();
    });
    let rs256 = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let mut signature = vec![0; rs256.public_modulus_len()];
    print("rs256", length, 4, || {
        let padding = &RSA_PKCS1_SHA256;
        rs256
            .sign(padding, &random, &MESSAGE, &mut signature)
            .unwrap();
    });
    let (argon2, mut memory) = argon();
    print("argon2", length, 1, || {
        hash(&argon2, &mut memory, b"a password");
    });
    println!("insert {}", durable_insert(folder, length));
}

/// Prints the cost of `operation`, which is repeated `batch` times between looks at the clock.
fn print(name: &str, length: Duration, batch: u32, mut operation: impl FnMut()) {
    let cost = cost(length, batch, || (0..batch).for_each(|_| operation()));
    println!("{name} {cost}");
}

/// Milliseconds of CPU of one of the `size` operations that `batch` carries out.
fn cost(length: Duration, size: u32, mut batch: impl FnMut()) -> f64 {
    let (began, before) = (Instant::now(), cpu::seconds(std::process::id()));
    let mut count = 0.0;
    while began.elapsed() < length {
        batch();
        count += f64::from(size);
    }
    (cpu::seconds(std::process::id()) - before) * 1000.0 / count
}

fn argon() -> (Argon2<'static>, Vec<Block>) {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).unwrap();
    let memory = vec![Block::default(); params.block_count()];
    (
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
        memory,
    )
}

fn hash(argon2: &Argon2<'_>, memory: &mut [Block], password: &[u8]) {
    let mut out = [0; 32];
    argon2
        .hash_password_into_with_memory(password, SALT, &mut out, memory)
        .unwrap();
}

/// Hashes as Signet's workers do, which let other threads go first.
pub fn hash_for_ever() {
    #[cfg(target_os = "linux")]
    rustix::process::setpriority_process(None, 5).unwrap();
    let (argon2, mut memory) = argon();
    loop {
        hash(&argon2, &mut memory, b"a password");
    }
}

/// A password as it is stored.
pub fn stored_password(password: &str) -> String {
    let (argon2, _) = argon();
    let mut out = [0; 32];
    argon2
        .hash_password_into(password.as_bytes(), SALT, &mut out)
        .unwrap();
    let encode = |bytes| data_encoding::BASE64_NOPAD.encode(bytes);
    let (salt, hash) = (encode(SALT), encode(&out));
    format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1${salt}${hash}")
}

/// A token family as Signet keeps it, inserted in groups, one prepared statement and one commit a
/// group.
fn durable_insert(folder: &Path, length: Duration) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut connection = runtime.block_on(database(folder));
    let statement = statement(usize::try_from(GROUP).unwrap());
    let mut next = 0;
    let cost = cost(length, u32::try_from(GROUP).unwrap(), || {
        runtime.block_on(insert(&mut connection, &statement, next));
        next += GROUP;
    });
    runtime.block_on(connection.close()).unwrap();
    cost
}

async fn database(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("limit.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", "4000")
        .pragma("cache_size", "-65536")
        .disable_statement_logging();
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(TABLES)
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}

/// Inserts so many families.
pub fn statement(families: usize) -> String {
    let rows = vec![
        "(?, 'app', ?, ?, 'openid profile email', 1, 'urn:signet:password', '[\"pwd\"]', \
                     'online', 0, 1, 1, 1, NULL, NULL)";
        families
    ];
    format!(
        "INSERT INTO grants VALUES {} ON CONFLICT DO NOTHING",
        rows.join(", ")
    )
}

/// Ids in the order of time; people and sessions in no order.
pub fn ids(next: u64) -> ([u8; 16], Vec<u8>) {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&next.to_be_bytes());
    let person = (next % GROUP).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (id, person.to_be_bytes().repeat(2))
}

async fn insert(connection: &mut SqliteConnection, statement: &str, next: u64) {
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for number in next..next + GROUP {
        let (id, person) = ids(number);
        query = query.bind(id.to_vec()).bind(person.clone()).bind(person);
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.unwrap();
    query.execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
}
