//! Tokens taken apart for reading. What the demo checked before is not checked again here.

use super::meanings;
use crate::pages::{ClaimLine, TokenSection};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};
use time::OffsetDateTime;

type Object = Map<String, Value>;

pub(super) fn id_token(raw: &str) -> TokenSection {
    section("id-token", "demo-id-token", "demo-id-token-what", raw)
}

pub(super) fn access_token(raw: &str) -> TokenSection {
    let explanation = if parts(raw).is_some() {
        "demo-access-token-jwt"
    } else {
        "demo-access-token-opaque"
    };
    section("access-token", "demo-access-token", explanation, raw)
}

pub(super) fn userinfo(body: &[u8]) -> TokenSection {
    let claims: Object = serde_json::from_slice(body).unwrap_or_default();
    TokenSection {
        id: "userinfo".to_owned(),
        title: "demo-userinfo".to_owned(),
        explanation: "demo-userinfo-what".to_owned(),
        raw: Some(String::from_utf8_lossy(body).into_owned()),
        header: Vec::new(),
        claims: lines(&claims),
    }
}

fn section(id: &str, title: &str, explanation: &str, raw: &str) -> TokenSection {
    let (header, claims) = parts(raw).unwrap_or_default();
    TokenSection {
        id: id.to_owned(),
        title: title.to_owned(),
        explanation: explanation.to_owned(),
        raw: Some(raw.to_owned()),
        header: lines(&header),
        claims: lines(&claims),
    }
}

/// Header and claims of a JWT; nothing for what is none.
fn parts(token: &str) -> Option<(Object, Object)> {
    let (signed, _) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    Some((object(header)?, object(claims)?))
}

fn object(part: &str) -> Option<Object> {
    let json = BASE64URL_NOPAD.decode(part.as_bytes()).ok()?;
    serde_json::from_slice(&json).ok()
}

/// A line each, the well-known ones first and in the order of the table of meanings.
fn lines(object: &Object) -> Vec<ClaimLine> {
    let mut members: Vec<_> = object.iter().collect();
    members.sort_by_key(|(name, _)| meanings::position(name));
    members
        .into_iter()
        .map(|(name, value)| ClaimLine {
            name: name.clone(),
            value: shown(name, value),
            meaning: meanings::of(name).to_owned(),
        })
        .collect()
}

/// Text as it is, times with their date, anything else as JSON.
fn shown(name: &str, value: &Value) -> String {
    let date = || meanings::is_time(name).then(|| utc(value)).flatten();
    match value {
        Value::String(text) => text.clone(),
        other => match date() {
            Some(date) => format!("{other} ({date})"),
            None => other.to_string(),
        },
    }
}

fn utc(value: &Value) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp(value.as_i64()?).ok()?;
    let (year, month, day) = moment.to_calendar_date();
    let (hour, minute, second) = moment.to_hms();
    let month = u8::from(month);
    Some(format!(
        "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"
    ))
}

#[cfg(test)]
mod tests {
    use super::{access_token, id_token, shown, userinfo};
    use data_encoding::BASE64URL_NOPAD;
    use proptest::prelude::*;
    use serde_json::json;

    fn jwt(header: &str, claims: &str) -> String {
        let part = |json: &str| BASE64URL_NOPAD.encode(json.as_bytes());
        format!("{}.{}.sig", part(header), part(claims))
    }

    #[test]
    fn a_token_is_taken_apart() {
        let raw = jwt(
            r#"{"typ":"JWT","alg":"RS256","kid":"k"}"#,
            r#"{"zzz":{"a":1},"exp":1712345678,"iss":"https://op","amr":["pwd"]}"#,
        );
        let section = id_token(&raw);
        assert_eq!(section.raw.as_deref(), Some(raw.as_str()));
        let names = |lines: &[crate::pages::ClaimLine]| -> Vec<String> {
            lines.iter().map(|line| line.name.clone()).collect()
        };
        assert_eq!(names(&section.header), ["alg", "kid", "typ"]);
        assert_eq!(names(&section.claims), ["iss", "exp", "amr", "zzz"]);
        let values: Vec<_> = section.claims.iter().map(|line| &line.value).collect();
        assert_eq!(
            values,
            [
                "https://op",
                "1712345678 (2024-04-05 19:34:38 UTC)",
                r#"["pwd"]"#,
                r#"{"a":1}"#
            ]
        );
        assert!(section.claims[3].meaning.is_empty());
    }

    #[test]
    fn times_without_a_date_are_shown_as_they_are() {
        for odd in [json!(i64::MAX), json!(i64::MIN), json!(1.5), json!(null)] {
            assert_eq!(shown("exp", &odd), odd.to_string());
        }
        assert_eq!(shown("exp", &json!("soon")), "soon");
        assert_eq!(shown("exp", &json!(-1)), "-1 (1969-12-31 23:59:59 UTC)");
        assert_eq!(shown("age", &json!(1)), "1");
    }

    #[test]
    fn an_opaque_token_has_no_claims() {
        let section = access_token("AbC");
        assert!(section.header.is_empty() && section.claims.is_empty());
        assert_eq!(section.explanation, "demo-access-token-opaque");
    }

    proptest! {
        #[test]
        fn junk_is_shown_as_it_is(token in ".{0,80}", body: Vec<u8>) {
            prop_assert_eq!(access_token(&token).raw, Some(token));
            userinfo(&body);
        }

        #[test]
        fn junk_within_a_token_is_no_claim(header in ".{0,40}", claims in ".{0,40}") {
            id_token(&jwt(&header, &claims));
        }
    }
}
