//! The page with which people change what they say of themselves.

use super::cx::Cx;
use super::{account, credentials, errors, page};
use crate::flow::account as flow;
use crate::flow::session::SignedIn;
use crate::oidc::profile::{FIELDS, Kind, Profile, Unfit, value_of};
use crate::pages::{self, FieldLine};
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// The page.
pub const PATH: &str = "/account/profile";

/// Longest text that is shown again.
const SHOWN: usize = 600;

/// What the fields are called, and as what browsers know them (HTML §4.10.18.7).
pub const LABELS: [(&str, &str, &str); FIELDS.len()] = [
    ("name", "profile-name", "name"),
    ("given_name", "profile-given-name", "given-name"),
    ("family_name", "profile-family-name", "family-name"),
    ("nickname", "profile-nickname", "nickname"),
    ("picture", "profile-picture", "photo"),
    ("website", "profile-website", "url"),
    ("birthdate", "profile-birthdate", "bday"),
    ("zoneinfo", "profile-zoneinfo", "off"),
    ("locale", "profile-locale", "language"),
    ("phone_number", "profile-phone", "tel"),
    ("street_address", "profile-street", "street-address"),
    ("postal_code", "profile-postal-code", "postal-code"),
    ("locality", "profile-locality", "address-level2"),
    ("region", "profile-region", "address-level1"),
    ("country", "profile-country", "country-name"),
];

/// Shows what there is.
pub async fn get(cx: Cx) -> HttpResponse {
    let (browser, signed_in) = match credentials::visitor(&cx).await {
        Ok(visitor) => visitor,
        Err(response) => return response,
    };
    let token = credentials::token(&cx, &browser, &signed_in);
    let claims = &signed_in.user.claims;
    let template = view(&cx, token, |name| value_of(claims, name), &[]);
    page::html(&cx, StatusCode::OK, &template)
}

/// The form was sent.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, sent) = match account::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    match Profile::check(|name| sent.get(name)) {
        Ok(profile) => save(&cx, &signed_in, profile).await,
        Err(wrong) => {
            let token = credentials::token(&cx, &sent.browser, &signed_in);
            let template = view(&cx, token, |name| sent.get(name), &wrong);
            page::html(&cx, StatusCode::UNPROCESSABLE_ENTITY, &template)
        }
    }
}

async fn save(cx: &Cx, signed_in: &SignedIn, profile: Profile) -> HttpResponse {
    match flow::change_profile(cx.services(), signed_in, profile).await {
        Ok(()) => page::see_other(&cx.path(account::PATH)),
        Err(error) => errors::failure_page(cx, &error.into()),
    }
}

fn view<'a>(
    cx: &Cx,
    form_token: String,
    value: impl Fn(&'static str) -> &'a str,
    wrong: &[(&'static str, Unfit)],
) -> pages::Profile {
    let words = cx.words();
    let line = |(name, kind): (&'static str, Kind)| {
        let unfit = wrong.iter().find(|(field, _)| *field == name);
        let label = LABELS.iter().find(|(field, _, _)| *field == name);
        FieldLine {
            name,
            label: label.map_or_else(String::new, |(_, key, _)| words.text(key)),
            hint: hint(kind).map(|key| words.text(key)),
            value: value(name).chars().take(SHOWN).collect(),
            autocomplete: label.map_or("off", |(_, _, autocomplete)| autocomplete),
            input: input(kind),
            lines: kind == Kind::Lines,
            languages: kind == Kind::Language,
            error: unfit.map(|(_, unfit)| said(&words, *unfit)),
        }
    };
    pages::Profile {
        chrome: page::chrome(cx),
        action: cx.path(PATH),
        form_token,
        fields: FIELDS.map(line).into(),
        account: cx.path(account::PATH),
    }
}

/// The keyboard that a field wants. Browsers check nothing: their words are in another language.
const fn input(kind: Kind) -> &'static str {
    match kind {
        Kind::Url => "url",
        Kind::Phone => "tel",
        _ => "text",
    }
}

const fn hint(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Line | Kind::Lines => None,
        Kind::Url => Some("profile-url-hint"),
        Kind::Date => Some("profile-date-hint"),
        Kind::TimeZone => Some("profile-zone-hint"),
        Kind::Language => Some("profile-language-hint"),
        Kind::Phone => Some("profile-phone-hint"),
    }
}

/// What is wrong with a field.
pub fn said(words: &Words, unfit: Unfit) -> String {
    match unfit {
        Unfit::TooLong(most) => words.with(
            "profile-too-long",
            &[("most", u64::try_from(most).unwrap_or(u64::MAX).into())],
        ),
        // Any other text will do in a line.
        Unfit::Control | Unfit::Malformed(Kind::Line | Kind::Lines) => {
            words.text("profile-control")
        }
        Unfit::Malformed(Kind::Url) => words.text("profile-url-wrong"),
        Unfit::Malformed(Kind::Date) => words.text("profile-date-wrong"),
        Unfit::Malformed(Kind::TimeZone) => words.text("profile-zone-wrong"),
        Unfit::Malformed(Kind::Language) => words.text("profile-language-wrong"),
        Unfit::Malformed(Kind::Phone) => words.text("profile-phone-wrong"),
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, LABELS};

    #[test]
    fn every_field_has_its_label() {
        let labelled: Vec<_> = LABELS.iter().map(|(name, _, _)| *name).collect();
        assert_eq!(labelled, FIELDS.map(|(name, _)| name));
    }
}
