//! What a change is made to (RFC 7644 §3.5.2): `attribute[filter].part`.

use super::attribute::{Attribute, Mutability};
use super::filter::{Filter, Parser, shortened};
use super::path::{Meaning, Path, Scope};
use super::refusal::{Refusal, ScimType};
use super::schemas::Schema;

/// What a change is made to.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The attribute.
    pub attribute: &'static Attribute,
    /// Which of its values; all if none.
    pub filter: Option<Filter>,
    /// Which part of it, or of them.
    pub part: Option<&'static Attribute>,
}

impl Target {
    /// Reads a path. None for what Signet does not keep and others do.
    pub fn parse(text: &str, schema: &'static Schema) -> Result<Option<Self>, Refusal> {
        let text = text.trim();
        let unknown = || {
            let why = format!("Signet knows no attribute {:?}", shortened(text));
            Refusal::new(ScimType::InvalidPath, why)
        };
        let mut parser = Parser::new(text, Scope::Resource(schema))?;
        let path = match Scope::Resource(schema).meaning(parser.word()) {
            Meaning::Known(path) => path,
            Meaning::Ignored => return Ok(None),
            Meaning::Unknown => return Err(unknown()),
        };
        if !parser.eat('[') {
            parser.end().map_err(|_| unknown())?;
            return Ok(Some(Self::of(path)));
        }
        let filter = match parser.within(path)? {
            Filter::Within { filter, .. } => *filter,
            other => other,
        };
        let part = match parser.rest().strip_prefix('.') {
            None if parser.rest().is_empty() => None,
            None => return Err(unknown()),
            Some(name) => match path.attribute.part(name) {
                Some(part) => Some(part),
                None => return Ok(None),
            },
        };
        Ok(Some(Self {
            filter: Some(filter),
            part,
            ..Self::of(path)
        }))
    }

    /// All of what `path` leads to.
    pub const fn of(path: Path) -> Self {
        Self {
            attribute: path.attribute,
            filter: None,
            part: path.part,
        }
    }

    /// Fails for what only Signet says.
    pub fn may_change(&self) -> Result<(), Refusal> {
        let leaf = self.part.unwrap_or(self.attribute);
        let is_fixed = |attribute: &Attribute| attribute.mutability == Mutability::ReadOnly;
        if is_fixed(self.attribute) || is_fixed(leaf) {
            let why = format!("{} cannot be changed", leaf.name);
            return Err(Refusal::new(ScimType::Mutability, why));
        }
        Ok(())
    }
}
