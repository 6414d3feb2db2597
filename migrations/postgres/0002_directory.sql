-- Groups as things of their own. Who is in which stays with the people, where every request reads
-- it; the table of members is kept by the same writes, for lists.
CREATE TABLE user_groups (
    id          UUID             NOT NULL PRIMARY KEY,
    name        TEXT COLLATE "C" NOT NULL,
    description TEXT             NOT NULL,
    created_at  BIGINT           NOT NULL,
    updated_at  BIGINT           NOT NULL
);

CREATE UNIQUE INDEX user_groups_by_name ON user_groups (name);

CREATE TABLE group_members (
    group_id UUID NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
    user_id  UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);

CREATE INDEX group_members_of_user ON group_members (user_id);

-- What people are found by, in lower case: user name, address, names.
CREATE TABLE people_terms (
    term    TEXT COLLATE "C" NOT NULL,
    user_id UUID             NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (term, user_id)
);

CREATE INDEX people_terms_of_user ON people_terms (user_id, term);

CREATE INDEX users_disabled ON users (id) WHERE disabled_at IS NOT NULL;
CREATE INDEX users_with_roles ON users (id) WHERE CAST(roles AS TEXT) <> '[]';

INSERT INTO user_groups (id, name, description, created_at, updated_at)
SELECT gen_random_uuid(), name, '', now, now FROM (
    SELECT DISTINCT member.value AS name, extract(epoch FROM now())::bigint AS now
    FROM users, jsonb_array_elements_text(users.groups) AS member (value)
) AS found;

INSERT INTO group_members (group_id, user_id)
SELECT DISTINCT user_groups.id, users.id
FROM users, jsonb_array_elements_text(users.groups) AS member (value)
JOIN user_groups ON user_groups.name = member.value;

INSERT INTO people_terms (term, user_id)
SELECT username_key, id FROM users
UNION SELECT email_key, id FROM users WHERE email_key IS NOT NULL
UNION SELECT lower(claims ->> 'name'), id FROM users WHERE claims ->> 'name' IS NOT NULL
UNION SELECT lower(claims ->> 'family_name'), id FROM users
WHERE claims ->> 'family_name' IS NOT NULL;
