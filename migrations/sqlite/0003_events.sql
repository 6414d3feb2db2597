-- What has happened: written with what it tells of. Numbered, chained and sent on afterwards, by one
-- node at a time; nothing but the number and the hash is ever changed.
CREATE TABLE events (
    id         BLOB    NOT NULL PRIMARY KEY,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    outcome    TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    user_id    BLOB,
    client_id  TEXT,
    session_id BLOB,
    address    TEXT,
    reference  TEXT,
    trace      BLOB,
    -- JSON as it was hashed.
    detail     TEXT    NOT NULL,
    position   INTEGER,
    hash       BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX events_of_user ON events (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX events_of_client ON events (client_id, id) WHERE client_id IS NOT NULL;
CREATE INDEX events_of_kind ON events (kind, id);
CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL;
CREATE UNIQUE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;

-- Where the chain of events begins and ends, authenticated with a key that is not in the database.
CREATE TABLE audit_marks (
    name     TEXT    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    mac      BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Refused requests, failed sign-ins and steps of sign-ins: anybody may cause them, so the rows are
-- bounded in number and written in small batches by a background job.
CREATE TABLE event_notes (
    id         BLOB    NOT NULL PRIMARY KEY,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    outcome    TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    user_id    BLOB,
    client_id  TEXT,
    session_id BLOB,
    address    TEXT,
    reference  TEXT,
    trace      BLOB,
    detail     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX event_notes_of_user ON event_notes (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX event_notes_of_trace ON event_notes (trace, id) WHERE trace IS NOT NULL;
CREATE INDEX event_notes_by_reference ON event_notes (reference) WHERE reference IS NOT NULL;

-- How far events have been written to a file or sent as syslog.
CREATE TABLE event_sinks (
    name         TEXT    NOT NULL PRIMARY KEY,
    position     INTEGER NOT NULL,
    leased_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where events are sent. The secret that signs them is sealed.
CREATE TABLE webhooks (
    id            BLOB    NOT NULL PRIMARY KEY,
    url           TEXT    NOT NULL,
    kinds         TEXT    NOT NULL,
    sealed_secret TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

-- What is to be sent, and was: a row for each event and target, kept for a week.
CREATE TABLE webhook_deliveries (
    id              BLOB    NOT NULL PRIMARY KEY,
    webhook_id      BLOB    NOT NULL,
    event_id        BLOB    NOT NULL,
    kind            TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_attempt_at INTEGER,
    last_status     INTEGER,
    last_error      TEXT,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at)
    WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id, id);
