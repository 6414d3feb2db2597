//! H: actix-web with nothing behind it, and answers as large as Signet's. And the limits in one: the same
//! with signatures and durable inserts in the same process, where they share caches and threads.

use super::limits::{self, MESSAGE};
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

/// The length of a token answer or of the discovery document.
const JSON: usize = 1900;
/// The length of a code with what is around it.
const LOCATION: usize = 700;

/// Serves on `port` until the process ends.
pub fn serve(port: u16) {
    let server = async {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = web::Data::new(key);
        let inserts = web::Data::new(writer(port));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(key.clone())
                .app_data(inserts.clone())
                .route("/json", web::get().to(json))
                .route("/redirect", web::get().to(redirect))
                .route("/form", web::post().to(form))
                .route("/signed", web::post().to(signed))
                .route("/redeem", web::post().to(redeem))
        });
        let server = server.workers(1).bind(("127.0.0.1", port)).unwrap();
        server.run().await.unwrap();
    };
    actix_web::rt::System::new().block_on(server);
}

async fn json() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body("x".repeat(JSON))
}

async fn redirect() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, "x".repeat(LOCATION)))
        .finish()
}

/// H and S in one: the signature's tables share the caches with everything else, as in a server.
async fn signed(body: Bytes, key: web::Data<EcdsaKeyPair>) -> HttpResponse {
    key.sign(&SystemRandom::new(), &MESSAGE).unwrap();
    form(body).await
}

async fn form(body: Bytes) -> HttpResponse {
    assert!(!body.is_empty());
    json().await
}

type Inserts = mpsc::UnboundedSender<oneshot::Sender<()>>;

/// H, two S and W in one: what the redemption of a code cannot do without.
async fn redeem(
    body: Bytes,
    key: web::Data<EcdsaKeyPair>,
    inserts: web::Data<Inserts>,
) -> HttpResponse {
    let (done, answer) = oneshot::channel();
    inserts.send(done).unwrap();
    answer.await.unwrap();
    key.sign(&SystemRandom::new(), &MESSAGE).unwrap();
    signed(body, key).await
}

/// Inserts token families on a thread of its own: what has come while one commit was synced shares the
/// next one.
fn writer(port: u16) -> Inserts {
    let (inserts, mut wanted) = mpsc::unbounded_channel::<oneshot::Sender<()>>();
    let mut connection = Connection::open(format!("bare-{port}.db")).unwrap();
    connection.execute_batch(limits::SETTINGS).unwrap();
    connection.execute_batch(limits::TABLES).unwrap();
    std::thread::spawn(move || {
        let (mut next, mut batch) = (0, Vec::new());
        while let Some(first) = wanted.blocking_recv() {
            batch.push(first);
            batch.extend(std::iter::from_fn(|| wanted.try_recv().ok()));
            insert(&mut connection, batch.len(), &mut next);
            for done in batch.drain(..) {
                // A caller that went away does not want to know.
                let _ = done.send(());
            }
        }
    });
    inserts
}

fn insert(connection: &mut Connection, count: usize, next: &mut u64) {
    let transaction = connection.transaction().unwrap();
    let mut statement = transaction.prepare_cached(&limits::statement(1)).unwrap();
    for _ in 0..count {
        let (id, person) = limits::ids(*next);
        statement.execute((id, &person, &person)).unwrap();
        *next += 1;
    }
    drop(statement);
    transaction.commit().unwrap();
}
