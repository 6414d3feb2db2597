//! Every page, filled with one text in all places or with what a person might see.

mod account;
mod demo;
mod device;

use crate::pages::*;
use crate::words::Words;
use askama::Template;

/// Renders every page; `say` turns the sample text of a place into what is put there.
pub fn pages(say: &dyn Fn(&str) -> String) -> Vec<(&'static str, String)> {
    let mut pages = vec![
        ("account", account::account(say).render()),
        ("ask_address", ask_address(say, Asked::Recovery).render()),
        (
            "ask_address_sign_up",
            ask_address(say, Asked::SignUp).render(),
        ),
        ("confirm_email", account::confirm_email(say).render()),
        ("consent", consent(say).render()),
        ("demo", demo::demo(say).render()),
        ("demo_result", demo::demo_result(say).render()),
        ("delete_account", account::delete_account(say).render()),
        ("keep_account", account::keep_account(say).render()),
        ("device_code", device::device_code(say).render()),
        ("device_confirm", device::device_confirm(say).render()),
        ("device_done", device::device_done(say, true).render()),
        ("device_not_done", device::device_done(say, false).render()),
        ("enrol", account::enrol(say, false).render()),
        ("enrol_in_sign_in", account::enrol(say, true).render()),
        ("error", error(say).render()),
        ("form_post", form_post(say).render()),
        ("history", account::history(say).render()),
        ("home", home(say).render()),
        ("profile", account::profile(say).render()),
        ("recovery_codes", account::recovery_codes(say).render()),
        ("second_factor", second_factor(say, false).render()),
        ("second_factor_recovery", second_factor(say, true).render()),
        ("security", account::security(say).render()),
        ("new_passkey", account::new_passkey(say).render()),
        ("enrol_passkey", account::enrol_passkey(say).render()),
        ("passkey_offer", account::passkey_offer(say).render()),
        ("new_account", new_account(say).render()),
        ("new_email", account::new_email(say).render()),
        ("new_password", account::new_password(say).render()),
        ("select_account", select_account(say).render()),
        ("setup", setup(say).render()),
        ("sign_in", sign_in(say).render()),
        ("sign_out", sign_out(say).render()),
        ("signed_out", signed_out(say).render()),
        ("told", told(say).render()),
        ("turned_away", turned_away(say).render()),
    ];
    let bare = Setup {
        name: String::new(),
        error: None,
        errors: SetupErrors::default(),
        ..setup(say)
    };
    pages.push(("setup_fresh", bare.render()));
    let bare = SignIn {
        client: None,
        username: String::new(),
        error: None,
        ..sign_in(say)
    };
    pages.push(("sign_in_fresh", bare.render()));
    let again = SignIn {
        reauthenticate: true,
        can_cancel: false,
        ..sign_in(say)
    };
    pages.push(("sign_in_again", again.render()));
    pages.push((
        "home_stranger",
        Home {
            name: None,
            ..home(say)
        }
        .render(),
    ));
    pages.push((
        "consent_subject",
        Consent {
            scopes: vec![],
            ..consent(say)
        }
        .render(),
    ));
    pages.push((
        "account_no_apps",
        Account {
            apps: vec![],
            ..account::account(say)
        }
        .render(),
    ));
    pages
        .into_iter()
        .map(|(name, html)| (name, html.unwrap()))
        .collect()
}

pub fn branding() -> Branding {
    Branding::of(None, None, None).unwrap()
}

fn chrome(say: &dyn Fn(&str) -> String) -> Chrome {
    Chrome {
        site_name: say("Signet"),
        base: say(""),
        stylesheet: say(&branding().stylesheet_href("")),
        accent: Some(say("/static/accent.css?colour=7a1fa2")),
        client_stylesheet: Some(say("/static/client.css?client_id=photos")),
        logo: say(&branding().logo_href("")),
        words: Words::english(),
        back: say("/account"),
    }
}

fn client(say: &dyn Fn(&str) -> String) -> ClientCard {
    // A data address, so that looking at the pages needs no network.
    let logo = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E\
                %3Crect width='8' height='8' fill='%23e0762f'/%3E%3Ccircle cx='4' cy='4' r='2' \
                fill='white'/%3E%3C/svg%3E";
    ClientCard {
        name: say("Harbour Photos"),
        logo_uri: Some(say(logo)),
        client_uri: Some(say("https://photos.example/")),
        policy_uri: Some(say("https://photos.example/privacy")),
        tos_uri: Some(say("https://photos.example/terms")),
        text: Some(say("Use the account of your harbour.")),
    }
}

fn link(say: &dyn Fn(&str) -> String) -> Link {
    Link {
        href: say("https://photos.example/"),
        label: say("Back to Harbour Photos"),
    }
}

fn sign_in(say: &dyn Fn(&str) -> String) -> SignIn {
    SignIn {
        chrome: chrome(say),
        client: Some(client(say)),
        action: say("/login"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        username: say("ada"),
        error: Some(say(
            "That user name and password do not belong together. Please try again.",
        )),
        reauthenticate: false,
        can_cancel: true,
        offers: true,
        tries: 3,
        passkey: Some(passkey(say, false)),
        recover: Some(say("/recover")),
        sign_up: Some(say("/sign-up")),
    }
}

fn consent(say: &dyn Fn(&str) -> String) -> Consent {
    let scope = |title, detail| ScopeLine {
        title: say(title),
        detail: say(detail),
    };
    Consent {
        chrome: chrome(say),
        client: client(say),
        action: say("/consent"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        username: say("ada"),
        scopes: vec![
            scope(
                "See your profile",
                "Your name, picture, language and time zone.",
            ),
            scope(
                "See your e-mail address",
                "And whether it has been confirmed.",
            ),
            scope(
                "Stay connected",
                "It keeps access while you are away, until you withdraw it.",
            ),
        ],
    }
}

fn turned_away(say: &dyn Fn(&str) -> String) -> TurnedAway {
    TurnedAway {
        chrome: chrome(say),
        client: client(say),
        action: say("/consent"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        username: say("ada"),
    }
}

fn select_account(say: &dyn Fn(&str) -> String) -> SelectAccount {
    let account = |value, name, detail| AccountLine {
        value: say(value),
        name: say(name),
        detail: say(detail),
    };
    SelectAccount {
        chrome: chrome(say),
        client: Some(client(say)),
        action: say("/select"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        accounts: vec![
            account("1", "Ada Lovelace", "ada@example.com"),
            account("2", "Analytical Engines Ltd.", "office@engines.example"),
        ],
    }
}

fn error(say: &dyn Fn(&str) -> String) -> ErrorPage {
    ErrorPage {
        chrome: chrome(say),
        title: say("This link does not work"),
        message: say(
            "The application sent you here with an address for the way back that it has \
                      not registered. To keep you safe, we stop here.",
        ),
        reference: say("01K5-7QWM-2ZT8"),
        details: Some(say("invalid_request: redirect_uri \
                           https://photos.example/callback?next=%2Falbums is not registered")),
        link: Some(link(say)),
    }
}

pub fn sign_out(say: &dyn Fn(&str) -> String) -> SignOut {
    SignOut {
        chrome: chrome(say),
        client: Some(client(say)),
        action: say("/logout"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        username: say("ada"),
    }
}

fn signed_out(say: &dyn Fn(&str) -> String) -> SignedOut {
    SignedOut {
        chrome: chrome(say),
        notice: Some(say("Harbour Photos has been told.")),
        link: Some(link(say)),
        frames: vec![say("https://photos.example/signed-out?iss=x")],
        script: None,
    }
}

fn setup(say: &dyn Fn(&str) -> String) -> Setup {
    Setup {
        chrome: chrome(say),
        action: say("/setup"),
        token: say("setup-token"),
        form_token: say("form-token"),
        name: say("Ada Lovelace"),
        username: say("ada lovelace"),
        email: say("ada@example.com"),
        min_chars: 15,
        error: None,
        errors: SetupErrors {
            username: Some(say("A user name has no spaces.")),
            password: Some(password_refused(say)),
            ..SetupErrors::default()
        },
    }
}

fn home(say: &dyn Fn(&str) -> String) -> Home {
    Home {
        chrome: chrome(say),
        name: Some(say("Ada Lovelace")),
        sign_in: say("/login"),
        account: say("/account"),
        sign_out: say("/logout"),
        console: Some(say("/admin")),
        demo: Some(say("/demo")),
        issuer: say("http://localhost:8080"),
        discovery: say("http://localhost:8080/.well-known/openid-configuration"),
        add_client: say(
            "signet client add --name \"My app\" \\\n  --redirect-uri https://app.example/callback",
        ),
    }
}

fn form_post(say: &dyn Fn(&str) -> String) -> FormPost {
    FormPost {
        chrome: chrome(say),
        action: say("https://photos.example/callback"),
        parameters: vec![
            (say("code"), say("sealed-code")),
            (say("state"), say("af0ifjsldkj")),
            (say("iss"), say("http://localhost:8080")),
        ],
    }
}

fn second_factor(say: &dyn Fn(&str) -> String, recovery: bool) -> SecondFactor {
    SecondFactor {
        chrome: chrome(say),
        client: Some(client(say)),
        action: say("/sign-in/second"),
        request: say("sealed-request"),
        state: say("sealed-state"),
        form_token: say("form-token"),
        recovery,
        renews: recovery,
        totp: !recovery,
        passkey: (!recovery).then(|| passkey(say, false)),
        other: Some(say("/sign-in/second?method=totp")),
        remember: Some(say("30 days")),
        error: Some(say("This code is not right.")),
    }
}

fn passkey(say: &dyn Fn(&str) -> String, creates: bool) -> PasskeyForm {
    PasskeyForm {
        action: say("/sign-in/passkey"),
        fields: vec![
            ("challenge", say("sealed-challenge")),
            ("form_token", say("form-token")),
        ],
        options: say(r#"{"publicKey":{}}"#),
        script: say("/static/passkey.js"),
        autofill: !creates,
        creates: creates.then_some(Naming::Asked),
        heading: creates.then(|| say("Passkey")),
        primary: creates,
    }
}

fn ask_address(say: &dyn Fn(&str) -> String, asked: Asked) -> AskAddress {
    AskAddress {
        chrome: chrome(say),
        asked,
        action: say("/recover"),
        form_token: say("form-token"),
        request: Some(say("sealed-request")),
        login: say("ada@example"),
        error: Some(say("Enter an e-mail address such as name@example.com.")),
    }
}

fn password_refused(say: &dyn Fn(&str) -> String) -> PasswordRefused {
    PasswordRefused {
        message: say("This password is easy to guess."),
        strength: Some(PasswordStrength {
            score: 1,
            said: say("Strength: weak"),
            advice: vec![say("Add another word or two.")],
        }),
    }
}

fn new_account(say: &dyn Fn(&str) -> String) -> NewAccount {
    NewAccount {
        chrome: chrome(say),
        action: say("/sign-up/account"),
        token: say("token"),
        form_token: say("form-token"),
        email: say("ada@example.com"),
        name: say("Ada Lovelace"),
        username: say("ada"),
        min_chars: 15,
        errors: SetupErrors {
            username: Some(say("This user name is taken.")),
            ..SetupErrors::default()
        },
    }
}

fn told(say: &dyn Fn(&str) -> String) -> Told {
    Told {
        chrome: chrome(say),
        title: say("Your password was changed"),
        message: say("Sign in with the new password."),
        link: Some(link(say)),
    }
}
