//! Makes requests that nobody would send on purpose, from a seed.

use super::hand::encode;
use super::wire::head;
use data_encoding::BASE64;
use rand::rngs::StdRng;
use rand::{Rng, RngExt};
use signet::http::routes::ROUTES;
use std::fmt::Write as _;

/// A request before anything is done to it.
#[derive(Clone)]
pub struct Valid {
    pub method: &'static str,
    pub path: &'static str,
    pub parameters: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
}

/// `line` is method and path; `form` is encoded; `header` has a name and a value, or is empty.
pub fn valid(line: &'static str, form: &str, header: &str) -> Valid {
    let (method, path) = line.split_once(' ').unwrap();
    let header = header.split_once(": ");
    Valid {
        method,
        path,
        parameters: url::form_urlencoded::parse(form.as_bytes())
            .into_owned()
            .collect(),
        headers: header
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into_iter()
            .collect(),
    }
}

/// Values that hold, and values that break things.
pub struct Words {
    pub good: Vec<String>,
    pub bad: Vec<String>,
}

pub struct Mutator {
    pub dice: StdRng,
    pub words: Words,
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
            self.garble(&word)
        } else {
            word
        }
    }

    fn garble(&mut self, word: &str) -> String {
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

    pub fn mutate(&mut self, request: &mut Valid) {
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
                    request.parameters[at].1 = self.garble(&value);
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
                        let value = self.garble(&value);
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

    pub fn bytes(&mut self, request: &Valid) -> Vec<u8> {
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
            let _ = write!(headers, "{name}: {}\r\n", clean(value));
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
        let _ = write!(headers, "Content-Length: {}\r\n", form.len());
        let line = format!("{} {}", request.method, request.path);
        head(&line, &headers)
            .into_bytes()
            .into_iter()
            .chain(form.into_bytes())
            .collect()
    }

    /// Bytes that are no request, or that begin like one.
    pub fn garbage(&mut self) -> Vec<u8> {
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
