//! An authenticator app, in the clock of its server.

use super::TestServer;
use data_encoding::BASE32_NOPAD;
use signet::entropy::SystemEntropy;
use signet::login::totp::{self, Seed};
use signet::model::{Credential, CredentialId, CredentialKind, User};
use signet::store::{CredentialChange, Removed};

/// An authenticator app.
pub struct Authenticator(Seed);

impl Authenticator {
    /// One into which somebody has typed a key, groups apart.
    pub fn typed(key: &str) -> Self {
        let key: String = key.split_whitespace().collect();
        let bytes = BASE32_NOPAD.decode(key.as_bytes()).unwrap();
        Self(Seed::new(bytes.try_into().unwrap()))
    }

    /// The code that it shows.
    pub fn code(&self, server: &TestServer) -> String {
        self.code_at(server.clock_now())
    }

    /// The code that it shows at a moment.
    pub fn code_at(&self, seconds: i64) -> String {
        totp::code(&self.0, seconds.div_euclid(30))
    }

    /// A code that it will not show soon.
    pub fn wrong(&self, server: &TestServer) -> String {
        let shown = [-1, 0, 1].map(|step| self.code_at(server.clock_now() + 30 * step));
        let mut all = (0..).map(|number| format!("{number:06}"));
        all.find(|code| !shown.contains(code)).unwrap()
    }
}

impl TestServer {
    /// Sets an authenticator up for somebody who has none.
    pub async fn authenticator(&self, user: &User) -> Authenticator {
        let seed: [u8; 20] = signet::entropy::bytes(&SystemEntropy);
        let id = CredentialId::new(self.clock.as_ref(), &SystemEntropy);
        let seals = &self.services.seals;
        let secret = seals.wrap_seed(id, user.id, &seed, &SystemEntropy).unwrap();
        let credential = Credential {
            id,
            user_id: user.id,
            kind: CredentialKind::Totp,
            name: "Authenticator app".to_owned(),
            secret,
            data: serde_json::Value::Null,
            counter: 0,
            created_at: self.services.now(),
            last_used_at: None,
        };
        let change = CredentialChange {
            user_id: user.id,
            expected: Vec::new(),
            epoch: None,
            removed: Removed::Nothing,
            added: vec![credential],
            ends_sessions: false,
            kept: None,
        };
        let store = &self.services.store;
        assert!(
            store
                .change_credentials(change, self.services.now())
                .await
                .unwrap()
        );
        Authenticator(Seed::new(seed))
    }
}
