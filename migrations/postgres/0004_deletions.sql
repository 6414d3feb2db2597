-- Accounts whose people have left: gone at that time, unless they come back before.
CREATE TABLE deletions (
    user_id UUID   NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    due_at  BIGINT NOT NULL
);

CREATE INDEX deletions_due ON deletions (due_at);
