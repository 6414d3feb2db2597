-- Accounts whose people have left: gone at that time, unless they come back before.
CREATE TABLE deletions (
    user_id BLOB    NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    due_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX deletions_due ON deletions (due_at);
