-- Public halves of keys that are no longer published: an ID token that one of them signed still says
-- whom it is about when it comes back as a hint, until then.
CREATE TABLE past_keys (
    kid        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    algorithm  TEXT             NOT NULL,
    public_key BYTEA            NOT NULL,
    until      BIGINT           NOT NULL
);
