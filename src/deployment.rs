//! Opens a deployment: data folder, master key, database, signing keys. What every command needs.

use crate::admin::keys::{KeyKeeper, schedule};
use crate::clock::Clock;
use crate::config::Config;
use crate::entropy::Entropy;
use crate::fetch::Fetcher;
use crate::flow::errands::Errands;
use crate::flow::figures::Book;
use crate::flow::notes::Notes;
use crate::flow::outbox::Outbox;
use crate::flow::post::Post;
use crate::flow::refused::RefusedOperators;
use crate::flow::session::LastUses;
use crate::flow::wake::Wake;
use crate::flow::{Services, client_keys, mapped};
use crate::keys::rotation::Order;
use crate::keys::{DecryptionKey, KnownTokens, MasterKey, Readers, Ring, Seals};
use crate::login::throttle::{Limit, Policy};
use crate::login::{
    Breached, HashParams, HasherSettings, PasswordHasher, PasswordPolicy, Spraying, SprayingBounds,
    UnderWay,
};
use crate::mail::Mailer;
use crate::metrics::Meters;
use crate::model::{EventActor, EventIds, KeyId, SealedKey};
use crate::pages::Branding;
use crate::secret::Secret;
use crate::store::sql::portable::{Backup, Place};
use crate::store::sql::{Address, Presence, postgres, sqlite};
use crate::store::{Cached, Store};
use crate::words::OwnTexts;
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Opens the deployment that `config` names, and makes what is missing of it.
pub async fn open(
    config: Config,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<Services> {
    let master = master_key(&config, entropy.as_ref())?;
    let seals = Arc::new(Seals::derive(&master)?);
    let decryption_key = DecryptionKey::derive(&master)?;
    let fetcher = Fetcher::new(&config.fetch, Arc::clone(&clock))?;
    let mailer = Mailer::new(&config.mail)?;
    let presence = presence(&config)?;
    let store = open_store(&config, entropy.as_ref()).await?;
    let event_ids = Arc::<EventIds>::default();
    let keeper = KeyKeeper {
        store: store.clone(),
        seals: Arc::clone(&seals),
        entropy: Arc::clone(&entropy),
        clock: Arc::clone(&clock),
        event_ids: Arc::clone(&event_ids),
        schedule: schedule(&config),
        actor: EventActor::System,
    };
    // Nodes that run already know no other keys than these.
    let known = match config.database_url {
        Some(_) => Some(keeper.ring().await?).filter(|ring| !ring.keys().is_empty()),
        None => None,
    };
    keeper.import(&config.keys_dir).await?;
    keeper.tend(Order::Scheduled).await?;
    let mut ring = keeper.ring().await?;
    if let Some(known) = &known {
        ring = ring.holding_back(known);
    }
    Ok(Services {
        hasher: Arc::new(PasswordHasher::new(
            &hasher_settings(&config),
            Arc::clone(&entropy),
        )?),
        password_policy: PasswordPolicy {
            min_chars: config.password_min_length,
            breached: breached(&config)?,
        },
        throttle: throttle(&config),
        branding: branding(&config)?,
        texts: own_texts(&config)?,
        spraying: Spraying::new(SprayingBounds {
            failures: config.throttle.overall_failures,
            window: config.throttle.window,
        }),
        under_way: UnderWay::default(),
        ring: Ring::new(ring),
        key_readers: Readers::default(),
        known_tokens: KnownTokens::default(),
        last_uses: LastUses::default(),
        scim_token_uses: LastUses::default(),
        decryption_key: Arc::new(decryption_key),
        takes_encrypted: AtomicBool::new(false),
        client_keys: client_keys::Parsed::default(),
        expressions: mapped::Parsed::default(),
        fetcher: Arc::new(fetcher),
        outbox: Outbox::default(),
        endings: Wake::default(),
        post: Arc::new(Post::new(mailer)),
        webhooks: Wake::default(),
        notes: Notes::default(),
        refused: RefusedOperators::default(),
        errands: Errands::default(),
        meters: Meters::default(),
        book: Book::default(),
        config,
        clock,
        entropy,
        event_ids,
        store,
        seals,
        presence,
    })
}

impl Services {
    /// What changes the signing keys of this deployment.
    pub fn key_keeper(&self) -> KeyKeeper {
        KeyKeeper {
            store: Arc::clone(&self.store),
            seals: Arc::clone(&self.seals),
            entropy: Arc::clone(&self.entropy),
            clock: Arc::clone(&self.clock),
            event_ids: Arc::clone(&self.event_ids),
            schedule: schedule(&self.config),
            actor: EventActor::System,
        }
    }
}

/// Whether `config` names a database that is yet to be made. One in PostgreSQL never is.
pub fn is_new(config: &Config) -> bool {
    config.database_url.is_none() && !embedded(config).exists()
}

/// Where the database of `config` is.
pub fn place(config: &Config) -> anyhow::Result<Place> {
    match &config.database_url {
        Some(url) => Ok(Place::Postgres(Box::new(address(url)?))),
        None => Ok(Place::Sqlite(embedded(config))),
    }
}

/// Fails unless the master key at hand opens the signing keys in `backup`. Makes no key.
pub async fn check_master_key(config: &Config, backup: &mut Backup) -> anyhow::Result<()> {
    let sealed = backup.sealed_keys().await?;
    if sealed.is_empty() {
        return Ok(());
    }
    let key = match &config.master_key {
        Some(text) => Some(MasterKey::from_text(text.expose()).context("the setting master_key")?),
        None => MasterKey::find(&config.keys_dir)?,
    };
    let key = key.with_context(|| {
        format!(
            "there is no master key in {}: put the master.key that belongs to the backup there, \
             or set SIGNET_MASTER_KEY, and try again",
            config.keys_dir.display()
        )
    })?;
    let seals = Seals::derive(&key)?;
    for (kid, algorithm, sealed) in sealed {
        let algorithm = algorithm.parse();
        let algorithm = algorithm.with_context(|| format!("signing key {kid}"))?;
        seals.unwrap_key(&KeyId(kid), algorithm, &SealedKey(sealed))?;
    }
    Ok(())
}

/// Where the embedded database of `config` lies.
fn embedded(config: &Config) -> PathBuf {
    config.data_dir.join("signet.db")
}

async fn open_store(config: &Config, entropy: &dyn Entropy) -> anyhow::Result<Arc<dyn Store>> {
    if let Some(url) = &config.database_url {
        return open_postgres(url, &config.data_dir, entropy).await;
    }
    let path = embedded(config);
    let store = sqlite::Sql::open(&path, entropy).await;
    let store = store.with_context(|| format!("cannot open the database {}", path.display()))?;
    Ok(Arc::new(Cached::new(store).await?))
}

/// Never tells the address as it was written, for it holds the password.
async fn open_postgres(
    url: &Secret<String>,
    copies: &Path,
    entropy: &dyn Entropy,
) -> anyhow::Result<Arc<dyn Store>> {
    let address = address(url)?;
    let told = address.to_string();
    let store = postgres::Sql::open(address, copies, entropy).await;
    let store = store.with_context(|| format!("cannot open the database {told}"))?;
    tracing::info!(event = "database_opened", database = told);
    Ok(Arc::new(Cached::new(store).await?))
}

fn address(url: &Secret<String>) -> anyhow::Result<Address> {
    url.expose().parse().context("the setting database_url")
}

/// Tells others that the folder with the embedded database is in use. Connections to PostgreSQL
/// do so themselves.
fn presence(config: &Config) -> anyhow::Result<Option<Presence>> {
    if config.database_url.is_some() {
        return Ok(None);
    }
    make_private_dir(&config.data_dir)?;
    Ok(Some(Presence::shared(&config.data_dir)?))
}

fn master_key(config: &Config, entropy: &dyn Entropy) -> anyhow::Result<MasterKey> {
    match &config.master_key {
        Some(text) => MasterKey::from_text(text.expose()).context("the setting master_key"),
        None => Ok(MasterKey::load_or_create(&config.keys_dir, entropy)?),
    }
}

/// A folder that only the owner of the process may look into.
fn make_private_dir(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path);
    made.with_context(|| {
        format!(
            "cannot make the data folder {} (setting data_dir)",
            path.display()
        )
    })
}

fn hasher_settings(config: &Config) -> HasherSettings {
    let passwords = &config.passwords;
    let defaults = HasherSettings::default();
    HasherSettings {
        params: HashParams {
            memory_kib: passwords.memory_kib,
            passes: passwords.passes,
            lanes: passwords.lanes,
        },
        workers: match passwords.workers {
            0 => defaults.workers,
            workers => workers,
        },
        queue: passwords.queue,
        wait: passwords.wait,
    }
}

fn breached(config: &Config) -> anyhow::Result<Option<Arc<Breached>>> {
    let Some(path) = &config.breached_passwords else {
        return Ok(None);
    };
    let list = Breached::open(path);
    let list = list
        .with_context(|| format!("cannot use {} (setting breached_passwords)", path.display()))?;
    Ok(Some(Arc::new(list)))
}

/// How the pages look, from the files that `config` names.
fn branding(config: &Config) -> anyhow::Result<Branding> {
    let look = &config.look;
    let read = |name: &str, path: &Option<PathBuf>| {
        let path = path.as_ref();
        let bytes = path.map(|path| {
            let bytes = std::fs::read(path);
            bytes.with_context(|| format!("cannot read {} (setting {name})", path.display()))
        });
        bytes.transpose()
    };
    let (logo, own) = (
        read("logo", &look.logo)?,
        read("stylesheet", &look.stylesheet)?,
    );
    Branding::of(look.accent_color, logo, own).context("the settings logo and stylesheet")
}

/// What is said here in other words, from the folder that `config` names.
fn own_texts(config: &Config) -> anyhow::Result<Option<Arc<OwnTexts>>> {
    let Some(folder) = &config.look.texts else {
        return Ok(None);
    };
    let texts = OwnTexts::read(folder).context("the setting texts")?;
    Ok(Some(Arc::new(texts)))
}

fn throttle(config: &Config) -> Policy {
    let settings = &config.throttle;
    let limit = |failures, max_delay| Limit {
        failures,
        max_delay,
        window: settings.window,
    };
    // Behind one address there may be a whole office: its pauses stay short.
    let address_delay = settings.max_delay.min(Duration::from_mins(1));
    Policy {
        account: limit(settings.account_failures, settings.max_delay),
        factor: Policy::default().factor,
        address: limit(settings.address_failures, address_delay),
    }
}
