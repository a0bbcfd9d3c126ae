--- portfolio.lua: who holds which phenomenon: the role that is responsible for it by the priorities in force.
--
-- Example:  portfolio{zone="5345", on="2026-11-30"}   portfolio{zone="5345", phenomenon="drugs"}.owner[1]

local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local query = require "foresight.shared.query"
local rows_of = require "foresight.priority.priority_rows"

-- Adds a row for each priority in force that is about the phenomenon; one without an owner where there is none.
local function add_phenomenon(rows, list, code, name)
  local ended, has_holder = nil, false
  for _, one in ipairs(list) do
    if rows_of.share_phenomenon(one.phenomena, { code }) then
      if one.status == "in force" and one.owner then
        has_holder = true
        rows[#rows + 1] = { phenomenon = code, name = name, owner = one.owner, zone = one.zone, priority = one.code,
          until_day = one.valid_to, status = "held" }
      elseif one.status == "ended" and one.owner and (not ended or one.valid_to > ended.valid_to) then
        ended = one
      end
    end
  end
  if has_holder then return end
  rows[#rows + 1] = ended and { phenomenon = code, name = name, owner = ended.owner, zone = ended.zone, priority = ended.code,
    until_day = ended.valid_to, status = "ended" } or { phenomenon = code, name = name, status = "nobody" }
end

--- A portfolio holder per phenomenon: the role that the priorities in force make responsible for it, of the zone first, then
--- of the zones that it lies in. A phenomenon without one has a row of status "nobody"; one whose holder's priority is over,
--- "ended".
--- @function portfolio
--- @param spec table
--- @option zone string <zone> the zone
--- @option phenomenon? string|string[] = (all top ones) <phenomenon> only of these
--- @option on? string = (today) the day
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the names
--- @option as_of? string|integer = (now) what was known then: a date or batch
--- @option store? store = (the current one) the store to read
--- @return frame phenomenon, name, owner (a role), zone (whose priority it is), priority, until_day, status (held, ended, nobody)
--- @raises an unknown zone or phenomenon
--- @needs store.read
--- @since 0.1
--- @example portfolio{zone="5345", phenomenon="drugs", on="2026-11-30"}.status[1] --> nobody
local function portfolio(spec)
  local store = glocal.use(spec.store)
  local zone = rows_of.zone(store, spec.zone, "portfolio")
  local date, lang = rows_of.day(spec.on), locale.check(spec.lang or locale.preferred())
  local all = rows_of.of(store, { date = date, as_of = spec.as_of })
  local list = rows_of.applying(all, rows_of.path(store, zone, date))
  local names, codes, rows = catalogue.names(store, "phenomenon", lang), {}, {}
  local given = type(spec.phenomenon) == "string" and { spec.phenomenon } or spec.phenomenon
  for i, each in ipairs(given or {}) do codes[i] = (store:resolve("phenomenon", each)) end
  if not given then codes = query(store, "select code from phenomenon where parent is null order by code").code end
  for _, code in ipairs(codes) do add_phenomenon(rows, list, code, names[code]) end
  local nobody = 0
  for _, row in ipairs(rows) do nobody = nobody + (row.status ~= "held" and 1 or 0) end
  return core.frame(rows, { columns = { "phenomenon", "name", "owner", "zone", "priority", "until_day", "status" },
    types = { phenomenon = "text", name = "text", owner = "text", zone = "text", priority = "text", until_day = "day",
      status = "text" }, marking = rows_of.marking(list) })
    :attach { note_text = nobody > 0 and ("%d of %d phenomena have no holder on %s."):format(nobody, #codes, date) or nil }
end

return portfolio
