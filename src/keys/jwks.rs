//! The published keys as a document.

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use std::sync::Arc;

/// The JWKS document (RFC 7517 §5), written once for each change of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwks {
    /// The document.
    pub json: Bytes,
    /// A strong entity tag of it, with its quotes (RFC 9110 §8.8.3).
    pub etag: Bytes,
    keys: Arc<[Value]>,
}

impl Jwks {
    /// The document with these public keys.
    pub fn new(keys: &[Value]) -> Self {
        let json = json!({ "keys": keys }).to_string();
        let hash = digest(&SHA256, json.as_bytes());
        let etag = format!("\"{}\"", BASE64URL_NOPAD.encode(hash.as_ref()));
        Self {
            json: json.into(),
            etag: etag.into(),
            keys: keys.into(),
        }
    }

    /// The document with one key more, at its end.
    #[must_use]
    pub fn and(&self, key: Value) -> Self {
        let mut keys = self.keys.to_vec();
        keys.push(key);
        Self::new(&keys)
    }
}
