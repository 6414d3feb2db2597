//! A provider that is broken on purpose: Signet behind a proxy that changes its answers.

use super::EVERYTHING;
use crate::harness::{Keys, TestServer, claims};
use actix_web::dev::ServerHandle;
use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use reqwest::header::{CONTENT_LENGTH, LOCATION, TRANSFER_ENCODING};
use serde_json::{Value, json};
use signet::oidc::SigningAlgorithm;
use std::net::TcpListener;
use std::sync::Arc;
use url::Url;

/// What was asked.
pub struct Asked {
    pub method: String,
    pub url: Url,
    /// What the `Authorization` header says.
    pub authorization: Option<String>,
    pub form: String,
}

/// What is answered.
pub struct Answered {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// What goes wrong.
pub type Break = Box<dyn Fn(&Asked, &mut Answered) + Send + Sync>;

/// A running provider. Stops when dropped.
pub struct Fake {
    pub server: TestServer,
    pub issuer: String,
    handle: ServerHandle,
}

struct Proxy {
    behind: String,
    wrong: Break,
}

impl Asked {
    pub fn is_at(&self, path: &str) -> bool {
        self.url.path() == path
    }
}

impl Answered {
    /// Sets a header, or takes it away.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        self.headers
            .retain(|(given, _)| !given.eq_ignore_ascii_case(name));
        self.headers
            .extend(value.map(|value| (name.to_owned(), value)));
    }

    /// Changes a body of JSON, if it is one.
    pub fn change(&mut self, change: impl FnOnce(&mut Value)) {
        if let Ok(mut body) = serde_json::from_str(&self.body) {
            change(&mut body);
            self.body = body.to_string();
        }
    }

    /// Changes the query of an address that the browser is sent to with a code.
    pub fn change_answer(&mut self, change: impl Fn(String, String) -> Option<(String, String)>) {
        let location = self
            .headers
            .iter()
            .find(|(name, _)| name == LOCATION.as_str());
        let Some(mut url) = location.and_then(|(_, value)| Url::parse(value).ok()) else {
            return;
        };
        let pairs: Vec<_> = url
            .query_pairs()
            .into_owned()
            .filter_map(|(name, value)| change(name, value))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        self.set(LOCATION.as_str(), Some(url.into()));
    }
}

/// Signs every ID token again, after `change` has changed it, with a key that is published.
pub fn signs(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Break {
    let keys = Keys::new(SigningAlgorithm::ES256);
    Box::new(move |asked, answered| {
        answered.change(|body| {
            if asked.is_at("/jwks") {
                body["keys"].as_array_mut().unwrap().push(keys.jwk());
            } else if let Some(token) = body["id_token"].as_str() {
                let mut claims = claims(token);
                change(&mut claims);
                body["id_token"] = json!(keys.sign(&claims));
            }
        });
    })
}

impl Fake {
    /// Starts it, with somebody to sign in.
    pub async fn start(wrong: Break) -> Self {
        let in_front = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", in_front.local_addr().unwrap());
        let behind = free_address();
        let mut settings = EVERYTHING.to_vec();
        settings.extend([("issuer", issuer.as_str()), ("listen", &behind)]);
        let server = TestServer::with(&settings).await;
        server.user("ada").await;
        let proxy = Arc::new(Proxy { behind, wrong });
        let app = move || {
            App::new()
                .app_data(Data::from(Arc::clone(&proxy)))
                .default_service(actix_web::web::to(pass))
        };
        let running = HttpServer::new(app).workers(1).disable_signals();
        let running = running.listen(in_front).unwrap().run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        Self {
            server,
            issuer,
            handle,
        }
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

impl Drop for Fake {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn pass(request: HttpRequest, body: Bytes, proxy: Data<Proxy>) -> HttpResponse {
    let url = format!("http://{}{}", proxy.behind, request.uri());
    let authorization = request.headers().get("authorization");
    let asked = Asked {
        method: request.method().to_string(),
        authorization: authorization.map(|value| value.to_str().unwrap().to_owned()),
        url: Url::parse(&url).unwrap(),
        form: String::from_utf8_lossy(&body).into_owned(),
    };
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let method = request.method().as_str().parse().unwrap();
    let mut sent = http.no_proxy().build().unwrap().request(method, url);
    for name in ["cookie", "authorization", "content-type"] {
        if let Some(value) = request.headers().get(name) {
            sent = sent.header(name, value.as_bytes());
        }
    }
    let answer = sent.body(body.to_vec()).send().await.unwrap();
    let mut answered = Answered {
        status: answer.status().as_u16(),
        headers: Vec::new(),
        body: String::new(),
    };
    for (name, value) in answer.headers() {
        if name != CONTENT_LENGTH && name != TRANSFER_ENCODING {
            let value = value.to_str().unwrap().to_owned();
            answered.headers.push((name.to_string(), value));
        }
    }
    answered.body = answer.text().await.unwrap();
    (proxy.wrong)(&asked, &mut answered);
    let status = actix_web::http::StatusCode::from_u16(answered.status).unwrap();
    let mut response = HttpResponse::build(status);
    for (name, value) in answered.headers {
        response.append_header((name, value));
    }
    response.body(answered.body)
}
