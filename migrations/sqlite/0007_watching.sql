-- What happened in each quarter of an hour, of all nodes, for a week.
CREATE TABLE figures (
    began_at INTEGER NOT NULL PRIMARY KEY,
    sign_ins INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    tokens   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who has fetched the published keys: addresses and programs, bounded in number.
CREATE TABLE key_readers (
    address       TEXT    NOT NULL,
    user_agent    TEXT    NOT NULL,
    client_id     TEXT,
    first_seen_at INTEGER NOT NULL,
    last_seen_at  INTEGER NOT NULL,
    PRIMARY KEY (address, user_agent)
) STRICT, WITHOUT ROWID;
