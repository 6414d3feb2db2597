//! `signet selftest` finds nothing in Signet, and finds what is broken elsewhere.

use crate::harness::{PASSWORD, TestServer};
use openidconnect::ResourceOwnerPassword;
use signet::selftest::{Options, Person, Report, run};

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

fn ids(report: &Report, verdict: &str) -> Vec<String> {
    let findings = report.findings.iter();
    let found = findings.filter(|finding| finding.verdict() == verdict);
    found
        .map(|finding| format!("{}: {}", finding.check.id, finding.reason()))
        .collect()
}

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
    assert_eq!(ids(&report, "falls short"), Vec::<String>::new());
    assert_eq!(ids(&report, "warning"), ["x"]);
    assert_eq!(ids(&report, "not applicable"), ["x"]);
}
