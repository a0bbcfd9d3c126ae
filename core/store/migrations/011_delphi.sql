-- 011: Delphi studies: items that a panel judges in rounds, by labels that stand for roles, never for persons. When to stop is
-- declared as the study is opened: the triggers refuse to change it, and to take an answer once a round was closed or the study
-- has stopped.

-- The study stops where every item's interquartile range is at most `stop_iqr`, where Kendall's W is at least `stop_w`, or after
-- `stop_rounds` rounds, whichever comes first; NULL: not a reason to stop. Answers lie from `low` to `high`.
CREATE TABLE delphi_study (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    question TEXT NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    stop_iqr REAL CHECK (stop_iqr >= 0),
    stop_w REAL CHECK (stop_w > 0 AND stop_w <= 1),
    stop_rounds INTEGER NOT NULL CHECK (stop_rounds BETWEEN 1 AND 20),
    role TEXT NOT NULL CHECK (role <> ''),
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    CHECK (low < high)
) STRICT;

CREATE TABLE delphi_item (
    study INTEGER NOT NULL REFERENCES delphi_study (id),
    item INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (study, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE delphi_answer (
    study INTEGER NOT NULL,
    round INTEGER NOT NULL,
    item INTEGER NOT NULL,
    respondent TEXT NOT NULL CHECK (respondent <> ''),
    value REAL NOT NULL,
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    PRIMARY KEY (study, round, item, respondent),
    FOREIGN KEY (study, item) REFERENCES delphi_item (study, item)
) STRICT, WITHOUT ROWID;

-- A closed round: how many answers it has, Kendall's W over those who answered every item, and why the study stopped with it; '': it goes on.
CREATE TABLE delphi_round (
    study INTEGER NOT NULL REFERENCES delphi_study (id),
    round INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    w REAL,
    iqr REAL NOT NULL,
    stopped TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role <> ''),
    kept_at TEXT NOT NULL,
    state INTEGER NOT NULL,
    handling INTEGER NOT NULL,
    PRIMARY KEY (study, round)
) STRICT, WITHOUT ROWID;

-- What the moderator hands back on an item beside the figures.
CREATE TABLE delphi_feedback (
    study INTEGER NOT NULL,
    round INTEGER NOT NULL,
    item INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (study, round, item),
    FOREIGN KEY (study, round) REFERENCES delphi_round (study, round),
    FOREIGN KEY (study, item) REFERENCES delphi_item (study, item)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER delphi_study_kept BEFORE UPDATE ON delphi_study
BEGIN SELECT raise(ABORT, 'a Delphi study is never changed: its stop rule was declared when it was opened'); END;
CREATE TRIGGER delphi_study_stays BEFORE DELETE ON delphi_study
BEGIN SELECT raise(ABORT, 'a Delphi study is never taken out'); END;
CREATE TRIGGER delphi_item_kept BEFORE UPDATE ON delphi_item
BEGIN SELECT raise(ABORT, 'the items of a Delphi study are never changed'); END;
CREATE TRIGGER delphi_item_stays BEFORE DELETE ON delphi_item
BEGIN SELECT raise(ABORT, 'the items of a Delphi study are never changed'); END;
CREATE TRIGGER delphi_item_closed BEFORE INSERT ON delphi_item
WHEN EXISTS (SELECT 1 FROM delphi_answer WHERE study = new.study)
BEGIN SELECT raise(ABORT, 'the items of a Delphi study are never changed'); END;
CREATE TRIGGER delphi_answer_kept BEFORE UPDATE ON delphi_answer
BEGIN SELECT raise(ABORT, 'an answer is never changed: the next round takes another'); END;
CREATE TRIGGER delphi_answer_stays BEFORE DELETE ON delphi_answer
BEGIN SELECT raise(ABORT, 'an answer is never taken out'); END;
CREATE TRIGGER delphi_answer_late BEFORE INSERT ON delphi_answer
WHEN new.round <> (SELECT coalesce(max(round), 0) + 1 FROM delphi_round WHERE study = new.study)
    OR EXISTS (SELECT 1 FROM delphi_round WHERE study = new.study AND stopped <> '')
BEGIN SELECT raise(ABORT, 'that round is not open'); END;
CREATE TRIGGER delphi_round_kept BEFORE UPDATE ON delphi_round
BEGIN SELECT raise(ABORT, 'a closed round is never changed'); END;
CREATE TRIGGER delphi_round_stays BEFORE DELETE ON delphi_round
BEGIN SELECT raise(ABORT, 'a closed round is never taken out'); END;
CREATE TRIGGER delphi_round_late BEFORE INSERT ON delphi_round
WHEN new.round <> (SELECT coalesce(max(round), 0) + 1 FROM delphi_round WHERE study = new.study)
    OR EXISTS (SELECT 1 FROM delphi_round WHERE study = new.study AND stopped <> '')
BEGIN SELECT raise(ABORT, 'that round is not open'); END;
CREATE TRIGGER delphi_round_counted BEFORE INSERT ON delphi_round
WHEN new.answers <> (SELECT count(*) FROM delphi_answer WHERE study = new.study AND round = new.round)
BEGIN SELECT raise(ABORT, 'answers came in while the round was being closed: close it again'); END;
CREATE TRIGGER delphi_feedback_kept BEFORE UPDATE ON delphi_feedback
BEGIN SELECT raise(ABORT, 'a closed round is never changed'); END;
CREATE TRIGGER delphi_feedback_stays BEFORE DELETE ON delphi_feedback
BEGIN SELECT raise(ABORT, 'a closed round is never changed'); END;
