//! Filters: what they mean, and what is none.

use super::ada;
use crate::scim::{Filter, GROUP, Meant, ScimType, USER};
use proptest::prelude::*;

fn matches(filter: &str) -> bool {
    Filter::parse(filter, &USER).unwrap().matches(&ada())
}

#[test]
fn every_comparison_means_what_it_says() {
    for (filter, expected) in [
        (r#"userName eq "ada""#, true),
        (r#"USERNAME Eq "ADA""#, true),
        (r#"userName ne "ada""#, false),
        (r#"userName ne "bob""#, true),
        (r#"userName co "D""#, true),
        (r#"userName sw "ad""#, true),
        (r#"userName ew "da""#, true),
        (r#"userName sw "da""#, false),
        (r#"externalId eq "A-1""#, true),
        (r#"externalId eq "a-1""#, false),
        ("nickName pr", false),
        ("emails pr", true),
        ("nickName eq null", true),
        ("userName eq null", false),
        ("active eq true", true),
        ("active eq True", true),
        (r#"active eq "true""#, true),
        ("active ne true", false),
        (r#"name.familyName eq "lovelace""#, true),
        (r#"emails eq "ada@home.example""#, true),
        (r#"emails.type eq "other""#, false),
        (
            r#"emails[type eq "home"].value eq "ada@home.example""#,
            true,
        ),
        (r#"emails[type eq "work"].value sw "ada@home""#, false),
        (
            r#"emails[type eq "home"].primary eq true or userName pr"#,
            true,
        ),
        (r#"meta.lastModified gt "2026-05-13T04:42:33Z""#, true),
        (r#"meta.lastModified ge "2026-05-13T04:42:34Z""#, true),
        (r#"meta.lastModified lt "2026-05-13T04:42:34Z""#, false),
        (r#"meta.lastModified le "2026-05-13T04:42:34Z""#, true),
        (
            r#"urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada""#,
            true,
        ),
        (r#"displayName eq "\"quoted\" \u00e9""#, false),
    ] {
        assert_eq!(matches(filter), expected, "{filter}");
    }
}

#[test]
fn and_binds_before_or_and_parentheses_before_both() {
    for (filter, expected) in [
        (
            r#"userName eq "ada" or userName eq "x" and active eq false"#,
            true,
        ),
        (
            r#"(userName eq "ada" or userName eq "x") and active eq false"#,
            false,
        ),
        ("not (active eq false) AND userName pr", true),
        ("not(active eq true)or nickName pr", false),
        ("((userName pr))", true),
    ] {
        assert_eq!(matches(filter), expected, "{filter}");
    }
}

#[test]
fn one_value_must_be_all_that_stands_in_brackets() {
    for (filter, expected) in [
        (r#"emails[type eq "work" and value co "work"]"#, true),
        (r#"emails[type eq "home" and value co "work"]"#, false),
        (r#"emails[not (type eq "work")] and active eq true"#, true),
        ("emails[primary eq true]", true),
    ] {
        assert_eq!(matches(filter), expected, "{filter}");
    }
}

#[test]
fn security_n_what_is_no_filter_is_refused() {
    let deep = format!("{}userName pr{}", "(".repeat(30), ")".repeat(30));
    let many = vec!["userName pr"; 300].join(" or ");
    let long = format!("userName eq \"{}\"", "x".repeat(9_000));
    for filter in [
        "",
        " ",
        "userName",
        "userName eq",
        "userName eq ada",
        r#"userName eq "ada"#,
        r#"userName is "ada""#,
        r#"userName eq "ada" and"#,
        r#"userName eq "ada" xor active eq true"#,
        r#"(userName eq "ada""#,
        r#"userName eq "ada")"#,
        "not userName pr",
        r#"nobody eq "x""#,
        r#"roles eq "x""#,
        r#"name eq "x""#,
        "userName eq 7",
        "userName gt null",
        "active gt true",
        r#"active eq "maybe""#,
        r#"userName[value eq "x"]"#,
        r#"emails[emails[value eq "x"]]"#,
        r#"emails[value eq "x""#,
        r#"emails[value eq "x"]."#,
        r#"emails[value eq "x"].nobody eq "x""#,
        r#"emails[value eq "x"].value"#,
        r#"emails[nobody eq "x"]"#,
        r#"userName eq "a" "b""#,
        &deep,
        &many,
        &long,
    ] {
        let refused = Filter::parse(filter, &USER).unwrap_err();
        assert_eq!(refused.kind, ScimType::InvalidFilter, "{filter}");
        assert!(refused.detail.len() < 300, "{filter}");
    }
}

proptest! {
    #[test]
    fn security_n_nothing_that_is_sent_breaks_the_reader(text in "[a-zA-Z\\[\\]()\" .:é]{0,60}") {
        if let Ok(filter) = Filter::parse(&text, &USER) {
            filter.matches(&ada());
        }
    }
}

#[test]
fn of_what_a_kind_does_not_have_there_is_no_value() {
    let user = r#"meta.resourceType eq "User""#;
    for (filter, of_people, of_groups) in [
        (user, Some(true), Some(false)),
        (r#"meta.resourceType ne "User""#, Some(false), Some(true)),
        (
            r#"not (meta.resourceType eq "Group")"#,
            Some(true),
            Some(false),
        ),
        (r#"members.value eq "7""#, Some(false), None),
        (r#"members[value eq "7"]"#, Some(false), None),
        ("userName pr", None, Some(false)),
        ("userName eq null", None, Some(true)),
        (r#"userName ne "ada""#, None, Some(true)),
        (r#"displayName eq "crew""#, None, None),
        (r#"userName eq "ada" or displayName eq "crew""#, None, None),
        (
            r#"userName eq "ada" and displayName eq "crew""#,
            None,
            Some(false),
        ),
    ] {
        for (schema, expected) in [(&USER, of_people), (&GROUP, of_groups)] {
            let meant = Filter::parse_among(filter, schema).unwrap().among(schema);
            let settled = match meant {
                Meant::Everything => Some(true),
                Meant::Nothing => Some(false),
                Meant::These(_) => None,
            };
            assert_eq!(settled, expected, "{filter} of {}", schema.name);
        }
    }
    let both = format!(r#"{user} and displayName eq "crew""#);
    let both = Filter::parse_among(&both, &USER).unwrap().among(&USER);
    let own = Filter::parse(r#"displayName eq "crew""#, &USER).unwrap();
    assert_eq!(both, Meant::These(own));
    let group = r#"displayName eq "crew" or userName eq "ada""#;
    let group = Filter::parse_among(group, &GROUP).unwrap().among(&GROUP);
    let own = Filter::parse(r#"displayName eq "crew""#, &GROUP).unwrap();
    assert_eq!(group, Meant::These(own));
    let nobodys = Filter::parse_among(r#"shoeSize eq "7""#, &USER).unwrap_err();
    assert_eq!(nobodys.kind, ScimType::InvalidFilter);
    assert!(Filter::parse("members pr", &USER).is_err());
}
