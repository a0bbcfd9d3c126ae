--- outlook.lua: the twelve months ahead of one series, as a row: the sum expected, its 80 % interval, the probability of more
--- than in the twelve months before, and how often past intervals held.
--
-- Example:  plan.outlook{zone="RT-WBALKAN", phenomenon="migration.crossing", last="2025-04"}
-- Reference: of the interval of the sum foresight/brief/outlook.lua; of the error function normal.lua.

local core = require "glocal.core"
local glocal = require "glocal"
local call = require "foresight.shared.call"
local outlooks = require "foresight.brief.outlook"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local series = require "foresight.brief.series"

local Z80 = 1.2815515655446004 -- the normal deviate of the ends of an 80 % interval

local function months_of(frame, last)
  local first
  for _, period in ipairs(frame.period) do first = (not first or period < first) and period or first end
  local count = 0
  while core.period(last, "month", -count) >= first do count = count + 1 end
  return count
end

-- One series of all zones together; months in which none has a row are left out.
local function added_up(store, frame)
  local sums = query(store, "select period, sum(count) as count from $r group by period order by period", { r = frame })
  local rows = {}
  for i, row in sums:rows() do rows[i] = { zone = "TOTAL", period = row.period, count = row.count } end
  return core.frame(rows, { columns = { "zone", "period", "count" }, types = { zone = "text", period = "month",
    count = "integer" },
    marking = frame:marking() })
end

--- The next twelve months of a monthly series. The sum is what the months are expected to add up to; `p_more` is the
--- probability, by a normal distribution with the spread of the interval, that it is above the count of the twelve months up
--- to `last`.
--- @function plan.outlook
--- @param spec table
--- @option zone string|string[] <zone> the zone; several are added up
--- @option phenomenon string <phenomenon> of what
--- @option last string the last whole month of the figures
--- @option hierarchy? string <hierarchy> the tree of zones, such as "police"
--- @option unit? string only this counting unit
--- @option source? string|string[] <source> only what these sources reported
--- @option gaps? string = "missing" {zero|missing} what months without a row are
--- @option seed? integer = 1 of the simulations
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option at? string = (end of `last`) the date of the zones
--- @option store? store = (the current one) the store to read
--- @return frame one row: first, last (of the months ahead), before, mean, low_80, high_80, p_more, outcomes (past forecasts
---   tried), covered (the share of them within the interval; null: not tried)
--- @fails invalid: fewer than 24 months, or nothing that a forecast can be made of
--- @needs store.read
--- @since 0.1
--- @example select(3, plan.outlook{zone="5345", phenomenon="drugs", last="2025-04"}) --> invalid
local function outlook(spec)
  local store = glocal.use(spec.store)
  local last = core.period(spec.last, "month")
  local frame, message, code = rollup { zone = spec.zone, phenomenon = spec.phenomenon, every = "month", to = last,
    source = spec.source, as_of = spec.as_of, at = spec.at, hierarchy = spec.hierarchy, store = store }
  if not frame then return nil, message, code end
  if spec.unit and frame:has "counting_unit" then frame = frame:where { counting_unit = spec.unit } end
  if #frame == 0 then return nil, "there are no figures to forecast", "invalid" end
  if #call.list(spec.zone) > 1 then frame = added_up(store, frame) end
  local made = outlooks.of(frame, months_of(frame, last), series.last_day(last), spec.seed or 1, spec.gaps or "missing")
  if not made then return nil, "a forecast needs 24 months and a course that can be told", "invalid" end
  local values = series.values(frame)
  local before, total = series.window(values, "month", last, true), made.total
  local spread = (total.high - total.mean) / Z80
  local row = { first = made.periods[1], last = made.periods[#made.periods], before = before.low, mean = total.mean,
    low_80 = total.low, high_80 = total.high, outcomes = made.outcomes, covered = made.covered,
    p_more = spread > 0 and core.distribution_tail("normal", before.low + 0.5, { mean = total.mean, sd = spread }) or nil }
  return core.frame({ row }, {
    columns = { "first", "last", "before", "mean", "low_80", "high_80", "p_more", "outcomes", "covered" },
    types = { first = "month", last = "month", before = "integer", mean = "real", low_80 = "real", high_80 = "real",
      p_more = "real", outcomes = "integer", covered = "real" }, marking = made.frame:marking(),
  })
end

return outlook
