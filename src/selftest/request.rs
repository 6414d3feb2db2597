//! An authorization request (OpenID Connect Core §3.1.2.1).

use super::client::Client;
use super::http::with_query;
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier};

/// A request with a state, a nonce and a verifier of its own.
pub(super) struct Request {
    pub state: String,
    pub nonce: String,
    pub verifier: PkceCodeVerifier,
    parameters: Vec<(String, String)>,
}

impl Request {
    /// A usual request for a code.
    pub fn new(client: &Client) -> Self {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = Self {
            state: CsrfToken::new_random().into_secret(),
            nonce: Nonce::new_random().secret().clone(),
            verifier,
            parameters: Vec::new(),
        };
        let (state, nonce) = (request.state.clone(), request.nonce.clone());
        request.set("client_id", &client.id);
        request.set("redirect_uri", &client.redirect_uri);
        request.set("response_type", "code");
        request.set("scope", "openid profile email address phone");
        request.set("state", &state);
        request.set("nonce", &nonce);
        request.set("code_challenge", challenge.as_str());
        request.set("code_challenge_method", "S256");
        request
    }

    /// The request with a parameter set to `value`, or left out if that is empty.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// The request with one more parameter, be it there or not.
    #[must_use]
    pub fn with_another(mut self, name: &str, value: &str) -> Self {
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    fn set(&mut self, name: &str, value: &str) {
        self.parameters.retain(|(given, _)| given != name);
        if !value.is_empty() {
            self.parameters.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The parameters.
    pub fn form(&self) -> Vec<(&str, &str)> {
        let pairs = self.parameters.iter();
        pairs.map(|(name, value)| (&**name, &**value)).collect()
    }

    /// As an address.
    pub fn url(&self, endpoint: &str) -> String {
        with_query(endpoint, &self.form())
    }
}
