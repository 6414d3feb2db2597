//! A change on its way: shown before it is made, and made only as it was shown.

use super::console::Console;
use crate::admin::{Difference, differing_members};
use crate::http::sent::Sent;
use crate::pages::Link;
use crate::pages::admin::{Line, Plan};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};

/// What is to be done, and what that changes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What is to be done.
    pub title: String,
    /// To what.
    pub subject: Option<String>,
    /// What will happen, in sentences.
    pub effects: Vec<String>,
    /// What will be different.
    pub lines: Vec<Line>,
    /// What the operator should know.
    pub warnings: Vec<String>,
    /// What has to be typed first.
    pub typed: Option<String>,
    /// What the button says.
    pub confirm: String,
    /// Whether something is taken away.
    pub is_dangerous: bool,
    /// The fields of the form that led here; none where there was no form.
    pub fields: Vec<(String, String)>,
    /// The way back.
    pub back: String,
}

/// What is to become of a form that came back from the page of a [`Change`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Do it.
    Do,
    /// Show it, once more where something is in the way: its key.
    Ask(Option<&'static str>),
}

impl Change {
    /// Stands for everything that was shown: what has become different in between is shown once more.
    fn seen(&self) -> String {
        let mut text = self.title.clone();
        let lines = self.lines.iter();
        let lines = lines.flat_map(|line| [&line.name, &line.before, &line.after]);
        for part in self.subject.iter().chain(&self.effects).chain(lines) {
            text.push('\0');
            text.push_str(part);
        }
        let hash = digest::digest(&digest::SHA256, text.as_bytes());
        BASE64URL_NOPAD.encode(hash.as_ref())
    }

    /// Whether it is to be done now.
    pub fn decide(&self, sent: &Sent) -> Decision {
        self.decide_on(sent.get("confirm"), sent.get("seen"), sent.get("typed"))
    }

    fn decide_on(&self, confirm: &str, seen: &str, typed: &str) -> Decision {
        if confirm.is_empty() {
            Decision::Ask(None)
        } else if seen != self.seen() {
            Decision::Ask(Some("console-changed-meanwhile"))
        } else if self
            .typed
            .as_deref()
            .is_some_and(|name| name != typed.trim())
        {
            Decision::Ask(Some("console-type-wrong"))
        } else {
            Decision::Do
        }
    }
}

impl Console<'_> {
    /// The page that shows a change before it is made.
    pub fn plan(
        &self,
        change: Change,
        crumbs: Vec<Link>,
        complaint: Option<&'static str>,
    ) -> HttpResponse {
        let status = match complaint {
            Some(_) => StatusCode::CONFLICT,
            None => StatusCode::OK,
        };
        let template = Plan {
            chrome: self.chrome(),
            frame: self.frame(crumbs),
            complaint: complaint.map(|key| self.t(key)),
            action: self.here(),
            form_token: self.token(),
            seen: change.seen(),
            title: change.title,
            subject: change.subject,
            effects: change.effects,
            lines: change.lines,
            warnings: change.warnings,
            can_edit: !change.fields.is_empty(),
            fields: change.fields,
            typed: change.typed,
            confirm: change.confirm,
            is_dangerous: change.is_dangerous,
            back: change.back,
        };
        self.page(status, &template)
    }
}

/// What differs between two objects, by their members.
pub fn lines(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Line> {
    let line = |change: Difference| Line {
        before: shown(before.get(&change.member)),
        after: shown(after.get(&change.member)),
        name: change.member,
    };
    let differ = differing_members(before, after).into_iter();
    differ.map(line).collect()
}

/// A value as people read it; lists have a line for each.
pub fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(all)) if all.iter().all(Value::is_string) => {
            let lines: Vec<_> = all.iter().filter_map(Value::as_str).collect();
            lines.join("\n")
        }
        Some(Value::Object(members)) if members.values().all(Value::is_string) => {
            let line =
                |(name, value): (&String, &Value)| format!("{name} = {}", shown(Some(value)));
            members.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn change() -> Change {
        Change {
            title: "Remove".into(),
            effects: vec!["It is gone.".into()],
            typed: Some("ada".into()),
            ..Change::default()
        }
    }

    #[test]
    fn only_what_was_shown_is_done() {
        let change = change();
        let seen = change.seen();
        assert_eq!(change.decide_on("", &seen, "ada"), Decision::Ask(None));
        assert_eq!(change.decide_on("yes", &seen, " ada "), Decision::Do);
        let wrong = Decision::Ask(Some("console-type-wrong"));
        assert_eq!(change.decide_on("yes", &seen, ""), wrong);
        let other = Change {
            effects: vec!["More is gone.".into()],
            ..change
        };
        let meanwhile = Decision::Ask(Some("console-changed-meanwhile"));
        assert_eq!(other.decide_on("yes", &seen, "ada"), meanwhile);
    }

    #[test]
    fn differences_are_told_with_both_values() {
        let object = |value: Value| value.as_object().unwrap().clone();
        let before = object(json!({ "a": ["x", "y"], "b": true, "c": "same" }));
        let after = object(json!({ "a": ["x"], "c": "same", "d": { "n#de": "N" } }));
        let told = lines(&before, &after);
        let told: Vec<_> = told
            .iter()
            .map(|line| (&*line.name, &*line.before, &*line.after))
            .collect();
        let expected = [("a", "x\ny", "x"), ("b", "true", ""), ("d", "", "n#de = N")];
        assert_eq!(told, expected);
    }
}
