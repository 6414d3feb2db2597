//! Many people at once, as another system wrote them down.

use super::exchange::{Answer, ok, read_long};
use super::once::{Made, once_long};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{object, request};
use crate::admin::users::import::{self, Entry, FEW, Faulty};
use crate::admin::{Desk, Operation, Target};
use crate::http::cx::Cx;
use actix_web::web::Payload;

/// Most bytes of what is sent at once.
pub const MOST: usize = 4 * 1024 * 1024;

/// So many faulty entries are named where nobody is added.
const NAMED: usize = 20;

object! {
    /// An entry that nobody can be made of.
    FaultyBody {
        /// Where it is: a line, or an entry of an array
        place: String,
        /// What is wrong with it, member by member
        why: String,
    }

    /// What an import would do.
    ImportPlanBody {
        /// How many people would be added
        good: i64,
        /// Entries that nobody can be made of; people who exist already are among them
        faulty: Vec<FaultyBody>,
    }

    /// What an import has done.
    ImportedBody {
        /// How many people were added
        added: i64,
        /// How many entries were left out
        left_out: i64,
    }
}

request! {
    /// People to be looked at.
    PeopleBody {
        /// A file: CSV with a header line, a JSON array of objects, or a JSON object a line; up to 2,000 entries
        content: String,
        /// What messages call the entries, in their order; their lines if left out
        places: Option<Vec<String>>,
    }

    /// People to be added.
    ImportBody {
        /// A file: CSV with a header line, a JSON array of objects, or a JSON object a line; up to 2,000 entries
        content: String,
        /// What messages call the entries, in their order; their lines if left out
        places: Option<Vec<String>>,
        /// Whether everybody else is added where entries are faulty; otherwise nobody is
        skip_faulty: Option<bool>,
    }
}

impl From<Faulty> for FaultyBody {
    fn from(faulty: Faulty) -> Self {
        Self {
            place: faulty.place,
            why: faulty.why,
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The entries, for somebody who may add people at all.
fn entries(
    desk: &Desk<'_>,
    content: &str,
    places: Option<Vec<String>>,
) -> Result<Vec<Entry>, Problem> {
    desk.may(Operation::EditUsers, Target::Deployment)?;
    let entries = import::read(content, Some(FEW));
    let mut entries: Vec<Entry> =
        entries.map_err(|why| Problem::unfit(format!("content: {why}")))?;
    for (entry, place) in entries.iter_mut().zip(places.unwrap_or_default()) {
        entry.place = place;
    }
    Ok(entries)
}

/// Says what an import would do.
pub async fn plan(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: PeopleBody = read_long(&cx, payload, MOST).await?;
    let import = import::plan(&desk, entries(&desk, &body.content, body.places)?).await?;
    ok(&ImportPlanBody {
        good: count(import.accounts.len()),
        faulty: import.faulty.into_iter().map(FaultyBody::from).collect(),
    })
}

/// Adds people, all in one write.
pub async fn add(cx: Cx, payload: Payload) -> Answer {
    once_long(&cx, payload, MOST, async |making, body: ImportBody| {
        let entries = entries(&making.desk, &body.content, body.places)?;
        let import = import::plan(&making.desk, entries).await?;
        if body.skip_faulty != Some(true) {
            refuse(&import.faulty)?;
        }
        let made = Made::of(&ImportedBody {
            added: count(import.accounts.len()),
            left_out: count(import.faulty.len()),
        });
        import::save(&making.keeping(&made)?, import.accounts).await?;
        Ok(made)
    })
    .await
}

/// Fails where anything is faulty, with the first of it.
fn refuse(faulty: &[Faulty]) -> Result<(), Problem> {
    if faulty.is_empty() {
        return Ok(());
    }
    let named = faulty.iter().take(NAMED);
    let named: Vec<_> = named
        .map(|one| format!("{}: {}", one.place, one.why))
        .collect();
    Err(Problem::unfit(format!(
        "{} entries are faulty, so nobody was added: {}",
        faulty.len(),
        named.join("; ")
    )))
}
