//! From TOML to what it declares.

use super::client;
use super::entry::{DeclaredError, Entry, line, unknown};
use super::secret::Surroundings;
use super::user;
use crate::admin::clients::WantedClient;
use crate::admin::users::NewUser;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A declared thing, its name for messages, and its line.
pub(super) struct Declared<T> {
    pub name: String,
    pub line: Option<usize>,
    pub wanted: T,
}

impl<T> Declared<T> {
    /// An error about it.
    pub fn error(&self, problem: &impl ToString) -> DeclaredError {
        DeclaredError {
            line: self.line,
            entry: self.name.clone(),
            problem: problem.to_string(),
        }
    }
}

/// What a file declares, and what is wrong with it.
#[derive(Default)]
pub(super) struct DeclaredFile {
    pub clients: Vec<Declared<WantedClient>>,
    pub users: Vec<Declared<NewUser>>,
    pub errors: Vec<DeclaredError>,
}

impl DeclaredFile {
    /// Reads all that can be read of `content`.
    pub fn read(content: &str, surroundings: &Surroundings) -> Self {
        let mut file = Self::default();
        match DeTable::parse(content) {
            Ok(table) => file.table(table.get_ref(), content, surroundings),
            // Only the message: the full text quotes the line, which may hold a secret.
            Err(error) => {
                let line = error.span().and_then(|span| line(content, span.start));
                file.fail(line, format!("this is not TOML: {}", error.message()));
            }
        }
        file
    }

    fn fail(&mut self, line: Option<usize>, problem: String) {
        self.errors.push(DeclaredError {
            line,
            entry: String::new(),
            problem,
        });
    }

    fn table(&mut self, table: &DeTable<'_>, content: &str, surroundings: &Surroundings) {
        for (name, value) in table {
            let line = line(content, name.span().start);
            let name = name.get_ref().as_ref();
            if !["client", "user"].contains(&name) {
                self.fail(line, unknown(name, ["client", "user"]));
                continue;
            }
            let Some(tables) = tables(value) else {
                let problem = format!("{name} is no list of entries: begin each with [[{name}]]");
                self.fail(line, problem);
                continue;
            };
            for table in tables {
                self.entry(name, table, content, surroundings);
            }
        }
    }

    fn entry(&mut self, kind: &str, table: &DeTable<'_>, content: &str, around: &Surroundings) {
        let id = if kind == "client" {
            "client_id"
        } else {
            "username"
        };
        let mut entry = Entry::new(kind, id, table, content);
        let (name, line) = (entry.name.clone(), entry.line_of(id));
        if kind == "client" {
            let wanted = client::read(&mut entry, around);
            let declared = wanted.map(|wanted| Declared { name, line, wanted });
            self.clients.extend(declared);
        } else {
            let wanted = user::read(&mut entry, around);
            let declared = wanted.map(|wanted| Declared { name, line, wanted });
            self.users.extend(declared);
        }
        self.errors.extend(entry.into_errors());
    }
}

fn tables<'a, 'i>(value: &'a Spanned<DeValue<'i>>) -> Option<Vec<&'a DeTable<'i>>> {
    let items = value.get_ref().as_array()?;
    items.iter().map(|item| item.get_ref().as_table()).collect()
}
