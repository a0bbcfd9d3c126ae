-- 004: what a source's figures are, so that only what adds up is added.
--   counting_unit  what one count is (the ICCS's counting unit): offences, detected victims, border crossings ...
--   records        events add up wherever they are recorded; a figure stands for the whole of its zone, phenomenon, time
--   censored_from  the least that a censored count such as "<5" stands for: 0 or 1
--   reports_zeros  1: where it has figures of a period, what it does not name is 0
--   preference     of sources that have the same figure the lowest is taken; NULL comes last
ALTER TABLE source ADD COLUMN counting_unit TEXT;
ALTER TABLE source ADD COLUMN records TEXT CHECK (records IN ('events', 'figures'));
ALTER TABLE source ADD COLUMN censored_from INTEGER NOT NULL DEFAULT 1 CHECK (censored_from IN (0, 1));
ALTER TABLE source ADD COLUMN reports_zeros INTEGER NOT NULL DEFAULT 0 CHECK (reports_zeros IN (0, 1));
ALTER TABLE source ADD COLUMN preference INTEGER;
-- What spans more than a day was counted by its source.
UPDATE source SET records = 'figures' WHERE EXISTS (SELECT 1 FROM observation WHERE source = source.id AND span > 0);
