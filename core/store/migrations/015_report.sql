-- 015: reports that officers bring back from a mission or an information session: what was learnt of a country, on which day, evaluated by
-- Europol's 4x4 (the source A, B, C or X, the information 1 to 4) and marked. Every version is kept, as in 012. No column is for a
-- person; `role` is a function, `handling` a packed marking.

CREATE TABLE report_history (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    country INTEGER NOT NULL REFERENCES zone (id),
    day INTEGER NOT NULL,
    phenomenon INTEGER REFERENCES phenomenon (id),
    topic TEXT,
    text TEXT NOT NULL CHECK (text <> ''),
    source_evaluation TEXT NOT NULL CHECK (source_evaluation IN ('A', 'B', 'C', 'X')),
    information_evaluation TEXT NOT NULL CHECK (information_evaluation IN ('1', '2', '3', '4')),
    corps INTEGER REFERENCES zone (id),
    role TEXT NOT NULL CHECK (role <> ''),
    mission TEXT,
    source TEXT,
    handling INTEGER NOT NULL,
    note TEXT,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
CREATE UNIQUE INDEX report_current ON report_history (code) WHERE retracted IS NULL;
CREATE VIEW report AS
SELECT code, country, day, phenomenon, topic, text, source_evaluation, information_evaluation, corps, role, mission,
    source, handling, note
FROM report_history WHERE retracted IS NULL;
