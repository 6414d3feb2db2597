//! Lists in parts, which go on at a cursor.

use super::DeskError;
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The most that is given at once.
pub const MOST: u32 = 200;

/// Longest cursor that is read, in characters.
const LONGEST_CURSOR: usize = 2048;

/// Which part of a list is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The `next` of the part before; from the beginning if none.
    pub cursor: Option<String>,
    /// At most so many, and never more than [`MOST`].
    pub limit: u32,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            cursor: None,
            limit: 50,
        }
    }
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Part<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// Where the list goes on; none at its end.
    pub next: Option<String>,
}

impl Wanted {
    /// At least one and at most [`MOST`].
    pub(super) fn limit(&self) -> u32 {
        self.limit.clamp(1, MOST)
    }

    /// Where the part begins: what a cursor of the same list was made of.
    pub fn place<P: DeserializeOwned>(&self) -> Result<Option<P>, DeskError> {
        let Some(cursor) = &self.cursor else {
            return Ok(None);
        };
        let short = (cursor.len() <= LONGEST_CURSOR).then_some(cursor);
        let bytes = short.and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok());
        let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        place.map(Some).ok_or(DeskError::Cursor)
    }
}

impl<T> Part<T> {
    /// What came of asking for `limit`, going on after the last.
    pub(super) fn of<P: Serialize>(items: Vec<T>, limit: u32, place: impl Fn(&T) -> P) -> Self {
        let is_full = items.len() >= limit as usize;
        let last = items.last().filter(|_| is_full);
        let next = last.map(|last| cursor(&place(last)));
        Self { items, next }
    }

    /// The same part of what each item is turned into.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Part<U> {
        Part {
            items: self.items.into_iter().map(turn).collect(),
            next: self.next,
        }
    }
}

/// The cursor of a place. It says nothing secret, and what comes back is read like any input.
pub fn cursor(place: &impl Serialize) -> String {
    let text = serde_json::to_vec(place).unwrap_or_default();
    BASE64URL_NOPAD.encode(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_where_its_cursor_says() {
        let part = Part::of(vec![1, 2], 2, |n| *n);
        let wanted = Wanted {
            cursor: part.next,
            limit: 500,
        };
        assert_eq!(wanted.place::<i32>().unwrap(), Some(2));
        assert_eq!(wanted.limit(), MOST);
        assert_eq!(Part::of(vec![1], 2, |n| *n).next, None);
    }

    #[test]
    fn security_l1_what_is_no_cursor_of_the_list_is_refused() {
        for text in ["", "x", "é", "MTIz", &"A".repeat(2000)] {
            let wanted = Wanted {
                cursor: Some(text.to_owned()),
                limit: 1,
            };
            let place = wanted.place::<(String, String)>();
            assert!(matches!(place, Err(DeskError::Cursor)), "{text}");
        }
    }
}
