//! People who come from another system with the hashes of their passwords.

use crate::harness::{Browser, Deployment, Page, TestServer, claims, parameter};
use reqwest::StatusCode;
use serde_json::{Value, json};
use signet::admin::Desk;
use signet::admin::users::import;

const PASSWORD: &str = "correct horse";

/// Of glibc's crypt and Python's hashlib.
const CSV: &str = "\
username,email,email_verified,name,groups,sub,password_hash
bcrypt,b@example.com,true,Bea,staff; ops,7d9f0c6e-0000-4000-8000-0123456789ab,$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e
django,,,,,,pbkdf2_sha256$1000$NaClNaCl$DFRHyP75NhhP9KfmBQVw3DRMTlplRxD2m0/X6CUIpWg=
djangobcrypt,,,,,,bcrypt_sha256$$2b$04$abcdefghijklmnopqrstuuIvyWZlBcE3WoQXKqRnwrLYJ6nenE0Bq
scrypt,,,,,,\"$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$nfkj3u1fRTHCea+fVr03sWV770kp5wLOLoEakziKhqE\"
shadow,,,,,,$6$saltsalt$hRM5XZ86KXEw9UOmjigeVqFgULtFB2sgpC9lXQDfMib3Zgw7mEiUvBJI2EplzfAqxL5Vvwp2scFtv/uamSo5z0
";

/// bcrypt of [`PASSWORD`].
const HASH: &str = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";

/// As Keycloak exports a credential.
const KEYCLOAK: &str = r#"{"username": "keycloak", "password_hash": {"credentialData": "{\"hashIterations\":1000,\"algorithm\":\"pbkdf2-sha256\",\"additionalParameters\":{}}", "secretData": "{\"value\":\"yRTMTwbMbo9G0VfjobWqerzuuxe7BETNTErBbKKumGQVykgYqFUkGDPSqmamlmDo91gX1JZ69LgWiJuFkmT+UQ==\",\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}"}}"#;

async fn imported(server: &TestServer, text: &str) {
    let entries = import::read(text, None).unwrap();
    let import = import::plan(&Desk::command_line(&server.services), entries)
        .await
        .unwrap();
    assert_eq!(import.faulty, []);
    import::save(&Desk::command_line(&server.services), import.accounts)
        .await
        .unwrap();
}

async fn hash(server: &TestServer, name: &str) -> String {
    let account = server.services.store.account_by_login(name).await.unwrap();
    account.unwrap().password.unwrap().0
}

async fn signs_in(server: &TestServer, app: &crate::harness::App, name: &str, with: &str) -> bool {
    let browser = Browser::new();
    let page = browser.authorize(server, &app.request()).await;
    let page = Page::of(page).await;
    let answer = browser.sign_in(server, &page, name, with).await;
    answer.status().is_redirection()
}

#[actix_web::test]
async fn hashes_of_others_sign_in_once_and_are_replaced() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    imported(&server, CSV).await;
    imported(&server, KEYCLOAK).await;
    for name in [
        "bcrypt",
        "django",
        "djangobcrypt",
        "scrypt",
        "shadow",
        "keycloak",
    ] {
        let before = hash(&server, name).await;
        assert!(!before.starts_with("$argon2"), "{before}");
        assert!(!signs_in(&server, &app, name, "wrong").await, "{name}");
        assert_eq!(hash(&server, name).await, before);
        assert!(signs_in(&server, &app, name, PASSWORD).await, "{name}");
        let after = hash(&server, name).await;
        assert!(after.starts_with("$argon2id$"), "{after}");
        assert!(signs_in(&server, &app, name, PASSWORD).await, "{name}");
        assert!(!signs_in(&server, &app, name, "wrong").await, "{name}");
        assert_eq!(hash(&server, name).await, after);
    }
}

/// OpenID Connect Core §2: apps go on knowing people by what they knew them by.
#[actix_web::test]
async fn a_subject_of_any_form_is_kept_and_comes_back() {
    const SUB: &str = "auth0|5f7c8ec7c33c6c004bbafe82";
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let hash = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
    let line = json!({ "username": "ada", "sub": SUB, "password_hash": hash });
    imported(&server, &line.to_string()).await;
    let entries =
        import::read(&json!({ "username": "eve", "sub": SUB }).to_string(), None).unwrap();
    let desk = Desk::command_line(&server.services);
    let again = import::plan(&desk, entries).await.unwrap();
    assert_eq!(again.faulty[0].why, "sub is taken by the user \"ada\"");

    let browser = Browser::new();
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    let answer = browser.sign_in(&server, &page, "ada", PASSWORD).await;
    let url = browser.arrive(&server, answer, "ada").await;
    let code = parameter(&url, "code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let [id_token, access_token] = ["id_token", "access_token"].map(|name| &tokens[name]);
    for token in [id_token, access_token] {
        assert_eq!(claims(token.as_str().unwrap())["sub"], SUB);
    }
    let hint = [
        ("prompt", "none"),
        ("id_token_hint", id_token.as_str().unwrap()),
    ];
    let silent = browser.authorize(&server, &app.request_with(&hint)).await;
    let url = browser.arrive(&server, silent, "ada").await;
    assert!(parameter(&url, "code").is_some(), "{url}");
}

#[actix_web::test]
async fn the_command_takes_all_or_nothing_and_names_what_is_wrong() {
    let deployment = Deployment::new();
    let people = || -> Vec<Value> {
        let said = deployment.run(&["user", "list", "--json"]).done();
        serde_json::from_str(&said).unwrap()
    };
    let faulty = format!(
        "{CSV}bcrypt,,,,,,\n\
         tooslow,,,,,,$2b$31$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e\n\
         odd,,perhaps,,,,\n\
         foreign,,,,,4\u{e9},\n"
    );
    deployment.write("people.csv", &faulty);
    let said = deployment.run(&["user", "import", "people.csv"]).failed();
    for needed in [
        "line 7: username is taken by line 2",
        "line 8: password_hash",
        "line 9: email_verified: \"perhaps\"",
        "line 10: sub: \"4\u{e9}\"",
        "4 of 9 entries",
    ] {
        assert!(said.contains(needed), "{needed}: {said}");
    }
    assert_eq!(people(), Vec::<Value>::new());

    let tolerant = ["user", "import", "people.csv", "--skip-faulty", "--dry-run"];
    let said = deployment.run(&tolerant).done();
    assert!(
        said.contains("5 people would be added, 4 left out"),
        "{said}"
    );
    assert_eq!(people(), Vec::<Value>::new());
    let said = deployment.run(&tolerant[..4]).done();
    assert!(said.contains("added 5 people, left out 4"), "{said}");
    let listed = people();
    assert_eq!(listed.len(), 5);
    let first = listed.iter().find(|user| user["username"] == "bcrypt");
    let first = first.unwrap();
    assert_eq!(first["sub"], "7d9f0c6e-0000-4000-8000-0123456789ab");
    assert_eq!(first["groups"], serde_json::json!(["staff", "ops"]));
    assert_eq!(first["claims"]["email_verified"], true);

    // Nobody is imported twice.
    let said = deployment.run(&["user", "import", "people.csv"]).failed();
    assert!(said.contains("9 of 9 entries"), "{said}");
    let array = r#"[{"username": "ann", "name": "Ann", "disabled": true}, {"username": "ben"}]"#;
    deployment.write("more.json", array);
    let said = deployment.run(&["user", "import", "more.json"]).done();
    assert!(said.contains("added 2 people"), "{said}");
    assert_eq!(people().len(), 7);
}

#[actix_web::test]
async fn the_log_names_people_as_operators_and_as_apps_know_them() {
    let deployment = Deployment::new();
    let sub = "legacy|4711";
    let people = json!([{ "username": "ada", "sub": sub, "password_hash": HASH }]);
    deployment.write("people.json", &people.to_string());
    deployment.run(&["user", "import", "people.json"]).done();
    let listed = deployment.run(&["user", "list", "--json"]).done();
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let id = listed[0]["id"].as_str().unwrap();
    assert_eq!(listed[0]["sub"], sub);
    let process = deployment.serve(&["serve", "--log-format", "json"]).await;
    let browser = Browser::new();
    let status = deployment.sign_in(&browser, "ada", PASSWORD).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    let log = process.wrote("\"signed_in\"").await;
    let lines = log
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let signed_in = lines.into_iter().find(|line| line["event"] == "signed_in");
    let signed_in = signed_in.unwrap();
    assert_eq!(
        (&signed_in["user"], &signed_in["sub"]),
        (&json!(id), &json!(sub))
    );
}
