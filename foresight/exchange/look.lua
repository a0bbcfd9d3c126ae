--- look.lua: what a table holds before it is imported, and the import that would take it. The core counts (core.look_at);
--- foresight/exchange/look says what the columns mean: column_type, field_names, known_names, roles, writing, proposal, page.
--
-- Example:  print(store:look "export.csv")

local core = require "glocal.core"
local call = require "foresight.shared.call"
local breakdowns = require "foresight.exchange.look.breakdowns"
local column_type = require "foresight.exchange.look.column_type"
local kind_roles = require "foresight.exchange.look.kind_roles"
local page = require "foresight.exchange.look.page"
local proposal = require "foresight.exchange.look.proposal"
local roles = require "foresight.exchange.look.roles"
local units = require "foresight.exchange.units"
local writing = require "foresight.exchange.look.writing"
local methods = core.store_methods

local look = {}

local function header_of(header)
  if header == nil then return nil end
  local first, last = tostring(header):match "^(%d+)%-?(%d*)$"
  return math.tointeger(tonumber(first)), math.tointeger(tonumber(last))
end

local CORNER = "column 1" -- what a first column without a name goes by

--- The facts of rows of CSV with the types of their columns: facts, columns; or nil, message, code. `most_bytes`: of the
--- head only.
function look.facts(rows, told, most_bytes)
  local first, last = header_of(told.header)
  local facts, message, code = core.look_at(rows, {
    delimiter = told.delimiter, encoding = told.encoding, header_first = first, header_last = last or first,
    most_bytes = most_bytes,
  })
  if not facts then return nil, message, code end
  local columns = {}
  for i, column in ipairs(facts.columns) do
    column.type = column_type.of(column)
    if column.name == "" then column.name, column.upper = column.upper, "" end
    if i == 1 and column.name == "" and column.type.name ~= "empty" then column.name = CORNER end
    local is_ours = column.name:find "^glocal:" -- what a converter says of its rows
    if not is_ours and not (column.name == "" and column.type.name == "empty") then columns[#columns + 1] = column end
  end
  return facts, columns
end

local OBJECT = { __tostring = function(self) return page.text(self) end, __name = "look" }

-- The options of the import that are told, beside those that only look has.
local function told_of(options)
  local told = {}
  for name, value in pairs(options) do told[name] = value end
  told.mapping, told.json = nil, nil
  return told
end

-- The columns whose figures and dates count: those that feed a field, or are wide.
local function used_of(columns, long)
  local used = {}
  for i, column in ipairs(columns) do
    column.is_wide = long ~= nil and i >= long.first and i <= long.last
    if column.is_wide or column.field then used[#used + 1] = column end
  end
  return used
end

-- What the file, or the mapping for all of it, says of the marking; "" where neither does.
local function marking_of(opened, mapping)
  local handling = mapping and mapping.handling
  local heading = not opened.marking and core.csv_heading(opened.rows)
  local of_file = opened.marking or heading and heading ~= "" and units.of_heading(heading) or ""
  return table.concat({ of_file, type(handling) == "table" and handling.const or "" }, " ")
end

-- The rows with their facts and columns: opened, facts, columns; or nil, message, code.
local function open(file, told)
  local opened, message, code = require "foresight.exchange.read".for_look(file, told)
  if not opened then return nil, message, code end
  local facts, columns
  facts, columns, code = look.facts(opened.rows, { header = told.header, delimiter = opened.delimiter or told.delimiter,
    encoding = opened.encoding or told.encoding })
  if not facts then return nil, columns, code end
  return opened, facts, columns
end

-- Names above figures or dates: no cover, and no list of notes.
local function is_table(facts, columns)
  local has_figures = false
  for _, column in ipairs(columns) do has_figures = has_figures or column.type.is_number or column.type.is_time end
  return has_figures and #columns > 1 and facts.header_first ~= nil and facts.rows > 0
end

-- As open; of a workbook whose first sheet in view is no table, the first that is.
local function open_table(file, told)
  local opened, facts, columns = open(file, told)
  if told.sheet or opened and (opened.format ~= "xlsx" or is_table(facts, columns)) then return opened, facts, columns end
  for _, sheet in ipairs(core.format_of(file) == "xlsx" and core.sheets_of(file) or {}) do
    if not sheet.hidden then
      told.sheet = sheet.name
      local other, other_facts, other_columns = open(file, told)
      if other and is_table(other_facts, other_columns) then return other, other_facts, other_columns end
    end
  end
  told.sheet = nil
  return opened, facts, columns
end

--- As store:look, with any option of an import.
function look.of(store, file, options)
  local told = told_of(options)
  told.mapping = options.mapping
  local opened, facts, columns = open_table(file, told)
  told.mapping = nil
  if not opened then return nil, facts, columns end
  local _ <close> = opened.folder
  local found = setmetatable({
    file = file, store_path = store:path(), format = opened.format, sheet = opened.sheet or told.sheet, note = opened.note,
    facts = facts, columns = columns, told = told, told_mapping = options.mapping or {},
    marking = marking_of(opened, options.mapping),
  }, OBJECT)
  found.kind = kind_roles.has(told.as) and told.as or nil
  if found.kind then
    found.roles = kind_roles.of(columns, found.kind)
    for field, each in pairs(found.roles.taken) do each.column.field = field end
  else
    found.likely_kind, found.signs = kind_roles.likely(columns)
    found.roles = roles.of(columns, store)
  end
  found.writing = writing.of(used_of(columns, found.roles.long))
  found.breakdowns = found.kind and {} or breakdowns.of(found, opened.rows ~= file and opened.rows or nil)
  proposal.make(found)
  return found
end

--- Looks at a table before it is imported: how it is written, what its columns look like and which field each would feed,
--- names that the store knows and those that it does not, and the complete import to paste. What can't be settled is asked, a
--- sentence each. Nothing is written. Of a large file a sample is read.
--- @function store:look
--- @param file string <file> the file
--- @param options? table what is known already, as store:import takes it
--- @option header? string|integer = (detected) the line of the column names
--- @option delimiter? string = (detected) between fields
--- @option encoding? string = (detected) utf-8, utf-16 or latin-1
--- @option sheet? string|integer = 1 of a workbook
--- @option as? string = observations what a line is; of messages, message_flows and requests the columns are known by name too
--- @option mapping? table which column feeds which field, where that is known
--- @return table prints as a page; command, call, mapping, options, questions, is_complete, columns, facts
--- @fails not_found, invalid, io, cancelled
--- @needs store.read, file.read, file.write
--- @since 0.2
--- @example select(3, store:look "/nowhere.csv") --> not_found
function methods.look(store, file, options)
  return look.of(store, file, options or {})
end

call.guard(methods) -- others need this file before the method is first called

return look
