//! Has it written down what operators are refused, whichever call it was.

use crate::admin::Operation;
use crate::http::cx::Cx;
use crate::http::refusals;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError};

/// What handlers end with where they refuse.
pub trait Refusal: ResponseError + 'static {
    /// What the operator may not do, where that is why.
    fn forbidden(&self) -> Option<Operation>;
}

/// The middleware, around handlers that refuse with `R`.
pub async fn watch<R: Refusal, B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let response = next.call(request).await?;
    let error = response.response().error();
    let refusal = error.and_then(|error| error.as_error::<R>());
    if let Some(operation) = refusal.and_then(R::forbidden)
        && let Some(cx) = Cx::of(response.request())
    {
        refusals::forbidden(&cx, operation);
    }
    Ok(response)
}
