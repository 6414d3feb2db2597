//! A browser without script: cookies, forms, no automatic redirects.

use super::{App, PASSWORD, TestServer};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use url::Url;

/// A browser.
#[derive(Clone)]
pub struct Browser {
    pub http: Client,
}

/// A page that was loaded.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub text: String,
}

impl Page {
    /// Reads an answer whole.
    pub async fn of(response: Response) -> Self {
        Self {
            status: response.status(),
            text: response.text().await.unwrap(),
        }
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        hidden(&self.text, name).unwrap_or_else(|| panic!("no field {name} in {}", self.text))
    }

    /// Whether an element has this id.
    pub fn has_id(&self, id: &str) -> bool {
        self.text.contains(&format!("id=\"{id}\""))
    }
}

/// The value of the first input of this name.
pub fn hidden(html: &str, name: &str) -> Option<String> {
    let mark = format!("name=\"{name}\"");
    let tag = html
        .split('<')
        .find(|tag| tag.starts_with("input") && tag.contains(&mark))?;
    let value = tag.split("value=\"").nth(1)?.split('"').next()?;
    Some(
        value
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            // Last, so that nothing is decoded twice.
            .replace("&#38;", "&"),
    )
}

/// Where an answer sends the browser.
pub fn location(response: &Response) -> Url {
    let location = response.headers().get(LOCATION);
    let location = location.unwrap_or_else(|| panic!("no redirect but {}", response.status()));
    Url::options()
        .base_url(Some(response.url()))
        .parse(location.to_str().unwrap())
        .unwrap()
}

/// A parameter of an address, in its query.
pub fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(given, _)| given == name)
        .map(|(_, value)| value.into_owned())
}

impl Browser {
    /// A browser that has been nowhere yet.
    pub fn new() -> Self {
        Self::that_keeps(usize::MAX)
    }

    /// A browser that makes a new connection for every request.
    pub fn unattached() -> Self {
        Self::that_keeps(0)
    }

    fn that_keeps(connections: usize) -> Self {
        let http = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .pool_max_idle_per_host(connections)
            .no_proxy()
            .build();
        Self {
            http: http.unwrap(),
        }
    }

    pub async fn get(&self, url: &str) -> Response {
        self.http.get(url).send().await.unwrap()
    }

    pub async fn post(&self, url: &str, form: &[(&str, &str)]) -> Response {
        self.http.post(url).form(form).send().await.unwrap()
    }

    /// Starts an authorization request.
    pub async fn authorize(&self, server: &TestServer, parameters: &[(&str, &str)]) -> Response {
        let url = Url::parse_with_params(&server.url("/authorize"), parameters).unwrap();
        self.get(url.as_str()).await
    }

    /// Fills in the sign-in form of `page` and sends it.
    pub async fn sign_in(
        &self,
        server: &TestServer,
        page: &Page,
        username: &str,
        password: &str,
    ) -> Response {
        let form = [
            ("request", page.hidden("request")),
            ("form_token", page.hidden("form_token")),
            ("username", username.to_owned()),
            ("password", password.to_owned()),
        ];
        self.http
            .post(server.url("/sign-in"))
            .form(&form)
            .send()
            .await
            .unwrap()
    }

    /// Sends the consent form of `page`.
    pub async fn decide(&self, server: &TestServer, page: &Page, decision: &str) -> Response {
        let form = [
            ("request", page.hidden("request")),
            ("form_token", page.hidden("form_token")),
            ("decision", decision.to_owned()),
        ];
        self.http
            .post(server.url("/consent"))
            .form(&form)
            .send()
            .await
            .unwrap()
    }

    /// Goes through sign-in and consent as far as they are asked for; ends at the app's address.
    pub async fn arrive(&self, server: &TestServer, mut response: Response, username: &str) -> Url {
        for _ in 0..6 {
            if response.status().is_redirection() {
                let next = location(&response);
                if !next.as_str().starts_with(&server.issuer) {
                    return next;
                }
                response = self.get(next.as_str()).await;
                continue;
            }
            let page = Page::of(response).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            response = if page.has_id("login") {
                self.sign_in(server, &page, username, PASSWORD).await
            } else if page.has_id("allow") {
                self.decide(server, &page, "allow").await
            } else {
                panic!("an unexpected page: {}", page.text);
            };
        }
        panic!("the sign-in goes round in circles");
    }

    /// A code for `app`, whatever it takes.
    pub async fn code(&self, server: &TestServer, app: &App, username: &str) -> String {
        let response = self.authorize(server, &app.request()).await;
        let url = self.arrive(server, response, username).await;
        parameter(&url, "code").unwrap_or_else(|| panic!("no code in {url}"))
    }
}
