//! What is said to people, in their language.
//!
//! A file for each language lies under `templates/locales/`, and one for operators beside it in
//! `console/`, in the syntax of Project Fluent. To add a language, add its files and its line in
//! [`Language::all`]; discovery names it by itself. A key that a language lacks is said in English (a
//! test keeps that from being published), and a deployment may say some in its own words. What is no key at all is said as it is: a name that an
//! app brings is a sentence already.

mod accept;
mod language;
mod own;
mod rich;
#[cfg(test)]
mod tests;

pub use accept::accepted;
pub use language::Language;
pub use own::{OwnTexts, OwnTextsError};
pub use rich::Rich;

use fluent_bundle::{FluentArgs, FluentValue};
use std::sync::Arc;

/// Isolates what stands between it and [`POP`] from the direction of the text around (Unicode
/// Bidirectional Algorithm, UAX #9).
const ISOLATE: char = '\u{2068}';
const POP: char = '\u{2069}';

/// What a sentence is filled with.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Text, such as a name.
    Text(&'a str),
    /// A number, which plurals follow.
    Number(u64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// The sentences of one language. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Words {
    language: &'static Language,
    own: Option<Arc<OwnTexts>>,
}

impl Words {
    /// Those of `language`.
    pub const fn of(language: &'static Language) -> Self {
        let own = None;
        Self { language, own }
    }

    /// The same, in a deployment that says some things in words of its own.
    #[must_use]
    pub fn with_own(self, own: Option<Arc<OwnTexts>>) -> Self {
        Self { own, ..self }
    }

    /// For the log.
    pub fn english() -> Self {
        Self::of(Language::english())
    }

    /// Whose words they are.
    pub const fn language(&self) -> &'static Language {
        self.language
    }

    /// The sentence under `key`.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence under `key`, filled in, as plain text.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let isolate = |text: &str| self.language.is_rtl() || !text.is_ascii();
        self.filled(key, values, isolate)
    }

    /// The sentence under `key`, filled in, as HTML: what it is filled with stands in `bdi` elements.
    pub fn rich(&self, key: &str, values: &[(&str, Value<'_>)]) -> Rich {
        Rich::new(&self.filled(key, values, |_| true))
    }

    /// So many seconds, for people.
    pub fn duration(&self, seconds: u64) -> String {
        let (key, count) = match seconds {
            0 | 1 => ("duration-seconds", 1),
            2..120 => ("duration-seconds", seconds),
            120..172_800 => ("duration-minutes", seconds.div_ceil(60)),
            _ => ("duration-days", seconds / 86_400),
        };
        self.with(key, &[("count", count.into())])
    }

    fn filled(
        &self,
        key: &str,
        values: &[(&str, Value<'_>)],
        isolate: impl Fn(&str) -> bool,
    ) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            let value: FluentValue<'_> = match value {
                Value::Number(number) => (*number).into(),
                Value::Text(text) => {
                    // Marks of its own could end the isolation.
                    let text = text.replace([ISOLATE, POP], "");
                    if isolate(&text) {
                        format!("{ISOLATE}{text}{POP}").into()
                    } else {
                        text.into()
                    }
                }
            };
            arguments.set(*name, value);
        }
        let own = self.own.as_ref();
        let said = own.and_then(|own| own.say(self.language, key, &arguments));
        let said = said.or_else(|| self.language.say(key, &arguments));
        let said = said.or_else(|| Language::english().say(key, &arguments));
        said.unwrap_or_else(|| key.to_owned())
    }
}
