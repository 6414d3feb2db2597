//! JSON from outside, read strictly: no member twice, nothing nested deeper than any use of it
//! (security N3).

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Levels of lists and objects.
const DEEPEST: usize = 32;

/// The text is no JSON, has a member twice, or is nested too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no JSON, a member twice, or nested deeper than {DEEPEST} levels")]
pub struct MalformedJson;

/// Reads a whole JSON text.
pub fn parse(text: &[u8]) -> Result<Value, MalformedJson> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let levels = Levels(DEEPEST);
    let value = levels.deserialize(&mut reader).map_err(|_| MalformedJson)?;
    reader.end().map_err(|_| MalformedJson)?;
    Ok(value)
}

/// Reads a whole JSON object.
pub fn parse_object(text: &[u8]) -> Result<Map<String, Value>, MalformedJson> {
    match parse(text)? {
        Value::Object(members) => Ok(members),
        _ => Err(MalformedJson),
    }
}

/// How many levels there may be from here.
#[derive(Clone, Copy)]
struct Levels(usize);

impl Levels {
    fn below<E: Error>(self) -> Result<Self, E> {
        let below = self.0.checked_sub(1).map(Self);
        below.ok_or_else(|| E::custom("nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Levels {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Levels {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).map(Value::Number);
        number.ok_or_else(|| E::custom("no number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(below)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(below)?;
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a member twice"));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::{MalformedJson, parse, parse_object};
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn json_is_read_as_it_is() {
        let text = r#"{"a":[1,-2,1.5,"x\n",true,null,{}]}"#;
        let expected = json!({"a": [1, -2, 1.5, "x\n", true, null, {}]});
        assert_eq!(parse(text.as_bytes()), Ok(expected));
    }

    #[test]
    fn security_n3_members_twice_and_deep_nesting_are_refused() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"b":{"a":1,"\u0061":2}}"#,
            "{} {}",
            "{",
            "",
            "\u{feff}{}",
            "{'a':1}",
        ] {
            assert_eq!(parse(text.as_bytes()), Err(MalformedJson), "{text}");
        }
        let nested = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(nested(32).as_bytes()).is_ok());
        assert!(parse(nested(33).as_bytes()).is_err());
        assert!(parse("[".repeat(1_000_000).as_bytes()).is_err());
        assert!(parse(br#"{"a":"#.repeat(100_000).as_slice()).is_err());
        assert_eq!(parse_object(b"[]"), Err(MalformedJson));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in ".*") {
            let _ = parse(text.as_bytes());
        }
    }
}
