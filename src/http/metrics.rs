//! What Prometheus asks for, on a listener of its own (security O3).

use super::cx::Cx;
use super::server::State;
use crate::flow::{Services, figures};
use crate::metrics::families::{
    BUILD_INFO, DELIVERIES_WAITING, SESSIONS_ACTIVE, SIGNING_KEY_AGE, STORE_UP,
};
use crate::metrics::{Text, process};
use crate::store::StoreError;
use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get};

/// Where Prometheus looks.
pub const PATH: &str = "/metrics";

/// The media type of the text (Prometheus exposition formats).
const TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Serves it and nothing else.
pub fn configure(config: &mut ServiceConfig) {
    config.route(PATH, get().to(page));
}

/// Everything that is measured. A database that does not answer is one of the numbers.
async fn page(cx: Cx) -> HttpResponse {
    let text = told(&cx).await;
    HttpResponse::Ok()
        .content_type(TYPE)
        .body(text.into_string())
}

async fn told(state: &State) -> Text {
    let services = &state.services;
    let mut text = Text::default();
    text.family(&BUILD_INFO);
    let version = env!("CARGO_PKG_VERSION");
    text.sample(BUILD_INFO.name, &[("version", version)], &1);
    if let Some(requests) = &state.requests {
        requests.tell(&mut text);
    }
    services.meters.tell(&mut text);
    let waiting = services.hasher.waiting();
    services.hasher.meters().tell(&mut text, waiting);
    let connections = services.store.connections();
    services.store.meters().tell(&mut text, connections);
    let mut kept = Text::default();
    let answered = of_the_store(services, &mut kept).await;
    if let Err(error) = &answered {
        tracing::warn!(%error, "the database does not tell how much there is");
    }
    text.one(&STORE_UP, &u8::from(answered.is_ok()));
    text.append(&kept);
    process(&mut text);
    text
}

/// What only the database knows.
async fn of_the_store(services: &Services, text: &mut Text) -> Result<(), StoreError> {
    let tally = figures::tally(services).await?;
    text.one(&SESSIONS_ACTIVE, &tally.sessions);
    text.family(&DELIVERIES_WAITING);
    for (kind, number) in [
        ("logout", tally.logouts),
        ("mail", tally.mails),
        ("webhook", tally.webhooks),
    ] {
        text.sample(DELIVERIES_WAITING.name, &[("kind", kind)], &number);
    }
    let now = services.now();
    text.family(&SIGNING_KEY_AGE);
    for key in services.store.signing_keys().await? {
        let labels = [
            ("kid", key.kid.0.as_str()),
            ("alg", key.algorithm.as_str()),
            ("state", key.state.as_str()),
        ];
        let age = now.since(key.published_at).as_secs();
        text.sample(SIGNING_KEY_AGE.name, &labels, &age);
    }
    Ok(())
}
