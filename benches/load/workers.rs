//! What is asked: each of the 64 workers repeats one operation over a connection of its own.

use super::drive::Caller;
use super::http::{Connection, get, post};
use super::server::{PASSWORD, REDIRECT_URI, SECRET};
use data_encoding::BASE64;

/// RFC 7636 Appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// RFC 7636 Appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Tokens that a worker has to revoke.
const TO_REVOKE: usize = 60;

/// An operation as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    BareGet,
    BareRedirect,
    BarePost,
    BareSigned,
    BareRedeem,
    Discovery,
    Jwks,
    ClientCredentials,
    SignOnEs256,
    SignOnRs256,
    Refresh,
    Userinfo,
    Introspection,
    Revocation,
    Password,
}

/// Who repeats an operation, and what is needed for the next time.
pub enum Worker {
    /// The same request, answered with this status.
    Same(Vec<u8>, u16),
    SignOn {
        app: &'static str,
        authorize: Vec<u8>,
    },
    Refresh(String),
    Revoke(Vec<String>),
}

/// A person's browser.
#[derive(Clone)]
pub struct Person {
    /// Makes the user name.
    pub number: usize,
    cookies: String,
}

impl Person {
    /// Signs in at the account page.
    pub async fn sign_in(connection: &mut Connection, number: usize) -> Self {
        let form = Form::fetch(connection).await;
        let answer = connection.expect(&form.filled_in(number, &[]), 303).await;
        let cookies = format!("{}; {}", form.browser, answer.cookies());
        Self { number, cookies }
    }

    /// What the browser sends.
    pub fn cookies(&self) -> &str {
        &self.cookies
    }

    /// Somebody whose session is known to be there.
    pub fn with_session(number: usize, browser: &str, session: &str) -> Self {
        let cookies = format!("{browser}; signet-session={session}");
        Self { number, cookies }
    }
}

/// The page for signing in, as a new browser sees it.
pub struct Form {
    /// The browser's cookie.
    pub browser: String,
    request: String,
    token: String,
}

impl Form {
    /// Asks for it.
    pub async fn fetch(connection: &mut Connection) -> Self {
        let page = connection.expect(&authorize("ES256", &[]), 200).await;
        Self {
            browser: page.cookies(),
            request: page.field("request").to_owned(),
            token: page.field("form_token").to_owned(),
        }
    }

    /// Sends it with the name and the password of a person, and `headers`.
    pub fn filled_in(&self, number: usize, headers: &[(&str, &str)]) -> Vec<u8> {
        let fields = [
            ("request", &*self.request),
            ("form_token", &self.token),
            ("username", &format!("person{number}")),
            ("password", PASSWORD),
        ];
        let mut all = vec![("cookie", &*self.browser)];
        all.extend(headers);
        post("/sign-in", &all, &fields)
    }
}

fn authorize(app: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", app)
        .append_pair("redirect_uri", REDIRECT_URI)
        .append_pair("response_type", "code")
        .append_pair("scope", "openid profile email")
        .append_pair("state", "af0ifjsldkj")
        .append_pair("nonce", "n-0S6_WzA2Mj")
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256")
        .finish();
    get(&format!("/authorize?{query}"), headers)
}

fn as_app(path: &str, app: &str, form: &[(&str, &str)]) -> Vec<u8> {
    let credentials = BASE64.encode(format!("{app}:{SECRET}").as_bytes());
    post(
        path,
        &[("authorization", &format!("Basic {credentials}"))],
        form,
    )
}

/// A request for what a token tells of its person.
pub fn userinfo(access_token: &str) -> Vec<u8> {
    let bearer = format!("Bearer {access_token}");
    get("/userinfo", &[("authorization", &bearer)])
}

fn client_credentials() -> Vec<u8> {
    let form = [("grant_type", "client_credentials"), ("scope", "api")];
    as_app("/token", "ES256", &form)
}

impl Worker {
    /// A worker that is ready to begin.
    pub async fn prepare(operation: Operation, person: &Person, c: &mut Connection) -> Self {
        match operation {
            Operation::BareGet => Self::Same(get("/json", &[]), 200),
            Operation::BareRedirect => Self::Same(get("/redirect", &[]), 303),
            Operation::BarePost => Self::Same(post("/form", &[], &[("code", VERIFIER)]), 200),
            Operation::BareSigned => Self::Same(post("/signed", &[], &[("code", VERIFIER)]), 200),
            Operation::BareRedeem => Self::Same(post("/redeem", &[], &[("code", VERIFIER)]), 200),
            Operation::Discovery => Self::Same(get("/.well-known/openid-configuration", &[]), 200),
            Operation::Jwks => Self::Same(get("/jwks", &[]), 200),
            Operation::ClientCredentials => Self::Same(client_credentials(), 200),
            Operation::SignOnEs256 => Self::sign_on("ES256", person),
            Operation::SignOnRs256 => Self::sign_on("RS256", person),
            Operation::Refresh => Self::Refresh(tokens(person, c).await.1),
            Operation::Userinfo => Self::Same(userinfo(&tokens(person, c).await.0), 200),
            Operation::Introspection => {
                let token = tokens(person, c).await.0;
                Self::Same(as_app("/introspect", "ES256", &[("token", &token)]), 200)
            }
            Operation::Revocation => Self::revoke(c).await,
            Operation::Password => {
                let form = Form::fetch(c).await;
                Self::Same(form.filled_in(person.number, &[]), 303)
            }
        }
    }

    fn sign_on(app: &'static str, person: &Person) -> Self {
        let authorize = authorize(app, &[("cookie", &person.cookies)]);
        Self::SignOn { app, authorize }
    }

    async fn revoke(connection: &mut Connection) -> Self {
        let mut tokens = Vec::new();
        for _ in 0..TO_REVOKE {
            let answer = connection.expect(&client_credentials(), 200).await;
            tokens.push(answer.member("access_token").to_owned());
        }
        Self::Revoke(tokens)
    }
}

impl Caller for Worker {
    async fn step(&mut self, connection: &mut Connection) -> bool {
        match self {
            Self::Same(request, status) => {
                connection.expect(request, *status).await;
            }
            Self::SignOn { app, authorize } => {
                sign_on(app, authorize, connection).await;
            }
            Self::Refresh(token) => {
                *token = refresh(token, connection).await;
            }
            Self::Revoke(tokens) => {
                let Some(token) = tokens.pop() else {
                    return false;
                };
                let request = as_app("/revoke", "ES256", &[("token", &token)]);
                connection.expect(&request, 200).await;
            }
        }
        true
    }
}

/// An access token of an app for itself.
pub async fn token_of(app: &str, scope: &str, connection: &mut Connection) -> String {
    let form = [("grant_type", "client_credentials"), ("scope", scope)];
    let answer = connection.expect(&as_app("/token", app, &form), 200).await;
    answer.member("access_token").to_owned()
}

/// An access token and a refresh token.
pub async fn tokens(person: &Person, connection: &mut Connection) -> (String, String) {
    let authorize = authorize("ES256", &[("cookie", &person.cookies)]);
    sign_on("ES256", &authorize, connection).await
}

/// The refresh token that comes for another one.
pub async fn refresh(token: &str, connection: &mut Connection) -> String {
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let request = as_app("/token", "ES256", &form);
    let answer = connection.expect(&request, 200).await;
    answer.member("refresh_token").to_owned()
}

/// A code for a session that is there, then tokens for the code.
async fn sign_on(app: &str, authorize: &[u8], connection: &mut Connection) -> (String, String) {
    let answer = connection.expect(authorize, 303).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", answer.parameter("code")),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", VERIFIER),
    ];
    let request = as_app("/token", app, &form);
    let answer = connection.expect(&request, 200).await;
    let member = |name| answer.member(name).to_owned();
    (member("access_token"), member("refresh_token"))
}
