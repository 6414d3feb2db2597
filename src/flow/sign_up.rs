//! People make their own accounts: by self-registration, where it is on, and by invitation. The
//! mailbox is proven first; until then nothing is kept but the letter.

use super::errands::Errand;
use super::link::{self, LIFETIME, Opened};
use super::setup::{self, Form, SetupError};
use super::{Failure, Services, letter, limit, post};
use crate::clock::Timestamp;
use crate::config::Config;
use crate::entropy;
use crate::keys::{MacPurpose, Purpose};
use crate::login::policy::Level;
use crate::login::{EmailAddress, EmailError, Proof, email_address};
use crate::model::{Epoch, Link, LinkHash, LinkPurpose, Mail, MailKind, User};
use crate::pages;
use crate::store::{Account, LinkEffect, Store, StoreError};
use crate::words::{Language, Words};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Duration;

/// Where links of self-registration lead.
pub const PATH: &str = "/sign-up/account";
/// Where invitations lead.
pub const INVITATION_PATH: &str = "/invitation";

/// Longest sealed request that travels with a link.
const LONGEST_REQUEST: usize = 4 * 1024;

/// Somebody wants an account.
#[derive(Debug)]
pub struct Wish {
    /// Their address.
    pub email: EmailAddress,
    /// The sign-in under way, sealed for the browser that asked.
    pub request: Option<String>,
    /// The language of the page.
    pub language: &'static Language,
}

/// Why no letter is written.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The address cannot be one.
    #[error(transparent)]
    Address(#[from] EmailError),
    /// It is of another domain than these.
    #[error("the address is of another domain")]
    Domain(Vec<String>),
    /// It cannot be done now.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Whether people may make their own accounts.
pub const fn is_on(config: &Config) -> bool {
    config.self_registration.is_some() && config.mail.is_on()
}

/// Has a link sent to `email`. Whether that has an account already does not show.
pub async fn ask(
    services: &Services,
    email: &str,
    request: Option<String>,
    address: IpAddr,
    page: &'static Language,
) -> Result<(), AskError> {
    let email = email_address(email)?;
    let domains = services.config.self_registration.as_deref();
    let domains = domains.unwrap_or_default();
    let domain = email.key.rsplit_once('@').map_or("", |(_, domain)| domain);
    if !domains.is_empty() && !domains.iter().any(|allowed| allowed == domain) {
        return Err(AskError::Domain(domains.to_vec()));
    }
    limit::address(services, address).await?;
    tracing::info!(event = "sign_up_asked", %address);
    let request = request.filter(|text| text.len() <= LONGEST_REQUEST);
    let wish = Wish {
        email,
        request,
        language: page,
    };
    Ok(services.errands.give(Errand::SignUp(wish))?)
}

/// What a link of self-registration holds, sealed: nothing of it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Ticket {
    id: String,
    email: String,
    request: Option<String>,
    expires_at: Timestamp,
}

/// Writes to the address.
pub(super) async fn write(services: &Services, wish: Wish) -> Result<(), Failure> {
    if !limit::person(services, &wish.email.key).await? {
        return Ok(());
    }
    let known = services.store.account_by_login(&wish.email.key).await?;
    let letter = match known {
        Some(account) => {
            let words = letter::words_for(services, &account.user, wish.language);
            known_already(services, &words)
        }
        None => invited_to_go_on(services, &services.words(wish.language), &wish)?,
    };
    let mail = post::write(services, MailKind::SignUp, &wish.email.address, &letter)?;
    Ok(post::queue(services, mail).await?)
}

fn known_already(services: &Services, words: &Words) -> pages::Letter {
    let recover = words.text("recover-link");
    pages::Letter {
        before: vec![words.text("letter-known-why")],
        link: Some(pages::Link {
            href: services.address("/account"),
            label: words.text("sign-in"),
        }),
        after: vec![words.with("letter-known-hint", &[("recover", (&*recover).into())])],
        ..letter::about(services, words, words.text("letter-known"))
    }
}

fn invited_to_go_on(
    services: &Services,
    words: &Words,
    wish: &Wish,
) -> Result<pages::Letter, Failure> {
    let id: [u8; 16] = entropy::bytes(services.entropy.as_ref());
    let ticket = Ticket {
        id: BASE64URL_NOPAD.encode(&id),
        email: wish.email.address.clone(),
        request: wish.request.clone(),
        expires_at: services.now().plus(LIFETIME),
    };
    let token = services.seal(Purpose::SignUpLink, b"", &ticket)?;
    let subject = words.text("sign-up-title");
    Ok(pages::Letter {
        before: vec![words.text("letter-sign-up")],
        link: Some(pages::Link {
            href: services.address(&format!("{PATH}?token={token}")),
            label: subject.clone(),
        }),
        after: vec![
            words.text("letter-works-an-hour"),
            words.text("letter-sign-up-ignore"),
        ],
        ..letter::about(services, words, subject)
    })
}

/// An account that may be made.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The address, which is proven.
    pub email: String,
    /// The name that the form begins with.
    pub name: String,
    /// The sign-in under way, sealed for the browser that asked.
    pub request: Option<String>,
    groups: Vec<String>,
    by: By,
}

#[derive(Clone, Debug)]
enum By {
    Ticket(Ticket),
    Invitation(Box<Link>),
}

/// What a link is when it is opened.
#[derive(Debug)]
pub enum Entry {
    /// It admits to an account.
    Open(Box<Admitted>),
    /// It was used.
    Used,
    /// It is too old, or none of ours.
    Gone,
}

/// What the link of a self-registration is.
pub async fn open(services: &Services, token: &str) -> Result<Entry, StoreError> {
    let ticket: Option<Ticket> = services.open(Purpose::SignUpLink, b"", token);
    let ticket =
        ticket.filter(|ticket| is_on(&services.config) && ticket.expires_at > services.now());
    let Some(ticket) = ticket else {
        return Ok(Entry::Gone);
    };
    if services
        .store
        .is_spent(spent_key(services, &ticket))
        .await?
    {
        return Ok(Entry::Used);
    }
    Ok(Entry::Open(Box::new(Admitted {
        email: ticket.email.clone(),
        name: String::new(),
        request: ticket.request.clone(),
        groups: Vec::new(),
        by: By::Ticket(ticket),
    })))
}

fn spent_key(services: &Services, ticket: &Ticket) -> [u8; 32] {
    let parts = [b"sign-up".as_slice(), ticket.id.as_bytes()];
    services.seals.mac(MacPurpose::SpentKey, &parts)
}

/// Whom an operator invites.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Invitation {
    /// Their address.
    pub email: String,
    /// Their name, if it is known.
    pub name: String,
    /// The groups that they are to be in.
    pub groups: Vec<String>,
    /// When; not known of old ones.
    #[serde(default)]
    pub invited_at: Option<Timestamp>,
    /// By whom.
    #[serde(default)]
    pub invited_by: String,
}

/// An invitation that is written, and neither kept nor sent yet.
pub struct Written {
    /// Where it leads.
    pub address: String,
    /// Names of the groups that it is to.
    pub groups: String,
    /// What names it.
    pub id: LinkHash,
    link: Link,
    mail: Option<Mail>,
}

/// Writes an invitation: the link, and the letter where mail goes out.
pub fn written(
    services: &Services,
    invitation: &Invitation,
    lifetime: Duration,
) -> Result<Written, Failure> {
    let to = (INVITATION_PATH, lifetime);
    let fresh = link::make(services, LinkPurpose::Invitation, None, invitation, to);
    let mail = invitation_mail(services, invitation, &fresh.address)?;
    Ok(Written {
        address: fresh.address,
        id: fresh.link.hash,
        link: fresh.link,
        mail,
        groups: invitation.groups.join(" "),
    })
}

impl Written {
    /// Has it work and be sent, in `store`, which records it.
    pub async fn send(self, services: &Services, store: &dyn Store) -> Result<(), Failure> {
        store.put_link(self.link, self.mail).await?;
        services.post.wake();
        tracing::info!(event = "invited", groups = self.groups);
        Ok(())
    }
}

fn invitation_mail(
    services: &Services,
    invitation: &Invitation,
    address: &str,
) -> Result<Option<Mail>, Failure> {
    if !services.config.mail.is_on() {
        return Ok(None);
    }
    let words = services.words(services.config.default_locale);
    let site = [("site", services.config.name.as_str().into())];
    let letter = pages::Letter {
        before: vec![words.with("letter-invited-hint", &site)],
        link: Some(pages::Link {
            href: address.to_owned(),
            label: words.text("sign-up-title"),
        }),
        after: vec![words.text("letter-works-once")],
        ..letter::about(services, &words, words.with("letter-invited", &site))
    };
    post::write(services, MailKind::Invitation, &invitation.email, &letter).map(Some)
}

/// What an invitation is when it is opened.
pub async fn open_invitation(services: &Services, token: &str) -> Result<Entry, StoreError> {
    let link = match link::open(services, LinkPurpose::Invitation, token).await? {
        Opened::Good(link) => link,
        Opened::Used => return Ok(Entry::Used),
        Opened::Gone => return Ok(Entry::Gone),
    };
    let Ok(invitation) = serde_json::from_str::<Invitation>(&link.data) else {
        return Ok(Entry::Gone);
    };
    Ok(Entry::Open(Box::new(Admitted {
        email: invitation.email,
        name: invitation.name,
        request: None,
        groups: invitation.groups,
        by: By::Invitation(Box::new(link)),
    })))
}

/// Makes the account. The proof signs its owner in at once: they have proven the mailbox and chosen
/// the password just now.
pub async fn create(
    services: &Services,
    admitted: Admitted,
    form: Form,
) -> Result<Proof, SetupError> {
    let form = Form {
        email: admitted.email,
        ..form
    };
    let account = setup::account(services, &form, Vec::new(), admitted.groups).await?;
    let user = account.user.clone();
    match admitted.by {
        By::Ticket(ticket) => by_ticket(services, &ticket, account).await?,
        By::Invitation(link) => by_invitation(services, &link, account).await?,
    }
    Ok(proof(user))
}

async fn by_ticket(
    services: &Services,
    ticket: &Ticket,
    account: Account,
) -> Result<(), SetupError> {
    let id = account.user.id;
    // Of simultaneous uses one succeeds, for the address is nobody else's.
    let event = services.event("user.created").by_person(id);
    let event = event.memberships(None, &account.user);
    let store = services.recording(event.with("by", "registration"));
    store.create_user(account).await?;
    let key = spent_key(services, ticket);
    services.store.spend(key, ticket.expires_at).await?;
    tracing::info!(event = "signed_up", user = %id);
    Ok(())
}

async fn by_invitation(
    services: &Services,
    link: &Link,
    account: Account,
) -> Result<(), SetupError> {
    let id = account.user.id;
    let event = services.event("user.created").by_person(id);
    let event = event.memberships(None, &account.user);
    let effect = LinkEffect::Create(Box::new(account));
    let store = services.recording(event.with("by", "invitation"));
    let used = store.use_link(link.hash, effect, Vec::new(), services.now());
    if !used.await? {
        return Err(SetupError::Closed);
    }
    tracing::info!(event = "invitation_used", user = %id);
    Ok(())
}

fn proof(user: User) -> Proof {
    Proof {
        user,
        acr: Level::Password.as_str().to_owned(),
        amr: vec!["pwd".to_owned()],
        clears_attempts: Vec::new(),
        given_at: None,
        epoch: Epoch::default(),
    }
}
