-- Who was offered a passkey and did not want one: how often they said "not now", and when they are
-- asked again; never where no time stands.
CREATE TABLE passkey_offers (
    user_id  BLOB    NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    declined INTEGER NOT NULL,
    again_at INTEGER
) STRICT, WITHOUT ROWID;
