//! A real server in this process: its own data folder, port and clock.

use super::cluster;
use super::ports::free_port;
use signet::clock::{Clock, ManualClock, Timestamp};
use signet::config::{Config, Sources};
use signet::entropy::SystemEntropy;
use signet::flow::Services;
use signet::login::{email_address, username};
use signet::model::{Event, User, UserId};
use signet::oidc::StandardClaims;
use signet::secret::Secret;
use signet::store::{Account, EventFilter, Page};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// The password of every test user.
pub const PASSWORD: &str = "correct horse battery staple";

/// Which database the servers of tests use.
const DATABASE: &str = "TEST_DATABASE";

/// A running server. Stops when dropped.
pub struct TestServer {
    pub services: Arc<Services>,
    pub clock: Arc<ManualClock>,
    pub issuer: String,
    surroundings: Surroundings,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the nodes of one deployment share.
#[derive(Clone)]
struct Surroundings {
    settings: Vec<(String, String)>,
    database: Option<String>,
    /// Goes with the last node.
    _folder: Arc<TempDir>,
    clock: Arc<ManualClock>,
}

/// The address of an empty PostgreSQL database, if that is what the tests are to use.
pub fn database() -> Option<String> {
    is_postgres().then(cluster::schema)
}

/// Whether the tests are to use PostgreSQL.
pub fn is_postgres() -> bool {
    match std::env::var(DATABASE).as_deref() {
        Ok("postgres") => true,
        Ok("sqlite") | Err(_) => false,
        Ok(other) => panic!("{DATABASE}={other}: neither sqlite nor postgres"),
    }
}

impl TestServer {
    /// A server with default settings.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// A server with some settings (names as flags have them); `{port}` is the port it listens on.
    #[expect(clippy::unused_async, reason = "starting is what tests wait for")]
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        Self::begin(settings, database())
    }

    /// A server with default settings on the PostgreSQL database at `url`.
    pub fn on(url: String) -> Self {
        Self::begin(&[], Some(url))
    }

    fn begin(settings: &[(&str, &str)], database: Option<String>) -> Self {
        let port = free_port();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let flag = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut flags = vec![
            flag("listen", &format!("127.0.0.1:{port}")),
            flag("issuer", &format!("http://127.0.0.1:{port}")),
            flag("data-dir", folder.path().join("data").to_str().unwrap()),
            flag("keys-dir", folder.path().join("keys").to_str().unwrap()),
            flag("workers", "1"),
        ];
        for (name, value) in settings {
            flags.retain(|(given, _)| given != name);
            flags.push(flag(name, &value.replace("{port}", &port.to_string())));
        }
        Self::run(Surroundings {
            settings: flags,
            database,
            _folder: folder,
            clock: Arc::new(ManualClock::at(Timestamp(1_800_000_000))),
        })
    }

    /// One more node of this deployment, under an address of its own.
    pub fn node(&self) -> Self {
        let mut surroundings = self.surroundings.clone();
        let address = format!("127.0.0.1:{}", free_port());
        for (name, value) in &mut surroundings.settings {
            if name == "listen" {
                value.clone_from(&address);
            }
        }
        let mut node = Self::run(surroundings);
        node.issuer = format!("http://{address}");
        node
    }

    fn run(surroundings: Surroundings) -> Self {
        let url = surroundings.database.clone();
        let config = Config::load(Sources {
            flags: surroundings.settings.clone(),
            environment: Vec::from_iter(url.map(|url| ("SIGNET_DATABASE_URL".to_owned(), url))),
            ..Sources::default()
        })
        .unwrap();
        let issuer = config.issuer.as_str().to_owned();
        let clock = Arc::clone(&surroundings.clock);
        let (stop, stopped) = oneshot::channel();
        let (ready, wait) = channel();
        let server_clock: Arc<dyn Clock> = clock.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let entropy = Arc::new(SystemEntropy);
                let services = signet::deployment::open(config, server_clock, entropy)
                    .await
                    .unwrap();
                let services = Arc::new(services);
                let running = signet::app::Running::start(Arc::clone(&services))
                    .await
                    .unwrap();
                ready.send(services).unwrap();
                let _ = stopped.await;
                // A test that has just read the store itself holds a connection that only its own
                // runtime gives back, which waits for this thread.
                let _ = tokio::time::timeout(Duration::from_secs(1), running.stop()).await;
            });
        });
        Self {
            services: wait.recv().unwrap(),
            clock,
            issuer,
            surroundings,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Stops it as SIGTERM would, and waits for that.
    pub fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the server panicked"
            );
        }
    }

    /// An address below the issuer.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.issuer.trim_end_matches('/'))
    }

    /// The address of its PostgreSQL database, where it has one.
    pub fn database(&self) -> Option<&str> {
        self.surroundings.database.as_deref()
    }

    /// Moves the clock forward.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// The second that it is for the server.
    pub fn clock_now(&self) -> i64 {
        self.clock.now().0
    }

    /// Adds a person with [`PASSWORD`] and the address `NAME@example.com`.
    pub async fn user(&self, name: &str) -> User {
        let email = email_address(&format!("{name}@example.com")).unwrap();
        let claims = StandardClaims {
            name: Some(format!("{name} Example")),
            email: Some(email.address.clone()),
            email_verified: Some(true),
            ..StandardClaims::default()
        };
        self.user_with(name, claims).await
    }

    /// Adds a person with [`PASSWORD`] and these claims.
    pub async fn user_with(&self, name: &str, claims: StandardClaims) -> User {
        let now = self.clock.now();
        let email = claims
            .email
            .as_deref()
            .map(|email| email_address(email).unwrap());
        let user = User {
            id: UserId::new(self.clock.as_ref(), &SystemEntropy),
            subject: None,
            username: username(name).unwrap(),
            email_key: email.map(|email| email.key),
            claims,
            groups: vec!["staff".to_owned()],
            roles: Vec::new(),
            disabled_at: None,
            created_at: now,
            updated_at: now,
        };
        let hash = self
            .services
            .hasher
            .hash(&Secret::new(PASSWORD.to_owned()))
            .await
            .unwrap();
        let account = Account::new(user.clone(), Some(hash));
        self.services.store.create_user(account).await.unwrap();
        user
    }

    /// What is written down of this kind, newest first.
    pub async fn events(&self, kind: &str) -> Vec<Event> {
        let filter = EventFilter {
            kind: Some(kind.to_owned()),
            ..EventFilter::default()
        };
        let page = Page {
            after: None,
            limit: 100,
        };
        self.services.store.events(filter, page).await.unwrap()
    }

    /// Makes of a person what `changed` says, whatever they are.
    pub async fn change(&self, changed: User) {
        let store = &self.services.store;
        let before = store.user(changed.id).await.unwrap().unwrap();
        let now = self.clock.now();
        let replaced = store.replace_user((*before).clone(), changed, now);
        assert!(replaced.await.unwrap());
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop();
    }
}
