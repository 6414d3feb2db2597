//! From TOML to what it declares.

use super::client;
use super::entry::{DeclaredError, Entry, unknown};
use super::group;
use super::source::{Place, Source};
use super::user;
use super::webhook;
use crate::admin::clients::WantedClient;
use crate::admin::groups::WantedGroup;
use crate::admin::users::NewUser;
use crate::admin::webhooks::WantedWebhook;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What can be declared, as its tables are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Groups of people.
    Group,
    /// People.
    User,
    /// Apps.
    Client,
    /// Targets of events.
    Webhook,
}

impl Kind {
    /// All of them, in the order in which they are looked at.
    pub const ALL: [Self; 4] = [Self::Group, Self::User, Self::Client, Self::Webhook];

    /// The name of the tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::User => "user",
            Self::Client => "client",
            Self::Webhook => "webhook",
        }
    }

    /// The member that tells one from another.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Group => "name",
            Self::User => "username",
            Self::Client => "client_id",
            Self::Webhook => "url",
        }
    }

    /// The kind whose tables are called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The member that says what may be removed.
const PRUNE: &str = "prune";

/// A declared thing, its name for messages, and its place.
pub(super) struct Declared<T> {
    pub name: String,
    pub place: Place,
    pub wanted: T,
}

impl<T> Declared<T> {
    /// An error about it.
    pub fn error(&self, problem: &impl ToString) -> DeclaredError {
        DeclaredError {
            place: self.place.clone(),
            entry: self.name.clone(),
            problem: problem.to_string(),
        }
    }
}

/// What files declare together, and what is wrong with them.
#[derive(Default)]
pub(super) struct Declarations {
    pub groups: Vec<Declared<WantedGroup>>,
    pub clients: Vec<Declared<WantedClient>>,
    pub users: Vec<Declared<NewUser>>,
    pub webhooks: Vec<Declared<WantedWebhook>>,
    /// The kinds of which nothing is to stay that is not declared.
    pub prune: Vec<Kind>,
    pub errors: Vec<DeclaredError>,
    prune_stands: Option<Place>,
}

impl Declarations {
    /// Reads all that can be read of `sources`.
    pub fn read(sources: &[Source]) -> Self {
        let mut all = Self::default();
        for source in sources {
            match DeTable::parse(&source.content) {
                Ok(table) => all.table(table.get_ref(), source),
                // Only the message: the full text quotes the line, which may hold a secret.
                Err(error) => {
                    let place = error.span().map(|span| source.place(span.start));
                    let place = place.unwrap_or_else(|| Place::of(source));
                    all.fail(place, format!("this is not TOML: {}", error.message()));
                }
            }
        }
        all
    }

    fn fail(&mut self, place: Place, problem: String) {
        self.errors.push(DeclaredError {
            place,
            entry: String::new(),
            problem,
        });
    }

    fn table(&mut self, table: &DeTable<'_>, source: &Source) {
        for (name, value) in table {
            let place = source.place(name.span().start);
            let name = name.get_ref().as_ref();
            if name == PRUNE {
                self.prune(place, value.get_ref());
                continue;
            }
            let Some(kind) = Kind::named(name) else {
                let known = Kind::ALL.map(Kind::as_str).into_iter().chain([PRUNE]);
                self.fail(place, unknown(name, known));
                continue;
            };
            let Some(tables) = tables(value) else {
                let problem = format!("{name} is no list of entries: begin each with [[{name}]]");
                self.fail(place, problem);
                continue;
            };
            for table in tables {
                self.entry(kind, table, source);
            }
        }
    }

    /// `prune = true` for everything, or a list of kinds.
    fn prune(&mut self, place: Place, value: &DeValue<'_>) {
        if let Some(before) = &self.prune_stands {
            let problem = format!("prune stands in {before} already: keep one of the two");
            return self.fail(place, problem);
        }
        let kinds = match value {
            DeValue::Boolean(all) => Some(if *all { Kind::ALL.to_vec() } else { Vec::new() }),
            DeValue::Array(names) => names
                .iter()
                .map(|name| name.get_ref().as_str().and_then(Kind::named))
                .collect(),
            _ => None,
        };
        if let Some(kinds) = kinds {
            self.prune = kinds;
        } else {
            let kinds = Kind::ALL.map(|kind| format!("{:?}", kind.as_str()));
            let problem = format!(
                "prune says what is removed when it is not declared: write true, false, or a list \
                 of {}",
                kinds.join(", ")
            );
            self.fail(place.clone(), problem);
        }
        self.prune_stands = Some(place);
    }

    fn entry(&mut self, kind: Kind, table: &DeTable<'_>, source: &Source) {
        let mut entry = Entry::new(kind.as_str(), kind.id(), table, source);
        let (name, place) = (entry.name.clone(), entry.place_of(kind.id()));
        let around = &source.surroundings;
        match kind {
            Kind::Group => add(&mut self.groups, group::read(&mut entry), name, place),
            Kind::Client => add(
                &mut self.clients,
                client::read(&mut entry, around),
                name,
                place,
            ),
            Kind::User => add(&mut self.users, user::read(&mut entry, around), name, place),
            Kind::Webhook => {
                add(
                    &mut self.webhooks,
                    webhook::read(&mut entry, around),
                    name,
                    place,
                );
            }
        }
        self.errors.extend(entry.into_errors());
    }
}

/// Adds what an entry declares, unless something is wrong with it.
fn add<T>(all: &mut Vec<Declared<T>>, wanted: Option<T>, name: String, place: Place) {
    all.extend(wanted.map(|wanted| Declared {
        name,
        place,
        wanted,
    }));
}

fn tables<'a, 'i>(value: &'a Spanned<DeValue<'i>>) -> Option<Vec<&'a DeTable<'i>>> {
    let items = value.get_ref().as_array()?;
    items.iter().map(|item| item.get_ref().as_table()).collect()
}
