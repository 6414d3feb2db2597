//! What a deployment is set to, how it is, and whether it is as it is declared.

use super::declared::EntryBody;
use super::exchange::{Answer, ok, time, whole};
use super::operator::desk;
use super::schema::object;
use crate::admin::declared::{self, Drift};
use crate::admin::settings::{self, Health};
use crate::config::Effective;
use crate::http::cx::Cx;

object! {
    /// A setting.
    SettingBody {
        /// Its name in the file
        setting: String,
        /// Its value as it was written; of a secret only that there is one
        value: String,
        /// What set it
        from: String,
    }

    /// How the node that answers is.
    HealthBody {
        /// The version of Signet
        version: String,
        /// The issuer
        issuer: String,
        /// Its clock
        time: String,
        /// SQLite or PostgreSQL
        database: String,
        /// Why the database does not answer
        database_error: Option<String>,
        /// Whether letters go out
        sends_mail: bool,
    }

    /// How a deployment stands to the files that it is served with.
    DriftBody {
        /// The file or folder on the node that answers; none if it is served with none
        path: Option<String>,
        /// Whether what is not as declared is made so without anybody asking
        enforced: bool,
        /// Why the files cannot be applied
        error: Option<String>,
        /// What applying the files would make of what they declare; passwords are for people who have none
        items: Vec<EntryBody>,
    }
}

impl From<&Effective> for SettingBody {
    fn from(setting: &Effective) -> Self {
        Self {
            setting: setting.key.to_owned(),
            value: setting.value.clone(),
            from: setting.origin.to_string(),
        }
    }
}

impl From<Option<Drift>> for DriftBody {
    fn from(drift: Option<Drift>) -> Self {
        let Some(drift) = drift else {
            return Self {
                path: None,
                enforced: false,
                error: None,
                items: Vec::new(),
            };
        };
        let (items, error) = match drift.found {
            Ok(report) => (report.entries, None),
            Err(why) => (Vec::new(), Some(why.to_string())),
        };
        Self {
            path: Some(drift.path.to_string_lossy().into_owned()),
            enforced: drift.enforced,
            error,
            items: items.into_iter().map(EntryBody::from).collect(),
        }
    }
}

/// Settings in force.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    whole(settings::list(&desk)?.iter().map(SettingBody::from))
}

/// How the node is.
pub async fn health(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let Health {
        database,
        database_kind,
        version,
        sends_mail,
    } = settings::health(&desk).await?;
    ok(&HealthBody {
        version: version.to_owned(),
        issuer: desk.issuer().to_owned(),
        time: time(desk.now()),
        database: database_kind.to_owned(),
        database_error: database.err().map(|why| why.to_string()),
        sends_mail,
    })
}

/// What is not as the files declare that the deployment is served with.
pub async fn drift(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    ok(&DriftBody::from(declared::drift(&desk).await?))
}
