//! Why an outgoing call did not bring anything.

use super::resolver::Unfit;
use std::error::Error;
use std::path::PathBuf;

/// Why there is no document. The words are for the operator: whoever gave the address learns nothing of
/// what is there (security J3).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address is none that is called at all.
    #[error("only https addresses with a host are called")]
    NotHttps,
    /// The address is within a network, or its name stands for one that is.
    #[error("{0} is no public address, and not among fetch_networks")]
    NotPublic(std::net::IpAddr),
    /// Nobody answered, not in time, or not whom the certificate should name.
    #[error("the call failed: {0}")]
    Failed(String),
    /// The answer is no success.
    #[error("the answer has status {0}")]
    Status(u16),
    /// The answer is something else than what was asked for.
    #[error("the answer has another content type")]
    ContentType,
    /// The answer is larger than anything that is wanted.
    #[error("the answer is larger than {} KiB", super::call::MOST / 1024)]
    TooLarge,
    /// Others call at this moment.
    #[error("too many calls are under way")]
    Busy,
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        // The address may hold something secret; the words of the causes do not.
        let error = error.without_url();
        let mut words = error.to_string();
        let mut cause = error.source();
        while let Some(next) = cause {
            if let Some(Unfit::NotPublic(address)) = next.downcast_ref() {
                return Self::NotPublic(*address);
            }
            words = format!("{words}: {next}");
            cause = next.source();
        }
        Self::Failed(words)
    }
}

/// Why outgoing calls cannot be made at all.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The file with certificate authorities cannot be read.
    #[error("cannot read {0} (setting fetch_ca): {1}")]
    Read(PathBuf, #[source] std::io::Error),
    /// The file has no certificate in it.
    #[error("{0} (setting fetch_ca) holds no certificate: give a PEM file")]
    NoCertificate(PathBuf),
}
