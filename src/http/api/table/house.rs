//! Calls about Signet itself: keys, deliveries, events, how things go.

use super::{Call, O, call, list};
use crate::http::api::PART;
use crate::http::api::deliveries::{self, LetterBody, LogoutBody};
use crate::http::api::diagnosis::{self, ExplanationBody, OverviewBody, TraceBody};
use crate::http::api::events::{self, ChainedBody, EventBody, VerificationBody};
use crate::http::api::keys::{self, ChangedBody, KeyBody, KnownReaderBody, RotationBody};
use crate::http::api::schema::Schema;
use crate::http::api::webhooks::{
    self, NewWebhookBody, TestBody, WebhookBody, WebhookChangeBody, WebhookDeliveryBody,
};
use actix_web::http::Method;
use actix_web::web::{delete, get, patch, post};

pub(super) static CALLS: &[Call] = &[
    call(
        Method::GET,
        "/keys",
        "listKeys",
        "Signing keys, in the order of the JWKS",
        O::ReadKeys,
        || get().to(keys::all),
    )
    .gives(200, list::<KeyBody>),
    call(
        Method::GET,
        "/keys/readers",
        "listKeyReaders",
        "Who fetches the published keys, those that came last first",
        O::ReadKeys,
        || get().to(keys::readers),
    )
    .gives(200, list::<KnownReaderBody>),
    call(
        Method::POST,
        "/keys/rotation",
        "rotateKeys",
        "Replaces the signing keys",
        O::RotateKeys,
        || post().to(keys::rotate),
    )
    .takes(RotationBody::schema)
    .gives(200, ChangedBody::schema),
    call(
        Method::GET,
        "/deliveries/logouts",
        "listLogoutDeliveries",
        "What apps were told of ended sessions within the last week, newest first",
        O::ReadDeliveries,
        || get().to(deliveries::logouts),
    )
    .asks(PART)
    .gives(200, list::<LogoutBody>),
    call(
        Method::GET,
        "/deliveries/letters",
        "listLetters",
        "Letters within the last week without what they say, newest first",
        O::ReadDeliveries,
        || get().to(deliveries::letters),
    )
    .asks(PART)
    .gives(200, list::<LetterBody>),
    call(
        Method::GET,
        "/webhooks",
        "listWebhooks",
        "Where events are sent",
        O::ReadDeliveries,
        || get().to(webhooks::all),
    )
    .gives(200, list::<WebhookBody>),
    call(
        Method::POST,
        "/webhooks",
        "addWebhook",
        "Has events sent to a target; the secret that signs them is shown this once",
        O::EditWebhooks,
        || post().to(webhooks::add),
    )
    .takes(NewWebhookBody::schema)
    .gives(201, webhooks::added)
    .once(),
    call(
        Method::PATCH,
        "/webhooks/{id}",
        "changeWebhook",
        "Sends events elsewhere, or others",
        O::EditWebhooks,
        || patch().to(webhooks::change),
    )
    .takes(WebhookChangeBody::schema)
    .gives(200, WebhookBody::schema),
    call(
        Method::DELETE,
        "/webhooks/{id}",
        "removeWebhook",
        "Has nothing more sent to a target",
        O::EditWebhooks,
        || delete().to(webhooks::remove),
    ),
    call(
        Method::POST,
        "/webhooks/{id}/secret",
        "rotateWebhookSecret",
        "Gives a target another secret, shown this once; what is sent from then on is signed by it",
        O::EditWebhooks,
        || post().to(webhooks::rotate_secret),
    )
    .gives(200, webhooks::added)
    .once(),
    call(
        Method::POST,
        "/webhooks/{id}/test",
        "testWebhook",
        "Sends something to a target and tells what it answers",
        O::EditWebhooks,
        || post().to(webhooks::test),
    )
    .gives(200, TestBody::schema),
    call(
        Method::GET,
        "/webhooks/{id}/deliveries",
        "listWebhookDeliveries",
        "What was sent to a target within the last week, newest first",
        O::ReadDeliveries,
        || get().to(webhooks::deliveries),
    )
    .asks(PART)
    .gives(200, list::<WebhookDeliveryBody>),
    call(
        Method::GET,
        "/events",
        "listEvents",
        "What has happened, newest first",
        O::ReadEvents,
        || get().to(events::all),
    )
    .asks(events::LIST)
    .gives(200, list::<EventBody>),
    call(
        Method::GET,
        "/events/{id}",
        "showEvent",
        "One event",
        O::ReadEvents,
        || get().to(events::one),
    )
    .gives(200, EventBody::schema),
    call(
        Method::GET,
        "/audit/events",
        "exportEvents",
        "The chain of events, oldest first, each with its hash; a part may be short and still go on",
        O::ReadEvents,
        || get().to(events::chain),
    )
    .asks(events::CHAIN)
    .gives(200, list::<ChainedBody>),
    call(
        Method::GET,
        "/audit/verification",
        "verifyEvents",
        "Looks through the whole chain: whether an event was altered, removed, moved or added",
        O::ReadEvents,
        || get().to(events::verify),
    )
    .gives(200, VerificationBody::schema),
    call(
        Method::GET,
        "/refusals/{reference}",
        "explainRefusal",
        "A refused request against what is registered, and what would mend it",
        O::ReadEvents,
        || get().to(diagnosis::explanation),
    )
    .gives(200, ExplanationBody::schema),
    call(
        Method::GET,
        "/notes",
        "listNotes",
        "Refused requests, failed sign-ins and steps of sign-ins, newest first; they are kept apart from \
         the events, and make room for others",
        O::ReadEvents,
        || get().to(diagnosis::notes),
    )
    .asks(events::LIST)
    .gives(200, list::<EventBody>),
    call(
        Method::GET,
        "/traces",
        "listTraces",
        "How sign-ins went, those that began last first",
        O::ReadEvents,
        || get().to(diagnosis::latest),
    )
    .asks(diagnosis::TRACES)
    .gives(200, list::<TraceBody>),
    call(
        Method::GET,
        "/traces/{id}",
        "showTrace",
        "The steps of a sign-in",
        O::ReadEvents,
        || get().to(diagnosis::steps),
    )
    .gives(200, list::<EventBody>),
    call(
        Method::GET,
        "/figures",
        "showFigures",
        "How much there is, and how much happened within the last hours",
        O::ReadSettings,
        || get().to(diagnosis::overview),
    )
    .asks(diagnosis::FIGURES)
    .gives(200, OverviewBody::schema),
];
