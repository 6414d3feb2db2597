-- How often everything of an account was ended: what was proved before that begins nothing after it.
ALTER TABLE users ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
