//! A real browser: Debian's Chromium without a window, driven over WebDriver. Where it is missing
//! these tests fail; `tests/run` installs it.

mod accessible;
mod account;
mod app;
mod chromium;
mod console;
mod driver;
mod journey;
mod keyboard;
mod language;
mod layout;
mod passkey;
mod passkey_offer;
mod pictures_on_the_way;
mod screenshots;
mod second_factor;
mod session;
mod sign_in;
mod sign_out;

pub use app::{Listener, registered};
pub use chromium::{Chromium, Script};
