//! What people say of themselves (OpenID Connect Core §5.1): which claims are theirs to change, and
//! what can be said there.

use super::{Address, StandardClaims};
use time::{Date, Month};
use unic_langid::LanguageIdentifier;
use url::Url;

/// Longest text of one line, in characters.
const LONGEST_LINE: usize = 200;
/// Longest text of several lines, in characters.
const LONGEST_TEXT: usize = 500;
/// Names of the IANA time zone database.
const TIME_ZONES: &str = include_str!("time_zones.txt");

/// What a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// The https address of something.
    Url,
    /// A date, or a year.
    Date,
    /// A time zone by its name.
    TimeZone,
    /// A language tag (BCP 47).
    Language,
    /// A telephone number with its country code.
    Phone,
}

/// The claims that people change themselves, and parts of their postal address.
pub const FIELDS: [(&str, Kind); 15] = [
    ("name", Kind::Line),
    ("given_name", Kind::Line),
    ("family_name", Kind::Line),
    ("nickname", Kind::Line),
    ("picture", Kind::Url),
    ("website", Kind::Url),
    ("birthdate", Kind::Date),
    ("zoneinfo", Kind::TimeZone),
    ("locale", Kind::Language),
    ("phone_number", Kind::Phone),
    ("street_address", Kind::Lines),
    ("postal_code", Kind::Line),
    ("locality", Kind::Line),
    ("region", Kind::Line),
    ("country", Kind::Line),
];

/// Why something cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has too many characters: so many are allowed.
    TooLong(usize),
    /// It has control characters.
    Control,
    /// It is not what the claim holds.
    Malformed(Kind),
}

/// What a person says of themselves: for each field what it is to hold, empty for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile(Vec<(&'static str, String)>);

impl Profile {
    /// Checks what was typed; tells all that is wrong.
    pub fn check<'a>(
        given: impl Fn(&'static str) -> &'a str,
    ) -> Result<Self, Vec<(&'static str, Unfit)>> {
        let (mut said, mut wrong) = (Vec::new(), Vec::new());
        for (name, kind) in FIELDS {
            match check(kind, given(name)) {
                Ok(value) => said.push((name, value)),
                Err(unfit) => wrong.push((name, unfit)),
            }
        }
        if wrong.is_empty() {
            Ok(Self(said))
        } else {
            Err(wrong)
        }
    }

    /// `claims` with what is said here. A changed number is no verified one, and an address that
    /// somebody else wrote as a whole goes with its parts.
    #[must_use]
    pub fn applied_to(&self, mut claims: StandardClaims) -> StandardClaims {
        for (name, value) in &self.0 {
            if value_of(&claims, name) == value {
                continue;
            }
            if *name == "phone_number" {
                claims.phone_number_verified = None;
            }
            if let Some(slot) = slot(&mut claims, name) {
                *slot = Some(value.clone()).filter(|value| !value.is_empty());
            }
            if is_of_address(name)
                && let Some(address) = &mut claims.address
            {
                address.formatted = None;
            }
        }
        claims.address = claims
            .address
            .filter(|address| *address != Address::default());
        claims
    }
}

/// What a field holds; empty for nothing.
pub fn value_of<'a>(claims: &'a StandardClaims, name: &str) -> &'a str {
    let address = claims.address.as_ref();
    let value = match name {
        "name" => claims.name.as_ref(),
        "given_name" => claims.given_name.as_ref(),
        "family_name" => claims.family_name.as_ref(),
        "nickname" => claims.nickname.as_ref(),
        "picture" => claims.picture.as_ref(),
        "website" => claims.website.as_ref(),
        "birthdate" => claims.birthdate.as_ref(),
        "zoneinfo" => claims.zoneinfo.as_ref(),
        "locale" => claims.locale.as_ref(),
        "phone_number" => claims.phone_number.as_ref(),
        "street_address" => address.and_then(|address| address.street_address.as_ref()),
        "postal_code" => address.and_then(|address| address.postal_code.as_ref()),
        "locality" => address.and_then(|address| address.locality.as_ref()),
        "region" => address.and_then(|address| address.region.as_ref()),
        "country" => address.and_then(|address| address.country.as_ref()),
        _ => None,
    };
    value.map_or("", String::as_str)
}

fn slot<'a>(claims: &'a mut StandardClaims, name: &str) -> Option<&'a mut Option<String>> {
    let slot = match name {
        "name" => &mut claims.name,
        "given_name" => &mut claims.given_name,
        "family_name" => &mut claims.family_name,
        "nickname" => &mut claims.nickname,
        "picture" => &mut claims.picture,
        "website" => &mut claims.website,
        "birthdate" => &mut claims.birthdate,
        "zoneinfo" => &mut claims.zoneinfo,
        "locale" => &mut claims.locale,
        "phone_number" => &mut claims.phone_number,
        "street_address" => &mut claims.address.get_or_insert_default().street_address,
        "postal_code" => &mut claims.address.get_or_insert_default().postal_code,
        "locality" => &mut claims.address.get_or_insert_default().locality,
        "region" => &mut claims.address.get_or_insert_default().region,
        "country" => &mut claims.address.get_or_insert_default().country,
        _ => return None,
    };
    Some(slot)
}

fn is_of_address(name: &str) -> bool {
    matches!(
        name,
        "street_address" | "postal_code" | "locality" | "region" | "country"
    )
}

/// What is kept of `given`.
fn check(kind: Kind, given: &str) -> Result<String, Unfit> {
    let given = given.trim().replace("\r\n", "\n");
    let longest = match kind {
        Kind::Lines | Kind::Url => LONGEST_TEXT,
        _ => LONGEST_LINE,
    };
    if given.chars().count() > longest {
        return Err(Unfit::TooLong(longest));
    }
    let control = |c: char| c.is_control() && !(kind == Kind::Lines && c == '\n');
    if given.contains(control) {
        return Err(Unfit::Control);
    }
    if given.is_empty() {
        return Ok(given);
    }
    let fit = match kind {
        Kind::Line | Kind::Lines => Some(given),
        Kind::Url => url(&given),
        Kind::Date => is_date(&given).then_some(given),
        Kind::TimeZone => time_zone(&given),
        Kind::Language => language(&given),
        Kind::Phone => is_phone(&given).then_some(given),
    };
    fit.ok_or(Unfit::Malformed(kind))
}

fn url(given: &str) -> Option<String> {
    let url = Url::parse(given).ok()?;
    let bare = url.username().is_empty() && url.password().is_none();
    (url.scheme() == "https" && url.has_host() && bare).then(|| url.into())
}

/// `YYYY-MM-DD`, where the year may be 0000 for none, or `YYYY` (§5.1).
fn is_date(given: &str) -> bool {
    let digits = |part: &str, count| {
        let all = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| part.parse::<u16>().ok()).flatten()
    };
    let mut parts = given.split('-');
    let year = parts.next().and_then(|year| digits(year, 4));
    let month = parts.next().map(|month| digits(month, 2));
    let day = parts.next().map(|day| digits(day, 2));
    match (year, month, day, parts.next()) {
        (Some(year), None, None, None) => year > 0,
        (Some(year), Some(Some(month)), Some(Some(day)), None) => {
            let month = u8::try_from(month)
                .ok()
                .and_then(|m| Month::try_from(m).ok());
            let day = u8::try_from(day).ok();
            let date = month.zip(day);
            date.is_some_and(|(month, day)| {
                Date::from_calendar_date(i32::from(year), month, day).is_ok()
            })
        }
        _ => false,
    }
}

fn time_zone(given: &str) -> Option<String> {
    let mut names = TIME_ZONES.lines().filter(|line| !line.starts_with('#'));
    let name = names.find(|name| name.eq_ignore_ascii_case(given))?;
    Some(name.to_owned())
}

fn language(given: &str) -> Option<String> {
    let tag: LanguageIdentifier = given.replace('_', "-").parse().ok()?;
    let tag = tag.to_string();
    (tag != "und").then_some(tag)
}

/// As people write a number with its country code; E.164 has 15 digits at most.
fn is_phone(given: &str) -> bool {
    let (number, extension) = given.split_once(";ext=").unwrap_or((given, ""));
    let count = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')');
    number
        .strip_prefix('+')
        .is_some_and(|rest| rest.chars().all(sign))
        && (5..=15).contains(&count(number))
        && count(extension) == extension.len()
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, Kind, Profile, Unfit, check, value_of};
    use crate::oidc::{Address, StandardClaims};

    fn one(name: &'static str, value: &'static str) -> Result<Profile, Vec<(&'static str, Unfit)>> {
        Profile::check(|field| if field == name { value } else { "" })
    }

    #[test]
    fn every_field_keeps_what_is_said_of_it() {
        let value = |kind| match kind {
            Kind::Line | Kind::Lines => "Ada",
            Kind::Url => "https://ada.example/",
            Kind::Date => "1815-12-10",
            Kind::TimeZone => "Europe/London",
            Kind::Language => "en-GB",
            Kind::Phone => "+44 20 7946 0000",
        };
        for (name, kind) in FIELDS {
            let profile = one(name, value(kind)).unwrap();
            let claims = profile.applied_to(StandardClaims::default());
            assert_eq!(value_of(&claims, name), value(kind), "{name}");
            let gone = Profile::check(|_| "").unwrap().applied_to(claims);
            assert_eq!(gone, StandardClaims::default(), "{name}");
        }
    }

    #[test]
    fn what_a_claim_cannot_hold_is_refused() {
        for (kind, bad) in [
            (Kind::Url, "http://ada.example/"),
            (Kind::Url, "javascript:alert(1)"),
            (Kind::Url, "https://ada:secret@ada.example/"),
            (Kind::Url, "ada.example"),
            (Kind::Date, "10.12.1815"),
            (Kind::Date, "1815-02-30"),
            (Kind::Date, "1815-12"),
            (Kind::Date, "0000"),
            (Kind::Date, "1815-12-10-1"),
            (Kind::TimeZone, "Europe/Atlantis"),
            (Kind::TimeZone, "# Names"),
            (Kind::Language, "in the tongue of elves"),
            (Kind::Phone, "020 7946 0000"),
            (Kind::Phone, "+1"),
            (Kind::Phone, "+44 20 7946 0000;ext=a"),
        ] {
            assert_eq!(check(kind, bad), Err(Unfit::Malformed(kind)), "{bad}");
        }
        let long = "a".repeat(201);
        assert_eq!(check(Kind::Line, &long), Err(Unfit::TooLong(200)));
        assert_eq!(check(Kind::Line, "a\nb"), Err(Unfit::Control));
        assert_eq!(check(Kind::Lines, "a\r\nb").unwrap(), "a\nb");
    }

    #[test]
    fn what_can_be_meant_is_written_as_the_standards_write_it() {
        for (kind, given, kept) in [
            (Kind::Date, "1815", "1815"),
            (Kind::Date, "0000-02-29", "0000-02-29"),
            (Kind::TimeZone, "europe/paris", "Europe/Paris"),
            (Kind::Language, "en_us", "en-US"),
            (Kind::Language, "ZH-hant-tw", "zh-Hant-TW"),
            (
                Kind::Phone,
                "+1 (425) 555-1212;ext=5",
                "+1 (425) 555-1212;ext=5",
            ),
            (Kind::Line, "  Ada  ", "Ada"),
        ] {
            assert_eq!(check(kind, given).unwrap(), kept);
        }
    }

    #[test]
    fn what_others_vouched_for_does_not_outlive_a_change() {
        let before = StandardClaims {
            phone_number: Some("+44 20 7946 0000".to_owned()),
            phone_number_verified: Some(true),
            email: Some("ada@example.com".to_owned()),
            address: Some(Address {
                formatted: Some("1 Mill Lane".to_owned()),
                street_address: Some("1 Mill Lane".to_owned()),
                ..Address::default()
            }),
            ..StandardClaims::default()
        };
        let same = Profile::check(|name| value_of(&before, name)).unwrap();
        assert_eq!(same.applied_to(before.clone()), before);
        let moved = Profile::check(|name| match name {
            "phone_number" => "+44 20 7946 0001",
            "locality" => "London",
            name => value_of(&before, name),
        });
        let after = moved.unwrap().applied_to(before);
        assert_eq!(after.phone_number_verified, None);
        assert_eq!(after.address.unwrap().formatted, None);
        assert_eq!(after.email.as_deref(), Some("ada@example.com"));
    }
}
