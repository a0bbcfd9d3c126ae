--- answers.lua: what an import needs to know and was not told: from a profile, from the file itself, or, where no column is
--- called like a field, from the analyst, who is shown what a look finds.
--
-- Example:  answered = answers.of(store, "export.csv", {zone = "Gemeente"}, {profile = "antwerp.profile"})
--           --> answered.mapping, answered.options, answered.note

local core = require "glocal.core"
local by_name = require "foresight.exchange.by_name"
local kind_roles = require "foresight.exchange.look.kind_roles"
local import_profile = require "foresight.exchange.look.import_profile"
local page = require "foresight.exchange.look.page"
local proposal = require "foresight.exchange.look.proposal"
local terminal = require "foresight.shared.terminal"

local answers = {}

local function joined(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
  return #parts > 0 and table.concat(parts, "; ") or nil
end
answers.joined = joined

-- Whether the columns are called like the fields that an observation can't do without.
local function goes_by_name(columns)
  local names = {}
  for i, column in ipairs(columns) do names[i] = column.name end
  local mapping = by_name(names)
  return mapping.zone ~= nil and mapping.day ~= nil
end

local function somebody_sits_there() return terminal.host.is_terminal "stdin" and terminal.host.is_terminal "stdout" end

-- The look is on the screen: what the analyst says to it. In the shell the call goes to the prompt, to be changed there.
local function answer(look)
  local at_prompt = terminal.host.has_prompt()
  io.write(page.text(look, at_prompt and "call" or "command"), "\n\n")
  if look.is_complete then
    io.write(at_prompt and "Enter imports it so, e puts the call at the prompt to be changed, n leaves it: " or
      "Enter imports it so, n leaves it: ")
    io.flush()
    local said = io.read "l"
    if said == "" then return { mapping = look.mapping, options = look.options } end
    if said ~= "e" or not at_prompt then return nil, "nothing was imported", "cancelled" end
  end
  if at_prompt then
    terminal.host.suggest(look.call)
    return nil, "nothing was imported yet: the call is at the prompt" ..
      (look.is_complete and "" or "; answer the questions in it"), "cancelled"
  end
  return nil, "nothing was imported: answer the questions in the command", "cancelled"
end

-- Whether columns are called like the fields that the kind can't do without; of kinds whose columns are not known the importer says it.
local function kind_goes_by_name(columns, kind)
  if not kind_roles.has(kind) then return true end
  local names = {}
  for _, column in ipairs(columns) do names[column.name] = true end
  for _, need in ipairs(kind_roles.needed(kind)) do
    if not names[need] then return false end
  end
  return true
end

-- No column is named: the import that a look proposes, if it is confirmed; else nil and what to paste.
local function ask(store, file, options)
  local told = {}
  for name, value in pairs(options) do told[name] = value end
  local look, message, code = require "foresight.exchange.look".of(store, file, told)
  if not look then return nil, message, code end
  if somebody_sits_there() then return answer(look) end
  local fields = told.as and kind_roles.has(told.as) and table.concat(kind_roles.needed(told.as), ", ") or "day and zone"
  return nil, ("%s: no column is called like the fields %s, so say which column feeds which field.\n%s\n" ..
    "In a script: %s"):format(file:match "[^/]+$", fields, page.text(look, "command"), look.call), "invalid"
end

local CONVERTED = { package = true, geojson = true, ["sdmx-csv"] = true, ["json-stat"] = true, ["eurostat-tsv"] = true }

-- The file as it lies there, for a profile.
local function look_with(store, file, mapping, options)
  return require "foresight.exchange.look".of(store, file, {
    mapping = mapping, header = options.header, delimiter = options.delimiter,
    encoding = options.encoding, sheet = options.sheet,
  })
end

local function seen_in(store, file, mapping, options)
  local look = look_with(store, file, mapping, options)
  return look and import_profile.seen(look.facts, look.columns, mapping)
end

-- "zone=Commune count=Nombre": the columns that most likely stand in the place of those that are gone.
local function likely(look, lacking)
  local words = {}
  for _, each in ipairs(lacking) do
    local taken = look.roles.taken[each.field]
    if taken then words[#words + 1] = proposal.quoted(each.field .. "=" .. taken.column.name) end
  end
  return table.concat(words, " ")
end

-- The columns of last time are not all there.
local function fail_different(file, profile, look, lacking, path)
  local now = import_profile.seen(look.facts, look.columns, {})
  local words = likely(look, lacking)
  return nil, ("%s differs from last time: %s: nothing was imported; %s"):format(file:match "[^/]+$",
    profile.seen and import_profile.differences(profile.seen, now, "columns") or
      ("no column '%s' any more"):format(lacking[1].column),
    words == "" and "say which column feeds which field" or
      ("most likely %s, beside --profile; --save %s keeps that"):format(words, path)), "invalid"
end

-- The header may stand in another line than last time.
local function find_header(store, file, wanted, given, told)
  local look = look_with(store, file, wanted, given)
  local lacking = look and import_profile.lacking(look.columns, wanted)
  if look and #lacking == 0 or told.header or not given.header then return look, lacking end
  local other = look_with(store, file, wanted, { delimiter = given.delimiter, encoding = given.encoding, sheet = given.sheet })
  if not other then return look, lacking end
  lacking = import_profile.lacking(other.columns, wanted)
  if #lacking > 0 then return other, lacking end
  local was = given.header
  given.header = other.options.header or 1
  return other, lacking, ("header in line %s, it was %s"):format(given.header, was)
end

local function of_profile(store, file, mapping, options)
  local profile, message, code = import_profile.load(options.profile)
  if not profile then return nil, message, code end
  local wanted, given = import_profile.apply(profile, mapping, options)
  local look, lacking, moved = find_header(store, file, wanted, given, options)
  if look and #lacking > 0 and not given.long then return fail_different(file, profile, look, lacking, options.profile) end
  local differs = profile.seen and look and
    import_profile.differences(profile.seen, import_profile.seen(look.facts, look.columns, wanted))
  differs = joined(differs, moved)
  return { mapping = wanted, options = given,
    note = differs and "differs from last time: " .. differs or "profile " .. options.profile:match "[^/]+$" }
end

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
  if as ~= "observations" and next(mapping) == nil and facts and not kind_goes_by_name(columns, as) then
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
