//! Small parts that many pages are made of.

use super::console::Console;
use crate::clock::Timestamp;
use crate::http::account::date;
use crate::pages::admin::{Cell, Deed, Fact, Tone};

impl Console<'_> {
    /// Something that can be done at `href`; `key` names it, on the page and for people.
    pub fn deed(&self, id: &'static str, key: &str, href: String) -> Deed {
        Deed {
            id,
            href,
            label: self.t(key),
            is_primary: false,
            is_dangerous: false,
        }
    }

    /// A fact that people know by the name under `key`.
    pub fn fact(&self, key: &str, value: Cell) -> Fact {
        Fact::new(self.t(key), value)
    }

    /// A badge with the words under `key`.
    pub fn badge(&self, key: &str, tone: Tone) -> Cell {
        Cell::badge(self.t(key), tone)
    }

    /// Yes or no.
    pub fn yes_or_no(&self, yes: bool) -> Cell {
        Cell::text(self.t(if yes { "console-yes" } else { "console-no" }))
    }

    /// The headings under these keys.
    pub fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.t(key)).collect()
    }
}

/// A time.
pub fn at(time: Timestamp) -> Cell {
    Cell::text(date(time.0))
}

/// A time, if there is one.
pub fn maybe_at(time: Option<Timestamp>) -> Cell {
    time.map(at).unwrap_or_default()
}

/// The deed that most come for.
pub fn primary(deed: Deed) -> Deed {
    Deed {
        is_primary: true,
        ..deed
    }
}

/// A deed that takes something away.
pub fn dangerous(deed: Deed) -> Deed {
    Deed {
        is_dangerous: true,
        ..deed
    }
}
