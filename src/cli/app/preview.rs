//! `signet app preview`.

use crate::cli::operator::{Operator, target};
use crate::cli::output;
use crate::http::api::bodies::PreviewBody;
use crate::http::api::escaped;

/// Show what an app would see of somebody: ID token, userinfo and access token
///
/// As after a sign-in with a password in which everything was allowed that the app may ask for.
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// A user name or e-mail address [default: somebody of whom everything is known]
    user: Option<String>,
}

impl Args {
    /// Shows it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let id = self.client_id;
        let login = self.user.as_deref().map(|user| ("login", user));
        let path = format!("/clients/{}/preview", escaped(&id));
        let query: Vec<_> = login.into_iter().collect();
        let preview: PreviewBody = operator.get(&target(&path, &query)).await?;
        if !preview.admitted {
            let who = self.user.unwrap_or_default();
            output::warning(&format!(
                "{who} is in none of the groups that may use {id}: this is what the app would see otherwise"
            ));
        }
        output::json(&preview)
    }
}
