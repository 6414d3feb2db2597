//! Places in a recipe's texts: `{{name}}`, without spaces. Braces around anything else stay, for many
//! programs have templates of their own.

use std::collections::BTreeMap;

/// What stands in the places.
pub(super) type Values = BTreeMap<String, String>;

/// The names of the places in `text`.
pub(super) fn places(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter_map(|part| match part {
        Part::Place(name) => Some(name),
        Part::Text(_) => None,
    })
}

/// `text` with its places filled; a place without a value stays.
pub(super) fn fill(text: &str, values: &Values) -> String {
    let filled = parts(text).map(|part| match part {
        Part::Text(text) => text.to_owned(),
        Part::Place(name) => {
            let value = values.get(name).cloned();
            value.unwrap_or_else(|| format!("{{{{{name}}}}}"))
        }
    });
    filled.collect()
}

enum Part<'a> {
    Text(&'a str),
    Place(&'a str),
}

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = place(rest) {
            rest = after;
            return Some(Part::Place(name));
        }
        // Up to the next braces, which may be those at the very beginning.
        let from = rest.chars().next().map_or(0, char::len_utf8);
        let tail = rest.get(from..).unwrap_or_default();
        let end = tail.find("{{").map_or(rest.len(), |at| at + from);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Part::Text(text))
    })
}

/// The name of the place that `text` begins with, and what follows it.
fn place(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix("{{")?.split_once("}}")?;
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    (!name.is_empty() && name.bytes().all(is_name)).then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_are_places() {
        let values = Values::from([("url".to_owned(), "https://a.example".to_owned())]);
        let cases = [
            ("{{url}}/cb", "https://a.example/cb"),
            ("{{{url}}}", "{https://a.example}"),
            ("{{ user.sub }} {{}} {{url", "{{ user.sub }} {{}} {{url"),
            ("é{{url}}é{{none}}", "éhttps://a.exampleé{{none}}"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(fill(text, &values), expected, "{text}");
        }
        let found: Vec<_> = places("{{a}} {{ b }} {{c_d}}{{e").collect();
        assert_eq!(found, ["a", "c_d"]);
    }
}
