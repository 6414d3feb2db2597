//! `signet passwords`.

mod import;

/// Refuse passwords that have become known elsewhere
#[derive(clap::Subcommand)]
pub enum Command {
    Import(import::Args),
}

impl Command {
    /// Does it.
    pub fn run(self) -> anyhow::Result<()> {
        let Self::Import(args) = self;
        args.run()
    }
}
