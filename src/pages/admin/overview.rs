use super::{Deed, Frame, Section};
use crate::pages::{Chrome, Link};
use askama::Template;

/// How high a chart is, in its own units.
const HEIGHT: u64 = 60;

/// How wide a bar is, with the space beside it.
const STEP: usize = 10;

/// The lowest bar that stands for something.
const LOWEST: u64 = 2;

/// How things are: numbers, small charts, and what follows them.
#[derive(Template)]
#[template(path = "admin/overview.html")]
pub struct Overview {
    /// What frames every page.
    pub chrome: Chrome,
    /// What frames the page here.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// What can be done from here.
    pub actions: Vec<Deed>,
    /// Numbers of now.
    pub tiles: Vec<Tile>,
    /// What happened lately, if the operator may know.
    pub lately: Option<Lately>,
    /// How old keys are.
    pub ages: Vec<Age>,
    /// What else is known.
    pub sections: Vec<Section>,
}

/// A number of now.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Of what.
    pub label: String,
    /// How many.
    pub value: String,
}

/// What happened within a while, in parts of the same length.
#[derive(Clone, Debug)]
pub struct Lately {
    /// Which while that is.
    pub title: String,
    /// Others that can be looked at.
    pub others: Vec<Link>,
    /// When each part began, for people; the oldest first.
    pub begins: Vec<String>,
    /// When the first and the last of them began, where there is little room.
    pub ends: [String; 2],
    /// What is counted.
    pub charts: Vec<Chart>,
}

impl Lately {
    /// When each part began, with the name and the number of whatever is counted.
    fn rows(&self) -> impl Iterator<Item = (&String, Vec<(&String, String)>)> {
        let begins = self.begins.iter().enumerate();
        begins.map(|(position, begin)| {
            let count = |chart: &Chart| chart.counts.get(position).copied().unwrap_or_default();
            let charts = self.charts.iter();
            let counts = charts.map(|chart| (&chart.title, grouped(count(chart))));
            (begin, counts.collect())
        })
    }
}

/// A number over time, as bars of the same width.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Names it on the page.
    pub id: &'static str,
    /// What is counted.
    pub title: String,
    /// Whether more of it is worse.
    pub is_bad: bool,
    /// How many there were in each part.
    pub counts: Vec<u64>,
}

/// A bar as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bar {
    x: usize,
    y: u64,
    height: u64,
}

impl Chart {
    fn total(&self) -> String {
        grouped(self.counts.iter().sum())
    }

    fn width(&self) -> usize {
        self.counts.len() * STEP
    }

    /// Bars that are as high as the chart where there is most; whatever is there can be seen.
    fn bars(&self) -> impl Iterator<Item = Bar> {
        let most = self.counts.iter().copied().max();
        let most = most.unwrap_or(0).max(1);
        let bars = self.counts.iter().enumerate();
        bars.filter(|(_, count)| **count > 0)
            .map(move |(position, count)| {
                let height = (count.saturating_mul(HEIGHT) / most).max(LOWEST);
                Bar {
                    x: position * STEP,
                    y: HEIGHT.saturating_sub(height),
                    height,
                }
            })
    }
}

/// How old something is, of what it may become.
#[derive(Clone, Debug)]
pub struct Age {
    /// What.
    pub label: String,
    /// How old, for people.
    pub age: String,
    /// How old, in hundredths of the age at which it is replaced; none if that is not known.
    pub share: Option<u64>,
}

/// A number as people read it, in groups of three digits (ISO 80000-1 §7.3.1).
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_share_and_never_invisible() {
        let chart = Chart {
            id: "sign-ins",
            title: "Sign-ins".into(),
            is_bad: false,
            counts: vec![0, 1, 50, 100],
        };
        let drawn: Vec<_> = chart.bars().map(|bar| (bar.x, bar.y, bar.height)).collect();
        assert_eq!(drawn, [(10, 58, 2), (20, 30, 30), (30, 0, 60)]);
        assert_eq!((chart.total().as_str(), chart.width()), ("151", 40));
        let counts = vec![0];
        assert_eq!(Chart { counts, ..chart }.bars().next(), None);
    }

    #[test]
    fn numbers_are_read_in_groups() {
        let shown = [0, 999, 1000, 1_234_567].map(grouped);
        let expected = ["0", "999", "1\u{202f}000", "1\u{202f}234\u{202f}567"];
        assert_eq!(shown, expected);
    }
}
