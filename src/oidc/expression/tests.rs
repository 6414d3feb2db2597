use super::*;

fn worth(text: &str) -> Result<Value, Problem> {
    Expression::parse(text)?.evaluate(&Facts::sample(3))
}

#[test]
fn expressions_see_person_groups_scopes_and_client() {
    let cases = [
        ("user.email", json!("ada@example.com")),
        ("user.email.split('@')[0]", json!("ada")),
        ("user.address.country", json!("GB")),
        ("has(user.nothing) ? 1 : 2", json!(2)),
        ("size(groups)", json!(3)),
        ("'administrator' in user.roles", json!(true)),
        (
            "groups.filter(g, g.endsWith('-1')).map(g, '/' + g)",
            json!(["/a-group-of-people-1"]),
        ),
        ("groups.exists(g, g == 'none')", json!(false)),
        (
            "groups.map(g, g.replace('a-group-of-people-', '')).join(',')",
            json!("0,1,2"),
        ),
        (
            "{'roles': groups.exists(g, g.endsWith('2')) ? ['admin'] : ['user']}",
            json!({"roles": ["admin"]}),
        ),
        ("'groups' in scopes && client.id != ''", json!(true)),
        ("null", Value::Null),
    ];
    for (text, expected) in cases {
        assert_eq!(worth(text), Ok(expected), "{text}");
        let expression = Expression::parse(text).unwrap();
        assert_eq!(expression.try_out(), Ok(()), "{text}");
    }
}

#[test]
fn what_is_wrong_is_found_when_it_is_registered() {
    let tried = |text: &str| Expression::parse(text).and_then(|parsed| parsed.try_out());
    assert!(matches!(
        tried("groups.map(g, 'x' + )"),
        Err(Problem::Syntax {
            line: 1,
            column: 21 | 22,
            ..
        })
    ));
    assert_eq!(tried("usr.email"), Err(Problem::Unknown("usr".to_owned())));
    assert_eq!(
        tried("groups.matches('a')"),
        Err(Problem::Function("matches".to_owned()))
    );
    assert_eq!(tried(&"1+".repeat(501)), Err(Problem::Long));
    for text in [
        "user.emial",
        "groups + 1",
        "groups[7]",
        "1 / 0",
        "user.email.name",
    ] {
        assert!(matches!(tried(text), Err(Problem::Failed(_))), "{text}");
    }
    assert_eq!(tried("b'bytes'"), Err(Problem::NoJson));
    assert_eq!(tried("{1: 2}"), Err(Problem::NoJson));
}

#[test]
fn no_expression_takes_long_or_grows_large() {
    let doubled = "groups".to_owned() + &".map(x, x + x + x + x + x + x)".repeat(20);
    let nested = "groups.map(a, groups.map(b, groups.map(c, groups.map(d, a + b + c + d))))";
    let replaced = "'aaaaaaaaaa'".to_owned() + &".replace('a', 'aaaaaaaaaa')".repeat(20);
    for text in [doubled.as_str(), nested, &replaced] {
        let tried = Expression::parse(text).and_then(|parsed| parsed.try_out());
        assert_eq!(tried, Err(Problem::Costly), "{text}");
    }
    // Nor for somebody whom nobody thought of.
    let pairs = Expression::parse("groups.map(a, groups.filter(b, a == b))").unwrap();
    assert!(pairs.evaluate(&Facts::sample(50)).is_ok());
    assert_eq!(pairs.evaluate(&Facts::sample(5_000)), Err(Problem::Costly));
}

#[test]
fn no_text_goes_deeper_than_the_stack() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("!", ""),
        ("-", ""),
        ("groups.map(a, ", ")"),
    ] {
        let times = (LONGEST - 1) / (open.len() + close.len());
        let text = format!("{}1{}", open.repeat(times), close.repeat(times));
        let _ = Expression::parse(&text).map(|parsed| parsed.try_out());
    }
    for part in ["+1", ".a", "[0]", "?1:1", "&&true", "==1"] {
        let text = format!("1{}", part.repeat((LONGEST - 1) / part.len()));
        let _ = Expression::parse(&text).map(|parsed| parsed.try_out());
    }
}

mod anything {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_read_or_refused(text in r"(user|groups|client|x|\.email|\.map\(x, |\.filter\(x, |\)|\(|\[|\]|\{|\}|'a'|1|\+|==|\?|:|,| |!|-|\.size\(\)|\.join\(','\)|\.split\('a'\)){0,30}") {
            if let Ok(parsed) = Expression::parse(&text) {
                let _ = parsed.evaluate(&Facts::sample(3));
            }
        }
    }
}
