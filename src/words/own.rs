//! Sentences that a deployment says in words of its own: a folder of files like those that are built in,
//! `de.ftl` and the like, each with as few or as many of their messages as are to be another.

use super::language::{Language, Sentences, say, sentences};
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement,
};
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum OwnTextsError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read {}: {error}", .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file for a language that is not spoken here.
    #[error("{}: no language here is called so: the files are {files}", .path.display())]
    Language {
        /// Which.
        path: PathBuf,
        /// What files may be called.
        files: String,
    },
    /// Something in a file.
    #[error("{}:{line}: {problem}", .path.display())]
    Text {
        /// Which.
        path: PathBuf,
        /// Where.
        line: usize,
        /// What.
        problem: String,
    },
}

/// The own sentences of a deployment.
pub struct OwnTexts(Vec<(&'static Language, Sentences)>);

impl fmt::Debug for OwnTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages = self.0.iter().map(|(language, _)| language);
        f.debug_list().entries(languages).finish()
    }
}

impl OwnTexts {
    /// Reads the files in `folder`. What is no `.ftl` file is passed over.
    pub fn read(folder: &Path) -> Result<Self, OwnTextsError> {
        let mut all = Vec::new();
        for path in files(folder).map_err(|error| unreadable(folder, error))? {
            let language = language(&path)?;
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            let read = read(language, text);
            let read = read.map_err(|Problem { line, problem }| OwnTextsError::Text {
                path,
                line,
                problem,
            });
            all.push((language, read?));
        }
        Ok(Self(all))
    }

    /// The own message under `key`, if there is one.
    pub(super) fn say(
        &self,
        language: &Language,
        key: &str,
        arguments: &FluentArgs<'_>,
    ) -> Option<String> {
        let (_, sentences) = self.0.iter().find(|(own, _)| *own == language)?;
        say(sentences, key, arguments)
    }
}

fn unreadable(path: &Path, error: io::Error) -> OwnTextsError {
    let path = path.to_owned();
    OwnTextsError::Unreadable { path, error }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|kind| kind == "ftl"));
    files.sort();
    Ok(files)
}

/// The language that a file is called after.
fn language(path: &Path) -> Result<&'static Language, OwnTextsError> {
    let name = path.file_stem().and_then(|name| name.to_str());
    let mut all = Language::all().iter();
    let found = all.find(|language| name == Some(language.tag()));
    found.ok_or_else(|| {
        let files = Language::all().iter();
        let files: Vec<_> = files.map(|one| format!("{}.ftl", one.tag())).collect();
        OwnTextsError::Language {
            path: path.to_owned(),
            files: files.join(", "),
        }
    })
}

/// What is wrong in a text.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
    line: usize,
    problem: String,
}

fn read(language: &'static Language, text: String) -> Result<Sentences, Problem> {
    let resource = FluentResource::try_new(text).map_err(|(resource, errors)| {
        let first = errors.first();
        let at = first.map_or(0, |error| error.pos.start);
        let problem = first.map_or_else(String::new, ToString::to_string);
        Problem {
            line: line(resource.source(), at),
            problem,
        }
    })?;
    check(language, &resource)?;
    Ok(sentences(language.tag(), [resource]))
}

/// The line of a place in a text, counted from 1.
fn line(text: &str, at: usize) -> usize {
    let before = text.bytes().take(at);
    before.filter(|byte| *byte == b'\n').count() + 1
}

fn check(language: &Language, resource: &FluentResource) -> Result<(), Problem> {
    let text = resource.source();
    let mut seen = BTreeSet::new();
    for entry in resource.entries() {
        let (name, problem) = match entry {
            Entry::Message(message) => {
                let twice = !seen.insert(message.id.name);
                let twice = twice.then(|| format!("{} is there twice", message.id.name));
                let problem = twice.or_else(|| unfit(language, message));
                (message.id.name, problem)
            }
            Entry::Term(term) => {
                let problem = "a term cannot be used here: write it out in each message";
                (term.id.name, Some(problem.to_owned()))
            }
            _ => continue,
        };
        if let Some(problem) = problem {
            // The name is a part of the text.
            let at = name.as_ptr().addr().saturating_sub(text.as_ptr().addr());
            let line = line(text, at);
            return Err(Problem { line, problem });
        }
    }
    Ok(())
}

/// What is wrong with a message.
fn unfit(language: &Language, message: &Message<&str>) -> Option<String> {
    let name = message.id.name;
    let Some(known) = language.pattern(name) else {
        return Some(format!("no text is called {name}"));
    };
    let Some(own) = &message.value else {
        return Some(format!("{name} says nothing"));
    };
    if !message.attributes.is_empty() {
        return Some(format!("{name} has attributes, which are never shown"));
    }
    let (mut given, mut used) = (Used::default(), Used::default());
    given.pattern(known);
    used.pattern(own);
    if used.others {
        return Some(format!(
            "{name} refers to another message or a function: write it out"
        ));
    }
    let unknown = used.variables.difference(&given.variables).next()?;
    let fillings: Vec<_> = given
        .variables
        .iter()
        .map(|one| format!("${one}"))
        .collect();
    let fillings = match fillings.as_slice() {
        [] => "nothing".to_owned(),
        some => some.join(", "),
    };
    Some(format!(
        "{name} is filled with {fillings}, not with ${unknown}"
    ))
}

/// What a message is filled with.
#[derive(Default)]
struct Used<'a> {
    variables: BTreeSet<&'a str>,
    /// Whether other messages, terms or functions are among it.
    others: bool,
}

impl<'a> Used<'a> {
    fn pattern(&mut self, pattern: &Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&'a str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name);
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::FunctionReference { arguments, .. } => {
                self.others = true;
                self.arguments(arguments);
            }
            InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
                self.others = true;
            }
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&'a str>) {
        for argument in &arguments.positional {
            self.inline(argument);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use super::*;
    use std::sync::Arc;

    fn english(text: &str) -> Result<Sentences, Problem> {
        read(Language::english(), text.to_owned())
    }

    #[test]
    fn own_sentences_are_said_instead_and_the_others_as_ever() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        write("en.ftl", "# Ours\nsign-in-title = Come in\n").unwrap();
        write("de.ftl", "consent-title = { $client } hereinlassen?\n").unwrap();
        write("README.md", "nothing of it").unwrap();
        let own = Arc::new(OwnTexts::read(folder.path()).unwrap());
        let words = |tag| Words::of(Language::find(tag).unwrap()).with_own(Some(Arc::clone(&own)));
        assert_eq!(words("en").text("sign-in-title"), "Come in");
        assert_ne!(words("de").text("sign-in-title"), "Come in");
        let client = [("client", "Ada".into())];
        assert_eq!(
            words("de").with("consent-title", &client),
            "Ada hereinlassen?"
        );
        assert_eq!(
            words("en").with("consent-title", &client),
            "Give Ada access?"
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, part) in [
            ("\nno-such-key = x\n", 2, "no text is called no-such-key"),
            ("sign-in-title = a\nsign-in-title = b\n", 2, "twice"),
            (
                "sign-in-title = { $client }\n",
                1,
                "filled with nothing, not with $client",
            ),
            (
                "consent-title =\n    { $client ->\n        *[a] { $name }\n    }\n",
                1,
                "not with $name",
            ),
            ("sign-in-title = { sign-in }\n", 1, "refers to another"),
            ("sign-in-title =\n    .a = b\n", 1, "says nothing"),
            ("-brand = x\n", 1, "a term"),
            ("# a\n\nsign-in-title x\n", 3, "="),
        ] {
            let problem = english(text).err().unwrap();
            assert_eq!(problem.line, line, "{text}");
            assert!(
                problem.problem.contains(part),
                "{text}: {}",
                problem.problem
            );
        }
    }

    #[test]
    fn files_are_called_after_languages() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tlh.ftl"), "").unwrap();
        let why = OwnTexts::read(folder.path()).unwrap_err().to_string();
        assert!(why.contains("tlh.ftl") && why.contains("de.ftl"), "{why}");
        let why = OwnTexts::read(Path::new("/nowhere")).unwrap_err();
        assert!(matches!(why, OwnTextsError::Unreadable { .. }), "{why}");
    }

    #[test]
    fn the_built_in_texts_are_fit() {
        for language in Language::all() {
            let root = env!("CARGO_MANIFEST_DIR");
            for folder in ["locales", "locales/console"] {
                let path = format!("{root}/templates/{folder}/{}.ftl", language.tag());
                let text = std::fs::read_to_string(path).unwrap();
                assert_eq!(read(language, text).err(), None, "{language:?}");
            }
        }
    }
}
