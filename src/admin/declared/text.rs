//! TOML as a person would write it: an entry with a line for each member.

use serde_json::Value;
use std::fmt::Write as _;

/// An entry in the making.
pub(super) struct Table(String);

impl Table {
    /// A further one of `kind`.
    pub fn new(kind: &str) -> Self {
        Self(format!("[[{kind}]]\n"))
    }

    /// Adds a member; none for null.
    pub fn member(&mut self, name: &str, value: impl Into<Value>) {
        if let Some(value) = written(value.into()) {
            // Writing to a string cannot fail.
            let _ = writeln!(self.0, "{} = {value}", key(name));
        }
    }

    /// Adds a member that does not count until somebody takes the # away.
    pub fn remark(&mut self, name: &str, value: impl Into<Value>) {
        if let Some(value) = written(value.into()) {
            let _ = writeln!(self.0, "# {} = {value}", key(name));
        }
    }

    /// The lines.
    pub fn into_text(self) -> String {
        self.0
    }
}

fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(is_bare) {
        name.to_owned()
    } else {
        toml::Value::String(name.to_owned()).to_string()
    }
}

/// The value in one line where it has no line breaks itself.
fn written(value: Value) -> Option<String> {
    Some(in_toml(value)?.to_string())
}

/// TOML knows no null: such members are left out.
fn in_toml(value: Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(yes) => yes.into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64()?.into(),
        },
        Value::String(text) => text.into(),
        Value::Array(items) => {
            let items = items.into_iter().filter_map(in_toml);
            toml::Value::Array(items.collect())
        }
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.filter_map(|(name, value)| Some((name, in_toml(value)?)));
            toml::Value::Table(members.collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let members = json!({
            "text": "quote \" backslash \\ tab \t, line\r\n\nand “🦭” '''",
            "empty": "",
            "number": -3,
            "list": ["a", "b\nc"],
            "none": [],
            "keys": {"keys": [{"kty": "EC", "x5c": ["a"], "odd key#de": 1}]},
            "odd#de": true,
        });
        let mut table = Table::new("thing");
        for (name, value) in members.as_object().unwrap() {
            table.member(name, value.clone());
        }
        table.member("nothing", Value::Null);
        table.remark("hidden", "x");
        let text = table.into_text();
        assert!(text.ends_with("# hidden = \"x\"\n"), "{text}");
        let read: Value = toml::from_str(&text).unwrap();
        assert_eq!(read, json!({ "thing": [members] }), "{text}");
    }
}
