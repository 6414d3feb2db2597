//! Another secret for an app.

use super::secret::generate;
use super::{ClientsError, PlannedClient, WantedClient, plan, show};
use crate::admin::Desk;
use crate::oidc::ClientId;

/// Gives a client another secret, to be shown once. The old one stops working in the same write.
pub async fn rotate_secret(desk: &Desk<'_>, id: &ClientId) -> Result<PlannedClient, ClientsError> {
    let planned = with_other_secret(desk, id).await?;
    planned.save(desk).await?;
    Ok(planned)
}

/// A client with another secret; nothing is changed before [`PlannedClient::save`].
pub async fn with_other_secret(
    desk: &Desk<'_>,
    id: &ClientId,
) -> Result<PlannedClient, ClientsError> {
    let metadata = show(desk, id).await?.metadata.clone();
    let secret = generate(desk.entropy.as_ref());
    let wanted = WantedClient {
        id: id.clone(),
        metadata,
        secret: Some(secret.clone()),
    };
    let planned = plan(desk, wanted).await?;
    Ok(PlannedClient {
        generated_secret: Some(secret),
        ..planned
    })
}
