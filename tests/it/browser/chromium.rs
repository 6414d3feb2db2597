//! One Chromium: what a person does with it, and what must hold whatever they do.

use super::driver::Driver;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, WebDriver};
use url::Url;

/// How long a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(40);

/// What chromedriver calls it, and where it is.
type Program = (&'static str, &'static str);
const WHOLE: Program = ("chrome", "/usr/bin/chromium");
/// Pages are the same in it, and it starts with a fifth of the work.
const SHELL: Program = (
    "chrome-headless-shell",
    "/usr/lib/chromium/chromium-headless-shell",
);

/// Whether pages may run script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// A browser with a profile of its own. Ends when dropped, also by a panic.
pub struct Chromium {
    pub driver: WebDriver,
    pub script: Script,
    _process: Driver,
    _profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts one without a window and all that is around one.
    pub async fn start(script: Script) -> Self {
        Self::of(SHELL, &[], script).await
    }

    /// Starts the browser that people have, where what is around its pages matters.
    pub async fn whole() -> Self {
        Self::of(WHOLE, &["--headless=new"], Script::On).await
    }

    async fn of(program: Program, arguments: &[&str], script: Script) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let process = Driver::start();
        let capabilities = capabilities(program, profile.path().to_str().unwrap(), arguments);
        let driver = WebDriver::new(process.address.clone(), capabilities)
            .await
            .expect("Chromium does not start");
        let chromium = Self {
            driver,
            script,
            _process: process,
            _profile: profile,
        };
        let off = json!({ "value": script == Script::Off });
        chromium
            .cdp("Emulation.setScriptExecutionDisabled", off)
            .await;
        chromium
    }

    /// Goes to an address.
    pub async fn open(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    /// Starts an authorization request.
    pub async fn authorize(&self, issuer: &str, parameters: &[(&str, &str)]) {
        let url = Url::parse_with_params(&format!("{issuer}/authorize"), parameters).unwrap();
        self.open(url.as_str()).await;
    }

    /// The element of this id, as soon as a page has it.
    pub async fn id(&self, id: &str) -> WebElement {
        self.find(By::Id(id)).await
    }

    /// The first element found, as soon as there is one.
    pub async fn find(&self, by: By) -> WebElement {
        let began = Instant::now();
        loop {
            match self.driver.find(by.clone()).await {
                Ok(element) => return element,
                Err(error) if began.elapsed() > PATIENCE => {
                    let page = self.driver.source().await.unwrap_or_default();
                    panic!("{error}\nat {}: {page}", self.url().await)
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Whether the page has this element now.
    pub async fn has(&self, css: &str) -> bool {
        let found = self.driver.find_all(By::Css(css)).await.unwrap();
        !found.is_empty()
    }

    /// The text of the first element found.
    pub async fn text(&self, css: &str) -> String {
        self.find(By::Css(css)).await.text().await.unwrap()
    }

    pub async fn click(&self, id: &str) {
        self.act(By::Id(id), async |element| element.click().await)
            .await;
    }

    pub async fn click_css(&self, css: &str) {
        self.act(By::Css(css), async |element| element.click().await)
            .await;
    }

    /// Replaces what is in a field.
    pub async fn fill(&self, id: &str, text: &str) {
        self.act(By::Id(id), async |field| {
            field.clear().await?;
            field.send_keys(text).await
        })
        .await;
    }

    /// Does something with an element; once more where the page that it was found on has gone.
    async fn act(&self, by: By, act: impl AsyncFn(&WebElement) -> WebDriverResult<()>) {
        let began = Instant::now();
        loop {
            let element = self.find(by.clone()).await;
            match act(&element).await {
                Ok(()) => return,
                Err(error) if is_gone(&error) && began.elapsed() < PATIENCE => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Fills in the sign-in form and sends it.
    pub async fn sign_in(&self, username: &str, password: &str) {
        self.fill("username", username).await;
        self.fill("password", password).await;
        self.click("login").await;
    }

    pub async fn url(&self) -> Url {
        self.driver.current_url().await.unwrap()
    }

    /// Waits until the browser has arrived at an address that begins so.
    pub async fn arrive(&self, at: &str) -> Url {
        let began = Instant::now();
        loop {
            let url = self.url().await;
            if url.as_str().starts_with(at) {
                return url;
            }
            assert!(began.elapsed() < PATIENCE, "at {url}, not {at}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// A command of the DevTools protocol.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .unwrap()
    }

    /// Makes it the browser of somebody who was never here.
    pub async fn forget(&self) {
        self.cdp("Network.clearBrowserCookies", json!({})).await;
    }

    /// Ends the session. Nothing may have gone to another machine, and no page may have given
    /// cause for complaint (security I1).
    pub async fn finish(self) {
        let requests = self.driver.get_log("performance").await.unwrap();
        let complaints = self.driver.browser_log().await.unwrap();
        self.driver.clone().quit().await.unwrap();
        for entry in requests {
            if let Some(url) = requested(&entry.message) {
                assert!(is_local(&url), "a request went to {url}");
            }
        }
        for entry in complaints {
            assert!(is_refusal(&entry.message), "the console says: {entry:?}");
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // The process ends it. Ending the session from here would wait for minutes.
        let _ = self.driver.clone().leak();
    }
}

fn is_gone(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::StaleElementReference(_)
    )
}

fn capabilities((name, binary): Program, profile: &str, arguments: &[&str]) -> Capabilities {
    let profile = format!("--user-data-dir={profile}");
    let mut all = vec![
        "--no-sandbox",
        "--disable-gpu",
        "--disable-software-rasterizer",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--no-proxy-server",
        "--window-size=1280,900",
        &profile,
    ];
    all.extend(arguments);
    let options = json!({ "binary": binary, "args": all });
    let logs = json!({ "browser": "ALL", "performance": "ALL" });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", name).unwrap();
    capabilities.set("goog:chromeOptions", options).unwrap();
    capabilities.set("goog:loggingPrefs", logs).unwrap();
    capabilities
}

/// The address that an event of the performance log says was asked for.
fn requested(message: &str) -> Option<String> {
    let event: Value = serde_json::from_str(message).unwrap();
    let event = &event["message"];
    let asked = event["method"] == "Network.requestWillBeSent";
    asked.then(|| {
        event["params"]["request"]["url"]
            .as_str()
            .map(str::to_owned)
    })?
}

fn is_local(url: &str) -> bool {
    let url = Url::parse(url).unwrap();
    match url.scheme() {
        "http" => matches!(
            url.host_str(),
            Some("127.0.0.1" | "localhost" | "app.localhost" | "[::1]")
        ),
        scheme => matches!(scheme, "data" | "about" | "chrome"),
    }
}

/// Chromium notes each page that comes with the status of an error, as some of Signet's must.
fn is_refusal(message: &str) -> bool {
    !message.contains("/static/")
        && message.contains("Failed to load resource: the server responded with a status of 4")
}
