//! Entries of a file: CSV with a header, a JSON array, or a JSON object a line.

use super::super::check::{NewPassword, NewUser};
use super::super::subject::Subject;
use crate::model::PasswordHash;
use crate::oidc::StandardClaims;
use serde_json::{Map, Value, json};

/// What a file says of one person.
#[derive(Debug)]
pub struct Entry {
    /// Where it is said, for people.
    pub place: String,
    /// The person; or what is wrong, member by member.
    pub described: Result<NewUser, String>,
}

/// Columns that are no text.
const FLAGS: [&str; 3] = ["email_verified", "phone_number_verified", "disabled"];

/// Between the groups in a column.
const SEPARATOR: char = ';';

/// One entry of a file, before anybody is seen in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Where it stands, for people.
    pub place: String,
    /// What stands there, as JSON has it; or why nothing can be made of it.
    pub value: Result<Value, String>,
}

/// Takes a whole file apart into its entries: as they stand there ([`Piece`], of which each can be sent
/// alone as JSON), or read ([`Entry`]). Which format it has is seen from its first character. One that
/// has more than `most` takes up no more room.
///
/// # Errors
/// A description of what makes the whole file unreadable, or that it has too many entries.
pub fn read<T: From<Piece>>(text: &str, most: Option<usize>) -> Result<Vec<T>, String> {
    let most = most.unwrap_or(usize::MAX);
    let pieces = pieces(text, most.saturating_add(1))?;
    if pieces.len() > most {
        return Err(format!("send at most {most} entries at once"));
    }
    Ok(pieces.into_iter().map(T::from).collect())
}

/// The first `most` entries.
fn pieces(text: &str, most: usize) -> Result<Vec<Piece>, String> {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        Some('[') => array(text, most),
        Some('{') => Ok(lines(text, most)),
        _ => csv(text, most),
    }
}

fn array(text: &str, most: usize) -> Result<Vec<Piece>, String> {
    let all: Vec<Value> = serde_json::from_str(text).map_err(|why| why.to_string())?;
    let pieces = all.into_iter().take(most).enumerate();
    let pieces = pieces.map(|(at, value)| piece(format!("entry {}", at + 1), Ok(value)));
    Ok(pieces.collect())
}

fn lines(text: &str, most: usize) -> Vec<Piece> {
    let lines = text.lines().enumerate();
    let full = lines.filter(|(_, line)| !line.trim().is_empty()).take(most);
    let pieces = full.map(|(at, line)| {
        // Which line it is has been said; positions in it are all that is new.
        let value = serde_json::from_str(line)
            .map_err(|why| format!("column {}: this is no JSON", why.column()));
        piece(format!("line {}", at + 1), value)
    });
    pieces.collect()
}

fn csv(text: &str, most: usize) -> Result<Vec<Piece>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|why| why.to_string())?.clone();
    let mut names: Vec<&str> = header.iter().map(str::trim).collect();
    let columns = names.clone();
    names.sort_unstable();
    if let Some([name, _]) = names.array_windows().find(|[a, b]| a == b) {
        return Err(format!("the column {name:?} is there twice"));
    }
    let records = reader.records().take(most).map(|record| {
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                let line = why.position().map_or(0, csv::Position::line);
                return piece(format!("line {line}"), Err(why.to_string()));
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let value = object(&columns, &record);
        piece(format!("line {line}"), value)
    });
    Ok(records.collect())
}

/// A record as an object; what is empty is left out.
fn object(columns: &[&str], record: &csv::StringRecord) -> Result<Value, String> {
    let mut object = Map::new();
    for (name, field) in columns.iter().zip(record) {
        if field.is_empty() {
            continue;
        }
        let value = match *name {
            name if FLAGS.contains(&name) => match field {
                "true" | "TRUE" | "True" | "1" | "t" => json!(true),
                "false" | "FALSE" | "False" | "0" | "f" => json!(false),
                _ => return Err(format!("{name}: {field:?} is neither true nor false")),
            },
            "groups" => {
                let groups = field.split(SEPARATOR).map(str::trim);
                json!(groups.filter(|group| !group.is_empty()).collect::<Vec<_>>())
            }
            _ => json!(field),
        };
        match name.split_once('.') {
            Some((outer, inner)) => {
                let within = object.entry(outer).or_insert_with(|| json!({}));
                if let Some(within) = within.as_object_mut() {
                    within.insert(inner.to_owned(), value);
                }
            }
            None => {
                object.insert((*name).to_owned(), value);
            }
        }
    }
    Ok(Value::Object(object))
}

const fn piece(place: String, value: Result<Value, String>) -> Piece {
    Piece { place, value }
}

impl From<Piece> for Entry {
    fn from(Piece { place, value }: Piece) -> Self {
        let described = value.and_then(|value| match value {
            Value::Object(members) => person(members),
            _ => Err("this is no object".to_owned()),
        });
        Self { place, described }
    }
}

fn person(mut members: Map<String, Value>) -> Result<NewUser, String> {
    let mut text = |name: &str| match members.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        // Keycloak's credentials are objects.
        Some(object @ Value::Object(_)) if name == "password_hash" => Ok(Some(object.to_string())),
        Some(_) => Err(format!("{name}: this must be text")),
    };
    let username = text("username")?.ok_or("username is missing")?;
    let sub = text("sub")?.map(Subject::read).transpose()?;
    let hash = text("password_hash")?;
    if members.contains_key("password") {
        return Err("password: only hashes are imported: give password_hash".to_owned());
    }
    let disabled = take(&mut members, "disabled")?;
    let groups = take::<Vec<String>>(&mut members, "groups")?;
    for (name, value) in &members {
        // One by one, so that what is wrong has a name.
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        serde_json::from_value::<StandardClaims>(Value::Object(alone))
            .map_err(|why| format!("{name}: {why}"))?;
    }
    let claims = serde_json::from_value(Value::Object(members)).map_err(|why| why.to_string())?;
    Ok(NewUser {
        username,
        subject: sub,
        claims,
        groups: groups.unwrap_or_default(),
        password: hash.map(|hash| NewPassword::Imported(PasswordHash(hash))),
        disabled,
        ..NewUser::default()
    })
}

fn take<T: serde::de::DeserializeOwned>(
    members: &mut Map<String, Value>,
    name: &str,
) -> Result<Option<T>, String> {
    let value = members.remove(name).filter(|value| !value.is_null());
    let read = value.map(serde_json::from_value).transpose();
    read.map_err(|why| format!("{name}: {why}"))
}
