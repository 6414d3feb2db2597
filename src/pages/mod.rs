//! The pages that people see.
//!
//! Each file holds the typed view of one template under `templates/`: what the page needs, by name,
//! and nothing that decides. `http` fills a view and sends what `render` gives.
//!
//! What holds for every page:
//!
//! - It works without script and loads nothing from other hosts, client logos apart. The content
//!   policy may be `default-src 'none'; style-src 'self'; img-src 'self' https: data:`, with
//!   [`FORM_POST_SCRIPT`] and [`SIGNED_OUT_SCRIPT`] allowed by their hashes on those pages.
//!   [`CheckSession`] is no page for people: apps frame it for its script.
//! - Only pages that ask for a passkey run a script of their own, [`assets::PASSKEY`], and those on
//!   which a password is typed, [`assets::PASSWORD`], under `script-src 'self'`; without it they work
//!   as well, by other means than passkeys.
//! - Text is escaped by the template engine for elements and quoted attributes alike. An address
//!   (`href`, `src`, `action`) is escaped too, but its scheme is the business of whoever fills it:
//!   those of clients were checked at registration.
//! - A form carries `form_token`, and `request` where it continues a request that the browser holds
//!   sealed.
//!
//! Views have no `Debug`: they hold form tokens, codes and tokens, which belong in no log.

mod account;
pub mod admin;
mod ask_address;
pub mod assets;
mod branding;
mod check_session;
mod consent;
mod deletion;
mod demo;
mod demo_result;
mod device;
mod error;
mod form_post;
mod history;
mod home;
mod letter;
mod new_account;
mod new_email;
mod new_password;
mod passkey;
mod password_refused;
mod profile;
mod second_factor;
mod security;
mod select_account;
mod setup;
mod sign_in;
mod sign_out;
mod signed_out;
#[cfg(test)]
mod tests;
mod told;
mod turned_away;

pub use account::{Account, AppLine, SessionLine};
pub use ask_address::{AskAddress, Asked};
pub use branding::{Branding, BrandingError};
pub use check_session::CheckSession;
pub use consent::{Consent, ScopeLine};
pub use deletion::{DeleteAccount, KeepAccount};
pub use demo::Demo;
pub use demo_result::{CheckLine, ClaimLine, DemoResult, TokenSection};
pub use device::{DeviceCode, DeviceConfirm, DeviceDone};
pub use error::ErrorPage;
pub use form_post::{FORM_POST_SCRIPT, FormPost};
pub use history::{History, HistoryLine};
pub use home::Home;
pub use letter::{Letter, LetterHtml, LetterText};
pub use new_account::NewAccount;
pub use new_email::{ConfirmEmail, NewEmail};
pub use new_password::NewPassword;
pub use passkey::{EnrolPasskey, Naming, NewPasskey, PasskeyForm, PasskeyOffer};
pub use password_refused::{PasswordRefused, PasswordStrength};
pub use profile::{FieldLine, Profile};
pub use second_factor::{Enrol, EnrolForm, RecoveryCodes, SecondFactor};
pub use security::{FactorLine, Security};
pub use select_account::{AccountLine, SelectAccount};
pub use setup::{Setup, SetupErrors};
pub use sign_in::SignIn;
pub use sign_out::SignOut;
pub use signed_out::{SIGNED_OUT_SCRIPT, SignedOut};
pub use told::Told;
pub use turned_away::TurnedAway;

use crate::words::{self, Language, Rich};

/// What frames every page.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The name of this service, as people know it.
    pub site_name: String,
    /// The path of the issuer, without a slash at its end: empty, or such as `/auth`.
    pub base: String,
    /// The address of the stylesheet: [`Branding::stylesheet_href`].
    pub stylesheet: String,
    /// The address of the stylesheet of an app's own colour: [`assets::accent_href`].
    pub accent: Option<String>,
    /// The address of an app's own stylesheet: [`assets::client_href`].
    pub client_stylesheet: Option<String>,
    /// The address of the logo: [`Branding::logo_href`].
    pub logo: String,
    /// The language of the page.
    pub words: words::Words,
    /// Where the choice of another language leads back to, below the origin.
    pub back: String,
}

impl Chrome {
    /// The sentence under `key`.
    pub fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// The address of the script that shows what is typed as a password.
    pub fn password_script(&self) -> String {
        assets::password_href(&self.base)
    }

    /// The sentence under `key` with one thing filled in.
    pub fn say(&self, key: &str, name: &str, value: &str) -> String {
        self.words.with(key, &[(name, value.into())])
    }

    /// The title under `key`, of a page that tells of an error.
    pub fn wrong(&self, key: &str) -> String {
        self.say("title-of-error", "title", &self.t(key))
    }

    /// The sentence under `key` with one thing filled in, as HTML.
    pub fn rich(&self, key: &str, name: &str, value: &str) -> Rich {
        self.words.rich(key, &[(name, value.into())])
    }

    /// The sentence under `key` with a number filled in.
    pub fn count(&self, key: &str, name: &str, number: &usize) -> String {
        let number = u64::try_from(*number).unwrap_or(u64::MAX);
        self.words.with(key, &[(name, number.into())])
    }

    /// The languages to choose from.
    pub fn languages(&self) -> &'static [Language] {
        Language::all()
    }
}

/// The application on whose behalf a page is shown.
#[derive(Clone, Debug)]
pub struct ClientCard {
    /// Its name.
    pub name: String,
    /// Its logo. Only `https`.
    pub logo_uri: Option<String>,
    /// Its home page.
    pub client_uri: Option<String>,
    /// Its privacy policy.
    pub policy_uri: Option<String>,
    /// Its terms of service.
    pub tos_uri: Option<String>,
    /// What the sign-in page says for it.
    pub text: Option<String>,
}

/// A way onwards.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: String,
}
