//! What is described by a form: written, shown as a change, then made so.

use super::change::{Change, Decision};
use super::console::{Answer, Console};
use super::trouble::Trouble;
use super::typed::Typed;
use crate::http::cx::Cx;
use crate::http::sent::Sent;
use crate::pages::Link;
use crate::pages::admin::{Form, Part};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// What is wrong: the field, and what to say beside it.
pub type Wrong = Vec<(String, String)>;

/// Why something cannot be as it was described.
pub enum Refusal {
    /// The operator has to write something else.
    Wrong(Wrong),
    /// Something else is in the way.
    Trouble(Trouble),
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// What is asked.
pub struct Asked {
    /// The heading.
    pub title: String,
    /// What it is about.
    pub hint: Option<String>,
    /// Where the form goes.
    pub action: String,
    /// The fields.
    pub parts: Vec<Part>,
    /// The way back.
    pub back: String,
}

/// Something that is described by a form; it may be yet to be made.
pub trait Described: Sized {
    /// What it is to become, once that is known to be possible.
    type Wanted;

    /// The one that the query names, for whoever may say what it is to be.
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse>;

    /// What the form holds when it is opened.
    fn opened(&self) -> Typed;

    /// The form, as far as it was filled in, with what is `wrong` beside the fields.
    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked;

    /// What was filled in, as a change. Its fields are left to the caller.
    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Self::Wanted), Refusal>;

    /// The way back.
    fn crumbs(&self, console: &Console<'_>) -> Vec<Link>;

    /// Makes it so.
    async fn done(
        &self,
        console: &Console<'_>,
        wanted: Self::Wanted,
    ) -> Result<HttpResponse, Refusal>;
}

/// Asks what it is to be.
pub async fn get<D: Described>(cx: Cx) -> HttpResponse {
    ask::<D>(&cx).await.unwrap_or_else(|response| response)
}

async fn ask<D: Described>(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let meant = D::meant(&console).await?;
    Ok(form(&console, &meant, &meant.opened(), &Wrong::new()))
}

/// It was described.
pub async fn post<D: Described>(cx: Cx, payload: Payload) -> HttpResponse {
    let answer = sent::<D>(&cx, payload).await;
    answer.unwrap_or_else(|response| response)
}

async fn sent<D: Described>(cx: &Cx, payload: Payload) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let meant = D::meant(&console).await?;
    let typed = Typed::of(&sent);
    if !sent.get("edit").is_empty() {
        return Ok(form(&console, &meant, &typed, &Wrong::new()));
    }
    match decide(&console, &sent, &meant, &typed).await {
        Ok(answer) => Ok(answer),
        Err(Refusal::Wrong(wrong)) => Ok(form(&console, &meant, &typed, &wrong)),
        Err(Refusal::Trouble(trouble)) => Err(console.trouble(trouble)),
    }
}

async fn decide<D: Described>(
    console: &Console<'_>,
    sent: &Sent,
    meant: &D,
    typed: &Typed,
) -> Result<HttpResponse, Refusal> {
    let (change, wanted) = meant.planned(console, typed).await?;
    let change = Change {
        fields: typed.clone().into_fields(),
        ..change
    };
    match change.decide(sent) {
        Decision::Ask(why) => Ok(console.plan(change, meant.crumbs(console), why)),
        Decision::Do => meant.done(console, wanted).await,
    }
}

fn form<D: Described>(
    console: &Console<'_>,
    meant: &D,
    typed: &Typed,
    wrong: &Wrong,
) -> HttpResponse {
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let asked = meant.asked(console, typed, wrong);
    let has_field = |name: &String| {
        let mut fields = asked.parts.iter().flat_map(|part| &part.fields);
        fields.any(|field| field.name == *name)
    };
    let others = wrong.iter().filter(|(name, _)| !has_field(name));
    let template = Form {
        chrome: console.chrome(),
        frame: console.frame(meant.crumbs(console)),
        title: asked.title,
        hint: asked.hint,
        action: asked.action,
        form_token: console.token(),
        problems: others.map(|(_, why)| why.clone()).collect(),
        parts: asked.parts,
        back: asked.back,
    };
    console.page(status, &template)
}

/// What is wrong with the field of this name.
pub fn wrong_with(wrong: &Wrong, name: &str) -> Option<String> {
    let found = wrong.iter().find(|(field, _)| field == name);
    found.map(|(_, why)| why.clone())
}
