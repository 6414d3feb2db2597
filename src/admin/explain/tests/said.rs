//! Every description that is said anywhere has a rule of its own, and every rule is said something of.

use super::super::rules::{OTHER, Rule, all};
use std::collections::BTreeSet;
use std::path::Path;

/// Pages that are no refusal of what was asked: nothing is kept of them.
const NOT_KEPT: [&str; 4] = [
    "error-ours",
    "error-busy",
    "error-unavailable",
    "error-not-found",
];

/// The sources below `folder`, without tests.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap();
        if name == "tests" || name == "roundtrip" {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|of| of == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            found.push(code.to_owned());
        }
    }
}

fn code_of(rooms: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for room in rooms {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
        sources(&folder, &mut found);
    }
    found
}

/// The text that `code` begins with, if it does.
fn literal(code: &str) -> Option<String> {
    let text = code.trim_start().strip_prefix('"')?;
    let end = text.find('"')?;
    Some(text[..end].to_owned())
}

/// What stands behind `before`, wherever that is.
fn behind<'a>(code: &'a str, before: &str) -> Vec<&'a str> {
    code.match_indices(before)
        .map(|(at, found)| &code[at + found.len()..])
        .collect()
}

/// What `code` goes on with after the next comma.
fn next_argument(code: &str) -> &str {
    code.split_once(',').map_or("", |(_, rest)| rest)
}

/// What stands before the name that takes a description.
const TAKERS: [(&str, &str); 3] = [
    ("fn ", "(description: &'static str"),
    ("fn ", "(description: String"),
    ("let ", " = |description|"),
];

/// The functions here that take a description first.
fn takers(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (before, after) in TAKERS {
        for rest in behind(code, before) {
            let name = rest.split(after).next().unwrap_or_default();
            let is_name = name.len() < 40 && name.chars().all(|c| c.is_alphanumeric() || c == '_');
            if is_name && rest.len() > name.len() {
                names.push(format!("{name}("));
            }
        }
    }
    names
}

/// What the use cases say of errors: texts beside a code, bound to the name, or given to functions
/// that take one.
fn descriptions() -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for code in code_of(&["flow", "oidc", "http", "admin"]) {
        let codes = behind(&code, "ErrorCode::").into_iter().map(next_argument);
        let missing = behind(&code, ".required(").into_iter().map(next_argument);
        said.extend(codes.chain(missing).filter_map(literal));
        let mut before = takers(&code);
        let fixed = [
            "description = ",
            "description: format!(",
            "invalid_grant(",
            "unmet(",
            "Refusal(",
            "const NOT_ADMITTED: &str = ",
        ];
        before.extend(fixed.map(str::to_owned));
        for before in &before {
            let texts = behind(&code, before).into_iter();
            said.extend(texts.filter_map(|rest| {
                literal(rest.trim_start().strip_prefix("format!(").unwrap_or(rest))
            }));
        }
        // Said where it is bound, a line or two before.
        let bound = behind(&code, "let why = ").into_iter().filter(|rest| {
            let mut next = rest.lines().skip(1);
            let next = next.next().unwrap_or_default();
            next.contains("Failure::refused(") || next.contains("Refusal(")
        });
        said.extend(bound.filter_map(literal));
        // Why a request gets a page, and what is there twice.
        for kind in ["enum Untrusted {", "struct Repeated("] {
            if let Some((above, below)) = code.split_once(kind) {
                let above = above.rsplit("///").next().unwrap();
                let below = below.split("\n}").next().unwrap();
                for errors in [above, below] {
                    said.extend(behind(errors, "#[error(").into_iter().filter_map(literal));
                }
            }
        }
    }
    // The name of a member, beside a code.
    said.remove("error_description");
    said.iter().map(|text| filled(text)).collect()
}

/// A text with something in its gaps.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                filled.push_str("nonce");
            }
            c if depth == 0 => filled.push(c),
            _ => {}
        }
    }
    filled
}

/// What pages and proxies are told, by the names of the texts.
fn pages() -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for code in code_of(&["http"]) {
        if code.contains("Told {") {
            told.extend(behind(&code, "title: ").into_iter().filter_map(literal));
        }
        told.extend(behind(&code, "refuse(cx,").into_iter().filter_map(literal));
        let gate = behind(&code, "\"forward-auth-").into_iter();
        told.extend(gate.filter_map(|rest| literal(&format!("\"forward-auth-{rest}"))));
    }
    told.retain(|name| !NOT_KEPT.contains(&name.as_str()));
    // What is kept of it has been said before, with more words.
    told.remove("error-untrusted");
    told.remove("sign-out-refused");
    told
}

#[test]
fn every_description_has_a_rule_and_every_rule_a_description() {
    let (said, told) = (descriptions(), pages());
    // As many as there are; fewer would mean that they are not found any more.
    assert!(said.len() > 80, "{}: {said:#?}", said.len());
    assert!(told.len() > 12, "{}: {told:#?}", told.len());
    let mut used = BTreeSet::new();
    let mut lacking = Vec::new();
    let cases = said.iter().map(|said| ("", said.as_str()));
    let cases = cases.chain(
        told.iter()
            .map(|name| (name.as_str(), "As people are told")),
    );
    for (error, description) in cases {
        let rule = Rule::find(error, description);
        if rule.demand == OTHER.demand {
            lacking.push(format!("{error} {description}"));
        }
        used.insert(rule.demand.to_owned() + rule.fix);
    }
    assert!(lacking.is_empty(), "no rule for {lacking:#?}");
    let idle = all().filter(|rule| !used.contains(&(rule.demand.to_owned() + rule.fix)));
    let idle: Vec<_> = idle.map(|rule| rule.fix).collect();
    assert!(
        idle.is_empty(),
        "nobody says what these are about: {idle:#?}"
    );
}
