//! What is kept of the dispatcher's decisions.

use super::Step;
use crate::flow::{Services, trace};
use crate::model::TraceId;
use crate::oidc::{AuthorizationRequest, OAuthError};

/// Begins a trace where there is none, and notes what is asked.
pub fn asked(
    services: &Services,
    trace: &mut Option<TraceId>,
    request: &AuthorizationRequest,
    step: &Step,
) {
    if trace.is_none() {
        *trace = trace::begin(services);
        trace::step(services, *trace, "sign_in.requested", |event| {
            let event = event.client(&request.client_id);
            event
                .with("redirect_uri", &request.redirect_uri)
                .with("scope", &request.scope)
        });
    }
    trace::step(services, *trace, "sign_in.asked", |event| {
        event.client(&request.client_id).with("for", step.as_str())
    });
}

/// Notes what the app is told instead of a code.
pub fn refused(services: &Services, trace: Option<TraceId>, error: &OAuthError) {
    trace::step(services, trace, "sign_in.refused", |event| {
        event.failed().with("error", error)
    });
}
