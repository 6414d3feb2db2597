//! A person's sign-in history.

use super::account::{self, date, device};
use super::cx::Cx;
use super::policy::Policy;
use super::{credentials, entry, errors, page, place};
use crate::flow::history::{self as flow, SignIn};
use crate::pages::{History, HistoryLine};
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The page.
pub const PATH: &str = "/account/history";

/// Shows the history; who is not signed in goes to the account, which asks for that.
pub async fn show(cx: Cx) -> HttpResponse {
    let signed_in = match entry::visit(&cx).await.map(|visit| visit.signed_in) {
        Ok(Some(signed_in)) => signed_in,
        Ok(None) => return page::see_other(&cx.path(account::PATH)),
        Err(response) => return response,
    };
    let all = match flow::of(cx.services(), signed_in.user.id).await {
        Ok(all) => all,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let mut lines = Vec::with_capacity(all.len());
    for one in &all {
        match line(&cx, one).await {
            Ok(line) => lines.push(line),
            Err(error) => return errors::failure_page(&cx, &error.into()),
        }
    }
    let template = History {
        chrome: page::chrome(&cx),
        lines,
        account: cx.path(account::PATH),
        password: cx.path(credentials::PASSWORD_PATH),
    };
    page::html_with(&cx, StatusCode::OK, &template, &Policy::default(), None)
}

async fn line(cx: &Cx, sign_in: &SignIn) -> Result<HistoryLine, crate::store::StoreError> {
    let (words, event) = (cx.words(), &sign_in.event);
    let detail = |name: &str| event.detail.get(name).map_or("", String::as_str);
    let app = match &event.client {
        Some(id) => cx.services().store.client(id).await?,
        None => None,
    };
    let tag = words.language().tag();
    let methods = if sign_in.succeeded { "amr" } else { "methods" };
    Ok(HistoryLine {
        at: date(event.at.0),
        succeeded: sign_in.succeeded,
        device: device(&words, detail("user_agent")),
        place: event
            .address
            .as_deref()
            .and_then(|address| place::of(&words, address, cx.address())),
        address: event.address.clone().unwrap_or_default(),
        how: how(&words, detail(methods)),
        app: app.map(|client| client.display_name_in(tag).to_owned()),
    })
}

/// The proofs of `amr` (RFC 8176) in words; what stands for several, or is unknown, is left out.
fn how(words: &Words, amr: &str) -> String {
    let named = amr.split(' ').filter_map(|method| match method {
        "pwd" => Some("sign-in-password"),
        "otp" => Some("history-code"),
        "hwk" | "swk" => Some("security-passkey"),
        _ => None,
    });
    let named: Vec<_> = named.map(|key| words.text(key)).collect();
    named.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::{Words, how};

    #[test]
    fn proofs_are_named() {
        let words = Words::english();
        assert_eq!(how(&words, "pwd otp mfa"), "Password · One-time code");
        assert_eq!(how(&words, "swk user mfa"), "Passkey");
        assert_eq!(how(&words, ""), "");
    }
}
