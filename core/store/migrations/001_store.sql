-- 001: the store as it begins. Days count from 1970-01-01; spans are 0 day, 1 week, 2 month, 3 quarter, 4 year.
-- The view `observations` shows the observations as one would read them.

-- Places. A validity that is NULL has no end on that side; valid_to is the last valid day.
CREATE TABLE zone (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER
) STRICT;

CREATE TABLE zone_link (
    hierarchy TEXT NOT NULL,
    child INTEGER NOT NULL REFERENCES zone (id),
    parent INTEGER NOT NULL REFERENCES zone (id),
    valid_from INTEGER,
    valid_to INTEGER
) STRICT;
-- By expressions, since NULLs differ from each other: a table sent again must not double its rows.
CREATE UNIQUE INDEX zone_link_once ON zone_link (hierarchy, child, parent, coalesce(valid_from, -2147483648));
CREATE INDEX zone_link_parent ON zone_link (parent);

-- Mergers and splits: `share` of the old zone's figures belongs to the new one.
CREATE TABLE zone_succession (
    old INTEGER NOT NULL REFERENCES zone (id),
    new INTEGER NOT NULL REFERENCES zone (id),
    valid_from INTEGER NOT NULL,
    share REAL NOT NULL CHECK (share > 0 AND share <= 1),
    PRIMARY KEY (old, new)
) STRICT, WITHOUT ROWID;

-- population (persons), area_km2, lat, lon (degrees) ...; period is ISO, such as 2019, or empty.
CREATE TABLE zone_fact (
    zone INTEGER NOT NULL REFERENCES zone (id),
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (zone, name, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE phenomenon (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    parent INTEGER REFERENCES phenomenon (id),
    iccs TEXT
) STRICT;

-- Harm indices and other weights: a named table gives a phenomenon a value.
CREATE TABLE weight (
    "table" TEXT NOT NULL,
    phenomenon INTEGER NOT NULL REFERENCES phenomenon (id),
    value REAL NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY ("table", phenomenon)
) STRICT, WITHOUT ROWID;

-- Names in nl fr de en; kind is the table whose id it is.
CREATE TABLE label (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, id, lang)
) STRICT, WITHOUT ROWID;

-- reliability: Admiralty A to F; value is in value_unit, kept as whole numbers of 1/value_scale of it.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    handling TEXT NOT NULL DEFAULT 'CLEAR',
    value_unit TEXT,
    value_scale INTEGER NOT NULL DEFAULT 1 CHECK (value_scale > 0),
    publisher TEXT,
    licence TEXT
) STRICT;

-- One change of the store: an import, a retraction. Observations of a batch have ids first to last.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    file TEXT,
    sha256 TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    first INTEGER,
    last INTEGER,
    retracts INTEGER REFERENCES batch (id),
    retracted INTEGER REFERENCES batch (id)
) STRICT;
CREATE INDEX batch_sha256 ON batch (sha256);

-- A breakdown of figures that are counted elsewhere: sex, citizenship ... Facet 0 is the count itself.
CREATE TABLE facet (
    id INTEGER PRIMARY KEY,
    dimension TEXT NOT NULL,
    category TEXT NOT NULL,
    UNIQUE (dimension, category)
) STRICT;
INSERT INTO facet VALUES (0, '', '');

-- How often a phenomenon was observed in a zone over a span of time. Append-only: `retracted` names the later batch
-- that took the row back. count_high is set where the count is censored: "<5" is 1 to 4.
CREATE TABLE observation (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,
    span INTEGER NOT NULL,
    zone INTEGER NOT NULL REFERENCES zone (id),
    phenomenon INTEGER NOT NULL REFERENCES phenomenon (id),
    source INTEGER NOT NULL REFERENCES source (id),
    facet INTEGER NOT NULL DEFAULT 0 REFERENCES facet (id),
    count INTEGER NOT NULL,
    count_high INTEGER,
    value INTEGER,
    credibility INTEGER,
    handling TEXT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    retracted INTEGER REFERENCES batch (id)
) STRICT;

-- Every refused line, kept, in the order of batches and lines (so the rowids of a batch follow each other). No index:
-- a file may be refused whole, and must not take twice as long as one that is taken.
CREATE TABLE reject (
    batch INTEGER NOT NULL REFERENCES batch (id),
    line INTEGER NOT NULL,
    "column" TEXT,
    reason TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- Derived from observation, rebuildable: the leaf cells of a batch, packed; handling is the strictest among them.
CREATE TABLE cells (
    batch INTEGER NOT NULL REFERENCES batch (id),
    part INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (batch, part)
) STRICT;

-- How strongly an international node bears on a local zone: the share of its figure, with its bounds.
CREATE TABLE exposure (
    name TEXT NOT NULL,
    from_zone INTEGER NOT NULL REFERENCES zone (id),
    to_zone INTEGER NOT NULL REFERENCES zone (id),
    phenomenon INTEGER REFERENCES phenomenon (id),
    weight REAL NOT NULL CHECK (weight >= 0 AND weight <= 1),
    low REAL NOT NULL CHECK (low >= 0 AND low <= weight),
    high REAL NOT NULL CHECK (high >= weight AND high <= 1),
    note TEXT
) STRICT;
CREATE UNIQUE INDEX exposure_once ON exposure (name, from_zone, to_zone, coalesce(phenomenon, 0));

-- What ran, on what, with what.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    script TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    args TEXT NOT NULL,
    state INTEGER NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    status TEXT
) STRICT;

-- Who did what, when, why. Each line's hash covers the line before it, so that none can be changed or taken out.
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    why TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE VIEW observations AS
SELECT o.id, date(o.day * 86400, 'unixepoch') AS day,
    CASE o.span WHEN 0 THEN 'day' WHEN 1 THEN 'week' WHEN 2 THEN 'month' WHEN 3 THEN 'quarter' ELSE 'year' END AS span,
    z.code AS zone, p.code AS phenomenon, s.code AS source,
    CASE WHEN o.facet = 0 THEN NULL ELSE f.dimension || ':' || f.category END AS facet,
    o.count, o.count_high, o.value, o.credibility, coalesce(o.handling, s.handling) AS handling, o.batch, o.retracted
FROM observation o
JOIN zone z ON z.id = o.zone
JOIN phenomenon p ON p.id = o.phenomenon
JOIN source s ON s.id = o.source
JOIN facet f ON f.id = o.facet;
