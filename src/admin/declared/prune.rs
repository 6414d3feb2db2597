//! What goes because nobody declares it any more.
//!
//! Of apps, those that an operator made, however: by a file, a command or a click. The demo app and
//! those that registered themselves stay.

use super::ApplyError;
use super::plan::Step;
use super::read::{Declarations, Kind};
use crate::admin::{Desk, Operation, Target};
use crate::model::{Client, ClientOrigin};
use std::collections::BTreeSet;

/// The removals that `declared` asks for.
pub(super) async fn steps(
    desk: &Desk<'_>,
    declared: &Declarations,
) -> Result<Vec<(String, Step)>, ApplyError> {
    let mut steps = Vec::new();
    if declared.prune.contains(&Kind::Client) {
        desk.may(Operation::EditClients, Target::Deployment)?;
        let clients = undeclared_clients(desk, declared).await?;
        steps.extend(clients.into_iter().map(|client| {
            let name = format!("client {:?}", client.id.as_str());
            (name, Step::RemoveClient(Box::new(client)))
        }));
    }
    Ok(steps)
}

async fn undeclared_clients(
    desk: &Desk<'_>,
    declared: &Declarations,
) -> Result<Vec<Client>, ApplyError> {
    let wanted = declared.clients.iter().map(|client| &client.wanted.id);
    let wanted: BTreeSet<_> = wanted.collect();
    let mut clients = desk.store.clients().await?;
    clients
        .retain(|client| client.origin == ClientOrigin::Operator && !wanted.contains(&client.id));
    Ok(clients)
}
