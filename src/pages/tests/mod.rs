mod colours;
mod sample;

use super::*;
use askama::Template;
use std::{fs, path::Path};

const HOSTILE: &str = r#"<script>alert(1)</script>"'"#;
const ESCAPED: &str = "&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;";

fn page(name: &str) -> String {
    let pages = sample::pages(&str::to_owned);
    pages.into_iter().find(|(n, _)| *n == name).unwrap().1
}

/// The tag of the element with this id.
fn tag<'a>(html: &'a str, id: &str) -> &'a str {
    let at = html
        .find(&format!(" id=\"{id}\""))
        .unwrap_or_else(|| panic!("no #{id} in {html}"));
    let start = html[..at].rfind('<').unwrap();
    &html[start..=at + html[at..].find('>').unwrap()]
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

/// Also leaves them in `target/pages/`, to be looked at.
#[test]
fn every_page_renders() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    fs::create_dir_all(&folder).unwrap();
    for (name, html) in sample::pages(&str::to_owned) {
        fs::write(folder.join(name).with_extension("html"), &html).unwrap();
        assert_has(
            &html,
            &[
                "<!doctype html>",
                "<html lang=\"en\" dir=\"ltr\">",
                "name=\"viewport\"",
                "<h1",
                "<main>",
                " · Signet</title>",
                "/static/signet.css?v=",
            ],
        );
        assert!(
            html.len() + assets::STYLESHEET.len() + assets::MARK.len() < 30_000,
            "{name}"
        );
    }
}

#[test]
fn scripts_are_small() {
    let all = assets::PASSKEY.len() + assets::PASSWORD.len();
    assert!(all < 10_000, "{all}");
}

#[test]
fn hostile_text_is_escaped_everywhere() {
    for (name, html) in sample::pages(&|_| HOSTILE.to_owned()) {
        assert!(html.contains(ESCAPED), "{name}");
        let rest = html.replace(ESCAPED, "");
        assert!(!rest.contains("alert(1)"), "{name}: {rest}");
    }
}

#[test]
fn hostile_text_stays_inside_its_attribute() {
    for (name, html) in sample::pages(&|_| HOSTILE.to_owned()) {
        for tag in html
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
        {
            assert_eq!(tag.matches('"').count() % 2, 0, "{name}: {tag}");
            assert!(!tag.contains('\''), "{name}: {tag}");
        }
    }
}

#[test]
fn no_page_needs_script_or_inline_style() {
    for (name, html) in sample::pages(&str::to_owned) {
        assert!(
            !html.contains(" style=") && !html.contains("<style"),
            "{name}"
        );
        assert!(
            !html.contains(" onclick=") && !html.contains(" onload="),
            "{name}"
        );
        let asks = html.contains(" id=\"passkey\"");
        let types = html.contains(" type=\"password\"");
        let scripts = html.matches("<script").count();
        let known = usize::from(name == "form_post" || asks) + usize::from(types);
        assert_eq!(scripts, known, "{name}");
        if types {
            let box_line = r#"<p class="check" hidden><input id="reveal""#;
            assert_has(&html, &[box_line, r#"<script src="/static/password.js?v="#]);
        }
        if asks {
            // Nothing of it shows until the script has found that the browser can.
            assert!(tag(&html, "passkey").ends_with(" hidden>"), "{name}");
            let own = r#"<script src="/static/passkey.js" defer></script>"#;
            assert_has(&html, &[own]);
        }
    }
}

#[test]
fn every_form_is_posted_with_its_token() {
    for (name, html) in sample::pages(&str::to_owned)
        .into_iter()
        .filter(|p| p.0 != "form_post")
    {
        // The choice of a language changes nothing that is kept here.
        let forms = html.matches("<form ").count() - html.matches("<form method=\"get\"").count();
        assert_eq!(
            html.matches("<form method=\"post\" action=\"").count(),
            forms,
            "{name}"
        );
        let token = r#"<input type="hidden" name="form_token" value="form-token">"#;
        assert_eq!(html.matches(token).count(), forms, "{name}");
    }
}

#[test]
fn pages_that_continue_a_request_carry_it() {
    for name in [
        "sign_in",
        "consent",
        "select_account",
        "turned_away",
        "sign_out",
        "second_factor",
        "enrol_in_sign_in",
        "enrol_passkey",
        "passkey_offer",
    ] {
        assert_has(
            &page(name),
            &[r#"<input type="hidden" name="request" value="sealed-request">"#],
        );
    }
}

#[test]
fn sign_in_suits_password_managers() {
    let html = page("sign_in_fresh");
    assert_has(
        tag(&html, "username"),
        &[
            r#"name="username""#,
            r#"autocomplete="username webauthn""#,
            r#"autocapitalize="none""#,
            r#"spellcheck="false""#,
            " autofocus",
        ],
    );
    let password = tag(&html, "password");
    assert_has(
        password,
        &[
            r#"name="password""#,
            r#"type="password""#,
            r#"autocomplete="current-password""#,
        ],
    );
    assert!(!password.contains("autofocus") && !password.contains("aria-invalid"));
    assert_has(tag(&html, "login"), &["<button", r#"type="submit""#]);
}

#[test]
fn sign_in_ties_its_error_to_the_fields() {
    let html = page("sign_in");
    assert_has(&html, &["<title>Error: Sign in"]);
    assert_has(tag(&html, "sign-in-error"), &[r#"role="alert""#]);
    for id in ["username", "password"] {
        assert_has(
            tag(&html, id),
            &[
                r#"aria-invalid="true""#,
                r#"aria-describedby="sign-in-error""#,
            ],
        );
    }
    assert_has(tag(&html, "username"), &[r#"value="ada""#]);
    assert_has(tag(&html, "password"), &[" autofocus"]);
}

#[test]
fn sign_in_can_be_refused() {
    let html = page("sign_in");
    assert_has(
        tag(&html, "cancel"),
        &[r#"name="decision""#, r#"value="cancel""#, "formnovalidate"],
    );
    // Enter presses the first button.
    assert!(html.find(r#"id="login""#) < html.find(r#"id="cancel""#));
    let again = page("sign_in_again");
    assert_has(&again, &["Please confirm it is you"]);
    assert!(!again.contains(r#"id="cancel""#));
}

#[test]
fn the_client_is_shown_before_trusting_it() {
    for name in ["sign_in", "consent"] {
        assert_has(
            &page(name),
            &[
                "<bdi>Harbour Photos</bdi>",
                r#"alt="" width="48" height="48" referrerpolicy="no-referrer""#,
                r#"href="https://photos.example/privacy""#,
                r#"href="https://photos.example/terms""#,
                r#"rel="noopener noreferrer""#,
            ],
        );
    }
}

#[test]
fn consent_offers_each_decision() {
    let html = page("consent");
    for decision in ["allow", "deny", "switch"] {
        let value = format!("value=\"{decision}\"");
        assert_has(
            tag(&html, decision),
            &["<button", r#"name="decision""#, &value],
        );
    }
    assert_has(
        &html,
        &["signed in as <bdi>ada</bdi>", "See your e-mail address"],
    );
}

#[test]
fn an_account_is_a_button() {
    let html = page("select_account");
    assert_has(&html, &[r#"name="account" value="2""#]);
    assert_has(tag(&html, "other"), &[r#"name="account" value="""#]);
}

#[test]
fn signing_out_can_be_confirmed_or_left() {
    let html = page("sign_out");
    assert_has(tag(&html, "logout"), &[r#"name="decision" value="logout""#]);
    assert_has(tag(&html, "stay"), &[r#"name="decision" value="stay""#]);
    tag(&page("signed_out"), "logged-out");
}

#[test]
fn security_b17_a_device_is_confirmed_with_its_code_and_scopes_in_sight() {
    let html = page("device_confirm");
    assert_has(tag(&html, "allow"), &[r#"name="decision" value="allow""#]);
    assert_has(tag(&html, "deny"), &[r#"name="decision" value="deny""#]);
    assert_has(&html, &["WDJB-MJHT", "See your e-mail address"]);
    let html = page("device_code");
    let field = r#"aria-describedby="user-code-error""#;
    assert_has(tag(&html, "user_code"), &[field, r#"value="WDJB-MJHT""#]);
}

#[test]
fn codes_are_typed_and_filled_in_with_ease() {
    let html = page("second_factor");
    let numeric = r#"inputmode="numeric" autocomplete="one-time-code""#;
    assert_has(
        tag(&html, "code"),
        &[numeric, r#"aria-describedby="code-error""#],
    );
    assert_has(
        &html,
        &[r#"name="method" value="totp""#, r#"id="remember""#],
    );
    assert!(html.find(r#"id="continue""#) < html.find(r#"id="cancel""#));
    let html = page("second_factor_recovery");
    assert_has(&html, &[r#"name="method" value="recovery_code""#]);
    assert!(!html.contains(r#"id="remember""#));
}

#[test]
fn an_error_gives_its_reference() {
    let html = page("error");
    tag(&html, "error");
    assert_has(
        &html,
        &[
            "01K5-7QWM-2ZT8",
            "give this reference to whoever runs this service",
        ],
    );
}

#[test]
fn setup_keeps_values_and_ties_errors_and_hints() {
    let html = page("setup");
    assert_has(
        tag(&html, "name"),
        &[r#"value="Ada Lovelace""#, r#"autocomplete="name""#],
    );
    assert_has(
        tag(&html, "email"),
        &[r#"type="email""#, r#"aria-describedby="email-hint""#],
    );
    assert!(!tag(&html, "email").contains("aria-invalid"));
    assert_has(
        tag(&html, "username"),
        &[r#"aria-invalid="true" aria-describedby="username-hint username-error""#],
    );
    let password = tag(&html, "password");
    assert_has(
        password,
        &[r#"autocomplete="new-password""#, r#"minlength="15""#],
    );
    assert!(!password.contains("value="));
    for id in [
        "password-hint",
        "password-error",
        "username-error",
        "create",
    ] {
        tag(&html, id);
    }
    assert_has(&html, &[r#"name="token" value="setup-token""#]);
    assert!(!page("setup_fresh").contains("role=\"alert\""));
}

#[test]
fn home_shows_the_next_steps() {
    let html = page("home_stranger");
    assert_has(tag(&html, "try-demo"), &[r#"href="/demo""#]);
    assert_has(tag(&html, "sign-in"), &[r#"href="/login""#]);
    assert_has(
        &html,
        &["signet client add", "/.well-known/openid-configuration"],
    );
    let home = page("home");
    assert_has(&home, &["Ada Lovelace", r#"href="/account""#]);
    assert_has(tag(&home, "sign-out"), &[r#"href="/logout""#]);
}

#[test]
fn sessions_and_apps_can_be_ended() {
    let html = page("account");
    assert_has(
        &html,
        &[
            r#"name="session" value="s2""#,
            r#"name="client_id" value="photos""#,
        ],
    );
    assert_eq!(html.matches("This device").count(), 1);
}

#[test]
fn the_demo_shows_what_it_received() {
    assert_has(
        tag(&page("demo"), "demo-sign-in"),
        &[r#"href="/demo/sign-in""#],
    );
    let html = page("demo_result");
    for id in ["demo-result", "id-token", "access-token", "userinfo"] {
        tag(&html, id);
    }
}

#[test]
fn form_post_posts_itself_and_by_hand() {
    let html = page("form_post");
    assert_has(
        &html,
        &[
            &format!("<script>{FORM_POST_SCRIPT}</script>"),
            r#"<form method="post" action="https://photos.example/callback""#,
            r#"<input type="hidden" name="state" value="af0ifjsldkj">"#,
        ],
    );
    assert_has(tag(&html, "continue"), &["<button", r#"type="submit""#]);
    assert!(html.find("<script>") < html.find("rel=\"stylesheet\""));
}

#[test]
fn the_stylesheet_address_follows_the_issuer() {
    let href = sample::branding().stylesheet_href("/auth");
    assert!(href.starts_with("/auth/static/signet.css?v="), "{href}");
}

#[test]
fn a_page_without_a_client_names_none() {
    let page = SignOut {
        client: None,
        ..sample::sign_out(&str::to_owned)
    };
    assert!(!page.render().unwrap().contains("class=\"client\""));
}
