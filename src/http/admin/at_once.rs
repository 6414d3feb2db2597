//! What is done to something at once: shown first, then done.

use super::change::{Change, Decision};
use super::console::{Answer, Console};
use super::trouble::Trouble;
use crate::http::cx::Cx;
use crate::pages::Link;
use actix_web::HttpResponse;
use actix_web::web::Payload;

/// Something that is done at once, with what it is done to.
pub trait AtOnce: Sized {
    /// The one that the query names.
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse>;

    /// What it changes, for whoever may, and has proven lately who they are where that is needed.
    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse>;

    /// The way back.
    fn crumbs(&self, console: &Console<'_>) -> Vec<Link>;

    /// Does it.
    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble>;
}

/// Shows what will happen.
pub async fn get<A: AtOnce>(cx: Cx) -> HttpResponse {
    ask::<A>(&cx).await.unwrap_or_else(|response| response)
}

async fn ask<A: AtOnce>(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let meant = A::meant(&console).await?;
    let change = meant.change(&console).await?;
    Ok(console.plan(change, meant.crumbs(&console), None))
}

/// Does it.
pub async fn post<A: AtOnce>(cx: Cx, payload: Payload) -> HttpResponse {
    let answer = carry_out::<A>(&cx, payload).await;
    answer.unwrap_or_else(|response| response)
}

async fn carry_out<A: AtOnce>(cx: &Cx, payload: Payload) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let meant = A::meant(&console).await?;
    let change = meant.change(&console).await?;
    match change.decide(&sent) {
        Decision::Ask(why) => Ok(console.plan(change, meant.crumbs(&console), why)),
        Decision::Do => {
            let done = meant.done(&console).await;
            done.map_err(|trouble| console.trouble(trouble))
        }
    }
}
