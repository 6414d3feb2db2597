//! What is said of an attribute (RFC 7643 §7).

use serde_json::{Map, Value, json};

/// What an attribute holds (RFC 7643 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// A moment.
    DateTime,
    /// An address; of what, says the list.
    Reference(&'static [&'static str]),
    /// Attributes of its own.
    Complex(&'static [Attribute]),
}

/// Who may say it (RFC 7643 §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutability {
    /// Signet alone.
    ReadOnly,
    /// Whoever may change the resource.
    ReadWrite,
    /// Whoever makes it; then nobody.
    Immutable,
    /// Whoever may change the resource, but nobody is told.
    WriteOnly,
}

/// When it is told (RFC 7643 §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// With every answer.
    Always,
    /// Unless something else is asked for.
    Default,
    /// Never.
    Never,
}

/// An attribute of a resource, or of another attribute.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one of the standard's"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name; compared without regard to case.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether there may be several.
    pub is_many: bool,
    /// Whether there must be one.
    pub is_required: bool,
    /// Whether texts that differ in case differ.
    pub is_exact: bool,
    /// Whether no two resources have the same.
    pub is_unique: bool,
    /// Who may say it.
    pub mutability: Mutability,
    /// When it is told.
    pub returned: Returned,
    /// What it can be, if not everything.
    pub values: &'static [&'static str],
}

/// An attribute of this kind that anybody may change.
pub(super) const fn attribute(name: &'static str, about: &'static str, kind: Kind) -> Attribute {
    Attribute {
        name,
        about,
        kind,
        is_many: false,
        is_required: false,
        is_exact: false,
        is_unique: false,
        mutability: Mutability::ReadWrite,
        returned: Returned::Default,
        values: &[],
    }
}

/// A text that anybody may change.
pub(super) const fn text(name: &'static str, about: &'static str) -> Attribute {
    attribute(name, about, Kind::Text)
}

impl Attribute {
    pub(super) const fn many(mut self) -> Self {
        self.is_many = true;
        self
    }

    pub(super) const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    pub(super) const fn exact(mut self) -> Self {
        self.is_exact = true;
        self
    }

    pub(super) const fn unique(mut self) -> Self {
        self.is_unique = true;
        self
    }

    pub(super) const fn of(mut self, mutability: Mutability) -> Self {
        self.mutability = mutability;
        self
    }

    pub(super) const fn given(mut self, returned: Returned) -> Self {
        self.returned = returned;
        self
    }

    pub(super) const fn one_of(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// Its own attributes.
    pub const fn parts(&self) -> &'static [Self] {
        match self.kind {
            Kind::Complex(parts) => parts,
            _ => &[],
        }
    }

    /// Its own attribute of this name.
    pub fn part(&self, name: &str) -> Option<&'static Self> {
        named(self.parts(), name)
    }

    /// As `/Schemas` describes it (RFC 7643 §7).
    pub fn description(&self) -> Value {
        let mut all = Map::new();
        let mut say = |name: &str, value: Value| all.insert(name.to_owned(), value);
        say("name", json!(self.name));
        say("type", json!(self.kind.name()));
        say("multiValued", json!(self.is_many));
        say("description", json!(self.about));
        say("required", json!(self.is_required));
        say("mutability", json!(self.mutability.name()));
        say("returned", json!(self.returned.name()));
        match self.kind {
            Kind::Complex(parts) => {
                let parts: Vec<_> = parts.iter().map(Self::description).collect();
                say("subAttributes", json!(parts));
            }
            Kind::Reference(types) => {
                say("referenceTypes", json!(types));
                say("caseExact", json!(true));
            }
            _ => {
                say("caseExact", json!(self.is_exact));
            }
        }
        if !self.values.is_empty() {
            say("canonicalValues", json!(self.values));
        }
        let uniqueness = if self.is_unique { "server" } else { "none" };
        say("uniqueness", json!(uniqueness));
        Value::Object(all)
    }
}

/// The attribute of this name.
pub(super) fn named(all: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    all.iter()
        .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Boolean => "boolean",
            Self::DateTime => "dateTime",
            Self::Reference(_) => "reference",
            Self::Complex(_) => "complex",
        }
    }
}

impl Mutability {
    const fn name(self) -> &'static str {
        match self {
            Self::ReadOnly => "readOnly",
            Self::ReadWrite => "readWrite",
            Self::Immutable => "immutable",
            Self::WriteOnly => "writeOnly",
        }
    }
}

impl Returned {
    const fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Default => "default",
            Self::Never => "never",
        }
    }
}
