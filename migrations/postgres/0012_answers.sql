-- What was answered to requests that made something, for a day, by the key that they came with.
CREATE TABLE answers (
    key     BYTEA  NOT NULL PRIMARY KEY,
    request BYTEA  NOT NULL,
    sealed  TEXT   NOT NULL,
    kept_at BIGINT NOT NULL
);
CREATE INDEX answers_by_age ON answers (kept_at);
