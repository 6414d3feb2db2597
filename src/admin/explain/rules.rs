//! The rules that requests break, and what mends each. Here those that are broken most often.

mod any;
mod pages;
mod people;
mod requests;
mod tokens;

use crate::model::Client;

/// Which part of a registration a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Whether there is one.
    Client,
    /// Where answers go.
    RedirectUri,
    /// Where the browser goes after a sign-out.
    LogoutUri,
    /// What may be asked for.
    Scope,
    /// How tokens are got.
    GrantType,
    /// What the authorization endpoint answers with.
    ResponseType,
    /// In which way it answers.
    ResponseMode,
    /// How the client proves itself.
    Authentication,
    /// Whether it must use PKCE.
    Pkce,
    /// Whom it is for.
    Groups,
    /// Nothing that is registered.
    Nothing,
}

impl About {
    /// The parameter that is held against it.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Client => "client_id",
            Self::RedirectUri => "redirect_uri",
            Self::LogoutUri => "post_logout_redirect_uri",
            Self::Scope => "scope",
            Self::GrantType => "grant_type",
            Self::ResponseType => "response_type",
            Self::ResponseMode => "response_mode",
            Self::Authentication => "client_secret",
            Self::Pkce => "code_challenge",
            Self::Groups | Self::Nothing => "",
        }
    }

    /// What `client` has registered of it, by name.
    pub fn of(self, client: &Client) -> Vec<(String, String)> {
        let metadata = &client.metadata;
        let named = |name: &str, values: &[String]| {
            let values = values.iter().cloned();
            values.map(|value| (name.to_owned(), value)).collect()
        };
        let one = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Client | Self::ResponseMode | Self::Nothing => Vec::new(),
            Self::RedirectUri => named("redirect_uris", &metadata.redirect_uris),
            Self::LogoutUri => named(
                "post_logout_redirect_uris",
                &metadata.post_logout_redirect_uris,
            ),
            Self::Groups => named("allowed_groups", &metadata.allowed_groups),
            Self::Scope => one("scope", metadata.scope.to_string()),
            Self::GrantType => named("grant_types", &metadata.grant_types),
            Self::ResponseType => named("response_types", &metadata.response_types),
            Self::Authentication => {
                let method = serde_json::to_value(metadata.token_endpoint_auth_method);
                let method = method
                    .ok()
                    .and_then(|method| method.as_str().map(str::to_owned));
                one("token_endpoint_auth_method", method.unwrap_or_default())
            }
            Self::Pkce => one("require_pkce", metadata.require_pkce.to_string()),
        }
    }
}

/// A rule that a request did not keep.
#[derive(Debug)]
pub struct Rule {
    /// How the description of the error begins, or the error itself; after `*` what stands anywhere
    /// in the description.
    said: &'static str,
    /// What it is about.
    pub about: About,
    /// The rule.
    pub demand: &'static str,
    /// Where it stands.
    pub section: &'static str,
    /// What mends it; `{client}` and `{given}` are filled in, as words of a shell. A command stands at the
    /// end, whole, to be copied.
    pub fix: &'static str,
}

impl Rule {
    /// The rule behind an error with this description.
    pub fn find(error: &str, description: &str) -> &'static Self {
        let mut all = all();
        all.find(|rule| rule.fits(error, description))
            .unwrap_or(&OTHER)
    }

    fn fits(&self, error: &str, description: &str) -> bool {
        match self.said.strip_prefix('*') {
            Some(anywhere) => description.contains(anywhere),
            None => description.starts_with(self.said) || self.said == error,
        }
    }
}

/// All of them, in the order in which they are looked at.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    let all = [
        any::RULES,
        RULES,
        requests::RULES,
        people::RULES,
        tokens::RULES,
        pages::RULES,
    ];
    all.into_iter().flatten()
}

/// What is said of what is not foreseen here.
pub(super) const OTHER: Rule = rule(
    "",
    About::Nothing,
    "The request is not one that can be granted; the description says why.",
    "RFC 6749 §4.1.2.1, §5.2",
    "Change the request as the description says.",
);

const fn rule(
    said: &'static str,
    about: About,
    demand: &'static str,
    section: &'static str,
    fix: &'static str,
) -> Rule {
    Rule {
        said,
        about,
        demand,
        section,
        fix,
    }
}

#[rustfmt::skip]
const RULES: &[Rule] = &[
    rule("redirect_uri is not registered", About::RedirectUri,
        "redirect_uri must be one of the registered ones, character by character.",
        "RFC 9700 §4.1.3; OpenID Connect Core §3.1.2.1",
        "Have the app send a registered address, or register this one: signet client set {client} --add-redirect-uri={given}"),
    rule("redirect_uri is missing", About::RedirectUri,
        "OpenID Connect requires redirect_uri in every authorization request.",
        "OpenID Connect Core §3.1.2.1",
        "Have the app send redirect_uri."),
    rule("redirect_uri differs from", About::RedirectUri,
        "The token request must name the redirect_uri of the authorization request.",
        "RFC 6749 §4.1.3",
        "Have the app send the same redirect_uri to both endpoints."),
    rule("no client is registered", About::Client,
        "client_id must be that of a registered app.",
        "RFC 6749 §2.2, §4.1.2.1",
        "Correct client_id in the app's settings (`signet client list` shows all), or add the app: signet client add --id={given} --redirect-uri=URI"),
    rule("client_id is", About::Client,
        "Every request names its client once.", "RFC 6749 §4.1.1",
        "Enter the client ID in the app's settings."),
    rule("client authentication failed", About::Authentication,
        "A client proves itself by the method and the secret or key that are registered.",
        "RFC 6749 §2.3, §5.2; OpenID Connect Core §9",
        "Enter the right client secret in the app's settings, and the registered method; the detail says which of them was wrong."),
    rule("more than one client authentication", About::Authentication,
        "A client uses one method in a request.", "RFC 6749 §2.3",
        "Have the app send its secret in the header or in the body, not in both."),
    rule("code_challenge is missing", About::Pkce,
        "This client must use PKCE.", "RFC 7636 §4.4.1; RFC 9700 §2.1.1",
        "Switch PKCE (S256) on in the app; if it knows none and has a secret, do without: signet client set {client} --set require_pkce=false"),
    rule("code_challenge_method must be", About::Pkce,
        "The challenge is made by S256.", "RFC 7636 §4.2; RFC 9700 §2.1.1",
        "Have the app use S256 instead of plain."),
    rule("code_verifier does not match", About::Pkce,
        "code_verifier must be what code_challenge was made from.", "RFC 7636 §4.6",
        "Have the app keep the verifier of each sign-in for itself; two tabs, or several servers behind a balancer, must not share one."),
    rule("code_verifier is missing", About::Pkce,
        "A code asked for with a challenge is redeemed with its verifier.", "RFC 7636 §4.5",
        "Have the app send code_verifier to the token endpoint."),
    rule("code_verifier without", About::Pkce,
        "A verifier needs a challenge in the authorization request (PKCE downgrade).", "RFC 9700 §4.8",
        "Have the app send code_challenge and code_challenge_method=S256 to the authorization endpoint."),
    rule("the code has been used", About::Nothing,
        "A code works once; its tokens were ended.", "RFC 6749 §4.1.2, §10.5",
        "Have the app redeem each code once: it may have tried again after a time-out, or the callback page was loaded twice."),
    rule("the code has expired", About::Nothing,
        "A code is to be redeemed within a minute.", "RFC 6749 §4.1.2",
        "Look at why the app takes so long to call the token endpoint, or raise authorization_code_lifetime."),
    rule("the code was issued to another", About::Client,
        "Only the client that asked for a code may redeem it.", "RFC 6749 §4.1.3",
        "Use the same client_id for both endpoints."),
    rule("the code was not issued here", About::Nothing,
        "The code must come from this provider, whole.", "RFC 6749 §4.1.3, §5.2",
        "Compare the issuer in the app's settings, and look for something that cuts or re-encodes the code."),
    rule("the refresh token", About::Nothing,
        "A refresh token is good for its client, until it is used, expired or withdrawn.", "RFC 6749 §6; RFC 9700 §4.14",
        "Have the app keep the newest refresh token, and send people to sign in again after invalid_grant."),
    rule("this grant_type is not registered", About::GrantType,
        "A client may use the grants that are registered for it.", "RFC 6749 §5.2; RFC 7591 §2",
        "Have the app use a grant that is registered, or register this one: signet client set {client} --add-grant={given}"),
    rule("this grant_type is not supported", About::GrantType,
        "grant_type must be one that is served.", "RFC 6749 §5.2",
        "Have the app use authorization_code."),
    rule("this response_type", About::ResponseType,
        "response_type must be served, and registered for the client.", "RFC 6749 §3.1.1; RFC 7591 §2",
        "Have the app use response_type=code, or register {given} for {client}."),
    rule("response_type is missing", About::ResponseType,
        "Every authorization request names a response_type.", "RFC 6749 §3.1.1",
        "Have the app send response_type=code."),
    rule("response_mode", About::ResponseMode,
        "response_mode must be query, fragment or form_post, and query brings no tokens.", "OAuth 2.0 Multiple Response Type Encoding Practices §2.1, §5",
        "Leave response_mode out in the app."),
    rule("scope", About::Scope,
        "Scopes must be registered for the client.", "RFC 6749 §3.3",
        "Have the app ask for less, or register the scopes: signet client set {client} --add-scope={given}"),
    rule("The address to return to", About::LogoutUri,
        "post_logout_redirect_uri must be one of the registered ones, character by character.", "OpenID Connect RP-Initiated Logout 1.0 §3",
        "Have the app send a registered address, or register this one: signet client set {client} --add-post-logout-redirect-uri={given}"),
    rule("The app's ID token", About::Client,
        "client_id and id_token_hint must be of the same app.", "OpenID Connect RP-Initiated Logout 1.0 §2",
        "Have the app send its own ID token."),
];
