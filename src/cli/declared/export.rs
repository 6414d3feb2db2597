//! `signet export`.

use crate::admin::Desk;
use crate::admin::declared::{self, ExportFile, ExportOptions, Kind};
use crate::cli::deployment::Deployment;
use crate::cli::operator::{Operator, Parts};
use crate::cli::output;
use crate::http::api::bodies::ExportBody;
use anyhow::Context;
use std::fs::Permissions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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
        let mut target = Target::of(&self);
        if self.with_password_hashes {
            self.with_hashes(deployment, &mut target).await?;
        } else {
            let work = async |operator: &_| self.texts(operator, &mut target).await;
            deployment.operate(work).await?;
        }
        target.finish()
    }

    fn kinds(&self) -> Vec<Kind> {
        let all = Kind::ALL.into_iter();
        all.filter(|kind| self.only.is_empty() || self.only.contains(kind))
            .collect()
    }

    async fn texts(&self, operator: &Operator, target: &mut Target<'_>) -> anyhow::Result<()> {
        for kind in self.kinds() {
            let query = [("kind", kind.as_str())];
            let mut parts = Parts::of("/declared", &query);
            while let Some(part) = parts.next::<ExportBody>(operator).await? {
                for one in part {
                    target.take(kind, &one.content)?;
                }
            }
        }
        Ok(())
    }

    /// Hashes of passwords leave the machine in nobody's answer.
    async fn with_hashes(
        &self,
        deployment: &Deployment,
        target: &mut Target<'_>,
    ) -> anyhow::Result<()> {
        let options = ExportOptions {
            kinds: self.kinds(),
            password_hashes: true,
        };
        let work = async |desk: &Desk<'_>| {
            let mut place = None;
            while let Some(part) = declared::export(desk, &options, place).await? {
                target.take(part.kind, &part.text)?;
                place = part.next;
                if place.is_none() {
                    break;
                }
            }
            Ok(())
        };
        deployment.at_desk(work).await
    }
}

/// Where an export goes, part by part: nothing of it is kept in memory.
struct Target<'a> {
    args: &'a Args,
    begun: ExportFile,
    /// The file that is being written; none before the first part, and on a terminal.
    file: Option<Written>,
    /// Line ends that came last on a terminal, which are left out at the end.
    held: String,
}

impl<'a> Target<'a> {
    fn of(args: &'a Args) -> Self {
        Self {
            args,
            begun: ExportFile::default(),
            file: None,
            held: String::new(),
        }
    }

    fn take(&mut self, kind: Kind, text: &str) -> anyhow::Result<()> {
        let Some(path) = &self.args.path else {
            let before = self.begun.before(kind);
            return self.print(&format!("{before}{text}"));
        };
        let path = if is_folder(path) {
            std::fs::create_dir_all(path).with_context(|| path.display().to_string())?;
            path.join(format!("{}s.toml", kind.as_str()))
        } else {
            path.clone()
        };
        if self.file.as_ref().is_none_or(|file| file.path != path) {
            self.file.take().map_or(Ok(()), Written::finish)?;
            self.begun = ExportFile::default();
            self.file = Some(Written::begin(self.args, path)?);
        }
        let before = self.begun.before(kind);
        let file = self.file.as_mut();
        file.map_or(Ok(()), |file| file.write(&format!("{before}{text}")))
    }

    fn print(&mut self, text: &str) -> anyhow::Result<()> {
        let whole = text.trim_end();
        let (whole, rest) = text.split_at(whole.len());
        if !whole.is_empty() {
            output::text(&format!("{}{whole}", self.held))?;
            self.held.clear();
        }
        self.held.push_str(rest);
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        match self.file {
            Some(file) => file.finish(),
            None if self.args.path.is_none() => output::line(""),
            None => Ok(()),
        }
    }
}

/// A file on its way: it is there under its name once it is whole.
struct Written {
    path: PathBuf,
    partial: NamedTempFile,
    replaces: bool,
}

impl Written {
    /// Readable by others only where it holds nothing of anybody's password.
    fn begin(args: &Args, path: PathBuf) -> anyhow::Result<Self> {
        let mode = if args.with_password_hashes {
            0o600
        } else {
            0o644
        };
        let replaces = args.force;
        if !replaces && path.exists() {
            return Err(not_written(
                &path,
                &std::io::ErrorKind::AlreadyExists.into(),
            ));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let partial = tempfile::Builder::new()
            .prefix(".signet-export")
            .permissions(Permissions::from_mode(mode))
            .tempfile_in(folder.unwrap_or_else(|| Path::new(".")));
        let partial = partial.map_err(|why| not_written(&path, &why))?;
        Ok(Self {
            path,
            partial,
            replaces,
        })
    }

    fn write(&mut self, text: &str) -> anyhow::Result<()> {
        let written = self.partial.write_all(text.as_bytes());
        written.map_err(|why| not_written(&self.path, &why))
    }

    fn finish(self) -> anyhow::Result<()> {
        let Self {
            path,
            partial,
            replaces,
        } = self;
        let kept = if replaces {
            partial.persist(&path)
        } else {
            partial.persist_noclobber(&path)
        };
        kept.map_err(|why| not_written(&path, &why.error))?;
        output::line(&format!("written  {}", path.display()))
    }
}

fn not_written(path: &Path, why: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!(
        "{} cannot be written (--force replaces files that exist): {why}",
        path.display()
    )
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}
