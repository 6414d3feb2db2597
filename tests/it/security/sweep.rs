//! Thousands of requests that nobody would send on purpose (security N6): never a 5xx, never a
//! panic, never slow, and afterwards the server still signs somebody in.

use super::hand::{Hand, Seen, encode};
use super::mutator::{Mutator, Valid, Words, valid};
use super::wire::exchange;
use crate::harness::{PASSWORD, TestServer, VERIFIER, hidden};
use data_encoding::BASE64;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;
use signet::http::routes::ROUTES;
use std::time::Duration;

/// How many requests, and of what kind.
const MUTATED: usize = 2000;
const GARBAGE: usize = 500;

/// What somebody who is signed in, and an app, have in hand.
struct Hands {
    cookies: String,
    request: String,
    forms: [Seen; 5],
    tokens: Value,
    code: String,
    secret: String,
    basic: String,
}

impl Hands {
    async fn fill(server: &TestServer) -> Self {
        let app = server.app("app").await;
        server.user("ada").await;
        let mut browser = Hand::new(server);
        let code = browser.code(&app, "ada").await;
        let (_, tokens) = server.redeem(&app, &code).await;
        let code = browser.code(&app, "ada").await;
        let mut forms = Vec::new();
        for prompt in ["login", "consent", "select_account"] {
            let request = app.request_with(&[("prompt", prompt)]);
            forms.push(browser.authorize(&request).await);
        }
        forms.push(browser.get("/logout").await);
        forms.push(browser.get("/account").await);
        let cookies: Vec<_> = browser
            .jar
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let secret = encode(&[("", app.secret.as_deref().unwrap())])[1..].to_owned();
        Self {
            cookies: format!("Cookie: {}", cookies.join("; ")),
            request: encode(&app.request()),
            forms: forms.try_into().unwrap(),
            tokens,
            code,
            basic: BASE64.encode(format!("app:{secret}").as_bytes()),
            secret,
        }
    }

    /// The hidden fields of a form.
    fn form(&self, at: usize) -> String {
        let fields = ["request", "form_token"].map(|name| {
            let value = hidden(&self.forms[at].text, name).unwrap_or_default();
            format!("{name}={value}")
        });
        fields.join("&")
    }

    fn token(&self, name: &str) -> &str {
        self.tokens[name].as_str().unwrap()
    }

    /// Valid requests to everything.
    #[rustfmt::skip]
    fn requests(&self) -> Vec<Valid> {
        let (cookies, request, secret) = (&self.cookies, &self.request, &self.secret);
        let (access, refresh, id) = (self.token("access_token"), self.token("refresh_token"), self.token("id_token"));
        let client = format!("Authorization: Basic {}", self.basic);
        let bearer = format!("Authorization: Bearer {access}");
        let form = |at, more: &str| format!("{}&{more}", self.form(at));
        let code = format!("grant_type=authorization_code&code={}&code_verifier={VERIFIER}", self.code);
        let itself = format!("grant_type=client_credentials&client_id=app&client_secret={secret}");
        let hinted = format!("{request}&id_token_hint={id}&max_age=10&response_mode=form_post");
        let mut all = vec![
            valid("GET /authorize", request, cookies),
            valid("POST /authorize", request, cookies),
            valid("GET /authorize", &hinted, cookies),
            valid("GET /authorize/resume", &self.form(0), cookies),
            valid("POST /sign-in", &form(0, "username=ada&password=x&decision=cancel"), cookies),
            valid("POST /consent", &form(1, "decision=allow"), cookies),
            valid("POST /select-account", &form(2, "account="), cookies),
            valid("GET /logout", "state=s&post_logout_redirect_uri=https://app.example/", cookies),
            valid("POST /logout/confirm", &form(3, "decision=stay"), cookies),
            valid("POST /account/end-session", &form(4, "session=x"), cookies),
            valid("POST /account/withdraw", &form(4, "client_id=other"), cookies),
            valid("POST /token", &code, &client),
            valid("POST /token", &format!("grant_type=refresh_token&refresh_token={refresh}"), &client),
            valid("POST /token", &itself, ""),
            valid("GET /userinfo", "", &bearer),
            valid("POST /userinfo", &format!("access_token={access}"), ""),
            valid("POST /introspect", &format!("token={access}&token_type_hint=x"), &client),
            valid("POST /revoke", &format!("token={id}"), &client),
            valid("POST /setup", "token=x&form_token=x&username=x&password=x", cookies),
        ];
        all.extend(ROUTES.iter().map(|route| Valid {
            path: route.path,
            ..valid("GET /", "request=x", cookies)
        }));
        all
    }

    /// What can be put anywhere.
    fn words(&self) -> Words {
        let tokens = ["access_token", "refresh_token", "id_token"];
        let mut good: Vec<_> = tokens
            .iter()
            .map(|name| self.token(name).to_owned())
            .collect();
        good.extend([self.code.clone(), self.secret.clone(), self.basic.clone()]);
        for at in 0..self.forms.len() {
            let form = self.form(at);
            good.extend(form.split(['&', '=']).map(str::to_owned));
        }
        good.extend(self.cookies.split(['=', ';']).map(str::to_owned));
        let mut bad: Vec<String> = BAD.iter().map(|word| (*word).to_owned()).collect();
        bad.extend([
            "[".repeat(5000),
            "a ".repeat(2500),
            "=".repeat(70_000),
            "é".repeat(300),
        ]);
        Words { good, bad }
    }
}

#[rustfmt::skip]
const BAD: [&str; 31] = [
    "", " ", "null", "0", "-1", "99999999999999999999", "\0", "\r\nX: y", "%", "%00", "é",
    "\u{feff}", "\u{202e}", "😀", "' OR 1=1 --", "<script>", "..", "../../etc/passwd", "{}",
    "[[[[[[", "e30.e30.", "eyJhbGciOiJub25lIn0.e30.", "openid openid", "code token", "none login",
    "https://app.example/callback", "javascript:alert(1)", "app", "authorization_code",
    "urn:ietf:params:oauth:grant-type:device_code", "A",
];

#[actix_web::test]
async fn security_n6_whatever_is_sent_is_answered_and_breaks_nothing() {
    let server = TestServer::start().await;
    let hands = Hands::fill(&server).await;
    let (valid, words) = (hands.requests(), hands.words());
    let seed = std::env::var("SIGNET_SWEEP_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(20_260_101_u64);
    let mut mutator = Mutator {
        dice: StdRng::seed_from_u64(seed),
        words,
    };
    let (mut answered, mut good) = (0, 0);
    for number in 0..MUTATED {
        let mut request = valid[number % valid.len()].clone();
        if number >= valid.len() {
            mutator.mutate(&mut request);
        }
        let bytes = mutator.bytes(&request);
        let reply = exchange(&server, &bytes, Duration::from_secs(5));
        let shown = String::from_utf8_lossy(&bytes);
        let shown = shown.chars().take(3000).collect::<String>();
        assert!(
            (200..500).contains(&reply.status()),
            "seed {seed}, request {number}: {reply:?}\n{shown}"
        );
        assert!(
            reply.closed,
            "seed {seed}, request {number}: hangs\n{shown}"
        );
        answered += 1;
        good += usize::from(reply.status() < 400);
    }
    assert_eq!(answered, MUTATED);
    // Not all of it was turned away at the door.
    assert!(good > MUTATED / 20, "{good}");
    for number in 0..GARBAGE {
        let bytes = mutator.garbage();
        let mut wire = super::wire::Wire::open(&server);
        wire.send(&bytes);
        wire.finish();
        let reply = wire.read(Duration::from_secs(5));
        assert!(
            reply.status() < 500 && reply.closed,
            "seed {seed}, garbage {number}: {reply:?}\n{bytes:?}"
        );
    }
    server.wait(3600);
    let app = server.app("after").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    assert!(browser.decide(&page, "allow").await.sent("code").is_some());
}
