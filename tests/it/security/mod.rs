//! Security, line by line. Tests name the requirements that they hold to
//! (`requirements/security.md`).

mod account;
mod accounts;
mod clients;
mod console;
mod console_house;
mod events;
mod fetching;
mod forms;
mod hand;
mod leaving;
mod limits;
mod links;
mod logs;
mod more_demanded;
mod mutator;
mod my_account;
mod operating;
mod outlived;
mod overload;
mod pages;
mod passkey_demanded;
mod passkey_offer;
mod passkeys;
mod passwords;
mod raw;
mod recovery;
mod second_factor;
mod sessions;
mod setup;
mod steps;
mod storage;
mod sweep;
mod throttling;
mod webhooks;
mod wire;

pub use sessions::sign_in_cookies;
