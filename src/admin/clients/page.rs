//! Apps, a part at a time.

use super::{ClientsError, list};
use crate::admin::Desk;
use crate::model::Client;
use crate::oidc::ClientId;

/// At most `limit` apps after `after`, in the order of their ids, whose id or name has `part` in it.
pub async fn page(
    desk: &Desk<'_>,
    part: &str,
    after: Option<ClientId>,
    limit: u32,
) -> Result<Vec<Client>, ClientsError> {
    let part = part.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&part);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let found = list(desk).await?.into_iter();
    let found = found.filter(|client| after.as_ref().is_none_or(|after| client.id > *after));
    let found = found.filter(|client| has(client.id.as_str()) || has(client.display_name()));
    Ok(found.take(limit).collect())
}
