--- concern.lua: whose alerts concern a zone, and why: its own, those of the zones it lies in, and those of international nodes that
--- an exposure table links to it or to what lies in it.
--
-- Example:  concern.of(store, "BE-PZ5461", "2026-11-29")
--             --> {{code="BE-PZ5461", why="own"}, {code="BE-VWV", why="within"}, ..., {code="RT-CHANNEL", why="exposure", table="channel"}}

local query = require "foresight.shared.query"
local zone_tree = require "foresight.zones.zone_tree"

local concern = {}

local WITHIN = [[with recursive up(id, depth) as (
    select id, 0 from zone where code = :code
    union select l.parent, up.depth + 1 from up join zone_link l on l.child = up.id where up.depth < 20 and ]] ..
  zone_tree.valid "l" .. [[)
  select z.code, z.kind, min(depth) as depth from up join zone z on z.id = up.id group by 1, 2 order by 3, 1]]

local EXPOSED = [[with recursive down(id, depth) as (
    select id, 0 from zone where code = :code
    union select l.child, down.depth + 1 from down join zone_link l on l.parent = down.id where down.depth < 20 and ]] ..
  zone_tree.valid "l" .. [[)
  select e.name, f.code, f.kind, p.code as phenomenon from exposure e join zone f on f.id = e.from_zone
    left join phenomenon p on p.id = e.phenomenon
  where e.to_zone in (select id from down) group by 1, 2, 3, 4 order by 1, 2, 4]]

--- The zones, the nearest first, each once; of one that an exposure table links only, `phenomena` are those of the table (nil: all).
function concern.of(store, code, date)
  local list, of = {}, {}
  for _, row in query(store, WITHIN, { code = code, at = date }):rows() do
    of[row.code] = { code = row.code, kind = row.kind, why = row.code == code and "own" or "within" }
    list[#list + 1] = of[row.code]
  end
  for _, row in query(store, EXPOSED, { code = code, at = date }):rows() do
    local one = of[row.code]
    if not one then
      one = { code = row.code, kind = row.kind, why = "exposure", table = row.name, phenomena = {} }
      of[row.code] = one
      list[#list + 1] = one
    end
    if one.why == "exposure" and not row.phenomenon then one.phenomena = nil end
    if one.phenomena then table.insert(one.phenomena, row.phenomenon) end
  end
  return list
end

--- Whether an alert on the phenomenon at that zone concerns: any of the zone's own and of those it lies in, of an exposure those of its
--- phenomena or below.
function concern.has(one, phenomenon)
  if not one.phenomena then return true end
  for _, each in ipairs(one.phenomena) do
    if phenomenon == each or phenomenon:sub(1, #each + 1) == each .. "." then return true end
  end
  return false
end

return concern
