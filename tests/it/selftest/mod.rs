//! `signet selftest` finds nothing in Signet, and finds what is broken elsewhere.

mod broken;
mod broken_clients;
mod fake;

use crate::harness::{Deployment, PASSWORD, TestServer};
use openidconnect::{ClientSecret, ResourceOwnerPassword};
use signet::selftest::{Area, Client, Options, Person, Report, run};

/// A server on which everything can be played.
const EVERYTHING: [(&str, &str); 3] = [
    ("registration", "open"),
    ("front-channel-access-tokens", "on"),
    ("registration-pkce", "optional"),
];

fn ada() -> Person {
    Person {
        username: "ada".to_owned(),
        password: ResourceOwnerPassword::new(PASSWORD.to_owned()),
    }
}

fn with_verdict(report: &Report, verdict: &str) -> Vec<String> {
    let findings = report.findings.iter();
    let found = findings.filter(|finding| finding.verdict() == verdict);
    found
        .map(|finding| format!("{}: {}", finding.check.id, finding.reason()))
        .collect()
}

const PLAIN: &str = "discovery-https: plain http, which is fine on this machine only";

#[actix_web::test]
async fn signet_holds_in_full() {
    let server = TestServer::with(&EVERYTHING).await;
    server.user("ada").await;
    let options = Options {
        issuer: server.issuer.clone(),
        person: Some(ada()),
        ..Options::default()
    };
    let report = run(&options, server.clock.as_ref()).await.unwrap();
    assert_eq!(with_verdict(&report, "falls short"), Vec::<String>::new());
    assert_eq!(with_verdict(&report, "warning"), [PLAIN]);
    // What is not played here is a feature that is not there, or a member that may be left out.
    let skipped = with_verdict(&report, "not applicable");
    assert!(skipped.len() < 6, "{skipped:?}");
    assert!(report.count("holds") > 92, "{}", report.summary());
    let clients = server.services.store.clients().await.unwrap();
    let names: Vec<_> = clients.iter().map(|client| client.id.to_string()).collect();
    assert_eq!(names, ["signet-demo"], "clients were left behind");
}

/// Registration alone promises no access tokens in the front channel.
#[actix_web::test]
async fn open_registration_without_tokens_in_front_is_no_fault() {
    let server = TestServer::with(&[("registration", "open")]).await;
    let options = Options {
        issuer: server.issuer.clone(),
        area: Some(Area::Discovery),
        ..Options::default()
    };
    let report = run(&options, server.clock.as_ref()).await.unwrap();
    assert_eq!(with_verdict(&report, "falls short"), Vec::<String>::new());
    let notes = with_verdict(&report, "not applicable");
    let dynamic = |note: &String| note.starts_with("discovery-dynamic: id_token token is not");
    assert!(notes.iter().any(dynamic), "{notes:?}");
}

#[actix_web::test]
async fn a_client_that_is_there_can_be_used() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server.app("wiki").await;
    let client = Client {
        id: app.id.clone(),
        secret: app.secret.map(ClientSecret::new),
        redirect_uri: app.redirect_uri,
        post_logout_redirect_uri: None,
        response_types: None,
        secret_in_body: false,
    };
    let options = Options {
        issuer: server.issuer.clone(),
        client: Some(client),
        person: Some(ada()),
        ..Options::default()
    };
    let report = run(&options, server.clock.as_ref()).await.unwrap();
    assert_eq!(with_verdict(&report, "falls short"), Vec::<String>::new());
    for id in ["token-answer", "refresh", "prompt-login", "logout-ends"] {
        let holds = |id: &str| {
            let mut findings = report.findings.iter();
            findings.any(|finding| finding.check.id == id && finding.outcome.is_ok())
        };
        assert!(holds(id), "{id}");
    }
}

#[actix_web::test]
async fn the_command_prints_and_tells_by_its_exit_code() {
    let deployment = Deployment::new();
    let nobody = deployment.url("");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_signet"));
        let command = command.env_clear().current_dir(deployment.path());
        crate::harness::Said::of(command.args(arguments).output().unwrap())
    };
    let said = run(&["selftest", &nobody]).failed();
    assert!(said.contains("no answer from"), "{said}");
    assert!(run(&["selftest", "nonsense"]).failed().contains("nonsense"));

    let _server = deployment.serve(&["serve"]).await;
    let said = run(&["selftest", &nobody]).done();
    assert!(said.contains("discovery-issuer"), "{said}");
    assert!(said.contains(" 0 fall short"), "{said}");
    let said = run(&["selftest", &nobody, "--area", "keys", "--json"]).done();
    let findings: Vec<serde_json::Value> = serde_json::from_str(&said).unwrap();
    assert!(findings.len() > 4);
    for finding in findings {
        assert_eq!(finding["area"], "keys", "{finding}");
        assert_eq!(finding["outcome"], "holds", "{finding}");
    }
    // The same server by another name than its own.
    let other = nobody.replace("localhost", "127.0.0.1");
    let said = run(&["selftest", &other]);
    assert_eq!(said.code, Some(1));
    assert!(said.stdout.contains("falls short"), "{}", said.stdout);
}
