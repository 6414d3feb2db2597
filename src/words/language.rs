//! The languages there are.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Pattern;
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The sentences of some files.
pub(super) type Sentences = FluentBundle<FluentResource>;

/// A language that Signet speaks.
pub struct Language {
    tag: &'static str,
    name: &'static str,
    is_rtl: bool,
    sentences: LazyLock<Sentences>,
}

/// What is said to people, and what to operators.
macro_rules! sources {
    ($tag:literal) => {
        [
            include_str!(concat!("../../templates/locales/", $tag, ".ftl")),
            include_str!(concat!("../../templates/locales/console/", $tag, ".ftl")),
        ]
    };
}

static ALL: [Language; 6] = [
    Language::new("en", "English", false, || parse("en", sources!("en"))),
    Language::new("de", "Deutsch", false, || parse("de", sources!("de"))),
    Language::new("fr", "Français", false, || parse("fr", sources!("fr"))),
    Language::new("es", "Español", false, || parse("es", sources!("es"))),
    Language::new("ja", "日本語", false, || parse("ja", sources!("ja"))),
    Language::new("ar", "العربية", true, || parse("ar", sources!("ar"))),
];

impl Language {
    const fn new(
        tag: &'static str,
        name: &'static str,
        is_rtl: bool,
        sentences: fn() -> Sentences,
    ) -> Self {
        Self {
            tag,
            name,
            is_rtl,
            sentences: LazyLock::new(sentences),
        }
    }

    /// All of them, in the order in which they are offered.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The language that everything is written in first.
    pub fn english() -> &'static Self {
        let [english, ..] = &ALL;
        english
    }

    /// The one that serves `tag`, a BCP 47 tag of any case, if need be without its last parts (lookup,
    /// RFC 4647 §3.4): `de-CH` is served by `de`.
    pub fn find(tag: &str) -> Option<&'static Self> {
        let mut tag = tag;
        loop {
            let found = ALL
                .iter()
                .find(|language| language.tag.eq_ignore_ascii_case(tag));
            match (found, tag.rsplit_once('-')) {
                (None, Some((shorter, _))) => tag = shorter,
                (found, _) => return found,
            }
        }
    }

    /// The first that one of `tags`, between spaces, asks for (`ui_locales`, OpenID Connect Core
    /// §3.1.2.1). What is no tag of a language here is passed over.
    pub fn first_of(tags: &str) -> Option<&'static Self> {
        tags.split(' ').find_map(Self::find)
    }

    /// Its BCP 47 tag.
    pub const fn tag(&self) -> &'static str {
        self.tag
    }

    /// What it calls itself.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is written from right to left.
    pub const fn is_rtl(&self) -> bool {
        self.is_rtl
    }

    /// The value of the `dir` attribute.
    pub const fn dir(&self) -> &'static str {
        if self.is_rtl { "rtl" } else { "ltr" }
    }

    /// The message under `key`, if there is one.
    pub(super) fn say(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        say(&self.sentences, key, arguments)
    }

    /// What the message under `key` is made of, if there is one.
    pub(super) fn pattern(&self, key: &str) -> Option<&Pattern<&str>> {
        self.sentences.get_message(key)?.value()
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag)
    }
}

impl Default for &'static Language {
    fn default() -> Self {
        Language::english()
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Language {}

/// The message under `key`, if there is one among `sentences`.
pub(super) fn say(sentences: &Sentences, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let pattern = sentences.get_message(key)?.value()?;
    // What cannot be filled in stays visible in its braces; a test finds it before anybody does.
    let mut errors = Vec::new();
    let said = sentences.format_pattern(pattern, Some(arguments), &mut errors);
    Some(said.into_owned())
}

/// Reads files; what it has of them where something is wrong, which a test looks for.
fn parse(tag: &str, sources: [&str; 2]) -> Sentences {
    let resources = sources.map(|source| {
        let resource = FluentResource::try_new(source.to_owned());
        resource.unwrap_or_else(|(resource, _)| resource)
    });
    sentences(tag, resources)
}

/// The sentences of these files in the language `tag`.
pub(super) fn sentences(
    tag: &str,
    resources: impl IntoIterator<Item = FluentResource>,
) -> Sentences {
    let identifier: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut sentences = FluentBundle::new_concurrent(vec![identifier]);
    // Names are isolated where they are filled in, see `Words`.
    sentences.set_use_isolating(false);
    for resource in resources {
        sentences.add_resource_overriding(resource);
    }
    sentences
}
