-- 003: forecasts registered before the outcome is known, and scored after it. A registration is one call: its hash covers
-- everything below it and stands in the log, so that nothing can be changed afterwards without it showing; the triggers
-- refuse to try.
CREATE TABLE registration (
    id INTEGER PRIMARY KEY,
    registered_at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('model', 'judgement', 'pool')),
    seed INTEGER,
    cutoff INTEGER NOT NULL,
    span INTEGER NOT NULL,
    measure TEXT NOT NULL,
    gaps TEXT NOT NULL CHECK (gaps IN ('zero', 'missing')),
    state INTEGER NOT NULL,
    call TEXT NOT NULL,
    handling TEXT NOT NULL,
    note TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

-- What else the figures were narrowed to when they were rolled up: source, facet, min_credibility, weight, hierarchy.
CREATE TABLE registration_filter (
    registration INTEGER NOT NULL REFERENCES registration (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (registration, name, value)
) STRICT, WITHOUT ROWID;

-- One series of a registration. An empty facet is none.
CREATE TABLE forecast (
    id INTEGER PRIMARY KEY,
    registration INTEGER NOT NULL REFERENCES registration (id),
    zone INTEGER NOT NULL REFERENCES zone (id),
    phenomenon INTEGER NOT NULL REFERENCES phenomenon (id),
    facet TEXT NOT NULL,
    method TEXT NOT NULL,
    UNIQUE (registration, zone, phenomenon, facet)
) STRICT;

-- The chance that the figure of the period that begins on `day` is at most `value`.
CREATE TABLE forecast_quantile (
    forecast INTEGER NOT NULL REFERENCES forecast (id),
    day INTEGER NOT NULL,
    probability REAL NOT NULL CHECK (probability > 0 AND probability < 1),
    value REAL NOT NULL,
    PRIMARY KEY (forecast, day, probability)
) STRICT, WITHOUT ROWID;

-- What came, and how good the forecast was: by name (wis, absolute_error, inside_80, brier, log_score ...).
CREATE TABLE score (
    forecast INTEGER NOT NULL REFERENCES forecast (id),
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    value REAL NOT NULL,
    outcome REAL NOT NULL,
    state INTEGER NOT NULL,
    scored_at TEXT NOT NULL,
    PRIMARY KEY (forecast, day, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER registration_kept BEFORE UPDATE ON registration WHEN old.sha256 <> ''
BEGIN SELECT raise(ABORT, 'a registered forecast is never changed'); END;
CREATE TRIGGER registration_stays BEFORE DELETE ON registration
BEGIN SELECT raise(ABORT, 'a registered forecast is never taken out'); END;
CREATE TRIGGER filter_kept BEFORE UPDATE ON registration_filter
BEGIN SELECT raise(ABORT, 'a registered forecast is never changed'); END;
CREATE TRIGGER filter_stays BEFORE DELETE ON registration_filter
BEGIN SELECT raise(ABORT, 'a registered forecast is never taken out'); END;
CREATE TRIGGER filter_closed BEFORE INSERT ON registration_filter
WHEN (SELECT sha256 FROM registration WHERE id = new.registration) <> ''
BEGIN SELECT raise(ABORT, 'nothing is added to a registered forecast'); END;
CREATE TRIGGER forecast_kept BEFORE UPDATE ON forecast
BEGIN SELECT raise(ABORT, 'a registered forecast is never changed'); END;
CREATE TRIGGER forecast_stays BEFORE DELETE ON forecast
BEGIN SELECT raise(ABORT, 'a registered forecast is never taken out'); END;
CREATE TRIGGER forecast_closed BEFORE INSERT ON forecast
WHEN (SELECT sha256 FROM registration WHERE id = new.registration) <> ''
BEGIN SELECT raise(ABORT, 'nothing is added to a registered forecast'); END;
CREATE TRIGGER quantile_kept BEFORE UPDATE ON forecast_quantile
BEGIN SELECT raise(ABORT, 'a registered forecast is never changed'); END;
CREATE TRIGGER quantile_stays BEFORE DELETE ON forecast_quantile
BEGIN SELECT raise(ABORT, 'a registered forecast is never taken out'); END;
CREATE TRIGGER quantile_closed BEFORE INSERT ON forecast_quantile
WHEN (SELECT sha256 FROM registration WHERE id = (SELECT registration FROM forecast WHERE id = new.forecast)) <> ''
BEGIN SELECT raise(ABORT, 'nothing is added to a registered forecast'); END;
CREATE TRIGGER score_kept BEFORE UPDATE ON score
BEGIN SELECT raise(ABORT, 'a score is never changed'); END;
CREATE TRIGGER score_stays BEFORE DELETE ON score
BEGIN SELECT raise(ABORT, 'a score is never taken out'); END;
