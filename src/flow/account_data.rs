//! What is kept of a person, as a person gets it (GDPR article 20): everything but secrets.

use super::session::SignedIn;
use super::{Failure, Services, account, email_change, history, person, post};
use crate::clock::Timestamp;
use crate::mail::{Letter, shortened};
use crate::model::{
    Client, Consent, Credential, DeviceGrant, Event, EventActor, Link, LinkPurpose, Mail,
    PasskeyOffer, Session, User, UserId,
};
use crate::store::{EventFilter, Page, Resource, StoreError};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// So many events are read at once.
const AT_ONCE: u32 = 500;

/// Most events that are told.
const MOST_EVENTS: usize = 20_000;

/// Most letters to one address that are looked through.
const MOST_LETTERS: u32 = 1_000;

/// All of it.
pub async fn all(services: &Services, signed_in: &SignedIn) -> Result<Value, Failure> {
    let user = &signed_in.user;
    let account::Overview { sessions, apps } = account::overview(services, signed_in).await?;
    let credentials = services.store.credentials_of(user.id).await?;
    let sign_ins = history::of(services, user.id).await?;
    let sign_ins: Vec<_> = sign_ins.iter().map(|one| sign_in(&one.event)).collect();
    let apps = apps.iter().map(|(consent, client)| app(consent, client));
    let offer = services.store.passkey_offer(user.id).await?;
    let known_as = services.store.external_id(Resource::User(user.id)).await?;
    let links = services.store.links_of(user.id, services.now()).await?;
    let letters = letters(services, user, &links).await?;
    let devices = services.store.devices_of(user.id, services.now()).await?;
    Ok(json!({
        "issuer": services.issuer(),
        "made_at": time(services.now()),
        "account": {
            "sub": user.sub(),
            "username": user.username.display,
            "roles": user.roles,
            "created_at": time(user.created_at),
            "updated_at": time(user.updated_at),
        },
        "claims": person::all(user),
        "factors": credentials.iter().map(factor).collect::<Vec<_>>(),
        "sessions": sessions.iter().map(session).collect::<Vec<_>>(),
        "apps": apps.collect::<Vec<_>>(),
        "sign_ins": sign_ins,
        "events": events(services, user.id).await?,
        "passkey_offer": offer.as_ref().map(declined),
        "external_id": known_as,
        "links": links.iter().map(link).collect::<Vec<_>>(),
        "letters": letters,
        "devices": devices.iter().map(device).collect::<Vec<_>>(),
    }))
}

/// What has happened to the account, newest first, as long as it is kept. What somebody else did is told
/// without where and how: that is theirs.
async fn events(services: &Services, user: UserId) -> Result<Vec<Value>, StoreError> {
    let filter = EventFilter {
        person: Some(user),
        ..EventFilter::default()
    };
    let (mut all, mut after) = (Vec::new(), None);
    while all.len() < MOST_EVENTS {
        let page = Page {
            after,
            limit: AT_ONCE,
        };
        let some = services.store.events(filter.clone(), page).await?;
        let Some(last) = some.last() else {
            break;
        };
        after = Some(last.id);
        all.extend(some.iter().map(|one| event(one, user)));
    }
    Ok(all)
}

fn event(event: &Event, user: UserId) -> Value {
    let own = event.actor == EventActor::Person(user);
    let told = json!({
        "at": time(event.at),
        "kind": event.kind,
        "outcome": event.outcome,
        "by_yourself": own,
        "client_id": event.client,
    });
    match told {
        Value::Object(mut told) if own => {
            told.insert("address".to_owned(), json!(event.address));
            told.insert("detail".to_owned(), json!(event.detail));
            Value::Object(told)
        }
        told => told,
    }
}

/// The address that is to be theirs once its mailbox has proven itself.
fn to_be(link: &Link) -> Option<String> {
    let is_proof = link.purpose == LinkPurpose::Email;
    let email = is_proof.then(|| email_change::address(link)).flatten();
    email.map(|email| email.address)
}

/// A link that was sent to them and can still be used. What opens it is a secret.
fn link(link: &Link) -> Value {
    json!({
        "purpose": link.purpose,
        "email": to_be(link),
        "expires_at": time(link.expires_at),
    })
}

/// Letters to them that no mail server has taken yet. What they say may hold a link.
async fn letters(
    services: &Services,
    user: &User,
    links: &[Link],
) -> Result<Vec<Value>, StoreError> {
    let mut addresses: Vec<_> = links.iter().filter_map(to_be).collect();
    addresses.extend(user.claims.email.clone());
    addresses.sort_unstable();
    addresses.dedup();
    let mut all = Vec::new();
    for address in &addresses {
        let kept = shortened(address);
        let waiting = services.store.waiting_mails(&kept, MOST_LETTERS).await?;
        let letters = waiting.iter().filter_map(|mail| {
            let letter = post::open(services, mail)?;
            (letter.to == *address).then(|| letter_to(mail, &letter))
        });
        all.extend(letters);
    }
    Ok(all)
}

fn letter_to(mail: &Mail, letter: &Letter) -> Value {
    json!({
        "kind": mail.kind.as_str(),
        "to": letter.to,
        "subject": letter.subject,
        "created_at": time(mail.created_at),
        "attempts": mail.attempts,
        "next_attempt_at": time(mail.next_attempt_at),
    })
}

/// A device that they have allowed and that has yet to fetch its tokens.
fn device(device: &DeviceGrant) -> Value {
    json!({
        "client_id": device.client_id,
        "scope": device.scope.to_string(),
        "expires_at": time(device.expires_at),
    })
}

fn declined(offer: &PasskeyOffer) -> Value {
    json!({
        "declined": offer.declined,
        "again_at": offer.again_at.and_then(time),
    })
}

fn factor(credential: &Credential) -> Value {
    json!({
        "kind": credential.kind,
        "name": credential.name,
        "created_at": time(credential.created_at),
        "last_used_at": credential.last_used_at.map(time),
    })
}

fn session(session: &Session) -> Value {
    json!({
        "sid": session.id,
        "created_at": time(session.created_at),
        "auth_time": time(session.auth_time),
        "last_seen_at": time(session.last_seen_at),
        "expires_at": time(session.expires_at),
        "acr": session.acr,
        "amr": session.amr,
        "user_agent": session.user_agent,
        "address": session.address,
    })
}

fn sign_in(event: &Event) -> Value {
    json!({
        "at": time(event.at),
        "outcome": event.outcome,
        "address": event.address,
        "client_id": event.client,
        "detail": event.detail,
    })
}

fn app(consent: &Consent, client: &Client) -> Value {
    json!({
        "client_id": consent.client_id,
        "client_name": client.display_name(),
        "scope": consent.scope.to_string(),
        "granted_at": time(consent.granted_at),
    })
}

fn time(at: Timestamp) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp(at.0).ok()?;
    moment.format(&Rfc3339).ok()
}
