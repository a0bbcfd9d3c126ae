-- 009: alerts: counts that a detector found to be above what their own past leads to expect, what an analyst made of each, and
-- what was under surveillance, without which no rate of false alarms can be told. What is raised stands: the triggers refuse
-- to change it, and the log has the digest of every row.

-- A detector with its settings, as JSON whose names are in order.
CREATE TABLE detector (
    id INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    settings TEXT NOT NULL,
    UNIQUE (method, settings)
) STRICT;

-- A series under surveillance. `keys` has what else it is told by (facet, source, counting unit ...), as JSON whose names are
-- in order; {}: nothing else.
CREATE TABLE surveillance_series (
    id INTEGER PRIMARY KEY,
    zone INTEGER NOT NULL REFERENCES zone (id),
    phenomenon INTEGER NOT NULL REFERENCES phenomenon (id),
    keys TEXT NOT NULL,
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,
    span INTEGER NOT NULL,
    UNIQUE (zone, phenomenon, keys, measure, unit, span)
) STRICT;
CREATE INDEX surveillance_series_phenomenon ON surveillance_series (phenomenon);

-- Which periods of a series a detector has judged: from the one that begins on `first` to that on `last`, so many of them;
-- `handling` is the strictest marking of what was judged.
CREATE TABLE surveillance (
    series INTEGER NOT NULL REFERENCES surveillance_series (id),
    detector INTEGER NOT NULL REFERENCES detector (id),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    periods INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    PRIMARY KEY (series, detector)
) STRICT, WITHOUT ROWID;

-- The count of the period that begins on `day` was an alarm; `q` is the p adjusted for the number of tests, where that was
-- asked for; `state` the last batch known, `call` what was asked. One alert per series, period and detector: a second run
-- finds it there.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES surveillance_series (id),
    detector INTEGER NOT NULL REFERENCES detector (id),
    day INTEGER NOT NULL,
    observed REAL NOT NULL,
    expected REAL,
    upper REAL,
    score REAL,
    p REAL,
    q REAL,
    raised_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    call TEXT NOT NULL,
    handling INTEGER NOT NULL,
    UNIQUE (series, day, detector)
) STRICT;

-- What an analyst made of an alert; the last one stands. `first` and `last`: the days of the outbreak, where it is known to
-- have lasted longer than the period of the alert.
CREATE TABLE alert_disposition (
    id INTEGER PRIMARY KEY,
    alert INTEGER NOT NULL REFERENCES alert (id),
    disposition TEXT NOT NULL CHECK (disposition IN ('confirmed', 'explained', 'false', 'duplicate', 'watch')),
    duplicate_of INTEGER REFERENCES alert (id),
    first INTEGER,
    last INTEGER,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    CHECK ((disposition = 'duplicate') = (duplicate_of IS NOT NULL)),
    CHECK ((first IS NULL) = (last IS NULL) AND first <= last)
) STRICT;
CREATE INDEX alert_disposition_alert ON alert_disposition (alert);
CREATE INDEX alert_disposition_duplicate ON alert_disposition (duplicate_of);
CREATE INDEX alert_detector ON alert (detector);
CREATE INDEX surveillance_detector ON surveillance (detector);

CREATE TRIGGER detector_kept BEFORE UPDATE ON detector
BEGIN SELECT raise(ABORT, 'a detector that raised alerts is never changed'); END;
CREATE TRIGGER detector_stays BEFORE DELETE ON detector
BEGIN SELECT raise(ABORT, 'a detector that raised alerts is never taken out'); END;
CREATE TRIGGER surveillance_series_kept BEFORE UPDATE ON surveillance_series
BEGIN SELECT raise(ABORT, 'a series under surveillance is never changed'); END;
CREATE TRIGGER surveillance_series_stays BEFORE DELETE ON surveillance_series
BEGIN SELECT raise(ABORT, 'a series under surveillance is never taken out'); END;
CREATE TRIGGER surveillance_grows BEFORE UPDATE ON surveillance
WHEN new.series <> old.series OR new.detector <> old.detector OR new.first > old.first OR new.last < old.last
    OR new.periods < old.periods OR new.handling & 7 < old.handling & 7 OR (old.handling & ~new.handling & 120) <> 0
BEGIN SELECT raise(ABORT, 'what was under surveillance stays so'); END;
CREATE TRIGGER surveillance_stays BEFORE DELETE ON surveillance
BEGIN SELECT raise(ABORT, 'what was under surveillance stays so'); END;
CREATE TRIGGER alert_kept BEFORE UPDATE ON alert
BEGIN SELECT raise(ABORT, 'an alert is never changed'); END;
CREATE TRIGGER alert_stays BEFORE DELETE ON alert
BEGIN SELECT raise(ABORT, 'an alert is never taken out'); END;
CREATE TRIGGER disposition_kept BEFORE UPDATE ON alert_disposition
BEGIN SELECT raise(ABORT, 'a disposition is never changed: a later one takes its place'); END;
CREATE TRIGGER disposition_stays BEFORE DELETE ON alert_disposition
BEGIN SELECT raise(ABORT, 'a disposition is never taken out: a later one takes its place'); END;
