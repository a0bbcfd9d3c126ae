--- signals.lua: the weak signals that a store has, searched, weighed by source and age, as a frame that draws itself.
--
-- Example:  signals{text="colis OR pakket*", zone="BE", phenomenon="drugs", since="2026-01"}:plot()

local core = require "glocal.core"
local found_signals = require "foresight.horizon.found_signals"
local glocal = require "glocal"
local records = require "foresight.shared.records"

local TYPES = { signal = "integer", title = "text", zones = "text", phenomenon = "text", seen = "text", steep = "text",
  likelihood = "real", impact = "real", judgements = "integer", strength = "real", age = "integer", source = "text",
  reliability = "text", credibility = "integer", horizon = "text", score = "real", text = "text", lang = "text",
    recorded = "text",
  marking = "text" }

local function columns_of(spec)
  local columns = { "signal", "title", "zones", "phenomenon", "seen", "steep", "likelihood", "impact", "judgements", "strength",
    "age",
    "source", "reliability", "credibility", "horizon" }
  if spec.text then columns[#columns + 1] = "score" end
  return table.move({ "text", "lang", "recorded", "marking" }, 1, 4, #columns + 1, columns)
end

local function horizon_text(each)
  if not each.horizon_from then return nil end
  return ("%s..%s"):format(records.date(each.horizon_from), records.date(each.horizon_to))
end

local function row_of(each)
  return {
    signal = each.signal, title = each.title, zones = #each.zones > 0 and table.concat(each.zones, ", ") or nil,
    phenomenon = each.phenomenon, seen = records.date(each.seen), steep = each.steep, likelihood = each.likelihood,
    impact = each.impact, judgements = each.judgements, strength = each.strength, age = each.age, source = each.source,
    reliability = each.reliability, credibility = each.credibility, horizon = horizon_text(each), score = each.score,
    text = each.text, lang = each.lang, recorded = records.date(each.known), marking = each.marking,
  }
end

local function note_text(list, about, spec)
  if about.all == 0 then
    return ("no signals known on %s: signal{...} records one, signals_from(f) those of a frame"):format(about.day)
  end
  local unjudged = 0
  for _, each in ipairs(list) do
    if not (each.likelihood and each.impact) then unjudged = unjudged + 1 end
  end
  local said = { ("%d of %d signals known on %s"):format(#list, about.all, about.day),
    ("strength: weight of the grading x 0.5^(age / %g days)"):format(about.half_life) }
  if spec.text then said[#said + 1] = "score: BM25, accents and capitals ignored, the best first" end
  if unjudged > 0 then
    said[#said + 1] = ("%d without a likelihood or an impact: judge_signal(number, {role=..., likelihood=..., impact=...})")
      :format(unjudged)
  end
  return table.concat(said, "; ") .. "."
end

--- The weak signals that a store has. Without `text` the strongest come first. Strength is the weight of the grading (reliability
--- and credibility each 1 for A and 1, a fifth less a step, 0.5 for F and 6, multiplied: a judgement) halved every half-life
--- since the signal was seen. Likelihood is the mean of what roles judge, impact theirs too; null where none did. s:plot() draws
--- likelihood by impact.
--- @function signals
--- @param spec? table
--- @option text? string words that must all be there, in title or text; "a phrase", boat*, a OR b; accents and capitals are
---   ignored
--- @option zone? string|string[] <zone> in one of these, or in a zone of them
--- @option phenomenon? string|string[] <phenomenon> of one of these, or of one under them
--- @option steep? string|string[] of these kinds
--- @option since? string seen on that day or later
--- @option as_of? string = (today) as known on that day: signals, judgements, retractions; age and strength are of it
--- @option half_life? number = 180 [days] after which a signal is half as strong
--- @option store? store = (the current one) the store to read
--- @return frame signal (its number), title, zones, phenomenon, seen, steep, likelihood, impact, judgements (how many), strength,
---   age (days), source, reliability, credibility, horizon, score (with text), text, lang, recorded, marking; marked as its rows
---   are
--- @raises an unknown zone, phenomenon or kind, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example signals{text="no-such-word"}:columns()[2] --> title
--- @example select(2, pcall(signals, {steep="economical"})):match "did you mean.*" --> did you mean 'economic'?
local function signals(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local list, about = found_signals.of(store, spec, "signals")
  if not spec.text then
    table.sort(list, function(a, b)
      if a.strength ~= b.strength then return a.strength > b.strength end
      return a.signal < b.signal
    end)
  end
  local rows = {}
  for i, each in ipairs(list) do rows[i] = row_of(each) end
  local bubbles = { x = "likelihood", y = "impact", size = "strength", name = "title", group = "steep", of = "signals" }
  return core.frame(rows, { columns = columns_of(spec), types = TYPES, marking = found_signals.marking(list) }):attach {
    note_text = note_text(list, about, spec), bubbles = bubbles, kept = { bubbles = bubbles } }
end

return signals
