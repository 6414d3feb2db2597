//! Telling apps that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2).

use super::encrypted::{self, Content};
use super::issue::sign;
use super::{Failure, Services, id_token, retry, subject};
use crate::keys::Typ;
use crate::model::{Client, LogoutDelivery};
use crate::oidc::authorization_response::encode;
use crate::oidc::tokens::{LogoutEvents, LogoutTokenClaims};
use crate::store::{Attempted, StoreError};
use std::time::Duration;

/// How long a logout token is good for (§2.4 recommends two minutes at most).
const LIFETIME: Duration = Duration::from_mins(2);

/// Takes up to `limit` attempts that are due for this node.
pub async fn claim(services: &Services, limit: u32) -> Result<Vec<LogoutDelivery>, StoreError> {
    let now = services.now();
    let store = &services.store;
    let due = store.due_logouts(now, limit).await?;
    retry::claimed(due, async |delivery| {
        let next = retry::next(delivery.attempts, now);
        let claim = store.claim_logout(delivery.id, delivery.attempts, next);
        claim.await
    })
    .await
}

/// Makes one attempt and notes how it ended.
pub async fn deliver(services: &Services, delivery: LogoutDelivery) {
    let attempted = Attempted::of(send(services, &delivery).await, services.now());
    if !attempted.delivered {
        tracing::warn!(
            event = "logout_not_delivered",
            client_id = delivery.client_id.as_str(),
            sid = %delivery.session_id,
            attempt = delivery.attempts + 1,
            status = attempted.status,
            error = attempted.error,
        );
    }
    if let Err(error) = services.store.note_logout(delivery.id, attempted).await {
        tracing::error!(%error, "cannot note what an app was told");
    }
    services.outbox.settle(delivery.id);
}

async fn send(services: &Services, delivery: &LogoutDelivery) -> Result<u16, String> {
    let client = services.store.client(&delivery.client_id).await;
    let client = client.map_err(|error| error.to_string())?;
    let client = client.ok_or("the app is not registered any more")?;
    let uri = client.metadata.backchannel_logout_uri.as_deref();
    let uri = uri.ok_or("the app has no backchannel_logout_uri any more")?;
    let token = token(services, &client, delivery).await;
    let token = token.map_err(|error| error.to_string())?;
    let body = encode(&[("logout_token", &token)]);
    let sent = services.fetcher.post_form(uri, Vec::new(), body).await;
    sent.map_err(|error| error.to_string())
}

/// The logout token (§2.4), made when it is sent; signed and encrypted as the client's ID tokens are
/// (§2.6).
async fn token(
    services: &Services,
    client: &Client,
    delivery: &LogoutDelivery,
) -> Result<String, Failure> {
    let now = services.now();
    let own = delivery.subject.as_deref();
    let subject = subject::known_by(services, client, delivery.user_id, own);
    let claims = LogoutTokenClaims {
        iss: services.issuer(),
        sub: &subject,
        aud: &client.id,
        iat: now,
        exp: now.plus(LIFETIME),
        jti: &delivery.id.to_string(),
        events: LogoutEvents::default(),
        sid: &delivery.session_id.to_string(),
    };
    let algorithm = client.metadata.id_token_signed_response_alg;
    let signed = sign(services, algorithm, Typ::LogoutToken, &claims)?;
    let wish = id_token::wish(client);
    encrypted::to_client(services, client, wish, signed, Content::Jwt).await
}
