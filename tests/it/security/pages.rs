//! Headers of every answer, and what pages show of what others wrote (security I1 to I6, O4).

use super::hand::{Hand, Seen, encode};
use crate::harness::{App, PASSWORD, TestServer};
use aws_lc_rs::digest;
use data_encoding::BASE64;
use reqwest::{Method, StatusCode};
use signet::http::routes::{Cors, ROUTES};
use signet::oidc::{ClientId, ScopeSet};

/// What every answer has, and what pages have besides.
fn check_headers(seen: &Seen, what: &str, https: bool) {
    assert_eq!(seen.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(seen.header("referrer-policy"), "no-referrer", "{what}");
    let hsts = if https { "max-age=31536000" } else { "" };
    assert_eq!(seen.header("strict-transport-security"), hsts, "{what}");
    assert!(!seen.header("x-request-id").is_empty(), "{what}");
    assert_eq!(seen.header("server"), "", "{what}");
    let kind = seen.header("content-type");
    assert!(seen.text.is_empty() || !kind.is_empty(), "{what}");
    let is_cacheable = seen.header("cache-control").starts_with("public");
    assert!(
        is_cacheable || seen.header("cache-control") == "no-store",
        "{what}"
    );
    if kind.starts_with("text/") {
        assert!(kind.ends_with("; charset=utf-8"), "{what}: {kind}");
    }
    // The one page that anybody may frame has its own test (protocol 149, 150).
    if kind.starts_with("text/html") && !what.contains("/check-session") {
        check_policy(seen.header("content-security-policy"), what);
        assert_eq!(seen.header("cache-control"), "no-store", "{what}");
        assert_eq!(seen.header("x-frame-options"), "DENY", "{what}");
    }
}

fn check_policy(policy: &str, what: &str) {
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    for needed in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "style-src 'self'",
    ] {
        assert!(directives.contains(&needed), "{what}: {policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains('*'),
        "{what}: {policy}"
    );
    let limits_forms = directives.iter().any(|d| d.starts_with("form-action "));
    let is_form_post = directives
        .iter()
        .any(|d| d.starts_with("script-src 'sha256-"));
    assert!(limits_forms || is_form_post, "{what}: {policy}");
}

async fn all_routes(server: &TestServer, https: bool) {
    let mut browser = Hand::new(server).with("origin", "https://evil.example");
    for route in ROUTES {
        for method in [
            Method::GET,
            Method::POST,
            Method::HEAD,
            Method::OPTIONS,
            Method::DELETE,
        ] {
            let what = format!("{method} {}", route.path);
            let body = (method == Method::POST).then(String::new);
            let seen = browser.send(method, route.path, body).await;
            assert!(seen.status.as_u16() < 500, "{what}");
            check_headers(&seen, &what, https);
            check_cors(&seen, route.cors, &what);
        }
    }
    for path in ["/nowhere", "/authorize?%zz", "/static/nothing.css"] {
        let seen = browser.get(path).await;
        assert!(seen.status.is_client_error());
        check_headers(&seen, path, https);
    }
    let long = format!("/?{}", "a".repeat(9000));
    check_headers(&browser.get(&long).await, "414", https);
}

fn check_cors(seen: &Seen, cors: Cors, what: &str) {
    let allowed = seen.header("access-control-allow-origin");
    let expected = if cors == Cors::Public { "*" } else { "" };
    assert_eq!(allowed, expected, "{what}");
    assert_eq!(
        seen.header("access-control-allow-credentials"),
        "",
        "{what}"
    );
}

#[actix_web::test]
async fn security_i1_i2_i3_i6_every_answer_has_its_headers() {
    let server = TestServer::start().await;
    all_routes(&server, false).await;
}

#[actix_web::test]
async fn security_i1_i2_i3_i6_every_answer_has_its_headers_under_https() {
    let server = TestServer::with(&[("issuer", "https://id.example")]).await;
    all_routes(&server, true).await;
}

#[actix_web::test]
async fn security_i6_scripts_of_a_client_may_read_and_never_with_credentials() {
    let server = TestServer::start().await;
    server.app("app").await;
    // The background work notices new clients once a second.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let mut browser = Hand::new(&server).with("origin", "https://app.example");
    for route in ROUTES {
        let seen = browser.send(Method::OPTIONS, route.path, None).await;
        let allowed = seen.header("access-control-allow-origin");
        let expected = match route.cors {
            Cors::None => "",
            Cors::Public => "*",
            Cors::Clients => "https://app.example",
        };
        assert_eq!(allowed, expected, "{}", route.path);
        assert_eq!(seen.header("access-control-allow-credentials"), "");
    }
}

const EVIL: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;";

/// Whether what others wrote got out of its place.
fn check_escaped(seen: &Seen, what: &str) {
    let text = seen.text.to_lowercase();
    assert!(!text.contains("<script>alert"), "{what}: {}", seen.text);
    assert!(!text.contains("<img src=x"), "{what}: {}", seen.text);
    assert!(!text.contains("\"'>"), "{what}: {}", seen.text);
    assert!(!text.contains("javascript:"), "{what}: {}", seen.text);
    check_loads(seen, what);
}

/// Nothing is loaded from elsewhere, but for the client's logo (security I5).
fn check_loads(seen: &Seen, what: &str) {
    for tag in seen.text.split('<').skip(1) {
        let name: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
        let attribute = match name.as_str() {
            "img" | "script" | "iframe" | "video" | "source" | "embed" => "src=\"",
            "link" | "use" | "object" => "href=\"",
            _ => continue,
        };
        let Some(address) = tag.split(attribute).nth(1) else {
            continue;
        };
        assert!(
            address.starts_with('/') || address.starts_with("https://logo.example/"),
            "{what}: <{tag}"
        );
    }
}

async fn evil_app(server: &TestServer) -> App {
    let client = server.app_with("evil", |metadata| {
        metadata.client_name = Some(EVIL.to_owned());
        metadata.logo_uri = Some("https://logo.example/\"onerror=\"alert(1)".to_owned());
        metadata.policy_uri = Some("https://app.example/\"><script>alert(1)</script>".to_owned());
        metadata.post_logout_redirect_uris = vec!["https://evil.example/bye".to_owned()];
    });
    client.await
}

#[actix_web::test]
async fn security_i4_i5_what_others_wrote_is_text_on_every_page() {
    let server = TestServer::start().await;
    let app = evil_app(&server).await;
    let claims = signet::oidc::StandardClaims {
        name: Some(EVIL.to_owned()),
        email: Some("ada@example.com".to_owned()),
        ..signet::oidc::StandardClaims::default()
    };
    server
        .user_with("<script>alert(1)</script>\"'>", claims)
        .await;
    let mut browser = Hand::new(&server).with("user-agent", EVIL);
    let request = app.request_with(&[("login_hint", EVIL), ("state", EVIL)]);

    let page = browser.authorize(&request).await;
    assert!(
        page.has_id("login") && page.text.contains("&#60;script"),
        "{page:?}"
    );
    check_escaped(&page, "sign-in");
    let wrong = browser.try_sign_in(&page, EVIL, EVIL).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    check_escaped(&wrong, "sign-in with an error");
    let consent = browser.sign_in(&page, "ada@example.com", PASSWORD).await;
    assert!(consent.has_id("allow"), "{consent:?}");
    check_escaped(&consent, "consent");
    let answer = browser.decide(&consent, "allow").await;
    assert_eq!(answer.sent("state").as_deref(), Some(EVIL));
    let mut select = request.clone();
    select.push(("prompt", "select_account"));
    check_escaped(&browser.authorize(&select).await, "choice of account");
    for path in ["/", "/account", "/logout"] {
        check_escaped(&browser.get(path).await, path);
    }
    let evil = encode(&[("client_id", EVIL), ("redirect_uri", EVIL), ("x", EVIL)]);
    for path in [
        "/authorize",
        "/logout",
        "/setup",
        "/authorize/resume",
        "/nowhere",
    ] {
        let seen = browser.get(&format!("{path}?{evil}")).await;
        check_escaped(&seen, path);
    }
    let logout = encode(&[
        ("client_id", "evil"),
        ("post_logout_redirect_uri", "https://evil.example/bye"),
        ("state", EVIL),
    ]);
    let question = browser.get(&format!("/logout?{logout}")).await;
    check_escaped(&question, "sign-out");
    let form = [
        ("request", question.hidden("request")),
        ("form_token", question.hidden("form_token")),
    ];
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let seen = browser.post("/logout/confirm", &form).await;
    assert_eq!(seen.sent("state").as_deref(), Some(EVIL));
    check_escaped(
        &browser.get(&format!("/logout?{logout}")).await,
        "signed out",
    );
}

#[actix_web::test]
async fn security_i4_the_setup_page_shows_what_was_typed_as_text() {
    let server = TestServer::start().await;
    let link = signet::flow::setup::link(&server.services).await;
    let mut browser = Hand::new(&server);
    let page = browser.get(&link.unwrap().unwrap()).await;
    let (token, form_token) = (page.hidden("token"), page.hidden("form_token"));
    let form = [
        ("token", token.as_str()),
        ("form_token", &form_token),
        ("name", EVIL),
        ("username", EVIL),
        ("email", EVIL),
        ("password", EVIL),
    ];
    let seen = browser.post("/setup", &form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    check_escaped(&seen, "setup");
}

#[actix_web::test]
async fn security_i4_a9_form_post_carries_everything_as_text() {
    let server = TestServer::start().await;
    let app = server
        .app_with("app", |metadata| metadata.trusted = true)
        .await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let nasty = format!("{EVIL}\r\nSet-Cookie: a=b\u{2028}\u{1b}");
    for (name, value) in [("state", EVIL), ("state", &nasty), ("prompt", "none login")] {
        let change = [("response_mode", "form_post"), (name, value)];
        let seen = browser.authorize(&app.request_with(&change)).await;
        assert_eq!(seen.status, StatusCode::OK);
        check_headers(&seen, value, false);
        check_escaped(&seen, value);
        assert!(seen.headers.get("set-cookie").is_none());
        if name == "state" {
            assert_eq!(
                seen.hidden("state").replace("\r\n", "\n"),
                value.replace("\r\n", "\n")
            );
        }
        // The one script is the one that the policy names.
        let scripts: Vec<_> = seen.text.split("<script>").skip(1).collect();
        assert_eq!(scripts.len(), 1);
        let script = scripts[0].split("</script>").next().unwrap();
        let hash = digest::digest(&digest::SHA256, script.as_bytes());
        let source = format!("script-src 'sha256-{}'", BASE64.encode(hash.as_ref()));
        assert!(seen.header("content-security-policy").contains(&source));
    }
}

#[actix_web::test]
async fn security_o4_errors_tell_nothing_of_the_inside() {
    let server = TestServer::start().await;
    let mut browser = Hand::new(&server);
    let mut all = Vec::new();
    for path in [
        "/nowhere",
        "/authorize",
        "/setup",
        "/authorize/resume?request=x",
    ] {
        all.push(browser.get(path).await);
    }
    for path in ["/token", "/introspect", "/sign-in"] {
        all.push(
            browser
                .post(path, &[("token", "'"), ("grant_type", "'")])
                .await,
        );
    }
    for seen in all {
        let text = seen.text.to_lowercase();
        for inside in [
            "sql", "src/", ".rs", "panicked", "actix", "/home", "/tmp", "0.1.0",
        ] {
            assert!(!text.contains(inside), "{inside}: {}", seen.text);
        }
        if seen.header("content-type").starts_with("text/html") {
            assert!(
                seen.text.contains(seen.header("x-request-id")),
                "{}",
                seen.text
            );
        }
    }
}

/// What an operator adds to the pages loosens nothing.
#[actix_web::test]
async fn security_i_a_logo_and_a_stylesheet_keep_the_policy() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let logo = file(
        "logo",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
    );
    let own = file("own.css", ".brand { color: red }");
    let settings = [
        ("logo", logo.as_str()),
        ("stylesheet", own.as_str()),
        ("accent-color", "#7a1fa2"),
    ];
    let server = TestServer::with(&settings).await;
    let plain = Hand::new(&TestServer::start().await).get("/account").await;
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let policy = "content-security-policy";
    assert_eq!(page.header(policy), plain.header(policy));
    assert!(page.header(policy).starts_with("default-src 'none'"));
    let address = |mark: &str| {
        let rest = page.text.split(mark).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let css = browser
        .get(&address("<link rel=\"stylesheet\" href=\""))
        .await;
    assert!(css.text.ends_with(".brand { color: red }"));
    assert!(css.text.contains("--accent: #7a1fa2;"));
    let logo = browser.get(&address("<img src=\"")).await;
    assert_eq!(logo.header("content-type"), "image/svg+xml");
    assert!(logo.header(policy).starts_with("default-src 'none'"));
    assert!(!logo.header(policy).contains("script"));
    assert_eq!(logo.header("x-content-type-options"), "nosniff");
}

/// The colour of an app comes by a stylesheet of this server, under the same policy.
#[actix_web::test]
async fn security_i_the_colour_of_an_app_keeps_the_policy() {
    let server = TestServer::start().await;
    let colour = "#7a1fa2".to_owned();
    let coloured = server.app_with("coloured", |metadata| metadata.accent_color = Some(colour));
    let (coloured, plain) = (coloured.await, server.app("plain").await);
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&coloured.request()).await;
    let other = browser.authorize(&plain.request()).await;
    let policy = "content-security-policy";
    assert_eq!(page.header(policy), other.header(policy));
    assert!(!other.text.contains("accent.css"));
    let address = "/static/accent.css?colour=7a1fa2";
    assert!(
        page.text.contains(&format!("href=\"{address}\"")),
        "{page:?}"
    );
    let css = browser.get(address).await;
    assert!(css.text.contains("--accent: #7a1fa2;"), "{css:?}");
    for wrong in ["", "?colour=red", "?colour=7a1fa2%3B%7D", "?colour=7a1fa"] {
        let none = browser.get(&format!("/static/accent.css{wrong}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

/// The stylesheet of an app comes from this server, under the same policy, to pages on its behalf alone.
#[actix_web::test]
async fn security_i_the_stylesheet_of_an_app_keeps_the_policy() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let css = ".card { border: 0 }</style><script>alert(1)</script>\n".to_owned();
    let styled = server.app_with("styled", |metadata| metadata.stylesheet = Some(css.clone()));
    let (styled, plain) = (styled.await, server.app("plain").await);
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&styled.request()).await;
    let other = browser.authorize(&plain.request()).await;
    let policy = "content-security-policy";
    assert_eq!(page.header(policy), other.header(policy));
    assert!(!other.text.contains("client.css") && !page.text.contains("alert"));
    let own = |page: &Seen| {
        let rest = page.text.split("/static/client.css").nth(1).unwrap();
        let query = rest.split('"').next().unwrap().replace("&#38;", "&");
        format!("/static/client.css{query}")
    };
    let address = own(&page);
    assert!(address.contains("client_id=styled&v="), "{address}");
    let sheet = browser.get(&address).await;
    assert_eq!(sheet.text, css);
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    assert!(sheet.header("cache-control").contains("immutable"));
    assert_eq!(sheet.header("x-content-type-options"), "nosniff");
    // The step after it too.
    let consent = browser.sign_in(&page, "ada", PASSWORD).await;
    assert!(consent.has_id("allow") && own(&consent) == address);
    assert!(!browser.get("/account").await.text.contains("client.css"));
    // Whoever is asked for their role in Signet reads Signet's own page (K1).
    let operating = server.app_with("operating", |metadata| {
        metadata.stylesheet = Some(css.clone());
        metadata.scope = ScopeSet::parse_all("openid signet:api").unwrap();
    });
    let operating = operating.await;
    let request = operating.request_with(&[("scope", "openid signet:api")]);
    let asked = browser.authorize(&request).await;
    assert!(asked.has_id("allow") && !asked.text.contains("client.css"));
    // Another content has another address; under the one of before it is not kept.
    let id = ClientId::try_from(styled.id.as_str()).unwrap();
    let client = server.services.store.client(&id).await.unwrap();
    let mut changed = (*client.unwrap()).clone();
    changed.metadata.stylesheet = Some(".card { border: 1px }".to_owned());
    server.services.store.put_client(changed).await.unwrap();
    let again = browser
        .authorize(&styled.request_with(&[("prompt", "consent")]))
        .await;
    assert_ne!(own(&again), address);
    let sheet = browser.get(&address).await;
    assert_eq!(sheet.header("cache-control"), "no-store");
    for (query, status) in [
        ("", StatusCode::NOT_FOUND),
        ("?client_id=plain", StatusCode::NOT_FOUND),
        ("?client_id=nobody", StatusCode::NOT_FOUND),
        ("?client_id=%00", StatusCode::BAD_REQUEST),
    ] {
        let none = browser.get(&format!("/static/client.css{query}")).await;
        assert_eq!(none.status, status, "{query}");
    }
}
