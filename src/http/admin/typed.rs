//! What was filled in: the fields of a form without those that every form has.

use crate::http::sent::Sent;

/// Fields that every form has, or the page of a change adds.
const OWN: [&str; 5] = ["form_token", "seen", "typed", "confirm", "edit"];

/// What was filled in.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// What came.
    pub fn of(sent: &Sent) -> Self {
        let pairs = sent.pairs().filter(|(name, _)| !OWN.contains(name));
        let owned = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self(owned.collect())
    }

    /// These fields.
    pub fn from_pairs(pairs: impl Iterator<Item = (String, String)>) -> Self {
        Self(pairs.collect())
    }

    /// The value of a field, without space around it; what was ticked of several has a line each.
    pub fn get(&self, name: &str) -> String {
        let values = self.0.iter().filter(|(given, _)| given == name);
        let values: Vec<_> = values.map(|(_, value)| value.trim()).collect();
        values.join("\n")
    }

    /// The text of a field as it was written, whatever ends its lines.
    pub fn block(&self, name: &str) -> String {
        let value = self.0.iter().find(|(given, _)| given == name);
        value.map_or_else(String::new, |(_, value)| value.replace("\r\n", "\n"))
    }

    /// The lines of a field that hold something.
    pub fn lines(&self, name: &str) -> Vec<String> {
        let text = self.get(name);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name) == "on"
    }

    /// Everything, to be sent once more.
    pub fn into_fields(self) -> Vec<(String, String)> {
        self.0
    }
}
