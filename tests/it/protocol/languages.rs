//! The language of pages: `ui_locales`, the choice at the foot of a page, the account's, the browser's.

use crate::harness::{App, Browser, Deployment, PASSWORD, Page, TestServer, location};
use reqwest::Response;
use signet::oidc::StandardClaims;
use url::Url;

const ENGLISH: &str = "<html lang=\"en\" dir=\"ltr\">";
const GERMAN: &str = "<html lang=\"de\" dir=\"ltr\">";

async fn ready() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server
        .app_with("app", |metadata| {
            let localized = [
                ("client_name#de", "Die App"),
                ("client_uri#de-AT", "https://app.example/at"),
                ("client_name#tlh", "Qapla"),
                ("sign_in_text#de", "Mit dem <Konto> der Schule."),
            ];
            metadata.client_uri = Some("https://app.example/".to_owned());
            metadata.sign_in_text = Some("Use the account of your school.".to_owned());
            metadata.localized = localized
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .into();
        })
        .await;
    server.user("ada").await;
    (server, app, Browser::new())
}

/// The page at `url` for a browser that accepts these languages.
async fn accepting(browser: &Browser, url: &str, accept: &str) -> Response {
    let request = browser.http.get(url).header("accept-language", accept);
    request.send().await.unwrap()
}

fn url(server: &TestServer, path: &str, parameters: &[(&str, &str)]) -> String {
    Url::parse_with_params(&server.url(path), parameters)
        .unwrap()
        .into()
}

/// Chooses `to` at the foot of `page`; where the browser goes then.
async fn choose(server: &TestServer, browser: &Browser, page: &Page, to: &str) -> Url {
    let (back, from) = (page.hidden("back"), page.hidden("from"));
    let parameters = [("back", back.as_str()), ("from", &from), ("to", to)];
    location(&browser.get(&url(server, "/language", &parameters)).await)
}

#[actix_web::test]
async fn protocol_54_the_app_names_the_language_of_the_whole_sign_in() {
    let (server, app, browser) = ready().await;
    let request = app.request_with(&[("ui_locales", "tlh - de-CH-1996 en")]);
    let page = Page::of(browser.authorize(&server, &request).await).await;
    assert!(page.text.contains(GERMAN), "{}", page.text);
    assert!(page.text.contains("<bdi>Die App</bdi>") && page.text.contains("app.example/at"));
    assert!(page.text.contains("Mit dem &#60;Konto&#62; der Schule."));
    // The form again, and the step after it, which knows of the request by its seal alone.
    let again = Page::of(browser.sign_in(&server, &page, "ada", "wrong").await).await;
    assert!(again.text.contains("Das sind") || again.text.contains("stimmt nicht"));
    assert!(again.text.contains(GERMAN));
    let onward = browser.sign_in(&server, &page, "ada", PASSWORD).await;
    let consent = Page::of(browser.get(location(&onward).as_str()).await).await;
    assert!(consent.text.contains(GERMAN) && consent.has_id("allow"));
    assert!(
        consent.text.contains("Ihr Profil sehen"),
        "{}",
        consent.text
    );
    for useless in ["", "se", "-", "de_CH", "\u{5d0}", &"x".repeat(3000)] {
        let request = app.request_with(&[("ui_locales", useless), ("prompt", "login")]);
        let page = Page::of(Browser::new().authorize(&server, &request).await).await;
        assert!(
            page.text.contains(ENGLISH) && page.has_id("login"),
            "{useless:?}"
        );
        assert!(page.text.contains("Use the account of your school."));
    }
}

#[actix_web::test]
async fn protocol_54_without_a_wish_the_browser_says_what_is_read() {
    let (server, _, browser) = ready().await;
    for (accept, expected) in [
        ("de-AT,de;q=0.9,en;q=0.8", GERMAN),
        ("en;q=0.2, de;q=0.3", GERMAN),
        ("tlh", ENGLISH),
        ("de;q=0, *", ENGLISH),
        ("\u{fc}ber", ENGLISH),
    ] {
        for path in ["/", "/account", "/device", "/nowhere"] {
            let response = accepting(&browser, &server.url(path), accept).await;
            assert_eq!(response.headers()["vary"], "Accept-Language");
            assert_eq!(response.headers()["cache-control"], "no-store");
            let page = Page::of(response).await;
            assert!(page.text.contains(expected), "{accept} {path}");
        }
    }
    let german = TestServer::with(&[("default-locale", "de")]).await;
    let page = Page::of(browser.get(&german.url("/")).await).await;
    assert!(page.text.contains(GERMAN));
}

#[actix_web::test]
async fn protocol_54_a_choice_is_kept_and_leads_back() {
    let (server, app, browser) = ready().await;
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    let back = choose(&server, &browser, &page, "de").await;
    assert_eq!(back.path(), "/authorize/resume");
    let page = Page::of(browser.get(back.as_str()).await).await;
    assert!(page.text.contains(GERMAN) && page.has_id("login"));
    let page = Page::of(accepting(&browser, &server.url("/device?x=y"), "en").await).await;
    assert!(page.text.contains(GERMAN));
    let back = choose(&server, &browser, &page, "en").await;
    assert_eq!(back.as_str(), server.url("/device?x=y"));
    // An app is heard before what was chosen elsewhere, but not against a choice made there.
    let request = app.request_with(&[("ui_locales", "de")]);
    let page = Page::of(browser.authorize(&server, &request).await).await;
    assert!(
        page.text.contains(ENGLISH),
        "chosen instead of German before"
    );
    let other = Browser::new();
    let page = Page::of(other.authorize(&server, &request).await).await;
    assert!(page.text.contains(GERMAN));
    let back = choose(&server, &other, &page, "en").await;
    let page = Page::of(other.get(back.as_str()).await).await;
    assert!(page.text.contains(ENGLISH), "{}", page.text);
}

#[actix_web::test]
async fn protocol_54_a_choice_leads_nowhere_else() {
    let (server, _, browser) = ready().await;
    let long = format!("/{}", "x".repeat(3000));
    for (back, expected) in [
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("/device", "/device"),
        (long.as_str(), long.as_str()),
    ] {
        let parameters = [("to", "de"), ("back", back)];
        let chosen = browser.get(&url(&server, "/language", &parameters)).await;
        assert_eq!(location(&chosen).as_str(), server.url(expected), "{back}");
    }
    // What is no language here changes nothing.
    let none = browser
        .get(&url(&server, "/language", &[("to", "tlh")]))
        .await;
    assert!(!none.headers().contains_key("set-cookie"));
    let twice = browser.get(&server.url("/language?to=de&to=en")).await;
    assert!(!twice.headers().contains_key("set-cookie"));
}

#[actix_web::test]
async fn protocol_54_the_account_says_what_is_read_where_nobody_chose() {
    let (server, app, browser) = ready().await;
    let claims = StandardClaims {
        locale: Some("de_AT".to_owned()),
        ..StandardClaims::default()
    };
    server.user_with("grete", claims).await;
    browser.code(&server, &app, "grete").await;
    let page = Page::of(accepting(&browser, &server.url("/account"), "en").await).await;
    assert!(page.text.contains(GERMAN) && page.text.contains("Ihr Konto"));
    assert!(page.text.contains("Die App"), "apps are listed in it too");
    choose(&server, &browser, &page, "en").await;
    let page = Page::of(browser.get(&server.url("/account")).await).await;
    assert!(page.text.contains(ENGLISH));
}

/// A deployment says some things in words of its own, and does not start with wrong ones.
#[actix_web::test]
async fn own_texts_stand_on_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("de.ftl");
    std::fs::write(&file, "sign-in-title = Herein\n").unwrap();
    let texts = folder.path().to_str().unwrap();
    let server = TestServer::with(&[("texts", texts)]).await;
    let page = async |language: &str| {
        let answer = accepting(&Browser::new(), &server.url("/account"), language).await;
        Page::of(answer).await.text
    };
    assert!(page("de").await.contains("<h1>Herein</h1>"));
    assert!(!page("en").await.contains("Herein"));

    std::fs::write(&file, "# Ours\nsign-in-titel = Herein\n").unwrap();
    let deployment = Deployment::new();
    deployment.write("signet.toml", &format!("texts = {texts:?}\n"));
    let said = deployment.run(&["user", "list"]).failed();
    assert!(
        said.contains("de.ftl:2: no text is called sign-in-titel"),
        "{said}"
    );
}
