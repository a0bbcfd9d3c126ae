--- gather.lua: all that a plan is made of, computed once: the zone, its figures and the public ones (as a brief has them),
--- alerts, drivers, priorities and their crosswalk, the calendar.
--
-- Example:  it = gather.of(store, {zone="5345", years={2026, 2031}, lang="nl", date="2026-11-30"})

local below = require "foresight.plan.below"
local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local crosswalk = require "foresight.priority.crosswalk"
local demand_supply_rows = require "foresight.priority.demand_supply_rows"
local digest_items = require "foresight.digest.items"
local figures = require "foresight.brief.figures"
local glocal = require "glocal"
local known = require "foresight.shared.known"
local ledger = require "foresight.plan.ledger"
local lint = require "foresight.priority.lint"
local locale = require "foresight.language.locale"
local own = require "foresight.brief.own"
local phrases = require "foresight.language.phrases"
local places = require "foresight.brief.places"
local portfolio = require "foresight.priority.portfolio"
local priority_rows = require "foresight.priority.priority_rows"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"
local texts = require "foresight.brief.texts"
local topics = require "foresight.brief.topics"

local gather = {}

local YEAR = 365 -- days of alerts

-- The counting unit of each public phenomenon, as its source has it.
local function units_of(store)
  local found = {}
  for _, topic in ipairs(topics.public) do
    found[topic.phenomenon] = query(store, [[select s.counting_unit as unit from observation o
      join source s on s.id = o.source join phenomenon p on p.id = o.phenomenon join zone z on z.id = o.zone
      where (p.code = :phenomenon or p.code like :phenomenon || '.%') and z.kind in ('route', 'country') limit 1]],
      { phenomenon = topic.phenomenon }).unit[1]
  end
  return found
end

-- What the plan is about: the phenomena with figures of the zone, those that exposures bring to it, those of its priorities.
local function phenomena_of(it)
  local list, seen = {}, {}
  local function add(code)
    if code and not seen[code] then seen[code], list[#list + 1] = true, code end
  end
  for _, one in ipairs(it.priorities) do
    if one.is_own and one.status == "in force" then for _, code in ipairs(one.phenomena) do add(code) end end
  end
  for _, one in ipairs(it.own.rows) do add(one.phenomenon) end
  for _, result in ipairs(it.figures.exposed) do add(result.mine and result.about) end
  for _, one in ipairs(it.figures.by_name.victims.rows) do add(one.node == it.place.country and one.phenomenon) end
  return list
end

-- The countries whose own figures a plan has: its own, or the members of a union, each true.
local function members_of(it)
  local set = {}
  if it.place.level ~= "union" then
    set[it.place.country] = true
  else
    for _, code in ipairs(it.place.tree:below(it.place.code, "country")) do set[code] = true end
  end
  return set
end

-- The zones whose texts are asked for: those on the way down to the zone; of a country or union those that it lies in too.
local function texts_path(it)
  if not it.place.is_top then return it.place.path end
  local path = {}
  for i = #it.path_zones, 1, -1 do path[#path + 1] = it.path_zones[i].code end
  return path
end

local function add_priorities(it, spec)
  local asked = { date = it.date, as_of = spec.as_of }
  it.all_priorities = priority_rows.of(it.store, asked)
  it.path_zones = priority_rows.path(it.store, it.place.code, it.date)
  it.priorities = priority_rows.applying(it.all_priorities, it.path_zones)
  it.crosswalk = crosswalk { zone = it.place.code, on = it.date, lang = it.lang, as_of = spec.as_of, store = it.store }
  it.portfolio = portfolio { zone = it.place.code, on = it.date, lang = it.lang, as_of = spec.as_of, store = it.store }
  it.demand_supply = demand_supply_rows.of(it.store, it.place.code, { date = it.date, as_of = spec.as_of, lang = it.lang })
  it.lint = lint.of(it.store, it.place.code, { date = it.date, as_of = spec.as_of })
end

-- The frames' markings and those of priorities, alerts, drivers.
local function marking_of(it, spec)
  local words = { spec.marking or "CLEAR", priority_rows.marking(it.priorities), it.crosswalk:marking(), it.lint.marking,
    it.alerts.marking, it.demand_supply.marking }
  for _, frame in ipairs(it.frames) do words[#words + 1] = frame:marking() end
  for _, one in ipairs(it.drivers) do words[#words + 1] = one.marking end
  return core.frame({}, { marking = table.concat(words, " ") }):marking()
end

local function frames_of(it)
  local frames = table.move(it.own.frames, 1, #it.own.frames, 1, {})
  table.move(it.figures.frames, 1, #it.figures.frames, #frames + 1, frames)
  for _, one in ipairs(it.own.rows) do
    if one.outlook then frames[#frames + 1] = one.outlook.frame end
  end
  table.move(it.below.frames, 1, #it.below.frames, #frames + 1, frames)
  return frames
end

--- The plan's matter; or nil, message, code. `spec`: as plan takes it.
function gather.of(store, spec)
  local lang, date = spec.lang or locale.preferred(), places.day(spec.date)
  local said = phrases.of(lang)
  local it = { store = store, lang = lang, date = date, seed = spec.seed or 1, said = said, words = said.brief, plan = said.plan,
    digest_words = said.digest, write = locale.of(lang), at = spec.at and core.period(spec.at, "month"), exposure = {},
    evidence = {}, expectations = {}, indicators = {}, years = spec.years, version = glocal.version, spec = spec }
  local message, fault
  it.calendar, message, fault = ledger.read(spec.calendar or ledger.SHIPPED)
  if not it.calendar then return nil, message, fault end
  it.state = store:state { as_of = spec.as_of }
  it.as_of = it.state > 0 and it.state or spec.as_of
  local code = places.resolve(store, spec.zone)
  it.place = places.of(store, code, { lang = lang, date = date, as_of = known.state(store, it.as_of), is_top = true })
  it.members = members_of(it)
  it.level = said.levels[it.place.level] or said.levels.zone
  it.phenomena = catalogue.names(store, "phenomenon", lang)
  it.unit_of = units_of(store)
  it.texts, message, fault = texts.read(spec.texts or texts.SHIPPED)
  if not it.texts then return nil, message, fault end
  it.breaks = texts.breaks(it.texts, lang)
  it.figures, message, fault = figures.of(it)
  if not it.figures then return nil, message, fault end
  it.own, message, fault = own.of(it)
  if not it.own then return nil, message, fault end
  it.alerts = digest_items.of(store, code, { since = core.period(date, "day", -YEAR), date = date })
  it.drivers = records.of(store, "drivers", records.day(date))
  add_priorities(it, spec)
  it.below, message, fault = below.of(it)
  if not it.below then return nil, message, fault end
  it.frames = frames_of(it)
  it.marking = marking_of(it, spec)
  it.phenomena_codes = phenomena_of(it)
  it.asked_texts = { path = texts_path(it), phenomena = it.phenomena_codes, date = date, lang = lang }
  return it
end

return gather
