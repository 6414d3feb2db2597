//! The sign-in itself: the authorization request, the code, its redemption, and what comes of it.

use super::answer::brought;
use super::outside;
use super::proof::{Cast, cast};
use super::proving::{Form, parameters};
use super::stage::Stage;
use super::verify::{self, Expected};
use super::{Checked, Proof};
use crate::admin::apps::AppsError;
use crate::entropy;
use crate::flow::authorize::{self, Outcome, Step, StepError, Visitor};
use crate::flow::userinfo::UserinfoAnswer;
use crate::flow::{Browser, Failure, Services, pushed_request, token, userinfo};
use crate::jose::KeySet;
use crate::model::{Client, User};
use crate::oidc::Parameters;
use crate::oidc::tokens::TokenResponse;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};

pub(super) const REQUEST: &str = "authorization request";
pub(super) const REDEMPTION: &str = "token endpoint";
const ID_TOKEN: &str = "ID token";
const USERINFO: &str = "userinfo";
const REFRESH: &str = "refresh";

/// What the app remembers from its request on.
struct Memory {
    nonce: String,
    verifier: Option<String>,
    redirect_uri: String,
}

/// A sign-in as it is played.
struct Play<'a> {
    stage: &'a Stage,
    cast: &'a Cast,
    keys: KeySet,
}

/// Plays the sign-in of `user` to `client`, who `may_enter`; `is_reached` tells whether this deployment can
/// be called at its own address.
pub(super) async fn play(
    services: &Services,
    client: &Client,
    user: &User,
    proof: &Proof,
    may_enter: bool,
    is_reached: bool,
) -> Result<Vec<Checked>, AppsError> {
    let failed = |why: &dyn ToString| AppsError::Failed(why.to_string());
    let stage = Stage::set(services, client, user).await;
    let stage = stage.map_err(|why| failed(&why))?;
    let played = on_stage(&stage, client, proof, may_enter, is_reached).await;
    stage.clear().await;
    played.map_err(|why| failed(&why))
}

async fn on_stage(
    stage: &Stage,
    client: &Client,
    proof: &Proof,
    may_enter: bool,
    is_reached: bool,
) -> Result<Vec<Checked>, Failure> {
    let cast = cast(&stage.services, client, proof).await?;
    stage.recast(client, &cast.client).await?;
    let mut all = vec![cast.found.clone()];
    if is_reached && cast.is_own {
        all.extend(outside::probe(&stage.services, &cast).await?);
    }
    let keys = match verify::published(&stage.services, is_reached).await {
        Ok(keys) => keys,
        Err(found) => {
            all.push(found);
            return Ok(all);
        }
    };
    let play = Play {
        stage,
        cast: &cast,
        keys,
    };
    if cast.client.metadata.allows_grant("client_credentials") {
        all.push(play.own_token().await?);
    }
    if may_enter && !cast.client.metadata.redirect_uris.is_empty() {
        play.sign_in(&mut all).await?;
    }
    Ok(all)
}

impl Play<'_> {
    fn services(&self) -> &Services {
        &self.stage.services
    }

    fn client(&self) -> &Client {
        &self.cast.client
    }

    /// A token of the app's own (RFC 6749 §4.4).
    async fn own_token(&self) -> Result<Checked, Failure> {
        let form = vec![("grant_type", "client_credentials".to_owned())];
        Ok(match self.token(form).await? {
            Ok(_) => Checked::good(REDEMPTION, "the app gets a token of its own"),
            Err(why) => Checked::refused(REDEMPTION, &why),
        })
    }

    async fn token(&self, form: Form) -> Result<Result<TokenResponse, Failure>, Failure> {
        let proven = self
            .cast
            .proving
            .proven(self.services(), self.client(), form)?;
        Ok(token::token(self.services(), &proven.request(token::PATH)).await)
    }

    async fn sign_in(&self, all: &mut Vec<Checked>) -> Result<(), Failure> {
        let (form, memory) = self.request();
        let answer = match self.answer(form).await? {
            Ok(answer) => answer,
            Err(found) => {
                all.push(found);
                return Ok(());
            }
        };
        let scope = &self.client().metadata.scope;
        let names: Vec<_> = answer.iter().map(|(name, _)| name.as_str()).collect();
        let given = names.iter().copied();
        let given = given.filter(|name| ["code", "id_token", "access_token"].contains(name));
        let given = given.collect::<Vec<_>>().join(" and ");
        let finding = format!("with scope {scope} it brings {given}");
        all.push(Checked::good(REQUEST, finding));
        let member = |name: &str| {
            let found = answer.iter().find(|(member, _)| member == name);
            found.map(|(_, value)| value.as_str())
        };
        if let Some(id_token) = member("id_token") {
            all.push(self.id_token(id_token, &memory, member("access_token")).0);
        }
        if let Some(code) = member("code") {
            self.redeem(code, &memory, all).await?;
        }
        Ok(())
    }

    /// The authorization request that the app would send. Apps without PKCE are those that need not use
    /// it.
    fn request(&self) -> (Form, Memory) {
        let random = || {
            let bytes: [u8; 32] = entropy::bytes(self.services().entropy.as_ref());
            BASE64URL_NOPAD.encode(&bytes)
        };
        let metadata = &self.client().metadata;
        let first = |all: &[String]| all.first().cloned().unwrap_or_default();
        let memory = Memory {
            nonce: random(),
            verifier: metadata.must_use_pkce().then(random),
            redirect_uri: first(&metadata.redirect_uris),
        };
        let mut form = vec![
            ("client_id", self.client().id.to_string()),
            ("redirect_uri", memory.redirect_uri.clone()),
            ("response_type", first(&metadata.response_types)),
            ("state", random()),
            ("nonce", memory.nonce.clone()),
            ("scope", metadata.scope.to_string()),
        ];
        if let Some(verifier) = &memory.verifier {
            let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
            let challenge = BASE64URL_NOPAD.encode(hash.as_ref());
            form.push(("code_challenge", challenge));
            form.push(("code_challenge_method", "S256".to_owned()));
        }
        (form, memory)
    }

    /// What the request brings the app, when the person has allowed everything; or what is in the way.
    async fn answer(&self, form: Form) -> Result<Result<Vec<(String, String)>, Checked>, Failure> {
        let parameters = match self.sent(form).await? {
            Ok(parameters) => parameters,
            Err(why) => return Ok(Err(Checked::refused(REQUEST, &why))),
        };
        let browser = Browser::new(self.services());
        let visitor = Visitor {
            browser: &browser,
            signed_in: Some(&self.stage.signed_in),
            waiting: &[],
            device: None,
        };
        let mut outcome = authorize::begin(self.services(), &parameters, visitor).await?;
        if let Outcome::Show(show) = &outcome
            && matches!(show.step, Step::Consent { .. })
        {
            let allowed = authorize::consent(self.services(), &show.sealed, visitor, true).await;
            outcome = allowed.map_err(|error| match error {
                StepError::Failure(failure) => failure,
                _ => Failure::Internal("the consent was lost"),
            })?;
        }
        Ok(brought(outcome))
    }

    /// What the browser carries: the request itself, an object that the app signed, or what stands for
    /// a request that it pushed.
    async fn sent(&self, form: Form) -> Result<Result<Parameters, Failure>, Failure> {
        let (services, client) = (self.services(), self.client());
        let id = ("client_id", client.id.to_string());
        let form = if client.metadata.must_sign_requests() {
            let object = self.cast.proving.request_object(services, client, &form)?;
            vec![id.clone(), ("request", object)]
        } else {
            form
        };
        if !client.metadata.must_push_requests() {
            return Ok(Ok(parameters(form.into_iter())?));
        }
        // The proof says who it is.
        let own = form.into_iter().filter(|(name, _)| *name != "client_id");
        let proven = self.cast.proving.proven(services, client, own.collect())?;
        let request = proven.request(pushed_request::PATH);
        match pushed_request::push(services, &request).await {
            Ok(pushed) => {
                let form = [id, ("request_uri", pushed.request_uri)];
                Ok(Ok(parameters(form.into_iter())?))
            }
            Err(why) => Ok(Err(why)),
        }
    }

    /// Redeems the code, and looks at what comes of it.
    async fn redeem(
        &self,
        code: &str,
        memory: &Memory,
        all: &mut Vec<Checked>,
    ) -> Result<(), Failure> {
        let mut form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", memory.redirect_uri.clone()),
        ];
        let verifier = memory.verifier.iter();
        form.extend(verifier.map(|verifier| ("code_verifier", verifier.clone())));
        let tokens = match self.token(form).await? {
            Ok(tokens) => tokens,
            Err(why) => {
                all.push(Checked::refused(REDEMPTION, &why));
                return Ok(());
            }
        };
        all.push(Checked::good(REDEMPTION, "the code is redeemed"));
        if let Some(id_token) = &tokens.id_token {
            let (found, claims) = self.id_token(id_token, memory, Some(&tokens.access_token));
            all.push(found);
            let subject = claims.and_then(|claims| claims.get("sub").cloned());
            let found = self.userinfo(&tokens.access_token, subject.as_ref()).await;
            all.push(found);
        }
        if let Some(refresh_token) = tokens.refresh_token {
            let form = vec![
                ("grant_type", "refresh_token".to_owned()),
                ("refresh_token", refresh_token),
            ];
            all.push(match self.token(form).await? {
                Ok(_) => Checked::good(REFRESH, "the refresh token brings new tokens"),
                Err(why) => Checked::refused(REFRESH, &why),
            });
        }
        Ok(())
    }

    fn id_token(
        &self,
        id_token: &str,
        memory: &Memory,
        access_token: Option<&str>,
    ) -> (Checked, Option<Map<String, Value>>) {
        let metadata = &self.client().metadata;
        let algorithm = metadata.id_token_signed_response_alg.as_str();
        if let Some(encryption) = metadata.id_token_encrypted_response_alg {
            let finding = format!(
                "it is encrypted to the app's key with {}, and only the app can open it",
                encryption.as_str()
            );
            return (Checked::good(ID_TOKEN, finding), None);
        }
        let expected = Expected {
            client: self.client(),
            nonce: &memory.nonce,
            access_token,
        };
        match verify::id_token(self.services(), &self.keys, id_token, &expected) {
            Ok(claims) => {
                let finding = format!("it is signed with {algorithm} by a published key");
                (Checked::good(ID_TOKEN, finding), Some(claims))
            }
            Err(why) => {
                let fix = "let the proxy pass /jwks on uncached, or `signet keys rotate`";
                (Checked::bad(ID_TOKEN, why, fix), None)
            }
        }
    }

    /// What is told for the access token, which must be about the same person.
    async fn userinfo(&self, access_token: &str, subject: Option<&Value>) -> Checked {
        let metadata = &self.client().metadata;
        let claims = match userinfo::userinfo(self.services(), access_token).await {
            Err(why) => return Checked::refused(USERINFO, &why),
            Ok(UserinfoAnswer::Json(claims)) => claims,
            Ok(UserinfoAnswer::Jwt(_)) if metadata.userinfo_encrypted_response_alg.is_some() => {
                let finding = "it is encrypted to the app's key, and only the app can open it";
                return Checked::good(USERINFO, finding);
            }
            Ok(UserinfoAnswer::Jwt(text)) => {
                let algorithm = metadata.userinfo_signed_response_alg;
                let algorithm = algorithm.map_or("none", |algorithm| algorithm.as_str());
                match verify::signed(&self.keys, &text, algorithm) {
                    Ok(claims) => claims,
                    Err(why) => {
                        let fix = "rotate the keys: `signet keys rotate`";
                        return Checked::bad(USERINFO, why, fix);
                    }
                }
            }
        };
        let names: Vec<_> = claims.keys().map(String::as_str).collect();
        if subject.is_some_and(|subject| claims.get("sub") != Some(subject)) {
            let finding = "sub is another than in the ID token";
            return Checked::bad(USERINFO, finding, "see the log of the server");
        }
        Checked::good(USERINFO, format!("it tells {}", names.join(", ")))
    }
}
