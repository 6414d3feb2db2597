-- What other systems know people and groups by, who say by SCIM who there is.
CREATE TABLE user_external_ids (
    user_id     BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX user_external_ids_by_value ON user_external_ids (external_id, user_id);

CREATE TABLE group_external_ids (
    group_id    BLOB NOT NULL PRIMARY KEY REFERENCES user_groups (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX group_external_ids_by_value ON group_external_ids (external_id, group_id);

-- What those systems prove themselves by.
CREATE TABLE scim_tokens (
    id           BLOB    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL,
    secret_hash  BLOB    NOT NULL,
    role         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX scim_tokens_by_name ON scim_tokens (name);
