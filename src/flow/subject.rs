//! Who a client takes a person for (OpenID Connect Core §8).

use super::Services;
use crate::keys::MacPurpose;
use crate::model::{Client, User, UserId};
use crate::oidc::ClientMetadata;
use crate::oidc::client_metadata::SubjectType;
use data_encoding::BASE64URL_NOPAD;
use url::Url;

/// `sub` of a person for `client`: the same for everybody, or the sector's own.
pub fn of(services: &Services, client: &Client, user: &User) -> String {
    known_by(services, client, user.id, user.subject.as_deref())
}

/// The same of a person who may be gone, and had `own` as a subject.
pub fn known_by(services: &Services, client: &Client, user: UserId, own: Option<&str>) -> String {
    match (sector(&client.metadata), own) {
        (Some(sector), _) => pairwise(services, &sector, user),
        (None, Some(own)) => own.to_owned(),
        (None, None) => user.to_string(),
    }
}

/// The host whose clients share a subject (§8.1); none for clients with the public one, and no
/// client is registered as pairwise without a host.
fn sector(metadata: &ClientMetadata) -> Option<String> {
    if metadata.subject_type == SubjectType::Public {
        return None;
    }
    let named = metadata.sector_identifier_uri.as_ref();
    let address = named.or_else(|| metadata.redirect_uris.first());
    let host = address.and_then(|address| Url::parse(address).ok()?.host_str().map(str::to_owned));
    // An app on a device has no host; its id keeps it apart from all others.
    host.or_else(|| address.cloned())
}

/// Neither the person nor another sector's subject can be told from it.
fn pairwise(services: &Services, sector: &str, user: UserId) -> String {
    let parts = [sector.as_bytes(), user.0.as_bytes()];
    let mac = services.seals.mac(MacPurpose::PairwiseSubject, &parts);
    BASE64URL_NOPAD.encode(&mac)
}
