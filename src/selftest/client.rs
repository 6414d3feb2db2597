//! With whom the checks sign in, and for which client.

use super::http::{Answer, Http, Unreachable, send, with_basic, with_form};
use openidconnect::{ClientSecret, ResourceOwnerPassword};
use reqwest::Method;

/// A registered client.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its identifier.
    pub id: String,
    /// Its secret, unless it is public.
    pub secret: Option<ClientSecret>,
    /// Where it gets answers.
    pub redirect_uri: String,
    /// Where it may send a browser after signing out.
    pub post_logout_redirect_uri: Option<String>,
    /// What it may use; `None` if that is not known.
    pub response_types: Option<Vec<String>>,
    /// Whether it authenticates in the body of its requests.
    pub secret_in_body: bool,
}

/// A person with a password.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name to sign in with.
    pub username: String,
    /// The password.
    pub password: ResourceOwnerPassword,
}

impl Client {
    /// Sends a form as this client.
    pub(super) async fn call(
        &self,
        http: &Http,
        url: &str,
        form: &[(&str, &str)],
    ) -> Result<Answer, Unreachable> {
        let mut form = form.to_vec();
        let mut request = http.request(Method::POST, url);
        match &self.secret {
            Some(secret) if self.secret_in_body => {
                form.extend([("client_id", &*self.id), ("client_secret", secret.secret())]);
            }
            Some(secret) => request = with_basic(request, &self.id, secret),
            None => form.push(("client_id", &self.id)),
        }
        send(with_form(request, &form)).await
    }
}
