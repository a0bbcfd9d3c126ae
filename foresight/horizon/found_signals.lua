--- found_signals.lua: the signals that a question is of, with what was judged of them and their strength. signals,
--- signal_clusters and promote ask it.
--
-- Example:  list, about = found_signals.of(store, {text="parcels", zone="BE"}, "signals")   list[1].strength

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local pool = require "foresight.register.pool"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"
local strength = require "foresight.horizon.strength"

local found_signals = {}

-- --- where and of what ------------------------------------------------------------------------------------------

local PARENTS = {
  zone = "select c.code as child, p.code as parent from zone_link l join zone c on c.id = l.child join zone p on p.id = l.parent",
  phenomenon = "select c.code as child, p.code as parent from phenomenon c join phenomenon p on p.id = c.parent",
}

--- The codes above each code of a tree: {child = {parent, ...}}.
function found_signals.parents(store, noun)
  local parents = {}
  for _, row in query(store, PARENTS[noun]):rows() do
    parents[row.child] = parents[row.child] or {}
    table.insert(parents[row.child], row.parent)
  end
  return parents
end

-- Whether the code is one of `wanted` or lies under one.
local function is_within(code, wanted, parents, seen)
  if wanted[code] then return true end
  seen = seen or {}
  seen[code] = true
  for _, parent in ipairs(parents[code] or {}) do
    if not seen[parent] and is_within(parent, wanted, parents, seen) then return true end
  end
  return false
end

local function set_of(store, noun, given)
  local set = {}
  for _, each in ipairs(call.list(given)) do set[store:resolve(noun, each)] = true end
  return set
end

-- Keeps those of which `test` holds.
local function keep(list, test)
  local kept = {}
  for _, each in ipairs(list) do
    if test(each) then kept[#kept + 1] = each end
  end
  return kept
end

local function narrow(store, list, spec, callee)
  if spec.zone ~= nil and spec.zone ~= "*" then
    local wanted, parents = set_of(store, "zone", spec.zone), found_signals.parents(store, "zone")
    list = keep(list, function(each)
      for _, zone in ipairs(each.zones) do
        if is_within(zone, wanted, parents) then return true end
      end
      return false
    end)
  end
  if spec.phenomenon ~= nil and spec.phenomenon ~= "*" then
    local wanted, parents = set_of(store, "phenomenon", spec.phenomenon), found_signals.parents(store, "phenomenon")
    list = keep(list, function(each) return each.phenomenon ~= nil and is_within(each.phenomenon, wanted, parents) end)
  end
  if spec.steep ~= nil then
    local wanted, names = {}, { "social", "technological", "economic", "environmental", "political" }
    for _, each in ipairs(call.list(spec.steep)) do wanted[records.one_of(each, names, callee, "steep")] = true end
    list = keep(list, function(each) return wanted[each.steep] end)
  end
  if spec.since ~= nil then
    local since = records.day(spec.since)
    list = keep(list, function(each) return each.seen >= since end)
  end
  return list
end

-- --- text ---------------------------------------------------------------------------------------------------------

local MOST_WORDS = 64 -- FTS5 takes some more

--- A search as FTS5 reads it: every word must be there, "a phrase" as it stands, boat* begins so, OR between two is either.
--- Raises where there is no word.
function found_signals.query_text(text, callee)
  local parts, has_word = {}, false
  local function add(quoted, star)
    if not quoted:find "[%w\x80-\xff]" then return end
    if has_word and parts[#parts] ~= " OR " then parts[#parts + 1] = " AND " end
    parts[#parts + 1] = '"' .. quoted:gsub('"', "") .. '"' .. star
    has_word = true
  end
  -- A phrase is one word while words are parted.
  local marked = text:gsub('"([^"]*)"(%*?)', function(inside, star)
    return " \1" .. inside:gsub("%s+", "\3") .. "\2" .. star .. " "
  end)
  for word in marked:gmatch "%S+" do
    local inside, star = word:match "^\1(.-)\2(%*?)$"
    if inside then
      add((inside:gsub("\3", " ")), star)
    elseif word == "OR" then
      if has_word and parts[#parts] ~= " OR " then parts[#parts + 1] = " OR " end
    else
      add((word:gsub("%*+$", "")), word:find "%*$" and "*" or "")
    end
  end
  if parts[#parts] == " OR " then parts[#parts] = nil end
  if #parts > 2 * MOST_WORDS then
    error(("bad argument 'text' to '%s': more than %d words"):format(callee, MOST_WORDS), 0)
  end
  if not has_word then
    error(("bad argument 'text' to '%s': there is no word in '%s'"):format(callee, text), 0)
  end
  return table.concat(parts)
end

--- A frame of the titles and texts, as core.text_search takes it.
function found_signals.texts(list)
  local rows = {}
  for i, each in ipairs(list) do rows[i] = { title = each.title, text = each.text } end
  return core.frame(rows, { columns = { "title", "text" }, types = { title = "text", text = "text" } })
end

local function search(list, text, callee)
  local found, message = core.text_search(found_signals.texts(list), found_signals.query_text(text, callee))
  if not found then error(message, 0) end
  local kept = {}
  for i, row in found:rows() do
    kept[i] = list[row.row]
    kept[i].score = row.score
  end
  return kept
end

-- --- judgements ---------------------------------------------------------------------------------------------------

local function mean(list)
  local sum = 0
  for _, each in ipairs(list) do sum = sum + each end
  return #list > 0 and sum / #list or nil
end

-- Adds to each signal what roles judged of it; its marking is then as strict as theirs.
local function add_judgements(store, list, day)
  local by_id = {}
  for _, each in ipairs(list) do
    by_id[each.signal], each.likelihoods, each.impacts, each.judgements = each, {}, {}, 0
  end
  for _, row in ipairs(records.of(store, "judgements", day)) do
    local each = by_id[row.signal]
    if each then
      each.judgements = each.judgements + 1
      table.insert(each.likelihoods, row.likelihood)
      table.insert(each.impacts, row.impact)
      if row.marking ~= each.marking then each.marking = records.joined { each.marking, row.marking } end
    end
  end
  for _, each in ipairs(list) do
    each.likelihood, each.impact = #each.likelihoods > 0 and pool(each.likelihoods) or nil, mean(each.impacts)
  end
end

-- --- the call -----------------------------------------------------------------------------------------------------

local function check_half_life(value, callee)
  value = value or strength.HALF_LIFE
  if type(value) ~= "number" or not (value > 0 and value < math.huge) then
    error(("bad argument 'half_life' to '%s': expected a number of days above 0, got %s"):format(callee, tostring(value)), 0)
  end
  return value
end

local function check_ids(list, wanted, callee)
  local by_id, kept, all = {}, {}, {}
  for _, each in ipairs(list) do by_id[each.signal], all[#all + 1] = each, tostring(each.signal) end
  for _, id in ipairs(wanted) do
    if not by_id[id] then
      error(("there is no signal %s to %s: it was never recorded, is retracted, or was not known yet%s"):format(tostring(id),
        callee,
        hint.of(tostring(id), all)), 0)
    end
    kept[#kept + 1] = by_id[id]
  end
  return kept
end

--- The signals as tables, each with what was judged of it, its age in days and its strength on the day of as_of; those found by
--- text in order of rank, else in order of number. `about`: day, half_life, store.
function found_signals.of(store, spec, callee)
  local as_of = spec.as_of and core.period(tostring(spec.as_of), "day") or core.today()
  local day, half_life = records.day(as_of), check_half_life(spec.half_life, callee)
  local list = records.of(store, "signals", day)
  for _, each in ipairs(list) do
    local zones = {}
    for code in (each.zones or ""):gmatch "[^\n]+" do zones[#zones + 1] = code end
    each.zones, each.age = zones, day - each.seen
    each.strength = strength.of(each, each.age, half_life)
  end
  local all = #list
  if spec.ids then list = check_ids(list, spec.ids, callee) end
  list = narrow(store, list, spec, callee)
  if spec.text ~= nil and #list > 0 then list = search(list, spec.text, callee) end
  add_judgements(store, list, day)
  return list, { day = as_of, half_life = half_life, all = all }
end

--- One marking for the signals, as strict as all of them.
function found_signals.marking(list)
  local markings, seen = {}, {}
  for _, each in ipairs(list) do
    if not seen[each.marking] then seen[each.marking], markings[#markings + 1] = true, each.marking end
  end
  return records.joined(markings)
end

return found_signals
