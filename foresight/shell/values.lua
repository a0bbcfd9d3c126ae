--- values.lua: what may stand between the quotes of an argument: codes of zones and phenomena by code or by name in any
--- language, levels, periods, columns, files. For completion.
--
-- Example:  values.offer({word="antw", callee="zones"}, add)   --> BE-11002 shown as "BE-11002  Antwerp (municipality)" ...

local core = require "glocal.core"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local query = require "foresight.shared.query"

local values = {}

-- --- codes and names ------------------------------------------------------------------------------------------

local KINDS = { zone = "n.kind", phenomenon = "''", source = "n.kind" }
local kept = setmetatable({}, { __mode = "k" }) -- by store: the entries of one state, by noun

local function build(store, noun)
  local lang, entries, by_code = locale.preferred(), {}, {}
  local rows = query(store, ([[select n.code, %s as kind, l.lang, l.text from %s n
    left join label l on l.kind = '%s' and l.id = n.id order by n.code]]):format(KINDS[noun], noun, noun))
  local codes, kinds, langs, texts = rows.code, rows.kind, rows.lang, rows.text
  for i = 1, #rows do
    local entry = by_code[codes[i]]
    if not entry then
      entry = { code = codes[i], folded = core.fold(codes[i]), kind = kinds[i] or "", names = {}, keys = {} }
      by_code[codes[i]], entries[#entries + 1] = entry, entry
    end
    if texts[i] then
      entry.names[#entry.names + 1] = texts[i]
      entry.keys[#entry.keys + 1] = core.fold(texts[i])
      if langs[i] == lang then entry.name = texts[i] end
    end
  end
  return entries
end

local function entries_of(store, noun)
  local state, held = store:state(), kept[store]
  if not held or held.state ~= state then
    held = { state = state }
    kept[store] = held
  end
  held[noun] = held[noun] or build(store, noun)
  return held[noun]
end

--- Reads the names of the store that is open, where they are not those of its state already.
function values.prepare()
  if not glocal.store then return end
  entries_of(glocal.store, "zone")
  entries_of(glocal.store, "phenomenon")
end

local function shown(entry, name)
  return ("%s  %s%s"):format(entry.code, name or entry.name or entry.names[1] or "",
    entry.kind ~= "" and " (" .. entry.kind .. ")" or "")
end

-- Whether a word of the name begins with the key; the first one where it is anchored.
local function fits(name, key, anchored)
  local at = name:find(key, 1, true)
  return at == 1 or at and not anchored and name:find("[%s%-%.'(/]", at - 1) == at - 1
end

-- The entries of which a name begins with the key (anchored), or has a word that does; the name of the analyst's own
-- language is shown where it fits.
local function offer_named(entries, key, anchored, add)
  for _, entry in ipairs(entries) do
    local fitting
    for i, each in ipairs(entry.keys) do
      if fits(each, key, anchored) and (not fitting or entry.names[i] == entry.name) then fitting = entry.names[i] end
    end
    if fitting then add(entry.code, shown(entry, fitting)) end
  end
end

-- Codes that begin with the word, then those of which a name does, then those of which a word in a name does. The code is
-- what is put in, as a name may stand for several.
local function offer_noun(noun, word, add)
  if not glocal.store or not utf8.len(word) then return end
  local folded = core.fold(word)
  local entries = entries_of(glocal.store, noun)
  for _, entry in ipairs(entries) do
    if entry.folded:sub(1, #folded) == folded then add(entry.code, shown(entry)) end
  end
  if #folded < 2 or word:find "^[%u%d%-]+$" and word:find "[%-%d]" then return end
  offer_named(entries, folded, true, add)
  if #folded > 2 then offer_named(entries, folded, false, add) end
end

-- --- words of the store, and of the library -------------------------------------------------------------------

local function offer_list(list, word, add)
  for _, each in ipairs(list) do
    if each:sub(1, #word) == word then add(each) end
  end
end

-- The one text column that a query gives.
local function queried(sql)
  return function(context, add)
    if glocal.store then offer_list(query(glocal.store, sql).name, context.word, add) end
  end
end

local function noun(name)
  return function(context, add) offer_noun(name, context.word, add) end
end

local function declared(context, add)
  for _, entry in ipairs(require("foresight.shell.entries").all()) do
    if not entry.internal and entry.name:sub(1, #context.word) == context.word then add(entry.name) end
  end
end

local function files(_, _, result) result.files = true end

local function scores(context, add)
  local names = core.score_names()
  table.insert(names, 1, "all")
  if context.entry.name == "score" then table.move({ "brier", "log_score" }, 1, 2, #names + 1, names) end
  offer_list(names, context.word, add)
end

local function methods(context, add)
  local names = {}
  for i, method in ipairs(core.forecast_methods()) do names[i] = method.name end
  offer_list(names, context.word, add)
end

-- --- columns --------------------------------------------------------------------------------------------------

-- The column names, also behind the minus of a sort.
local function columns(context, add)
  local before, word = context.word:match "^(%-?)(.*)$"
  for _, name in ipairs(context.frame and context.frame:columns() or {}) do
    if name:sub(1, #word) == word then add(before .. name) end
  end
end

-- Of an expression the last word in it is completed, and the string stays open behind it.
local function expression(context, add, result)
  result.open = true
  local before, word = context.word:match "^(.-)([%a_]?[%w_]*)$"
  for _, name in ipairs(context.frame and context.frame:columns() or {}) do
    if name:sub(1, #word) == word then add(before .. name, name) end
  end
end

local LOOKED_AT = 10000 -- rows

-- What a column holds: r:where{zone="
local function column_values(context, add)
  local frame, name = context.frame, context.argument
  if not frame or not frame:has(name) then return end
  local seen = {}
  for i = 1, math.min(#frame, LOOKED_AT) do
    local value = frame:get(i, name)
    if type(value) == "string" and not seen[value] and value:sub(1, #context.word) == context.word then add(value) end
    seen[value or ""] = true
  end
end

-- --- SQL ------------------------------------------------------------------------------------------------------

-- The tables and views of the store, and the frames that the shell knows by their names.
local function table_names()
  local names = {}
  if glocal.store then
    table.move(query(glocal.store, "select name from sqlite_schema where type in ('table', 'view') order by 1").name,
      1, 1000, 1, names)
  end
  for name, value in pairs(_G) do
    if type(name) == "string" and (debug.getmetatable(value) or {}).__name == "glocal.frame" then names[#names + 1] = name end
  end
  return names
end

local function columns_of_table(name)
  local value = rawget(_G, name)
  if (debug.getmetatable(value) or {}).__name == "glocal.frame" then return value:columns() end
  local some = glocal.store and query(glocal.store, ('select * from "%s" limit 0'):format(name))
  return some and some:columns() or {}
end

-- The last word of an SQL text: behind from and join tables, elsewhere the columns of the tables that it names (of all,
-- while it names none).
local function offer_sql(text, add, is_whole)
  local before, word = text:match "^(.-)([%a_]?[%w_]*)$"
  local names, used, candidates = table_names(), {}, {}
  local said = (before:lower():match "%f[%a]from%f[%s](.*)$" or "") .. " "
  if before:lower():find "%f[%a]from%s+$" or before:lower():find "%f[%a]join%s+$" then
    candidates = names
  else
    for _, name in ipairs(names) do
      if said:find("[^%w_]" .. name:lower() .. "[^%w_]") then used[#used + 1] = name end
    end
    if #used == 0 then table.move(names, 1, #names, 1, candidates) end
    for _, name in ipairs(#used > 0 and used or names) do
      for _, column in ipairs(columns_of_table(name)) do candidates[#candidates + 1] = column end
    end
  end
  table.sort(candidates)
  for _, name in ipairs(candidates) do
    if name:sub(1, #word) == word and (word ~= "" or #used > 0 or candidates == names) then
      add((is_whole and before or "") .. name, name)
    end
  end
end

local function sql_text(context, add, result)
  result.open = true
  offer_sql(context.word, add, true)
end

--- Whether the text is a statement in SQL, as the shell takes it.
function values.is_sql(text)
  local first = text:lower():match "^%s*(%a+)%s"
  return first == "select" or first == "with" or first == "explain"
end

--- The names that may stand at the end of a statement in SQL.
function values.offer_sql(text, add)
  offer_sql(text, add, false)
end

-- --- which of them --------------------------------------------------------------------------------------------

-- By the set that a declared parameter takes its values from.
local SETS = {
  zone = noun "zone", phenomenon = noun "phenomenon", source = noun "source", file = files, column = columns,
  expression = expression, method = methods, score = scores, sql = sql_text, name = declared,
  level = queried "select distinct kind as name from zone order by 1",
  hierarchy = queried "select distinct hierarchy as name from zone_link order by 1",
  exposure = queried "select distinct name from exposure order by 1",
  weight = queried 'select distinct "table" as name from weight order by 1',
  facet = queried [[select dimension as name from facet where id > 0 union
    select dimension || ':' || category from facet where id > 0 order by 1]],
}

local function nothing() end

-- What is not declared: functions of Lua itself and of single results, and what stands inside an option.
local UNDECLARED = { dofile = files, explain = SETS.zone, require = nothing, print = nothing }
local NESTED = { per = queried "select distinct name from zone_fact order by 1" }

local function provider_of(context)
  local entry, parameter = context.entry, context.parameter
  if context.argument and entry then
    if entry.name == "frame:where" then return column_values end
    if entry.name == "frame:mutate" then return expression end
  end
  if parameter and parameter.values then
    return function(_, add) offer_list(parameter.values, context.word, add) end
  end
  if parameter then return SETS[parameter.set] or not context.word:find "^[~.]?/" and nothing or nil end
  return NESTED[context.argument] or entry and nothing or UNDECLARED[(context.callee or ""):match "([%w_]+)$"]
end

--- Offers what may stand in the string at the cursor (see cursor.lua; beside it stand `entry`, `parameter` and the
--- `frame` that the call is about) by add(text, shown); sets result.files where it is the name of a file, result.open where the string goes on behind it.
function values.offer(context, add, result)
  local provider = provider_of(context)
  if provider then
    provider(context, add, result)
  elseif context.word:find "^[~.]?/" then
    files(context, add, result)
  else
    offer_noun("zone", context.word, add)
    offer_noun("phenomenon", context.word, add)
  end
end

--- The values of a parameter where they are few and need no store to be told apart, and levels.
function values.few(parameter, add)
  if not parameter then return end
  local function quoted(text) add(('"%s"'):format(text)) end
  for _, each in ipairs(parameter.values or {}) do quoted(each) end
  if parameter.set == "level" then SETS.level({ word = "" }, quoted, {}) end
  if parameter.type == "boolean" then
    add "true"
    add "false"
  end
end

return values
