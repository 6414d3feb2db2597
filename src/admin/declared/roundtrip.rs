//! Whatever there is, its export says all of it: applied, it changes nothing; applied elsewhere, it
//! makes the same.

use super::tests::source;
use super::{ExportFile, ExportOptions, Kind, apply, export, plan};
use crate::admin::clients::{WantedClient, put};
use crate::admin::groups::NewGroup;
use crate::admin::testing::Deployment;
use crate::admin::users::{NewUser, add};
use crate::admin::{Desk, clients, groups, webhooks};
use crate::model::Role;
use crate::oidc::client_metadata::{AccessTokenFormat, ClientAuthMethod};
use crate::oidc::{Address, ClientId, ClientMetadata, ScopeSet, SigningAlgorithm, StandardClaims};
use crate::secret::Secret;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Text as people write it, with all that TOML has a way of its own to write.
fn text() -> impl Strategy<Value = String> {
    "[a-zé\"'\\\\#= 🦭\\[\\]]{1,20}[a-z]"
}

fn metadata() -> impl Strategy<Value = ClientMetadata> {
    let method = prop_oneof![
        Just(ClientAuthMethod::None),
        Just(ClientAuthMethod::ClientSecretBasic),
        Just(ClientAuthMethod::ClientSecretJwt),
        Just(ClientAuthMethod::PrivateKeyJwt),
    ];
    let css = option::of("\\.[a-z]{1,9} \\{\n\tcolor: \"red\"\n\\}\n?");
    let about = (
        option::of(text()),
        vec(text(), 0..3),
        text(),
        "[a-z]{1,5}",
        css,
    );
    let switches = any::<[bool; 6]>();
    (method, about, switches, 0..100_u32).prop_map(
        |(method, (client_name, contacts, german, scope, stylesheet), switches, age)| {
            let [trusted, refresh, opaque, machine, in_id_token, ed] = switches;
            let strings = |names: &[&str]| names.iter().map(ToString::to_string).collect();
            let machine = machine && method != ClientAuthMethod::None;
            ClientMetadata {
                token_endpoint_auth_method: method,
                redirect_uris: if machine {
                    Vec::new()
                } else {
                    strings(&["https://a.example/cb?a=b", "https://b.example/"])
                },
                grant_types: strings(match (machine, refresh) {
                    (true, _) => &["client_credentials"],
                    (false, true) => &["refresh_token", "authorization_code"],
                    (false, false) => &["authorization_code"],
                }),
                response_types: if machine {
                    Vec::new()
                } else {
                    strings(&["code"])
                },
                client_name,
                contacts,
                stylesheet,
                localized: [("client_name#de".to_owned(), german)].into(),
                scope: ScopeSet::parse(&format!("openid {scope}")),
                default_max_age: (age > 50).then_some(age),
                id_token_signed_response_alg: if ed {
                    SigningAlgorithm::EdDSA
                } else {
                    SigningAlgorithm::RS256
                },
                jwks_uri: (method == ClientAuthMethod::PrivateKeyJwt)
                    .then(|| "https://a.example/jwks".to_owned()),
                access_token_format: if opaque {
                    AccessTokenFormat::Opaque
                } else {
                    AccessTokenFormat::default()
                },
                access_token_audience: if opaque {
                    strings(&["https://api.example"])
                } else {
                    Vec::new()
                },
                claims_in_id_token: in_id_token,
                trusted,
                ..ClientMetadata::default()
            }
        },
    )
}

fn user() -> impl Strategy<Value = NewUser> {
    let names = (
        option::of(text()),
        option::of("[a-z]{1,9}(\n[a-z]{1,9}){0,2}"),
    );
    let switches = any::<[bool; 4]>();
    (names, vec(text(), 0..3), switches).prop_map(|((name, formatted), groups, switches)| {
        let [email, verified, auditor, disabled] = switches;
        NewUser {
            claims: StandardClaims {
                name,
                address: formatted.map(|formatted| Address {
                    formatted: Some(formatted),
                    ..Address::default()
                }),
                email_verified: email.then_some(verified),
                birthdate: Some("1990-05-01".to_owned()),
                ..StandardClaims::default()
            },
            groups,
            roles: auditor.then(|| vec![Role::Auditor]),
            disabled: Some(disabled),
            ..NewUser::default()
        }
    })
}

/// Makes the people and apps, each called after its number, and a group and a webhook for each app.
async fn fill(desk: &Desk<'_>, people: Vec<NewUser>, apps: Vec<ClientMetadata>) {
    for (n, mut new) in people.into_iter().enumerate() {
        new.username = format!("Person.{n}");
        if new.claims.email_verified.is_some() {
            new.claims.email = Some(format!("P{n}@example.org"));
        }
        let password = format!("the long password of {n}");
        new.password = Some(super::super::users::NewPassword::Text(Secret::new(
            password,
        )));
        add(desk, new).await.unwrap();
    }
    for n in 0..apps.len() {
        let group = NewGroup {
            name: format!("group \"{n}\" é"),
            description: format!("For {n}, 'all'"),
        };
        groups::create(desk, group).await.unwrap();
        let kinds = vec!["user".to_owned(); n];
        let url = format!("https://hook.example/{n}?a='b'");
        webhooks::add(desk, url, kinds).await.unwrap();
    }
    for (n, metadata) in apps.into_iter().enumerate() {
        let wanted = WantedClient {
            id: ClientId::try_from(format!("app-{n} \"quoted\"")).unwrap(),
            metadata,
            secret: None,
        };
        put(desk, wanted).await.unwrap();
    }
}

async fn exported(desk: &Desk<'_>) -> String {
    let options = ExportOptions {
        kinds: Kind::ALL.to_vec(),
        password_hashes: true,
    };
    let (mut file, mut text) = (ExportFile::default(), String::new());
    let mut place = None;
    loop {
        let part = export(desk, &options, place).await.unwrap().unwrap();
        text.push_str(file.before(part.kind));
        text.push_str(&part.text);
        match part.next {
            Some(next) => place = Some(next),
            None => return text,
        }
    }
}

async fn goes_round(people: Vec<NewUser>, apps: Vec<ClientMetadata>) {
    let (here, there) = (Deployment::open().await, Deployment::open().await);
    let desk = here.desk();
    fill(&desk, people, apps).await;
    let text = exported(&desk).await;
    let declared = [source(&here, &format!("prune = true\n{text}"))];
    let planned = plan(&desk, &declared).await.unwrap().report();
    assert!(planned.is_unchanged(), "{text}\n{planned:#?}");
    let before = clients::list(&desk).await.unwrap();
    assert!(apply(&desk, &declared).await.unwrap().is_unchanged());
    assert_eq!(clients::list(&desk).await.unwrap(), before);
    assert_eq!(exported(&desk).await, text);

    let elsewhere = there.desk();
    apply(&elsewhere, &declared).await.unwrap();
    assert_eq!(exported(&elsewhere).await, text);
    assert!(apply(&elsewhere, &declared).await.unwrap().is_unchanged());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_export_says_all_of_it(people in vec(user(), 0..4), apps in vec(metadata(), 0..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(goes_round(people, apps));
    }
}

#[tokio::test]
async fn apps_that_operators_did_not_make_are_not_exported() {
    let deployment = Deployment::open().await;
    let desk = deployment.desk();
    fill(
        &desk,
        Vec::new(),
        vec![ClientMetadata {
            redirect_uris: vec!["https://a.example/".to_owned()],
            ..ClientMetadata::default()
        }],
    )
    .await;
    let mut registered = clients::list(&desk).await.unwrap().remove(0);
    registered.origin = crate::model::ClientOrigin::Registered;
    desk.store.put_client(registered).await.unwrap();
    assert!(!exported(&desk).await.contains("[[client]]"));
}
