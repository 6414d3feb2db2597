-- What apps know somebody by who came from elsewhere with a name that is no UUID.
ALTER TABLE users ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX users_by_subject ON users (subject) WHERE subject IS NOT NULL;

-- The same for what apps are still to be told when the account is gone.
ALTER TABLE logout_deliveries ADD COLUMN subject TEXT;

-- For deleting a person: the other halves of what is found by person. Nothing that begins is in them.
CREATE INDEX sessions_ended_of_user ON sessions (user_id) WHERE ended_at IS NOT NULL;
CREATE INDEX links_used_of_user ON links (user_id) WHERE used_at IS NOT NULL;
