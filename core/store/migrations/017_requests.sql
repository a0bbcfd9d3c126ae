-- 017: the demand log: requests to a zone for help (mutual aid, international assistance ...) as counts per period, never of persons.

-- `day` and `span`: the period, its first day and its length (0 day, 1 week, 2 month, 3 quarter, 4 year). `zone` is asked, `requester`
-- asks ('' service: not stated). Hours are those of one person. NULL: not known. A row without a phenomenon is of requests for which
-- none is stated, not a total. handling is packed as in cells.handling.
CREATE TABLE request_history (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,
    span INTEGER NOT NULL CHECK (span BETWEEN 0 AND 4),
    zone INTEGER NOT NULL REFERENCES zone (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    requester INTEGER REFERENCES zone (id),
    service TEXT NOT NULL,
    phenomenon INTEGER REFERENCES phenomenon (id),
    requested INTEGER CHECK (requested >= 0),
    granted INTEGER CHECK (granted >= 0),
    hours_asked REAL CHECK (hours_asked >= 0),
    hours_delivered REAL CHECK (hours_delivered >= 0),
    source TEXT NOT NULL,
    handling INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (coalesce(requested, granted, hours_asked, hours_delivered) IS NOT NULL),
    CHECK (granted IS NULL OR requested IS NULL OR granted <= requested)
) STRICT;
CREATE UNIQUE INDEX request_current ON request_history (zone, kind, day, span, coalesce(requester, 0), service,
    coalesce(phenomenon, 0), source) WHERE retracted IS NULL;
CREATE VIEW request AS
SELECT day, span, zone, kind, requester, service, phenomenon, requested, granted, hours_asked, hours_delivered, source, handling
FROM request_history WHERE retracted IS NULL;
