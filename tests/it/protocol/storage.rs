//! What lies on the disk opens nothing.

use super::kit::{redemption, text, tokens};
use crate::harness::{Browser, PASSWORD, TestServer, holds, stored};

/// security A19, C3, D14, E2, L2, L3
#[actix_web::test]
async fn neither_secrets_nor_tokens_nor_private_keys_are_readable() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    let code = browser.code(&server, &app, "ada").await;
    let form = redemption(&app, &code);
    server.call(&app, "/token", &form).await;
    let stored = stored(&server).await;
    assert!(holds(&stored, b"ada@example.com"), "the data is there");
    let secret = app.secret.as_deref().unwrap();
    for needle in [
        secret,
        PASSWORD,
        &code,
        text(&given, "access_token"),
        text(&given, "refresh_token"),
        text(&given, "id_token"),
    ] {
        assert!(!holds(&stored, needle.as_bytes()), "{needle}");
    }
    // The object identifiers that a PKCS#8 key of RSA or P-256 names.
    let rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
    let p256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
    assert!(
        !holds(&stored, &rsa) && !holds(&stored, &p256),
        "a private key in the clear"
    );
}
