//! The answer to a request that is granted: a code, tokens, or both (OpenID Connect Core §3.1.2.5,
//! §3.2.2.5, §3.3.2.5).

use super::{Outcome, USED, Visitor, respond_error, use_up};
use crate::flow::access_token::{self, Subject};
use crate::flow::code::AuthorizationCode;
use crate::flow::id_token::IdToken;
use crate::flow::pending::Pending;
use crate::flow::session::SignedIn;
use crate::flow::{Failure, Services, subject, trace};
use crate::login::policy::{self, Level};
use crate::model::{Client, Consent, Grant, RefreshKind, TraceId};
use crate::oidc::claims_request::with_claims;
use crate::oidc::{AuthorizationRequest, AuthorizationResponse, Destination, ScopeSet};
use crate::store::StoreError;
use std::sync::Arc;
use std::time::Duration;

/// What is granted, and to whom.
pub struct Granted<'a> {
    pub client: &'a Client,
    pub request: &'a AuthorizationRequest,
    pub destination: Destination,
    pub signed_in: &'a SignedIn,
    pub scope: ScopeSet,
    pub trace: Option<TraceId>,
}

/// Answers a request that is granted.
pub async fn grant(
    services: &Services,
    pending: &Pending,
    granted: Granted<'_>,
    visitor: Visitor<'_>,
    consented: bool,
) -> Result<Outcome, Failure> {
    if !use_up(services, pending).await? {
        return Ok(respond_error(services, pending, visitor, USED));
    }
    if consented {
        let asked = with_claims(&granted.scope, &granted.request.claims.person);
        remember(services, granted.client, granted.signed_in, &asked).await?;
    }
    match granted.answer(services).await {
        Ok(response) => Ok(Outcome::Respond {
            response,
            error: None,
        }),
        Err(Failure::Refused { error, detail }) => {
            tracing::warn!(event = "no_tokens", client_id = %granted.client.id, detail);
            Ok(respond_error(services, pending, visitor, error))
        }
        Err(failure) => Err(failure),
    }
}

async fn remember(
    services: &Services,
    client: &Client,
    signed_in: &SignedIn,
    scope: &ScopeSet,
) -> Result<(), StoreError> {
    let consent = Consent {
        user_id: signed_in.user.id,
        client_id: client.id.clone(),
        scope: scope.clone(),
        granted_at: services.now(),
    };
    let event = services.event("consent.given").by_person(consent.user_id);
    let event = event.client(&client.id).session(signed_in.session.id);
    let event = event.with("scope", scope);
    services.recording(event).remember_consent(consent).await?;
    tracing::info!(
        event = "consent_given",
        client_id = client.id.as_str(),
        user = %signed_in.user.id,
        sub = subject::of(services, client, &signed_in.user),
        scope = %scope,
    );
    Ok(())
}

impl Granted<'_> {
    /// The answer. Only tokens are written down: a code is the grant-to-be itself.
    pub async fn answer(&self, services: &Services) -> Result<AuthorizationResponse, Failure> {
        let wanted = self.request.response_type;
        let code = wanted
            .code
            .then(|| self.to_be(services).seal(services))
            .transpose()?;
        // Who hears of logouts is found by its families, and a code makes its own when it is redeemed.
        let unheard = !wanted.code && self.client.metadata.hears_of_logout();
        let family = if wanted.token || unheard {
            Some(self.keep_family(services).await?)
        } else {
            None
        };
        let access_token = family
            .filter(|_| wanted.token)
            .map(|family| self.access_token(services, &family))
            .transpose()?;
        let id_token = if wanted.id_token {
            let made = self.id_token(services, code.as_deref(), access_token.as_deref());
            Some(made.await?)
        } else {
            None
        };
        let mut members = Vec::new();
        members.extend(code.map(|code| ("code", code)));
        if let Some(access_token) = access_token {
            let lifetime = services.config.lifetimes.access_token.as_secs();
            members.push(("access_token", access_token));
            members.push(("token_type", "Bearer".to_owned()));
            members.push(("expires_in", lifetime.to_string()));
            let scope = Some(self.scope.to_string()).filter(|scope| !scope.is_empty());
            members.extend(scope.map(|scope| ("scope", scope)));
        }
        for (member, _) in &members {
            if *member == "access_token" {
                services.meters.tokens.note("implicit", member);
            }
        }
        members.extend(id_token.map(|id_token| ("id_token", id_token)));
        trace::step(services, self.trace, "sign_in.answered", |event| {
            let event = event.client(&self.client.id).person(self.signed_in.user.id);
            let names: Vec<_> = members.iter().map(|(name, _)| *name).collect();
            event.with("members", names.join(" "))
        });
        Ok(self.destination.success(&members, services.issuer()))
    }

    /// How strong the sign-in was, in the words of the request where they fit.
    fn acr(&self) -> String {
        let acr = &self.signed_in.session.acr;
        let asked = self.request.claims.acr.as_ref();
        let asked = asked.map_or(&[][..], |acr| acr.values.as_slice());
        Level::parse(acr).map_or_else(
            || acr.clone(),
            |has| policy::shown(has, asked).as_str().to_owned(),
        )
    }

    /// The grant-to-be under an identifier of its own.
    fn to_be(&self, services: &Services) -> AuthorizationCode {
        let (request, session) = (self.request, &self.signed_in.session);
        AuthorizationCode {
            id: services.new_family(),
            client_id: request.client_id.clone(),
            user_id: self.signed_in.user.id,
            session_id: session.id,
            redirect_uri: request.redirect_uri.clone(),
            scope: self.scope.clone(),
            claims: request.claims.person.clone(),
            nonce: request.nonce.clone(),
            code_challenge: request.code_challenge.clone(),
            auth_time: session.auth_time,
            acr: self.acr(),
            amr: session.amr.clone(),
            trace: self.trace,
            expires_at: services.now().plus(self.code_lifetime(services)),
        }
    }

    /// At most a minute under FAPI (FAPI 2.0 §5.3.2.1).
    fn code_lifetime(&self, services: &Services) -> Duration {
        let lifetime = services.config.lifetimes.authorization_code;
        if self.client.metadata.profile.is_fapi() {
            lifetime.min(Duration::from_mins(1))
        } else {
            lifetime
        }
    }

    /// An access token is good only while its family lives, so that is on disk first.
    async fn keep_family(&self, services: &Services) -> Result<Arc<Grant>, Failure> {
        let (session, now) = (&self.signed_in.session, services.now());
        let to_be = self.to_be(services);
        let family = to_be.family(services, self.client, session, RefreshKind::None, now);
        let family = Arc::new(family);
        services.store.redeem(Arc::clone(&family)).await?;
        Ok(family)
    }

    fn access_token(&self, services: &Services, family: &Grant) -> Result<String, Failure> {
        let (subject, now) = (
            Subject::Family(family, &self.signed_in.user),
            family.created_at,
        );
        access_token::issue(services, self.client, subject, &self.scope, now)
    }

    async fn id_token(
        &self,
        services: &Services,
        code: Option<&str>,
        access_token: Option<&str>,
    ) -> Result<String, Failure> {
        let session = &self.signed_in.session;
        let token = IdToken {
            client: self.client,
            user: &self.signed_in.user,
            session_id: session.id,
            auth_time: session.auth_time,
            acr: &self.acr(),
            amr: &session.amr,
            nonce: self.request.nonce.as_deref(),
            scope: &self.scope,
            requested: &self.request.claims.person.id_token,
            alone: code.is_none() && access_token.is_none(),
            access_token,
            code,
            state: self.request.state.as_deref(),
            now: services.now(),
        };
        token.make(services).await
    }
}
