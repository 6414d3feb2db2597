//! Puts the pieces together.

use crate::flow::Services;
use std::sync::Arc;

/// Serves until the process is told to stop.
pub async fn serve(services: Arc<Services>) -> anyhow::Result<()> {
    tokio::signal::ctrl_c().await?;
    services.store.close().await;
    Ok(())
}
