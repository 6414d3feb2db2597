//! An authenticator is set up and used in a browser, with and without script.

use super::{Chromium, Script};
use crate::harness::{Authenticator, PASSWORD, TestServer};

async fn sets_up_and_signs_in(script: Script) {
    let server = TestServer::with(&[("remembered-device", "30d")]).await;
    server.user("ada").await;
    let chromium = Chromium::start(script).await;
    chromium.open(&server.url("/account")).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.click("security").await;
    chromium.fits("security-empty").await;
    chromium.click("add").await;
    chromium.id("qr").await;
    chromium.fits("authenticator").await;
    chromium.picture("authenticator").await;
    let authenticator = Authenticator::typed(&chromium.text("#seed").await);
    chromium.fill("code", &authenticator.wrong(&server)).await;
    chromium.click("continue").await;
    chromium.id("code-error").await;
    // The picture is the same as before: nobody scans it twice.
    chromium.fill("code", &authenticator.code(&server)).await;
    chromium.click("continue").await;
    chromium.id("codes").await;
    chromium.fits("recovery-codes").await;
    chromium.picture("recovery-codes").await;
    let codes = chromium.text("#codes").await;
    let code = codes.lines().next().unwrap().to_owned();
    chromium.click("onward").await;
    chromium.id("new-codes").await;
    chromium.fits("security").await;
    chromium.picture("security").await;

    server.wait(30);
    let sign_out = async || {
        chromium.open(&server.url("/account")).await;
        chromium.click("sign-out").await;
        chromium.click("logout").await;
        chromium.id("logged-out").await;
        chromium.open(&server.url("/account")).await;
        chromium.sign_in("ada", PASSWORD).await;
    };
    sign_out().await;
    let field = chromium.id("code").await;
    assert_eq!(
        field.attr("inputmode").await.unwrap().as_deref(),
        Some("numeric")
    );
    let waiting = chromium.driver.active_element().await.unwrap();
    assert_eq!(waiting.id().await.unwrap().as_deref(), Some("code"));
    chromium.fits("second-factor").await;
    chromium.picture("second-factor").await;
    chromium.fill("code", &authenticator.code(&server)).await;
    chromium.click("continue").await;
    chromium.id("security").await;

    sign_out().await;
    chromium.click("other").await;
    chromium.fits("second-factor-recovery").await;
    chromium.picture("second-factor-recovery").await;
    chromium.fill("code", &code).await;
    chromium.click("continue").await;
    chromium.id("security").await;
    chromium.finish().await;
}

#[actix_web::test]
async fn an_authenticator_is_set_up_and_used() {
    sets_up_and_signs_in(Script::On).await;
}

#[actix_web::test]
async fn an_authenticator_is_set_up_and_used_without_script() {
    sets_up_and_signs_in(Script::Off).await;
}
