//! Devices without a browser (RFC 8628): a code is shown there and entered here.

use super::authorize::{Visitor, floor};
use super::client_auth::{self, ClientRequest};
use super::grants::device_code;
use super::session::SignedIn;
use super::{Browser, Failure, Services};
use crate::clock::Timestamp;
use crate::keys::{MacPurpose, Purpose};
use crate::login::policy::Level;
use crate::login::throttle::{self, Limit, Verdict};
use crate::model::{
    Approval, Client, DeviceGrant, DeviceState, Event, GrantId, UserCodeHash, UserId,
};
use crate::oidc::{ErrorCode, ScopeSet, UserCode, authorization_request};
use crate::store::{DeviceBegun, DeviceCaps, StoreError};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// How many devices may wait at once: some megabytes, whoever asks (security N8).
const CAPS: DeviceCaps = DeviceCaps {
    of_client: 1_000,
    in_all: 10_000,
};

/// How many devices of public clients one address may have wait before it is slowed (security N8).
const OF_ADDRESS: Limit = Limit {
    failures: 60,
    max_delay: Duration::from_mins(1),
    window: Duration::from_mins(10),
};

/// Seconds between two polls at first.
const INTERVAL: u32 = 5;

/// Where a device is told to wait when there is no room.
const NO_ROOM: Duration = Duration::from_mins(1);

/// What a device is told (§3.2).
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the standard's")]
pub struct DeviceAuthorization {
    pub device_code: String,
    pub user_code: String,
    pub verification_uri: String,
    pub verification_uri_complete: String,
    pub expires_in: u64,
    pub interval: u32,
}

/// What a device code holds, sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeviceCode {
    /// Which device.
    #[serde(rename = "i")]
    pub id: GrantId,
    /// The end of the code.
    #[serde(rename = "e")]
    pub expires_at: Timestamp,
}

/// Keeps device codes apart from authorization codes.
const SEAL: &[u8] = b"device code";

impl DeviceCode {
    fn seal(&self, services: &Services) -> Result<String, Failure> {
        services.seal(Purpose::AuthorizationCode, SEAL, self)
    }

    /// Opens a code that was issued here; nothing else opens.
    pub fn open(services: &Services, code: &str) -> Option<Self> {
        services.open(Purpose::AuthorizationCode, SEAL, code)
    }
}

/// The device authorization endpoint (§3.1). `path` is where people enter the code.
pub async fn begin(
    services: &Services,
    request: &ClientRequest<'_>,
    address: IpAddr,
    path: &str,
) -> Result<DeviceAuthorization, Failure> {
    request.parameters.refuse_repetitions()?;
    let client = client_auth::authenticate(services, request).await?;
    if !client.metadata.allows_grant(device_code::NAME) {
        return Err(Failure::refused(
            ErrorCode::UnauthorizedClient,
            "the device grant is not registered for the client",
        ));
    }
    if client.metadata.is_public() {
        slow_down(services, address).await?;
    }
    let scope = authorization_request::scope(request.parameters, &client.metadata)?;
    let (device, user_code) = wait(services, &client, scope).await?;
    let code = DeviceCode {
        id: device.id,
        expires_at: device.expires_at,
    };
    let verification_uri = format!("{}{path}", services.issuer().trim_end_matches('/'));
    let shown = user_code.shown();
    Ok(DeviceAuthorization {
        device_code: code.seal(services)?,
        verification_uri_complete: format!("{verification_uri}?user_code={shown}"),
        verification_uri,
        user_code: shown,
        expires_in: services.config.lifetimes.device_code.as_secs(),
        interval: INTERVAL,
    })
}

/// Anybody can pass for a public client: who asks often is slowed.
async fn slow_down(services: &Services, address: IpAddr) -> Result<(), Failure> {
    let key = of_address(services, b"device authorizations", address);
    let now = services.now();
    let seen = services.store.attempts(key, now, OF_ADDRESS.window).await?;
    if let Verdict::Wait(wait) = throttle::verdict(seen, &OF_ADDRESS, now) {
        return Err(Failure::TooMany(wait));
    }
    let count = services.store.count_attempt(key, now, OF_ADDRESS.window);
    count.await?;
    Ok(())
}

async fn wait(
    services: &Services,
    client: &Client,
    scope: ScopeSet,
) -> Result<(DeviceGrant, UserCode), Failure> {
    let now = services.now();
    // Of 20^8 codes some thousand are taken.
    for _ in 0..4 {
        let user_code = UserCode::new(services.entropy.as_ref());
        let device = DeviceGrant {
            id: services.new_family(),
            user_code_hash: hash(services, &user_code),
            client_id: client.id.clone(),
            scope: scope.clone(),
            state: DeviceState::Pending,
            expires_at: now.plus(services.config.lifetimes.device_code),
        };
        let begun = services.store.begin_device(device.clone(), now, CAPS);
        match begun.await? {
            DeviceBegun::Begun => return Ok((device, user_code)),
            DeviceBegun::Taken => {}
            DeviceBegun::Full => return Err(Failure::TooMany(NO_ROOM)),
        }
    }
    Err(Failure::Internal("no user code is free"))
}

fn hash(services: &Services, code: &UserCode) -> UserCodeHash {
    let code = code.as_str().as_bytes();
    UserCodeHash(services.seals.mac(MacPurpose::UserCode, &[code]))
}

/// What became of a code that somebody entered.
#[derive(Debug)]
pub enum Entered {
    /// It is that of a device; the person is to confirm.
    Device {
        /// The app on it.
        client: Arc<Client>,
        /// What it asks for.
        scope: ScopeSet,
        /// Which device, sealed for this browser.
        sealed: String,
    },
    /// No device waits with this code.
    Wrong,
    /// The sign-in is not as strong as the app on the device demands.
    Weak(Level),
    /// The person may not use the app on the device.
    NotAdmitted(Arc<Client>),
    /// There were too many wrong ones; another may come after this time.
    Wait(Duration),
}

/// A signed-in person enters a code. Wrong ones are counted, for their account and their address
/// (security B17).
pub async fn enter(
    services: &Services,
    code: &UserCode,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
    address: IpAddr,
) -> Result<Entered, Failure> {
    let counters = [
        (
            of_account(services, signed_in.user.id),
            services.throttle.account,
        ),
        (
            of_address(services, b"user codes", address),
            services.throttle.address,
        ),
    ];
    if let Some(wait) = count(services, &counters).await? {
        return Ok(Entered::Wait(wait));
    }
    let found = find(services, code).await?;
    let Some((device, client)) = found else {
        tracing::info!(event = "user_code_wrong", user = %signed_in.user.id, sub = %signed_in.user.sub(), %address);
        return Ok(Entered::Wrong);
    };
    for (key, _) in counters {
        services.store.take_attempt_back(key).await?;
    }
    if !client.admits(&signed_in.user) {
        return Ok(Entered::NotAdmitted(client));
    }
    if let Some(goal) = missing(services, &client, visitor, signed_in).await? {
        return Ok(Entered::Weak(goal));
    }
    let sealed = services.seal(
        Purpose::AuthorizationRequest,
        &context(visitor.browser),
        &(device.id, device.expires_at),
    )?;
    Ok(Entered::Device {
        client,
        scope: device.scope,
        sealed,
    })
}

/// Counts before the code is looked at, so that simultaneous guesses cannot pass the limit; what is
/// refused anyway does not prolong the pause.
async fn count(
    services: &Services,
    counters: &[([u8; 32], Limit)],
) -> Result<Option<Duration>, StoreError> {
    let now = services.now();
    for (key, limit) in counters {
        let seen = services.store.attempts(*key, now, limit.window).await?;
        if let Verdict::Wait(wait) = throttle::verdict(seen, limit, now) {
            return Ok(Some(wait));
        }
    }
    for (key, limit) in counters {
        let counted = services
            .store
            .count_attempt(*key, now, limit.window)
            .await?;
        if let Verdict::Wait(wait) = throttle::verdict(counted, limit, now) {
            return Ok(Some(wait));
        }
    }
    Ok(None)
}

async fn find(
    services: &Services,
    code: &UserCode,
) -> Result<Option<(DeviceGrant, Arc<Client>)>, StoreError> {
    let (hash, now) = (hash(services, code), services.now());
    let Some(device) = services.store.device_by_user_code(hash, now).await? else {
        return Ok(None);
    };
    let client = services.store.client(&device.client_id).await?;
    Ok(client.map(|client| (device, client)))
}

/// How strong a sign-in would have to be for `client`, where it is not.
async fn missing(
    services: &Services,
    client: &Client,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
) -> Result<Option<Level>, StoreError> {
    let floor = floor(services, visitor, signed_in, client).await?;
    let has = Level::parse(&signed_in.session.acr).unwrap_or(Level::Password);
    Ok((has < floor).then_some(floor))
}

/// Whether the person may allow what is on a device with the app `client`.
async fn may_allow(
    services: &Services,
    client: &Client,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
) -> Result<bool, StoreError> {
    if !client.admits(&signed_in.user) {
        return Ok(false);
    }
    let missing = missing(services, client, visitor, signed_in).await?;
    Ok(missing.is_none())
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The device gets its tokens.
    Approved,
    /// It does not.
    Denied,
    /// It waits no more, or somebody else has decided.
    Gone,
}

/// The signed-in person allows or denies what [`enter`] showed them.
pub async fn decide(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
    allow: bool,
) -> Result<Decided, Failure> {
    let opened = services.open::<(GrantId, Timestamp)>(
        Purpose::AuthorizationRequest,
        &context(visitor.browser),
        sealed,
    );
    let (Some((id, _)), Some(signed_in)) = (opened, visitor.signed_in) else {
        return Ok(Decided::Gone);
    };
    let Some(device) = services.store.device(id).await? else {
        return Ok(Decided::Gone);
    };
    if allow {
        let client = services.store.client(&device.client_id).await?;
        let may = match client {
            Some(client) => may_allow(services, &client, visitor, signed_in).await?,
            None => false,
        };
        if !may {
            return Ok(Decided::Gone);
        }
    }
    let by = allow.then(|| approval(signed_in));
    let events = decided(services, &device, signed_in, allow);
    let store = services.store.recording(events);
    if !store.decide_device(id, by, services.now()).await? {
        return Ok(Decided::Gone);
    }
    tracing::info!(
        event = "device_decided",
        client_id = device.client_id.as_str(),
        user = %signed_in.user.id, sub = %signed_in.user.sub(),
        allow,
    );
    Ok(if allow {
        Decided::Approved
    } else {
        Decided::Denied
    })
}

/// What tells of a decision.
fn decided(
    services: &Services,
    device: &DeviceGrant,
    signed_in: &SignedIn,
    allow: bool,
) -> Vec<Event> {
    let event = |kind| {
        let event = services.event(kind).by_person(signed_in.user.id);
        event.client(&device.client_id)
    };
    if allow {
        let consent = event("consent.given").with("scope", &device.scope);
        vec![consent, event("device.allowed")]
    } else {
        vec![event("device.denied")]
    }
}

fn approval(signed_in: &SignedIn) -> Approval {
    let session = &signed_in.session;
    Approval {
        user_id: signed_in.user.id,
        session_id: session.id,
        auth_time: session.auth_time,
        acr: session.acr.clone(),
        amr: session.amr.clone(),
    }
}

fn context(browser: &Browser) -> Vec<u8> {
    [browser.as_bytes(), b"device"].concat()
}

fn of_account(services: &Services, user: UserId) -> [u8; 32] {
    let parts: [&[u8]; 2] = [b"user codes of account", user.0.as_bytes()];
    services.seals.mac(MacPurpose::AttemptKey, &parts)
}

fn of_address(services: &Services, what: &[u8], address: IpAddr) -> [u8; 32] {
    let mac = |parts: &[&[u8]]| {
        let parts = [&[what], parts].concat();
        services.seals.mac(MacPurpose::AttemptKey, &parts)
    };
    throttle::address_key(&mac, address)
}
