--- proposal.lua: the complete import that a look proposes: mapping and options, as a command to paste and as a call in Lua,
--- and what it can't settle as questions.
--
-- Example:  proposal.of(look)   --> {command = "glocal import demo.db a.csv --header 4 ...", call = ..., questions = {...}}

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local kind_fields = require "foresight.exchange.kind_fields"
local field_names = require "foresight.exchange.look.field_names"
local roles = require "foresight.exchange.look.roles"
local writing = require "foresight.exchange.look.writing"

local proposal = {}

-- --- quoting --------------------------------------------------------------------------------------------------

--- A word as a POSIX shell takes it.
function proposal.quoted(word)
  if word ~= "" and not word:find "[^%w_./:=,%%@+%-]" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- A value as Lua reads it, on one line.
function proposal.lua_text(value)
  if type(value) == "string" then return ("%q"):format(value):gsub("\\\n", "\\n") end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for i, each in ipairs(value) do parts[i] = proposal.lua_text(each) end
  for _, key in ipairs(data_text.keys(value)) do
    parts[#parts + 1] = data_text.key(key) .. "=" .. proposal.lua_text(value[key])
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function words_of_map(field, map)
  local words = {}
  for _, from in ipairs(data_text.keys(map)) do
    words[#words + 1] = "--map"
    words[#words + 1] = ("%s:%s=%s"):format(field, from, map[from])
  end
  return words
end

local FIRST = "day year quarter month zone phenomenon count value"

local function fields_in_order(mapping, kind)
  local order, seen = {}, {}
  for field in (kind and kind_fields[kind] or FIRST):gmatch "%S+" do
    if mapping[field] then order[#order + 1], seen[field] = field, true end
  end
  for _, field in ipairs(data_text.keys(mapping)) do
    if not seen[field] then order[#order + 1] = field end
  end
  return order
end

local function add_option(words, name, value)
  local option = "--" .. name:gsub("_", "-")
  if name == "long" then
    words[#words + 1] = "--long"
    words[#words + 1] = type(value.columns) == "table" and table.concat(value.columns, ",") or value.columns
    words[#words + 1] = "--to"
    words[#words + 1] = type(value.to) == "table" and table.concat(value.to, ",") or value.to
    if value.values then
      words[#words + 1] = "--values"
      words[#words + 1] = value.values
    end
  elseif type(value) == "table" then
    for _, each in ipairs(value) do
      words[#words + 1] = option
      words[#words + 1] = tostring(each)
    end
    for _, key in ipairs(data_text.keys(value)) do
      words[#words + 1] = option
      words[#words + 1] = key .. "=" .. tostring(value[key])
    end
  elseif value == true then
    words[#words + 1] = option
  elseif name == "add_phenomena" then
    table.move({ option, "under=" .. value }, 1, 2, #words + 1, words)
  else
    words[#words + 1] = option
    words[#words + 1] = tostring(value)
  end
end

local OPTIONS = {
  "sheet", "resource", "header", "delimiter", "encoding", "thousands", "decimal", "dates", "century", "fiscal", "missing",
  "scale", "counting_unit", "value_unit", "records", "source", "handling", "long", "fill", "exclude", "where", "kind", "within",
  "add_phenomena", "at_least", "as",
}

--- The command line of an import.
function proposal.command(store_path, file, mapping, options)
  local words, maps = { "glocal", "import", store_path, file }, {}
  for _, name in ipairs(OPTIONS) do
    if options[name] ~= nil then add_option(words, name, options[name]) end
  end
  for _, field in ipairs(fields_in_order(mapping, options.as ~= "observations" and options.as or nil)) do
    local source = mapping[field]
    local column = type(source) == "table" and source.column or source
    if type(source) == "table" and source.const then column = ":" .. source.const end
    if type(column) == "string" then words[#words + 1] = field .. "=" .. column end
    if type(source) == "table" and source.map then table.move(words_of_map(field, source.map), 1, 1e3, #maps + 1, maps) end
  end
  for _, word in ipairs(maps) do words[#words + 1] = word end
  for i, word in ipairs(words) do words[i] = proposal.quoted(word) end
  return table.concat(words, " ")
end

--- The same as a call in Lua.
function proposal.call(file, mapping, options)
  return ("store:import(%s, %s, %s)"):format(proposal.lua_text(file), proposal.lua_text(mapping), proposal.lua_text(options))
end

-- --- what is proposed -----------------------------------------------------------------------------------------

local function plain_mapping(look)
  local mapping = {}
  for field, each in pairs(look.roles.taken) do mapping[field] = each.column.name end
  return mapping
end

-- Unknown phenomena that have a clear candidate each take it by a map, so that what is proposed can be seen and changed. Zones
-- never do: a name that is like a zone's is most often that of another place (Hamburg is not Limburg), and is asked for.
local function map_of(names)
  local map, any = {}, false
  for _, each in ipairs(names.unknown) do
    if each.is_clear then
      map[each.text], any = each.candidates[1].code, true
    end
  end
  return any and map or nil
end

local function add_maps(look, mapping)
  local field, names = "phenomenon", look.roles.phenomenon
  local map = names and map_of(names)
  if not map then return end
  local from_wide = mapping[field] == nil
  mapping[field] = from_wide and { map = map } or { column = mapping[field], map = map }
end

local function long_option(look)
  local long = look.roles.long
  if not long then return nil end
  local first, last = look.columns[long.first], look.columns[long.last]
  local function name_of(column) return column.upper ~= "" and column.upper .. " " .. column.name or column.name end
  return { columns = name_of(first) .. ".." .. name_of(last), to = #long.to == 1 and long.to[1] or long.to }
end

-- A column of names that stand only once each above empty cells.
local function fill_option(look)
  local fill = {}
  for _, column in ipairs(look.columns) do
    local empty = column.kinds.empty or 0
    local is_key = column.field == "zone" or column.field == "phenomenon" or column.field == "year" or column.field == "day"
    if is_key and empty > 0 and empty >= #column.values then
      fill[#fill + 1] = column.name
    end
  end
  return #fill > 0 and fill or nil
end

-- The rows of totals among the names of a column: "Totaal*".
local function total_pattern(column)
  for _, value in ipairs(column.values) do
    if roles.is_total(value[1]) then return value[1]:match "^[^%s;:]+" .. "*" end
  end
end

-- "Totaal*" for each word that begins a row of a total, and the beginnings of notes.
local function exclude_option(look)
  local patterns, seen = {}, {}
  local function add(pattern)
    if not seen[pattern] then patterns[#patterns + 1], seen[pattern] = pattern, true end
  end
  for _, row in ipairs(look.facts.totals) do add(row.text:match "^[^%s;:]+" .. "*") end
  for _, row in ipairs(look.facts.notes) do
    local start = row.text:match "^%S+%s+%S+" or row.text:match "^[^;]+"
    add((start:gsub(";.*", ""):gsub("[%*%?]", "?")) .. "*")
  end
  if look.facts.units.found > 0 then patterns[look.columns[#look.columns].name] = look.facts.units[1].text end
  for _, field in ipairs { "zone", "phenomenon" } do
    local column = look.roles.taken[field] and look.roles.taken[field].column
    local pattern = column and #column.values > 1 and total_pattern(column)
    if pattern and not (seen[pattern] and column == look.columns[1]) then patterns[column.name] = pattern end
  end
  return next(patterns) and patterns or nil
end

-- Marks that the importer does not take for a missing figure by itself.
local function missing_option(look)
  local marks, seen = {}, {}
  for _, column in ipairs(look.columns) do
    if column.field == "count" or column.field == "value" or (look.roles.long and column.is_wide) then
      for _, mark in ipairs(column.marks) do
        local text, is_known = mark[1], mark[3]
        if not is_known and not seen[text] then marks[#marks + 1], seen[text] = text, true end
      end
    end
  end
  return #marks > 0 and marks or nil
end

local function value_options(look, options)
  local column = look.roles.taken.value and look.roles.taken.value.column
  if not column then return end
  if column.most_decimals > 0 then
    options.scale = { value = math.tointeger(10 ^ math.min(column.most_decimals, 6)) }
  end
  options.value_unit = writing.unit_of(column)
end

local function header_option(facts)
  if not facts.header_first or (facts.header_first == 1 and facts.header_last == 1) then return nil end
  if facts.header_last > facts.header_first then return ("%d-%d"):format(facts.header_first, facts.header_last) end
  if (facts.has_delimiter_line or facts.has_heading) and facts.header_first == 2 then return nil end
  return facts.header_first
end

local WITH_DECIMALS = { value = true, median_hours = true, hours_asked = true, hours_delivered = true }

-- A count has no decimals: 1,234 in a column of counts can only be 1234.
local function thousands_of(look)
  local written = look.writing
  if written.any then return "any" end
  local open = written.open_mark
  if written.thousands or not open then return written.thousands end
  for _, column in ipairs(look.columns) do
    if (column.open[open] or 0) > 0 and (WITH_DECIMALS[column.field] or column.is_wide and look.told.long) then return nil end
  end
  return open
end

-- The pairs of the first table over those of the second.
local function merged(over, under)
  local all = {}
  for key, value in pairs(under) do all[key] = value end
  for key, value in pairs(over) do all[key] = value end
  return all
end

local function options_of(look)
  local options, written = {}, look.writing
  options.sheet = look.told.sheet
  options.header = header_option(look.facts)
  options.thousands, options.decimal, options.dates = thousands_of(look), written.decimal, written.dates
  if options.decimal == "." then options.decimal = nil end -- as the importer reads it by itself
  options.long, options.fill, options.exclude = long_option(look), fill_option(look), exclude_option(look)
  options.missing = missing_option(look)
  local day = look.roles.taken.day
  if day and day.column.type.may_be_day then options.dates = "excel" end
  value_options(look, options)
  local zone = look.roles.zone
  if zone then options.kind, options.within = zone.kind, zone.within end
  for _, each in ipairs(look.breakdowns) do
    if each.choice then
      options.where = options.where or {}
      options.where[each.column.name] = each.choice
    end
  end
  for name, value in pairs(look.told) do
    options[name] = name == "where" and options.where and merged(value, options.where) or value
  end
  return options
end

-- --- questions ------------------------------------------------------------------------------------------------

local function list_of(candidates)
  local texts = {}
  for i, each in ipairs(candidates) do texts[i] = ("%s (%s)"):format(each.code, each.text) end
  return table.concat(texts, ", ")
end

local function ask_names(look, field, mapping, ask)
  local names = look.roles[field]
  local map = type(mapping[field]) == "table" and mapping[field].map or {}
  for i, each in ipairs(names and names.unknown or {}) do
    local rows = each.count == 1 and "1 row" or ("%d rows"):format(each.count)
    if i > 8 then
      ask(("%d more texts are no %s of the store."):format(#names.unknown - 8, field))
      break
    elseif map[each.text] then
      ask(("'%s' (%s) is no %s of the store; the command takes it for %s: change that where it is wrong."):format(each.text,
        rows, field, list_of { each.candidates[1] }), false)
    else
      local near = each.candidates and #each.candidates > 0
      ask(("Which %s is '%s' (%s)? %sAdd --map %s%s."):format(field, each.text, rows,
        near and "Near are " .. list_of(each.candidates) .. ". " or "",
        proposal.quoted(("%s:%s=%s"):format(field, each.text, each.is_clear and each.candidates[1].code or "CODE")),
        field == "phenomenon" and i == 1 and ", or for all that are new --add-phenomena under=CODE" or ""), true)
    end
  end
end

-- One text of another kind among many of one kind is often no zone at all: "Other" in a list of countries names a route too.
local function ask_kinds(look, ask)
  local names, most, others, count = look.roles.zone, nil, {}, 0
  for kind, n in pairs(names and names.kinds or {}) do
    if not most or n > names.kinds[most] then most = kind end
  end
  for kind, n in pairs(most and names.kinds or {}) do
    if kind ~= most then others[#others + 1], count = ("%d %s"):format(n, kind), count + n end
  end
  if count == 0 or count * 4 > names.kinds[most] or look.options.kind then return end
  table.sort(others)
  ask(("Beside %d zones of the kind %s stand: %s. Add --kind %s where all are of that kind."):format(names.kinds[most], most,
    table.concat(others, ", "), most), false)
end

local MISSING_FIELD = {
  day = "No column has the time of the figures: add day=:2024, or the column.",
  zone = "No column has the zone of the figures: add zone=:BE, or the column.",
  phenomenon = "No column has the phenomenon of the figures: add phenomenon=:CODE (store: phenomena:find '...'), or the column.",
}

local function ask_fields(look, mapping, ask)
  local made = {}
  for _, field in ipairs(look.roles.long and look.roles.long.to or {}) do made[field] = true end
  for _, field in ipairs { "day", "zone", "phenomenon" } do
    local has_time = field == "day" and (mapping.year or mapping.month or made.year or made.month)
    if not mapping[field] and not made[field] and not has_time then ask(MISSING_FIELD[field], true) end
  end
  if (mapping.month or made.month) and not mapping.year and not made.year and not mapping.day then
    ask("The months have no year: add year=:2024, or the column.", true)
  elseif look.year_of_title then
    ask(("The months are taken as those of %s, which the title says."):format(look.year_of_title), false)
  end
end

-- Without a count each line is one: where an unused column holds figures, that would be a wrong number without a word.
local function ask_figures(look, mapping, ask)
  if mapping.count or look.roles.long then return end
  if mapping.value then
    ask("Each line counts as 1 beside its value: add count=COLUMN where a column holds how many.", false)
    return
  end
  for _, column in ipairs(look.columns) do
    local has_figures = (column.kinds.integer or 0) + (column.kinds.decimal or 0) > 0
    if not column.field and has_figures and not field_names.is_attribute(column.name) then
      ask(("Each line would count as 1, though '%s' holds figures: say count=:1 if each line is one fact, else %s or --long " ..
        "with the wide columns, in place of count=COLUMN."):format(column.name, proposal.quoted("count=" .. column.name)), true)
      look.lacks_count = true
      return
    end
  end
  ask("No column holds how many: each line counts as 1.", false)
end

-- What the import leaves, so that it is seen.
local function say_left_out(look, mapping, ask)
  local left = {}
  for _, column in ipairs(look.columns) do
    local is_taken = column.field or column.is_wide or roles.is_total(column.name) or field_names.is_attribute(column.name)
    if column.type.is_number and not is_taken then left[#left + 1] = ("'%s'"):format(column.name) end
  end
  local takes_figures = mapping.count or mapping.value or look.roles.long
  if takes_figures and #left > 0 then
    ask(("Figures that the command leaves: %s%s."):format(table.concat(left, ", ", 1, math.min(#left, 5)),
      #left > 5 and " ..." or ""), false)
  end
end

local function ask_writing(look, ask)
  if look.options.dates == "excel" and not look.told.dates then
    ask(("The numbers of '%s' are taken as day numbers of Excel (--dates excel)."):format(look.roles.taken.day.column.name),
      false)
  end
  local written = look.writing
  if written.any then
    ask("Several marks group thousands: the command takes each of them so before three digits (--thousands any).", false)
  elseif written.fault then
    ask(written.fault:sub(1, 1):upper() .. written.fault:sub(2) .. ".", true)
  end
  if written.open_mark and look.options.thousands == written.open_mark and not look.told.thousands then
    ask(("1%s234 is taken as one thousand, since a count has no decimals (--thousands %s)."):format(written.open_mark,
      written.open_mark), false)
  elseif written.open_mark then
    ask(("Is 1%s234 one thousand or one and a bit? Add --thousands %s or --decimal %s"):format(written.open_mark,
      written.open_mark, written.open_mark), true)
  end
  if written.open_dates then
    ask("Is 1/2/2024 the first of February or the second of January? Add --dates dmy or --dates mdy.", true)
  end
  if written.needs_century then ask("The years have two digits: add --century 20 (or 19).", true) end
  if written.fiscal then
    ask(("'%s' holds financial years (%s): add --fiscal with the month in which they begin, such as --fiscal 04."):format(
      written.fiscal.name, written.fiscal.values[1][1]), true)
  end
end

-- Ranges without an upper end can't be kept: what each stands for is for the analyst to say.
local function ask_open_ranges(look, ask)
  for _, column in ipairs(look.columns) do
    local is_count = column.field == "count" or column.is_wide
    if is_count and column.kinds.open_range then
      for _, value in ipairs(column.values) do
        if core.cell_form(value[1]) == "open_range" then
          ask(("'%s' in column '%s' has no upper end: say what it stands for, as in --map %s"):format(value[1], column.name,
            proposal.quoted(("count:%s=5-9"):format(value[1]))), true)
          return
        end
      end
    end
  end
end

local function ask_rows(look, ask)
  local facts = look.facts
  if not facts.header_first then ask("No row of names was found: add --header with the line that has them.", true) end
  if facts.ends_in_sum then ask("The last row is the sum of those above: leave it out by --exclude, or from the file.", true) end
  if facts.inner.found > 0 and core.cell_form(facts.inner[1].text) ~= "date" then -- a period without a figure is no heading
    ask(("%d rows have one cell only, such as '%s' in line %s: headings that --exclude leaves out."):format(facts.inner.found,
      facts.inner[1].text, facts.inner[1].line or "?"), false)
  end
end

-- Parts and totals of a breakdown would be added up.
local function ask_breakdowns(look, ask)
  for _, each in ipairs(look.breakdowns) do
    local name, texts = each.column.name, {}
    for i = 1, math.min(6, #each.column.values) do texts[i] = each.column.values[i][1] end
    local list = table.concat(texts, ", ") .. (#each.column.values > 6 and " ..." or "")
    local where = "--where " .. proposal.quoted(name .. "=" .. (each.choice or texts[1]))
    if each.choice then
      ask(("'%s' breaks the figures down (%s): the command takes '%s', %s (%s)."):format(name, list, each.choice, each.why,
        where), false)
    else
      ask(("'%s' has several categories (%s), which would be added up: choose one, as in %s, or map it to a field."):format(name,
        list, where), true)
    end
  end
end

-- Months without a year are of the year that the titles name, if they name one.
local function add_year(look, mapping)
  local long = look.roles.long
  local has_months = mapping.month or long and long.to[1] == "month" and #long.to == 1
  if not has_months or mapping.year or mapping.day or long and long.to[1] == "year" then return end
  local year
  for _, title in ipairs(look.facts.titles) do
    for each in title.text:gmatch "%f[%d]%d%d%d%d%f[%D]" do
      if year and year ~= each then return end
      year = tonumber(each) >= 1900 and tonumber(each) <= 2100 and each or year
    end
  end
  if year then mapping.year, look.year_of_title = { const = year }, year end
end

local PLACES = 8 -- as many names as are asked for one by one

-- Of another kind than observations: what it can't do without, and the figures that no field takes.
local function ask_kind(look, mapping, ask)
  for _, need in ipairs(look.roles.needs) do
    if not mapping[need[1]] then
      ask(("No column is known as '%s', which %s need: add %s=COLUMN or, the same on every line, %s."):format(need[1], look.kind,
        need[1], need[2]), true)
    end
  end
  local left = {}
  for _, column in ipairs(look.columns) do
    if column.type.name ~= "empty" and not column.field then left[#left + 1] = ("'%s'"):format(column.name) end
  end
  if #left > 0 then ask(("Columns that the command leaves: %s."):format(table.concat(left, ", ")), false) end
end

-- A table of another kind, taken for observations.
local function say_likely_kind(look, ask)
  if look.likely_kind and not look.told.as then
    ask(("The columns %s look like those of %s: look again with --as %s."):format(table.concat(look.signs, ", "),
      (look.likely_kind:gsub("_", " ")), look.likely_kind), true)
  end
end

-- For the call in Lua: a place, "CODE", for each of the few names that the store does not know, where --map would have one.
local function with_places(look, mapping)
  local all = merged({}, mapping)
  for _, field in ipairs { "zone", "phenomenon" } do
    local names, source = look.roles[field], mapping[field]
    local unknown = names and names.unknown or {}
    if source and #unknown > 0 and #unknown <= PLACES then
      local map = merged(type(source) == "table" and source.map or {}, {})
      for _, each in ipairs(unknown) do map[each.text] = map[each.text] or "CODE" end
      all[field] = { column = type(source) == "table" and source.column or source, map = map }
    end
  end
  return all
end

--- Sets mapping, options, command, call, questions and is_complete (nothing is open) of a look.
function proposal.make(look)
  local mapping = plain_mapping(look)
  for _, field in ipairs { "zone", "phenomenon" } do
    if look.roles[field] then look.roles[field].look_for_candidates() end
  end
  add_maps(look, mapping)
  add_year(look, mapping)
  for field, source in pairs(look.told_mapping) do mapping[field] = source end
  look.mapping, look.options, look.questions, look.is_complete = mapping, options_of(look), {}, true
  local function ask(text, is_open)
    look.questions[#look.questions + 1] = text
    if is_open then look.is_complete = false end
  end
  say_likely_kind(look, ask)
  ask_rows(look, ask)
  if look.kind then
    ask_kind(look, mapping, ask)
    ask_writing(look, ask)
    look.command = proposal.command(look.store_path or "STORE", look.file, mapping, look.options)
    look.call = proposal.call(look.file, mapping, look.options)
    return
  end
  ask_fields(look, mapping, ask)
  ask_figures(look, mapping, ask)
  say_left_out(look, mapping, ask)
  ask_writing(look, ask)
  ask_open_ranges(look, ask)
  ask_kinds(look, ask)
  ask_names(look, "zone", mapping, ask)
  ask_names(look, "phenomenon", mapping, ask)
  ask_breakdowns(look, ask)
  -- What is pasted before that is answered imports nothing.
  local shown = look.lacks_count and merged({ count = "COLUMN" }, mapping) or mapping
  look.command = proposal.command(look.store_path or "STORE", look.file, shown, look.options)
  look.call = proposal.call(look.file, with_places(look, shown), look.options)
end

return proposal
