//! Whoever a command works as: the calls of the HTTP API, at the deployment of this machine without a
//! connection, or at a server elsewhere. A command says what it does once, in these calls, and prints
//! what they answer.

mod elsewhere;

pub use elsewhere::{Access, Elsewhere};

use crate::flow::Services;
use crate::http::api::{Answered, Local};
use actix_web::http::Method;
use anyhow::{Context, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use url::form_urlencoded::Serializer;

/// As many as lists give at once.
const MOST: &str = "200";

/// For whatever version there is.
const ANY: &str = "*";

/// Where the calls go.
enum Calls {
    Here(Local, Arc<Services>),
    There(Elsewhere),
}

/// Whoever a command works as.
pub struct Operator(Calls);

/// Something, and the version that it was seen in.
pub struct Seen<T> {
    /// What it is.
    pub it: T,
    /// Its version.
    pub tag: String,
}

/// A server that could not answer as it should. Whether it did what it was asked to is not known.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failed(String);

/// Whether what was called for may have been done though the call failed: no answer came, or none that
/// says so.
pub fn may_be_done(why: &anyhow::Error) -> bool {
    why.downcast_ref::<reqwest::Error>().is_some() || why.downcast_ref::<Failed>().is_some()
}

impl Operator {
    /// Whoever has the machine.
    pub async fn here(services: Services) -> anyhow::Result<Self> {
        let services = Arc::new(services);
        let local = Local::new(Arc::clone(&services)).await?;
        Ok(Self(Calls::Here(local, services)))
    }

    /// Whoever has access to a server elsewhere.
    pub async fn there(access: &Access) -> anyhow::Result<Self> {
        Ok(Self(Calls::There(Elsewhere::reach(access).await?)))
    }

    /// Waits until everything is written.
    pub async fn leave(self) {
        if let Calls::Here(_, services) = self.0 {
            services.store.close().await;
        }
    }

    /// The issuer identifier.
    pub fn issuer(&self) -> &str {
        match &self.0 {
            Calls::Here(_, services) => services.issuer(),
            Calls::There(elsewhere) => elsewhere.issuer(),
        }
    }

    async fn call(
        &self,
        method: Method,
        target: &str,
        seen: Option<&str>,
        body: Option<Value>,
    ) -> anyhow::Result<Answered> {
        let body = body.map(|body| body.to_string().into_bytes());
        let answered = match &self.0 {
            Calls::Here(local, _) => local.call(method, target, seen, body).await?,
            Calls::There(elsewhere) => elsewhere.call(method, target, seen, body).await?,
        };
        if answered.status.is_server_error() {
            bail!(Failed(refusal(&answered)));
        }
        if !answered.status.is_success() {
            bail!(refusal(&answered));
        }
        Ok(answered)
    }

    /// Something.
    pub async fn get<T: DeserializeOwned>(&self, target: &str) -> anyhow::Result<T> {
        read(&self.call(Method::GET, target, None, None).await?)
    }

    /// Something that is to be changed as it is now.
    pub async fn see<T: DeserializeOwned>(&self, target: &str) -> anyhow::Result<Seen<T>> {
        let answered = self.call(Method::GET, target, None, None).await?;
        let tag = answered.tag.clone();
        Ok(Seen {
            it: read(&answered)?,
            tag: tag.unwrap_or_else(|| ANY.to_owned()),
        })
    }

    /// The first part of a list: at most `limit` items.
    pub async fn some<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
        limit: usize,
    ) -> anyhow::Result<Vec<T>> {
        let mut all = Vec::new();
        let mut parts = Parts::of(path, query);
        while let Some(part) = parts.next(self).await? {
            all.extend(part);
            if all.len() >= limit {
                break;
            }
        }
        all.truncate(limit);
        Ok(all)
    }

    /// A whole list, however many parts it has.
    pub async fn all<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> anyhow::Result<Vec<T>> {
        self.some(path, query, usize::MAX).await
    }

    /// Makes something, or has something done.
    pub async fn post<T: DeserializeOwned>(
        &self,
        target: &str,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        let body = Some(serde_json::to_value(body)?);
        read(&self.call(Method::POST, target, None, body).await?)
    }

    /// Has something done, of which there is nothing more to say.
    pub async fn order<T: DeserializeOwned>(&self, target: &str) -> anyhow::Result<T> {
        read(&self.call(Method::POST, target, None, None).await?)
    }

    /// Replaces something that is still as it was seen, or whatever it is.
    pub async fn put<T: DeserializeOwned>(
        &self,
        target: &str,
        seen: Option<&str>,
        body: Option<Value>,
    ) -> anyhow::Result<T> {
        let seen = Some(seen.unwrap_or(ANY));
        read(&self.call(Method::PUT, target, seen, body).await?)
    }

    /// Changes something that is still as it was seen, or whatever it is.
    pub async fn patch<T: DeserializeOwned>(
        &self,
        target: &str,
        seen: Option<&str>,
        body: Value,
    ) -> anyhow::Result<T> {
        let seen = Some(seen.unwrap_or(ANY));
        read(&self.call(Method::PATCH, target, seen, Some(body)).await?)
    }

    /// Takes something away, and tells what became of it.
    pub async fn take<T: DeserializeOwned>(&self, target: &str) -> anyhow::Result<T> {
        read(&self.call(Method::DELETE, target, Some(ANY), None).await?)
    }

    /// Removes something, whatever it is.
    pub async fn delete(&self, target: &str) -> anyhow::Result<()> {
        self.call(Method::DELETE, target, Some(ANY), None).await?;
        Ok(())
    }
}

/// A list, part by part.
pub struct Parts<'a> {
    path: &'a str,
    query: &'a [(&'a str, &'a str)],
    cursor: Option<String>,
    ended: bool,
}

impl<'a> Parts<'a> {
    /// The list at `path` that `query` narrows down.
    pub const fn of(path: &'a str, query: &'a [(&'a str, &'a str)]) -> Self {
        Self {
            path,
            query,
            cursor: None,
            ended: false,
        }
    }

    /// The same from `cursor` on.
    #[must_use]
    pub fn after(self, cursor: String) -> Self {
        Self {
            cursor: Some(cursor),
            ..self
        }
    }

    /// The next part, if there is one.
    pub async fn next<T: DeserializeOwned>(
        &mut self,
        operator: &Operator,
    ) -> anyhow::Result<Option<Vec<T>>> {
        if self.ended {
            return Ok(None);
        }
        let cursor = self.cursor.iter().map(|cursor| ("cursor", cursor.as_str()));
        let pairs: Vec<_> = self.query.iter().copied().chain(cursor).collect();
        let mut part: Value = operator.get(&target(self.path, &pairs)).await?;
        let items = part.get_mut("items").map(Value::take).unwrap_or_default();
        let next = part.get("next").and_then(Value::as_str);
        self.cursor = next.map(str::to_owned);
        self.ended = self.cursor.is_none();
        let items = serde_json::from_value(items);
        Ok(Some(items.context("the answer is not what was expected")?))
    }
}

/// The parameter of lists whose parts are as long as they can be.
pub const LONG: (&str, &str) = ("limit", MOST);

/// A path with a query.
pub fn target(path: &str, query: &[(&str, &str)]) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let query = Serializer::new(String::new()).extend_pairs(query).finish();
    format!("{path}?{query}")
}

/// What an answer says; nothing where it has no body.
fn read<T: DeserializeOwned>(answered: &Answered) -> anyhow::Result<T> {
    let body: &[u8] = if answered.body.is_empty() {
        b"null"
    } else {
        &answered.body
    };
    serde_json::from_slice(body).context("the answer is not what was expected")
}

/// Why a call was refused, in its own words.
fn refusal(answered: &Answered) -> String {
    let problem: Value = serde_json::from_slice(&answered.body).unwrap_or_default();
    let detail = problem.get("detail").and_then(Value::as_str);
    detail.map_or_else(
        || format!("the server answered with HTTP {}", answered.status.as_u16()),
        str::to_owned,
    )
}
