//! Why a request was refused, and what would change that.

mod rules;

use super::{Desk, DeskError, Operation, Target};
use crate::model::{Client, Event, EventId, User};
use crate::store::{Notes, Page};
use rules::{About, Rule};

/// The kind of what is kept of a refused request.
pub const REFUSED: &str = "request.refused";

/// What stands before the name of a parameter that was received.
pub const PARAMETER: &str = "request.";

/// A refused request against what is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The request as it was kept: when, from where, to which path.
    pub event: Event,
    /// The error that was answered.
    pub error: String,
    /// What was said of it.
    pub description: String,
    /// What only operators are told.
    pub detail: String,
    /// Parameters as received, secrets left out; and the groups that the person is in by now, where
    /// they are why.
    pub received: Vec<(String, String)>,
    /// What the app has registered of the same kind.
    pub registered: Vec<(String, String)>,
    /// Where what was received differs from what is registered first.
    pub difference: Option<Difference>,
    /// The rule that was not kept.
    pub rule: &'static str,
    /// Where it stands.
    pub section: &'static str,
    /// The one change that would mend it.
    pub fix: String,
}

/// The first character in which two texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How many characters are the same before it.
    pub position: usize,
    /// What was received.
    pub received: String,
    /// The registered text that is the same for longest.
    pub registered: String,
}

impl Difference {
    /// Between `received` and whichever of `registered` is the same for longest.
    fn of(received: &str, registered: &[String]) -> Option<Self> {
        let same = |other: &str| {
            let pairs = received.chars().zip(other.chars());
            pairs.take_while(|(one, other)| one == other).count()
        };
        let nearest = registered.iter().max_by_key(|other| same(other))?;
        Some(Self {
            position: same(nearest),
            received: received.to_owned(),
            registered: nearest.clone(),
        })
        .filter(|found| found.received != found.registered)
    }

    /// The character there, as received and as registered; none at an end.
    pub fn characters(&self) -> (Option<char>, Option<char>) {
        (
            self.received.chars().nth(self.position),
            self.registered.chars().nth(self.position),
        )
    }
}

/// What is known of the request with this reference; none when it is not kept, or not any more.
pub async fn explain(desk: &Desk<'_>, reference: &str) -> Result<Option<Explanation>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    let which = Notes::Reference(reference.trim().to_owned());
    let page: Page<EventId> = Page {
        after: None,
        limit: 10,
    };
    let notes = desk.store.notes(which, page).await?;
    let Some(event) = notes.into_iter().find(|note| note.kind == REFUSED) else {
        return Ok(None);
    };
    let client = match &event.client {
        Some(id) => desk.store.client(id).await?,
        None => None,
    };
    let person = match event.person {
        Some(id) => desk.store.user(id).await?,
        None => None,
    };
    Ok(Some(compare(event, client.as_deref(), person.as_deref())))
}

fn compare(event: Event, client: Option<&Client>, person: Option<&User>) -> Explanation {
    let detail = |name: &str| event.detail.get(name).cloned().unwrap_or_default();
    let (error, description) = (detail("error"), detail("description"));
    let rule = Rule::find(&error, &description);
    let value = |name: &str| event.detail.get(format!("{PARAMETER}{name}").as_str());
    let registered = client.map_or_else(Vec::new, |client| rule.about.of(client));
    let parameters = event.detail.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix(PARAMETER)?;
        Some((name.to_owned(), value.clone()))
    });
    let mut received: Vec<_> = parameters.collect();
    if let (About::Groups, Some(person)) = (rule.about, person) {
        let groups = person.groups.iter();
        received.push(("username".to_owned(), person.username.display.clone()));
        received.extend(groups.map(|group| ("groups".to_owned(), group.clone())));
    }
    let difference = match (rule.about, value(rule.about.parameter())) {
        (About::RedirectUri | About::LogoutUri, Some(given)) => {
            let uris: Vec<_> = registered.iter().map(|(_, uri)| uri.clone()).collect();
            Difference::of(given, &uris)
        }
        _ => None,
    };
    let name = event.client.as_ref().map_or("CLIENT_ID", |id| id.as_str());
    let given = value(rule.about.parameter()).map_or("VALUE", String::as_str);
    let parts = rule.fix.split("{given}");
    let parts: Vec<_> = parts
        .map(|part| part.replace("{client}", &word(name)))
        .collect();
    let fix = parts.join(&word(given));
    Explanation {
        received,
        detail: detail("detail"),
        registered,
        difference,
        rule: rule.demand,
        section: rule.section,
        fix,
        error,
        description,
        event,
    }
}

/// `text` as one word of a shell: whoever sent it must not write commands for whoever copies them.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@+,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
