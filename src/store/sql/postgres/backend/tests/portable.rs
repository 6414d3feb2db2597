//! Backups of PostgreSQL databases, and moving into them and out.

use super::super::migrate;
use super::super::pool::Pool;
use super::{Sql, add, cluster, fresh, has, open};
use crate::entropy::SeededEntropy;
use crate::store::contract::samples::{fill, grant, session, session_id, user_id};
use crate::store::sql::portable::restore::{Order, restore};
use crate::store::sql::portable::{Backup, Place, PortableError, backup, last_snapshot, moving};
use crate::store::sql::sqlite;
use crate::store::{Housekeeping, Sessions, Store, StoreError};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Connection, PgConnection, SqlStr, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

fn place(url: &str) -> Place {
    Place::Postgres(Box::new(url.parse().unwrap()))
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signet.db");
    (folder, path)
}

async fn embedded(path: &Path) -> sqlite::Sql {
    let opened = sqlite::Sql::open(path, &SeededEntropy::new(3)).await;
    opened.unwrap()
}

/// What could differ after a copy.
async fn told(store: &dyn Store) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        store.deployment_id().await.unwrap(),
        store.user(user_id(1)).await.unwrap(),
        store.user(user_id(2)).await.unwrap(),
        store.session(session_id(2)).await.unwrap(),
        store.grant(grant(u128::MAX).id).await.unwrap(),
        store.signing_keys().await.unwrap(),
        store.gone_keys().await.unwrap(),
        store.past_keys().await.unwrap(),
        store.clients().await.unwrap(),
    )
}

#[tokio::test]
async fn a_deployment_moves_there_and_back() {
    let (_folder, path) = folder();
    let store = embedded(&path).await;
    fill(&store).await;
    let before = told(&store).await;
    store.close().await;
    let url = cluster::schema();
    let here = Place::Sqlite(path);
    let there = place(&url);
    let mut tables = 0;
    let moved = moving::carry(&here, &there, &mut |_| tables += 1)
        .await
        .unwrap();
    assert_eq!(moved.len(), tables);
    let filled = moved.iter().filter(|counted| counted.rows > 0).count();
    assert!(filled >= 12, "{moved:?}");

    let again = moving::carry(&here, &there, &mut |_| {}).await;
    assert!(
        matches!(again, Err(PortableError::Occupied(_))),
        "{again:?}"
    );
    let store = open(&url).await;
    assert_eq!(told(&store).await, before);
    store
        .begin_session(crate::store::contract::samples::begins(session(9)))
        .await
        .unwrap();
    let (_other, path) = folder();
    let back = Place::Sqlite(path.clone());
    let used = moving::carry(&there, &back, &mut |_| {}).await;
    assert!(matches!(used, Err(PortableError::Presence(_))), "{used:?}");
    store.close().await;
    moving::carry(&there, &back, &mut |_| {}).await.unwrap();
    let store = embedded(&path).await;
    assert_eq!(told(&store).await, before);
    assert!(store.session(session_id(9)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_move_goes_on_and_copies_anew_what_has_changed() {
    let (_folder, path) = folder();
    let store = embedded(&path).await;
    fill(&store).await;
    store.close().await;
    let url = cluster::schema();
    let (here, there) = (Place::Sqlite(path.clone()), place(&url));
    moving::carry(&here, &there, &mut |_| {}).await.unwrap();

    // As if it had been killed: unfinished, a table cut short, another changed since.
    let mut conn = PgConnection::connect(&url).await.unwrap();
    let mut source = SqliteConnection::connect(path.to_str().unwrap())
        .await
        .unwrap();
    let id: Vec<u8> = sqlx::query_scalar("SELECT value FROM meta WHERE name = 'deployment_id'")
        .fetch_one(&mut source)
        .await
        .unwrap();
    let latest = sqlite::MIGRATOR.iter().map(|migration| migration.version).max().unwrap();
    let origin = format!("{}/{latest}", data_encoding::HEXLOWER.encode(&id));
    for sql in [
        "CREATE TABLE _signet_move (source TEXT NOT NULL PRIMARY KEY)",
        "DELETE FROM grants WHERE id > '00000000-0000-0000-0000-000000000001'",
        "UPDATE users SET username = 'Somebody' WHERE username = 'Person1'",
    ] {
        sqlx::query(sql).execute(&mut conn).await.unwrap();
    }
    sqlx::query("INSERT INTO _signet_move VALUES ($1)")
        .bind(origin)
        .execute(&mut conn)
        .await
        .unwrap();
    let address = url.parse().unwrap();
    let served = Sql::open(address, Path::new("."), &SeededEntropy::new(1)).await;
    assert!(matches!(served, Err(StoreError::Unfinished)));
    let (_other_folder, other) = folder();
    let another = sqlite::Sql::open(&other, &SeededEntropy::new(4)).await;
    another.unwrap().close().await;
    let foreign = moving::carry(&Place::Sqlite(other), &there, &mut |_| {}).await;
    assert!(
        matches!(foreign, Err(PortableError::OtherMove(_))),
        "{foreign:?}"
    );

    moving::carry(&here, &there, &mut |_| {}).await.unwrap();
    let moved = told(&open(&url).await).await;
    assert_eq!(moved, told(&embedded(&path).await).await);
}

#[tokio::test]
async fn backups_go_from_either_database_to_the_other() {
    let (store, url) = fresh().await;
    fill(&store).await;
    let before = told(&store).await;
    let (folder, path) = folder();
    let file = folder.path().join("backup");
    backup::write(&place(&url), &file, false).await.unwrap();
    let here = Place::Sqlite(path.clone());
    let order = Order {
        place: &here,
        save_as: None,
        onward: true,
    };
    restore(Backup::open(&file).await.unwrap(), &order)
        .await
        .unwrap();
    assert_eq!(told(&embedded(&path).await).await, before);

    let other = cluster::schema();
    let there = place(&other);
    let order = Order {
        place: &there,
        save_as: None,
        onward: true,
    };
    restore(Backup::open(&file).await.unwrap(), &order)
        .await
        .unwrap();
    let restored = open(&other).await;
    assert_eq!(told(&restored).await, before);
    let again = restore(Backup::open(&file).await.unwrap(), &order).await;
    assert!(
        matches!(again, Err(PortableError::Presence(_))),
        "{again:?}"
    );
    restored.close().await;
    let again = restore(Backup::open(&file).await.unwrap(), &order).await;
    assert!(
        matches!(again, Err(PortableError::NotEmpty(_))),
        "{again:?}"
    );
}

#[tokio::test]
async fn a_database_is_copied_before_it_is_migrated() {
    let (store, url) = fresh().await;
    store.write(add("kept")).await.unwrap();
    store.close().await;
    let next = Migration::new(
        1_000_000,
        "later".into(),
        MigrationType::Simple,
        SqlStr::from_static("DELETE FROM meta WHERE name = 'kept'"),
        false,
    );
    let migrations = migrate::MIGRATOR.iter().cloned().chain([next]);
    let migrator = Migrator {
        locking: false,
        ..Migrator::with_migrations(migrations.collect())
    };
    let copies = tempfile::tempdir().unwrap();
    let deep = copies.path().join("data");
    let pool = Arc::new(Pool::new(url.parse().unwrap(), Arc::default()));
    for _ in 0..2 {
        let run = migrate::run_those_of(&migrator, &pool, &deep, [0; 16]).await;
        run.unwrap();
    }
    pool.close().await;
    assert_eq!(std::fs::read_dir(&deep).unwrap().count(), 1);
    let there = place(&url);
    let copy = last_snapshot(&there, &deep).unwrap();
    assert_eq!(copy, deep.join("postgres.before-1000000.bak"));

    // This Signet knows nothing of the later schema, and leaves it alone.
    let saved = deep.join("saved");
    let order = Order {
        place: &there,
        save_as: Some(&saved),
        onward: false,
    };
    let refused = restore(Backup::open(&copy).await.unwrap(), &order).await;
    assert!(
        matches!(refused, Err(PortableError::Newer { .. })),
        "{refused:?}"
    );
    let mut conn = PgConnection::connect(&url).await.unwrap();
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 1000000")
        .execute(&mut conn)
        .await
        .unwrap();
    let restored = restore(Backup::open(&copy).await.unwrap(), &order)
        .await
        .unwrap();
    assert_eq!(restored.saved, Some(saved));
    assert!(has(&open(&url).await, "kept").await);
}

#[tokio::test]
async fn tables_of_others_are_left_alone() {
    let url = cluster::schema();
    let mut conn = PgConnection::connect(&url).await.unwrap();
    sqlx::query("CREATE TABLE users (id INT)")
        .execute(&mut conn)
        .await
        .unwrap();
    let (_folder, path) = folder();
    embedded(&path).await.close().await;
    let moved = moving::carry(&Place::Sqlite(path), &place(&url), &mut |_| {}).await;
    assert!(
        matches!(moved, Err(PortableError::Foreign { .. })),
        "{moved:?}"
    );
}
