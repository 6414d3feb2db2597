//! Sentences as HTML.

use super::{ISOLATE, POP};
use askama::filters::HtmlSafe;
use std::fmt;

/// A sentence, escaped, with a `bdi` element around whatever it was filled with.
#[derive(Clone, Debug)]
pub struct Rich(String);

impl Rich {
    pub(super) fn new(said: &str) -> Self {
        let mut html = String::with_capacity(said.len() + 16);
        for c in said.chars() {
            match c {
                ISOLATE => html.push_str("<bdi>"),
                POP => html.push_str("</bdi>"),
                '<' => html.push_str("&#60;"),
                '>' => html.push_str("&#62;"),
                '&' => html.push_str("&#38;"),
                '"' => html.push_str("&#34;"),
                '\'' => html.push_str("&#39;"),
                c => html.push(c),
            }
        }
        Self(html)
    }
}

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Rich {}
