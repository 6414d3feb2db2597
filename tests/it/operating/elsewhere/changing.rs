//! Apps, people and targets of events changed by commands, member by member, at a server elsewhere.

use super::{Elsewhere, deployment};
use crate::harness::Deployment;
use serde_json::{Value, json};

fn told(deployment: &Deployment, arguments: &[&str]) -> Value {
    let said = deployment.run(arguments).done();
    serde_json::from_str(&said).unwrap()
}

#[actix_web::test]
async fn members_that_are_named_become_others_and_the_rest_stays() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed=seed.toml"]).await;
    let elsewhere = Elsewhere {
        folder: tempfile::tempdir().unwrap(),
        server: deployment.url(""),
    };
    let run = |line: &str| {
        let arguments: Vec<_> = line.split(' ').collect();
        elsewhere.run(&arguments)
    };
    for line in [
        "group add mates",
        "client add --id=shop --name=Shop --redirect-uri=https://shop.example/cb",
        "user add bob --no-password",
        "user add carol --no-password",
    ] {
        run(line).done();
    }
    let said = run(
        "client set shop --add-redirect-uri=https://shop.example/cb?a=1 \
                    --remove-redirect-uri=https://shop.example/cb --remove-grant=refresh_token \
                    --add-scope=orders:read --add-group=mates --set=require_pkce=false \
                    --set=client_uri=https://shop.example/",
    )
    .done();
    let line =
        "  redirect_uris: [\"https://shop.example/cb\"] -> [\"https://shop.example/cb?a=1\"]\n";
    assert!(said.starts_with("changed shop:\n"), "{said}");
    assert!(said.contains(line) && said.contains("  require_pkce: true -> false\n"));
    let shop = told(&deployment, &["client", "show", "shop", "--json"]);
    assert_eq!(shop["client_name"], "Shop");
    assert_eq!(shop["client_uri"], "https://shop.example/");
    assert_eq!(shop["allowed_groups"], json!(["mates"]));
    assert_eq!(shop["grant_types"], json!(["authorization_code"]));
    assert_eq!(shop["response_types"], json!(["code"]));
    assert!(shop["scope"].as_str().unwrap().ends_with(" orders:read"));
    assert_eq!(
        run("client set shop --name=Shop").done(),
        "shop is so already\n"
    );
    // Response types follow the grants.
    run("client set shop --add-grant=client_credentials --remove-grant=authorization_code").done();
    let shop = told(&deployment, &["client", "show", "shop", "--json"]);
    assert_eq!(shop["response_types"], json!([]));
    for (line, why) in [
        (
            "client set shop --remove-group=crew",
            "no allowed group \"crew\"",
        ),
        ("client set shop --set=trusted=perhaps", "trusted"),
        ("client set shop --set=origin=demo", "origin"),
        ("client set none --name=None", "there is no client"),
        ("user set bob --set=sub=x", "sub"),
        (
            "user set bob --remove-group=crew",
            "no group of theirs \"crew\"",
        ),
    ] {
        let said = run(line).failed();
        assert!(said.contains(why), "{line}: {said}");
    }
    let before = run("client set shop --set=grant_types=[\"client_credentials\"] --json").done();
    let secret = run("client new-secret shop").done();
    assert!(secret.starts_with("client_secret  "), "{secret}");
    assert!(!before.contains("client_secret\":"), "{before}");
    let other = "another-secret-that-is-long-enough-for-anybody";
    let said = run(&format!("client set shop --set=client_secret={other}")).done();
    assert!(
        said.contains("  client_secret") && !said.contains(other),
        "{said}"
    );

    let said = run(
        "user set bob --username=robert --email=bob@example.com --set=locale=de \
                    --add-group=mates",
    )
    .done();
    assert!(
        said.contains("  username: \"bob\" -> \"robert\"\n"),
        "{said}"
    );
    run("user set robert --set=locale=null --name=Bob").done();
    let bob = told(&deployment, &["user", "show", "robert", "--json"]);
    let claims = json!({"name": "Bob", "email": "bob@example.com", "email_verified": true});
    assert_eq!(bob["claims"], claims);
    assert_eq!(bob["groups"], json!(["mates"]));
    run("user set robert --set=email=null").done();
    let bob = told(&deployment, &["user", "show", "robert", "--json"]);
    assert_eq!(bob["claims"], json!({"name": "Bob"}));
    // There is no address that a letter could go to.
    let link = run("user password-link carol").done();
    assert!(link.contains("/recover/password?token="), "{link}");
    let nothing = run("consent withdraw robert shop").failed();
    assert!(nothing.contains("there is no consent"), "{nothing}");

    let added = run("webhook add https://siem.example/hook --kind=user").done();
    let id = added.split_whitespace().nth(1).unwrap();
    run(&format!(
        "webhook set {id} --kind=group --url=https://new.example/hook"
    ))
    .done();
    let hooks = told(&deployment, &["webhook", "list", "--json"]);
    assert_eq!(hooks[0]["kinds"], json!(["group"]));
    assert_eq!(hooks[0]["url"], "https://new.example/hook");
    run(&format!("webhook set {id} --all-kinds")).done();
    let listed = run("webhook list").done();
    assert!(listed.contains("https://new.example/hook  all"), "{listed}");
    let secret = run(&format!("webhook new-secret {id}")).done();
    assert!(secret.starts_with("Secret  whsec_"), "{secret}");
}
