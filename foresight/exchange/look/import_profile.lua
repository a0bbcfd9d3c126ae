--- import_profile.lua: the answers of an import kept in a file, so that next month's table is taken by one word: mapping,
--- options, and what the file looked like, to say what differs from last time.
--
-- Example:  import_profile.save("antwerp.profile", {mapping = ..., options = ..., seen = ...})

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local outfile = require "foresight.shared.outfile"
local writing = require "foresight.exchange.look.writing"

local import_profile = {}

local HEAD = [[
-- How files of this kind are imported: glocal import STORE FILE --profile %s
-- It may be changed by hand: `mapping` says which column feeds which field, `options` how the file is read, `seen` what was
-- in it last time. It is read as data; nothing in it is run.
]]

-- What belongs to one import, not to its kind.
local NOT_KEPT = { profile = true, save = true, look = true, note = true, again = true, replace = true, strict = true,
  recorded = true, rows = true, json = true }

--- Writes a profile, under the marking of the file it was made from: true, or nil, message, code.
function import_profile.save(path, profile)
  local options = {}
  for name, value in pairs(profile.options) do
    if not NOT_KEPT[name] then options[name] = value end
  end
  local text = HEAD:format(path:match "[^/]+$") ..
    data_text.write { mapping = profile.mapping, options = options, seen = profile.seen } .. "\n"
  local written, message, code = outfile.write(path, text, profile.marking or "", "profile")
  if not written then return nil, message, code end
  return true
end

--- The profile in a file; or nil, message, code.
function import_profile.load(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message, "not_found" end
  local text = file:read "a"
  file:close()
  local profile, fault = data_text.read(text or "")
  if not profile then return nil, ("'%s' is no profile of an import: %s"):format(path, fault), "invalid" end
  for _, part in ipairs { "mapping", "options" } do
    if type(profile[part]) ~= "table" then
      return nil, ("'%s' is no profile of an import: it has no table '%s'"):format(path, part), "invalid"
    end
  end
  return profile
end

--- Mapping and options of a profile under what is told.
function import_profile.apply(profile, mapping, options)
  local wanted, given = {}, {}
  for field, source in pairs(profile.mapping) do wanted[field] = source end
  for field, source in pairs(mapping or {}) do wanted[field] = source end
  for name, value in pairs(profile.options) do
    if not NOT_KEPT[name] then given[name] = value end
  end
  for name, value in pairs(options) do given[name] = value end
  return wanted, given
end

--- The columns that a mapping takes and the file lacks, as {field, column}.
function import_profile.lacking(columns, mapping)
  local there, lacking = {}, {}
  for _, column in ipairs(columns) do there[column.name] = true end
  for _, field in ipairs(data_text.keys(mapping)) do
    local source = mapping[field]
    local name = type(source) == "table" and source.column or type(source) == "string" and source or nil
    if name and not there[name] then lacking[#lacking + 1] = { field = field, column = name } end
  end
  return lacking
end

-- --- what differs ---------------------------------------------------------------------------------------------

local MOST_NAMES = 500

local function column_of(mapping, field)
  local source = mapping[field]
  return type(source) == "table" and source.column or type(source) == "string" and source or nil
end

local function names_of(column)
  local names = {}
  for i = 1, math.min(#column.values, MOST_NAMES) do names[i] = column.values[i][1] end
  table.sort(names)
  return names
end

-- What the figures of a column are in, as far as their signs say; "figures with decimals" tells euros from thousands of them.
local function unit_of(column)
  return writing.unit_of(column) or column.kinds.decimal and "figures with decimals" or "whole figures"
end

--- What a file looked like: columns, distinct names in those of zones and phenomena, units, delimiter, encoding.
function import_profile.seen(facts, columns, mapping)
  local seen = { columns = {}, delimiter = facts.delimiter, encoding = facts.encoding, names = {}, units = {} }
  for i, column in ipairs(columns) do
    seen.columns[i] = column.upper ~= "" and column.upper .. " " .. column.name or column.name
    for _, field in ipairs { "zone", "phenomenon" } do
      if column_of(mapping, field) == column.name then seen.names[field] = names_of(column) end
    end
    for _, field in ipairs { "count", "value" } do
      if column_of(mapping, field) == column.name then seen.units[field] = unit_of(column) end
    end
  end
  return seen
end

local function listed(texts)
  local shown = table.move(texts, 1, math.min(#texts, 5), 1, {})
  for i, text in ipairs(shown) do shown[i] = ("'%s'"):format(text) end
  return table.concat(shown, ", ") .. (#texts > 5 and (" and %d more"):format(#texts - 5) or "")
end

-- Those of `a` that are not in `b`.
local function without(a, b)
  local there, left = {}, {}
  for _, each in ipairs(b or {}) do there[each] = true end
  for _, each in ipairs(a or {}) do
    if not there[each] then left[#left + 1] = each end
  end
  return left
end

-- Names of months and years come and go with every file.
local function is_period(name)
  local kind, form = core.cell_form(name)
  return form ~= "none" and (kind == "date" or kind == "integer")
end

local function columns_without(a, b)
  local left = {}
  for _, name in ipairs(without(a, b)) do
    if not is_period(name) then left[#left + 1] = name end
  end
  return left
end

--- What differs from last time, in a sentence; nil: nothing. `only_columns`: of the names of columns.
function import_profile.differences(before, now, only_columns)
  local said = {}
  local function say(form, texts)
    if #texts > 0 then said[#said + 1] = form:format(listed(texts)) end
  end
  say("new column %s", columns_without(now.columns, before.columns))
  say("no column %s any more", columns_without(before.columns, now.columns))
  if only_columns then return #said > 0 and table.concat(said, "; ") or nil end
  for _, field in ipairs { "zone", "phenomenon" } do
    if before.names and before.names[field] then
      say("new " .. field .. " %s", without(now.names[field], before.names[field]))
    end
  end
  for _, field in ipairs { "count", "value" } do
    local was, is = before.units and before.units[field], now.units[field]
    if was and is and was ~= is then said[#said + 1] = ("%s in %s, it was %s"):format(field, is, was) end
  end
  for _, trait in ipairs { "delimiter", "encoding" } do
    if before[trait] and before[trait] ~= now[trait] then
      said[#said + 1] = ("%s '%s', it was '%s'"):format(trait, now[trait], before[trait])
    end
  end
  return #said > 0 and table.concat(said, "; ") or nil
end

return import_profile
