//! The text that Prometheus reads.

use super::families::{Family, Kind};
use std::fmt::{Display, Write as _};

/// Lines so far.
#[derive(Debug, Default)]
pub struct Text(String);

impl Text {
    /// Begins a family; its samples follow.
    pub fn family(&mut self, family: &Family) {
        let kind = match family.kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        let Family { name, help, .. } = family;
        // Writing to a string cannot fail.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    /// One number.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: &dyn Display) {
        self.0.push_str(name);
        for (place, (label, word)) in labels.iter().enumerate() {
            self.0.push(if place == 0 { '{' } else { ',' });
            self.0.push_str(label);
            self.0.push_str("=\"");
            self.escaped(word);
            self.0.push('"');
        }
        let end = if labels.is_empty() { " " } else { "} " };
        let _ = writeln!(self.0, "{end}{value}");
    }

    /// A family of one number without labels.
    pub fn one(&mut self, family: &Family, value: &dyn Display) {
        self.family(family);
        self.sample(family.name, &[], value);
    }

    /// What `other` tells, after this.
    pub fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// All of it.
    pub fn into_string(self) -> String {
        self.0
    }

    fn escaped(&mut self, word: &str) {
        for letter in word.chars() {
            match letter {
                '\\' => self.0.push_str("\\\\"),
                '"' => self.0.push_str("\\\""),
                '\n' => self.0.push_str("\\n"),
                other => self.0.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::families::BUILD_INFO;

    #[test]
    fn nothing_breaks_out_of_a_label() {
        let mut text = Text::default();
        text.family(&BUILD_INFO);
        text.sample("a", &[("x", "\"}\n\\"), ("y", "")], &1);
        text.sample("b", &[], &2.5);
        let told = text.into_string();
        let samples: Vec<_> = told.lines().skip(2).collect();
        assert_eq!(samples, [r#"a{x="\"}\n\\",y=""} 1"#, "b 2.5"]);
    }
}
