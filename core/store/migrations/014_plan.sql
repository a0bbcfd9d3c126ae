-- 014: security plans: the priorities that zones of every level set (EU, Benelux, country, province, police zone), what they answer
-- and are about, and the plans that were made. Priorities keep every version, as facts do; a plan is never changed.

-- `owner` is a role, never a person. `indicator` says in words what tells whether it is met, `due` the day on which it is looked at.
CREATE TABLE priority_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    zone INTEGER NOT NULL REFERENCES zone (id),
    phenomenon INTEGER REFERENCES phenomenon (id),
    cycle TEXT,
    valid_from INTEGER,
    valid_to INTEGER,
    owner TEXT,
    indicator TEXT,
    due INTEGER,
    source TEXT,
    handling TEXT NOT NULL,
    nl TEXT,
    fr TEXT,
    de TEXT,
    en TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX priority_current ON priority_history (code) WHERE retracted IS NULL;
CREATE INDEX priority_zone ON priority_history (zone);
CREATE VIEW priority AS
SELECT code, zone, phenomenon, cycle, valid_from, valid_to, owner, indicator, due, source, handling, nl, fr, de, en
FROM priority_history WHERE retracted IS NULL;

-- Which higher priority one answers, and which other phenomena it is about.
CREATE TABLE priority_link_history (
    id INTEGER PRIMARY KEY,
    priority TEXT NOT NULL CHECK (priority <> ''),
    higher TEXT,
    phenomenon INTEGER REFERENCES phenomenon (id),
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK ((higher IS NULL) <> (phenomenon IS NULL)),
    CHECK (higher <> priority)
) STRICT;
CREATE UNIQUE INDEX priority_link_current ON priority_link_history (priority, coalesce(higher, ''), coalesce(phenomenon, 0))
WHERE retracted IS NULL;
CREATE VIEW priority_link AS
SELECT priority, higher, phenomenon, note FROM priority_link_history WHERE retracted IS NULL;

-- A plan as it was made: `content` is all of it as JSON, `date` its day, `known` the last batch that its figures know. `kept_at`,
-- `state` and `handling` as in a signal (010).
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    zone INTEGER NOT NULL REFERENCES zone (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('nl', 'fr', 'de', 'en')),
    date INTEGER NOT NULL,
    known INTEGER NOT NULL,
    content TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role <> ''),
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    CHECK (last_year >= first_year),
    UNIQUE (zone, version)
) STRICT;

CREATE TRIGGER plan_kept BEFORE UPDATE ON plan
BEGIN SELECT raise(ABORT, 'a plan is never changed: make another version'); END;
CREATE TRIGGER plan_stays BEFORE DELETE ON plan
BEGIN SELECT raise(ABORT, 'a plan is never taken out: make another version'); END;
