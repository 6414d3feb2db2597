//! Requests that make or do something, done once however often they are sent: the `Idempotency-Key` header
//! (draft-ietf-httpapi-idempotency-key-header-07).
//!
//! What is made and what is answered are one write, so the first answer is given again on every node and
//! after a crash between the two. Answers are kept sealed, for they may hold a secret that is shown once.

use super::exchange::{self, Answer};
use super::operator::desk;
use super::problem::Problem;
use crate::admin::{Desk, Version};
use crate::http::cx::Cx;
use crate::http::json;
use crate::keys::{MacPurpose, Purpose};
use crate::store::KeptAnswer;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::web::Payload;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The header, in the letters of the document.
pub const HEADER: &str = "Idempotency-Key";
static KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Why a request has to wait for one that was sent before.
pub const UNDER_WAY: &str = "a request with this key is still under way";

/// Longest key, in characters.
const LONGEST: usize = 255;

/// What is answered to a request that has made or done something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Whether something was done where nothing was made.
    #[serde(default)]
    is_done: bool,
    location: Option<String>,
    tag: Option<String>,
    body: String,
}

impl Made {
    /// `value`, which may hold what is shown this once.
    pub fn of(value: &impl Serialize) -> Self {
        Self {
            is_done: false,
            location: None,
            tag: None,
            // What cannot be written is caught where it is sent.
            body: serde_json::to_string(value).unwrap_or_default(),
        }
    }

    /// `value`, of something that was done.
    pub fn done(value: &impl Serialize) -> Self {
        Self {
            is_done: true,
            ..Self::of(value)
        }
    }

    /// Where it is now, below the API.
    #[must_use]
    pub fn at(mut self, desk: &Desk<'_>, path: &str) -> Self {
        self.location = Some(desk.address(&format!("{}{path}", super::PATH)));
        self
    }

    /// Which version it is.
    #[must_use]
    pub fn version(mut self, version: &Version) -> Self {
        self.tag = Some(exchange::tag(version));
        self
    }

    fn response(self) -> HttpResponse {
        let status = if self.is_done {
            StatusCode::OK
        } else {
            StatusCode::CREATED
        };
        let mut response = json::of_text(status, self.body.into());
        let given = [(header::LOCATION, self.location), (header::ETAG, self.tag)];
        for (name, value) in given {
            let value = value.and_then(|value| HeaderValue::from_str(&value).ok());
            if let Some(value) = value {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Names a request among all.
#[derive(Clone, Copy, Debug)]
struct Sent {
    /// Who sent it with which key.
    key: [u8; 32],
    /// What it asks for.
    request: [u8; 32],
}

impl Sent {
    fn of(cx: &Cx, desk: &Desk<'_>, body: &Map<String, Value>) -> Result<Option<Self>, Problem> {
        let Some(name) = key(cx)? else {
            return Ok(None);
        };
        let mut body = Value::Object(body.clone());
        body.sort_all_objects();
        let mac = |parts: &[&[u8]]| desk.seals.mac(MacPurpose::KeptAnswer, parts);
        let (who, path) = (desk.event_actor().to_string(), cx.request.path());
        let method = cx.request.method().as_str();
        Ok(Some(Self {
            key: mac(&[b"key", who.as_bytes(), name.as_bytes()]),
            request: mac(&[
                b"request",
                method.as_bytes(),
                path.as_bytes(),
                body.to_string().as_bytes(),
            ]),
        }))
    }

    /// What was answered to it before.
    async fn known(self, desk: &Desk<'_>) -> Result<Option<Made>, Problem> {
        let Some(kept) = desk.store.kept_answer(self.key, desk.now()).await? else {
            return Ok(None);
        };
        if kept.request != self.request {
            return Err(Problem::unfit(format!(
                "this {HEADER} came with another request before: send another key"
            )));
        }
        let made = desk.open(Purpose::KeptAnswer, &self.key, &kept.sealed);
        made.map(Some).ok_or_else(|| {
            let why = "it was made, and what was answered cannot be read any more: look for it";
            Problem::new(StatusCode::CONFLICT, why)
        })
    }
}

/// The key of a request, with or without the quotes that make it a string (RFC 8941 §3.3.3).
fn key(cx: &Cx) -> Result<Option<&str>, Problem> {
    if !cx.request.headers().contains_key(&KEY) {
        return Ok(None);
    }
    let text = cx.header(&KEY).unwrap_or_default().trim();
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let key = inner.unwrap_or(text);
    let is_fit = (1..=LONGEST).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"');
    is_fit.then_some(Some(key)).ok_or_else(|| {
        let why = format!("{HEADER}: send one of 1 to {LONGEST} visible ASCII characters, once");
        Problem::new(StatusCode::BAD_REQUEST, why)
    })
}

/// Something in the making.
pub struct Making<'a> {
    /// Whose desk it is made at.
    pub desk: Desk<'a>,
    sent: Option<Sent>,
}

impl<'a> Making<'a> {
    /// The desk for the write, which keeps `made` with it where the request has a key.
    pub fn keeping(&self, made: &Made) -> Result<Desk<'a>, Problem> {
        let desk = self.desk.clone();
        let Some(Sent { key, request }) = self.sent else {
            return Ok(desk);
        };
        let sealed = desk.seal(Purpose::KeptAnswer, &key, made);
        let sealed = sealed
            .map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "try again in a moment"))?;
        let kept_at = desk.now();
        Ok(desk.answering(Some(KeptAnswer {
            key,
            request,
            sealed,
            kept_at,
        })))
    }
}

/// Answers a request that makes or does something: by `make`, or as it was answered before.
///
/// # Errors
/// 422 for a key that came with another request, 409 while one with the same key is under way.
pub async fn once<T: DeserializeOwned>(
    cx: &Cx,
    payload: Payload,
    make: impl AsyncFnOnce(&Making<'_>, T) -> Result<Made, Problem>,
) -> Answer {
    let desk = desk(cx).await?;
    let body = exchange::object(cx, payload).await?;
    settle(cx, desk, body, make).await
}

/// As [`once`], for bodies of at most `most` bytes.
pub async fn once_long<T: DeserializeOwned>(
    cx: &Cx,
    payload: Payload,
    most: usize,
    make: impl AsyncFnOnce(&Making<'_>, T) -> Result<Made, Problem>,
) -> Answer {
    let desk = desk(cx).await?;
    let body = exchange::long_object(cx, payload, most).await?;
    settle(cx, desk, body, make).await
}

/// As [`once`], for requests without a body.
pub async fn once_bare(
    cx: &Cx,
    make: impl AsyncFnOnce(&Making<'_>) -> Result<Made, Problem>,
) -> Answer {
    let desk = desk(cx).await?;
    let make = async |making: &Making<'_>, _: Map<String, Value>| make(making).await;
    settle(cx, desk, Map::new(), make).await
}

async fn settle<'a, T: DeserializeOwned>(
    cx: &'a Cx,
    desk: Desk<'a>,
    body: Map<String, Value>,
    make: impl AsyncFnOnce(&Making<'_>, T) -> Result<Made, Problem>,
) -> Answer {
    let sent = Sent::of(cx, &desk, &body)?;
    // Elsewhere the write decides; here nobody need wait for it.
    let _place = match sent {
        None => None,
        Some(sent) => {
            let place = cx.services().under_way.enter(sent.key);
            if place.before() > 0 {
                return Err(Problem::new(StatusCode::CONFLICT, UNDER_WAY));
            }
            Some(place)
        }
    };
    if let Some(sent) = sent
        && let Some(known) = sent.known(&desk).await?
    {
        return Ok(known.response());
    }
    let making = Making { desk, sent };
    let problem = match make(&making, exchange::meant(body)?).await {
        Ok(answer) => return Ok(answer.response()),
        Err(problem) => problem,
    };
    // Somebody else may have been faster with the same request.
    let known = match sent {
        Some(sent) => sent.known(&making.desk).await?,
        None => None,
    };
    known.map(Made::response).ok_or(problem)
}
