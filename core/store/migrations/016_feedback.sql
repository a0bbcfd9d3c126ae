-- 016: what readers said of the items of their briefs. `day` and `item` are the day of the brief and the number that stands before
-- the item on it, `theme` what it is about, `zone` whose brief it was. A row without an answer is an item that was sent; it stands
-- for nobody's opinion. `role` is a function and never a person; `readers` how many of that role gave the answer. Each line of a file is a row;
-- a batch can be retracted.
CREATE TABLE feedback_history (
    id INTEGER PRIMARY KEY,
    zone INTEGER NOT NULL REFERENCES zone (id),
    day INTEGER NOT NULL,
    item INTEGER NOT NULL CHECK (item >= 1),
    theme INTEGER NOT NULL REFERENCES phenomenon (id),
    answer TEXT CHECK (answer IN ('useful', 'known', 'not for us')),
    role TEXT CHECK (role <> ''),
    readers INTEGER CHECK (readers >= 1),
    source TEXT,
    handling INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    retracted INTEGER REFERENCES batch (id)
) STRICT;
CREATE INDEX feedback_zone ON feedback_history (zone, day);
CREATE VIEW feedback AS
SELECT zone, day, item, theme, answer, role, readers, source, handling FROM feedback_history WHERE retracted IS NULL;
