--- map.lua: the map of a digest: how many alarms each zone of the level had, or, where the zone's level has none, the zone and those
--- that the digest tells of.
--
-- Example:  map.of(digest).svg

local alert_rows = require "foresight.warning.alert_rows"
local core = require "glocal.core"
local outfile = require "foresight.shared.outfile"
local phrases = require "foresight.language.phrases"
local picture = require "foresight.plot.output.picture"
local query = require "foresight.shared.query"
require "foresight.plot.plot" -- frame:plot

local map = {}

local BARS = 8 -- in the text form

-- The zones of the level that were under surveillance, with their alarms since then.
local function of_level(digest)
  return query(digest.store, ([[select z.code as zone, (select count(*) from alert a join surveillance_series t on t.id = a.series
        where t.zone = z.id and a.day >= %s) as alarms
      from zone z where z.kind = :kind and z.id in (select zone from surveillance_series) order by alarms desc, z.code]]):format(
    alert_rows.day_sql(digest.since)), { kind = digest.kind })
end

-- The zone itself and those that the digest tells of, with their alarms.
local function of_items(digest)
  local own = { zone = digest.code, alarms = 0 }
  local rows, at = { own }, { [digest.code] = own }
  for _, item in ipairs(digest.found.list) do
    if not at[item.zone] then
      rows[#rows + 1] = { zone = item.zone, alarms = 0 }
      at[item.zone] = rows[#rows]
    end
    at[item.zone].alarms = at[item.zone].alarms + #item.alerts
  end
  table.sort(rows, function(a, b)
    if a.alarms ~= b.alarms then return a.alarms > b.alarms end
    return a.zone < b.zone
  end)
  return rows
end

local function counts_of(digest)
  local level, rows, any = of_level(digest), {}, false
  for i, row in level:rows() do
    rows[i] = row
    any = any or row.alarms > 0
  end
  if any and #rows > 1 then return rows end
  return of_items(digest)
end

local drawn_maps = setmetatable({}, { __mode = "k" }) -- by store: of one state, by what is drawn; the zones of a level share one

-- A map of the rows as a function of the zone to be marked; false where none has a place, nil, message, code where it can't be drawn.
local function draw(digest, rows, title)
  local frame = core.frame(rows, { columns = { "zone", "alarms" }, types = { zone = "text", alarms = "integer" },
    marking = digest.marking }):attach { map_until = digest.date }
  local done, made, message, code = pcall(frame.plot, frame, { kind = "map", lang = digest.lang, title = title,
    source = "glocal", store = digest.store })
  if not done then -- a wrong call of plot: none of the zones has a place
    if tostring(made):find("place on the map", 1, true) then return false end
    error(made, 0)
  end
  if not made then return nil, message, code end
  return picture.marker(made)
end

local function drawn(digest, rows, title)
  local of_store, parts = drawn_maps[digest.store], { digest.lang, digest.marking, title, digest.date }
  if not of_store or of_store.state ~= digest.store:state() then of_store = { state = digest.store:state() } end
  drawn_maps[digest.store] = of_store
  for _, row in ipairs(rows) do parts[#parts + 1] = row.zone .. " " .. row.alarms end
  local key = table.concat(parts, "\0")
  if of_store[key] == nil then
    local marker, message, code = draw(digest, rows, title)
    if marker == nil then return nil, message, code end
    of_store[key] = marker
  end
  return of_store[key]
end

--- The figure; false where there is nothing to draw, nil, message, code where it can't be drawn.
function map.of(digest)
  local rows = counts_of(digest)
  if #rows < 2 or #digest.found.list == 0 or not outfile.may_leave(digest.marking, "digest") then return false end
  local title = phrases.fill(digest.words.map, { since = digest.write.day(digest.since) })
  local marker, message, code = drawn(digest, rows, title)
  if not marker then return marker, message, code end
  local svg = marker(digest.code)
  local bars = {}
  for i = 1, math.min(BARS, #rows) do
    bars[i] = { digest.names[rows[i].zone] or rows[i].zone, rows[i].alarms, digest.write.number(rows[i].alarms) }
  end
  return { kind = "figure", svg = svg, caption = digest.words.map_caption, bars = bars }
end

return map
