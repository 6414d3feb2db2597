//! What Signet keeps, as values.
//!
//! Owns the shapes of people, sessions, clients, consents, token families,
//! signing keys and events. Does not know how they are stored (that is [`crate::store`])
//! nor what is done with them (that is [`crate::flow`] and [`crate::admin`]).

mod client;
mod consent;
mod credential;
mod device_grant;
mod ending;
mod event;
mod grant;
mod group;
mod id;
mod key_reader;
mod link;
mod logout_delivery;
mod mail;
mod membership;
mod passkey_offer;
mod role;
mod scim_token;
mod session;
mod signing_key;
mod user;
mod webhook;

pub use client::{Client, ClientOrigin, ClientSecretHash, RegistrationTokenHash, SealedSecret};
pub use consent::Consent;
pub use credential::{Credential, CredentialKind, CredentialSecret};
pub use device_grant::{Approval, DeviceGrant, DeviceState, UserCodeHash};
pub use ending::{Ended, Ending, Over, began, first_after};
pub use event::{Event, EventActor, EventOutcome};
pub use grant::{Grant, RefreshKind};
pub use group::Group;
pub use id::{
    CredentialId, EventId, EventIds, GrantId, GroupId, LogoutId, MailId, ScimTokenId, SessionId,
    TokenId, TraceId, UserId, WebhookDeliveryId, WebhookId,
};
pub use key_reader::KeyReader;
pub use link::{Link, LinkHash, LinkPurpose};
pub use logout_delivery::{DeliveryState, LogoutDelivery};
pub use mail::{Mail, MailKind, MailState, SealedMail};
pub use passkey_offer::PasskeyOffer;
pub use role::{Role, RoleError};
pub use scim_token::{ScimToken, ScimTokenHash};
pub use session::{Session, SessionSecretHash};
pub use signing_key::{KeyId, KeyState, PastKey, SealedKey, SigningKey};
pub use user::{Epoch, PasswordHash, User, Username};
pub use webhook::{SealedWebhookSecret, Webhook, WebhookDelivery};
