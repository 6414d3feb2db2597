//! `signet selftest`.

use super::output;
use crate::clock::SystemClock;
use crate::selftest::{self, Area, Client, Options, Person, Report};
use anyhow::{Context, bail};
use openidconnect::{ClientSecret, ResourceOwnerPassword};
use serde_json::json;

const EXAMPLES: &str = "\
What anybody can see of a server:
  signet selftest https://id.example.com

Whole sign-ins, where clients may register themselves:
  PASSWORD=… signet selftest --username ada --password-env PASSWORD

Whole sign-ins with a client that is there:
  signet selftest https://id.example.com --client-id app --client-secret-env SECRET \\
    --redirect-uri https://app.example.com/callback --username ada --password-env PASSWORD";

/// Check a running server against the standards, as an ordinary client sees it
///
/// Plays the checks of the certification, and tells what holds and what falls short, each with the
/// section that demands it. Exit code 1 if anything falls short. The server may be anybody's; clients
/// that were registered for the checks are deleted.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The issuer
    #[arg(default_value = "http://localhost:8080")]
    issuer: String,
    /// A client to sign in to
    #[arg(long, requires = "redirect_uri")]
    client_id: Option<String>,
    /// Its secret; other users of this machine see it, so rather name a variable
    #[arg(long, requires = "client_id", conflicts_with = "client_secret_env")]
    client_secret: Option<String>,
    /// The variable that holds its secret
    #[arg(long, requires = "client_id", value_name = "VARIABLE")]
    client_secret_env: Option<String>,
    /// The client sends its secret in the body (client_secret_post)
    #[arg(long)]
    client_secret_post: bool,
    /// A redirect URI that is registered for the client
    #[arg(long, requires = "client_id")]
    redirect_uri: Option<String>,
    /// Where the client may send browsers after signing out
    #[arg(long, requires = "client_id")]
    post_logout_redirect_uri: Option<String>,
    /// What admits to registration, where that needs it
    #[arg(
        long,
        value_name = "TOKEN",
        conflicts_with = "initial_access_token_env"
    )]
    initial_access_token: Option<String>,
    /// The variable that holds it, for other users of this machine see arguments
    #[arg(long, value_name = "VARIABLE")]
    initial_access_token_env: Option<String>,
    /// A person to sign in, at a page with a plain form
    #[arg(long, requires = "password_env")]
    username: Option<String>,
    /// The variable that holds the person's password
    #[arg(long, requires = "username", value_name = "VARIABLE")]
    password_env: Option<String>,
    /// Only this part
    #[arg(long)]
    area: Option<Area>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Checks.
    pub async fn run(self) -> anyhow::Result<()> {
        let as_json = self.json;
        let report = selftest::run(&self.options()?, &SystemClock).await?;
        if as_json {
            print_json(&report)?;
        } else {
            print(&report)?;
        }
        let short = report.shortcomings().count();
        if short > 0 {
            bail!("{short} of the checks fall short");
        }
        Ok(())
    }

    fn options(self) -> anyhow::Result<Options> {
        let secret = given(self.client_secret, self.client_secret_env.as_deref())?;
        let admission = given(
            self.initial_access_token,
            self.initial_access_token_env.as_deref(),
        )?;
        let client = match (self.client_id, self.redirect_uri) {
            (Some(id), Some(redirect_uri)) => Some(Client {
                id,
                secret: secret.map(ClientSecret::new),
                redirect_uri,
                post_logout_redirect_uri: self.post_logout_redirect_uri,
                response_types: None,
                secret_in_body: self.client_secret_post,
            }),
            _ => None,
        };
        let person = match (self.username, self.password_env) {
            (Some(username), Some(name)) => Some(Person {
                username,
                password: ResourceOwnerPassword::new(variable(&name)?),
            }),
            _ => None,
        };
        Ok(Options {
            issuer: self.issuer,
            client,
            person,
            initial_access_token: admission.map(ClientSecret::new),
            area: self.area,
        })
    }
}

/// A secret from the line or from a variable.
fn given(written: Option<String>, name: Option<&str>) -> anyhow::Result<Option<String>> {
    match name {
        Some(name) => variable(name).map(Some),
        None => Ok(written),
    }
}

fn variable(name: &str) -> anyhow::Result<String> {
    let value = std::env::var(name);
    value.with_context(|| format!("the variable {name} holds nothing that can be read"))
}

fn print(report: &Report) -> anyhow::Result<()> {
    let mut areas: Vec<Area> = Vec::new();
    for finding in &report.findings {
        if !areas.contains(&finding.check.area) {
            areas.push(finding.check.area);
        }
    }
    for area in areas {
        let of_area = report.findings.iter();
        let of_area = of_area.filter(|finding| finding.check.area == area);
        let rows: Vec<_> = of_area
            .map(|finding| {
                let check = finding.check;
                [
                    finding.verdict().to_owned(),
                    check.id.to_owned(),
                    check.title.to_owned(),
                    check.section.to_owned(),
                    finding.reason(),
                ]
            })
            .collect();
        output::line(&area.as_str().to_uppercase())?;
        output::table(["OUTCOME", "CHECK", "DEMAND", "SECTION", "WHY"], &rows, "")?;
        output::line("")?;
    }
    output::line(&report.summary())
}

fn print_json(report: &Report) -> anyhow::Result<()> {
    let findings = report.findings.iter().map(|finding| {
        let mut object = json!(finding.check);
        if let Some(object) = object.as_object_mut() {
            object.insert("outcome".to_owned(), json!(finding.verdict()));
            if finding.outcome.is_err() {
                object.insert("reason".to_owned(), json!(finding.reason()));
            }
        }
        object
    });
    output::json(&findings.collect::<Vec<_>>())
}
