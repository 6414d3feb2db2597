//! Names become addresses here and nowhere else, so that what was checked is what is called.

use super::Networks;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;
use std::sync::Arc;

/// Resolves by the system, and refuses a name that stands for any address that may not be called.
pub struct Resolver(pub Arc<Networks>);

/// Why a name is not called.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Nothing is there.
    #[error("the name stands for no address")]
    Nothing,
    /// What is there is nobody's business.
    #[error("the name stands for {0}, which is no public address and not among fetch_networks")]
    NotPublic(std::net::IpAddr),
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = Arc::clone(&self.0);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            let unfit = found.iter().find(|found| !networks.allow(found.ip()));
            match unfit {
                Some(unfit) => Err(Unfit::NotPublic(unfit.ip()).into()),
                None if found.is_empty() => Err(Unfit::Nothing.into()),
                None => Ok(Box::new(found.into_iter()) as Addrs),
            }
        })
    }
}
