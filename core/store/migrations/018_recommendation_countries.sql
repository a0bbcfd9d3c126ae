-- 018: which countries a recommendation concerns.

-- Codes of zones (countries, or unions of them), a blank between two; NULL: not said. Texts, as the codes of channels are: a row outlives
-- what it names.
ALTER TABLE recommendation_history ADD COLUMN countries TEXT CHECK (countries <> '');
DROP VIEW recommendation;
CREATE VIEW recommendation AS
SELECT code, nl, fr, de, en, owner, status, evidence, follow_up, due, valid_from, valid_to, source, handling,
    verification, last_confirmed, note, countries
FROM recommendation_history WHERE retracted IS NULL;
