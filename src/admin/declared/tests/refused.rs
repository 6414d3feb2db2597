//! What is wrong is told, and changes nothing.

use super::*;

#[tokio::test]
async fn everything_wrong_is_told_at_once_with_its_line_and_nothing_is_changed() {
    let deployment = Deployment::open().await;
    let said = wrong(
        &deployment,
        r#"
[[client]]
client_id = "good"
redirect_uris = ["https://good.example/"]

[[client]]
client_id = "shop"
redirect_uri = ["https://shop.example/callback"]
trusted = "yes"
token_endpoint_auth_method = "private_key"

[[client]]
redirect_uris = ["https://shop.example/*"]

[[user]]
username = "alice"
pasword = "hunter2"
address = { town = "Berlin" }

[[user]]
username = "a b"

[users]
"#,
    )
    .await;
    let lines: Vec<_> = said.lines().map(str::trim).collect();
    let starts = [
        "nothing was changed:",
        "line 8: client \"shop\": redirect_uri is not known: did you mean redirect_uris?",
        "line 9: client \"shop\": trusted: invalid type: string \"yes\", expected a boolean",
        "line 10: client \"shop\": token_endpoint_auth_method: unknown variant `private_key`",
        "line 13: client: client_id is missing",
        "line 17: user \"alice\": pasword is not known: did you mean password?",
        "line 18: user \"alice\": address: unknown field `town`",
        "line 21: user \"a b\": username: \"a b\" cannot be used",
        "line 23: users is not known: did you mean user?",
    ];
    assert_eq!(lines.len(), starts.len(), "{said}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}\n{start}");
    }
    assert!(!said.contains("hunter2"));
    assert_eq!(everything(&deployment).await, (vec![], vec![], vec![]));
}

#[tokio::test]
async fn unfit_metadata_and_secrets_are_refused() {
    let deployment = Deployment::open().await;
    let client = |lines: &str| format!("[[client]]\nclient_id = \"shop\"\n{lines}\n");
    for (lines, part) in [
        ("", "redirect_uris is empty"),
        ("redirect_uris = [\"http://shop.example/\"]", "use https"),
        (
            "redirect_uris = \"https://shop.example/\"",
            "redirect_uris: invalid type",
        ),
        ("grant_types = [\"password\"]", "\"password\" is not served"),
        (
            "redirect_uris = [\"https://a.example\"]\nclient_secret = \"\"",
            "is empty",
        ),
        (
            "redirect_uris = [\"https://a.example\"]\nclient_secret = 5",
            "client_secret is no string",
        ),
        (
            "redirect_uris = [\"https://a.example\"]\nscope = \"a\\\"b\"",
            "is no scope",
        ),
        (
            "client_secret = \"a\"\nclient_secret_env = \"SECRET\"",
            "given twice",
        ),
        (
            "client_secret_env = \"NOT_THERE\"",
            "\"NOT_THERE\" is not set",
        ),
        ("client_secret_file = \"not-there\"", "cannot be read"),
        (
            "redirect_uris = [\"https://a.example\"]\nclient_secret = \"a\"\n\
             token_endpoint_auth_method = \"none\"",
            "has no secret",
        ),
        ("jwk = 5", "jwk is not known"),
        (
            "redirect_uris = [\"https://a.example\"]\njwks = { keys = [] }",
            "no key that is used here",
        ),
    ] {
        let said = wrong(&deployment, &client(lines)).await;
        assert!(
            said.contains("client \"shop\"") && said.contains(part),
            "{said}"
        );
    }
}

#[tokio::test]
async fn names_stand_once_and_belong_to_nobody_else() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    for (content, part) in [
        (
            format!(
                "{FILE}\n[[client]]\nclient_id = \"shop\"\nredirect_uris = [\"https://x.example\"]"
            ),
            "\"shop\" stands in line 3 already",
        ),
        (
            format!("{FILE}\n[[user]]\nusername = \"ALICE\""),
            "\"alice\" stands in line",
        ),
        (
            "[[user]]\nusername = \"carol\"\nemail = \"Bob@Example.com\"".to_owned(),
            "is taken by the user \"bob\"",
        ),
        (
            "[[user]]\nusername = \"bob@example.com\"".to_owned(),
            "is taken by the user \"bob\"",
        ),
        (
            "[[user]]\nusername = \"d\"\npassword = \"x\"\npassword_hash = \"y\"".to_owned(),
            "keep one of them",
        ),
        ("client_id = \"x\"".to_owned(), "client_id is not known"),
        (
            "[client]\nclient_id = \"x\"".to_owned(),
            "begin each with [[client]]",
        ),
        ("[[client]\n".to_owned(), "line 1: this is not TOML"),
    ] {
        let said = wrong(&deployment, &content).await;
        assert!(said.contains(part), "{said}");
    }
    // A name that is one's own address is no clash.
    let own = "[[user]]\nusername = \"e@example.com\"\nemail = \"e@example.com\"";
    run(&deployment, own).await.unwrap();
}
