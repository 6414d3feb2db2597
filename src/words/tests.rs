use super::{Language, Words};
use fluent_bundle::{FluentBundle, FluentResource};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, iter};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn source(language: &Language) -> String {
    let read = |folder: &str| {
        let path = format!("{ROOT}/templates/{folder}/{}.ftl", language.tag());
        fs::read_to_string(path).unwrap()
    };
    read("locales") + "\n" + &read("locales/console")
}

/// Each key of a file with the names that its sentence is filled with.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with([' ', '}']) {
            let Some((name, _)) = line.split_once(" = ") else {
                assert!(line.is_empty(), "{line:?} is no message");
                continue;
            };
            key = name.to_owned();
            assert!(
                messages.insert(key.clone(), BTreeSet::new()).is_none(),
                "{key} is there twice"
            );
        }
        let names = line.split('$').skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
            rest[..end].to_owned()
        });
        messages.get_mut(&key).unwrap().extend(names);
    }
    messages
}

/// Every file below `folder` that ends like this, without space: calls may be broken into lines.
fn texts(folder: &Path, end: &str) -> Vec<String> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "tests" {
            sources.extend(texts(&path, end));
        } else if name.ends_with(end) && name != "tests.rs" {
            let text = fs::read_to_string(&path).unwrap();
            sources.push(text.split_whitespace().collect());
        }
    }
    sources
}

fn all_sources() -> Vec<String> {
    let root = Path::new(ROOT);
    let mut all = texts(&root.join("templates"), ".html");
    all.extend(texts(&root.join("src"), ".rs"));
    all
}

#[test]
fn every_language_has_every_sentence_with_what_fills_it() {
    let english = messages(&source(Language::english()));
    for language in Language::all() {
        let others = messages(&source(language));
        for (key, names) in &english {
            let tag = language.tag();
            assert_eq!(others.get(key), Some(names), "{key} in {tag}.ftl");
        }
        let more: Vec<_> = others
            .keys()
            .filter(|key| !english.contains_key(*key))
            .collect();
        assert!(
            more.is_empty(),
            "{more:?} of {}.ftl are not in en.ftl",
            language.tag()
        );
    }
}

#[test]
fn every_file_can_be_read_and_every_sentence_filled() {
    for language in Language::all() {
        let resource = FluentResource::try_new(source(language)).unwrap();
        let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
        bundle.add_resource(resource).unwrap();
        for (key, names) in messages(&source(language)) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            for number in [0, 1, 2, 3, 11, 100] {
                let values: Vec<_> = names
                    .iter()
                    .map(|name| match *name {
                        "count" | "most" | "least" => (*name, number.into()),
                        name => (name, "<x>".into()),
                    })
                    .collect();
                let words = Words::of(language);
                let said = words.with(&key, &values);
                assert!(
                    !said.contains(['{', '}', '$']) && !said.trim().is_empty(),
                    "{key}: {said}"
                );
                let rich = words.rich(&key, &values).to_string();
                assert!(!rich.contains("<x>"), "{key}: {rich}");
            }
        }
    }
}

#[test]
fn every_key_in_use_exists_and_none_is_left_over() {
    let english = messages(&source(Language::english()));
    let sources = all_sources();
    let chrome = ["t", "say", "rich", "wrong", "count"].map(|name| format!("chrome.{name}(\""));
    let words = ["text", "with", "rich"];
    let words = words.map(|name| [format!("words.{name}(\""), format!("words().{name}(\"")]);
    // What pages of errors are told with.
    let fields = ["title:\"", "message:\""].map(str::to_owned);
    for source in &sources {
        let tells = source.contains("Told{");
        let fields = fields.iter().filter(|_| tells);
        for call in chrome.iter().chain(words.as_flattened()).chain(fields) {
            for rest in source.split(call.as_str()).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(english.contains_key(key), "{call}{key} is no key of en.ftl");
            }
        }
    }
    let all = sources.concat();
    let unused: Vec<_> = english
        .keys()
        .filter(|key| !all.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?} are not used");
}

#[test]
fn a_name_is_kept_from_turning_the_sentence_around() {
    let words = Words::english();
    let name = "\u{2069}<b>\u{5d0}";
    let values = [("client", name.into())];
    assert_eq!(
        words.with("consent-title", &values),
        "Give \u{2068}<b>\u{5d0}\u{2069} access?"
    );
    assert_eq!(
        words.rich("consent-title", &values).to_string(),
        "Give <bdi>&#60;b&#62;\u{5d0}</bdi> access?"
    );
    assert_eq!(
        words.with("consent-title", &[("client", "Ada".into())]),
        "Give Ada access?"
    );
}

#[test]
fn durations_follow_the_plurals_of_the_language() {
    let said = |tag, seconds| Words::of(Language::find(tag).unwrap()).duration(seconds);
    assert_eq!(said("en", 1), "a second");
    assert_eq!(said("en", 90), "90 seconds");
    assert_eq!(said("en", 121), "3 minutes");
    assert_eq!(said("de", 1), "eine Sekunde");
    assert_eq!(said("de", 180), "3 Minuten");
    assert_eq!(said("ja", 90), "90 秒");
    assert_eq!(said("ar", 120), "دقيقتين");
}

#[test]
fn a_tag_is_served_by_its_language() {
    let find = |tag: &str| Language::find(tag).map(Language::tag);
    assert_eq!(find("de-CH-1996"), Some("de"));
    assert_eq!(find("EN"), Some("en"));
    for nothing in ["", "-", "--", "d", "deu", "se", "x-de"] {
        assert_eq!(find(nothing), None, "{nothing}");
    }
    assert_eq!(
        Language::first_of("se  de en").map(Language::tag),
        Some("de")
    );
    assert_eq!(Language::first_of(&"-".repeat(9000)), None);
}

#[test]
fn what_is_no_key_is_said_as_it_is() {
    let words = Words::english();
    let long: String = iter::repeat_n("{ $x } ", 9).collect();
    assert_eq!(words.text(&long), long);
}
