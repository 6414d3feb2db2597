//! The pages with which a browser signs out of its apps (OpenID Connect Front-Channel Logout 1.0).

use super::Services;
use crate::model::SessionId;
use crate::oidc::authorization_response::with_query;
use crate::store::StoreError;

/// What is framed when `session` has ended: a page of each app of it that has one, with `iss` and
/// `sid` (§3).
pub async fn frames(services: &Services, session: SessionId) -> Result<Vec<String>, StoreError> {
    let sid = session.to_string();
    let mut frames = Vec::new();
    for id in services.store.clients_of_session(session).await? {
        let client = services.store.client(&id).await?;
        if let Some(uri) = client
            .as_ref()
            .and_then(|client| client.metadata.frontchannel_logout_uri.as_deref())
        {
            let parameters = [("iss", services.issuer()), ("sid", &sid)];
            frames.push(with_query(uri, &parameters));
        }
    }
    Ok(frames)
}
