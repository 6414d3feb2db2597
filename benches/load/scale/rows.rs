//! Rows as the store writes them, made from a number each.

use super::super::{limits, server::PASSWORD};
use data_encoding::BASE64URL_NOPAD;
use uuid::{Builder, Uuid};

/// A value of a row.
pub enum Value {
    Id(Uuid),
    Bytes([u8; 32]),
    Text(String),
    Number(i64),
    Nothing,
}

/// A row, in the order in which its table below names the columns.
pub type Row = Vec<Value>;

// Tables, with the columns that are filled.
pub const USERS: &str = "users (id, username, username_key, email_key, claims, groups, roles, \
                         disabled_at, created_at, updated_at)";
pub const PASSWORDS: &str = "passwords (user_id, hash)";
pub const SESSIONS_TABLE: &str = "sessions (id, secret_hash, user_id, auth_time, acr, amr, \
                                  created_at, last_seen_at, expires_at, ended_at, user_agent, address)";
pub const GRANTS: &str = "grants (id, client_id, user_id, session_id, scope, auth_time, acr, amr, \
                          refresh, generation, created_at, rotated_at, expires_at, ended_at)";

pub const GROUPS: &str = "user_groups (id, name, description, created_at, updated_at)";
pub const MEMBERS: &str = "group_members (group_id, user_id)";
pub const TERMS: &str = "people_terms (term, user_id)";
pub const EVENTS: &str = "events (id, at, kind, outcome, actor, user_id, client_id, session_id, \
                          address, reference, trace, detail, position, hash)";

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const ACR: &str = "urn:signet:acr:password";
const AMR: &str = r#"["pwd"]"#;
const USER_AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";

/// How many of what there are.
#[derive(Clone, Copy)]
pub struct Size {
    pub people: u64,
    pub sessions: u64,
    pub families: u64,
}

/// A deployment of a size, as of a moment in Unix seconds.
pub struct Rows {
    pub size: Size,
    pub now: i64,
    password: String,
}

impl Rows {
    /// All people have the same password.
    pub fn new(size: Size, now: i64) -> Self {
        let password = limits::stored_password(PASSWORD);
        Self {
            size,
            now,
            password,
        }
    }

    /// People came one after the other in the course of a year.
    pub fn people(&self) -> impl Iterator<Item = Row> {
        (0..self.size.people).map(|number| {
            let created_at = self.now - 365 * DAY + part(number, self.size.people, 364 * DAY);
            let claims = format!(
                "{{\"name\":\"Person {number}\",\"email\":\"person{number}@example.com\"}}"
            );
            vec![
                Value::Id(self.person(number)),
                Value::Text(format!("person{number}")),
                Value::Text(format!("person{number}")),
                Value::Text(format!("person{number}@example.com")),
                Value::Text(claims),
                Value::Text("[]".to_owned()),
                Value::Text("[]".to_owned()),
                Value::Nothing,
                Value::Number(created_at),
                Value::Number(created_at),
            ]
        })
    }

    /// The password of each.
    pub fn passwords(&self) -> impl Iterator<Item = Row> {
        let people = 0..self.size.people;
        people.map(|number| {
            vec![
                Value::Id(self.person(number)),
                Value::Text(self.password.clone()),
            ]
        })
    }

    /// Sessions of people in no order, which began in the last two hours.
    pub fn sessions(&self) -> impl Iterator<Item = Row> {
        (0..self.size.sessions).map(|number| {
            let began = self.now - 2 * HOUR + part(number, self.size.sessions, 2 * HOUR);
            vec![
                Value::Id(self.session(number)),
                Value::Bytes(sha256(&secret(number))),
                Value::Id(self.person(self.person_of(number))),
                Value::Number(began),
                Value::Text(ACR.to_owned()),
                Value::Text(AMR.to_owned()),
                Value::Number(began),
                Value::Number(began),
                Value::Number(began + 14 * DAY),
                Value::Nothing,
                Value::Text(USER_AGENT.to_owned()),
                Value::Text("192.0.2.17".to_owned()),
            ]
        })
    }

    /// `count` families of any sessions, begun between two moments in Unix milliseconds.
    pub fn families(&self, count: u64, from: u64, to: u64) -> impl Iterator<Item = Row> {
        (0..count).map(move |number| {
            let session = mixed(number ^ FAMILIES) % self.size.sessions;
            self.family(number, session, from + number * (to - from) / count)
        })
    }

    /// The `number`th family, of a session, begun at a moment in Unix milliseconds.
    pub fn family(&self, number: u64, session: u64, millis: u64) -> Row {
        let began = i64::try_from(millis / 1000).unwrap();
        vec![
            Value::Id(id(millis, number ^ FAMILIES)),
            Value::Text("ES256".to_owned()),
            Value::Id(self.person(self.person_of(session))),
            Value::Id(self.session(session)),
            Value::Text("openid profile email".to_owned()),
            Value::Number(began - HOUR),
            Value::Text(ACR.to_owned()),
            Value::Text(AMR.to_owned()),
            Value::Text("online".to_owned()),
            Value::Number(0),
            Value::Number(began),
            Value::Number(began),
            Value::Number(began + 13 * DAY),
            Value::Nothing,
        ]
    }

    /// So many groups.
    pub fn groups(&self, count: u64) -> impl Iterator<Item = Row> {
        (0..count).map(|number| {
            vec![
                Value::Id(self.group(number)),
                Value::Text(format!("group{number}")),
                Value::Text(String::new()),
                Value::Number(self.now),
                Value::Number(self.now),
            ]
        })
    }

    /// Everybody as a member of the first group.
    pub fn members(&self) -> impl Iterator<Item = Row> {
        let people = 0..self.size.people;
        people.map(|number| vec![Value::Id(self.group(0)), Value::Id(self.person(number))])
    }

    /// What people are found by.
    pub fn terms(&self) -> impl Iterator<Item = Row> {
        let people = 0..self.size.people;
        let terms = people.flat_map(|number| {
            [
                (format!("person {number}"), number),
                (format!("person{number}"), number),
                (format!("person{number}@example.com"), number),
            ]
        });
        terms.map(|(term, number)| vec![Value::Text(term), Value::Id(self.person(number))])
    }

    /// Sign-ins in the course of the last month, as they are written down. Their places are none that
    /// the node gives.
    pub fn events(&self, count: u64) -> impl Iterator<Item = Row> {
        (0..count).map(move |number| {
            let at = self.now - 30 * DAY + part(number, count, 30 * DAY);
            let person = self.person(self.person_of(number));
            vec![
                Value::Id(id(millis(at), number ^ EVENTS_OF)),
                Value::Number(at),
                Value::Text("sign_in.succeeded".to_owned()),
                Value::Text("success".to_owned()),
                Value::Text(format!("person:{person}")),
                Value::Id(person),
                Value::Text("ES256".to_owned()),
                Value::Nothing,
                Value::Text("192.0.2.17".to_owned()),
                Value::Nothing,
                Value::Nothing,
                Value::Text("{}".to_owned()),
                Value::Number(1_000_000_000 + i64::try_from(number).unwrap()),
                Value::Bytes(secret(number)),
            ]
        })
    }

    /// What the browser of a session sends.
    pub fn cookie(&self, session: u64) -> String {
        let mut bytes = self.session(session).as_bytes().to_vec();
        bytes.extend(secret(session));
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Whose session it is: neighbours among sessions are none among people.
    pub fn person_of(&self, session: u64) -> u64 {
        mixed(session) % self.size.people
    }

    fn person(&self, number: u64) -> Uuid {
        let created = self.now - 365 * DAY + part(number, self.size.people, 364 * DAY);
        id(millis(created), number ^ PEOPLE)
    }

    fn group(&self, number: u64) -> Uuid {
        id(millis(self.now), number ^ GROUPS_OF)
    }

    fn session(&self, number: u64) -> Uuid {
        let began = self.now - 2 * HOUR + part(number, self.size.sessions, 2 * HOUR);
        id(millis(began), number ^ SESSIONS)
    }
}

// So that the same number makes different ids of different things.
const PEOPLE: u64 = 1 << 60;
const SESSIONS: u64 = 2 << 60;
const FAMILIES: u64 = 3 << 60;
const GROUPS_OF: u64 = 4 << 60;
const EVENTS_OF: u64 = 5 << 60;

/// How far into `whole` the `number`th of `count` lies.
fn part(number: u64, count: u64, whole: i64) -> i64 {
    whole * i64::try_from(number).unwrap() / i64::try_from(count).unwrap()
}

fn millis(seconds: i64) -> u64 {
    u64::try_from(seconds * 1000).unwrap()
}

fn id(millis: u64, number: u64) -> Uuid {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&mixed(number).to_be_bytes());
    random[8..].copy_from_slice(&number.to_be_bytes()[6..]);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

fn secret(session: u64) -> [u8; 32] {
    sha256(&session.to_be_bytes())
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    hash.as_ref().try_into().unwrap()
}

/// A number that looks like chance (the finish of splitmix64).
pub fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
