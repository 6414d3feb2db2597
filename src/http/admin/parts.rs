//! Small parts that many pages are made of.

use super::console::Console;
use super::described::{Wrong, wrong_with};
use super::typed::Typed;
use crate::admin::part::Wanted;
use crate::clock::Timestamp;
use crate::http::account::date;
use crate::pages::Link;
use crate::pages::admin::{Cell, Deed, Fact, Field, List, Secret, Table, Thing, Tone};

impl Console<'_> {
    /// A page of many things, called as `key` says, below `crumbs`; as yet without any of them.
    pub fn list(&self, crumbs: Vec<Link>, key: &str) -> List {
        List {
            chrome: self.chrome(),
            frame: self.frame(crumbs),
            title: self.t(key),
            hint: None,
            search: None,
            actions: Vec::new(),
            table: Table::default(),
            first: None,
            next: None,
        }
    }

    /// A page of one thing, called `title`, below `crumbs`; as yet without anything known of it.
    pub fn thing(&self, crumbs: Vec<Link>, title: String) -> Thing {
        Thing {
            chrome: self.chrome(),
            frame: self.frame(crumbs),
            title,
            marks: Vec::new(),
            secret: None,
            actions: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// What is shown this once, called as `key` says; `hint` says what to do with it.
    pub fn secret(&self, key: &str, hint: &str, value: String) -> Secret {
        Secret {
            title: self.t(key),
            value,
            hint: self.t(hint),
        }
    }

    /// A field of a form that people know by the name under `key`, as it was `typed`, with what is
    /// `wrong` with it.
    pub fn field(&self, name: &str, key: &str, typed: &Typed, wrong: &Wrong) -> Field {
        Field {
            name: name.to_owned(),
            label: self.t(key),
            value: typed.get(name),
            error: wrong_with(wrong, name),
            ..Field::default()
        }
    }

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

/// `deed`, for whoever may do it.
pub fn offered<E>(may: Result<(), E>, deed: Deed) -> Vec<Deed> {
    may.map(|()| deed).into_iter().collect()
}

/// A deed that takes something away.
pub fn dangerous(deed: Deed) -> Deed {
    Deed {
        is_dangerous: true,
        ..deed
    }
}

/// The part of a list that goes on at `cursor`; from the beginning if that is empty.
pub fn part_from(cursor: &str) -> Wanted {
    Wanted {
        cursor: (!cursor.is_empty()).then(|| cursor.to_owned()),
        ..Wanted::default()
    }
}
