//! People are told by mail when operators change how they sign in (security H4, H5).

use super::Api;
use crate::harness::{Deployment, Mailbox};
use crate::mail::server;
use reqwest::Method;
use serde_json::json;
use signet::admin::{Desk, scim_tokens};
use signet::model::Role;

const NEW: &str = "seven green bottles on a wall";

/// To whom letters went, and which of the texts are in them, once there are as many as there are texts.
async fn told(mailbox: &Mailbox, texts: &[&str]) -> Vec<(String, String)> {
    mailbox.letter(texts.len()).await;
    let letters = mailbox.all().into_iter().map(|letter| {
        let all = letter.text();
        assert!(!all.contains(NEW), "{all}");
        let said = texts.iter().filter(|text| all.contains(**text));
        (letter.to, said.copied().collect())
    });
    let mut letters: Vec<_> = letters.collect();
    letters.sort();
    letters
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let expected = expected.iter();
    expected
        .map(|(to, text)| ((*to).to_owned(), (*text).to_owned()))
        .collect()
}

#[actix_web::test]
async fn security_h4_h5_people_are_told_what_programs_change() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let api = Api::of(&server).await;
    let token = api.token("signet:administrator");
    let [ada, bob] = [server.user("ada").await, server.user("bob").await];
    let password = api
        .call(&Method::PUT, &format!("/users/{}/password", ada.id), &token)
        .json(&json!({"password": NEW}));
    let claims = json!({"claims": {"email": "ada@new.example", "name": "Ada"}});
    let address = api
        .call(&Method::PATCH, &format!("/users/{}", ada.id), &token)
        .header("if-match", "*")
        .json(&claims);
    let desk = Desk::command_line(&server.services);
    let scim = scim_tokens::add(&desk, "okta".to_owned(), Role::Administrator);
    let (_, scim) = scim.await.unwrap();
    let taken_away = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "remove", "path": "emails"}],
    });
    let provisioned = api
        .http
        .patch(server.url(&format!("/scim/v2/Users/{}", bob.id)))
        .bearer_auth(scim.expose())
        .header("content-type", "application/scim+json")
        .json(&taken_away);
    for change in [password, address, provisioned] {
        let done = change.send().await.unwrap();
        assert_eq!(done.status(), 200, "{:?}", done.text().await);
    }
    let texts = [
        "Your password was changed",
        "Messages go to ada@new.example",
        "Messages do not come here any more",
    ];
    let expected = [
        ("ada@example.com", texts[1]),
        ("ada@example.com", texts[0]),
        ("bob@example.com", texts[2]),
    ];
    assert_eq!(told(&mailbox, &texts).await, pairs(&expected));
}

#[actix_web::test]
async fn security_h4_h5_people_are_told_what_commands_and_files_change() {
    let mailbox = Mailbox::start();
    let deployment = Deployment::new();
    let settings = format!(
        "smtp_url = \"{}\"\nmail_from = \"no-reply@signet.example\"\n",
        mailbox.url()
    );
    deployment.write("signet.toml", &settings);
    let apply = |email: &str| {
        let ada = "[[user]]\nusername = \"ada\"\nlocale = \"fr\"\n";
        deployment.write("people.toml", &format!("{ada}email = \"{email}\"\n"));
        deployment.run(&["apply", "people.toml"]).done();
    };
    apply("ada@example.com");
    let none = deployment.run(&["mails", "list", "--json"]).done();
    assert_eq!(none.trim(), "[]");
    let set = deployment.run_with(&["user", "set-password", "ada"], &format!("{NEW}\n"));
    set.done();
    apply("ada@new.example");
    let _process = deployment.serve(&["serve"]).await;
    let texts = [
        "Votre mot de passe a été modifié",
        "Les messages sont désormais envoyés à ada@new.example",
    ];
    let expected = [("ada@example.com", texts[1]), ("ada@example.com", texts[0])];
    assert_eq!(told(&mailbox, &texts).await, pairs(&expected));
}
