--- values.lua: what may stand between the quotes of an argument: codes of zones and phenomena by code or by name in any
--- language, levels, periods, columns, files. For completion.
--
-- Example:  values.offer({word="antw", callee="zones"}, add)   --> BE-11002 shown as "BE-11002  Antwerp (municipality)" ...

local core = require "glocal.core"
local glocal = require "glocal"
local locale = require "foresight.language.locale"

local values = {}

-- --- codes and names ------------------------------------------------------------------------------------------

local KINDS = { zone = "n.kind", phenomenon = "''", source = "n.kind" }
local kept = setmetatable({}, { __mode = "k" }) -- by store: the entries of one state, by noun

local function build(store, noun)
  local lang, entries, by_code = locale.preferred(), {}, {}
  local rows = store:sql(([[select n.code, %s as kind, l.lang, l.text from %s n
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

local function listed(...)
  local list = { ... }
  return function(context, add) offer_list(list, context.word, add) end
end

-- The one text column that a query gives.
local function queried(sql)
  return function(context, add)
    if glocal.store then offer_list(glocal.store:sql(sql).name, context.word, add) end
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

local function scores(...)
  local more = { "all", ... }
  return function(context, add)
    local names = require "glocal.core".score_names()
    offer_list(table.move(more, 1, #more, #names + 1, names), context.word, add)
  end
end

local function forecast_methods(context, add)
  local names = {}
  for i, method in ipairs(require "glocal.core".forecast_methods()) do names[i] = method.name end
  offer_list(names, context.word, add)
end

local levels = queried "select distinct kind as name from zone order by 1"

-- --- columns --------------------------------------------------------------------------------------------------

-- The column names; of an expression the last word in it is completed, and the string stays open behind it.
local function columns(context, add, result)
  local called = (context.callee or ""):match "([%w_]+)$"
  result.open = called == "where" or called == "mutate"
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

-- Tables, views and their columns: the last word of an SQL text.
local function sql_names(context, add, result)
  local store = glocal.store
  result.open = true
  if not store then return end
  local before, word = context.word:match "^(.-)([%a_]?[%w_]*)$"
  local names = store:sql "select name from sqlite_schema where type in ('table', 'view') order by 1".name
  for i = 1, #names do
    local some = store:sql(('select * from "%s" limit 0'):format(names[i]))
    table.move(some and some:columns() or {}, 1, 99, #names + 1, names)
  end
  for _, name in ipairs(names) do
    if name:sub(1, #word) == word then add(before .. name, name) end
  end
end

-- --- which of them --------------------------------------------------------------------------------------------

local BY_ARGUMENT = {
  zone = noun "zone", zones = noun "zone", phenomenon = noun "phenomenon", source = noun "source",
  level = levels, kind = levels, every = listed("day", "week", "month", "quarter", "year", "all"),
  measures = listed("events", "count", "value", "weighted"), gaps = listed("zero", "missing"),
  lang = listed("nl", "fr", "de", "en"),
  hierarchy = queried "select distinct hierarchy as name from zone_link order by 1",
  exposure = queried "select distinct name from exposure order by 1",
  weight = queried 'select distinct "table" as name from weight order by 1',
  facet = queried [[select dimension as name from facet where id > 0 union
    select dimension || ':' || category from facet where id > 0 order by 1]],
  per = queried "select distinct name from zone_fact order by 1",
  reference = listed "benelux", as = listed("observations", "zones", "links", "facts", "successions", "phenomena",
    "weights", "sources", "exposures"),
}

-- By the name of what is called, and its argument where there are several.
local BY_CALL = {
  ["backtest.by"] = listed("horizon", "method", "series"), ["pool.method"] = listed("linear", "log_odds"),
  ["calibration.by"] = listed("method", "phenomenon", "zone", "author", "kind"),
  ["forecast.method"] = forecast_methods, ["backtest.methods"] = forecast_methods,
  ["backtest.reference"] = forecast_methods, ["backtest.scores"] = scores(), ["score.scores"] = scores("brier", "log_score"),
  ["impact.to"] = levels, ["brief.to"] = files, ["plot.to"] = files, open = files, init = files, import = files,
  to_csv = files, to_json = files, to_xlsx = files, journal = files, dofile = files, help = declared, example = declared,
  zones = noun "zone", ["zones.find"] = noun "zone", ["zones.children"] = noun "zone",
  ["zones.ancestors"] = noun "zone", phenomena = noun "phenomenon", ["phenomena.find"] = noun "phenomenon",
  ["phenomena.children"] = noun "phenomenon", ["phenomena.ancestors"] = noun "phenomenon", sources = noun "source",
  named = BY_ARGUMENT.lang, where = columns, mutate = columns, select = columns, sort = columns, sum = columns,
  get = columns, has = columns, type = columns, with = columns, sql = sql_names, explain = noun "zone",
  history = function() end, require = function() end, print = function() end,
}

local function provider_of(context)
  local callee = (context.callee or ""):gsub(":", ".")
  local last = callee:match "([%w_]+)$" or ""
  if context.argument then
    if last == "where" then return column_values end
    if last == "mutate" then return columns end
    return BY_CALL[last .. "." .. context.argument] or BY_ARGUMENT[context.argument]
  end
  return BY_CALL[callee] or BY_CALL[last]
end

--- Offers what may stand in the string at the cursor (see cursor.lua; `frame` beside it is the frame that a method is
--- called on) by add(text, shown); sets result.files where it is the name of a file, result.open where the string goes on behind it.
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

--- The values of an argument where they are few and need no store to be told apart: every, lang, measures, level.
function values.few(argument, add)
  if argument == "every" or argument == "lang" or argument == "measures" or argument == "level" then
    BY_ARGUMENT[argument]({ word = "" }, function(text) add(('"%s"'):format(text)) end, {})
  end
end

return values
