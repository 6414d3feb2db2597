-- Public halves of keys that are no longer published: an ID token that one of them signed still says
-- whom it is about when it comes back as a hint, until then.
CREATE TABLE past_keys (
    kid        TEXT    NOT NULL PRIMARY KEY,
    algorithm  TEXT    NOT NULL,
    public_key BLOB    NOT NULL,
    until      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
