-- What happened at an app is looked for by kind too: the newest of a rare one is found at once.
DROP INDEX events_of_client;
CREATE INDEX events_of_client ON events (client_id, kind, id) WHERE client_id IS NOT NULL;

-- Invitations that can still be used, as operators look through them.
CREATE INDEX links_of_invitations ON links (expires_at, hash)
    WHERE purpose = 'invitation' AND used_at IS NULL;

-- Ends of everything of a kind: what began up to that millisecond is over from then on. Its rows are
-- ended afterwards, some at a time, in the order of their identifiers.
CREATE TABLE endings (
    what    TEXT    NOT NULL PRIMARY KEY,
    until   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    reached BLOB    NOT NULL,
    done_at INTEGER
) STRICT, WITHOUT ROWID;
