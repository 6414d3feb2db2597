//! Endpoints that clients call themselves: token, pushed requests, introspection, revocation.

use super::cx::Cx;
use super::json::json;
use super::{body, errors, refusals};
use crate::flow::client_auth::ClientRequest;
use crate::flow::{Failure, introspection, pushed_request, revocation, token as flow};
use crate::oidc::{ErrorCode, Parameters};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Payload;

/// The token endpoint.
pub async fn token(cx: Cx, payload: Payload) -> HttpResponse {
    let parameters = match read(&cx, payload).await {
        Ok(parameters) => parameters,
        Err(response) => return response,
    };
    match flow::token(cx.services(), &request(&cx, &parameters)).await {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(failure) => refused(&cx, &parameters, &failure),
    }
}

/// The endpoint for pushed authorization requests (RFC 9126 §2.2).
pub async fn push(cx: Cx, payload: Payload) -> HttpResponse {
    let parameters = match read(&cx, payload).await {
        Ok(parameters) => parameters,
        Err(response) => return response,
    };
    match pushed_request::push(cx.services(), &request(&cx, &parameters)).await {
        Ok(answer) => json(StatusCode::CREATED, &answer),
        Err(failure) => refused(&cx, &parameters, &failure),
    }
}

/// The introspection endpoint.
pub async fn introspect(cx: Cx, payload: Payload) -> HttpResponse {
    let parameters = match read(&cx, payload).await {
        Ok(parameters) => parameters,
        Err(response) => return response,
    };
    match introspection::introspect(cx.services(), &request(&cx, &parameters)).await {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(failure) => refused(&cx, &parameters, &failure),
    }
}

/// The revocation endpoint.
pub async fn revoke(cx: Cx, payload: Payload) -> HttpResponse {
    let parameters = match read(&cx, payload).await {
        Ok(parameters) => parameters,
        Err(response) => return response,
    };
    match revocation::revoke(cx.services(), &request(&cx, &parameters)).await {
        Ok(()) => HttpResponse::Ok().finish(),
        Err(failure) => refused(&cx, &parameters, &failure),
    }
}

/// Reads the form of a client's request.
pub async fn read(cx: &Cx, payload: Payload) -> Result<Parameters, HttpResponse> {
    let parameters = body::form(cx, payload).await.map_err(|bad| bad.json(cx))?;
    let header = &header::AUTHORIZATION;
    let given = cx.request.headers().get_all(header).count();
    if given > 1 || (given == 1 && cx.header(header).is_none()) {
        let description = "the Authorization header must be there once, in ASCII";
        return Err(errors::json(
            cx,
            &Failure::refused(ErrorCode::InvalidRequest, description),
        ));
    }
    if let Ok(Some(client_id)) = parameters.get("client_id") {
        cx.note_client(client_id);
    }
    Ok(parameters)
}

/// The request as a use case takes it.
pub fn request<'a>(cx: &'a Cx, parameters: &'a Parameters) -> ClientRequest<'a> {
    ClientRequest {
        authorization: cx.header(&header::AUTHORIZATION),
        parameters,
        path: cx.route().map_or("", |route| route.path),
        address: cx.address(),
    }
}

/// RFC 6749 §5.2: a client that used the header is told which scheme it should have used.
pub fn refused(cx: &Cx, parameters: &Parameters, failure: &Failure) -> HttpResponse {
    refusals::receive(cx, parameters);
    let mut response = errors::json(cx, failure);
    let used_header = cx.request.headers().contains_key(header::AUTHORIZATION);
    if response.status() == StatusCode::UNAUTHORIZED && used_header {
        let value = HeaderValue::from_static("Basic realm=\"signet\", charset=\"UTF-8\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}
