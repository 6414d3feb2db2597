-- Times are Unix seconds, ids 16 time-ordered bytes, JSON is text.
-- Tables that every sign-in writes are WITHOUT ROWID: with time-ordered keys an
-- insert lands on the last page of one tree. They have no foreign keys, for
-- their rows expire by themselves and each check would cost a look-up.

-- People. The canonical forms are what sign-in looks up; that no name is
-- another's address is checked by the write that sets them.
CREATE TABLE users (
    id           BLOB    NOT NULL PRIMARY KEY,
    username     TEXT    NOT NULL,
    username_key TEXT    NOT NULL UNIQUE,
    email_key    TEXT,
    claims       TEXT    NOT NULL,
    groups       TEXT    NOT NULL,
    roles        TEXT    NOT NULL,
    disabled_at  INTEGER,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX users_by_email_key ON users (email_key) WHERE email_key IS NOT NULL;

-- Password hashes, apart from people so that no listing of people reads them.
CREATE TABLE passwords (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    hash    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What people prove who they are with, besides the password: seeds sealed, recovery codes as
-- hashes. The counter rises with every use, which is how a use happens once.
CREATE TABLE credentials (
    id           BLOB    NOT NULL PRIMARY KEY,
    user_id      BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    secret       BLOB    NOT NULL,
    data         TEXT    NOT NULL,
    counter      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;

CREATE INDEX credentials_of_user ON credentials (user_id);

-- Signed-in browsers: one insert a sign-in.
CREATE TABLE sessions (
    id           BLOB    NOT NULL PRIMARY KEY,
    secret_hash  BLOB    NOT NULL,
    user_id      BLOB    NOT NULL,
    auth_time    INTEGER NOT NULL,
    acr          TEXT    NOT NULL,
    amr          TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    user_agent   TEXT    NOT NULL,
    address      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_user ON sessions (user_id) WHERE ended_at IS NULL;
-- The order in which they are swept.
CREATE INDEX sessions_by_end ON sessions (COALESCE(ended_at, expires_at));

-- Apps. Their metadata is one value: nothing but Signet's own code reads into it.
CREATE TABLE clients (
    id                      TEXT    NOT NULL PRIMARY KEY,
    secret_hash             BLOB,
    sealed_secret           TEXT,
    registration_token_hash BLOB,
    metadata                TEXT    NOT NULL,
    origin                  TEXT    NOT NULL,
    created_at              INTEGER NOT NULL,
    updated_at              INTEGER NOT NULL
) STRICT;

-- What people allowed apps to have. A consent to an app that was removed
-- must not serve an app that later takes its id, hence the foreign keys.
CREATE TABLE consents (
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id  TEXT    NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    scope      TEXT    NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, client_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX consents_of_client ON consents (client_id);

-- Token families. The row is also the record of the code's single use; a
-- refresh updates it in place and touches no index.
CREATE TABLE grants (
    id         BLOB    NOT NULL PRIMARY KEY,
    client_id  TEXT    NOT NULL,
    user_id    BLOB    NOT NULL,
    session_id BLOB    NOT NULL,
    scope      TEXT    NOT NULL,
    auth_time  INTEGER NOT NULL,
    acr        TEXT    NOT NULL,
    amr        TEXT    NOT NULL,
    refresh    TEXT    NOT NULL,
    generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER,
    claims     TEXT
) STRICT, WITHOUT ROWID;

-- The only index that is not in the order of time: each such costs every sign-on a page of log.
-- What came of a session, ended or not, is found by the session's person.
CREATE INDEX grants_of_user ON grants (user_id, session_id);
-- Lifetimes differ by months, so the oldest ids are not the first to expire.
CREATE INDEX grants_by_end ON grants (expires_at);

-- Single access tokens that were revoked, for as long as they would be valid.
CREATE TABLE revoked_tokens (
    id         BLOB    NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Hashes of what was used and may not be used again, until it would be refused for its age.
CREATE TABLE spent (
    key        BLOB    NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX spent_by_end ON spent (expires_at);

-- What apps are still to be told, and were told, of sessions that have ended: written with the
-- end itself, kept for a week.
CREATE TABLE logout_deliveries (
    id              BLOB    NOT NULL PRIMARY KEY,
    client_id       TEXT    NOT NULL,
    user_id         BLOB    NOT NULL,
    session_id      BLOB    NOT NULL,
    state           TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_attempt_at INTEGER,
    last_status     INTEGER,
    last_error      TEXT,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX logout_deliveries_due ON logout_deliveries (next_attempt_at)
    WHERE state = 'waiting';

-- Letters on their way out, and for a week those that went; sealed, for they hold links.
CREATE TABLE mails (
    id              BLOB    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL,
    sealed          TEXT    NOT NULL,
    recipient       TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_attempt_at INTEGER,
    last_error      TEXT,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mails_due ON mails (next_attempt_at) WHERE state = 'waiting';

-- Links that were sent to people, under the hash of what opens them.
CREATE TABLE links (
    hash       BLOB    NOT NULL PRIMARY KEY,
    purpose    TEXT    NOT NULL,
    user_id    BLOB,
    data       TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX links_of_user ON links (user_id, purpose) WHERE used_at IS NULL;
CREATE INDEX links_by_end ON links (expires_at);

-- Devices that wait for somebody to enter their code, until it expires. The rows are bounded in
-- number, for anybody may ask for one.
CREATE TABLE device_grants (
    id             BLOB    NOT NULL PRIMARY KEY,
    user_code_hash BLOB    NOT NULL,
    client_id      TEXT    NOT NULL,
    scope          TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    user_id        BLOB,
    session_id     BLOB,
    auth_time      INTEGER,
    acr            TEXT,
    amr            TEXT,
    poll_interval  INTEGER NOT NULL,
    polled_at      INTEGER NOT NULL,
    -- Whether the last poll came before its time.
    too_fast       INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX device_grants_by_user_code ON device_grants (user_code_hash);
CREATE INDEX device_grants_of_client ON device_grants (client_id, expires_at);
CREATE INDEX device_grants_by_end ON device_grants (expires_at);

-- Signing keys with their private halves sealed.
CREATE TABLE signing_keys (
    kid          TEXT    NOT NULL PRIMARY KEY,
    algorithm    TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    sealed       BLOB    NOT NULL,
    published_at INTEGER NOT NULL,
    signs_from   INTEGER NOT NULL,
    gone_at      INTEGER
) STRICT;

-- Keys that are gone, so that a file that still holds one does not bring it back.
CREATE TABLE gone_keys (
    kid TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Counters of failed attempts under the hash of what they count for; bounded.
CREATE TABLE attempts (
    key         BLOB    NOT NULL PRIMARY KEY,
    failures    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    -- What `last_at` was before, so that one statement counts and tells.
    previous_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attempts_by_age ON attempts (last_at);

-- Counters by which nodes notice that keys or apps have changed.
CREATE TABLE revisions (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO revisions (name, value) VALUES ('keys', 0), ('clients', 0);

-- What has changed of the rest that nodes keep in memory: the latest some
-- thousand changes. A node reads on where it stopped.
CREATE TABLE changes (
    id      INTEGER NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL,
    subject BLOB    NOT NULL
) STRICT;

-- Facts about the deployment that never change.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
