//! Pictures of what people come upon on the way: what letters lead to, what is asked of them first.

use super::{Chromium, Script};
use crate::harness::{Mailbox, PASSWORD, TestServer};
use crate::mail::server_with;
use signet::admin::Desk;
use signet::admin::users::{NewInvitation, invite};
use std::time::Duration;
use thirtyfour::By;

/// What people choose who have forgotten theirs.
const NEW_PASSWORD: &str = "another battery staple horse";

/// The pages that letters lead to, and what is known of sign-ins.
#[actix_web::test]
async fn pictures_of_what_letters_lead_to() {
    let mailbox = Mailbox::start();
    let server = server_with(&mailbox, &[("self-registration", "on")]).await;
    let chromium = Chromium::start(Script::On).await;
    for language in ["en", "ar"] {
        let login = format!("ada-{language}");
        server.user(&login).await;
        chromium.forget().await;
        let picture = async |page: &str| {
            let name = format!("{language}-{page}");
            match language {
                "en" => chromium.picture(&name).await,
                _ => chromium.glance(&name).await,
            }
        };
        chromium.open(&server.url("/account")).await;
        chromium.choose_language(language, "login").await;

        chromium.open(&server.url("/sign-up")).await;
        let email = format!("new-{language}@example.com");
        chromium.fill("address", &email).await;
        chromium.click("send").await;
        chromium.id("told").await;
        picture("link-sent").await;
        chromium.open(&link_to(&mailbox, &email).await).await;
        chromium.id("create").await;
        picture("new-account").await;
        chromium.fill("name", "Zoë Example").await;
        chromium.fill("username", &format!("zoe-{language}")).await;
        chromium.fill("password", "passwordpassword1999").await;
        chromium.click("create").await;
        chromium.id("password-strength").await;
        picture("new-account-weak").await;

        let invitation = NewInvitation {
            email: format!("guest-{language}@example.com"),
            ..NewInvitation::default()
        };
        let desk = Desk::command_line(&server.services);
        let invited = invite(&desk, invitation, Duration::from_hours(1)).await;
        chromium.open(&invited.unwrap()).await;
        chromium.id("create").await;
        picture("invitation").await;

        chromium.open(&server.url("/recover")).await;
        chromium.fill("address", &login).await;
        chromium.click("send").await;
        chromium.id("told").await;
        let link = link_to(&mailbox, &format!("{login}@example.com")).await;
        chromium.open(&link).await;
        chromium.id("save").await;
        picture("new-password").await;
        chromium.fill("password", NEW_PASSWORD).await;
        chromium.click("save").await;
        chromium.id("told").await;
        picture("new-password-done").await;
        chromium.open(&link).await;
        chromium.id("error").await;
        picture("link-used").await;
        chromium.open(&server.url("/account")).await;
        chromium.sign_in(&login, "not the password").await;
        chromium.id("sign-in-error").await;
        chromium.sign_in(&login, NEW_PASSWORD).await;
        chromium.id("security").await;
        chromium.open(&server.url("/account/email")).await;
        let other = format!("other-{language}@example.com");
        chromium.fill("current", NEW_PASSWORD).await;
        chromium.fill("email", &other).await;
        chromium.click("send").await;
        chromium.id("told").await;
        chromium.open(&link_to(&mailbox, &other).await).await;
        chromium.id("confirm").await;
        picture("confirm-email").await;
        chromium.open(&server.url("/account/history")).await;
        chromium.find(By::ClassName("lines")).await;
        picture("history").await;
    }
    chromium.finish().await;
}

/// The link in the letter to this address, as soon as there is one.
async fn link_to(mailbox: &Mailbox, address: &str) -> String {
    for n in 1.. {
        let letter = mailbox.letter(n).await;
        if letter.to == address {
            let text = letter.text();
            let link = text.split("href=\"").nth(1).unwrap();
            return link.split('"').next().unwrap().to_owned();
        }
    }
    unreachable!("letters do not end");
}

/// What a sign-in asks for that needs a second factor, of somebody who has none.
#[actix_web::test]
async fn pictures_of_setting_a_second_factor_up() {
    let settings = [
        ("issuer", "http://localhost:{port}"),
        ("second-factor", "required"),
    ];
    let server = TestServer::with(&settings).await;
    server.user("ada").await;
    let chromium = Chromium::start(Script::On).await;
    for language in ["en", "ar"] {
        chromium.forget().await;
        chromium.open(&server.url("/account")).await;
        chromium.choose_language(language, "login").await;
        chromium.sign_in("ada", PASSWORD).await;
        chromium.id("qr").await;
        chromium.picture(&format!("{language}-enrol-second")).await;
    }
    chromium.finish().await;
}
