-- Groups as things of their own. Who is in which stays with the people, where every request reads
-- it; the table of members is kept by the same writes, for lists.
CREATE TABLE user_groups (
    id          BLOB    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    description TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX user_groups_by_name ON user_groups (name);

CREATE TABLE group_members (
    group_id BLOB NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
    user_id  BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_members_of_user ON group_members (user_id);

-- What people are found by, in lower case: user name, address, names.
CREATE TABLE people_terms (
    term    TEXT NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (term, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX people_terms_of_user ON people_terms (user_id, term);

CREATE INDEX users_disabled ON users (id) WHERE disabled_at IS NOT NULL;
CREATE INDEX users_with_roles ON users (id) WHERE CAST(roles AS TEXT) <> '[]';

INSERT INTO user_groups (id, name, description, created_at, updated_at)
SELECT randomblob(16), name, '', now, now FROM (
    SELECT DISTINCT CAST(member.value AS TEXT) AS name, unixepoch() AS now
    FROM users, json_each(users.groups) AS member
);

INSERT INTO group_members (group_id, user_id)
SELECT DISTINCT user_groups.id, users.id
FROM users, json_each(users.groups) AS member
JOIN user_groups ON user_groups.name = member.value;

INSERT INTO people_terms (term, user_id)
SELECT username_key, id FROM users
UNION SELECT email_key, id FROM users WHERE email_key IS NOT NULL
UNION SELECT lower(claims ->> 'name'), id FROM users WHERE claims ->> 'name' IS NOT NULL
UNION SELECT lower(claims ->> 'family_name'), id FROM users
WHERE claims ->> 'family_name' IS NOT NULL;
