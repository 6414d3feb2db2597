//! Letters on their way out: to a real mail server, again when it does not take them, and never in
//! the clear in the database.

use crate::harness::{Browser, Deployment, Mailbox, Mood, Page, TestServer, holds, stored};
use data_encoding::BASE64;
use signet::flow::notice::{self, Change};
use signet::model::{MailState, User};
use signet::oidc::StandardClaims;
use signet::store::Page as Part;
use signet::words::Language;
use std::time::{Duration, Instant};

/// A server that sends by `mailbox`.
pub async fn server(mailbox: &Mailbox) -> TestServer {
    server_with(mailbox, &[]).await
}

/// The same with further settings.
pub async fn server_with(mailbox: &Mailbox, settings: &[(&str, &str)]) -> TestServer {
    let url = mailbox.url();
    let mut all = vec![
        ("smtp-url", url.as_str()),
        ("mail-from", "Signet <no-reply@signet.example>"),
    ];
    all.extend(settings);
    TestServer::with(&all).await
}

/// Sends the form of a page with these fields beside the hidden ones.
pub async fn send(
    browser: &Browser,
    url: &str,
    page: &Page,
    hidden: &[&str],
    fields: &[(&str, &str)],
) -> Page {
    let hidden: Vec<_> = hidden
        .iter()
        .map(|name| (*name, page.hidden(name)))
        .collect();
    let mut form: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    form.extend(fields);
    Page::of(browser.post(url, &form).await).await
}

/// Opens `path`, says whose password is forgotten, and gives the page that follows.
pub async fn forget(server: &TestServer, browser: &Browser, login: &str) -> Page {
    let page = Page::of(browser.get(&server.url("/recover")).await).await;
    let url = server.url("/recover");
    send(browser, &url, &page, &["form_token"], &[("login", login)]).await
}

/// Tells a person of a change of their account.
async fn tell(server: &TestServer, user: &User, change: Change) {
    notice::tell(&server.services, user, &change, Language::english()).await;
}

async fn state(server: &TestServer) -> (MailState, i64, Option<String>) {
    let page = Part {
        after: None,
        limit: 10,
    };
    let mails = server.services.store.mails(page).await.unwrap();
    let mail = mails.into_iter().next().expect("a letter");
    (mail.state, mail.attempts, mail.last_error)
}

async fn until(server: &TestServer, wanted: impl Fn(&(MailState, i64, Option<String>)) -> bool) {
    let began = Instant::now();
    loop {
        let now = state(server).await;
        if wanted(&now) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{now:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[actix_web::test]
async fn a_letter_arrives_with_all_that_letters_have() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let ada = server.user("ada").await;
    tell(&server, &ada, Change::Password).await;
    let letter = mailbox.letter(1).await;
    assert_eq!(letter.to, "ada@example.com");
    assert_eq!(letter.header("From"), "Signet <no-reply@signet.example>");
    assert_eq!(letter.header("Subject"), "Your password was changed");
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(letter.header("Message-ID").ends_with("@signet.example>"));
    assert!(!letter.header("Date").is_empty());
    let text = letter.text();
    assert!(text.contains("text/plain") && text.contains("text/html"));
    // Nothing is loaded from anywhere.
    assert!(!text.contains("<img") && !text.contains("src="));
    until(&server, |(state, ..)| *state == MailState::Sent).await;
}

#[actix_web::test]
async fn letters_speak_the_language_of_the_account_or_else_of_the_page() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let claims = StandardClaims {
        email: Some("bob@example.com".to_owned()),
        email_verified: Some(true),
        locale: Some("de_AT".to_owned()),
        ..StandardClaims::default()
    };
    server.user("ada").await;
    server.user_with("bob", claims).await;
    let browser = Browser::new();
    browser
        .get(&server.url("/language?to=fr&from=en&back=/"))
        .await;
    for (n, login, lang, said) in [
        (1, "ada", "fr", "a demandé un nouveau mot de passe"),
        (2, "bob", "de", "ein neues Passwort angefordert"),
    ] {
        let told = forget(&server, &browser, login).await;
        assert!(told.text.contains("<html lang=\"fr\""), "{}", told.text);
        let text = mailbox.letter(n).await.text();
        let html = format!("<html lang=\"{lang}\" dir=\"ltr\">");
        assert!(text.contains(said) && text.contains(&html), "{text}");
    }
}

#[actix_web::test]
async fn letters_go_over_tls() {
    let mailbox = Mailbox::with_tls();
    let authority = mailbox.authority();
    let settings = [("smtp-ca", authority.to_str().unwrap())];
    let server = server_with(&mailbox, &settings).await;
    let ada = server.user("ada").await;
    tell(&server, &ada, Change::RecoveryCodes).await;
    assert!(mailbox.letter(1).await.tls);
}

#[actix_web::test]
async fn a_server_with_a_foreign_certificate_gets_nothing() {
    let mailbox = Mailbox::with_tls();
    let server = server(&mailbox).await;
    let ada = server.user("ada").await;
    tell(&server, &ada, Change::Password).await;
    until(&server, |(state, attempts, error)| {
        *state == MailState::Waiting && *attempts == 1 && error.is_some()
    })
    .await;
    assert!(mailbox.all().is_empty());
}

#[actix_web::test]
async fn what_is_refused_for_now_is_tried_again_and_what_is_refused_for_good_is_not() {
    let mailbox = Mailbox::start();
    mailbox.set(Mood::Refuse(451));
    let server = server(&mailbox).await;
    let ada = server.user("ada").await;
    tell(&server, &ada, Change::Password).await;
    until(&server, |(_, attempts, error)| {
        *attempts == 1 && error.is_some()
    })
    .await;
    let (state_now, _, error) = state(&server).await;
    assert_eq!(state_now, MailState::Waiting);
    // The server quotes the address, which operators do not see.
    let error = error.unwrap();
    assert!(error.contains("451") && !error.contains("ada"), "{error}");
    server.wait(61);
    server.services.post.wake();
    until(&server, |(_, attempts, error)| {
        *attempts == 2 && error.is_some()
    })
    .await;
    mailbox.set(Mood::Refuse(550));
    server.wait(301);
    server.services.post.wake();
    until(&server, |(state, ..)| *state == MailState::Failed).await;
    server.wait(86_400);
    mailbox.set(Mood::Take);
    server.services.post.wake();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(mailbox.all().is_empty());
}

#[actix_web::test]
async fn security_l2_a_link_lies_nowhere_in_the_clear() {
    let mailbox = Mailbox::start();
    mailbox.set(Mood::Refuse(451));
    let server = server(&mailbox).await;
    server.user("ada").await;
    forget(&server, &Browser::new(), "ada").await;
    let began = Instant::now();
    let page = Part {
        after: None,
        limit: 10,
    };
    while server.services.store.mails(page).await.unwrap().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    until(&server, |(_, attempts, error)| {
        *attempts == 1 && error.is_some()
    })
    .await;
    let rests = stored(&server).await;
    mailbox.set(Mood::Take);
    server.wait(61);
    server.services.post.wake();
    let link = mailbox.letter(1).await.link();
    let token = link.split_once("token=").unwrap().1.to_owned();
    assert!(token.len() >= 22);
    for all in [rests, stored(&server).await] {
        assert!(!holds(&all, token.as_bytes()));
        assert!(!holds(&all, b"recover/password"));
        assert!(holds(&all, "a…@example.com".as_bytes()));
    }
}

#[actix_web::test]
async fn a_letter_survives_the_death_of_the_server() {
    let mailbox = Mailbox::start();
    mailbox.set(Mood::Hang);
    let deployment = Deployment::new();
    deployment.write(
        "signet.toml",
        &format!(
            "smtp_url = \"{}\"\nmail_from = \"no-reply@signet.example\"\n\
             smtp_username = \"me\"\nsmtp_password = \"a secret\"\n",
            mailbox.url()
        ),
    );
    let added = deployment.run_with(
        &["user", "add", "ada", "--email", "ada@example.com"],
        "correct horse battery staple\n",
    );
    assert_eq!(added.code, Some(0), "{added:?}");
    let mut process = deployment.serve(&[]).await;
    let browser = Browser::new();
    let url = deployment.url("/recover");
    let page = Page::of(browser.get(&url).await).await;
    let told = send(&browser, &url, &page, &["form_token"], &[("login", "ada")]).await;
    assert!(told.has_id("told"), "{}", told.text);
    process.wrote("recovery_link_made").await;
    process.kill();
    let listed = deployment.run(&["mails", "list"]);
    assert!(listed.stdout.contains("waiting"), "{listed:?}");
    assert!(!listed.stdout.contains("ada@"), "{listed:?}");
    mailbox.set(Mood::Take);
    let _process = deployment.serve(&[]).await;
    // The attempt that died was to be made again after a minute by the clock.
    let began = Instant::now();
    while mailbox.all().is_empty() {
        assert!(
            began.elapsed() < Duration::from_secs(90),
            "the letter is lost"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let letter = mailbox.letter(1).await;
    let auth = BASE64.encode(b"\0me\0a secret");
    assert_eq!(letter.auth, Some(format!("AUTH PLAIN {auth}")));
    let page = Page::of(browser.get(&letter.link()).await).await;
    assert!(page.has_id("password"), "{}", page.text);
}

#[actix_web::test]
async fn without_a_mail_server_a_public_provider_offers_nothing_that_needs_one() {
    let server = TestServer::with(&[
        ("issuer", "https://id.example"),
        ("self-registration", "on"),
    ])
    .await;
    let base = format!("http://{}", server.services.config.listen[0]);
    let browser = Browser::new();
    let page = Page::of(browser.get(&format!("{base}/account")).await).await;
    assert!(page.has_id("login") && !page.has_id("recover") && !page.has_id("sign-up"));
    for path in ["/recover", "/sign-up", "/account/email"] {
        assert_eq!(
            browser.get(&format!("{base}{path}")).await.status(),
            404,
            "{path}"
        );
    }
}

#[actix_web::test]
async fn without_a_mail_server_letters_and_their_links_go_to_the_log_of_this_machine() {
    let deployment = Deployment::new();
    let ada = r#"[{"username": "ada", "email": "ada@example.com", "email_verified": true}]"#;
    deployment.write("people.json", ada);
    let imported = deployment.run(&["user", "import", "people.json"]);
    imported.done();
    let process = deployment.serve(&["serve"]).await;
    let (browser, url) = (Browser::new(), deployment.url("/recover"));
    let page = Page::of(browser.get(&url).await).await;
    let fields = [("login", "ada")];
    let told = send(&browser, &url, &page, &["form_token"], &fields).await;
    assert!(told.has_id("told"), "{}", told.text);
    let begins = deployment.url("/recover/password?token=");
    let log = process.wrote(&begins).await;
    assert!(log.contains("To: ada@example.com"), "{log}");
    let link = log.split(&begins).nth(1).unwrap();
    let token: String = link
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    let page = Page::of(browser.get(&format!("{begins}{token}")).await).await;
    assert!(page.has_id("password"), "{}", page.text);
}
