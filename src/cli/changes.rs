//! What a command changes of something: members set, texts added to lists and taken from them.

use super::output;
use crate::admin::{Difference, differing_members};
use anyhow::bail;
use serde_json::{Map, Value};

/// Members that say when it was changed, or what is shown once.
const TOLD_OTHERWISE: [&str; 3] = ["updated_at", "client_secret", "warning"];

/// `MEMBER=VALUE`, where the value is JSON, or text where it is no JSON.
pub fn member(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write it as MEMBER=VALUE")?;
    let read = serde_json::from_str(value);
    let value = read.unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((name.to_owned(), value))
}

/// Sets members; null takes one away, so that it is as usual.
pub fn set(all: &mut Map<String, Value>, members: impl IntoIterator<Item = (String, Value)>) {
    for (name, value) in members {
        if value.is_null() {
            all.remove(&name);
        } else {
            all.insert(name, value);
        }
    }
}

/// Takes texts from a list and adds others to it, each once.
///
/// # Errors
/// One that is to be taken away is not there; `what` says what it would have been.
pub fn list(
    mut all: Vec<String>,
    what: &str,
    add: impl IntoIterator<Item = String>,
    remove: &[String],
) -> anyhow::Result<Vec<String>> {
    if let Some(unknown) = remove.iter().find(|one| !all.contains(one)) {
        bail!("there is no {what} {unknown:?} to be removed");
    }
    all.retain(|one| !remove.contains(one));
    for one in add {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

/// What a command has changed: each member with what it was and what it is.
pub fn between(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> impl Iterator<Item = Difference> {
    let all = differing_members(before, after).into_iter();
    all.filter(|change| !TOLD_OTHERWISE.contains(&change.member.as_str()))
}

/// Prints what has become of `name`.
pub fn print(name: &str, changes: impl Iterator<Item = Difference>) -> anyhow::Result<()> {
    let mut changes = changes.peekable();
    if changes.peek().is_none() {
        return output::line(&output::escaped_line(&format!("{name} is so already")));
    }
    output::line(&output::escaped_line(&format!("changed {name}:")))?;
    for change in changes {
        output::line(&output::escaped_line(&format!("  {change}")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_json_or_text() {
        let value = |text: &str| member(text).unwrap().1;
        assert_eq!(value("a=true"), json!(true));
        assert_eq!(value("a=[\"x\"]"), json!(["x"]));
        assert_eq!(
            value("a=https://x.example/?b=c"),
            json!("https://x.example/?b=c")
        );
        assert_eq!(value("a=\"1\""), json!("1"));
        assert!(member("a").is_err());
    }

    #[test]
    fn null_takes_a_member_away() {
        let mut all = Map::from_iter([("a".to_owned(), json!(1))]);
        set(&mut all, [("a".to_owned(), Value::Null)]);
        set(&mut all, [("b".to_owned(), json!(2))]);
        assert_eq!(Value::Object(all), json!({"b": 2}));
    }

    #[test]
    fn texts_are_added_once_and_taken_where_they_are() {
        let texts = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        let changed = |add: &[&str], remove: &[&str]| {
            list(texts(&["a", "b"]), "group", texts(add), &texts(remove))
        };
        assert_eq!(changed(&["b", "c"], &["a"]).unwrap(), ["b", "c"]);
        let refused = changed(&[], &["x"]).unwrap_err().to_string();
        assert_eq!(refused, "there is no group \"x\" to be removed");
    }
}
