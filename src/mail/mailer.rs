//! Where letters go.

use super::letter::{Letter, LetterError};
use crate::config::{Mailing, SmtpServer, SmtpTls};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::io;
use std::time::Duration;
use tokio::time::timeout;

/// How long the server may keep silent.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long handing over one letter may take in all.
const AT_MOST: Duration = Duration::from_secs(45);

type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// Where letters go.
pub enum Mailer {
    /// To a mail server.
    Smtp(Box<Smtp>, Mailbox),
    /// To the log, on a machine that serves nobody else.
    Log,
    /// Nowhere.
    Off,
}

/// Why no mail can be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum MailerStartError {
    /// The file of authorities cannot be read.
    #[error("cannot read the file of the setting smtp_ca: {0}")]
    Ca(#[source] io::Error),
    /// TLS cannot be set up.
    #[error("cannot set up TLS to the mail server: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Why a letter was not taken.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct SendError {
    /// Whether trying again is of no use.
    pub permanent: bool,
    /// Why, for operators; without anything of the letter.
    pub reason: String,
}

impl Mailer {
    /// As the settings say. Connects nowhere yet.
    pub fn new(settings: &Mailing) -> Result<Self, MailerStartError> {
        match (&settings.smtp, &settings.from) {
            (Some(server), Some(from)) => {
                let smtp = smtp(settings, server)?;
                Ok(Self::Smtp(Box::new(smtp), from.clone()))
            }
            _ if settings.to_log => Ok(Self::Log),
            _ => Ok(Self::Off),
        }
    }

    /// Hands `letter` over; it is known by `id` and was written at the Unix second `at`.
    pub async fn send(&self, letter: &Letter, id: &str, at: i64) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp, from) => {
                let message = letter.message(from, id, at)?;
                let sent = timeout(AT_MOST, smtp.send(message)).await;
                sent.map_err(|_| SendError::passing("the mail server took too long"))??;
            }
            Self::Log => {
                let Letter {
                    to, subject, text, ..
                } = letter;
                tracing::info!(event = "letter", "To: {to}\nSubject: {subject}\n\n{text}");
            }
            Self::Off => return Err(SendError::passing("there is no mail server: set smtp_url")),
        }
        Ok(())
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Smtp(..) => "[mail server]",
            Self::Log => "[log]",
            Self::Off => "[nowhere]",
        })
    }
}

fn smtp(settings: &Mailing, server: &SmtpServer) -> Result<Smtp, MailerStartError> {
    let bare = server.host.trim_start_matches('[').trim_end_matches(']');
    let tls = match server.tls {
        SmtpTls::Implicit => Tls::Wrapper(tls(settings, bare)?),
        SmtpTls::StartTls => Tls::Required(tls(settings, bare)?),
        SmtpTls::None => Tls::None,
    };
    let mut builder = Smtp::builder_dangerous(bare)
        .port(server.port)
        .timeout(Some(PATIENCE))
        .tls(tls);
    if let Some(password) = &settings.password {
        let username = settings.username.clone();
        builder = builder.credentials(Credentials::new(username, password.expose().clone()));
    }
    Ok(builder.build())
}

fn tls(settings: &Mailing, host: &str) -> Result<TlsParameters, MailerStartError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(ca) = &settings.ca {
        let pem = std::fs::read(ca).map_err(MailerStartError::Ca)?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem)?);
    }
    Ok(builder.build()?)
}

impl SendError {
    fn passing(reason: &str) -> Self {
        Self {
            permanent: false,
            reason: reason.to_owned(),
        }
    }
}

impl From<LetterError> for SendError {
    fn from(error: LetterError) -> Self {
        Self {
            permanent: true,
            reason: error.to_string(),
        }
    }
}

impl From<lettre::transport::smtp::Error> for SendError {
    /// What a server answers is cut short, and addresses in it are left out: it may quote them.
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let words = error.to_string();
        let shown = words.split_whitespace().map(|word| {
            let is_address = word.contains('@')
                && word
                    .trim_matches(['<', '>', ',', ';', ':'])
                    .parse::<Address>()
                    .is_ok();
            if is_address { "[address]" } else { word }
        });
        let reason: String = shown.collect::<Vec<_>>().join(" ");
        Self {
            permanent: error.is_permanent(),
            reason: reason.chars().take(200).collect(),
        }
    }
}
