//! The language that somebody chooses.

use super::Chromium;
use thirtyfour::By;

impl Chromium {
    /// Chooses a language at the foot of a page, and waits until the page with an element of this id
    /// speaks it.
    pub async fn choose_language(&self, language: &str, id: &str) {
        self.click_css(&format!("footer [lang={language}]")).await;
        let chosen = format!("html[lang={language}] #{id}");
        self.find(By::Css(chosen)).await;
    }
}
