//! Every page, filled with one text in all places or with what a person might see.

use crate::pages::*;
use crate::words::Words;
use askama::Template;

/// Renders every page; `say` turns the sample text of a place into what is put there.
pub fn pages(say: &dyn Fn(&str) -> String) -> Vec<(&'static str, String)> {
    let mut pages = vec![
        ("account", account(say).render()),
        ("ask_address", ask_address(say, Asked::Recovery).render()),
        (
            "ask_address_sign_up",
            ask_address(say, Asked::SignUp).render(),
        ),
        ("confirm_email", confirm_email(say).render()),
        ("consent", consent(say).render()),
        ("demo", demo(say).render()),
        ("demo_result", demo_result(say).render()),
        ("delete_account", delete_account(say).render()),
        ("keep_account", keep_account(say).render()),
        ("device_code", device_code(say).render()),
        ("device_confirm", device_confirm(say).render()),
        ("device_done", device_done(say, true).render()),
        ("device_not_done", device_done(say, false).render()),
        ("enrol", enrol(say, false).render()),
        ("enrol_in_sign_in", enrol(say, true).render()),
        ("error", error(say).render()),
        ("form_post", form_post(say).render()),
        ("history", history(say).render()),
        ("home", home(say).render()),
        ("profile", profile(say).render()),
        ("recovery_codes", recovery_codes(say).render()),
        ("second_factor", second_factor(say, false).render()),
        ("second_factor_recovery", second_factor(say, true).render()),
        ("security", security(say).render()),
        ("new_passkey", new_passkey(say).render()),
        ("new_account", new_account(say).render()),
        ("new_email", new_email(say).render()),
        ("new_password", new_password(say).render()),
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
            ..account(say)
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
        console: Some(say("/admin")),
        demo: Some(say("/demo")),
        issuer: say("http://localhost:8080"),
        discovery: say("http://localhost:8080/.well-known/openid-configuration"),
        add_client: say(
            "signet client add --name \"My app\" \\\n  --redirect-uri https://app.example/callback",
        ),
    }
}

fn history(say: &dyn Fn(&str) -> String) -> History {
    let line = |succeeded, device, app: Option<&str>| HistoryLine {
        at: say("2026-03-03 09:12 UTC"),
        succeeded,
        device: say(device),
        address: say("192.0.2.17"),
        how: say("Password · Authenticator app"),
        app: app.map(say),
    };
    History {
        chrome: chrome(say),
        lines: vec![
            line(true, "Firefox on Linux", Some("Harbour Photos")),
            line(false, "Chrome on Windows", None),
        ],
        account: say("/account"),
        password: say("/account/password"),
    }
}

fn account(say: &dyn Fn(&str) -> String) -> Account {
    let session = |id, device, address, current| SessionLine {
        id: say(id),
        device: say(device),
        address: say(address),
        started: say("3 March, 09:12"),
        last_used: say("today, 14:03"),
        current,
    };
    Account {
        chrome: chrome(say),
        form_token: say("form-token"),
        name: say("Ada Lovelace"),
        username: say("ada"),
        email: Some(say("ada@example.com")),
        sessions: vec![
            session("s1", "Firefox on Linux", "192.0.2.17", true),
            session(
                "s2",
                "Safari on iPhone",
                "2001:db8:85a3::8a2e:370:7334",
                false,
            ),
        ],
        apps: vec![AppLine {
            client_id: say("photos"),
            name: say("Harbour Photos"),
            scopes: say("Profile, e-mail address, stay connected"),
            since: say("3 March 2026"),
            open: Some("https://app.example/start?iss=x".to_owned()),
        }],
        others: vec![AccountLine {
            value: say("2"),
            name: say("Analytical Engines Ltd."),
            detail: say("office@engines.example"),
        }],
        switch: say("/account/switch"),
        home: say("/"),
        security: say("/account/security"),
        password: say("/account/password"),
        new_email: Some(say("/account/email")),
        sign_out: say("/account/sign-out"),
        end_session: say("/account/end-session"),
        withdraw: say("/account/withdraw"),
        history: say("/account/history"),
        end_others: Some(say("/account/end-other-sessions")),
        profile: Some(say("/account/profile")),
        data: say("/account/data"),
        delete: Some(say("/account/delete")),
    }
}

fn profile(say: &dyn Fn(&str) -> String) -> Profile {
    let field = |name, value, error: Option<&str>| FieldLine {
        name,
        label: say("Website"),
        hint: Some(say("An address that begins with https://.")),
        value: say(value),
        autocomplete: "url",
        input: "url",
        lines: name == "street_address",
        languages: name == "locale",
        error: error.map(say),
    };
    Profile {
        chrome: chrome(say),
        action: say("/account/profile"),
        form_token: say("form-token"),
        fields: vec![
            field("name", "Ada Lovelace", None),
            field("website", "ada.example", Some("This is no such address.")),
            field("locale", "en-GB", None),
            field("street_address", "1 Mill Lane", None),
        ],
        account: say("/account"),
    }
}

fn demo(say: &dyn Fn(&str) -> String) -> Demo {
    Demo {
        chrome: chrome(say),
        sign_in: say("/demo/sign-in"),
        home: say("/"),
    }
}

fn demo_result(say: &dyn Fn(&str) -> String) -> DemoResult {
    let claim = |name, value, meaning| ClaimLine {
        name: say(name),
        value: say(value),
        meaning: say(meaning),
    };
    let claims = vec![
        claim(
            "iss",
            "http://localhost:8080",
            "Who issued it: this Signet.",
        ),
        claim(
            "sub",
            "019b5c0e-6f3a-7c1d-9a51-3b0d7f2e4c88",
            "Who signed in. Never changes.",
        ),
        claim("aud", "demo", "For whom it is."),
        claim(
            "exp",
            "1772546400",
            "Valid until 3 March 2026, 14:00:00 UTC.",
        ),
        claim("at_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng", ""),
    ];
    let section = |id, title, explanation| TokenSection {
        id: say(id),
        title: say(title),
        explanation: say(explanation),
        raw: Some(say(&format!(
            "eyJhbGciOiJSUzI1NiJ9.{}.c2ln",
            "eyJpc3MiOiJodHRwOi8v".repeat(12)
        ))),
        header: vec![
            claim("alg", "RS256", "The signature's algorithm."),
            claim("kid", "k1", ""),
        ],
        claims: claims.clone(),
    };
    let userinfo = TokenSection {
        raw: None,
        header: vec![],
        ..section(
            "userinfo",
            "Userinfo",
            "What the userinfo endpoint answered.",
        )
    };
    DemoResult {
        chrome: chrome(say),
        checks: vec![
            CheckLine {
                key: say("demo-check-state"),
                value: say("x"),
            },
            CheckLine {
                key: say("demo-check-iss"),
                value: say("x"),
            },
        ],
        sections: vec![
            section(
                "id-token",
                "ID token",
                "Tells the application who signed in, and how.",
            ),
            section(
                "access-token",
                "Access token",
                "The key the application shows to an API.",
            ),
            userinfo,
        ],
        sign_in: say("/demo/sign-in"),
        sign_out: say("/logout"),
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
        creates,
        heading: creates.then(|| say("Passkey")),
        primary: creates,
    }
}

fn new_passkey(say: &dyn Fn(&str) -> String) -> NewPasskey {
    NewPasskey {
        chrome: chrome(say),
        passkey: passkey(say, true),
        error: Some(say("This passkey was not accepted.")),
        back: say("/account/security"),
    }
}

fn enrol(say: &dyn Fn(&str) -> String, in_sign_in: bool) -> Enrol {
    Enrol {
        chrome: chrome(say),
        passkey: in_sign_in.then(|| passkey(say, true)),
        passkey_error: in_sign_in.then(|| say("This passkey was not accepted.")),
        form: EnrolForm {
            action: say("/account/security/authenticator"),
            form_token: say("form-token"),
            sign_in: in_sign_in.then(|| (say("sealed-request"), say("sealed-state"))),
            offer: say("sealed-offer"),
            picture: "<svg></svg>".to_owned(),
            seed: say("ABCD EFGH"),
            error: Some(say("This is not the code.")),
            back: (!in_sign_in).then(|| say("/account/security")),
        },
    }
}

fn recovery_codes(say: &dyn Fn(&str) -> String) -> RecoveryCodes {
    RecoveryCodes {
        chrome: chrome(say),
        codes: vec![say("abcd-efgh-ijkl-mnop-qrst-uvwx"); 10],
        onward: say("/account/security"),
    }
}

fn security(say: &dyn Fn(&str) -> String) -> Security {
    Security {
        chrome: chrome(say),
        form_token: say("form-token"),
        error: Some(say("Your account must have a second factor.")),
        factors: vec![FactorLine {
            id: say("f1"),
            name: say("Authenticator app"),
            since: say("3 March, 09:12"),
            last_used: Some(say("today, 14:03")),
        }],
        codes_left: Some(9),
        add: Some(say("/account/security/authenticator")),
        add_passkey: Some(say("/account/security/passkey")),
        rename: say("/account/security/rename"),
        remove: say("/account/security/remove"),
        new_codes: say("/account/security/recovery-codes"),
        delete: Some(say("/account/delete")),
        password: say("/account/password"),
        new_email: Some(say("/account/email")),
        account: say("/account"),
    }
}

fn delete_account(say: &dyn Fn(&str) -> String) -> DeleteAccount {
    DeleteAccount {
        chrome: chrome(say),
        action: say("/account/delete"),
        form_token: say("form-token"),
        username: say("ada"),
        grace: say("14 days"),
        back: say("/account"),
        error: Some(say("You are the only owner here.")),
    }
}

fn keep_account(say: &dyn Fn(&str) -> String) -> KeepAccount {
    KeepAccount {
        chrome: chrome(say),
        action: say("/account/keep"),
        request: say("sealed-request"),
        state: say("sealed-state"),
        form_token: say("form-token"),
        date: say("2026-03-03 09:12 UTC"),
        home: say("/"),
    }
}

fn device_code(say: &dyn Fn(&str) -> String) -> DeviceCode {
    DeviceCode {
        chrome: chrome(say),
        action: say("/device"),
        form_token: say("form-token"),
        user_code: say("WDJB-MJHT"),
        error: Some(say("This is not the code of a device that waits.")),
    }
}

fn device_confirm(say: &dyn Fn(&str) -> String) -> DeviceConfirm {
    let asked = consent(say);
    DeviceConfirm {
        chrome: chrome(say),
        client: asked.client,
        action: say("/device/confirm"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        user_code: say("WDJB-MJHT"),
        username: say("ada"),
        scopes: asked.scopes,
    }
}

fn device_done(say: &dyn Fn(&str) -> String, allowed: bool) -> DeviceDone {
    DeviceDone {
        chrome: chrome(say),
        allowed,
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

fn new_password(say: &dyn Fn(&str) -> String) -> NewPassword {
    NewPassword {
        chrome: chrome(say),
        action: say("/account/password"),
        form_token: say("form-token"),
        token: None,
        username: Some(say("ada")),
        min_chars: 15,
        current_error: Some(say("The password is not right.")),
        refused: Some(password_refused(say)),
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

fn new_email(say: &dyn Fn(&str) -> String) -> NewEmail {
    NewEmail {
        chrome: chrome(say),
        action: say("/account/email"),
        form_token: say("form-token"),
        username: say("ada"),
        now: Some(say("ada@example.com")),
        email: say("ada@example.org"),
        error: None,
        current_error: Some(say("The password is not right.")),
    }
}

fn confirm_email(say: &dyn Fn(&str) -> String) -> ConfirmEmail {
    ConfirmEmail {
        chrome: chrome(say),
        action: say("/account/email/confirm"),
        form_token: say("form-token"),
        token: say("token"),
        email: say("ada@example.org"),
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
