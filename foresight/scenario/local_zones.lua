--- local_zones.lua: what a scenario means for local zones: quantities of a run allocated by exposure, draw by draw, as impact does
--- with figures. The sums are those of core/model/allocate.c.
--
-- Example:  r:impact {quantity="arrivals", zone="RT-CHANNEL", phenomenon="smuggling", exposure="channel"}
--           m:compare(variant):impact {...}     the same of a difference: which zones change most

local build = require "foresight.scenario.build"
local call = require "foresight.shared.call"
local core = require "glocal.core"
local glocal = require "glocal"
local number = require "foresight.shared.number"

local WHOLE = 1000000000000 -- a figure whose parts, in thousandths, are its shares to 15 digits
local LEFT = "OUTSIDE"
local inside -- what run.lua knows of runs: fields_of, output_of, rows_at, level_columns

local SHARED = { "to", "within", "at", "as_of", "store" } -- options of impact that are those of all sources
local OWN = { "quantity", "zone", "phenomenon", "exposure", "base", "spread" }

-- --- sources ------------------------------------------------------------------------------------------------------

local function need(source, name, what)
  if type(source[name]) ~= "string" then
    error(("bad argument '%s' to 'impact': %s"):format(name, what), 0)
  end
  return source[name]
end

-- The quantities and where each is: those of `of`, what they do not say being that of the call; or the call itself.
local function sources_of(spec)
  local sources = {}
  for i, each in ipairs(spec.of or { spec }) do
    sources[i] = {}
    for _, name in ipairs(OWN) do
      sources[i][name] = each[name] == nil and spec[name] or each[name]
    end
    for name in pairs(spec.of and each or {}) do
      if sources[i][name] == nil then
        error(("bad argument 'of' to 'impact': there is no '%s': each takes %s"):format(tostring(name),
          table.concat(OWN, ", ")), 0)
      end
    end
    need(sources[i], "quantity", "say which quantity of the model, as in quantity=\"arrivals\"")
    need(sources[i], "zone", "say of which zone the quantity is, as in zone=\"RT-CHANNEL\"")
    need(sources[i], "phenomenon", "say of which phenomenon the quantity is, as in phenomenon=\"smuggling\"")
  end
  if #sources == 0 then error("bad argument 'of' to 'impact': it names no quantity", 0) end
  return sources
end

-- The shares of a source by zone, as impact allocates a large figure; or nil, message, code.
local function shares_of(source, spec, store)
  local asked = { exposure = source.exposure, base = source.base, spread = source.spread }
  for _, name in ipairs(SHARED) do asked[name] = spec[name] end
  local function code_of(noun) return build.core(store.resolve, store, noun, source[noun]) end
  asked.of = core.frame { { zone = code_of "zone", phenomenon = code_of "phenomenon", count = WHOLE } }
  return glocal.impact(asked)
end

-- The zones on which any of the sources bears, in the order of impact, what falls outside last.
local function zones_of(frames)
  local zones, parts, seen = {}, {}, {}
  for _, part in ipairs { "zone", "cyberspace" } do
    local found = {}
    for _, frame in ipairs(frames) do
      for _, row in frame:rows() do
        if row.part == part and not seen[row.zone] then
          seen[row.zone] = true
          found[#found + 1] = row.zone
        end
      end
    end
    table.sort(found)
    for _, zone in ipairs(found) do zones[#zones + 1], parts[#parts + 1] = zone, part end
  end
  zones[#zones + 1], parts[#parts + 1] = LEFT, "outside"
  return zones, parts
end

-- The shares in the order of the zones, one source after the other, with the keys of their random numbers.
local function table_of(sources, frames, zones)
  local made = { weights = {}, lows = {}, highs = {}, keys = {} }
  for i, frame in ipairs(frames) do
    local at = {}
    for _, row in frame:rows() do at[row.zone] = row end
    for k = 1, #zones - 1 do
      local row, place = at[zones[k]], #made.weights + 1
      local weight = row and row.estimate / WHOLE or 0
      made.weights[place] = weight
      made.lows[place] = row and math.min(row.low / WHOLE, weight) or 0
      made.highs[place] = row and math.min(1, math.max(row.high / WHOLE, weight)) or 0
      made.keys[place] = ("share of %s, %s, by %s in %s"):format(sources[i].zone, sources[i].phenomenon,
        sources[i].exposure or "population", zones[k])
    end
  end
  return made
end

-- --- the frame ----------------------------------------------------------------------------------------------------

-- The unit of the figures; one without a unit fits all.
local function unit_of(fields, outputs, is_total)
  local unit, of = "", nil
  for _, i in ipairs(outputs) do
    local own = fields.units[i]
    if own ~= "" and unit ~= "" and own ~= unit then
      error(("'%s' is in %s, '%s' in %s: they can't be added up"):format(of, unit, fields.names[i], own), 0)
    end
    if own ~= "" then unit, of = own, fields.names[i] end
  end
  if is_total then unit = unit:gsub("/month$", "") end -- months of a rate per month add up to a number
  return unit ~= "" and unit or nil
end

local function share_text(value)
  return ("%.3g %%"):format(100 * value)
end

-- How much of each source falls outside, by the weights as they are assumed.
local function outside_text(sources, frames)
  local said = {}
  for i, frame in ipairs(frames) do
    local share = 0
    for _, row in frame:rows() do
      if row.part == "outside" then share = share + row.estimate / WHOLE end
    end
    said[i] = ("of '%s' %s fall to no zone (%s)"):format(sources[i].quantity, share_text(share), LEFT)
  end
  return table.concat(said, ", ")
end

-- What its plot is of: the quantities and their unit, which the columns do not say.
local function what_of(fields, sources, unit)
  local names, seen = {}, {}
  for _, source in ipairs(sources) do
    if not seen[source.quantity] then names[#names + 1], seen[source.quantity] = source.quantity, true end
  end
  return function(words)
    local text = words.write.list(names) .. (unit and (" (%s)"):format(words.unit(unit)) or "")
    return fields.is_difference and words.fill(words.results.titles.difference, { list = text }) or text
  end
end

local function note_of(fields, spec, sources, frames, scaled)
  local said = { ("%s draws, seed %d"):format(number.shown(fields.about.draws), fields.seed) }
  if fields.is_difference then said[#said + 1] = "Differences between two variants, draw by draw" end
  said[#said + 1] = spec.certain and "Shares as assumed, without their uncertainty"
    or "Shares drawn between their bounds (beta, the assumed share as mean), each by itself"
  said[#said + 1] = "Assumed: " .. outside_text(sources, frames)
  if scaled > 0 then
    said[#said + 1] = ("In %s draws the shares came to more than 1 and were divided by their sum"):format(number.shown(scaled))
  end
  for _, fault in ipairs(fields.about.faults) do
    said[#said + 1] = ("%s in '%s' in %s draws: left out"):format(fault.what, fault.quantity, number.shown(fault.draws))
  end
  return table.concat(said, ". ") .. "."
end

--- Allocates quantities of a run to local zones by exposure, as impact does with figures, draw by draw: the uncertainty of the
--- model and that of the shares are in each zone's figure. Of a comparison it shows which zones change most.
--- @function run:impact
--- @param spec table
--- @option quantity? string which quantity of the model
--- @option zone? string <zone> the international or national zone that it is of
--- @option phenomenon? string <phenomenon> and the phenomenon, by which the exposure is found
--- @option exposure? string = "population" <exposure> an exposure table of the store, or "population"
--- @option of? table[] several quantities, added up draw by draw: a table of quantity, zone, phenomenon, exposure, base, spread
---   for each; what it does not say is that of the call
--- @option to? string = "police_zone" <level> the level of the local zones
--- @option within? string <zone> a zone that holds the local zones
--- @option base? string = "EU" <zone> whose population is the whole where the zone holds no local zone
--- @option spread? number = 2 [factor] by population the true share is judged to lie within this factor of the assumed one
--- @option certain? boolean = false take the shares as they are assumed, without their uncertainty
--- @option total? boolean = false one row for each zone: all months (or those of `months`) added up in each draw
--- @option months? string|string[] = (all) the first and the last month, or the only one
--- @option levels? number|number[] = {80, 95} the intervals: 80 is from the 10 % to the 90 % quantile
--- @option at? string = (today) the date of the zones and the population
--- @option as_of? string|integer the zones, populations and exposures known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame zone, month, part (zone, cyberspace, outside), mean, sd, of a comparison increase (how likely it is above 0),
---   median, low_80, high_80 ...; what falls to no zone is the row OUTSIDE, and all rows of a month add up to the quantity
--- @raises an unknown quantity, zone, phenomenon or exposure; quantities in different units; draws that the run does not keep
--- @needs store.read
--- @since 0.1
--- @example m = model{from="2026-01", months=2}
--- @example m.rate = model.lognormal{low=800, high=1500, unit="people/month"}
--- @example m.arrivals = m.rate * 1
--- @example i = m:run{draws=1000}:impact{quantity="arrivals", zone="RT-CHANNEL", phenomenon="smuggling", exposure="channel"}
--- @example i:where{zone="BE-PZ5461"}.mean[1] > 10 --> true
local function run_impact(self, spec)
  local fields = inside.fields_of(self)
  local store = glocal.use(spec.store)
  local sources, frames, outputs = sources_of(spec), {}, {}
  for i, source in ipairs(sources) do
    outputs[i] = inside.output_of(fields, source.quantity, "impact")
    local frame, message, code = shares_of(source, spec, store)
    if not frame then return nil, message, code end
    frames[i] = frame
  end
  local zones, parts = zones_of(frames)
  local asked = table_of(sources, frames, zones)
  local months = spec.months and call.list(spec.months) or {}
  asked.outputs, asked.zones, asked.parts = outputs, zones, parts
  asked.certain, asked.total = spec.certain or false, spec.total or false
  asked.first = inside.rows_at(fields, months[1], "impact", "months")
  asked.last = select(2, inside.rows_at(fields, months[#months], "impact", "months"))
  if asked.first > asked.last then error("bad argument 'months' to 'impact': the first month is after the last", 0) end
  asked.quantiles, asked.names = inside.level_columns(spec.levels and call.list(spec.levels) or { 80, 95 }, "impact")
  asked.measures = fields.is_difference and { "mean", "sd", "increase" } or { "mean", "sd" }
  asked.unit = unit_of(fields, outputs, spec.total)
  local clock = fields.state.clock
  asked.month, asked.time_unit = clock.first and clock.first - 1970 * 12 or nil, clock.unit
  asked.sources = { fields.base, table.unpack(frames) }
  asked.call = fields.call .. ":" .. call.text(run_impact, spec, { at = core.today() }, "impact")
  local frame, scaled, code = build.core(fields.left.allocate, fields.left, asked)
  if not frame then return nil, scaled, code end
  local kept = { result = { what_text = what_of(fields, sources, asked.unit) }, map_day = frames[1]:attached "map_day" }
  return frame:attach { note_text = note_of(fields, spec, sources, frames, scaled), result = kept.result, map_day = kept.map_day,
    kept = kept }
end

-- The method, given what run.lua knows of runs.
return function(known)
  inside = known
  return run_impact
end
