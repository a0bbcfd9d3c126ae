--- answers.lua: what an import needs to know and was not told: from a profile, from the file itself, or, where no column is
--- called like a field, from the analyst, who is shown what a look finds.
--
-- Example:  answered = answers.of(store, "export.csv", {zone = "Gemeente"}, {profile = "antwerp.profile"})
--           --> answered.mapping, answered.options, answered.note

local core = require "glocal.core"
local by_name = require "foresight.exchange.by_name"
local import_profile = require "foresight.exchange.look.import_profile"
local terminal = require "foresight.shared.terminal"

local answers = {}

-- Whether the columns are called like the fields that an observation can't do without.
local function goes_by_name(columns)
  local names = {}
  for i, column in ipairs(columns) do names[i] = column.name end
  local mapping = by_name(names)
  return mapping.zone ~= nil and mapping.day ~= nil
end

-- Shows the look and takes Enter for yes; only where somebody sits there.
local function confirmed(look)
  if not (look.is_complete and terminal.host.is_terminal "stdin" and terminal.host.is_terminal "stdout") then return false end
  io.write(tostring(look), "\n\nEnter imports it so, anything else leaves it: ")
  io.flush()
  return io.read "l" == ""
end

-- No column is named: the import that a look proposes, if it is confirmed; else nil and what to paste.
local function ask(store, file, options)
  local told = {}
  for name, value in pairs(options) do told[name] = value end
  local look, message, code = require "foresight.exchange.look".of(store, file, told)
  if not look then return nil, message, code end
  if confirmed(look) then return { mapping = look.mapping, options = look.options } end
  return nil, ("%s: no column is called like the fields day and zone, so say which column feeds which field.\n%s\n" ..
    "In a script: %s"):format(file:match "[^/]+$", tostring(look), look.call), "invalid"
end

local CONVERTED = { package = true, geojson = true, ["sdmx-csv"] = true, ["json-stat"] = true, ["eurostat-tsv"] = true }

-- Facts of the file as it lies there, for a profile.
local function seen_in(store, file, mapping, options)
  local look = require "foresight.exchange.look".of(store, file, {
    mapping = mapping, header = options.header, delimiter = options.delimiter,
    encoding = options.encoding, sheet = options.sheet,
  })
  return look and import_profile.seen(look.facts, look.columns, mapping)
end

local function of_profile(store, file, mapping, options)
  local profile, message, code = import_profile.load(options.profile)
  if not profile then return nil, message, code end
  local wanted, given = import_profile.apply(profile, mapping, options)
  local now = profile.seen and seen_in(store, file, wanted, given)
  local differs = now and import_profile.differences(profile.seen, now)
  return { mapping = wanted, options = given,
    note = differs and "differs from last time: " .. differs or "profile " .. options.profile:match "[^/]+$" }
end

local function joined(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
  return #parts > 0 and table.concat(parts, "; ") or nil
end
answers.joined = joined

-- A table, plain or out of a workbook or an archive: what its head says, and whether its columns go by name.
local function of_table(store, file, answered)
  local as = answered.options.as or "observations"
  local mapping = answered.mapping
  local opened, message, code = require "foresight.exchange.read".for_look(file, answered.options)
  if not opened then return nil, message, code end
  local _ <close> = opened.folder
  if CONVERTED[opened.format] then return answered end
  local given, note, facts, columns = require "foresight.exchange.look.found".complete(opened.rows, mapping,
    answered.options, opened, file)
  if not given then return nil, note, facts end
  if as == "observations" and next(mapping) == nil and facts and not goes_by_name(columns) then
    return ask(store, file, answered.options)
  end
  return { mapping = mapping, options = given, note = joined(answered.note, note) }
end

--- {mapping, options, note}; or nil, message, code.
function answers.of(store, file, mapping, options)
  local answered = { mapping = mapping or {}, options = options }
  if options.profile then
    local message, code
    answered, message, code = of_profile(store, file, mapping, options)
    if not answered then return nil, message, code end
  end
  local format = core.format_of(file)
  if not format or CONVERTED[format] or options.as == "geometry" then return answered end
  return of_table(store, file, answered)
end

--- Keeps the answers of an import that was done, under the marking of its file: true, or nil, message, code.
function answers.keep(store, file, answered, path, marking)
  return import_profile.save(path, { marking = marking, mapping = answered.mapping, options = answered.options,
    seen = seen_in(store, file, answered.mapping, answered.options) })
end

return answers
