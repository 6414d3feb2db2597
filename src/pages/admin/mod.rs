//! The operator's pages: one frame around a few kinds of page, of which all others are made.
//!
//! Each page with everything it loads has less than 60 KB. Whatever is changed goes by [`Plan`], which
//! says what will be different before it is.

mod form;
mod frame;
mod list;
mod overview;
mod plan;
#[cfg(test)]
mod tests;
mod thing;

pub use form::{Choice, Field, Form, Input, Part};
pub use frame::{Frame, Room};
pub use list::{List, Search};
pub use overview::{Age, Chart, Lately, Overview, Tile, grouped};
pub use plan::{Line, Plan};
pub use thing::{Fact, Secret, Section, Thing};

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should.
    Good,
    /// Neither good nor bad.
    Calm,
    /// Somebody should look at it.
    Bad,
}

impl Tone {
    /// The class of its badge.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Calm => "calm",
            Self::Bad => "bad",
        }
    }
}

/// A value, somewhere on a page.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether it is a name of the standards, or of programs.
    pub is_code: bool,
    /// Whether it is a badge, and which.
    pub tone: Option<Tone>,
}

impl Cell {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A link.
    pub fn link(text: impl Into<String>, href: String) -> Self {
        Self {
            href: Some(href),
            ..Self::text(text)
        }
    }

    /// What programs read.
    pub fn code(text: impl Into<String>) -> Self {
        Self {
            is_code: true,
            ..Self::text(text)
        }
    }

    /// A badge.
    pub fn badge(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            tone: Some(tone),
            ..Self::text(text)
        }
    }
}

/// Something that can be done, on a page of its own.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Names the link on its page.
    pub id: &'static str,
    /// Where it is done.
    pub href: String,
    /// What it says.
    pub label: String,
    /// Whether it is what most come for.
    pub is_primary: bool,
    /// Whether it takes something away.
    pub is_dangerous: bool,
}

/// Rows of values under their headings; cards on a phone.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The headings.
    pub heads: Vec<String>,
    /// The rows, as long as there are headings. The first value names its row.
    pub rows: Vec<Vec<Cell>>,
    /// What is said where there are no rows.
    pub empty: String,
}

impl Table {
    fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a String, &'a Cell)> {
        self.heads.iter().zip(row)
    }
}
