use super::*;
use serde_json::json;
use std::collections::BTreeSet;

/// The names between backticks that an error of reading names as expected.
fn expected(value: Value) -> BTreeSet<String> {
    let error = serde_json::from_value::<ClientMetadata>(value).unwrap_err();
    let error = error.to_string();
    let expected = error.split_once("expected").unwrap().1;
    let names = expected.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

fn all() -> impl Iterator<Item = (&'static str, Holds)> {
    PARTS
        .iter()
        .flat_map(|(_, _, members)| members.iter().copied())
}

#[test]
fn every_member_has_its_field() {
    let fields: BTreeSet<_> = all().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(fields, expected(json!({ "~": 1 })));
    for (name, _) in HINTS {
        assert!(fields.contains(name), "{name}");
    }
}

#[test]
fn every_choice_is_offered() {
    for (name, holds) in all() {
        // What is free text in the metadata is looked at when it is registered.
        let (One(options) | Maybe(options)) = holds else {
            continue;
        };
        for option in options {
            let value = json!({ name: option });
            assert!(
                serde_json::from_value::<ClientMetadata>(value).is_ok(),
                "{name}: {option}"
            );
        }
        if !["minimum_acr", "request_object_signing_alg"].contains(&name) {
            let options: BTreeSet<_> = options.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(options, expected(json!({ name: "~" })), "{name}");
        }
    }
}

#[test]
fn what_is_served_is_offered() {
    let served: BTreeSet<_> = crate::flow::discovery::grant_types().collect();
    assert_eq!(served, GRANTS.iter().copied().collect());
    let served = crate::oidc::ResponseType::ALL.map(|one| one.as_str().to_owned());
    assert_eq!(
        BTreeSet::from(served),
        RESPONSE_TYPES.iter().map(|one| (*one).to_owned()).collect()
    );
    let served = crate::login::policy::Level::ALL.map(crate::login::policy::Level::as_str);
    assert_eq!(served, *LEVELS);
}

#[test]
fn a_form_sent_as_it_was_filled_in_changes_nothing() {
    let metadata = ClientMetadata {
        client_name: Some("Photos".into()),
        redirect_uris: vec!["https://a.example/cb".into(), "https://b.example/cb".into()],
        default_max_age: Some(600),
        trusted: true,
        stylesheet: Some("  .card {\n\tcolor: red;\n}\n".to_owned()),
        jwks: Some(json!({ "keys": [] })),
        localized: [("client_name#de".to_owned(), "Fotos = alle".to_owned())].into(),
        scope: ["openid", "email"].into_iter().collect(),
        ..ClientMetadata::default()
    };
    let members = members(&metadata);
    let sent = all().flat_map(|(name, holds)| {
        let text = text(holds, members.get(name));
        let several = matches!(holds, Any(_));
        let values: Vec<_> = if several {
            text.lines().map(str::to_owned).collect()
        } else {
            vec![text]
        };
        values
            .into_iter()
            .map(move |value| (name.to_owned(), value))
    });
    assert_eq!(read(&Typed::from_pairs(sent)).unwrap(), metadata);
}

#[test]
fn what_cannot_be_read_is_told_beside_its_field() {
    let pairs = [
        ("default_max_age", "soon"),
        ("jwks", "{"),
        ("localized", "x"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let wrong = read(&Typed::from_pairs(pairs.into_iter())).unwrap_err();
    let names: BTreeSet<_> = wrong.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["default_max_age", "jwks", "localized"].into());
}
