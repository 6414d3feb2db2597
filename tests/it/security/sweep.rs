//! Thousands of requests that nobody would send on purpose (security N6): never a 5xx, never a
//! panic, never slow, and afterwards the server still signs somebody in.

use super::hand::{Hand, encode};
use super::wire::{exchange, head};
use crate::harness::{PASSWORD, TestServer, VERIFIER};
use data_encoding::BASE64;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use signet::http::routes::ROUTES;
use std::time::Duration;

/// How many requests, and of what kind.
const MUTATED: usize = 3000;
const GARBAGE: usize = 500;

/// A request before anything is done to it.
#[derive(Clone)]
struct Valid {
    method: &'static str,
    path: &'static str,
    parameters: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

fn valid(
    method: &'static str,
    path: &'static str,
    parameters: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> Valid {
    let own = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    Valid {
        method,
        path,
        parameters: own(parameters),
        headers: own(headers),
    }
}

/// Values that hold, and values that break things.
struct Words {
    good: Vec<String>,
    bad: Vec<String>,
}

struct Mutator {
    dice: StdRng,
    words: Words,
}

impl Mutator {
    fn below(&mut self, end: usize) -> usize {
        self.dice.random_range(0..end.max(1))
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn word(&mut self) -> String {
        let (good, bad) = (self.words.good.len(), self.words.bad.len());
        let at = self.below(good + bad);
        let word = match at.checked_sub(good) {
            None => self.words.good[at].clone(),
            Some(at) => self.words.bad[at].clone(),
        };
        if self.chance(3) {
            self.garble(word)
        } else {
            word
        }
    }

    fn garble(&mut self, word: String) -> String {
        let mut chars: Vec<char> = word.chars().collect();
        let at = self.below(chars.len());
        match self.below(6) {
            0 => chars.truncate(at),
            1 if !chars.is_empty() => {
                chars.remove(at);
            }
            2 => chars.insert(at, ['\0', '\r', '\u{2028}', '.', '=', 'é'][at % 6]),
            3 if !chars.is_empty() => chars[at] = 'A',
            4 => chars.extend(word.chars()),
            _ => {
                let times = self.below(3000);
                chars.extend("A.".repeat(times).chars());
            }
        }
        chars.into_iter().collect()
    }

    fn mutate(&mut self, request: &mut Valid) {
        for _ in 0..=self.below(3) {
            let count = request.parameters.len();
            let at = self.below(count);
            match self.below(8) {
                0 if count > 0 => {
                    request.parameters.remove(at);
                }
                1 if count > 0 => {
                    let again = request.parameters[at].clone();
                    request.parameters.push(again);
                }
                2 | 3 if count > 0 => request.parameters[at].1 = self.word(),
                4 if count > 0 => {
                    let value = request.parameters[at].1.clone();
                    request.parameters[at].1 = self.garble(value);
                }
                5 => {
                    let pair = (self.word(), self.word());
                    request.parameters.push(pair);
                }
                6 => {
                    let names = [
                        "Cookie",
                        "Authorization",
                        "Origin",
                        "If-None-Match",
                        "Expect",
                    ];
                    let name = names[self.below(names.len())].to_owned();
                    let value = match name.as_str() {
                        "Cookie" => format!(
                            "signet-session={}; signet-browser={}",
                            self.word(),
                            self.word()
                        ),
                        "Authorization" if self.chance(2) => format!("Bearer {}", self.word()),
                        "Authorization" => {
                            format!("Basic {}", BASE64.encode(self.word().as_bytes()))
                        }
                        _ => self.word(),
                    };
                    request.headers.push((name, value));
                }
                _ => {
                    if let Some((_, value)) = request.headers.first().cloned() {
                        let value = self.garble(value);
                        request.headers[0].1 = value;
                    }
                }
            }
        }
        if self.chance(20) {
            request.method = ["GET", "POST", "HEAD", "OPTIONS", "PUT"][self.below(5)];
        }
        if self.chance(10) {
            request.path = ROUTES[self.below(ROUTES.len())].path;
        }
    }

    fn bytes(&mut self, request: &Valid) -> Vec<u8> {
        let pairs: Vec<_> = request
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut form = encode(&pairs);
        if self.chance(10) {
            // Not encoded at all.
            let pairs = request.parameters.iter().map(|(n, v)| format!("{n}={v}"));
            form = pairs.collect::<Vec<_>>().join("&");
        }
        let clean = |text: &str| text.replace(['\r', '\n', '\0'], "");
        let mut headers = String::new();
        for (name, value) in &request.headers {
            headers.push_str(&format!("{name}: {}\r\n", clean(value)));
        }
        let in_url = request.method == "GET" || self.chance(10);
        if in_url {
            let form = clean(&form).replace(' ', "+");
            return head(
                &format!("{} {}?{form}", request.method, request.path),
                &headers,
            )
            .into_bytes();
        }
        headers.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
        headers.push_str(&format!("Content-Length: {}\r\n", form.len()));
        let line = format!("{} {}", request.method, request.path);
        head(&line, &headers)
            .into_bytes()
            .into_iter()
            .chain(form.into_bytes())
            .collect()
    }

    /// Bytes that are no request, or that begin like one.
    fn garbage(&mut self) -> Vec<u8> {
        let mut bytes = vec![0; self.below(600)];
        self.dice.fill_bytes(&mut bytes);
        let begin: &[u8] = match self.below(4) {
            0 => b"",
            1 => b"GET /",
            2 => b"POST /token HTTP/1.1\r\n",
            _ => b"POST /sign-in HTTP/1.1\r\nHost: l\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 300\r\n\r\n",
        };
        [begin, &bytes].concat()
    }
}

/// Valid requests to everything, from somebody who is signed in, and what can be put anywhere.
async fn valid_requests(server: &TestServer) -> (Vec<Valid>, Words) {
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(server);
    let code = browser.code(&app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let unused = browser.code(&app, "ada").await;
    let login = browser
        .authorize(&app.request_with(&[("prompt", "login")]))
        .await;
    let consent = browser
        .authorize(&app.request_with(&[("prompt", "consent")]))
        .await;
    let select = browser
        .authorize(&app.request_with(&[("prompt", "select_account")]))
        .await;
    let logout = browser.get("/logout").await;
    let account = browser.get("/account").await;
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let (access, refresh, id) = (
        text("access_token"),
        text("refresh_token"),
        text("id_token"),
    );
    let cookies: Vec<_> = browser
        .jar
        .iter()
        .map(|(n, v)| format!("{n}={v}"))
        .collect();
    let cookies = cookies.join("; ");
    let secret = app.secret.clone().unwrap();
    let credentials = encode(&[("a", &secret)]).replacen("a=", "app:", 1);
    let basic = format!("Basic {}", BASE64.encode(credentials.as_bytes()));
    let bearer = format!("Bearer {access}");
    let cookie = [("Cookie", cookies.as_str())];
    let client = [("Authorization", basic.as_str())];
    let form = |page: &super::hand::Seen| (page.hidden("request"), page.hidden("form_token"));
    let (login, consent, select, logout) =
        (form(&login), form(&consent), form(&select), form(&logout));
    let account = account.hidden("form_token");
    let request = app.request();
    let mut all = vec![
        valid("GET", "/authorize", &request, &cookie),
        valid("POST", "/authorize", &request, &cookie),
        valid(
            "GET",
            "/authorize",
            &app.request_with(&[
                ("id_token_hint", &id),
                ("max_age", "10"),
                ("response_mode", "form_post"),
            ]),
            &cookie,
        ),
        valid(
            "GET",
            "/authorize/resume",
            &[("request", &login.0)],
            &cookie,
        ),
        // The password is wrong, so that no time goes into right ones.
        valid(
            "POST",
            "/sign-in",
            &[
                ("request", &login.0),
                ("form_token", &login.1),
                ("username", "ada"),
                ("decision", "cancel"),
            ],
            &cookie,
        ),
        valid(
            "POST",
            "/consent",
            &[
                ("request", &consent.0),
                ("form_token", &consent.1),
                ("decision", "allow"),
            ],
            &cookie,
        ),
        valid(
            "POST",
            "/select-account",
            &[
                ("request", &select.0),
                ("form_token", &select.1),
                ("account", ""),
            ],
            &cookie,
        ),
        valid(
            "GET",
            "/logout",
            &[
                ("id_token_hint", "x"),
                ("state", "s"),
                ("post_logout_redirect_uri", "https://app.example/"),
            ],
            &cookie,
        ),
        valid(
            "POST",
            "/logout/confirm",
            &[
                ("request", &logout.0),
                ("form_token", "x"),
                ("decision", "logout"),
            ],
            &cookie,
        ),
        valid(
            "POST",
            "/account/end-session",
            &[("form_token", &account), ("session", "x")],
            &cookie,
        ),
        valid(
            "POST",
            "/account/withdraw",
            &[("form_token", &account), ("client_id", "other")],
            &cookie,
        ),
        valid(
            "POST",
            "/token",
            &[
                ("grant_type", "authorization_code"),
                ("code", &unused),
                ("code_verifier", VERIFIER),
                ("redirect_uri", &app.redirect_uri),
            ],
            &client,
        ),
        valid(
            "POST",
            "/token",
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", &refresh),
                ("scope", "openid"),
            ],
            &client,
        ),
        valid(
            "POST",
            "/token",
            &[
                ("grant_type", "client_credentials"),
                ("client_id", "app"),
                ("client_secret", &secret),
            ],
            &[],
        ),
        valid("GET", "/userinfo", &[], &[("Authorization", &bearer)]),
        valid("POST", "/userinfo", &[("access_token", &access)], &[]),
        valid(
            "POST",
            "/introspect",
            &[("token", &access), ("token_type_hint", "access_token")],
            &client,
        ),
        valid("POST", "/revoke", &[("token", &id)], &client),
        valid(
            "POST",
            "/setup",
            &[
                ("token", "x"),
                ("form_token", "x"),
                ("username", "x"),
                ("password", "x"),
            ],
            &cookie,
        ),
    ];
    all.extend(
        ROUTES
            .iter()
            .map(|route| valid("GET", route.path, &[("request", "x")], &cookie)),
    );
    let mut good = vec![
        access, refresh, id, unused, code, login.0, consent.0, account, secret,
    ];
    good.extend(browser.jar.into_values());
    let bad = [
        "",
        " ",
        "null",
        "0",
        "-1",
        "99999999999999999999",
        "\u{0}",
        "\r\nX: y",
        "%",
        "%00",
        "é",
        "\u{feff}",
        "\u{202e}",
        "😀",
        "' OR 1=1 --",
        "<script>",
        "..",
        "../../etc/passwd",
        "{}",
        "[[[[[[",
        "e30.e30.",
        "..",
        "eyJhbGciOiJub25lIn0.e30.",
        "openid openid",
        "code token",
        "none login",
        "https://app.example/callback",
        "javascript:alert(1)",
        "app",
        "authorization_code",
        "urn:ietf:params:oauth:grant-type:device_code",
        "A",
    ];
    let mut bad: Vec<String> = bad.iter().map(|word| (*word).to_owned()).collect();
    bad.extend([
        "[".repeat(5000),
        "a ".repeat(2500),
        "=".repeat(70_000),
        "é".repeat(300),
    ]);
    (all, Words { good, bad })
}

#[actix_web::test]
async fn security_n6_whatever_is_sent_is_answered_and_breaks_nothing() {
    let server = TestServer::start().await;
    let (valid, words) = valid_requests(&server).await;
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
