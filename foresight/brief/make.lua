--- make.lua: computes a brief: the zone, its figures, the public ones, what they mean there, and the page with all of it in
-- words. brief.lua makes one of it, foresight/awareness those of all zones, which share a memo (memo.lua).
--
-- Example:  it = make.of({zone = "5345", lang = "nl"}, {store = store, memo = {}})   it.page.blocks[1].kind   --> heading

local glocal = require "glocal"
local catalogue = require "foresight.shared.catalogue"
local channels = require "foresight.brief.channels"
local core = require "glocal.core"
local exposure = require "foresight.cube.exposure"
local figures = require "foresight.brief.figures"
local hint = require "foresight.shared.hint"
local known = require "foresight.shared.known"
local lately = require "foresight.brief.lately"
local locale = require "foresight.language.locale"
local memo = require "foresight.brief.memo"
local own = require "foresight.brief.own"
local page = require "foresight.brief.page"
local phrases = require "foresight.language.phrases"
local places = require "foresight.brief.places"
local query = require "foresight.shared.query"
local sections = require "foresight.brief.sections"
local texts = require "foresight.brief.texts"
local topics = require "foresight.brief.topics"

local make = {}

-- exposure = {crossings = "gateways"}: by topic; raises for a topic there is none of, for a table that the store has not, whatever
-- figures it would be for, and for shares by population, which say the same of every zone.
local function check_exposure(store, given)
  local names, is_known = {}, {}
  for i, topic in ipairs(topics.exposed) do
    names[i], is_known[topic.name] = topic.name, true
  end
  for name, table_name in pairs(given or {}) do
    if not is_known[name] then
      error(("unknown topic '%s'%s"):format(tostring(name), hint.of(name, names, "a brief has")), 0)
    end
    exposure.check(store, table_name)
    if table_name == "population" then
      error(("bad argument 'exposure' to 'brief': by population %s would come to the same rate in every zone: name a table of "
        .. "exposures"):format(name), 0)
    end
  end
  return given or {}
end

-- A word for a command line, in quotes where the shell would read more into it.
local function shell_word(word)
  if word:match "^[%w_./:+@,-]+$" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

local function last_month(all)
  local last
  for _, found in ipairs(all.topics) do
    for _, one in ipairs(found.rows) do
      if one.every == "month" and (not last or one.last > last) then last = one.last end
    end
  end
  return last
end

-- The command that makes the same page again, whatever is added to the store later: as one line, and broken as a shell
-- allows it.
local function command_of(brief, spec, at)
  local words = { "glocal run --store " .. shell_word(brief.store:path()), "scripts/zone_brief.lua",
    "--zone " .. shell_word((brief.place.code:gsub("^BE%-PZ", ""))), "--lang " .. brief.lang,
    "--as-of " .. (brief.state > 0 and brief.state or spec.as_of or 0) }
  if at then words[#words + 1] = "--at " .. at end
  words[#words + 1] = "--date " .. brief.place.date
  if spec.seed then words[#words + 1] = "--seed " .. spec.seed end
  if spec.texts then words[#words + 1] = "--texts " .. shell_word(spec.texts) end
  if spec.words then words[#words + 1] = "--words " .. shell_word(spec.words) end
  if spec.marking then words[#words + 1] = "--marking " .. shell_word(spec.marking) end
  local overridden = {}
  for name, of_topic in pairs(spec.exposure or {}) do overridden[#overridden + 1] = name .. "=" .. of_topic end
  table.sort(overridden)
  for _, each in ipairs(overridden) do words[#words + 1] = "--exposure " .. shell_word(each) end
  local lines, width = {}, 0
  for i, word in ipairs(words) do
    local breaks = i > 1 and width + #word > 70
    lines[#lines + 1] = (breaks and " \\\n  " or i > 1 and " " or "") .. word
    width = (breaks and 2 or width + 1) + #word
  end
  return table.concat(words, " "), table.concat(lines)
end

-- What the brief is about, the most telling first: it settles which texts are chosen.
local function phenomena_of(it)
  local list, seen = {}, {}
  local function add(code)
    if code and not seen[code] then list[#list + 1] = code end
    if code then seen[code] = true end
  end
  local changed = table.move(it.own.rows, 1, #it.own.rows, 1, {})
  table.sort(changed, function(a, b)
    local a_z, b_z = math.abs(a.z or 0), math.abs(b.z or 0)
    if a_z ~= b_z then return a_z > b_z end
    return a.phenomenon < b.phenomenon
  end)
  for _, one in ipairs(changed) do add(one.phenomenon) end
  for _, result in ipairs(it.figures.exposed) do add(result.mine and result.about) end
  for _, mover in ipairs { "rise", "fall" } do add(it.figures[mover] and it.figures[mover].phenomenon) end
  for _, one in ipairs(it.figures.by_name.victims.rows) do
    add(one.node == it.place.country and one.phenomenon)
  end
  return list
end

-- The counting unit of each public phenomenon, as its source has it.
local function unit_of(it)
  local found = {}
  for _, topic in ipairs(topics.public) do
    found[topic.phenomenon] = query(it.store, [[select s.counting_unit as unit from observation o
      join source s on s.id = o.source join phenomenon p on p.id = o.phenomenon join zone z on z.id = o.zone
      where (p.code = :phenomenon or p.code like :phenomenon || '.%') and z.kind in ('route', 'country') limit 1]],
      { phenomenon = topic.phenomenon }).unit[1]
  end
  return found
end

-- Everything that is computed, into `it`; true, or nil, message, code.
local function compute(it, spec, run)
  it.state = it.store:state { as_of = spec.as_of }
  it.as_of = it.state > 0 and it.state or spec.as_of -- 0: nothing was known on that date, and the date says so
  it.place = places.of(it.store, places.resolve(it.store, spec.zone),
    { lang = it.lang, date = it.date, as_of = known.state(it.store, it.as_of), memo = it.memo })
  local message, code
  it.texts, message, code = memo.once(it, "texts", function() return texts.read(spec.texts or texts.SHIPPED) end)
  if not it.texts then return nil, message, code end
  it.breaks = memo.once(it, "breaks " .. it.lang, function() return texts.breaks(it.texts, it.lang) end)
  it.figures, message, code = figures.of(it)
  if not it.figures then return nil, message, code end
  it.own, message, code = own.of(it)
  if not it.own then return nil, message, code end
  it.lately, message, code = lately.of(it)
  if not it.lately then return nil, message, code end
  it.frames = table.move(it.own.frames, 1, #it.own.frames, 1, {})
  for _, one in ipairs(it.own.rows) do
    if one.outlook then it.frames[#it.frames + 1] = one.outlook.frame end
  end
  table.move(it.figures.frames, 1, #it.figures.frames, #it.frames + 1, it.frames)
  table.move(it.lately.frames, 1, #it.lately.frames, #it.frames + 1, it.frames)
  it.has_figures = #it.figures.frames > 0
  it.channels = channels.of(it)
  it.frames[#it.frames + 1] = it.channels.frame
  it.demanded = run.demand and run.demand(it)
  if it.demanded then it.frames[#it.frames + 1] = it.demanded.frame end
  it.marking = figures.marking(it.frames, spec.marking)
  it.phenomena_codes = phenomena_of(it)
  return true
end

--- The brief as a table: what was computed and `page`, its blocks (page.lua); or nil, message, code. `spec` as of brief{};
--- `run`: store, memo, and of a run of many zones `together`, their codes, whose own figures are read at once, and `pictures`, a
--- list that takes what is to be drawn ({canvas, options, block}) once all pages are there; `lead(it)` gives blocks that come first,
--- `demand(it)` what stands first in the annex: {frame, blocks(it)}.
function make.of(spec, run)
  local store, lang = run.store, spec.lang or locale.preferred()
  local said = phrases.of(lang)
  local it = {
    store = store, lang = lang, words = said.brief, digest_words = said.digest,
    awareness_words = said.awareness, memo = run.memo, together = run.together,
    pictures = run.pictures,
    plot_title = said.plot.title, publishers = said.publishers,
    licences = said.licences, write = locale.of(lang), date = places.day(spec.date), seed = spec.seed or 1,
    at = spec.at and core.period(spec.at, "month"), exposure = check_exposure(store, spec.exposure), version = glocal.version,
    as_of_text = spec.as_of and tostring(spec.as_of), texts_name = (spec.texts or "texts.csv"):match "[^/]+$",
  }
  local done, message, code = compute(it, spec, run)
  if not done then return nil, message, code end
  it.phenomena = memo.once(it, "phenomena " .. lang, function() return catalogue.names(store, "phenomenon", lang) end)
  it.level = said.levels[it.place.level] or said.levels.zone
  it.store_name = store:path():match "[^/]+$"
  it.unit_of = memo.once(it, "units", function() return unit_of(it) end)
  it.command, it.command_lines = command_of(it, spec, it.at or last_month(it.figures))
  it.lead = run.lead and run.lead(it)
  it.page, message, code = page.of(it)
  if it.page then it.page, message, code = sections.arrange(it.page, "brief") end
  if not it.page then return nil, message, code end
  return it
end

return make
