//! `signet export`.

use crate::admin::declared::{self, ExportOptions, Kind};
use crate::cli::deployment::Deployment;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::ExportBody;
use anyhow::Context;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Look at it:
  signet export

Into a file, or into a file for each kind of a folder:
  signet export signet-apps.toml
  signet export configuration/

For another deployment, with the passwords that people have:
  signet export --with-password-hashes everything.toml";

/// Write what there is as a file that `signet apply` takes
///
/// Applying it here changes nothing. Client secrets are never in it, passwords only as hashes and
/// if asked for. The demo app and apps that registered themselves are left out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write, or a folder that exists or whose name ends in a slash; the terminal if none
    path: Option<PathBuf>,
    /// Only these kinds of things
    #[arg(long, value_name = "KIND", value_parser = kind)]
    only: Vec<Kind>,
    /// With hashes of passwords; keep such a file as you keep the database
    #[arg(long)]
    with_password_hashes: bool,
    /// Replace files that exist
    #[arg(long)]
    force: bool,
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| {
        let known: Vec<_> = Kind::ALL.map(Kind::as_str).into();
        format!("write one of {}", known.join(", "))
    })
}

impl Args {
    /// Writes the files.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let texts = if self.with_password_hashes {
            self.with_hashes(deployment).await?
        } else {
            deployment
                .operate(async |operator| self.texts(operator).await)
                .await?
        };
        let Some(path) = &self.path else {
            return output::line(declared::file(&texts).trim_end());
        };
        if !is_folder(path) {
            return self.write(path, &declared::file(&texts));
        }
        std::fs::create_dir_all(path).with_context(|| path.display().to_string())?;
        texts.iter().try_for_each(|text| {
            let name = format!("{}s.toml", text.0.as_str());
            self.write(&path.join(name), &declared::file([text]))
        })
    }

    fn kinds(&self) -> Vec<Kind> {
        let all = Kind::ALL.into_iter();
        all.filter(|kind| self.only.is_empty() || self.only.contains(kind))
            .collect()
    }

    async fn texts(&self, operator: &Operator) -> anyhow::Result<Vec<(Kind, String)>> {
        let kinds = self.kinds();
        let all: Vec<ExportBody> = operator.all("/declared", &[]).await?;
        let all = all.into_iter();
        let known = all.filter_map(|text| Some((Kind::named(&text.kind)?, text.content)));
        Ok(known.filter(|(kind, _)| kinds.contains(kind)).collect())
    }

    /// Hashes of passwords leave the machine in nobody's answer.
    async fn with_hashes(&self, deployment: &Deployment) -> anyhow::Result<Vec<(Kind, String)>> {
        let options = ExportOptions {
            kinds: self.kinds(),
            password_hashes: true,
        };
        deployment
            .at_desk(async |desk| Ok(declared::export(desk, &options).await?))
            .await
    }

    /// Readable by others only where it holds nothing of anybody's password.
    fn write(&self, path: &Path, text: &str) -> anyhow::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).mode(if self.with_password_hashes {
            0o600
        } else {
            0o644
        });
        if self.force {
            options.create(true).truncate(true);
        } else {
            options.create_new(true);
        }
        let written = options
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()));
        written.with_context(|| {
            format!(
                "{} cannot be written (--force replaces files that exist)",
                path.display()
            )
        })?;
        output::line(&format!("written  {}", path.display()))
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}
