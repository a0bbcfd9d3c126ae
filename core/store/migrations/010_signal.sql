-- 010: horizon scanning: weak signals, what roles judge of them, which were retracted, and drivers: clusters of signals that an
-- analyst has promoted into a scenario. What is recorded stands: the triggers refuse to change it, and the log has the digest of
-- every row. No table here has a column for a person; docs/horizon.md says what may stand in a text.
--
-- `kept_at` is when a row was written, `known` the day from which as_of sees it (that of kept_at, or before, where a register that
-- was kept elsewhere was taken over), `state` the last batch then, `handling` a packed marking.

CREATE TABLE signal (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (title <> ''),
    text TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('nl', 'fr', 'de', 'en')),
    seen INTEGER NOT NULL,
    source TEXT NOT NULL,
    reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    credibility INTEGER NOT NULL CHECK (credibility BETWEEN 1 AND 6),
    steep TEXT NOT NULL CHECK (steep IN ('social', 'technological', 'economic', 'environmental', 'political')),
    phenomenon INTEGER REFERENCES phenomenon (id),
    horizon_from INTEGER,
    horizon_to INTEGER,
    known INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    CHECK (known >= seen),
    CHECK ((horizon_from IS NULL) = (horizon_to IS NULL) AND horizon_from <= horizon_to)
) STRICT;
CREATE INDEX signal_phenomenon ON signal (phenomenon);

CREATE TABLE signal_zone (
    signal INTEGER NOT NULL REFERENCES signal (id),
    zone INTEGER NOT NULL REFERENCES zone (id),
    PRIMARY KEY (signal, zone)
) STRICT, WITHOUT ROWID;
CREATE INDEX signal_zone_zone ON signal_zone (zone);

-- The last judgement of each role stands. `likelihood`: that what the signal points at comes within its horizon; `impact`: 1
-- (negligible) to 5 (severe).
CREATE TABLE signal_judgement (
    id INTEGER PRIMARY KEY,
    signal INTEGER NOT NULL REFERENCES signal (id),
    role TEXT NOT NULL CHECK (role <> ''),
    likelihood REAL CHECK (likelihood > 0 AND likelihood < 1),
    impact INTEGER CHECK (impact BETWEEN 1 AND 5),
    reason TEXT NOT NULL,
    known INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    CHECK (likelihood IS NOT NULL OR impact IS NOT NULL)
) STRICT;
CREATE INDEX signal_judgement_signal ON signal_judgement (signal);

CREATE TABLE signal_retraction (
    signal INTEGER PRIMARY KEY REFERENCES signal (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    role TEXT NOT NULL CHECK (role <> ''),
    known INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL
) STRICT;

-- `probability` is pooled from the judgements of its signals, by `method`, as they stood on the day `known`.
CREATE TABLE driver (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    label TEXT NOT NULL,
    probability REAL NOT NULL CHECK (probability > 0 AND probability < 1),
    method TEXT NOT NULL CHECK (method IN ('linear', 'log_odds', 'given')),
    judgements INTEGER NOT NULL,
    reason TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role <> ''),
    known INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL
) STRICT;

CREATE TABLE driver_signal (
    driver INTEGER NOT NULL REFERENCES driver (id),
    signal INTEGER NOT NULL REFERENCES signal (id),
    PRIMARY KEY (driver, signal)
) STRICT, WITHOUT ROWID;
CREATE INDEX driver_signal_signal ON driver_signal (signal);

CREATE TRIGGER signal_kept BEFORE UPDATE ON signal
BEGIN SELECT raise(ABORT, 'a signal is never changed: retract it and record another'); END;
CREATE TRIGGER signal_stays BEFORE DELETE ON signal
BEGIN SELECT raise(ABORT, 'a signal is never taken out: it is retracted'); END;
CREATE TRIGGER signal_zone_kept BEFORE UPDATE ON signal_zone
BEGIN SELECT raise(ABORT, 'a signal is never changed: retract it and record another'); END;
CREATE TRIGGER signal_zone_stays BEFORE DELETE ON signal_zone
BEGIN SELECT raise(ABORT, 'a signal is never changed: retract it and record another'); END;
CREATE TRIGGER signal_judgement_kept BEFORE UPDATE ON signal_judgement
BEGIN SELECT raise(ABORT, 'a judgement is never changed: a later one takes its place'); END;
CREATE TRIGGER signal_judgement_stays BEFORE DELETE ON signal_judgement
BEGIN SELECT raise(ABORT, 'a judgement is never taken out: a later one takes its place'); END;
CREATE TRIGGER signal_judgement_late BEFORE INSERT ON signal_judgement
WHEN EXISTS (SELECT 1 FROM signal_retraction WHERE signal = new.signal)
BEGIN SELECT raise(ABORT, 'the signal was retracted'); END;
CREATE TRIGGER signal_retraction_kept BEFORE UPDATE ON signal_retraction
BEGIN SELECT raise(ABORT, 'a retraction is never changed'); END;
CREATE TRIGGER signal_retraction_stays BEFORE DELETE ON signal_retraction
BEGIN SELECT raise(ABORT, 'a retraction is never taken out'); END;
CREATE TRIGGER driver_kept BEFORE UPDATE ON driver
BEGIN SELECT raise(ABORT, 'a driver is never changed: promote the cluster anew under another name'); END;
CREATE TRIGGER driver_stays BEFORE DELETE ON driver
BEGIN SELECT raise(ABORT, 'a driver is never taken out'); END;
CREATE TRIGGER driver_signal_kept BEFORE UPDATE ON driver_signal
BEGIN SELECT raise(ABORT, 'a driver is never changed: promote the cluster anew under another name'); END;
CREATE TRIGGER driver_signal_stays BEFORE DELETE ON driver_signal
BEGIN SELECT raise(ABORT, 'a driver is never changed: promote the cluster anew under another name'); END;
