-- The same tables as for SQLite, in PostgreSQL's types.
-- Times are Unix seconds, ids time-ordered UUIDs. Text that is looked up or
-- ordered by is compared byte by byte, whatever the language of the database.
-- Tables that every sign-in writes have no foreign keys, for their rows expire
-- by themselves and each check would cost a look-up.

-- People. The canonical forms are what sign-in looks up; that no name is
-- another's address is checked by the write that sets them.
CREATE TABLE users (
    id           UUID             NOT NULL PRIMARY KEY,
    username     TEXT             NOT NULL,
    username_key TEXT COLLATE "C" NOT NULL UNIQUE,
    email_key    TEXT COLLATE "C",
    claims       JSONB            NOT NULL,
    groups       JSONB            NOT NULL,
    roles        JSONB            NOT NULL,
    disabled_at  BIGINT,
    created_at   BIGINT           NOT NULL,
    updated_at   BIGINT           NOT NULL
);

CREATE UNIQUE INDEX users_by_email_key ON users (email_key) WHERE email_key IS NOT NULL;

-- Password hashes, apart from people so that no listing of people reads them.
CREATE TABLE passwords (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    hash    TEXT NOT NULL
);

-- What people prove who they are with, besides the password: seeds sealed, recovery codes as
-- hashes. The counter rises with every use, which is how a use happens once.
CREATE TABLE credentials (
    id           UUID   NOT NULL PRIMARY KEY,
    user_id      UUID   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind         TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    secret       BYTEA  NOT NULL,
    data         JSONB  NOT NULL,
    counter      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);

CREATE INDEX credentials_of_user ON credentials (user_id);

-- Signed-in browsers: one insert a sign-in; last uses are noted in place.
CREATE TABLE sessions (
    id           UUID   NOT NULL PRIMARY KEY,
    secret_hash  BYTEA  NOT NULL,
    user_id      UUID   NOT NULL,
    auth_time    BIGINT NOT NULL,
    acr          TEXT   NOT NULL,
    amr          JSONB  NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    ended_at     BIGINT,
    user_agent   TEXT   NOT NULL,
    address      TEXT   NOT NULL
) WITH (fillfactor = 90);

CREATE INDEX sessions_of_user ON sessions (user_id) WHERE ended_at IS NULL;
-- The order in which they are swept.
CREATE INDEX sessions_by_end ON sessions (COALESCE(ended_at, expires_at));

-- Apps. Their metadata is one value: nothing but Signet's own code reads into it.
CREATE TABLE clients (
    id                      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    secret_hash             BYTEA,
    sealed_secret           TEXT,
    registration_token_hash BYTEA,
    metadata                JSONB            NOT NULL,
    origin                  TEXT             NOT NULL,
    created_at              BIGINT           NOT NULL,
    updated_at              BIGINT           NOT NULL
);

-- What people allowed apps to have. A consent to an app that was removed
-- must not serve an app that later takes its id, hence the foreign keys.
CREATE TABLE consents (
    user_id    UUID             NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id  TEXT COLLATE "C" NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    scope      TEXT             NOT NULL,
    granted_at BIGINT           NOT NULL,
    PRIMARY KEY (user_id, client_id)
);

CREATE INDEX consents_of_client ON consents (client_id);

-- Token families. The row is also the record of the code's single use; a
-- refresh updates it in place, in the room kept free on its page, and touches
-- no index.
CREATE TABLE grants (
    id         UUID             NOT NULL PRIMARY KEY,
    client_id  TEXT COLLATE "C" NOT NULL,
    user_id    UUID             NOT NULL,
    session_id UUID             NOT NULL,
    scope      TEXT             NOT NULL,
    auth_time  BIGINT           NOT NULL,
    acr        TEXT             NOT NULL,
    amr        JSONB            NOT NULL,
    refresh    TEXT             NOT NULL,
    generation BIGINT           NOT NULL,
    created_at BIGINT           NOT NULL,
    rotated_at BIGINT           NOT NULL,
    expires_at BIGINT           NOT NULL,
    ended_at   BIGINT,
    claims     JSONB
) WITH (fillfactor = 80);

-- The only index that is not in the order of time: each such costs every sign-on a page of log.
-- What came of a session, ended or not, is found by the session's person.
CREATE INDEX grants_of_user ON grants (user_id, session_id);
-- Lifetimes differ by months, so the oldest ids are not the first to expire.
CREATE INDEX grants_by_end ON grants (expires_at);

-- Single access tokens that were revoked, for as long as they would be valid.
CREATE TABLE revoked_tokens (
    id         UUID   NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);

-- Hashes of what was used and may not be used again, until it would be refused for its age.
CREATE TABLE spent (
    key        BYTEA   NOT NULL PRIMARY KEY,
    expires_at BIGINT  NOT NULL
);

CREATE INDEX spent_by_end ON spent (expires_at);

-- What apps are still to be told, and were told, of sessions that have ended: written with the
-- end itself, kept for a week.
CREATE TABLE logout_deliveries (
    id              UUID             NOT NULL PRIMARY KEY,
    client_id       TEXT COLLATE "C" NOT NULL,
    user_id         UUID             NOT NULL,
    session_id      UUID             NOT NULL,
    state           TEXT             NOT NULL,
    attempts        BIGINT           NOT NULL,
    next_attempt_at BIGINT           NOT NULL,
    last_attempt_at BIGINT,
    last_status     BIGINT,
    last_error      TEXT,
    created_at      BIGINT           NOT NULL
);

CREATE INDEX logout_deliveries_due ON logout_deliveries (next_attempt_at)
    WHERE state = 'waiting';

-- Letters on their way out, and for a week those that went; sealed, for they hold links.
CREATE TABLE mails (
    id              UUID   NOT NULL PRIMARY KEY,
    kind            TEXT   NOT NULL,
    sealed          TEXT   NOT NULL,
    recipient       TEXT   NOT NULL,
    state           TEXT   NOT NULL,
    attempts        BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    last_attempt_at BIGINT,
    last_error      TEXT,
    created_at      BIGINT NOT NULL
);

CREATE INDEX mails_due ON mails (next_attempt_at) WHERE state = 'waiting';

-- Links that were sent to people, under the hash of what opens them.
CREATE TABLE links (
    hash       BYTEA  NOT NULL PRIMARY KEY,
    purpose    TEXT   NOT NULL,
    user_id    UUID,
    data       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE INDEX links_of_user ON links (user_id, purpose) WHERE used_at IS NULL;
CREATE INDEX links_by_end ON links (expires_at);

-- Devices that wait for somebody to enter their code, until it expires. The rows are bounded in
-- number, for anybody may ask for one.
CREATE TABLE device_grants (
    id             UUID             NOT NULL PRIMARY KEY,
    user_code_hash BYTEA            NOT NULL,
    client_id      TEXT COLLATE "C" NOT NULL,
    scope          TEXT             NOT NULL,
    state          TEXT             NOT NULL,
    user_id        UUID,
    session_id     UUID,
    auth_time      BIGINT,
    acr            TEXT,
    amr            JSONB,
    poll_interval  BIGINT           NOT NULL,
    polled_at      BIGINT           NOT NULL,
    -- Whether the last poll came before its time.
    too_fast       BOOLEAN          NOT NULL,
    expires_at     BIGINT           NOT NULL
);

CREATE UNIQUE INDEX device_grants_by_user_code ON device_grants (user_code_hash);
CREATE INDEX device_grants_of_client ON device_grants (client_id, expires_at);
CREATE INDEX device_grants_by_end ON device_grants (expires_at);

-- Signing keys with their private halves sealed.
CREATE TABLE signing_keys (
    kid          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    algorithm    TEXT             NOT NULL,
    state        TEXT             NOT NULL,
    sealed       BYTEA            NOT NULL,
    published_at BIGINT           NOT NULL,
    signs_from   BIGINT           NOT NULL,
    gone_at      BIGINT
);

-- Keys that are gone, so that a file that still holds one does not bring it back.
CREATE TABLE gone_keys (
    kid TEXT COLLATE "C" NOT NULL PRIMARY KEY
);

-- Counters of failed attempts under the hash of what they count for; bounded.
CREATE TABLE attempts (
    key         BYTEA  NOT NULL PRIMARY KEY,
    failures    BIGINT NOT NULL,
    last_at     BIGINT NOT NULL,
    -- What `last_at` was before, so that one statement counts and tells.
    previous_at BIGINT NOT NULL
);

CREATE INDEX attempts_by_age ON attempts (last_at);

-- Counters by which nodes notice that keys or apps have changed.
CREATE TABLE revisions (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BIGINT           NOT NULL
);

INSERT INTO revisions (name, value) VALUES ('keys', 0), ('clients', 0);

-- What has changed of the rest that nodes keep in memory: the latest some
-- thousand changes. A node reads on from the oldest transaction that was under
-- way when it looked: numbers alone are not given in the order of commits.
CREATE TABLE changes (
    id             BIGINT GENERATED ALWAYS AS IDENTITY,
    transaction_id XID8             NOT NULL DEFAULT pg_current_xact_id(),
    kind           TEXT COLLATE "C" NOT NULL,
    subject        UUID             NOT NULL,
    PRIMARY KEY (transaction_id, id)
);

-- Facts about the deployment that never change.
CREATE TABLE meta (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA            NOT NULL
);
