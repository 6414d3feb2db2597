//! Content policies of pages (security I1).

use crate::pages::FORM_POST_SCRIPT;
use aws_lc_rs::digest;
use data_encoding::BASE64;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use url::{Host, Url};

/// What a page may do beyond the usual.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Its forms end, after redirects, at this redirect URI.
    pub redirect_uri: Option<String>,
    /// It shows an image from here.
    pub image: Option<String>,
    /// It frames these pages.
    pub frames: Vec<String>,
    /// It runs this script.
    pub script: Option<&'static str>,
    /// It runs scripts that are served here.
    pub own_scripts: bool,
}

impl Policy {
    /// The value of the header.
    pub fn header(&self) -> String {
        let mut policy =
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
                .to_owned();
        if let Some(origin) = self.image.as_deref().and_then(origin) {
            let _ = write!(policy, " {origin}");
        }
        if let Some(script) = self.script {
            let _ = write!(policy, "; script-src {}", hash(script));
        }
        if self.own_scripts {
            policy.push_str("; script-src 'self'");
        }
        if !self.frames.is_empty() {
            policy.push_str("; frame-src");
            let sources: BTreeSet<_> = self.frames.iter().filter_map(|uri| frame(uri)).collect();
            for source in sources {
                let _ = write!(policy, " {source}");
            }
        }
        policy.push_str("; form-action 'self'");
        if let Some(target) = self.redirect_uri.as_deref().and_then(form_target) {
            let _ = write!(policy, " {target}");
        }
        policy
    }
}

/// Browsers hold a form's whole chain of redirects to `form-action`, and apps send people on from
/// their redirect URI to other hosts. So the scheme is limited, not the host; apps on this machine
/// send people on to its other ports and to `https`.
fn form_target(redirect_uri: &str) -> Option<String> {
    let url = Url::parse(redirect_uri).ok()?;
    Some(match (url.scheme(), url.host()) {
        // Policies cannot name an IPv6 address.
        ("http", Some(Host::Ipv6(_))) => "http: https:".to_owned(),
        ("http", _) => {
            let origin = url.origin().ascii_serialization();
            format!("{origin} http://localhost:* http://*.localhost:* http://127.0.0.1:* https:")
        }
        (scheme, _) => format!("{scheme}:"),
    })
}

/// The app's own pages; what they send frames on to is not theirs.
fn frame(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    match url.host() {
        // Policies cannot name an IPv6 address.
        Some(Host::Ipv6(_)) => Some(format!("{}:", url.scheme())),
        _ => origin(uri),
    }
}

fn origin(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let origin = url.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

/// The policy of the page whose form posts itself to a client: its one script by hash, any form
/// target (Form Post Response Mode §4).
pub fn form_post() -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; script-src {}",
        hash(FORM_POST_SCRIPT)
    )
}

/// The policy of the page that apps frame (OpenID Connect Session Management §3.3).
pub const CHECK_SESSION: &str = "default-src 'none'; script-src 'self'; base-uri 'none'";

fn hash(script: &str) -> String {
    let hash = digest::digest(&digest::SHA256, script.as_bytes());
    format!("'sha256-{}'", BASE64.encode(hash.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn a_page_is_held_to_itself() {
        let header = Policy::default().header();
        assert!(header.starts_with("default-src 'none'"));
        assert!(header.ends_with("form-action 'self'"));
    }

    #[test]
    fn nothing_of_a_redirect_uri_slips_into_the_policy() {
        let policy = Policy {
            redirect_uri: Some("https://a.example/;script-src%20*".into()),
            image: Some("https://b.example/x;y".into()),
            ..Policy::default()
        };
        let header = policy.header();
        assert!(
            header.contains("img-src 'self' https://b.example;"),
            "{header}"
        );
        assert!(header.ends_with("form-action 'self' https:"), "{header}");
    }

    #[test]
    fn protocol_150_frames_are_those_of_the_apps_and_nothing_more() {
        let policy = Policy {
            frames: vec![
                "https://a.example/out;x?iss=y".into(),
                "https://a.example/other".into(),
                "http://[::1]:3000/out".into(),
            ],
            script: Some("x()"),
            ..Policy::default()
        };
        let header = policy.header();
        assert!(
            header.contains("; frame-src http: https://a.example; "),
            "{header}"
        );
        assert!(header.contains("; script-src 'sha256-"), "{header}");
        let plain = Policy::default().header();
        assert!(!plain.contains("frame-src") && !plain.contains("script-src"));
    }

    #[test]
    fn apps_on_this_machine_are_reached_and_may_send_people_on() {
        let target = |uri: &str| super::form_target(uri).unwrap();
        let named = target("http://app.localhost:3000/cb");
        assert!(named.starts_with("http://app.localhost:3000 "), "{named}");
        assert!(named.contains(" http://127.0.0.1:* ") && named.ends_with(" https:"));
        assert_eq!(target("http://[::1]:3000/cb"), "http: https:");
        assert_eq!(target("com.example.app:/cb"), "com.example.app:");
    }
}
