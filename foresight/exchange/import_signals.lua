--- import_signals.lua: an import of weak signals: the file is read as a frame, its columns become the fields of signals, and
--- signals_from records them.
--
-- Example:  store:import("signals.csv", {title="what", steep={const="social"}}, {as="signals"})

local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local number = require "foresight.shared.number"

local FIELDS = "title seen source reliability credibility steep text lang zone phenomenon horizon likelihood impact role reason "
  .. "handling recorded"

-- Options of an import that say how the file is read, and those that hold for every row.
local OF_FILE = { "delimiter", "encoding", "decimal", "thousands", "dates", "missing", "sheet", "resource", "header" }
local OF_ROWS = { "source", "recorded" }
local FIRST = 8 -- refused rows in a text

local function names_of_fields()
  local names, is_field = {}, {}
  for name in FIELDS:gmatch "%S+" do names[#names + 1], is_field[name] = name, true end
  return names, is_field
end

-- {field = column} and the constants of a mapping; without one the columns that are called as fields. Raises for a column that
-- the file has not, and for a field that signals have not.
local function parts_of(frame, mapping)
  local columns, constants = {}, {}
  local names, is_field = names_of_fields()
  for _, name in ipairs(next(mapping) and {} or names) do columns[name] = frame:has(name) and name or nil end
  for field, feeds in pairs(mapping) do
    if not is_field[field] then
      error(("signals have no field '%s'%s"):format(field, hint.of(field, names, "they have")), 0)
    elseif type(feeds) == "table" and feeds.const ~= nil then
      constants[field] = feeds.const
    else
      local column = type(feeds) == "table" and feeds.column or feeds
      if type(column) ~= "string" or not frame:has(column) then
        error(("the file has no column '%s'%s"):format(tostring(column), hint.of(column, frame:columns(), "it has")), 0)
      elseif type(feeds) == "table" and feeds.map then
        error(("field '%s': values of signals are not mapped: change them in the file"):format(field), 0)
      end
      columns[field] = column
    end
  end
  return columns, constants
end

-- The frame with the fields as its columns.
local function renamed(frame, columns)
  local fields, rows, types = {}, {}, {}
  for field, column in pairs(columns) do fields[#fields + 1], types[field] = field, frame:type(column) end
  table.sort(fields)
  for i = 1, #frame do
    rows[i] = {}
    for _, field in ipairs(fields) do rows[i][field] = frame:get(i, columns[field]) end
  end
  return core.frame(rows, { columns = fields, types = types, marking = frame:marking() })
end

local function summary_text(self)
  local lines = { ("recorded %s of %s signals from %s (%.2f s)%s"):format(number.shown(self.rows),
    number.shown(self.rows + self.rejected), self.file:match "[^/]+$" or self.file, self.seconds,
    self.rejected > 0 and ("; %s refused, and not kept:"):format(number.shown(self.rejected)) or "") }
  for i = 1, math.min(FIRST, self.rejected) do
    lines[#lines + 1] = ("  row %d: %s"):format(self.rejects:get(i, "row"), self.rejects:get(i, "reason"))
  end
  if self.rejected > FIRST then lines[#lines + 1] = ("  and %s more"):format(number.shown(self.rejected - FIRST)) end
  return table.concat(lines, "\n")
end

--- What store:import does with as="signals": a summary with rows, rejected, rejects (a frame of row, title, reason), file, marking,
--- seconds; or nil, message, code.
local function import_signals(store, file, mapping, options)
  local started, reading, holding = core.clock(), {}, { store = store, strict = options.strict }
  for _, name in ipairs(OF_FILE) do reading[name] = options[name] end
  for _, name in ipairs(OF_ROWS) do holding[name] = options[name] end
  local frame, message, code = glocal.read(file, reading)
  if not frame then return nil, message, code end
  local columns, constants = parts_of(frame, mapping or {})
  for field, value in pairs(constants) do holding[field] = math.tointeger(tonumber(value)) or tonumber(value) or value end
  local count, rejects
  count, rejects, code = glocal.signals_from(renamed(frame, columns), holding)
  if not count then return nil, rejects, code end
  return setmetatable({ rows = count, rejected = #rejects, rejects = rejects, file = file, marking = frame:marking(),
    seconds = core.clock() - started }, { __tostring = function(self) return core.visible(summary_text(self), "\n") end })
end

return { of = import_signals, FIELDS = FIELDS }
