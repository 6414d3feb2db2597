use askama::Template;

/// Answers apps that frame it whether the session is still the same.
#[derive(Template)]
#[template(path = "check_session.html")]
pub struct CheckSession {
    /// The address of the script: [`super::assets::check_session_href`].
    pub script: String,
    /// The name of the cookie that it reads.
    pub cookie: &'static str,
}
