//! What people get to see of a client.

use super::MetadataError;
use crate::colour::Colour;
use crate::oidc::ClientMetadata;
use crate::oidc::redirect_uri::is_loopback;
use url::Url;

/// Longest name shown to people, in characters.
pub const MAX_NAME_CHARS: usize = 200;

/// Most characters of what a sign-in page says for a client.
pub const MAX_TEXT_CHARS: usize = 300;

/// The biggest stylesheet of a client, in bytes: a form takes it, and every page on its behalf loads it.
pub const LARGEST_STYLESHEET: usize = 16 * 1024;

/// What people get to see.
pub(super) fn check(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    let links = [
        ("client_uri", &metadata.client_uri),
        ("logo_uri", &metadata.logo_uri),
        ("policy_uri", &metadata.policy_uri),
        ("tos_uri", &metadata.tos_uri),
    ];
    errors.extend(links.into_iter().filter_map(|(member, uri)| {
        let uri = uri.as_ref().filter(|uri| !is_link(uri))?.clone();
        Some(MetadataError::Link { member, uri })
    }));
    let name = metadata.client_name.as_ref();
    let unfit = name.filter(|name| !is_name(name));
    errors.extend(unfit.cloned().map(MetadataError::Name));
    let text = metadata.sign_in_text.as_ref();
    let unfit = text.filter(|text| !is_text(text));
    errors.extend(unfit.cloned().map(MetadataError::Text));
    let colour = metadata.accent_color.as_ref();
    let unfit = colour.filter(|colour| Colour::parse(colour).is_none());
    errors.extend(unfit.cloned().map(MetadataError::Colour));
    let sheet = metadata.stylesheet.as_ref();
    let unfit = sheet.filter(|sheet| !is_stylesheet(sheet));
    errors.extend(unfit.map(|_| MetadataError::Stylesheet));
    // The same in other languages.
    for (name, text) in &metadata.localized {
        let member = name.split('#').next().unwrap_or_default();
        if let Some((member, _)) = links.iter().find(|(link, _)| *link == member) {
            let uri = Some(text).filter(|uri| !is_link(uri)).cloned();
            errors.extend(uri.map(|uri| MetadataError::Link { member, uri }));
        } else if member == "sign_in_text" {
            let text = Some(text).filter(|text| !is_text(text)).cloned();
            errors.extend(text.map(MetadataError::Text));
        } else if !is_name(text) {
            errors.push(MetadataError::Name(text.clone()));
        }
    }
}

/// Whether pages may link to `uri` (security I5).
fn is_link(uri: &str) -> bool {
    let clean = !uri.contains(|c: char| c.is_control() || c.is_whitespace());
    let url = Url::parse(uri).ok().filter(|_| clean);
    url.is_some_and(|url| match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url),
        _ => false,
    })
}

fn is_name(name: &str) -> bool {
    is_shown(name, MAX_NAME_CHARS)
}

fn is_text(text: &str) -> bool {
    is_shown(text, MAX_TEXT_CHARS)
}

fn is_shown(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control)
}

/// Lines end and are indented; other control characters belong into no stylesheet.
fn is_stylesheet(text: &str) -> bool {
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    !text.trim().is_empty() && text.len() <= LARGEST_STYLESHEET && text.chars().all(is_text)
}
