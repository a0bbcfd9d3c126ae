-- 005: what was known when holds for places and weights too; what a batch covers; how own figures are marked.

-- Versions: a row was known from its batch on, until the batch that retracted it (0: from before versions were kept).
-- A new value supersedes the old one; nothing is overwritten. The views by the names of before give the current rows.
CREATE TABLE zone_link_history (
    id INTEGER PRIMARY KEY,
    hierarchy TEXT NOT NULL,
    child INTEGER NOT NULL REFERENCES zone (id),
    parent INTEGER NOT NULL REFERENCES zone (id),
    valid_from INTEGER,
    valid_to INTEGER,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO zone_link_history SELECT NULL, hierarchy, child, parent, valid_from, valid_to, 0, NULL FROM zone_link;
DROP TABLE zone_link;
-- By expressions, since NULLs differ from each other.
CREATE UNIQUE INDEX zone_link_current ON zone_link_history
    (child, hierarchy, parent, coalesce(valid_from, -2147483648)) WHERE retracted IS NULL;
CREATE INDEX zone_link_parent ON zone_link_history (parent);
CREATE VIEW zone_link AS
SELECT hierarchy, child, parent, valid_from, valid_to FROM zone_link_history WHERE retracted IS NULL;

CREATE TABLE zone_succession_history (
    id INTEGER PRIMARY KEY,
    old INTEGER NOT NULL REFERENCES zone (id),
    new INTEGER NOT NULL REFERENCES zone (id),
    valid_from INTEGER NOT NULL,
    share REAL NOT NULL CHECK (share > 0 AND share <= 1),
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO zone_succession_history SELECT NULL, old, new, valid_from, share, 0, NULL FROM zone_succession;
DROP TABLE zone_succession;
CREATE UNIQUE INDEX zone_succession_current ON zone_succession_history (old, new) WHERE retracted IS NULL;
CREATE VIEW zone_succession AS
SELECT old, new, valid_from, share FROM zone_succession_history WHERE retracted IS NULL;

CREATE TABLE zone_fact_history (
    id INTEGER PRIMARY KEY,
    zone INTEGER NOT NULL REFERENCES zone (id),
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    value REAL NOT NULL,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO zone_fact_history SELECT NULL, zone, name, period, value, 0, NULL FROM zone_fact;
DROP TABLE zone_fact;
CREATE UNIQUE INDEX zone_fact_current ON zone_fact_history (zone, name, period) WHERE retracted IS NULL;
CREATE VIEW zone_fact AS
SELECT zone, name, period, value FROM zone_fact_history WHERE retracted IS NULL;

CREATE TABLE weight_history (
    id INTEGER PRIMARY KEY,
    "table" TEXT NOT NULL,
    phenomenon INTEGER NOT NULL REFERENCES phenomenon (id),
    value REAL NOT NULL,
    source TEXT NOT NULL,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO weight_history SELECT NULL, "table", phenomenon, value, source, 0, NULL FROM weight;
DROP TABLE weight;
CREATE UNIQUE INDEX weight_current ON weight_history ("table", phenomenon) WHERE retracted IS NULL;
CREATE VIEW weight AS
SELECT "table", phenomenon, value, source FROM weight_history WHERE retracted IS NULL;

CREATE TABLE exposure_history (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    from_zone INTEGER NOT NULL REFERENCES zone (id),
    to_zone INTEGER NOT NULL REFERENCES zone (id),
    phenomenon INTEGER REFERENCES phenomenon (id),
    weight REAL NOT NULL CHECK (weight >= 0 AND weight <= 1),
    low REAL NOT NULL CHECK (low >= 0 AND low <= weight),
    high REAL NOT NULL CHECK (high >= weight AND high <= 1),
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO exposure_history
SELECT NULL, name, from_zone, to_zone, phenomenon, weight, low, high, note, 0, NULL FROM exposure ORDER BY rowid;
DROP TABLE exposure;
CREATE UNIQUE INDEX exposure_current ON exposure_history (name, from_zone, to_zone, coalesce(phenomenon, 0))
    WHERE retracted IS NULL;
CREATE VIEW exposure AS
SELECT name, from_zone, to_zone, phenomenon, weight, low, high, note FROM exposure_history WHERE retracted IS NULL;

-- The days that a batch has figures of a source for: where to look for figures that a later file gives again.
CREATE TABLE batch_source (
    source INTEGER NOT NULL REFERENCES source (id),
    batch INTEGER NOT NULL REFERENCES batch (id),
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    PRIMARY KEY (source, batch)
) STRICT, WITHOUT ROWID;
INSERT INTO batch_source SELECT o.source, o.batch, min(o.day), max(o.day)
FROM observation o JOIN source s ON s.id = o.source WHERE s.records = 'figures' GROUP BY o.source, o.batch;

-- How many observations of `replaced` the import `batch` took back because it gives them anew.
CREATE TABLE replacement (
    batch INTEGER NOT NULL REFERENCES batch (id),
    replaced INTEGER NOT NULL REFERENCES batch (id),
    rows INTEGER NOT NULL,
    PRIMARY KEY (batch, replaced)
) STRICT, WITHOUT ROWID;

-- Parts of cells whose observations were replaced while others of their batch stand. Apart from cells, where it would
-- lie behind the data.
CREATE TABLE cells_retracted (
    batch INTEGER NOT NULL,
    part INTEGER NOT NULL,
    retracted INTEGER NOT NULL REFERENCES batch (id),
    PRIMARY KEY (batch, part)
) STRICT, WITHOUT ROWID;

-- default_handling: the marking of a source for which none is given.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES ('default_handling', 'AMBER');

-- 1: its lines carry their own handling; a line of it that does not takes the default.
ALTER TABLE source ADD COLUMN marks_lines INTEGER NOT NULL DEFAULT 0 CHECK (marks_lines IN (0, 1));
