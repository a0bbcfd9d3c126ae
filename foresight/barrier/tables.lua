--- tables.lua: the barriers and the process of a barrier model as tables: those that ship, all of it judgement
--- (data/barriers), or an analyst's own.
--
-- Example:  barriers {phenomenon="trafficking", lang="nl"}     barrier_process {phenomenon="trafficking"}

local core = require "glocal.core"
local hint = require "foresight.shared.hint"

local tables = {}

tables.NUMBERS = { "cost_low", "cost", "cost_high", "effect_low", "effect", "effect_high" }

-- --- reading ------------------------------------------------------------------------------------------------------

--- The rows of a shipped table that are of a phenomenon, or nil, message, code; raises where there are none.
function tables.shipped(table_name, phenomenon, what)
  if not phenomenon then
    error(("bad argument 'phenomenon' to '%s': say which, as in %s{phenomenon=\"trafficking\"}"):format(what, what), 0)
  end
  local path = core.home .. "/data/barriers/" .. table_name .. ".csv" -- in our own form: there is nothing to detect
  local f, message, code = core.table_frame(path, { delimiter = ",", header_line = 1, types = {}, units = {}, missing = {},
    skipped = {}, call = ("read(%q)"):format(path) })
  if not f then return nil, message, code end
  local names, seen = {}, {}
  for _, name in ipairs(f.phenomenon) do
    if not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  if not seen[phenomenon] then
    error(("bad argument 'phenomenon' to '%s': there is no barrier model of '%s'%s"):format(what, tostring(phenomenon),
      hint.of(tostring(phenomenon), names, "there are those of")), 0)
  end
  return f:where { phenomenon = phenomenon }
end

-- --- checks -------------------------------------------------------------------------------------------------------

local function need_columns(f, names, what)
  for _, name in ipairs(names) do
    if not f:has(name) then
      error(("bad argument '%s' to 'barrier_model': the table has no column '%s'%s"):format(what, name,
        hint.of(name, f:columns(), "it has")), 0)
    end
  end
end

local function range_of(row, low, mode, high, least, most, what)
  local a, b, c = row[low], row[mode], row[high]
  local are_numbers = type(a) == "number" and type(b) == "number" and type(c) == "number"
  if not are_numbers or not (a >= least and a <= b and b <= c and c <= most) then
    error(("%s: expected %g <= low <= mode <= high <= %g, got %s, %s and %s"):format(what, least, most, tostring(a), tostring(b),
      tostring(c)), 0)
  end
  return { low = a, mode = b, high = c }
end

--- The process as a table: persons, displaced, stages (each with name, stopped and harm), through (harm), unit.
function tables.read_process(f)
  need_columns(f, { "quantity", "stage", "low", "mode", "high" }, "process")
  local it, by_name = { stages = {} }, {}
  for i, row in f:rows() do
    local what = ("process, row %d (%s%s)"):format(i, tostring(row.quantity), row.stage and " " .. row.stage or "")
    local is_share = row.quantity == "stopped" or row.quantity == "displaced"
    local range = range_of(row, "low", "mode", "high", 0, is_share and 1 or math.huge, what)
    if row.quantity == "persons" or row.quantity == "displaced" then
      it[row.quantity] = range
    elseif row.quantity == "stopped" then
      it.stages[#it.stages + 1] = { name = row.stage, stopped = range }
      by_name[row.stage] = it.stages[#it.stages]
    elseif row.quantity == "harm" and row.stage == "through" then
      it.through, it.unit = range, row.unit
    elseif row.quantity == "harm" then
      if not by_name[row.stage] then error(("%s: the stage has no row 'stopped' before it"):format(what), 0) end
      by_name[row.stage].harm = range
    else
      error(("%s: there is no such quantity%s"):format(what, hint.of(tostring(row.quantity), { "persons", "displaced", "stopped",
        "harm" }, "use")), 0)
    end
  end
  for _, stage in ipairs(it.stages) do
    if not stage.harm then error(("process: stage '%s' has no row 'harm'"):format(stage.name), 0) end
  end
  for _, name in ipairs { "persons", "displaced", "through" } do
    if not it[name] then
      error(("process: there is no row '%s'"):format(name == "through" and "harm of stage through" or name), 0)
    end
  end
  return it
end

--- The barriers as a list: code, name, stage (its place), actor, cost, effect.
function tables.read_barriers(f, process)
  need_columns(f, { "barrier", "stage", table.unpack(tables.NUMBERS) }, "barriers")
  local list, places, names, seen = {}, {}, {}, {}
  for i, stage in ipairs(process.stages) do places[stage.name], names[i] = i, stage.name end
  for i, row in f:rows() do
    local what = ("barriers, row %d (%s)"):format(i, tostring(row.barrier))
    if not row.barrier then error(what .. ": a barrier needs a name", 0) end
    if seen[row.barrier] then error(what .. ": it stands in the table twice", 0) end
    if not places[row.stage] then
      error(("%s: there is no stage '%s'%s"):format(what, tostring(row.stage),
        hint.of(tostring(row.stage), names, "the process has")), 0)
    end
    seen[row.barrier] = true
    list[i] = { code = row.barrier, name = row.name or row.barrier, stage = places[row.stage], stage_name = row.stage,
      actor = row.actor, cost = range_of(row, "cost_low", "cost", "cost_high", 0, math.huge, what .. ", cost"),
      effect = range_of(row, "effect_low", "effect", "effect_high", 0, 1, what .. ", effect") }
  end
  if #list == 0 then error("bad argument 'barriers' to 'barrier_model': the table is empty", 0) end
  return list
end

return tables
