-- 012: the register of international cooperation: channels and whom they reach, agreements with their parties and acts,
-- expertise, contact points, training, missions, recommendations and partners. Every version of a row is kept, as in 005: a row was known
-- from its batch on, until the batch that retracted it; the views by the plain names give the current rows.
--
-- Rows are of services, functions and counts: no column is for a person. `valid_from` and `valid_to` are the first and last day
-- on which a row holds (NULL: open), `in_force` and `ended` those of an agreement; `handling` is a packed marking. `verification`:
-- 'verified' in a public text that `source` names, 'documented' in a source document of the corps, 'to_confirm' neither yet,
-- 'historical' no longer so. Codes of channels and agreements are texts, since a row outlives the version of what it names.

CREATE TABLE channel_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    owner INTEGER NOT NULL REFERENCES zone (id),
    seat INTEGER REFERENCES zone (id),
    nl TEXT,
    fr TEXT,
    de TEXT,
    en TEXT,
    hours TEXT,
    languages TEXT,
    carries INTEGER,
    official TEXT,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX channel_current ON channel_history (code, coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW channel AS
SELECT code, kind, owner, seat, nl, fr, de, en, hours, languages, carries, official, valid_from, valid_to,
    source, handling, verification, last_confirmed, note
FROM channel_history WHERE retracted IS NULL;

CREATE TABLE channel_reach_history (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL CHECK (channel <> ''),
    country INTEGER NOT NULL REFERENCES zone (id),
    act TEXT NOT NULL CHECK (act <> ''),
    phenomenon INTEGER REFERENCES phenomenon (id),
    urgency TEXT,
    tasked_by INTEGER REFERENCES zone (id),
    languages TEXT,
    agreement TEXT,
    article TEXT,
    answer_hours INTEGER CHECK (answer_hours > 0),
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX channel_reach_current ON channel_reach_history
    (channel, country, act, coalesce(phenomenon, 0), coalesce(urgency, ''), coalesce(tasked_by, 0),
    coalesce(agreement, ''), coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW channel_reach AS
SELECT channel, country, act, phenomenon, urgency, tasked_by, languages, agreement, article, answer_hours,
    valid_from, valid_to, source, handling, verification, last_confirmed, note
FROM channel_reach_history WHERE retracted IS NULL;

CREATE TABLE agreement_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    nl TEXT,
    fr TEXT,
    de TEXT,
    en TEXT,
    signed TEXT,
    in_force INTEGER,
    ended INTEGER,
    replaced_by TEXT,
    reference TEXT,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (ended >= in_force)
) STRICT;
CREATE UNIQUE INDEX agreement_current ON agreement_history (code)
    WHERE retracted IS NULL;
CREATE VIEW agreement AS
SELECT code, kind, nl, fr, de, en, signed, in_force, ended, replaced_by, reference, source, handling,
    verification, last_confirmed, note
FROM agreement_history WHERE retracted IS NULL;

CREATE TABLE agreement_party_history (
    id INTEGER PRIMARY KEY,
    agreement TEXT NOT NULL CHECK (agreement <> ''),
    zone INTEGER NOT NULL REFERENCES zone (id),
    territory INTEGER REFERENCES zone (id),
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX agreement_party_current ON agreement_party_history
    (agreement, zone, coalesce(territory, 0), coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW agreement_party AS
SELECT agreement, zone, territory, valid_from, valid_to, source, handling, verification, last_confirmed, note
FROM agreement_party_history WHERE retracted IS NULL;

CREATE TABLE agreement_act_history (
    id INTEGER PRIMARY KEY,
    agreement TEXT NOT NULL CHECK (agreement <> ''),
    act TEXT NOT NULL CHECK (act <> ''),
    article TEXT,
    phenomenon INTEGER REFERENCES phenomenon (id),
    nl TEXT,
    fr TEXT,
    de TEXT,
    en TEXT,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX agreement_act_current ON agreement_act_history
    (agreement, act, coalesce(article, ''), coalesce(phenomenon, 0), coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW agreement_act AS
SELECT agreement, act, article, phenomenon, nl, fr, de, en, valid_from, valid_to, source, handling,
    verification, last_confirmed, note
FROM agreement_act_history WHERE retracted IS NULL;

CREATE TABLE expertise_history (
    id INTEGER PRIMARY KEY,
    corps INTEGER NOT NULL REFERENCES zone (id),
    unit TEXT,
    topic TEXT NOT NULL CHECK (topic <> ''),
    phenomenon INTEGER REFERENCES phenomenon (id),
    level TEXT NOT NULL CHECK (level <> ''),
    language TEXT,
    holders INTEGER CHECK (holders >= 0),
    gained_at INTEGER REFERENCES zone (id),
    mission TEXT,
    gained_on INTEGER,
    last_asked INTEGER,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX expertise_current ON expertise_history
    (corps, coalesce(unit, ''), topic, coalesce(phenomenon, 0), level, coalesce(language, ''),
    coalesce(gained_at, 0), coalesce(mission, ''), coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW expertise AS
SELECT corps, unit, topic, phenomenon, level, language, holders, gained_at, mission, gained_on, last_asked,
    valid_from, valid_to, source, handling, verification, last_confirmed, note
FROM expertise_history WHERE retracted IS NULL;

CREATE TABLE contact_point_history (
    id INTEGER PRIMARY KEY,
    corps INTEGER NOT NULL REFERENCES zone (id),
    theme TEXT NOT NULL CHECK (theme <> ''),
    role TEXT NOT NULL CHECK (role <> ''),
    unit TEXT,
    channel TEXT,
    hours TEXT,
    languages TEXT,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX contact_point_current ON contact_point_history
    (corps, theme, role, coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW contact_point AS
SELECT corps, theme, role, unit, channel, hours, languages, valid_from, valid_to, source, handling,
    verification, last_confirmed, note
FROM contact_point_history WHERE retracted IS NULL;

CREATE TABLE training_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    topic TEXT NOT NULL CHECK (topic <> ''),
    phenomenon INTEGER REFERENCES phenomenon (id),
    corps INTEGER REFERENCES zone (id),
    provider TEXT,
    language TEXT,
    participants INTEGER CHECK (participants >= 0),
    hours INTEGER CHECK (hours >= 0),
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX training_current ON training_history
    (code, coalesce(corps, 0), coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW training AS
SELECT code, topic, phenomenon, corps, provider, language, participants, hours, valid_from, valid_to, source,
    handling, verification, last_confirmed, note
FROM training_history WHERE retracted IS NULL;

CREATE TABLE mission_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    region TEXT,
    zone INTEGER REFERENCES zone (id),
    topic TEXT,
    phenomenon INTEGER REFERENCES phenomenon (id),
    corps INTEGER REFERENCES zone (id),
    participants INTEGER CHECK (participants >= 0),
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX mission_current ON mission_history
    (code, coalesce(corps, 0), coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW mission AS
SELECT code, kind, region, zone, topic, phenomenon, corps, participants, valid_from, valid_to, source,
    handling, verification, last_confirmed, note
FROM mission_history WHERE retracted IS NULL;

CREATE TABLE recommendation_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    nl TEXT,
    fr TEXT,
    de TEXT,
    en TEXT,
    owner TEXT NOT NULL CHECK (owner <> ''),
    status TEXT NOT NULL CHECK (status <> ''),
    evidence TEXT,
    follow_up TEXT,
    due INTEGER,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX recommendation_current ON recommendation_history
    (code, coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW recommendation AS
SELECT code, nl, fr, de, en, owner, status, evidence, follow_up, due, valid_from, valid_to, source, handling,
    verification, last_confirmed, note
FROM recommendation_history WHERE retracted IS NULL;

CREATE TABLE partner_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    zone INTEGER REFERENCES zone (id),
    nl TEXT,
    fr TEXT,
    de TEXT,
    en TEXT,
    theme TEXT,
    channel TEXT,
    agreement TEXT,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    verification TEXT NOT NULL CHECK (verification IN ('verified', 'documented', 'to_confirm', 'historical')),
    last_confirmed INTEGER,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX partner_current ON partner_history (code, coalesce(valid_from, -2147483648))
    WHERE retracted IS NULL;
CREATE VIEW partner AS
SELECT code, kind, zone, nl, fr, de, en, theme, channel, agreement, valid_from, valid_to, source, handling,
    verification, last_confirmed, note
FROM partner_history WHERE retracted IS NULL;
