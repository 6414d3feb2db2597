//! What a real process writes to its log (security M1, M2, M3).

use super::hand::{Hand, encode};
use crate::harness::{CHALLENGE, PASSWORD, VERIFIER, free_port};
use data_encoding::BASE64;
use reqwest::StatusCode;
use serde_json::Value;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const SECRET: &str = "the-secret-of-the-app-0123456789-abcdefghij";
const CALLBACK: &str = "https://app.example/callback";

/// A `signet serve` of its own, that ends with the test.
struct Process {
    child: Child,
    folder: tempfile::TempDir,
    issuer: String,
}

impl Process {
    async fn start(format: &str) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let folder = tempfile::tempdir().unwrap();
        let seed = folder.path().join("seed.toml");
        let text = format!(
            "[[client]]\nclient_id = \"app\"\nclient_secret = \"{SECRET}\"\n\
             redirect_uris = [\"{CALLBACK}\"]\n\
             grant_types = [\"authorization_code\", \"refresh_token\"]\n\n\
             [[user]]\nusername = \"ada\"\npassword = \"{PASSWORD}\"\nemail = \"ada@example.com\"\n"
        );
        std::fs::write(&seed, text).unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let issuer = format!("http://{address}");
        let child = Command::new(env!("CARGO_BIN_EXE_signet"))
            .env_clear()
            .args(["serve", "--ephemeral", "--seed"])
            .arg(&seed)
            .args(["--listen", &address, "--issuer", &issuer])
            .args(["--log-format", format, "--log-level", "trace"])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn();
        let process = Self {
            child: child.unwrap(),
            folder,
            issuer,
        };
        process.wait_until_ready().await;
        process
    }

    async fn wait_until_ready(&self) {
        for _ in 0..200 {
            let ready = reqwest::get(format!("{}/health/ready", self.issuer)).await;
            if ready.is_ok_and(|ready| ready.status() == StatusCode::OK) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no start: {}", read(self.folder.path()));
    }

    fn browser(&self) -> Hand {
        Hand::at(&self.issuer, self.issuer.clone())
    }

    /// Stops it and reads its log.
    fn log(mut self) -> String {
        // A moment for the thread that writes the access log.
        std::thread::sleep(Duration::from_secs(1));
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        read(self.folder.path())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(folder: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(folder.join("log")).unwrap()).into_owned()
}

fn request() -> Vec<(&'static str, &'static str)> {
    vec![
        ("client_id", "app"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email offline_access"),
        ("state", "the-state-of-the-app-0123456789"),
        ("nonce", "the-nonce-of-the-app-0123456789"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

/// Goes through everything once, right and wrong; hands back all that no log may hold.
async fn live(process: &Process) -> Vec<String> {
    let mut browser = process.browser();
    let mut secrets: Vec<String> = [PASSWORD, SECRET, VERIFIER].map(str::to_owned).to_vec();
    let basic = BASE64.encode(format!("app:{SECRET}").as_bytes());
    let mut app = process
        .browser()
        .with("authorization", &format!("Basic {basic}"));
    secrets.push(basic);

    let page = browser.authorize(&request()).await;
    secrets.extend([page.hidden("request"), page.hidden("form_token")]);
    let wrong = "a-wrong-password-that-was-typed";
    secrets.push(wrong.to_owned());
    let page = browser.try_sign_in(&page, "ada", wrong).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    secrets.extend([page.hidden("request"), page.hidden("form_token")]);
    let code = browser.decide(&page, "allow").await.sent("code").unwrap();
    secrets.extend(browser.jar.values().cloned());
    secrets.push(code.clone());

    // Right, again, and wrong in several ways.
    let grant = [("grant_type", "authorization_code"), ("code", &code)];
    let right = [&grant[..], &[("code_verifier", VERIFIER)]].concat();
    let tokens: Value = serde_json::from_str(&app.post("/token", &right).await.text).unwrap();
    let text = |tokens: &Value, name: &str| tokens[name].as_str().unwrap().to_owned();
    for name in ["access_token", "refresh_token", "id_token"] {
        secrets.push(text(&tokens, name));
    }
    let mut bearer = process.browser().with(
        "authorization",
        &format!("Bearer {}", text(&tokens, "access_token")),
    );
    assert_eq!(bearer.get("/userinfo").await.status, 200);
    let refresh = text(&tokens, "refresh_token");
    let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
    let refreshed: Value = serde_json::from_str(&app.post("/token", &form).await.text).unwrap();
    for name in ["access_token", "refresh_token", "id_token"] {
        secrets.push(text(&refreshed, name));
    }
    app.post("/token", &grant).await;
    app.post("/token", &right).await;
    let mut nobody = process.browser();
    let posted = [("client_id", "app"), ("client_secret", SECRET)];
    nobody.post("/token", &[&right[..], &posted].concat()).await;
    nobody
        .post(&format!("/token?{}", encode(&posted)), &posted)
        .await;
    nobody
        .get(&format!(
            "/userinfo?access_token={}",
            text(&tokens, "access_token")
        ))
        .await;
    assert_eq!(bearer.get("/userinfo").await.status, 401);
    for path in ["/introspect", "/revoke"] {
        app.post(path, &[("token", &refresh)]).await;
        app.post(path, &[("token", &text(&tokens, "access_token"))])
            .await;
    }
    let hint = [("id_token_hint", text(&tokens, "id_token"))];
    let hint = [(hint[0].0, hint[0].1.as_str())];
    browser.get(&format!("/logout?{}", encode(&hint))).await;
    // Secrets in wrong places: as the code, in the address, cut off.
    let misplaced = [
        ("grant_type", "authorization_code"),
        ("code", SECRET),
        ("code_verifier", &code),
    ];
    app.post("/token", &misplaced).await;
    browser
        .get(&format!("/authorize/resume?request={code}"))
        .await;
    browser.get(&format!("/setup?token={code}")).await;
    browser.get(&format!("/{code}")).await;
    secrets
}

/// Whether a secret or most of it stands in the log.
fn check_secrets(log: &str, secrets: &[String]) {
    for secret in secrets {
        for part in secret.split('.').filter(|part| part.len() >= 16) {
            let cut: String = part.chars().skip(part.len() / 3).take(24).collect();
            let at = log.find(&cut);
            let line = at.map(|at| log[..at].rsplit('\n').next().unwrap_or_default());
            assert!(at.is_none(), "{secret} after {line:?}");
        }
    }
}

#[actix_web::test]
async fn security_m1_no_secret_reaches_the_log_at_any_level() {
    let process = Process::start("human").await;
    let secrets = live(&process).await;
    let log = process.log();
    check_secrets(&log, &secrets);
    // It did log, and the search finds what is there.
    assert!(
        log.contains("GET /userinfo") && log.contains("TRACE"),
        "{log}"
    );
}

#[actix_web::test]
async fn security_m1_m2_m3_json_lines_tell_what_happened_and_no_secret() {
    let process = Process::start("json").await;
    let secrets = live(&process).await;
    let log = process.log();
    check_secrets(&log, &secrets);
    let lines: Vec<Value> = log
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    for event in [
        "sign_in_failed",
        "signed_in",
        "consent_given",
        "code_replay",
        "refused",
        "signed_out",
    ] {
        let found = lines.iter().find(|line| line["event"] == event);
        let found = found.unwrap_or_else(|| panic!("no {event} in {log}"));
        assert!(
            found["timestamp"].as_str().unwrap().ends_with('Z'),
            "{found}"
        );
    }
    let replay = lines.iter().find(|line| line["event"] == "code_replay");
    assert_eq!(replay.unwrap()["client_id"], "app");
    let failed = lines.iter().find(|line| line["event"] == "sign_in_failed");
    assert_eq!(failed.unwrap()["address"], "127.0.0.1");
}

#[actix_web::test]
async fn security_m3_nobody_writes_lines_of_their_own() {
    let evil = "x\r\nforged-line INFO\u{1b}[31m\u{2028}forged-line\u{2029}\u{85}\u{9b}forged-line\u{7f}\u{202e}";
    for format in ["human", "json"] {
        let process = Process::start(format).await;
        let mut browser = process.browser().with("user-agent", "x\tforged-line\u{e9}");
        let page = browser.authorize(&request()).await;
        browser.try_sign_in(&page, evil, evil).await;
        browser.sign_in(&page, "ada", PASSWORD).await;
        let form = [
            ("client_id", evil),
            ("client_secret", evil),
            ("grant_type", evil),
            (evil, evil),
        ];
        for path in [
            "/token",
            "/introspect",
            "/revoke",
            "/logout",
            "/authorize",
            "/sign-in",
        ] {
            browser.post(path, &form).await;
            browser.get(&format!("{path}?{}", encode(&form))).await;
        }
        let mut changed = request();
        for change in [
            ("client_id", evil),
            ("redirect_uri", evil),
            ("scope", evil),
            ("prompt", evil),
        ] {
            changed.retain(|(name, _)| *name != change.0);
            changed.push(change);
            browser.authorize(&changed).await;
        }
        let basic = BASE64.encode(format!("{evil}:{evil}").as_bytes());
        let mut basic = process
            .browser()
            .with("authorization", &format!("Basic {basic}"));
        basic.post("/token", &[("grant_type", evil)]).await;
        browser
            .get(&format!("/%0d%0aforged-line%1b?{}", encode(&form)))
            .await;
        let log = process.log();
        for line in log.lines() {
            assert!(!line.starts_with("forged-line"), "{format}: {line:?}");
            let bad = line
                .chars()
                .find(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202e}'));
            assert_eq!(bad, None, "{format}: {line:?}");
            assert!(
                format == "human"
                    || !line.starts_with('{')
                    || serde_json::from_str::<Value>(line).is_ok(),
                "{line}"
            );
        }
    }
}
