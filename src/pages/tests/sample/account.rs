//! Pages of one's own account.

use super::*;

pub(super) fn history(say: &dyn Fn(&str) -> String) -> History {
    let line = |succeeded, device, app: Option<&str>| HistoryLine {
        at: say("2026-03-03 09:12 UTC"),
        succeeded,
        device: say(device),
        place: Some(say("From elsewhere")),
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

pub(super) fn account(say: &dyn Fn(&str) -> String) -> Account {
    let session = |id, device, address, current| SessionLine {
        id: say(id),
        device: say(device),
        place: Some(say("From elsewhere")),
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

pub(super) fn profile(say: &dyn Fn(&str) -> String) -> Profile {
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

pub(super) fn new_passkey(say: &dyn Fn(&str) -> String) -> NewPasskey {
    NewPasskey {
        chrome: chrome(say),
        passkey: passkey(say, true),
        error: Some(say("This passkey was not accepted.")),
        back: say("/account/security"),
    }
}

pub(super) fn enrol(say: &dyn Fn(&str) -> String, in_sign_in: bool) -> Enrol {
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

pub(super) fn recovery_codes(say: &dyn Fn(&str) -> String) -> RecoveryCodes {
    RecoveryCodes {
        chrome: chrome(say),
        codes: vec![say("abcd-efgh-ijkl-mnop-qrst-uvwx"); 10],
        onward: say("/account/security"),
    }
}

pub(super) fn security(say: &dyn Fn(&str) -> String) -> Security {
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

pub(super) fn delete_account(say: &dyn Fn(&str) -> String) -> DeleteAccount {
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

pub(super) fn keep_account(say: &dyn Fn(&str) -> String) -> KeepAccount {
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

pub(super) fn new_password(say: &dyn Fn(&str) -> String) -> NewPassword {
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

pub(super) fn new_email(say: &dyn Fn(&str) -> String) -> NewEmail {
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

pub(super) fn confirm_email(say: &dyn Fn(&str) -> String) -> ConfirmEmail {
    ConfirmEmail {
        chrome: chrome(say),
        action: say("/account/email/confirm"),
        form_token: say("form-token"),
        token: say("token"),
        email: say("ada@example.org"),
    }
}

pub(super) fn enrol_passkey(say: &dyn Fn(&str) -> String) -> EnrolPasskey {
    EnrolPasskey {
        chrome: chrome(say),
        client: Some(client(say)),
        passkey: Some(PasskeyForm {
            heading: None,
            ..passkey(say, true)
        }),
        error: Some(say("This passkey was not accepted.")),
        action: say("/sign-in/second"),
        request: say("sealed-request"),
        state: say("sealed-state"),
        form_token: say("form-token"),
        method: "enrol-passkey",
    }
}

pub(super) fn passkey_offer(say: &dyn Fn(&str) -> String) -> PasskeyOffer {
    PasskeyOffer {
        chrome: chrome(say),
        passkey: PasskeyForm {
            heading: None,
            creates: Some(Naming::Given),
            ..passkey(say, true)
        },
        error: Some(say("This passkey was not accepted.")),
        action: say("/sign-in/offer"),
        request: say("sealed-request"),
        form_token: say("form-token"),
    }
}
