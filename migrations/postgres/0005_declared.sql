-- People whom a declared file has named: the only ones that `prune` may remove.
CREATE TABLE declared_users (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE
);
