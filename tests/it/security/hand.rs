//! A browser whose cookies can be seen, kept, stolen and forged, and that also speaks to a server
//! whose public address is https.

use crate::harness::{App, PASSWORD, TestServer, hidden, parameter};
use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, Response, StatusCode};
use std::collections::BTreeMap;
use url::Url;

/// A browser under the test's hands.
#[derive(Clone)]
pub struct Hand {
    http: Client,
    /// Cookies by name.
    pub jar: BTreeMap<String, String>,
    /// Headers that every request gets.
    pub headers: Vec<(&'static str, String)>,
    issuer: String,
    base: String,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Seen {
    async fn of(response: Response) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    /// A header, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        hidden(&self.text, name).unwrap_or_else(|| panic!("no field {name} in {self:?}"))
    }

    pub fn has_id(&self, id: &str) -> bool {
        self.text.contains(&format!("id=\"{id}\""))
    }

    /// Where it sends the browser; empty if nowhere.
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// A parameter of where it sends the browser.
    pub fn sent(&self, name: &str) -> Option<String> {
        parameter(&Url::parse(self.location()).ok()?, name)
    }
}

impl Hand {
    pub fn new(server: &TestServer) -> Self {
        let config = &server.services.config;
        let base = format!("http://{}{}", config.listen[0], config.issuer.path());
        Self::at(&server.issuer, base)
    }

    /// A browser for the server that listens at `base`.
    pub fn at(issuer: &str, base: String) -> Self {
        let http = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        Self {
            http: http.unwrap(),
            jar: BTreeMap::new(),
            headers: Vec::new(),
            issuer: issuer.trim_end_matches('/').to_owned(),
            base,
        }
    }

    /// The same browser with one more header.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut copy = self.clone();
        copy.headers.push((name, value.to_owned()));
        copy
    }

    /// The address that is really asked.
    fn real(&self, path: &str) -> String {
        let path = path.strip_prefix(&self.issuer).unwrap_or(path);
        let below = self.base.splitn(4, '/').nth(3).unwrap_or_default();
        let path = match path.strip_prefix(&format!("/{below}")) {
            Some(rest) if !below.is_empty() => rest,
            _ => path,
        };
        format!("{}{path}", self.base)
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Option<String>) -> Seen {
        let mut request = self.http.request(method, self.real(path));
        if !self.jar.is_empty() {
            let pairs: Vec<_> = self.jar.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = body {
            let form = "application/x-www-form-urlencoded";
            request = request.header("content-type", form).body(body);
        }
        let seen = Seen::of(request.send().await.unwrap()).await;
        for value in seen.headers.get_all(SET_COOKIE) {
            let pair = value.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        seen
    }

    pub async fn get(&mut self, path: &str) -> Seen {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Seen {
        self.send(Method::POST, path, Some(encode(form))).await
    }

    pub async fn authorize(&mut self, parameters: &[(&str, &str)]) -> Seen {
        self.get(&format!("/authorize?{}", encode(parameters)))
            .await
    }

    /// Sends the sign-in form of `page`; follows to what comes next.
    pub async fn sign_in(&mut self, page: &Seen, username: &str, password: &str) -> Seen {
        let answer = self.try_sign_in(page, username, password).await;
        match answer.status {
            StatusCode::SEE_OTHER => self.get(answer.location()).await,
            _ => answer,
        }
    }

    /// Sends the sign-in form of `page`.
    pub async fn try_sign_in(&mut self, page: &Seen, username: &str, password: &str) -> Seen {
        let (request, token) = (page.hidden("request"), page.hidden("form_token"));
        let form = [
            ("request", request.as_str()),
            ("form_token", &token),
            ("username", username),
            ("password", password),
        ];
        self.post("/sign-in", &form).await
    }

    /// Sends the consent form of `page`.
    pub async fn decide(&mut self, page: &Seen, decision: &str) -> Seen {
        let (request, token) = (page.hidden("request"), page.hidden("form_token"));
        let form = [
            ("request", request.as_str()),
            ("form_token", &token),
            ("decision", decision),
        ];
        self.post("/consent", &form).await
    }

    /// Signs in on the account page.
    pub async fn enter(&mut self, username: &str) -> Seen {
        let page = self.get("/account").await;
        let answer = self.try_sign_in(&page, username, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        answer
    }

    /// A code for `app`, with a sign-in and consent where they are asked for.
    pub async fn code(&mut self, app: &App, username: &str) -> String {
        let mut seen = self.authorize(&app.request()).await;
        if seen.has_id("login") {
            seen = self.sign_in(&seen, username, PASSWORD).await;
        }
        if seen.has_id("allow") {
            seen = self.decide(&seen, "allow").await;
        }
        let code = seen.sent("code");
        code.unwrap_or_else(|| panic!("no code in {seen:?}"))
    }

    /// Whether somebody is signed in, and who.
    pub async fn who(&mut self) -> Option<String> {
        let seen = self.get("/account").await;
        assert!(
            seen.status == StatusCode::OK || seen.status == StatusCode::SEE_OTHER,
            "{seen:?}"
        );
        if seen.has_id("login") {
            return None;
        }
        let found = ["ada", "bob", "eve"].into_iter();
        found
            .into_iter()
            .find(|name| seen.text.contains(&format!("{name}@example.com")))
            .map(str::to_owned)
    }

    /// The session cookie, whatever its name.
    pub fn session(&self) -> Option<&String> {
        let found = self
            .jar
            .iter()
            .find(|(name, _)| name.ends_with("signet-session"));
        found.map(|(_, value)| value)
    }
}

/// A form.
pub fn encode(form: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
}
