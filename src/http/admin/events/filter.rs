//! Which events are looked for: the fields of the search.

use crate::admin::users::{self, UsersError};
use crate::clock::Timestamp;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Wrong, wrong_with};
use crate::http::admin::users::USER;
use crate::model::UserId;
use crate::oidc::ClientId;
use crate::pages::admin::{Field, Input, Search};
use crate::store::EventFilter;
use actix_web::HttpResponse;
use std::time::Duration;
use time::{Date, Month};

/// The member of a query that names an app.
pub const CLIENT: &str = "client";

const DAY: Duration = Duration::from_hours(24);

/// What was filled in.
pub struct Wanted {
    /// Where it is looked for.
    path: &'static str,
    kind: String,
    person: String,
    client: String,
    since: String,
    until: String,
}

impl Wanted {
    /// What the query says of the list at `path`.
    pub fn of(console: &Console<'_>, path: &'static str) -> Self {
        let query = |name| console.query(name).trim().to_owned();
        Self {
            path,
            kind: query("q"),
            person: query(USER),
            client: query(CLIENT),
            since: query("since"),
            until: query("until"),
        }
    }

    /// The list that goes on at `after`.
    pub fn href(&self, console: &Console<'_>, after: &str) -> String {
        let query = [
            ("q", &*self.kind),
            (USER, &self.person),
            (CLIENT, &self.client),
            ("since", &self.since),
            ("until", &self.until),
            ("after", after),
        ];
        console.href(self.path, &query)
    }

    /// What it asks for, or what is wrong with it.
    pub async fn filter(
        &self,
        console: &Console<'_>,
    ) -> Result<Result<EventFilter, Wrong>, HttpResponse> {
        let mut wrong = Wrong::new();
        let mut filter = EventFilter {
            kind: Some(self.kind.clone()).filter(|kind| !kind.is_empty()),
            person: person(console, &self.person, &mut wrong).await?,
            client: client(console, &self.client, &mut wrong),
            ..EventFilter::default()
        };
        for (name, text) in [("since", &self.since), ("until", &self.until)] {
            let day = day(text);
            if day.is_none() && !text.is_empty() {
                wrong.push((name.to_owned(), console.t("console-no-day")));
            }
            match name {
                "since" => filter.since = day,
                _ => filter.until = day.map(|day| day.plus(DAY)),
            }
        }
        Ok(if wrong.is_empty() {
            Ok(filter)
        } else {
            Err(wrong)
        })
    }

    /// The form, with what is `wrong` beside the fields.
    pub fn search(&self, console: &Console<'_>, wrong: &Wrong) -> Search {
        let field = |name: &str, key, value: &str, input| Field {
            name: name.to_owned(),
            label: console.t(key),
            value: value.to_owned(),
            input,
            error: wrong_with(wrong, name),
            ..Field::default()
        };
        Search {
            action: console.cx.path(self.path),
            label: console.t("console-find-event"),
            value: self.kind.clone(),
            kept: Vec::new(),
            more: vec![
                field(USER, "console-find-person", &self.person, Input::Line),
                field(CLIENT, "console-client-id", &self.client, Input::Line),
                field("since", "console-since", &self.since, Input::Date),
                field("until", "console-until", &self.until, Input::Date),
            ],
        }
    }
}

/// The person who is called so, if anybody is named; whom nobody knows is `wrong`.
pub async fn person(
    console: &Console<'_>,
    name: &str,
    wrong: &mut Wrong,
) -> Result<Option<UserId>, HttpResponse> {
    if name.is_empty() {
        return Ok(None);
    }
    match users::named(&console.desk, name).await {
        Ok(user) => Ok(Some(user.id)),
        Err(UsersError::Unknown(_)) => {
            wrong.push((USER.to_owned(), console.t("console-no-users")));
            Ok(None)
        }
        Err(error) => Err(console.trouble(error)),
    }
}

/// The app of this client ID, if one is named; what can be none is `wrong`.
pub fn client(console: &Console<'_>, id: &str, wrong: &mut Wrong) -> Option<ClientId> {
    if id.is_empty() {
        return None;
    }
    let read = ClientId::try_from(id).ok();
    if read.is_none() {
        wrong.push((CLIENT.to_owned(), console.t("console-no-clients")));
    }
    read
}

/// When a day (`2026-11-28`) begins, in UTC.
fn day(text: &str) -> Option<Timestamp> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    Some(Timestamp(date.midnight().assume_utc().unix_timestamp()))
}

#[cfg(test)]
mod tests {
    use super::day;
    use crate::clock::Timestamp;

    #[test]
    fn days_begin_at_midnight() {
        assert_eq!(day("1970-01-02"), Some(Timestamp(86_400)));
        for text in ["", "1970", "1970-13-01", "1970-02-30", "today", "1-2-3-4"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
