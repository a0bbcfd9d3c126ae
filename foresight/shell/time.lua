--- time.lua: how long a statement takes, and how much memory.
--
-- Example:  time "rollup{zone='BE', every='year'}"

local core = require "glocal.core"
local glocal = require "glocal"
local sql_shell = require "foresight.shell.sql_shell"
local show = require "foresight.shell.show"

local MEGABYTE = 1 << 20

-- How many rows came out: of a frame its own, of an import those taken.
local function rows_of(result)
  if show.is_frame(result) then return #result end
  return type(result) == "table" and math.type(result.rows) == "integer" and result.rows or nil
end

local function rounded(value, step)
  return value and math.floor(value / step + 0.5) * step
end

--- How long a statement or a function takes.
--- @function time
--- @param what string|function Lua or SQL as text, or a function
--- @return frame wall and cpu in seconds; rows (of an import: lines taken) and rows a second; memory held afterwards and
---   peak in MB; the field `result` has what the statement gave
--- @raises what the statement raises
--- @fails what the statement returned
--- @since 0.1
--- @example t = time "frame{{a=1}, {a=2}}"
--- @example t[1].rows --> 2
--- @example #t.result --> 2
--- @example time(function() return sql "select 1 as one" end).wall[1] >= 0 --> true
local function time(what)
  local run = sql_shell.compile(what, "time")
  collectgarbage() -- what lies about from before is not the statement's
  local cpu, memory = core.usage(true)
  local started = core.clock()
  local results = table.pack(run())
  local wall = core.clock() - started
  local cpu_after, memory_after, peak = core.usage()
  if show.is_failure(results.n, table.unpack(results, 1, results.n)) then
    return table.unpack(results, 1, results.n)
  end
  local rows = rows_of(results[1])
  return glocal.frame({ {
    wall = rounded(wall, 1e-6), cpu = rounded(cpu_after - cpu, 1e-6), rows = rows,
    rows_per_second = rows and wall > 0 and math.floor(rows / wall + 0.5) or nil,
    memory = rounded((memory_after - memory) / MEGABYTE, 0.1), peak = rounded(peak / MEGABYTE, 0.1),
  } }, {
    columns = { "wall", "cpu", "rows", "rows_per_second", "memory", "peak" },
    types = { rows = "integer", rows_per_second = "integer" },
    units = { wall = "s", cpu = "s", memory = "MB", peak = "MB" },
  }):attach { result = results[1], note_text = results[1] ~= nil and "the result is in .result" or nil }
end

return time
