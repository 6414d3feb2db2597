use super::*;
use crate::admin::testing::Deployment;
use crate::flow::Services;
use crate::model::{Role, User, UserId};
use crate::oidc::claim_mapping::ClaimMapping;
use crate::oidc::{ClientMetadata, StandardClaims};
use crate::store::Account;
use serde_json::{Value, json};

const ENDPOINTS: [(&str, &str); 6] = [
    ("authorization_endpoint", "/authorize"),
    ("token_endpoint", "/token"),
    ("userinfo_endpoint", "/userinfo"),
    ("jwks_uri", "/jwks"),
    ("end_session_endpoint", "/logout"),
    ("introspection_endpoint", "/introspect"),
];

fn endpoints() -> impl Iterator<Item = Endpoint> {
    ENDPOINTS
        .into_iter()
        .map(|(name, path)| Endpoint { name, path })
}

/// An app of this recipe, every parameter said.
fn wanted(recipe: Recipe) -> WantedApp {
    let said = |(name, parameter): (&String, &Parameter)| {
        let value = parameter.default.clone();
        (name.clone(), value.unwrap_or_else(|| format!("my-{name}")))
    };
    WantedApp {
        // Nothing is called there, for it is this machine.
        url: recipe
            .needs_url()
            .then(|| "http://localhost:3000/".to_owned()),
        parameters: recipe.parameters.iter().map(said).collect(),
        recipe,
        id: None,
        trusted: false,
        allowed_groups: Vec::new(),
    }
}

async fn added(services: &Services, name: &str) -> AddedApp {
    let wanted = wanted(recipe(name).unwrap());
    let desk = Desk::command_line(services);
    add(&desk, endpoints(), wanted).await.unwrap()
}

async fn changed(services: &Services, id: &str, change: impl FnOnce(&mut ClientMetadata)) {
    let id = ClientId::try_from(id).unwrap();
    let mut client = (*services.store.client(&id).await.unwrap().unwrap()).clone();
    change(&mut client.metadata);
    services.store.put_client(client).await.unwrap();
}

async fn ada(services: &Services, groups: &[&str]) -> User {
    let user = User {
        id: UserId::new(services.clock.as_ref(), services.entropy.as_ref()),
        subject: None,
        username: crate::login::username("ada").unwrap(),
        email_key: None,
        claims: StandardClaims {
            name: Some("Ada".into()),
            ..StandardClaims::default()
        },
        groups: groups.iter().map(|&group| group.to_owned()).collect(),
        roles: Vec::new(),
        disabled_at: None,
        created_at: services.now(),
        updated_at: services.now(),
    };
    let account = Account::new(user.clone(), None);
    services.store.create_user(account).await.unwrap();
    user
}

/// Parts that are wrong, with what mends them.
async fn wrong(services: &Services, id: &str, person: Option<&str>) -> Vec<(String, String)> {
    let wanted = Check {
        client: ClientId::try_from(id).unwrap(),
        person: person.map(str::to_owned),
        proof: Proof::None,
    };
    let all = check(&Desk::command_line(services), &wanted).await.unwrap();
    let bad = all.into_iter().filter(|one| one.verdict == Verdict::Bad);
    bad.map(|one| (one.finding, one.fix.unwrap())).collect()
}

#[tokio::test]
async fn every_recipe_connects_its_app_and_leaves_no_place_open() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let all = all().unwrap_or_else(|error| panic!("{error}"));
    assert!(all.len() >= 40, "{}", all.len());
    for recipe in all {
        let (id, needs) = (recipe.id.clone(), recipe.needs.clone());
        let app = added(services, &id).await;
        assert_eq!(app.planned.client.id.as_str(), id);
        let secret = app.planned.generated_secret.as_ref();
        let texts: Vec<_> = app.settings.iter().map(|one| one.text.as_str()).collect();
        let told = format!("{}\n{}", texts.join("\n"), app.notes.join("\n"));
        assert_eq!(fill::places(&told).collect::<Vec<_>>(), [""; 0], "{id}");
        if let Some(secret) = secret {
            assert!(told.contains(secret.expose().as_str()), "{id}");
        }
        assert!(!told.contains("http://localhost:3000//"), "{id}");
        for need in needs {
            let scope = crate::oidc::claims::scope_of(&need).unwrap();
            let metadata = &app.planned.client.metadata;
            assert!(metadata.scope.contains(scope), "{id} needs {scope}");
        }
        let mut uris = app.planned.client.metadata.redirect_uris.iter();
        let is_here = |uri: &String| !uri.starts_with("https:") || uri.contains("//localhost");
        if uris.all(is_here) {
            assert_eq!(wrong(services, &id, None).await, [], "{id}");
        }
    }
}

#[tokio::test]
async fn a_connected_app_is_told_where_signet_is() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let app = added(services, "grafana").await;
    let metadata = &app.planned.client.metadata;
    let callback = "http://localhost:3000/login/generic_oauth";
    assert_eq!(metadata.redirect_uris, [callback]);
    assert_eq!(metadata.client_name.as_deref(), Some("Grafana"));
    assert!(metadata.require_pkce && !metadata.trusted);
    let ini = &app.settings.first().unwrap().text;
    for line in [
        "client_id = grafana",
        "auth_url = http://localhost:8080/authorize",
        "root_url = http://localhost:3000",
    ] {
        assert!(ini.contains(line), "{line}: {ini}");
    }
    // Once more, or without its address, or with what it does not know.
    let again = wanted(recipe("grafana").unwrap());
    let desk = Desk::command_line(services);
    let refused = |wanted| add(&desk, endpoints(), wanted);
    let error = refused(again.clone()).await.unwrap_err();
    assert!(error.to_string().contains("exists"), "{error}");
    for (url, expected) in [
        (None, "--url"),
        (Some("grafana"), "https://app.example"),
        (Some("https://a.example/?b"), "https://app.example"),
        (Some("https://a.example/\" x"), "https://app.example"),
    ] {
        let url = url.map(str::to_owned);
        let error = refused(WantedApp {
            url,
            ..again.clone()
        })
        .await
        .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    let mut more = again.clone();
    more.parameters.insert("team".into(), "a".into());
    let error = refused(more).await.unwrap_err();
    assert!(error.to_string().contains("no team"), "{error}");
    let mut less = wanted(recipe("cloudflare-access").unwrap());
    less.parameters.clear();
    let error = refused(less).await.unwrap_err();
    assert!(error.to_string().contains("--set team=…"), "{error}");
    let error = recipe("grafanna").unwrap_err();
    assert!(
        error.to_string().contains("did you mean grafana?"),
        "{error}"
    );
}

#[tokio::test]
async fn only_who_may_edit_apps_connects_them_and_only_readers_try_them_out() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    added(services, "miniflux").await;
    for (role, edits, reads) in [
        (Role::Administrator, true, true),
        (Role::Auditor, false, true),
        (Role::HelpDesk, false, false),
    ] {
        let desk = deployment.desk_of(role.clone());
        let mut app = wanted(recipe("gitea").unwrap());
        app.id = Some(ClientId::try_from(format!("{role}")).unwrap());
        assert_eq!(add(&desk, endpoints(), app).await.is_ok(), edits, "{role}");
        let wanted = Check {
            client: ClientId::try_from("miniflux").unwrap(),
            person: None,
            proof: Proof::None,
        };
        assert_eq!(check(&desk, &wanted).await.is_ok(), reads, "{role}");
        let seen = preview(&desk, &wanted.client, Some("nobody")).await;
        let forbidden = matches!(seen, Err(AppsError::Forbidden(_)));
        assert_eq!(forbidden, !reads, "{role}");
    }
}

#[tokio::test]
async fn what_keeps_people_out_is_found_with_what_mends_it() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    added(services, "portainer").await;
    changed(services, "portainer", |metadata| {
        metadata.require_pkce = true;
    })
    .await;
    let found = wrong(services, "portainer", None).await;
    assert_eq!(
        found,
        [(
            "require_pkce is true; Portainer needs false".to_owned(),
            "set require_pkce to false".to_owned()
        )]
    );

    added(services, "miniflux").await;
    ada(services, &["staff"]).await;
    changed(services, "miniflux", |metadata| {
        metadata.allowed_groups = vec!["readers".into()];
    })
    .await;
    let found = wrong(services, "miniflux", Some("ada")).await;
    let findings: Vec<_> = found.iter().map(|(finding, _)| finding.as_str()).collect();
    let expected = [
        "ada is in none of readers",
        "the app needs email, and there is none",
    ];
    assert_eq!(findings, expected);

    changed(services, "miniflux", |metadata| {
        metadata.redirect_uris = vec!["http://localhost:3000/callback".into()];
    })
    .await;
    let found = wrong(services, "miniflux", None).await;
    assert!(
        found
            .iter()
            .any(|(finding, _)| finding.starts_with("redirect_uris is")),
        "{found:?}"
    );
    let nobody = Check {
        client: ClientId::try_from("miniflux").unwrap(),
        person: Some("nobody".into()),
        proof: Proof::None,
    };
    let error = check(&Desk::command_line(services), &nobody)
        .await
        .unwrap_err();
    assert!(matches!(error, AppsError::Person(_)));
}

fn mapping(value: Value) -> ClaimMapping {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn a_preview_shows_what_the_app_would_see_and_what_is_left_out() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    added(services, "miniflux").await;
    ada(services, &["app-admin", "staff"]).await;
    changed(services, "miniflux", |metadata| {
        metadata.allowed_groups = vec!["readers".into()];
        metadata.claim_mappings = vec![
            mapping(json!({"claim": "roles", "groups": "array", "only": ["app-*"], "strip": "app-"})),
            mapping(json!({"claim": "tier", "value": 1, "in": ["access_token"]})),
            mapping(json!({"claim": "mailbox", "expression": "user.email.split('@')[0]"})),
            mapping(json!({"claim": "admin", "expression": "'app-admin' in groups", "in": ["id_token"]})),
        ];
    })
    .await;
    let desk = Desk::command_line(services);
    let id = ClientId::try_from("miniflux").unwrap();
    let seen = preview(&desk, &id, Some("ada")).await.unwrap();
    assert!(!seen.admitted);
    assert_eq!(seen.id_token.get("roles"), Some(&json!(["admin"])));
    assert_eq!(seen.id_token.get("admin"), Some(&json!(true)));
    assert_eq!(seen.userinfo.get("roles"), Some(&json!(["admin"])));
    assert_eq!(seen.userinfo.get("name"), Some(&json!("Ada")));
    assert_eq!(seen.userinfo.get("admin"), None);
    assert_eq!(seen.userinfo.get("sub"), seen.id_token.get("sub"));
    let access_token = seen.access_token.unwrap();
    assert_eq!(access_token.get("tier"), Some(&json!(1)));
    assert_eq!(access_token.get("roles"), None);
    let [left_out] = seen.left_out.as_slice() else {
        panic!("{:?}", seen.left_out)
    };
    assert!(
        left_out.claim == "mailbox" && left_out.why.contains("email"),
        "{left_out:?}"
    );
}

#[tokio::test]
async fn what_apps_are_told_stays_as_it_is() {
    let deployment = Deployment::open().await;
    for name in ["grafana", "kubernetes", "vault"] {
        let app = added(&deployment.services, name).await;
        let texts = app
            .settings
            .iter()
            .map(|one| format!("--- {}\n{}", one.place, one.text));
        let mut told = texts.collect::<Vec<_>>().join("\n");
        if let Some(secret) = &app.planned.generated_secret {
            told = told.replace(secret.expose().as_str(), "[secret]");
        }
        insta::assert_snapshot!(name, told);
    }
}

#[test]
fn the_documentation_lists_every_recipe() {
    let page = include_str!("../../../docs/apps.md");
    for recipe in all().unwrap() {
        let row = format!("| `{}` | [{}]({}) |", recipe.id, recipe.name, recipe.docs);
        assert!(page.contains(&row), "docs/apps.md lacks {row}");
    }
}

#[test]
fn a_wrong_recipe_names_its_file_and_line() {
    let good = "name = \"A\"\nabout = \"b\"\ndocs = \"https://a.example\"\n\n[client]\n\
                redirect_uris = [\"{{url}}/cb\"]\n\n[[settings]]\nplace = \"p\"\nformat = \"f\"\n\
                text = '''\nid={{client_id}}\nsecret={{client_secret}}\n'''\n";
    let read = |text: &str| Recipe::parse("a", "a.toml", text);
    read(good).unwrap();
    let cases = [
        (
            "docs = \"https://a.example\"",
            "docs = 1",
            "a.toml, line 3: ",
        ),
        (
            "docs = \"https://a.example\"",
            "docs = \"a\"",
            "a.toml, line 3: docs",
        ),
        (
            "about = \"b\"",
            "abuot = \"b\"",
            "a.toml, line 2: unknown field `abuot`",
        ),
        (
            "{{client_id}}",
            "{{client}}",
            "a.toml, line 12: {{client}} stands for nothing",
        ),
        (
            "{{url}}/cb",
            "{{url}}/cb#x",
            "a.toml, line 6: client: redirect_uris",
        ),
        (
            "[client]\n",
            "[client]\nredirect_uri = 1\n",
            "a.toml, line 6: client: redirect_uri: unknown field",
        ),
        (
            "[client]\n",
            "[client]\nscope = 1\n",
            "a.toml, line 6: client: scope: ",
        ),
        (
            "secret={{client_secret}}",
            "",
            "a.toml: {{client_secret}} goes with",
        ),
        ("about = \"b\"", "about = \"b", "a.toml, line 2: "),
    ];
    for (part, change, expected) in cases {
        let error = read(&good.replacen(part, change, 1))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(expected), "{expected}: {error}");
    }
}
