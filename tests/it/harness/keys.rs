//! Keys of an app, and what it signs with them.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use signet::keys::KeyPair;
use signet::oidc::SigningAlgorithm;

/// A key pair of an app.
pub struct Keys(KeyPair);

impl Keys {
    /// A new one.
    pub fn new(algorithm: SigningAlgorithm) -> Self {
        Self(KeyPair::generate(algorithm).unwrap())
    }

    /// The public half.
    pub fn jwk(&self) -> Value {
        self.0.public().jwk(&self.0.kid(), self.0.algorithm())
    }

    /// A key set with this key only.
    pub fn jwks(&self) -> Value {
        json!({ "keys": [self.jwk()] })
    }

    /// A JWT with the usual header.
    pub fn sign(&self, claims: &Value) -> String {
        self.sign_with(&json!({}), claims)
    }

    /// A JWT whose header has these members too.
    pub fn sign_with(&self, header: &Value, claims: &Value) -> String {
        let mut whole = json!({ "alg": self.0.algorithm().as_str(), "kid": self.0.kid().0 });
        for (name, value) in header.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let signed = format!("{}.{}", encoded(&whole), encoded(claims));
        let signature = self.0.sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

fn encoded(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

/// A JWT that nobody signed.
pub fn unsigned(claims: &Value) -> String {
    format!("{}.{}.", encoded(&json!({"alg": "none"})), encoded(claims))
}
