//! Every family of numbers: the one list of names, for what is told and for what is made of it.

/// How a number behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It rises.
    Counter,
    /// It rises and falls.
    Gauge,
    /// It is many: how many of what size.
    Histogram,
}

/// Numbers of one name.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The name, with its unit.
    pub name: &'static str,
    /// How it behaves.
    pub kind: Kind,
    /// What it tells.
    pub help: &'static str,
}

macro_rules! families {
    ($($constant:ident = $kind:ident $name:literal $help:literal;)*) => {
        $(
            #[doc = $help]
            pub static $constant: Family = Family { name: $name, kind: Kind::$kind, help: $help };
        )*

        /// All of them.
        pub static ALL: &[&Family] = &[$(&$constant),*];
    };
}

families! {
    BUILD_INFO = Gauge "signet_build_info" "The version that runs.";
    HTTP_SERVER_REQUEST_DURATION = Histogram "http_server_request_duration_seconds" "How long answers took.";
    SIGN_INS = Counter "signet_sign_ins_total" "Evidence that was examined, of first and second factors.";
    SESSIONS_BEGUN = Counter "signet_sessions_begun_total" "Sessions that began.";
    SESSIONS_ACTIVE = Gauge "signet_sessions_active" "Sessions that have neither ended nor expired, of all nodes.";
    TOKENS_ISSUED = Counter "signet_tokens_issued_total" "Tokens that were handed out.";
    TOKEN_REQUESTS = Counter "signet_token_requests_total" "Requests at the token endpoint and what they were answered.";
    DELIVERIES_WAITING = Gauge "signet_deliveries_waiting" "What is still to be sent, of all nodes.";
    PASSWORD_HASH_DURATION = Histogram "signet_password_hash_duration_seconds" "How long hashing a password took.";
    PASSWORD_HASH_WAIT = Histogram "signet_password_hash_wait_seconds" "How long a password waited to be hashed.";
    PASSWORD_HASH_QUEUE = Gauge "signet_password_hash_queue_length" "Passwords that wait to be hashed.";
    PASSWORD_HASH_REFUSED = Counter "signet_password_hash_refused_total" "Passwords that were not hashed because too many waited.";
    STORE_UP = Gauge "signet_store_up" "Whether the database answers.";
    STORE_WRITE_QUEUE = Gauge "signet_store_write_queue_length" "Writes that wait.";
    STORE_REFUSED = Counter "signet_store_refused_total" "Operations that were told to come back because too many waited.";
    STORE_BATCH_OPERATIONS = Histogram "signet_store_batch_operations" "Writes that share a commit (embedded database).";
    STORE_COMMIT_DURATION = Histogram "signet_store_commit_duration_seconds" "How long a batch of writes took until it was on disk (embedded database).";
    STORE_CONNECTIONS = Gauge "signet_store_connections" "Connections to the database (PostgreSQL), or that read from it.";
    SIGNING_KEY_AGE = Gauge "signet_signing_key_age_seconds" "How long ago the signing key was published.";
    PROCESS_MEMORY = Gauge "process_resident_memory_bytes" "Memory in use.";
    PROCESS_CPU = Counter "process_cpu_seconds_total" "Processor time spent.";
    PROCESS_THREADS = Gauge "process_threads" "Threads.";
    PROCESS_OPEN_FDS = Gauge "process_open_fds" "Open files and connections.";
    PROCESS_MAX_FDS = Gauge "process_max_fds" "Files and connections that may be open.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_as_prometheus_wants_them() {
        let mut seen = BTreeSet::new();
        for family in ALL {
            let name = family.name;
            assert!(seen.insert(name), "{name} is there twice");
            let usual = |letter: char| letter.is_ascii_lowercase() || letter == '_';
            assert!(name.chars().all(usual), "{name}");
            let is_total = name.ends_with("_total");
            assert_eq!(is_total, family.kind == Kind::Counter, "{name}");
        }
    }

    /// Every name in the files that are made for dashboards and alerts is one that is told.
    #[test]
    fn dashboards_and_alerts_ask_for_what_there_is() {
        let files = [
            include_str!("../../docs/observability/dashboard.json"),
            include_str!("../../docs/observability/alerts.yml"),
        ];
        for file in files {
            let words = file.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_');
            let prefixes = ["signet_", "http_server_", "process_"];
            let names = words.filter(|word| prefixes.iter().any(|prefix| word.starts_with(prefix)));
            let mut number = 0;
            for name in names {
                number += 1;
                assert!(is_told(name), "{name} is told by nobody");
            }
            assert!(number > 5);
        }
    }

    fn is_told(name: &str) -> bool {
        let parts = ["", "_bucket", "_sum", "_count"];
        ALL.iter().any(|family| {
            let ends = if family.kind == Kind::Histogram {
                &parts[1..]
            } else {
                &parts[..1]
            };
            let own = name.strip_prefix(family.name);
            own.is_some_and(|end| ends.contains(&end))
        })
    }
}
