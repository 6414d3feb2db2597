-- The same tables as for SQLite, in PostgreSQL's types.

-- What has happened: written with what it tells of. Numbered, chained and sent on afterwards, by one
-- node at a time; nothing but the number and the hash is ever changed.
CREATE TABLE events (
    id UUID NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    outcome TEXT NOT NULL,
    actor TEXT NOT NULL,
    user_id UUID,
    client_id TEXT COLLATE "C",
    session_id UUID,
    address TEXT,
    reference TEXT COLLATE "C",
    trace UUID,
    -- JSON as it was hashed.
    detail TEXT NOT NULL,
    position BIGINT,
    hash BYTEA
);

CREATE INDEX events_of_user ON events (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX events_of_client ON events (client_id, id) WHERE client_id IS NOT NULL;
CREATE INDEX events_of_kind ON events (kind, id);
CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL;
CREATE UNIQUE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;

-- Where the chain of events begins and ends, authenticated with a key that is not in the database.
CREATE TABLE audit_marks (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    mac BYTEA NOT NULL
);

-- Refused requests, failed sign-ins and steps of sign-ins: anybody may cause them, so the rows are
-- bounded in number and written in small batches by a background job.
CREATE TABLE event_notes (
    id UUID NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    outcome TEXT NOT NULL,
    actor TEXT NOT NULL,
    user_id UUID,
    client_id TEXT COLLATE "C",
    session_id UUID,
    address TEXT,
    reference TEXT COLLATE "C",
    trace UUID,
    detail TEXT NOT NULL
);

CREATE INDEX event_notes_of_user ON event_notes (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX event_notes_of_trace ON event_notes (trace, id) WHERE trace IS NOT NULL;
CREATE INDEX event_notes_by_reference ON event_notes (reference) WHERE reference IS NOT NULL;

-- How far events have been written to a file or sent as syslog.
CREATE TABLE event_sinks (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    leased_until BIGINT NOT NULL
);

-- Where events are sent. The secret that signs them is sealed.
CREATE TABLE webhooks (
    id UUID NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    kinds JSONB NOT NULL,
    sealed_secret TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What is to be sent, and was: a row for each event and target, kept for a week.
CREATE TABLE webhook_deliveries (
    id UUID NOT NULL PRIMARY KEY,
    webhook_id UUID NOT NULL,
    event_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    last_attempt_at BIGINT,
    last_status BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at)
    WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id, id);
