-- What happened in each quarter of an hour, of all nodes, for a week.
CREATE TABLE figures (
    began_at BIGINT NOT NULL PRIMARY KEY,
    sign_ins BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    tokens   BIGINT NOT NULL
);

-- Who has fetched the published keys: addresses and programs, bounded in number.
CREATE TABLE key_readers (
    address       TEXT COLLATE "C" NOT NULL,
    user_agent    TEXT COLLATE "C" NOT NULL,
    client_id     TEXT,
    first_seen_at BIGINT           NOT NULL,
    last_seen_at  BIGINT           NOT NULL,
    PRIMARY KEY (address, user_agent)
);
