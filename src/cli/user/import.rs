//! `signet user import`.

use crate::admin::Desk;
use crate::admin::users::import::{self, FEW, Faulty, PART, Piece};
use crate::cli::deployment::Deployment;
use crate::cli::operator::{Operator, may_be_done};
use crate::cli::output;
use crate::http::api::bodies::{ImportBody, ImportPlanBody, ImportedBody, PeopleBody};
use anyhow::{Context, anyhow, bail};
use serde_json::Value;
use std::path::PathBuf;

const EXAMPLES: &str = "\
See what would happen:
  signet user import people.csv --dry-run

The columns of CSV, the members of JSON (an array, or an object a line):
  username, email, email_verified, name and the other standard claims, address.locality and the
  like, groups (a;b), disabled, sub, password_hash

docs/import.md says more, and where to get such files from.";

/// Most bytes that are sent at once, so that what is around them has room.
const MOST: usize = 3 * 1024 * 1024;

/// Add many people from a file, with the hashes of their passwords
///
/// Reads CSV with a header line, a JSON array, or a JSON object a line. Nobody is added if an entry
/// is faulty, unless you say so. Hashes of argon2, bcrypt, scrypt, PBKDF2 (Django, Keycloak) and
/// SHA-crypt sign in, and are replaced by Argon2id then. People who exist already are faulty entries.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file
    file: PathBuf,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Add everybody else where entries are faulty
    #[arg(long)]
    skip_faulty: bool,
    /// Add some hundred at a time: a server on the same database can write in between, and what was
    /// added stays if it stops
    #[arg(long)]
    in_parts: bool,
}

/// Where people go on who stopped halfway.
const AGAIN: &str = "add the others by the same command with --skip-faulty, which leaves out who is \
                     there already";

impl Args {
    /// Adds them: in the database itself, or by parts of the file at a server elsewhere.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        if deployment.is_elsewhere() {
            let work = async |operator: &_| self.run_elsewhere(operator).await;
            return deployment.operate(work).await;
        }
        let work = async |desk: &Desk<'_>| self.run_here(desk).await;
        deployment.at_desk(work).await
    }

    /// The entries of the file.
    fn read<T: From<Piece>>(&self) -> anyhow::Result<Vec<T>> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file);
        let text = text.with_context(|| format!("cannot read {file} as text in UTF-8"))?;
        import::read(&text, None).map_err(|why| anyhow!("cannot read {file}: {why}"))
    }

    async fn run_here(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let import = import::plan(desk, self.read()?).await?;
        for Faulty { place, why } in &import.faulty {
            output::warning(&format!("{place}: {why}"));
        }
        let (faulty, good) = (import.faulty.len(), import.accounts.len());
        if !self.goes_on(good, faulty)? {
            return Ok(());
        }
        if self.in_parts {
            let saved = import::save_in_parts(desk, import.accounts).await?;
            if let Some(why) = saved.stopped {
                return Err(stopped(saved.count, why.into()));
            }
        } else {
            let saved = import::save(desk, import.accounts).await;
            saved.context("nobody was added")?;
        }
        done(good, faulty)
    }

    /// Whether there is more to do, once it is known how many can be added.
    fn goes_on(&self, good: usize, faulty: usize) -> anyhow::Result<bool> {
        if faulty > 0 && !self.skip_faulty {
            bail!(
                "{faulty} of {} entries are faulty, so nobody was added: correct them, or add the \
                 others with --skip-faulty",
                faulty + good
            );
        }
        if self.dry_run {
            output::line(&format!("{good} people would be added, {faulty} left out"))?;
        }
        Ok(!self.dry_run)
    }

    async fn run_elsewhere(self, operator: &Operator) -> anyhow::Result<()> {
        let sent = Sent::of(self.read()?, if self.in_parts { PART } else { FEW });
        if sent.parts.len() > 1 && !self.in_parts {
            bail!(
                "these are more people than a server adds in one write: add --in-parts, which adds \
                 {PART} at a time, or run the command on the machine itself"
            );
        }
        let mut faulty = sent.unreadable;
        for part in &sent.parts {
            faulty += part.look(operator).await?;
        }
        let good = sent.count - faulty;
        if !self.goes_on(good, faulty)? {
            return Ok(());
        }
        let mut added = 0;
        for part in &sent.parts {
            let body = ImportBody {
                content: part.content.clone(),
                places: Some(part.places.clone()),
                skip_faulty: Some(self.skip_faulty),
            };
            let imported = operator.post("/imports", &body).await;
            let imported: ImportedBody =
                imported.map_err(|why| failed(added, part.places.len(), why))?;
            added += usize::try_from(imported.added)?;
        }
        done(added, sent.count - added)
    }
}

/// What is known where a part of `sent` entries failed, after `added` people of the parts before.
fn failed(added: usize, sent: usize, why: anyhow::Error) -> anyhow::Error {
    match added {
        _ if may_be_done(&why) => why.context(format!(
            "{added} people were added for certain; whether those of the next {sent} entries were is not \
             known, for the server did not say: either all of them are there now, or none. The same \
             command with --dry-run names who is there already, and with --skip-faulty it adds the others"
        )),
        0 => why.context("nobody was added"),
        added => stopped(added, why),
    }
}

fn stopped(added: usize, why: anyhow::Error) -> anyhow::Error {
    why.context(format!(
        "{added} people were added before it stopped: {AGAIN}"
    ))
}

fn done(added: usize, left_out: usize) -> anyhow::Result<()> {
    output::line(&format!("added {added} people, left out {left_out}"))
}

/// A file on its way.
struct Sent {
    parts: Vec<Part>,
    /// How many entries there are.
    count: usize,
    /// How many of them are no entries at all.
    unreadable: usize,
}

/// Some of its entries.
#[derive(Default)]
struct Part {
    places: Vec<String>,
    /// A JSON object a line.
    content: String,
    /// How long that is as a string within JSON.
    bytes: usize,
}

impl Sent {
    /// Parts of at most `most` entries. What cannot be read is told at once.
    fn of(pieces: Vec<Piece>, most: usize) -> Self {
        let (mut parts, mut unreadable) = (Vec::new(), 0);
        let count = pieces.len();
        let mut part = Part::default();
        for Piece { place, value } in pieces {
            let value = match value {
                Ok(value @ Value::Object(_)) => value.to_string(),
                other => {
                    let why = other
                        .err()
                        .unwrap_or_else(|| "this is no object".to_owned());
                    output::warning(&format!("{place}: {why}"));
                    unreadable += 1;
                    continue;
                }
            };
            let bytes = Value::String(value.clone()).to_string().len();
            let is_full = part.bytes + bytes > MOST || part.places.len() >= most;
            if is_full && !part.places.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            part.places.push(place);
            part.content.push_str(&value);
            part.content.push('\n');
            part.bytes += bytes;
        }
        if !part.places.is_empty() {
            parts.push(part);
        }
        Self {
            parts,
            count,
            unreadable,
        }
    }
}

impl Part {
    /// Tells what is faulty in it; says how much is.
    async fn look(&self, operator: &Operator) -> anyhow::Result<usize> {
        let body = PeopleBody {
            content: self.content.clone(),
            places: Some(self.places.clone()),
        };
        let plan: ImportPlanBody = operator.post("/imports/plan", &body).await?;
        for faulty in &plan.faulty {
            output::warning(&format!("{}: {}", faulty.place, faulty.why));
        }
        Ok(plan.faulty.len())
    }
}
