-- 013: what the channels of cooperation carried: counts by month, and single messages, of which nothing is kept but when, by
-- which channel, from where and of what kind. There is no column for what a message says.

-- Counts of a month (its first day). in_time: answered within the time limit; median_hours: until the answer. NULL: not known.
-- handling is packed as in cells.handling.
CREATE TABLE message_flow_history (
    id INTEGER PRIMARY KEY,
    month INTEGER NOT NULL,
    channel TEXT NOT NULL,
    country INTEGER NOT NULL REFERENCES zone (id),
    kind TEXT NOT NULL,
    urgency TEXT NOT NULL,
    received INTEGER CHECK (received >= 0),
    sent INTEGER CHECK (sent >= 0),
    in_time INTEGER CHECK (in_time >= 0),
    median_hours REAL CHECK (median_hours >= 0),
    handling INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id),
    CHECK (coalesce(received, sent, in_time, median_hours) IS NOT NULL),
    CHECK (in_time IS NULL OR received IS NULL OR in_time <= received)
) STRICT;
CREATE UNIQUE INDEX message_flow_current ON message_flow_history (month, channel, country, kind, urgency)
    WHERE retracted IS NULL;
CREATE VIEW message_flow AS
SELECT month, channel, country, kind, urgency, received, sent, in_time, median_hours, handling
FROM message_flow_history WHERE retracted IS NULL;

-- What messages have in common; '': not stated.
CREATE TABLE message_group (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    country INTEGER NOT NULL REFERENCES zone (id),
    kind TEXT NOT NULL,
    urgency TEXT NOT NULL,
    instrument TEXT NOT NULL,
    handling INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_group_key ON message_group (channel, country, kind, urgency, instrument, handling);

-- Single messages of a batch in packed columns, each `rows` numbers of four bytes, the lowest first: minute received (from
-- 1970-01-01 00:00 UTC), minute answered (-2147483648: not answered), group with two flags (message_rows.h). first and last minute of
-- receipt; known: the last minute of receipt or answer.
CREATE TABLE message_block (
    batch INTEGER NOT NULL REFERENCES batch (id),
    block INTEGER NOT NULL,
    rows INTEGER NOT NULL CHECK (rows BETWEEN 1 AND 65536),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first),
    known INTEGER NOT NULL CHECK (known >= last),
    data BLOB NOT NULL CHECK (length(data) = 12 * rows),
    PRIMARY KEY (batch, block)
) STRICT;
