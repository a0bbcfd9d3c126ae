--- expectation.lua: what a plan expects: forecasts with their interval, warnings, drivers and scenarios, each probability in
--- words (ICD 203) beside its number, each with its evidence and the past score of that kind of statement.
--
-- Example:  for _, sentence in ipairs(expectation.forecasts(it)) do print(sentence.text) end

local core = require "glocal.core"
local digest_page = require "foresight.digest.page"
local evidence = require "foresight.plan.evidence"
local outlook = require "foresight.plan.outlook"
local phrases = require "foresight.language.phrases"
local words = require "foresight.brief.words"

local expectation = {}

local fill = phrases.fill
local OWN, ALERTS = 6, 8 -- of the zone's own series, of alerts

local LEVEL = 0.8

-- The past record of forecasts like this one.
local function add_record(it, e, row)
  if row.covered and row.outcomes and row.outcomes > 0 then
    e:let("outcomes", "outlook.outcomes[1]", row.outcomes)
    e:let("covered", "outlook.covered[1]", row.covered)
    e:about(fill(it.plan.evidence.record, { outcomes = e:show("outcomes", "number"), percent = e:show("covered", "percent") }))
  else
    e:about(it.plan.evidence.untried)
  end
end

-- Forecasts one series; adds sentences, the expectation that review looks at, the indicator that watch looks at.
local function add_forecast(it, list, one, asked, name)
  local spec = { zone = asked.zone, phenomenon = one.phenomenon, last = one.last, unit = asked.unit, source = asked.source,
    gaps = asked.gaps, hierarchy = asked.hierarchy, seed = it.seed, as_of = it.as_of, at = it.date }
  local call = "plan.outlook" .. evidence.literal(spec)
  spec.store = it.store
  local made = outlook(spec)
  if not made then return end
  local row = made[1]
  local e, said = evidence.new(it, fill(it.plan.evidence.forecast, { series = phrases.sentence(name) })), it.plan.expectation
  e:let("outlook", call, nil)
  for _, column in ipairs { "mean", "low_80", "high_80", "before" } do
    e:let(column, ("outlook.%s[1]"):format(column), row[column])
  end
  e:let("level", "0.8", LEVEL)
  local word, percent = e:likely "level"
  local text = fill(said.forecast, { series = phrases.sentence(name), last = it.write.month(row.last),
    mean = e:show("mean", "estimate"), low = e:show("low_80", "estimate"), high = e:show("high_80", "estimate"),
      unit = asked.unit_text,
    words = word, percent = percent })
  if row.p_more then
    e:let("p_more", "outlook.p_more[1]", row.p_more)
    word, percent = e:likely "p_more"
    text = text .. " " .. fill(said.more, { before = e:show("before", "number"), words = word, percent = percent })
  end
  if row.last < core.period(it.date, "month") then text = text .. " " .. said.over end
  add_record(it, e, row)
  list[#list + 1] = { text = text, evidence = { e.number } }
  local key = asked.key .. " " .. one.phenomenon .. (asked.unit and " " .. asked.unit or "")
  it.expectations[#it.expectations + 1] = { key = key, name = phrases.sentence(name), zone = asked.zone,
    phenomenon = one.phenomenon,
    unit = asked.unit, source = asked.source, hierarchy = asked.hierarchy, first = row.first, last = row.last,
    before = row.before, mean = row.mean,
    low = row.low_80, high = row.high_80, level = LEVEL, p_more = row.p_more, evidence = e.number }
  it.indicators[#it.indicators + 1] = { key = key, name = phrases.sentence(name), zone = asked.zone, phenomenon = one.phenomenon,
    unit = asked.unit, source = asked.source, hierarchy = asked.hierarchy, first = row.first, last = row.last,
    low = row.low_80, high = row.high_80,
    evidence = e.number, low_text = evidence.formats.estimate(it.write, row.low_80),
    high_text = evidence.formats.estimate(it.write, row.high_80) }
end

--- Forecasts of the zone's own series and of the international ones that matter here.
function expectation.forecasts(it)
  local list = {}
  for i, one in ipairs(it.own.rows) do
    if i <= OWN and one.outlook then
      local unit = one.frame:has "counting_unit" and one.unit or nil
      add_forecast(it, list, one, { zone = it.place.code, key = it.place.code, unit = unit, unit_text = words.unit(it, one.unit),
        hierarchy = it.place.hierarchy, gaps = one.is_event and "zero" or "missing" }, it.phenomena[one.phenomenon])
    end
  end
  for _, found in ipairs(it.figures.topics) do
    local one = found.total or found.name == "channel" and found.rows[1]
    if one and one.every == "month" then
      add_forecast(it, list, one, { zone = one.is_total and found.nodes or one.node, key = found.name, source = found.sources,
        unit_text = words.unit_of(it, one) }, words.series(it, one))
    end
  end
  if #list == 0 then list[1] = { text = it.plan.expectation.no_forecast, is_gap = true } end
  return list
end

-- What detectors of that name were worth: how many of their alarms that were followed up were confirmed.
local function add_alert_record(it, e, method)
  local record = it.alerts.records[method]
  if not record or record.followed == 0 then
    e:about(it.plan.evidence.alarm_untried)
    return
  end
  local call = ("alerts{method=%q, disposition={\"confirmed\", \"explained\", \"false\"}}"):format(method)
  local codes = {}
  for i, one in ipairs(it.alerts.zones) do codes[i] = one.code end
  call = call:gsub("}$", ", zone=" .. evidence.literal(codes):gsub("%%", "%%%%") .. "}")
  e:let("followed", "#" .. call, record.followed)
  e:let("confirmed", "sql([[select count(*) as n from $r where disposition = 'confirmed']], {r=" .. call .. "}).n[1]",
    record.confirmed)
  e:about(fill(it.plan.evidence.alarm_record, { number = e:show("followed", "number"), confirmed = e:show("confirmed",
    "number") }))
end

-- What an indicator of a plan kept before raised.
local function of_indicator(it, latest)
  local e = evidence.new(it, fill(it.plan.evidence.alert, { number = latest.id, series = latest.plan.item }))
  e:let("observed", evidence.value(("alerts{method=%q}"):format(latest.method), "observed", "alert = " .. latest.id),
    latest.observed)
  e:show("observed", "figure")
  return { text = digest_page.plan_text(it.digest_words, it.write, latest, it.place.names[latest.plan.zone] or latest.plan.zone),
    evidence = { e.number } }
end

--- The alerts of a year that concern the zone.
function expectation.warnings(it)
  local list, said = {}, it.plan.expectation
  for i, item in ipairs(it.alerts.list) do
    local latest = item.latest
    if i <= ALERTS and latest.plan then
      list[#list + 1] = of_indicator(it, latest)
    elseif i <= ALERTS and latest.expected then
      local name = fill(it.said.plot.title, { what = phrases.sentence(it.phenomena[item.phenomenon]),
        where = it.place.names[item.zone] })
      local e = evidence.new(it, fill(it.plan.evidence.alert, { number = latest.id, series = name }))
      for _, column in ipairs { "observed", "expected", latest.p and "p" } do
        e:let(column, evidence.value(("alerts{zone=%q}"):format(item.zone), column, "alert = " .. latest.id), latest[column])
      end
      local word, percent
      if latest.p then word, percent = e:likely "p" end
      add_alert_record(it, e, latest.method)
      list[#list + 1] = { text = fill(latest.p and said.alert or said.alert_alone, { series = name,
        period = it.write.month(latest.period),
        observed = e:show("observed", "figure"), expected = e:show("expected", "estimate"), words = word, percent = percent }),
        evidence = { e.number } }
    end
  end
  if #list == 0 then
    local series = it.alerts.surveillance.series
    list[1] = { text = series > 0 and said.no_alert or fill(said.not_watched, { this = it.level.this }), is_gap = series == 0 }
  end
  return list
end

--- Drivers, which rest on weak signals, and the scenarios that the planner gives, each with its probability.
function expectation.scenarios(it)
  local list, said = {}, it.plan.expectation
  for _, one in ipairs(it.drivers) do
    local e = evidence.new(it, fill(it.plan.evidence.driver, { name = one.name }))
    e:let("probability", ("sql([[select probability as n from $r where event = '%s']], {r=drivers{as_of=%q}}).n[1]"):format(
      one.name, it.date), one.probability)
    e:about(it.plan.evidence.driver_record)
    local word, percent = e:likely "probability"
    list[#list + 1] = { text = fill(said.driver, { label = one.label ~= "" and one.label or one.name, words = word,
      percent = percent }),
      evidence = { e.number } }
  end
  for _, one in ipairs(it.spec.scenarios or {}) do
    if one.probability then
      local e = evidence.new(it, fill(it.plan.evidence.scenario, { name = one.name }))
      e:let("probability", ("%.17g"):format(one.probability), one.probability)
      e:about(fill(it.plan.evidence.given, { role = one.role or it.spec.role or it.plan.unknown_role }))
      local word, percent = e:likely "probability"
      list[#list + 1] = { text = fill(said.scenario, { name = one.name, text = one.text or "", words = word, percent = percent }),
        evidence = { e.number } }
    else
      list[#list + 1] = { text = one.name .. (one.text and ": " .. one.text or "") }
    end
  end
  if #list == 0 then list[1] = { text = said.no_scenario, is_gap = true } end
  return list
end

return expectation
