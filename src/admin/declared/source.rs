//! Where declared configuration stands: a file, or a folder of them.

use super::entry::DeclaredError;
use super::secret::Surroundings;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the names of files end that are read of a folder.
const EXTENSION: &str = "toml";

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call it; empty where there is but one and everybody knows which.
    pub name: Arc<str>,
    /// What stands in it.
    pub content: String,
    /// What its entries refer to.
    pub surroundings: Surroundings,
}

impl Source {
    /// The file at `path`, or those in the folder at `path` whose names end in `.toml`, in the order
    /// of their names.
    pub fn read(path: &Path) -> Result<Vec<Self>, DeclaredError> {
        let files = files(path).map_err(|error| unreadable(path, &error))?;
        if files.is_empty() {
            let problem = "there is no file that ends in .toml in this folder: write one";
            return Err(DeclaredError::of_file(path, problem));
        }
        files.iter().map(|file| Self::of(file)).collect()
    }

    fn of(path: &Path) -> Result<Self, DeclaredError> {
        let content = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        Ok(Self {
            name: path.display().to_string().into(),
            content,
            surroundings: Surroundings::of(path),
        })
    }

    /// The place at the byte `offset`.
    pub(super) fn place(&self, offset: usize) -> Place {
        let before = self.content.get(..offset);
        Place {
            file: Arc::clone(&self.name),
            line: before.map(|before| before.matches('\n').count() + 1),
        }
    }
}

/// The file at `path`, or those that count of the folder at `path`.
pub(super) fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path)?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == EXTENSION) && !file.is_dir());
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &io::Error) -> DeclaredError {
    let problem = format!(
        "cannot be read: {error}. Name a TOML file that this user may read, or a folder of such"
    );
    DeclaredError::of_file(path, problem)
}

/// A line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file; empty where there is but one and everybody knows which.
    pub file: Arc<str>,
    /// The line, from 1, if it could be told.
    pub line: Option<usize>,
}

impl Place {
    /// `source` as a whole.
    pub(super) fn of(source: &Source) -> Self {
        Self {
            file: Arc::clone(&source.name),
            line: None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_ref(), self.line) {
            ("", None) => f.write_str("the file"),
            ("", Some(line)) => write!(f, "line {line}"),
            (file, None) => f.write_str(file),
            (file, Some(line)) => write!(f, "{file} line {line}"),
        }
    }
}
