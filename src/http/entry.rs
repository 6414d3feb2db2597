//! The one way into what is a person's own and into the console: for whoever is signed in as strongly
//! as is demanded of them by now (security G1). That may be more than when they signed in.

use super::cx::{Cx, Visit};
use super::sent::Sent;
use super::{account, authorize, cookies, errors, page};
use crate::flow::authorize::{self as dispatcher, Visitor};
use crate::flow::form_token::Action;
use crate::flow::session::SignedIn;

use crate::login::policy::Level;
use crate::pages;
use crate::store::StoreError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Longest way back after a sign-in.
const LONGEST_BACK: usize = 2048;

/// Who visits a page. Whoever has yet to prove more does so first, and comes back to it.
pub async fn visit(cx: &Cx) -> Result<Visit, HttpResponse> {
    let visit = cx.visit().await;
    let visit = visit.map_err(|error| errors::failure_page(cx, &error.into()))?;
    match missing(cx, visit.visitor(), visit.signed_in.as_ref()).await {
        Ok(None) => Ok(visit),
        Ok(Some((signed_in, goal))) => Err(prove_more(cx, &visit, signed_in, goal).await),
        Err(error) => Err(errors::failure_page(cx, &error.into())),
    }
}

/// A form of such a page that came back, and whose page it was. Nothing is done for whoever has yet to
/// prove more, and they are told so.
pub async fn sent(
    cx: &Cx,
    payload: Payload,
    action: Action,
) -> Result<(SignedIn, Sent), HttpResponse> {
    let mut sent = Sent::read(cx, payload, action, true).await?;
    let signed_in = sent.signed_in.take().ok_or_else(|| errors::forged(cx))?;
    match missing(cx, sent.visitor(), Some(&signed_in)).await {
        Ok(None) => Ok((signed_in, sent)),
        Ok(Some(_)) => Err(not_done(cx)),
        Err(error) => Err(errors::failure_page(cx, &error.into())),
    }
}

/// Who has to prove more, and how strong their sign-in is to be.
async fn missing<'a>(
    cx: &Cx,
    visitor: Visitor<'_>,
    signed_in: Option<&'a SignedIn>,
) -> Result<Option<(&'a SignedIn, Level)>, StoreError> {
    let Some(signed_in) = signed_in else {
        return Ok(None);
    };
    let goal = dispatcher::missing(cx.services(), visitor, signed_in).await?;
    Ok(goal.map(|goal| (signed_in, goal)))
}

async fn prove_more(cx: &Cx, visit: &Visit, signed_in: &SignedIn, goal: Level) -> HttpResponse {
    let visitor = Visitor {
        // The person is known: it is their proof that is too weak.
        waiting: &[],
        ..visit.visitor()
    };
    let (services, page) = (cx.services(), here(cx, account::PATH));
    let outcome = dispatcher::visit_page_with(services, visitor, signed_in, page, goal).await;
    let mut response = match outcome {
        Ok(outcome) => authorize::answer(cx, outcome, visitor, None),
        Err(error) => errors::step(cx, &error),
    };
    if let Some(browser) = visit.new_browser() {
        cookies::know(cx, &mut response, browser);
    }
    response
}

/// The page for whoever has sent something and has to prove more first, with the way there.
fn not_done(cx: &Cx) -> HttpResponse {
    tracing::info!(event = "form_of_a_weak_sign_in", reference = %cx.reference());
    let words = cx.words();
    let is_shown = cx.route().is_some_and(|route| route.allow.contains("GET"));
    let template = pages::Told {
        chrome: page::chrome(cx),
        title: words.text("second-title"),
        message: words.text("second-not-done"),
        link: Some(pages::Link {
            href: if is_shown {
                here(cx, account::PATH)
            } else {
                cx.path(account::PATH)
            },
            label: words.text("continue"),
        }),
    };
    page::html(cx, StatusCode::FORBIDDEN, &template)
}

/// The address of this page with its query, below the origin; that of `otherwise` where it is too long.
pub fn here(cx: &Cx, otherwise: &str) -> String {
    let address = cx.request.uri().path_and_query();
    let address = address.map(ToString::to_string).unwrap_or_default();
    if (1..=LONGEST_BACK).contains(&address.len()) {
        address
    } else {
        cx.path(otherwise)
    }
}
