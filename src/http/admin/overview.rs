//! The first page: how things are, as far as the operator may know.

use super::console::{Answer, Console};
use super::parts::{at, primary};
use super::{PATH, clients, health, users};
use crate::admin::figures::{self, Overview as Figured};
use crate::admin::{Operation, Target, keys};
use crate::clock::Timestamp;
use crate::http::cx::Cx;
use crate::metrics::Totals;
use crate::model::{KeyState, SigningKey};
use crate::pages::Link;
use crate::pages::admin::{Age, Chart, Deed, Lately, Overview, Tile, grouped};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::time::Duration;

const HOUR: i64 = 3600;
const DAY: u64 = 86_400;

/// A while that is looked at, in parts.
struct Period {
    /// Its name in queries.
    name: &'static str,
    /// The key of what it is called.
    title: &'static str,
    /// How long a part is, in seconds.
    part: i64,
    /// How many parts there are.
    parts: i64,
}

/// The first is shown where none is named.
const PERIODS: [Period; 2] = [
    Period {
        name: "day",
        title: "console-last-day",
        part: HOUR,
        parts: 24,
    },
    Period {
        name: "week",
        title: "console-last-week",
        part: 6 * HOUR,
        parts: 28,
    },
];

/// The member of a query that names a period.
const PERIOD: &str = "period";

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let may = |operation| console.desk.may_somewhere(operation).is_ok();
    let (mut tiles, mut lately) = (Vec::new(), None);
    let (mut ages, mut sections) = (Vec::new(), Vec::new());
    if may(Operation::ReadSettings) {
        let name = console.query(PERIOD);
        let period = PERIODS.iter().find(|period| period.name == name);
        let period = period.unwrap_or(&PERIODS[0]);
        let figured = figures::overview(&console.desk, period.length()).await;
        let figured = figured.map_err(|error| console.trouble(error))?;
        tiles = tiles_of(&console, &figured);
        lately = Some(period.lately(&console, &figured));
    }
    if may(Operation::ReadKeys) {
        let all = keys::list(&console.desk).await;
        let all = all.map_err(|error| console.trouble(error))?;
        ages = ages_of(&console, &all);
    }
    if may(Operation::ReadSettings) {
        sections.push(health::section(&console).await?);
    }
    let template = Overview {
        chrome: console.chrome(),
        frame: console.frame(Vec::new()),
        title: console.t("console-overview"),
        actions: actions(&console),
        tiles,
        lately,
        ages,
        sections,
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// What most come for.
fn actions(console: &Console<'_>) -> Vec<Deed> {
    let may = |operation| console.desk.may(operation, Target::Deployment).is_ok();
    let mut deeds = Vec::new();
    if may(Operation::EditClients) {
        let recipes = console.cx.path(clients::RECIPES);
        let connect = console.deed("connect", "console-new-client", recipes);
        deeds.push(primary(connect));
    }
    if may(Operation::EditUsers) {
        let new = console.cx.path(users::NEW);
        deeds.push(console.deed("new-user", "console-new-user", new));
    }
    deeds
}

fn tiles_of(console: &Console<'_>, figured: &Figured) -> Vec<Tile> {
    let tile = |key: &str, value| Tile {
        label: console.t(key),
        value: grouped(value),
    };
    vec![
        tile("console-active-sessions", figured.now.sessions),
        tile("console-waiting-logouts", figured.now.logouts),
        tile("console-waiting-mails", figured.now.mails),
    ]
}

impl Period {
    fn length(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.part * self.parts).unwrap_or(0))
    }

    /// When each part begins, the oldest first; the last has not ended.
    fn begins(&self, now: Timestamp) -> impl Iterator<Item = i64> + Clone {
        let (part, last) = (self.part, now.0 - now.0.rem_euclid(self.part));
        let back = (0..self.parts).rev();
        back.map(move |parts| last - parts * part)
    }

    fn counts(&self, now: Timestamp, figured: &Figured, of: fn(&Totals) -> u64) -> Vec<u64> {
        let within = |begin: i64| {
            let past = figured.past.iter();
            past.filter(move |one| (begin..begin + self.part).contains(&one.began_at.0))
        };
        let count = |begin| within(begin).map(|one| of(&one.counted)).sum();
        self.begins(now).map(count).collect()
    }

    fn lately(&self, console: &Console<'_>, figured: &Figured) -> Lately {
        let now = console.desk.now();
        let chart = |id, key: &str, is_bad, of| Chart {
            id,
            title: console.t(key),
            is_bad,
            counts: self.counts(now, figured, of),
        };
        let begins = self.begins(now).map(|begin| at(Timestamp(begin)).text);
        let begins: Vec<_> = begins.collect();
        let others = PERIODS.iter().filter(|other| other.name != self.name);
        let other = |other: &Self| Link {
            href: console.href(PATH, &[(PERIOD, other.name)]),
            label: console.t(other.title),
        };
        Lately {
            title: console.t(self.title),
            others: others.map(other).collect(),
            ends: [begins.first(), begins.last()].map(short),
            begins,
            charts: vec![
                chart("sign-ins", "console-sign-ins", false, |all| all.sign_ins),
                chart("failures", "console-failures", true, |all| all.failures),
                chart("tokens", "console-tokens-issued", false, |all| all.tokens),
            ],
        }
    }
}

/// A time without year and zone.
fn short(time: Option<&String>) -> String {
    let time = time.and_then(|time| time.get(5..16));
    time.unwrap_or_default().to_owned()
}

/// How long each key has been signing, of the time after which another takes over.
fn ages_of(console: &Console<'_>, keys: &[SigningKey]) -> Vec<Age> {
    let now = console.desk.now();
    let limit = console.desk.config.keys.rotate_every;
    let active = keys.iter().filter(|key| key.state == KeyState::Active);
    let age = |key: &SigningKey| {
        let age = now.since(key.signs_from).as_secs();
        let share = |limit: Duration| (age * 100 / limit.as_secs().max(1)).min(100);
        Age {
            label: key.algorithm.to_string(),
            age: console
                .words
                .with("duration-days", &[("count", (age / DAY).into())]),
            share: limit.map(share),
        }
    };
    active.map(age).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Figures, Tally};

    #[test]
    fn figures_are_summed_by_the_part_in_which_they_began() {
        let begun = |began_at, sign_ins| Figures {
            began_at: Timestamp(began_at),
            counted: Totals {
                sign_ins,
                failures: 0,
                tokens: 0,
            },
        };
        let past = vec![
            begun(0, 99),
            begun(HOUR, 1),
            begun(2 * HOUR - 1, 2),
            begun(24 * HOUR, 4),
        ];
        let now = Tally::default();
        let figured = Figured { now, past };
        let now = Timestamp(24 * HOUR + 5);
        let counts = PERIODS[0].counts(now, &figured, |all| all.sign_ins);
        assert_eq!((counts.len(), counts[0], counts[23]), (24, 3, 4));
        assert_eq!(counts.iter().sum::<u64>(), 7);
        assert!(PERIODS.iter().all(|one| one.length() <= figures::KEPT));
    }
}
