-- 006: what zones and phenomena are called elsewhere. `scheme` is a list of codes (iso_alpha3, iso_numeric, eurostat, nuts,
-- cbs, unhcr), `short` (a name without the word that says what it is: Antwerpen for Provincie Antwerpen) or `spelling`;
-- kind is the table whose id it is.
CREATE TABLE alias (
    kind TEXT NOT NULL CHECK (kind IN ('zone', 'phenomenon')),
    id INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, id, scheme, text)
) STRICT, WITHOUT ROWID;
