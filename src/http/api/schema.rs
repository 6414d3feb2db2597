//! Types of the API and what the document says of them, from one declaration.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A type that the document describes.
pub trait Schema {
    /// Whether a member of it may be left out.
    const OPTIONAL: bool = false;

    /// Its JSON Schema.
    fn schema() -> Value;
}

impl Schema for String {
    fn schema() -> Value {
        json!({"type": "string"})
    }
}

impl Schema for bool {
    fn schema() -> Value {
        json!({"type": "boolean"})
    }
}

impl Schema for i64 {
    fn schema() -> Value {
        json!({"type": "integer", "format": "int64"})
    }
}

impl Schema for Value {
    fn schema() -> Value {
        json!({})
    }
}

impl Schema for BTreeMap<String, String> {
    fn schema() -> Value {
        json!({"type": "object", "additionalProperties": {"type": "string"}})
    }
}

impl Schema for Map<String, Value> {
    fn schema() -> Value {
        json!({"type": "object"})
    }
}

impl<T: Schema> Schema for Vec<T> {
    fn schema() -> Value {
        json!({"type": "array", "items": T::schema()})
    }
}

impl<T: Schema> Schema for Option<T> {
    const OPTIONAL: bool = true;

    fn schema() -> Value {
        json!({"anyOf": [T::schema(), {"type": "null"}]})
    }
}

/// A member of an object: its name, what it is, whether it may be left out, its schema.
pub type Member = (&'static str, &'static str, bool, Value);

/// The schema of an object with these members and no others.
pub fn of_members(members: Vec<Member>) -> Value {
    let required = members.iter().filter(|(_, _, optional, _)| !optional);
    let required: Vec<_> = required.map(|(name, ..)| *name).collect();
    let mut properties = Map::new();
    for (name, what, _, mut schema) in members {
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), json!(what.trim()));
        }
        properties.insert(name.to_owned(), schema);
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The schema of an object with one more member, which may be left out.
pub fn with_member(mut object: Value, name: &str, what: &str, mut schema: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(what));
    }
    if let Some(Value::Object(properties)) = object.pointer_mut("/properties") {
        properties.insert(name.to_owned(), schema);
    }
    object
}

/// Declares what is answered: serde's type, and its schema. The line above each member is what the
/// document says of it. Whoever reads it does not mind further members, which a newer Signet may send.
macro_rules! object {
    ($($all:tt)*) => {
        $crate::http::api::schema::declare! { [] $($all)* }
    };
}

/// Declares what is asked for, as [`object!`] does; unknown members are refused.
macro_rules! request {
    ($($all:tt)*) => {
        $crate::http::api::schema::declare! { [#[serde(deny_unknown_fields)]] $($all)* }
    };
}

macro_rules! declare {
    (@type [$($strict:tt)*]
        $(#[doc = $about:literal])*
        $name:ident { $(#[doc = $what:literal] $field:ident: $type:ty,)* }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        $($strict)*
        pub struct $name {
            $(#[doc = $what] pub $field: $type,)*
        }
    };
    ($strict:tt $(
        $(#[doc = $about:literal])*
        $name:ident { $(#[doc = $what:literal] $field:ident: $type:ty,)* }
    )*) => {$(
        $crate::http::api::schema::declare! {
            @type $strict
            $(#[doc = $about])*
            $name { $(#[doc = $what] $field: $type,)* }
        }

        impl $crate::http::api::schema::Schema for $name {
            fn schema() -> serde_json::Value {
                use $crate::http::api::schema::Schema;
                $crate::http::api::schema::of_members(vec![$((
                    stringify!($field),
                    $what,
                    <$type as Schema>::OPTIONAL,
                    <$type as Schema>::schema(),
                )),*])
            }
        }
    )*};
}

pub(super) use {declare, object, request};
