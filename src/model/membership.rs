//! How events tell of roles and groups that came and went.

use super::event::DETAIL;
use super::{Event, User};
use std::borrow::Cow;

impl Event {
    /// With the roles and groups that somebody has got and lost; all of `after` is new where there
    /// was nobody `before`. Who reads the log later must see who got which power.
    #[must_use]
    pub fn memberships(self, before: Option<&User>, after: &User) -> Self {
        let roles =
            |user: &User| -> Vec<_> { user.roles.iter().map(ToString::to_string).collect() };
        let groups = |user: &User| user.groups.clone();
        let (old, new) = (before.map(roles).unwrap_or_default(), roles(after));
        let event = self
            .with_all("roles_added", missing(&new, &old))
            .with_all("roles_removed", missing(&old, &new));
        let (old, new) = (before.map(groups).unwrap_or_default(), groups(after));
        event
            .with_all("groups_added", missing(&new, &old))
            .with_all("groups_removed", missing(&old, &new))
    }

    /// With names, separated by commas. What has no room in one detail goes on in the next
    /// (`NAME.2`): nothing is left out, so that nobody hides one name behind many others. Says
    /// nothing where there are none.
    #[must_use]
    pub fn with_all<'a>(
        self,
        detail: &'static str,
        names: impl IntoIterator<Item = &'a String>,
    ) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for name in names {
            let name = quoted(name);
            match lines.last_mut() {
                Some(line) if line.chars().count() + name.chars().count() + 2 <= DETAIL => {
                    line.push_str(", ");
                    line.push_str(&name);
                }
                _ => lines.push(name.into_owned()),
            }
        }
        let lines = lines.into_iter().zip(1_usize..);
        lines.fold(self, |event, (line, number)| match number {
            1 => event.with(detail, line),
            _ => event.with(format!("{detail}.{number}"), line),
        })
    }
}

/// Those of `all` that are not among `others`.
fn missing<'a>(all: &'a [String], others: &'a [String]) -> impl Iterator<Item = &'a String> {
    all.iter().filter(|name| !others.contains(name))
}

/// A name that would be taken for several stands in quotes.
fn quoted(name: &str) -> Cow<'_, str> {
    if name.contains([',', '"']) {
        format!("{name:?}").into()
    } else {
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, Timestamp};
    use crate::entropy::SeededEntropy;
    use crate::model::EventIds;

    fn event() -> Event {
        let clock = ManualClock::at(Timestamp(1_800_000_000));
        let (ids, entropy) = (EventIds::default(), SeededEntropy::new(1));
        Event::new(&ids, &clock, &entropy, "user.changed")
    }

    fn told(names: &[String]) -> Vec<(String, String)> {
        let event = event().with_all("groups_added", names);
        let details = event.detail.into_iter();
        details
            .map(|(name, value)| (name.into_owned(), value))
            .collect()
    }

    #[test]
    fn names_are_told_apart() {
        assert!(told(&[]).is_empty());
        let names = ["admins", "a, admins", "b \"c\""].map(str::to_owned);
        let line = r#"admins, "a, admins", "b \"c\"""#;
        assert_eq!(told(&names), [("groups_added".to_owned(), line.to_owned())]);
    }

    #[test]
    fn security_m_no_name_is_hidden_behind_many_others() {
        let mut names: Vec<_> = (0..40).map(|n| format!("{n:0>20}")).collect();
        names.push("admins".to_owned());
        let told = told(&names);
        let values: Vec<_> = told.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values.join(", "), names.join(", "));
        assert_eq!(told.get(1).unwrap().0, "groups_added.2");
    }
}
