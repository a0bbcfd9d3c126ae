-- 007: how strictly a batch is marked, its figures and its refused lines apart. Both are packed as in cells.handling (the level
-- in the lowest three bits, the handling codes above it).
--   handling          the strictest of all its figures; NULL: it has none
--   rejects_handling  the strictest of its refused lines; NULL: not known, since they are from before this was kept
ALTER TABLE batch ADD COLUMN handling INTEGER;
ALTER TABLE batch ADD COLUMN rejects_handling INTEGER;
UPDATE batch SET handling = (SELECT max(handling & 7) | max(handling & 8) | max(handling & 16) | max(handling & 32)
    | max(handling & 64) FROM cells WHERE cells.batch = batch.id);
