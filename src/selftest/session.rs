//! A browser of a person and a client that works with it.

use super::browser::{Arrival, Browser, End};
use super::client::Client;
use super::http::Answer;
use super::jwt::text;
use super::report::{Fault, demand, short};
use super::request::Request;
use super::run::Run;
use serde_json::{Map, Value};

/// What the plays with a client work with.
pub(super) struct Session<'a> {
    pub run: &'a Run<'a>,
    pub client: &'a Client,
    /// A client that has nothing to do with this one.
    pub other: Option<&'a Client>,
    pub browser: Browser<'a>,
}

/// What came for a code.
#[derive(Clone)]
pub(super) struct Tokens {
    pub answer: Map<String, Value>,
}

impl Tokens {
    /// Reads an answer of the token endpoint.
    pub fn of(answer: &Answer) -> Result<Self, Fault> {
        demand(answer.status == 200, answer.summary(), "200 with tokens")?;
        let answer = answer.object()?;
        Ok(Self { answer })
    }

    /// As [`Tokens::of`], with an access token among them.
    pub fn with_access(answer: &Answer) -> Result<Self, Fault> {
        let tokens = Self::of(answer)?;
        let is_there = !tokens.get("access_token").is_empty();
        demand(is_there, "no access_token", "an access token")?;
        Ok(tokens)
    }

    /// A member that is text.
    pub fn get(&self, name: &str) -> &str {
        text(&self.answer, name)
    }
}

impl<'a> Session<'a> {
    /// A browser that has been nowhere yet.
    pub fn new(run: &'a Run<'a>, client: &'a Client, other: Option<&'a Client>) -> Self {
        Self {
            run,
            client,
            other,
            browser: run.browser(),
        }
    }

    /// An endpoint that must be there.
    pub fn endpoint(&self, name: &str) -> Result<&'a str, Fault> {
        let endpoint = self.run.endpoint(name);
        endpoint.ok_or_else(|| short(format!("no {name}"), "an address"))
    }

    /// Sends a request and goes to where it ends.
    pub async fn end(&mut self, request: &Request) -> Result<End, Fault> {
        let url = request.url(self.endpoint("authorization_endpoint")?);
        Ok(self.browser.open(&url, &self.client.redirect_uri).await?)
    }

    /// Sends a request that must end at the client.
    pub async fn ask(&mut self, request: &Request) -> Result<Arrival, Fault> {
        self.end(request).await?.arrival()
    }

    /// Sends a request in a browser of nobody.
    pub async fn ask_as_nobody(&self, request: &Request) -> Result<End, Fault> {
        let url = request.url(self.endpoint("authorization_endpoint")?);
        let mut browser = self.run.empty_browser();
        Ok(browser.open(&url, &self.client.redirect_uri).await?)
    }

    /// Sends a request that gives a code.
    pub async fn code(&mut self, request: &Request) -> Result<String, Fault> {
        let arrival = self.ask(request).await?;
        arrival.demand("code").map(str::to_owned)
    }

    /// Redeems a code.
    pub async fn redeem(&self, code: &str, request: &Request) -> Result<Answer, Fault> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &*self.client.redirect_uri),
            ("code_verifier", request.verifier.secret()),
        ];
        self.call(&form).await
    }

    /// Asks the token endpoint as the client.
    pub async fn call(&self, form: &[(&str, &str)]) -> Result<Answer, Fault> {
        let url = self.endpoint("token_endpoint")?;
        Ok(self.client.call(&self.run.http, url, form).await?)
    }

    /// Goes all the way to tokens.
    pub async fn tokens(&mut self, request: &Request) -> Result<Tokens, Fault> {
        let code = self.code(request).await?;
        Tokens::of(&self.redeem(&code, request).await?)
    }
}
