-- What was answered to requests that made something, for a day, by the key that they came with.
CREATE TABLE answers (
    key     BLOB    NOT NULL PRIMARY KEY,
    request BLOB    NOT NULL,
    sealed  TEXT    NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers (kept_at);
