//! A person's own account: sessions and apps, each to be ended with one click (security E11).

use super::cx::Cx;
use super::sent::Sent;
use super::sign_in::account_line;
use super::{
    authorize, cookies, credentials, deletion, entry, errors, history, page, place, profile, said,
};
use crate::clock::Timestamp;
use crate::flow::authorize::{Visitor, visit_account, visit_another};
use crate::flow::form_token::{self, Action};
use crate::flow::session::SignedIn;
use crate::flow::{Browser, Failure, Services, account as flow, account_data, accounts};
use crate::model::{Client, Consent, Session};
use crate::oidc::ClientId;
use crate::oidc::authorization_response::with_query;
use crate::pages;
use crate::store::StoreError;
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Payload;

/// The page.
pub const PATH: &str = "/account";
/// Where the form that ends a session goes.
pub const END_PATH: &str = "/account/end-session";
/// Where the form that ends all other sessions goes.
pub const END_OTHERS_PATH: &str = "/account/end-other-sessions";
/// Where people get what is kept of them.
pub const DATA_PATH: &str = "/account/data";
/// Where the form that turns to another account of this browser goes.
pub const SWITCH_PATH: &str = "/account/switch";
/// Where the form that withdraws an app's access goes.
pub const WITHDRAW_PATH: &str = "/account/withdraw";

/// The file that people get (RFC 6266).
const ATTACHED: &str = "attachment; filename=\"account.json\"";

/// Shows the account, after a sign-in if need be.
pub async fn account(cx: Cx) -> HttpResponse {
    let visit = match entry::visit(&cx).await {
        Ok(visit) => visit,
        Err(response) => return response,
    };
    let visitor = visit.visitor();
    let Some(signed_in) = visitor.signed_in else {
        return match visit_account(cx.services(), visitor).await {
            Ok(outcome) => authorize::answer(&cx, outcome, visitor, visit.new_browser()),
            Err(failure) => errors::failure_page(&cx, &failure),
        };
    };
    match seen(cx.services(), visitor, signed_in).await {
        Ok((overview, others)) => {
            let template = view(&cx, visitor.browser, signed_in, &overview, &others);
            let policy = super::policy::Policy::default();
            let new = visit.new_browser();
            page::html_with(&cx, StatusCode::OK, &template, &policy, new)
        }
        Err(error) => errors::failure_page(&cx, &error.into()),
    }
}

async fn seen(
    services: &Services,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
) -> Result<(flow::Overview, Vec<SignedIn>), StoreError> {
    Ok((
        flow::overview(services, signed_in).await?,
        accounts::live(services, visitor.waiting).await?,
    ))
}

fn view(
    cx: &Cx,
    browser: &Browser,
    signed_in: &SignedIn,
    overview: &flow::Overview,
    others: &[SignedIn],
) -> pages::Account {
    let user = &signed_in.user;
    let current = signed_in.session.id;
    let mail_is_on = cx.services().config.mail.is_on();
    pages::Account {
        chrome: page::chrome(cx),
        form_token: form_token::issue(
            cx.services(),
            Action::Account,
            browser,
            Some(signed_in.session.secret_hash),
        ),
        name: user
            .claims
            .name
            .as_ref()
            .unwrap_or(&user.username.display)
            .clone(),
        username: user.username.display.clone(),
        email: user.claims.email.clone(),
        sessions: overview
            .sessions
            .iter()
            .map(|session| session_line(cx, session, session.id == current))
            .collect(),
        others: others.iter().map(|one| account_line(&one.user)).collect(),
        switch: cx.path(SWITCH_PATH),
        apps: overview
            .apps
            .iter()
            .map(|(consent, client)| app_line(cx, consent, client))
            .collect(),
        home: cx.path("/"),
        security: cx.path(super::security::PATH),
        sign_out: cx.path("/logout"),
        end_session: cx.path(END_PATH),
        end_others: (overview.sessions.len() > 1).then(|| cx.path(END_OTHERS_PATH)),
        profile: cx
            .services()
            .config
            .profile_editing
            .then(|| cx.path(profile::PATH)),
        history: cx.path(history::PATH),
        data: cx.path(DATA_PATH),
        delete: deletion::is_on(&cx.services().config).then(|| cx.path(deletion::PATH)),
        withdraw: cx.path(WITHDRAW_PATH),
        password: cx.path(credentials::PASSWORD_PATH),
        new_email: mail_is_on.then(|| cx.path(credentials::EMAIL_PATH)),
    }
}

fn session_line(cx: &Cx, session: &Session, current: bool) -> pages::SessionLine {
    let words = cx.words();
    pages::SessionLine {
        id: session.id.to_string(),
        device: device(&words, &session.user_agent),
        place: place::of(&words, &session.address, cx.address()),
        address: session.address.clone(),
        started: date(session.created_at.0),
        last_used: date(session.last_seen_at.0),
        current,
    }
}

fn app_line(cx: &Cx, consent: &Consent, client: &Client) -> pages::AppLine {
    // The app then sends the person here with a request of its own (OpenID Connect Core §4).
    let iss = [("iss", cx.services().issuer())];
    let start = client.metadata.initiate_login_uri.as_deref();
    let words = cx.words();
    let scopes = consent.scope.iter();
    let scopes = scopes.map(|scope| said::scope_line(&words, scope));
    let scopes = scopes.map(|line| line.title);
    pages::AppLine {
        client_id: client.id.to_string(),
        name: client.display_name_in(words.language().tag()).to_owned(),
        scopes: scopes.collect::<Vec<_>>().join(" · "),
        since: date(consent.granted_at.0),
        open: start.map(|uri| with_query(uri, &iss)),
    }
}

/// Browser and system in a few words, as far as they can be told.
pub fn device(words: &Words, user_agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => words.with(
            "account-device",
            &[("browser", browser.into()), ("system", system.into())],
        ),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => words.text("account-unknown-device"),
    }
}

/// A time, for people.
pub fn date(seconds: i64) -> String {
    Timestamp(seconds).shown()
}

/// Ends one of the person's sessions.
pub async fn end_session(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, form) = match sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let session = form.get("session");
    if session.is_empty() {
        return errors::forged(&cx);
    }
    let ended = flow::end_session(cx.services(), &signed_in, session).await;
    let is_own = session == signed_in.session.id.to_string() && ended.is_ok();
    let mut response = done(&cx, ended);
    if is_own {
        cookies::sign_out(&cx, &mut response);
    }
    response
}

/// Turns to another account of this browser; where none is named, one more signs in. That is open to
/// whoever has yet to prove more too.
pub async fn switch(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::Account, true).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let (services, visitor) = (cx.services(), sent.visitor());
    let chosen = sent.get("account");
    if chosen.is_empty() {
        return match visit_another(services, visitor).await {
            Ok(outcome) => authorize::answer(&cx, outcome, visitor, None),
            Err(failure) => errors::failure_page(&cx, &failure),
        };
    }
    let live = match accounts::live(services, visitor.waiting).await {
        Ok(live) => live,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let mut response = page::see_other(&cx.path(PATH));
    let to = live.iter().find(|one| one.user.id.to_string() == chosen);
    if let Some(to) = to {
        cookies::turn(&cx, &mut response, to.session.id);
    }
    response
}

/// Ends all of the person's sessions but this one.
pub async fn end_others(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, _) = match sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    done(
        &cx,
        flow::end_other_sessions(cx.services(), &signed_in).await,
    )
}

/// Gives the person what is kept of them, as a file.
pub async fn data(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, _) = match sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let all = account_data::all(cx.services(), &signed_in).await;
    let written = all.and_then(|all| {
        let written = serde_json::to_string_pretty(&all);
        written.map_err(|_| Failure::Internal("an account could not be written as JSON"))
    });
    match written {
        Ok(written) => HttpResponse::Ok()
            .insert_header((header::CONTENT_DISPOSITION, ATTACHED))
            .content_type("application/json")
            .body(written),
        Err(failure) => errors::failure_page(&cx, &failure),
    }
}

/// Withdraws an app's access.
pub async fn withdraw(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, form) = match sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let Ok(client) = ClientId::try_from(form.get("client_id")) else {
        return errors::forged(&cx);
    };
    done(
        &cx,
        flow::withdraw(cx.services(), &signed_in, &client).await,
    )
}

fn done(cx: &Cx, result: Result<(), StoreError>) -> HttpResponse {
    match result {
        Ok(()) => page::see_other(&cx.path(PATH)),
        Err(error) => errors::failure_page(cx, &Failure::from(error)),
    }
}

/// A form of this page that came back, and the person whose page it was.
pub async fn sent(cx: &Cx, payload: Payload) -> Result<(SignedIn, Sent), HttpResponse> {
    entry::sent(cx, payload, Action::Account).await
}

#[cfg(test)]
mod tests {
    use super::{Words, date, device};

    #[test]
    fn devices_are_named_in_a_few_words() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        assert_eq!(device(&Words::english(), chrome), "Chrome on Linux");
        assert_eq!(device(&Words::english(), "curl/8"), "Unknown device");
    }

    #[test]
    fn dates_are_short() {
        assert_eq!(date(0), "1970-01-01 00:00 UTC");
    }
}
