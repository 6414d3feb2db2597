use super::{Chrome, Link};
use askama::Template;

/// The script of [`SignedOut`], byte by byte what stands between the tags, for its hash in the content
/// policy: goes on as soon as all frames have loaded, and without the slow ones after a moment.
pub const SIGNED_OUT_SCRIPT: &str = "const onward=()=>location.replace(document.getElementById('onward').href);addEventListener('load',onward);setTimeout(onward,4000)";

/// Says that the session has ended.
#[derive(Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    /// What frames the page.
    pub chrome: Chrome,
    /// What else there is to know, such as applications that could not be told.
    pub notice: Option<String>,
    /// The way back to the application.
    pub link: Option<Link>,
    /// Pages with which the browser signs out of applications.
    pub frames: Vec<String>,
    /// [`SIGNED_OUT_SCRIPT`], where the browser goes on by itself.
    pub script: Option<&'static str>,
}
