//! An app at a server in another process, which may die at any moment: an answer that does not
//! arrive whole is an error.

use super::{Browser, CHALLENGE, Deployment, Page, VERIFIER, parameter};
use reqwest::header::LOCATION;
use reqwest::{Error, Response, StatusCode};
use serde_json::Value;
use url::Url;

/// The secret of every declared app.
pub const SECRET: &str = "a secret that is long enough for anybody";

/// An answer, if it arrived.
pub type Arrived<T> = Result<T, Error>;

/// An app that the server knows from a declared file.
#[derive(Clone, Copy)]
pub struct Remote<'a> {
    pub deployment: &'a Deployment,
    pub id: &'a str,
    pub scope: &'a str,
}

/// Where an authorization request led.
pub enum Led {
    /// To the app, with a code.
    Code(String),
    /// To a page.
    Page(Page),
}

impl<'a> Remote<'a> {
    /// An app that asks for the usual things.
    pub const fn new(deployment: &'a Deployment, id: &'a str) -> Self {
        Self {
            deployment,
            id,
            scope: "openid profile email",
        }
    }

    /// The app as a declared file has it.
    pub fn declaration(id: &str, more: &str) -> String {
        format!(
            "[[client]]\nclient_id = \"{id}\"\nclient_secret = \"{SECRET}\"\n\
             token_endpoint_auth_method = \"client_secret_post\"\n\
             grant_types = [\"authorization_code\", \"refresh_token\"]\n\
             redirect_uris = [\"https://{id}.example/callback\"]\n{more}\n\n"
        )
    }

    fn redirect_uri(self) -> String {
        format!("https://{}.example/callback", self.id)
    }

    /// Asks for a code.
    pub async fn authorize(self, browser: &Browser) -> Arrived<Led> {
        let parameters = [
            ("client_id", self.id),
            ("redirect_uri", &self.redirect_uri()),
            ("response_type", "code"),
            ("scope", self.scope),
            ("nonce", "the nonce"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let url = self.deployment.url("/authorize");
        let url = Url::parse_with_params(&url, parameters).unwrap();
        led(browser.http.get(url).send().await?).await
    }

    /// Sends the consent form of `page`.
    pub async fn allow(self, browser: &Browser, page: &Page) -> Arrived<Led> {
        let form = [
            ("request", page.hidden("request")),
            ("form_token", page.hidden("form_token")),
            ("decision", "allow".to_owned()),
        ];
        let request = browser.http.post(self.deployment.url("/consent"));
        led(request.form(&form).send().await?).await
    }

    /// Redeems a code.
    pub async fn redeem(self, browser: &Browser, code: &str) -> Arrived<(StatusCode, Value)> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri()),
            ("code_verifier", VERIFIER),
        ];
        self.call(browser, "/token", &form).await
    }

    /// Refreshes.
    pub async fn refresh(self, browser: &Browser, token: &str) -> Arrived<(StatusCode, Value)> {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.call(browser, "/token", &form).await
    }

    /// Revokes a token.
    pub async fn revoke(self, browser: &Browser, token: &str) -> Arrived<(StatusCode, Value)> {
        self.call(browser, "/revoke", &[("token", token)]).await
    }

    async fn call(
        self,
        browser: &Browser,
        path: &str,
        form: &[(&str, &str)],
    ) -> Arrived<(StatusCode, Value)> {
        let mut form = form.to_vec();
        form.extend([("client_id", self.id), ("client_secret", SECRET)]);
        let request = browser.http.post(self.deployment.url(path)).form(&form);
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Asks the userinfo endpoint.
    pub async fn userinfo(self, browser: &Browser, access_token: &str) -> Arrived<StatusCode> {
        let request = browser.http.get(self.deployment.url("/userinfo"));
        Ok(request.bearer_auth(access_token).send().await?.status())
    }

    /// The tokens of a new sign-on, at a server that is there.
    pub async fn tokens(self, browser: &Browser) -> Value {
        let Led::Code(code) = self.authorize(browser).await.unwrap() else {
            panic!("a page instead of a code");
        };
        let (status, tokens) = self.redeem(browser, &code).await.unwrap();
        assert_eq!(status, StatusCode::OK, "{tokens}");
        tokens
    }
}

async fn led(response: Response) -> Arrived<Led> {
    let location = response.headers().get(LOCATION);
    let url = location.map(|location| Url::parse(location.to_str().unwrap()).unwrap());
    let page = Page {
        status: response.status(),
        text: response.text().await?,
    };
    Ok(match url.and_then(|url| parameter(&url, "code")) {
        Some(code) => Led::Code(code),
        None => Led::Page(page),
    })
}

impl Deployment {
    /// Signs a person in at their account page; tells what the form was answered with.
    pub async fn sign_in(
        &self,
        browser: &Browser,
        username: &str,
        password: &str,
    ) -> Arrived<StatusCode> {
        let response = browser.http.get(self.url("/account")).send().await?;
        let page = Page {
            status: response.status(),
            text: response.text().await?,
        };
        let form = [
            ("request", page.hidden("request")),
            ("form_token", page.hidden("form_token")),
            ("username", username.to_owned()),
            ("password", password.to_owned()),
        ];
        let request = browser.http.post(self.url("/sign-in")).form(&form);
        let response = request.send().await?;
        let status = response.status();
        response.text().await?;
        Ok(status)
    }
}
