//! The names of a struct's members, as its deserialization knows them.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

/// The members that `T` takes.
pub fn of<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // Always an error: there is nothing to deserialize.
    let _ = T::deserialize(Listing(&mut names));
    names
}

struct Listing<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Listing<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("no struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("listed"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use crate::oidc::{ClientMetadata, StandardClaims};

    #[test]
    fn members_are_listed() {
        let members = super::of::<ClientMetadata>();
        assert!(members.contains(&"redirect_uris") && members.contains(&"logo_uri"));
        assert!(super::of::<StandardClaims>().contains(&"email_verified"));
        assert!(super::of::<String>().is_empty());
    }
}
