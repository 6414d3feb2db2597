use super::Chrome;
use askama::Template;

/// What the demo application received: each token taken apart, claim by claim.
#[derive(Template)]
#[template(path = "demo_result.html")]
pub struct DemoResult {
    /// What frames the page.
    pub chrome: Chrome,
    /// What was checked and found right.
    pub checks: Vec<CheckLine>,
    /// The ID token, the access token and the answer of the userinfo endpoint.
    pub sections: Vec<TokenSection>,
    /// The address that starts the sign-in again.
    pub sign_in: String,
    /// The address that signs out.
    pub sign_out: String,
}

/// One thing checked.
#[derive(Clone)]
pub struct CheckLine {
    /// The key of the sentence about it.
    pub key: String,
    /// What fills the sentence as `value`; may be empty.
    pub value: String,
}

/// One thing received.
#[derive(Clone)]
pub struct TokenSection {
    /// The element's id, such as `id-token`.
    pub id: String,
    /// The key of what it is called.
    pub title: String,
    /// The key of what it is for.
    pub explanation: String,
    /// As it was sent.
    pub raw: Option<String>,
    /// The header of a JWT; empty for anything else.
    pub header: Vec<ClaimLine>,
    /// The claims.
    pub claims: Vec<ClaimLine>,
}

/// One claim.
#[derive(Clone)]
pub struct ClaimLine {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The key of what it means; may be empty.
    pub meaning: String,
}
