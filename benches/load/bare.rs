//! H: actix-web with nothing behind it, and answers as large as Signet's.

use super::limits::MESSAGE;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

/// The length of a token answer or of the discovery document.
const JSON: usize = 1900;
/// The length of a code with what is around it.
const LOCATION: usize = 700;

/// Serves on `port` until the process ends.
pub fn serve(port: u16) {
    let server = async {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = web::Data::new(key);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(key.clone())
                .route("/json", web::get().to(json))
                .route("/redirect", web::get().to(redirect))
                .route("/form", web::post().to(form))
                .route("/signed", web::post().to(signed))
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
