-- 008: what the log says of the rows of every table, so that check notices a row that another program has changed, and how
-- far the log goes, so that it notices when its end is taken off.

-- SHA-256 over the rows that a line of the log stands for, as digest.c packs them; the hash of the line covers it. `batch` is
-- the one that wrote the rows or, in a scope that ends in " retracted", took them back; 0 where the scope is a whole table.
CREATE TABLE digest (
    scope TEXT NOT NULL,
    batch INTEGER NOT NULL,
    first INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (scope, batch, first, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_entry ON digest (entry);

CREATE TABLE log_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO log_head SELECT 1, count(*), coalesce((SELECT hash FROM log ORDER BY id DESC LIMIT 1), '') FROM log;

-- Whose log an anchor is of.
INSERT INTO setting VALUES ('store', lower(hex(randomblob(16))));
