//! Secrets of declared files: written out, in a file of their own, or in an environment variable.

use super::entry::Entry;
use crate::secret::Secret;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where files and variables that a declared file names are looked for.
#[derive(Clone, Debug)]
pub enum Surroundings {
    /// On this machine.
    Here {
        /// Where relative paths start: the folder of the declared file.
        folder: PathBuf,
        /// Reads an environment variable.
        variable: fn(&str) -> Option<String>,
    },
    /// Among what came with a declared file from elsewhere, of which nothing on this machine is any
    /// business.
    Sent {
        /// Contents of files, by the names that the declared file has for them.
        files: BTreeMap<String, String>,
        /// Environment variables.
        variables: BTreeMap<String, String>,
    },
}

impl Surroundings {
    /// What surrounds the declared file at `path`.
    pub fn of(path: &Path) -> Self {
        Self::Here {
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            variable: |name| std::env::var(name).ok(),
        }
    }

    fn file(&self, named: &Path) -> Result<String, String> {
        match self {
            Self::Here { folder, .. } => {
                let path = folder.join(named);
                std::fs::read_to_string(&path).map_err(|error| {
                    format!(
                        "{} cannot be read: {error}. Name a file that this user may read; a relative \
                         path starts at the folder of the declared file",
                        path.display()
                    )
                })
            }
            Self::Sent { files, .. } => {
                let named = named.to_string_lossy();
                let found = files.get(named.as_ref()).cloned();
                found.ok_or_else(|| format!("{named} did not come with the file: send it along"))
            }
        }
    }

    fn variable(&self, name: &str) -> Result<String, String> {
        match self {
            Self::Here { variable, .. } => variable(name)
                .ok_or_else(|| format!("the environment variable {name:?} is not set: set it")),
            Self::Sent { variables, .. } => variables.get(name).cloned().ok_or_else(|| {
                format!(
                    "the environment variable {name:?} did not come with the file: send it along"
                )
            }),
        }
    }

    /// The same for whoever cannot look at this machine: all files and variables that `content` names.
    /// Fails with why one of them cannot be read.
    pub fn to_be_sent(&self, content: &str) -> Result<Self, String> {
        let (mut files, mut variables) = (BTreeMap::new(), BTreeMap::new());
        for (member, named) in named_in(content) {
            let told = |why: String| format!("{member}: {why}");
            if member.ends_with(FILE) {
                let text = self.file(Path::new(&named)).map_err(told)?;
                files.insert(named, text);
            } else {
                let value = self.variable(&named).map_err(told)?;
                variables.insert(named, value);
            }
        }
        Ok(Self::Sent { files, variables })
    }
}

/// How members end that name a file, and an environment variable, that hold a secret.
const FILE: &str = "_file";
const VARIABLE: &str = "_env";

/// The secrets that entries may have.
const SECRETS: [&str; 3] = ["client_secret", "password", "secret"];

/// What the entries of a declared file have in members that name a file or a variable. Nothing where it
/// cannot be read: whoever applies it says why.
fn named_in(content: &str) -> Vec<(String, String)> {
    let file: toml::Table = toml::from_str(content).unwrap_or_default();
    let entries = file.values().filter_map(toml::Value::as_array).flatten();
    let members = entries.filter_map(toml::Value::as_table).flatten();
    let is_one = |member: &str| {
        let ends = [FILE, VARIABLE].into_iter();
        let mut bases = ends.filter_map(|end| member.strip_suffix(end));
        bases.any(|base| SECRETS.contains(&base))
    };
    members
        .filter(|(member, _)| is_one(member))
        .filter_map(|(member, value)| Some((member.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// Takes the secret `name` out of `entry`, from whichever of the three members is there.
pub(super) fn take(
    entry: &mut Entry,
    name: &str,
    surroundings: &Surroundings,
) -> Option<Secret<String>> {
    let (file, variable) = (format!("{name}{FILE}"), format!("{name}{VARIABLE}"));
    let given = [name, &file, &variable].map(|member| entry.has(member));
    if given.into_iter().filter(|given| *given).count() > 1 {
        entry.fail(format!(
            "{name} is given twice: keep one of {name}, {file} and {variable}"
        ));
    }
    let plain = entry.take::<String>(name, "string");
    let from_file = entry.take::<PathBuf>(&file, "path");
    let from_file = from_file.and_then(|path| read(entry, &file, &path, surroundings));
    let from_variable = entry.take::<String>(&variable, "name of an environment variable");
    let from_variable =
        from_variable.and_then(|wanted| look_up(entry, &variable, &wanted, surroundings));
    plain.or(from_file).or(from_variable).map(Secret::new)
}

fn read(
    entry: &mut Entry,
    member: &str,
    path: &Path,
    surroundings: &Surroundings,
) -> Option<String> {
    match surroundings.file(path) {
        Ok(text) => Some(text.trim_end_matches(['\r', '\n']).to_owned()),
        Err(why) => {
            entry.fail(format!("{member}: {why}"));
            None
        }
    }
}

fn look_up(
    entry: &mut Entry,
    member: &str,
    wanted: &str,
    surroundings: &Surroundings,
) -> Option<String> {
    let found = surroundings.variable(wanted);
    found
        .map_err(|why| entry.fail(format!("{member}: {why}")))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_names_is_sent_along_and_nothing_else_is_read() {
        let content = "
            [[client]]
            client_id = \"a\"
            client_secret_env = \"A\"
            logo_uri_file = \"/etc/passwd\"
            [[user]]
            username = \"b\"
            password_file = \"b.txt\"";
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::write(folder.path().join("b.txt"), "secret").unwrap();
        let here = Surroundings::Here {
            folder: folder.path().to_owned(),
            variable: |name| (name == "A").then(|| "value".to_owned()),
        };
        let sent = here.to_be_sent(content).unwrap();
        assert_eq!(sent.file(Path::new("b.txt")).unwrap(), "secret");
        assert_eq!(sent.variable("A").unwrap(), "value");
        assert!(sent.variable("NONE").is_err() && sent.variable("PATH").is_err());
        assert!(sent.file(Path::new("/etc/passwd")).is_err());
        assert!(here.to_be_sent("no = [toml").is_ok());
        let missing = "[[client]]\nclient_secret_env = \"NONE\"";
        let why = here.to_be_sent(missing).unwrap_err();
        assert!(why.starts_with("client_secret_env: "), "{why}");
    }
}
