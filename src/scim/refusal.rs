//! Why something is refused (RFC 7644 §3.12).

/// The kinds of errors that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScimType {
    /// The filter cannot be read, or is none that can be looked for.
    InvalidFilter,
    /// More would have to be looked at, or be given, than is good for anybody.
    TooMany,
    /// Somebody else has it already.
    Uniqueness,
    /// It is not for others to change.
    Mutability,
    /// The body is no request of its kind.
    InvalidSyntax,
    /// No attribute is called so.
    InvalidPath,
    /// There is nothing where the path leads.
    NoTarget,
    /// The attribute cannot be so.
    InvalidValue,
}

impl ScimType {
    /// As the standard spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
        }
    }
}

/// Why something is refused, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Refusal {
    /// The kind of error.
    pub kind: ScimType,
    /// In words.
    pub detail: String,
}

impl Refusal {
    /// One of `kind` that `detail` explains.
    pub fn new(kind: ScimType, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { kind, detail }
    }
}
