//! H: actix-web with nothing behind it, and answers as large as Signet's.

use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};

/// The length of a token answer or of the discovery document.
const JSON: usize = 1900;
/// The length of a code with what is around it.
const LOCATION: usize = 700;

/// Serves on `port` until the process ends.
pub fn serve(port: u16) {
    let server = async {
        let server = HttpServer::new(|| {
            App::new()
                .route("/json", web::get().to(json))
                .route("/redirect", web::get().to(redirect))
                .route("/form", web::post().to(form))
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

async fn form(body: Bytes) -> HttpResponse {
    assert!(!body.is_empty());
    json().await
}
