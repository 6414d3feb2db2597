mod drifts;
mod identities;
mod others;
mod plans;
mod refused;

use super::*;
use crate::admin::testing::Deployment;
use crate::admin::{Difference, Outcome, clients, users};
use crate::model::{Client, Role, User};
use crate::oidc::{ClientId, SigningAlgorithm};
use crate::secret::Secret;
use crate::store::KeptAnswer;

const FILE: &str = r#"
[[client]]
client_id = "shop"
client_name = "The shop"
client_secret = "0123456789abcdef0123456789abcdef"
redirect_uris = ["https://shop.example/callback"]
grant_types = ["authorization_code", "refresh_token"]
id_token_signed_response_alg = "PS256"
scope = ["openid", "email"]
trusted = true

[[client]]
client_id = "backup"
grant_types = ["client_credentials"]
scope = "backup:read backup:write"

[[user]]
username = "alice"
password = "seventeen purple walruses"
email = "alice@example.com"
birthdate = 1990-05-01
groups = ["staff"]
address = { locality = "Berlin", country = "Germany" }

[[user]]
username = "bob"
email = "bob@example.com"
email_verified = false
disabled = true
"#;

pub(super) fn source(deployment: &Deployment, content: &str) -> Source {
    Source {
        name: "".into(),
        content: content.to_owned(),
        surroundings: Surroundings::Here {
            folder: deployment.folder.path().to_owned(),
            variable: |name| (name == "SECRET").then(|| "from the environment".to_owned()),
        },
    }
}

async fn run(deployment: &Deployment, content: &str) -> Result<Report, ApplyError> {
    apply(&deployment.desk(), &[source(deployment, content)]).await
}

async fn wrong(deployment: &Deployment, content: &str) -> String {
    run(deployment, content).await.unwrap_err().to_string()
}

fn outcomes(report: &Report) -> Vec<(&str, Outcome)> {
    let entries = report.entries.iter();
    entries
        .map(|entry| (entry.name.as_str(), entry.outcome))
        .collect()
}

fn members(changes: &[Difference]) -> String {
    let members = changes.iter().map(|change| change.member.as_str());
    members.collect::<Vec<_>>().join(" ")
}

/// Everything that the file could have changed.
async fn everything(deployment: &Deployment) -> (Vec<Client>, Vec<User>, Vec<Option<String>>) {
    let desk = &deployment.desk();
    let mut users = users::list(desk).await.unwrap();
    users.sort_by(|a, b| a.username.key.cmp(&b.username.key));
    let mut hashes = Vec::new();
    for user in &users {
        let account = users::find(desk, &user.username.key).await.unwrap();
        hashes.push(account.password.map(|hash| hash.0));
    }
    (clients::list(desk).await.unwrap(), users, hashes)
}

#[tokio::test]
async fn the_second_run_changes_nothing_and_says_so() {
    let deployment = Deployment::open().await;
    let first = run(&deployment, FILE).await.unwrap();
    let created = [
        ("user \"alice\"", Outcome::Created),
        ("user \"bob\"", Outcome::Created),
        ("client \"shop\"", Outcome::Created),
        ("client \"backup\"", Outcome::Created),
    ];
    assert_eq!(outcomes(&first), created);
    let secrets = first
        .entries
        .iter()
        .map(|entry| entry.generated_secret.is_some());
    assert_eq!(secrets.collect::<Vec<_>>(), [false, false, false, true]);
    let before = everything(&deployment).await;
    deployment.clock.advance(std::time::Duration::from_mins(5));
    let second = run(&deployment, FILE).await.unwrap();
    assert!(second.is_unchanged());
    assert!(
        second
            .entries
            .iter()
            .all(|entry| entry.generated_secret.is_none())
    );
    assert_eq!(everything(&deployment).await, before);
}

#[tokio::test]
async fn what_the_file_says_is_kept() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    let (clients, users, _) = everything(&deployment).await;
    let [backup, shop] = clients.as_slice() else {
        panic!("{clients:?}")
    };
    assert_eq!(shop.metadata.scope.to_string(), "openid email");
    assert_eq!(
        shop.metadata.id_token_signed_response_alg,
        SigningAlgorithm::PS256
    );
    assert!(shop.metadata.trusted && !backup.metadata.trusted);
    assert!(backup.metadata.response_types.is_empty());
    let [alice, bob] = users.as_slice() else {
        panic!("{users:?}")
    };
    assert_eq!(alice.claims.birthdate.as_deref(), Some("1990-05-01"));
    assert_eq!(
        alice.claims.address.as_ref().unwrap().locality.as_deref(),
        Some("Berlin")
    );
    assert_eq!(alice.claims.email_verified, Some(true));
    assert_eq!(bob.claims.email_verified, Some(false));
    assert!(bob.disabled_at.is_some() && alice.disabled_at.is_none());
    let keys = deployment.desk().store.signing_keys().await.unwrap();
    assert!(
        keys.iter()
            .any(|key| key.algorithm == SigningAlgorithm::PS256)
    );
}

#[tokio::test]
async fn changes_are_made_and_named_and_the_rest_is_left_alone() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    let other = FILE
        .replace("purple", "yellow")
        .replace("Berlin", "Bonn")
        .replace("0123456789abcdef0123456789abcdef", "another secret")
        .replace("trusted = true", "")
        .replace("disabled = true", "disabled = false")
        .replace(
            "[[client]]\nclient_id = \"backup\"",
            "[[client]]\nclient_id = \"other\"",
        );
    let report = run(&deployment, &other).await.unwrap();
    let changes: Vec<_> = report
        .entries
        .iter()
        .map(|entry| members(&entry.changes))
        .collect();
    let expected = [
        "address password",
        "disabled",
        "trusted client_secret",
        "grant_types response_types scope client_secret",
    ];
    assert_eq!(changes, expected);
    assert!(report.entries[2].warning.is_some());
    assert_eq!(everything(&deployment).await.0.len(), 3);
    assert!(run(&deployment, &other).await.unwrap().is_unchanged());
}

#[tokio::test]
async fn passwords_and_being_disabled_stay_when_the_file_is_silent() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    users::set_disabled(&deployment.desk(), "alice", true)
        .await
        .unwrap();
    let before = everything(&deployment).await;
    let silent = FILE.replace("password = \"seventeen purple walruses\"", "");
    let silent = silent.replace("client_secret = \"0123456789abcdef0123456789abcdef\"", "");
    assert!(run(&deployment, &silent).await.unwrap().is_unchanged());
    assert_eq!(everything(&deployment).await, before);
}

#[tokio::test]
async fn a_plan_tells_and_does_not_do() {
    let deployment = Deployment::open().await;
    let desk = deployment.desk();
    let plan = plan(&desk, &[source(&deployment, FILE)]).await.unwrap();
    let report = plan.report();
    assert_eq!(report.count(Outcome::Created), 4);
    assert!(
        report
            .entries
            .iter()
            .all(|entry| entry.generated_secret.is_none())
    );
    assert_eq!(everything(&deployment).await, (vec![], vec![], vec![]));
}

#[tokio::test]
async fn secrets_come_from_files_and_variables() {
    let deployment = Deployment::open().await;
    std::fs::write(deployment.folder.path().join("alice.txt"), "from a file\n").unwrap();
    let file = r#"
[[client]]
client_id = "shop"
redirect_uris = ["https://shop.example/"]
client_secret_env = "SECRET"

[[user]]
username = "alice"
password_file = "alice.txt"
"#;
    run(&deployment, file).await.unwrap();
    let desk = &deployment.desk();
    let shop = clients::show(desk, &ClientId::try_from("shop").unwrap()).await;
    let expected = desk.seals.client_secret_hash("from the environment");
    assert_eq!(shop.unwrap().secret_hash, Some(expected));
    let alice = users::find(desk, "alice").await.unwrap();
    let password = Secret::new("from a file".to_owned());
    let verdict = desk.hasher.verify(&password, alice.password).await;
    assert_ne!(verdict, Ok(crate::login::PasswordVerdict::Wrong));
    assert!(run(&deployment, file).await.unwrap().is_unchanged());
}

#[tokio::test]
async fn clients_with_keys_of_their_own_are_declared() {
    let deployment = Deployment::open().await;
    let key = crate::keys::KeyPair::generate(SigningAlgorithm::ES256).unwrap();
    let jwk = key.public().jwk(&key.kid(), SigningAlgorithm::ES256);
    let member = |name: &str| jwk[name].as_str().unwrap().to_owned();
    let file = format!(
        r#"
[[client]]
client_id = "bank"
redirect_uris = ["https://bank.example/callback"]
profile = "fapi2"
id_token_signed_response_alg = "ES256"
token_endpoint_auth_method = "private_key_jwt"
token_endpoint_auth_signing_alg = "ES256"
request_uris = ["https://bank.example/request.jwt"]

[[client.jwks.keys]]
kty = "EC"
crv = "P-256"
x = "{}"
y = "{}"
"#,
        member("x"),
        member("y")
    );
    let report = run(&deployment, &file).await.unwrap();
    assert_eq!(outcomes(&report), [("client \"bank\"", Outcome::Created)]);
    let again = run(&deployment, &file).await.unwrap();
    assert_eq!(outcomes(&again), [("client \"bank\"", Outcome::Unchanged)]);
    let said = wrong(
        &deployment,
        &file.replace("[[client.jwks.keys]]", "[client.x]"),
    )
    .await;
    assert!(!said.is_empty());
    let said = wrong(&deployment, &file.replace("crv =", "d = \"AAAA\"\ncrv =")).await;
    assert!(said.contains("private or shared key"), "{said}");
}
