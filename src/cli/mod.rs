//! The command line: one file a command.
//!
//! Owns what is typed and what is printed. What is done is done by the calls of [`crate::http::api`],
//! which an [`operator::Operator`] makes without a connection at the deployment of this machine, whether
//! a server runs or not, or at a server elsewhere.

mod app;
mod apply;
mod audit;
mod backup;
mod changes;
mod client;
mod completions;
mod consent;
mod declared;
mod deployment;
mod explain;
mod figures;
mod group;
mod health;
mod keys;
mod logouts;
mod mails;
mod moving;
mod notes;
mod operator;
mod output;
mod password;
mod passwords;
mod restore;
mod scim;
mod selftest;
mod serve;
mod session;
mod setting_flags;
mod settings;
mod setup_link;
mod traces;
mod user;
mod webhook;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use deployment::Deployment;
use setting_flags::SharedFlags;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Start with nothing (a browser then finishes the setup):
  signet

Connect an app, by name or by hand:
  signet app add grafana --url https://grafana.example
  signet client add --name \"My app\" --redirect-uri https://app.example/callback

Add a person:
  signet user add alice --email alice@example.com

At a server elsewhere, by its HTTP API, with an access token in SIGNET_TOKEN:
  signet --server https://id.example user list

Every setting is a line in signet.toml, a variable SIGNET_… and a flag of `signet serve`;
`signet settings` shows them all. `signet COMMAND --help` shows examples of each command.";

/// An OpenID Connect provider: people sign in here, apps learn who they are.
///
/// Without a command, `signet` serves as `signet serve` does.
#[derive(Parser)]
#[command(name = "signet", version, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    shared: SharedFlags,
    #[command(flatten)]
    serve: serve::HiddenArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be done.
#[derive(Subcommand)]
enum Command {
    Serve(serve::Args),
    SetupLink(setup_link::Args),
    #[command(subcommand)]
    User(user::Command),
    #[command(subcommand)]
    Group(group::Command),
    #[command(subcommand)]
    Session(session::Command),
    #[command(subcommand)]
    Consent(consent::Command),
    #[command(subcommand)]
    Client(client::Command),
    #[command(subcommand)]
    App(app::Command),
    #[command(subcommand)]
    Keys(keys::Command),
    #[command(subcommand)]
    Logouts(logouts::Command),
    #[command(subcommand)]
    Mails(mails::Command),
    #[command(subcommand)]
    Audit(audit::Command),
    #[command(subcommand)]
    Webhook(webhook::Command),
    #[command(subcommand)]
    Scim(scim::Command),
    Explain(explain::Args),
    Traces(traces::Args),
    Notes(notes::Args),
    Figures(figures::Args),
    #[command(subcommand)]
    Passwords(passwords::Command),
    Plan(declared::Plan),
    Apply(apply::Args),
    Export(declared::Export),
    Backup(backup::Args),
    Restore(restore::Args),
    Move(moving::Args),
    Health(health::Args),
    Selftest(Box<selftest::Args>),
    Settings(settings::Args),
    Completions(completions::Args),
}

/// Does what the command line says. Exit code 0 if it was done, 1 if not, 2 if it was not
/// understood; commands that tell more by it say so.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.run() {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}

impl Cli {
    fn run(self) -> anyhow::Result<ExitCode> {
        let shared = self.shared;
        let runtime = actix_web::rt::System::new();
        let command = match self.command {
            None => Command::Serve(self.serve.into()),
            Some(_) if self.serve.is_given() => misplaced(),
            Some(command) => command,
        };
        runtime.block_on(command.run(&Deployment::new(shared)))
    }
}

impl Command {
    async fn run(self, deployment: &Deployment) -> anyhow::Result<ExitCode> {
        match self {
            Self::Plan(args) => return args.run(deployment).await,
            Self::Serve(args) => args.run(deployment).await,
            Self::SetupLink(args) => args.run(deployment).await,
            Self::User(command) => Box::pin(command.run(deployment)).await,
            Self::Group(command) => command.run(deployment).await,
            Self::Session(command) => command.run(deployment).await,
            Self::Consent(command) => command.run(deployment).await,
            Self::Client(command) => command.run(deployment).await,
            Self::App(command) => Box::pin(command.run(deployment)).await,
            Self::Keys(command) => command.run(deployment).await,
            Self::Logouts(command) => command.run(deployment).await,
            Self::Mails(command) => command.run(deployment).await,
            Self::Audit(command) => command.run(deployment).await,
            Self::Webhook(command) => command.run(deployment).await,
            Self::Scim(command) => command.run(deployment).await,
            Self::Explain(args) => {
                let work = async |operator: &_| args.run(operator).await;
                deployment.operate(work).await
            }
            Self::Traces(args) => {
                let work = async |operator: &_| args.run(operator).await;
                deployment.operate(work).await
            }
            Self::Notes(args) => {
                let work = async |operator: &_| args.run(operator).await;
                deployment.operate(work).await
            }
            Self::Figures(args) => {
                let work = async |operator: &_| args.run(operator).await;
                deployment.operate(work).await
            }
            Self::Passwords(command) => command.run(),
            Self::Apply(args) => args.run(deployment).await,
            Self::Export(args) => Box::pin(args.run(deployment)).await,
            Self::Backup(args) => args.run(deployment).await,
            Self::Restore(args) => args.run(deployment).await,
            Self::Move(args) => args.run(deployment).await,
            Self::Health(args) => args.run(deployment).await,
            Self::Selftest(args) => args.run().await,
            Self::Settings(args) => args.run(deployment).await,
            Self::Completions(args) => args.run(),
        }?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Flags of `serve` before another command.
fn misplaced() -> Command {
    let message = "flags of `serve` were given before another command: leave them out; other \
                   commands read settings from signet.toml and SIGNET_… variables";
    Cli::command()
        .error(ErrorKind::ArgumentConflict, message)
        .exit()
}

#[cfg(test)]
mod tests;
