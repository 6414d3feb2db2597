//! One spelling for each JSON value, so that two databases can be compared.

use serde_json::{Number, Value};

/// `text` without white space, with the members of objects in the order of their names, and whole
/// numbers without a fraction.
pub fn canonical(text: &str) -> serde_json::Result<String> {
    let mut out = String::with_capacity(text.len());
    write(&serde_json::from_str(text)?, &mut out);
    Ok(out)
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            list(out, ['{', '}'], members, |(name, value), out| {
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write(value, out);
            });
        }
        Value::Array(items) => list(out, ['[', ']'], items, write),
        Value::Number(number) => out.push_str(&plain(number)),
        Value::Null | Value::Bool(_) | Value::String(_) => out.push_str(&value.to_string()),
    }
}

fn list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// PostgreSQL keeps `1e3` as `1000`.
fn plain(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
            // A negative zero becomes a positive one.
            format!("{:.0}", float + 0.0)
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn the_same_value_has_one_spelling() {
        let one = canonical(r#" {"b" : [1e3, -0.0, true, null, "ä\u0001"], "a":{}} "#);
        let other = canonical(r#"{"a":{},"b":[1000,0,true,null,"ä\u0001"]}"#);
        assert_eq!(one.unwrap(), other.unwrap());
        assert_eq!(canonical("[1.5]").unwrap(), "[1.5]");
        assert!(canonical("{").is_err());
    }
}
