//! A browser without script: cookies and plain forms, as far as a sign-in needs them.

use super::client::Person;
use super::html::{self, Control, Form};
use super::http::{Answer, Http, Unreachable, place, send, with_form};
use super::report::{Fault, short};
use reqwest::Method;
use reqwest::header::{COOKIE, SET_COOKIE};
use std::collections::BTreeMap;
use url::Url;

/// More pages and redirects than any sign-in needs.
const MOST_STEPS: usize = 16;
/// Words on a button that agrees.
const AGREE: [&str; 8] = [
    "allow",
    "accept",
    "approve",
    "authorize",
    "consent",
    "yes",
    "logout",
    "account",
];

/// How an answer came to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Query,
    Fragment,
    FormPost,
}

/// An answer that came to the client.
#[derive(Clone)]
pub(super) struct Arrival {
    pub mode: Mode,
    pub parameters: Vec<(String, String)>,
    /// Whether the password was asked for on the way.
    pub signed_in: bool,
}

/// Where a browser ends.
pub(super) enum End {
    /// At the client.
    Client(Arrival),
    /// At a page that asks for nothing that is known.
    Page(Answer),
    /// At an address that is neither the provider's nor the client's.
    Elsewhere(Url),
}

/// One person's browser.
pub(super) struct Browser<'a> {
    http: &'a Http,
    person: Option<&'a Person>,
    cookies: BTreeMap<(String, String), String>,
}

impl Arrival {
    /// A parameter, or nothing.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The names of the parameters, and the error, which is no secret.
    pub fn summary(&self) -> String {
        if let Some(error) = self.get("error") {
            let description = self.get("error_description").unwrap_or_default();
            return format!("the error {error} ({description})");
        }
        let names: Vec<&str> = self.parameters.iter().map(|(name, _)| &**name).collect();
        format!("an answer with {}", names.join(", "))
    }

    /// The parameter, which must be there.
    pub fn demand(&self, name: &str) -> Result<&str, Fault> {
        let value = self.get(name);
        value.ok_or_else(|| short(self.summary(), format!("an answer with {name}")))
    }
}

impl End {
    /// The answer at the client.
    pub fn arrival(self) -> Result<Arrival, Fault> {
        match self {
            Self::Client(arrival) => Ok(arrival),
            other => Err(short(other.summary(), "an answer at the redirect URI")),
        }
    }

    /// What it is.
    pub fn summary(&self) -> String {
        match self {
            Self::Client(arrival) => format!("{} at the redirect URI", arrival.summary()),
            Self::Page(answer) => format!("a page ({})", answer.summary()),
            Self::Elsewhere(url) => format!("a redirect to {}", place(url)),
        }
    }
}

impl<'a> Browser<'a> {
    /// A browser without cookies, used by `person` if there is one.
    pub fn new(http: &'a Http, person: Option<&'a Person>) -> Self {
        Self {
            http,
            person,
            cookies: BTreeMap::new(),
        }
    }

    /// Opens `url` and goes on until the browser is at `goal` or nothing is left to do.
    pub async fn open(&mut self, url: &str, goal: &str) -> Result<End, Unreachable> {
        let answer = self.send(Method::GET, url, &[]).await?;
        self.follow(answer, goal).await
    }

    /// Posts a form to `url` and goes on in the same way.
    pub async fn post(
        &mut self,
        url: &str,
        form: &[(&str, &str)],
        goal: &str,
    ) -> Result<End, Unreachable> {
        let answer = self.send(Method::POST, url, form).await?;
        self.follow(answer, goal).await
    }

    async fn follow(&mut self, mut answer: Answer, goal: &str) -> Result<End, Unreachable> {
        let home = answer.url.origin();
        let mut signed_in = false;
        for _ in 0..MOST_STEPS {
            if let Some(url) = answer.location() {
                if let Some(arrival) = arrival(&url, goal, signed_in) {
                    return Ok(End::Client(arrival));
                }
                if url.origin() != home {
                    return Ok(End::Elsewhere(url));
                }
                answer = self.send(Method::GET, url.as_str(), &[]).await?;
                continue;
            }
            let forms = html::forms(&answer.body);
            let to_client = |form: &&Form| form.action == goal && form.posts;
            if let Some(form) = forms.iter().find(to_client) {
                return Ok(End::Client(Arrival {
                    mode: Mode::FormPost,
                    parameters: form.hidden().collect(),
                    signed_in,
                }));
            }
            let filled = forms.iter().find_map(|form| self.fill(form, signed_in));
            let Some((form, fields)) = filled else {
                break;
            };
            signed_in |= form.has_password();
            let fields: Vec<_> = fields.iter().map(|(a, b)| (&**a, &**b)).collect();
            let Ok(url) = answer.url.join(&form.action) else {
                break;
            };
            answer = self.send(Method::POST, url.as_str(), &fields).await?;
        }
        Ok(End::Page(answer))
    }

    /// What a person enters into `form`, if they know what to do with it.
    fn fill<'f>(&self, form: &'f Form, tried: bool) -> Option<(&'f Form, Vec<(String, String)>)> {
        let person = self.person.filter(|_| form.posts)?;
        let mut fields: Vec<_> = form.hidden().collect();
        if !form.has_password() {
            let button = form.button(&AGREE)?;
            fields.push((button.name.clone(), button.value.clone()));
            return Some((form, fields));
        }
        if tried {
            // The password is wrong; trying it again would lock the person out.
            return None;
        }
        for input in &form.inputs {
            match input.kind.as_str() {
                "password" => fields.push((input.name.clone(), person.password.secret().clone())),
                "text" | "email" | "" => {
                    fields.push((input.name.clone(), person.username.clone()));
                }
                _ => {}
            }
        }
        let unnamed = |button: &&Control| !button.name.is_empty();
        if let Some(button) = form.buttons.first().filter(unnamed) {
            fields.push((button.name.clone(), button.value.clone()));
        }
        Some((form, fields))
    }

    async fn send(
        &mut self,
        method: Method,
        url: &str,
        form: &[(&str, &str)],
    ) -> Result<Answer, Unreachable> {
        let mut request = self.http.request(method.clone(), url);
        if method == Method::POST {
            request = with_form(request, form);
        }
        let host = host(url);
        let own = self.cookies.iter().filter(|((of, _), _)| *of == host);
        let cookies: Vec<_> = own
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        let answer = send(request).await?;
        self.keep(&host, &answer);
        Ok(answer)
    }

    fn keep(&mut self, host: &str, answer: &Answer) {
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let mut parts = cookie.to_str().unwrap_or_default().split(';');
            let first = parts.next().unwrap_or_default();
            let Some((name, value)) = first.split_once('=') else {
                continue;
            };
            let key = (host.to_owned(), name.trim().to_owned());
            let gone = parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
            if gone || value.trim().is_empty() {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.trim().to_owned());
            }
        }
    }
}

fn host(url: &str) -> String {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.unwrap_or_default().to_owned()
}

/// The answer in an address, if that is the client's.
fn arrival(url: &Url, goal: &str, signed_in: bool) -> Option<Arrival> {
    let goal = Url::parse(goal).ok()?;
    if place(url) != place(&goal) {
        return None;
    }
    let read = |text: &str| {
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        pairs.into_owned().collect::<Vec<_>>()
    };
    let (mode, parameters) = match url.fragment() {
        Some(fragment) => (Mode::Fragment, read(fragment)),
        None => (Mode::Query, read(url.query().unwrap_or_default())),
    };
    Some(Arrival {
        mode,
        parameters,
        signed_in,
    })
}
