--- store.lua: what stores can do beyond the core: batches, refused lines, log, runs, observations.
--
-- Example:  store:batches():head(1)   store:rejects(3)

local core = require "glocal.core"
local query = require "foresight.shared.query"
local sql_tables = require "foresight.store.sql_tables"
local methods = core.store_methods

local run_sql = methods.sql

-- A frame never stands for a table of the store without a word, nor a table for a frame.
if run_sql then
  function methods.sql(store, statement, parameters, ...)
    if type(store) == "userdata" then sql_tables.check(store, statement, parameters) end
    return run_sql(store, statement, parameters, ...)
  end
end

--- The changes of the store, the last first.
--- @function store:batches
--- @return frame number, when, kind, source, file, lines taken and rejected, the batch that retracted it
--- @needs store.read
--- @since 0.1
--- @example store:batches():has "rejected" --> true
function methods.batches(store)
  return query(store, [[select id as batch, recorded_at, kind, source, file, rows, rejected, retracts, retracted, note
    from batch order by id desc]])
end

--- The rejected lines of imports.
--- @function store:rejects
--- @param batch? integer = (all) only those of this batch
--- @return frame batch, line, column, reason, text
--- @needs store.read
--- @since 0.1
--- @example #store:rejects(1) --> 0
function methods.rejects(store, batch)
  return query(store, 'select batch, line, "column", reason, text from reject where :batch = 0 or batch = :batch ' ..
    "order by batch, rowid", { batch = batch or 0 })
end

--- The log of the store; each line's hash covers the line before it.
--- @function store:log
--- @return frame who did what, when, to what, why
--- @needs store.read
--- @since 0.1
--- @example store:log().action[1] --> import
function methods.log(store)
  return query(store, "select id, at, who, action, object, why, hash from log order by id")
end

--- The scripts that ran on the store.
--- @function store:runs
--- @return frame script, hash, arguments, the state they saw, when, how they ended, the packs that they called
--- @needs store.read
--- @since 0.1
--- @example store:runs():has "script" --> true
function methods.runs(store)
  return query(store, [[select id, script, sha256, args, state, started, finished, status, (select group_concat(object, ', ')
    from log where action = 'pack' and why = 'run ' || run.id) as packs from run order by id desc]])
end

--- The observations, the latest first.
--- @function store:observations
--- @param limit? integer = 1000 [rows] at most so many
--- @return frame day, span, zone, phenomenon, count, count_high, value, source, facet, credibility, handling, batch, retracted, id
--- @needs store.read
--- @since 0.1
--- @example store:observations(3):columns()[3] --> zone
function methods.observations(store, limit)
  return query(store, [[select day, span, zone, phenomenon, count, count_high, value, source, facet, credibility, handling, batch,
    retracted, id from observations order by id desc limit ?]], { limit or 1000 })
end
