--- map.lua: the places of a scan with their cluster, as plots draw them: zones in the colour of their cluster, or dots where
--- places are columns of the frame.
--
-- Example:  scan_map.of(placed, study, clusters, members, found)   --> a frame of place, count, cluster, label

local glocal = require "glocal"

local scan_map = {}

local MOST = 8 -- clusters that have a colour of their own
local NONE = "no cluster"

-- A plane without degrees as a small piece of the equator, so that it keeps its shape.
local function on_plane(points)
  local west, east, south, north = math.huge, -math.huge, math.huge, -math.huge
  for _, point in pairs(points) do
    west, east = math.min(west, point.lon), math.max(east, point.lon)
    south, north = math.min(south, point.lat), math.max(north, point.lat)
  end
  local scale = math.max(east - west, north - south, 1e-300)
  for _, point in pairs(points) do
    point.lon, point.lat = (point.lon - west) / scale, (point.lat - south) / scale
  end
  return points
end

-- Each place once: its cases, and where it is.
local function places_of(placed, study)
  local order, cases, points = {}, {}, {}
  for i = 1, #placed do
    local place, count = placed:get(i, study.place), placed:get(i, study.cases)
    if place ~= nil then
      if not cases[place] then order[#order + 1] = place end
      cases[place] = (cases[place] or 0) + (count or 0)
      local x, y = placed:get(i, study.x), placed:get(i, study.y)
      if x and y and not points[tostring(place)] then points[tostring(place)] = { lon = x, lat = y } end
    end
  end
  return order, cases, points
end

local function clusters_of(clusters, members, study)
  local cluster, label = {}, {}
  for i = 1, math.min(#clusters, MOST) do label[clusters:get(i, "centre")] = tostring(i) end
  for i = 1, #members do
    local rank = members:get(i, "rank")
    if rank <= MOST then cluster[members:get(i, study.place)] = tostring(rank) end
  end
  return cluster, label
end

local function is_degrees(study)
  return study.is_km or study.x:lower():find "^lon" ~= nil and study.y:lower():find "^lat" ~= nil
end

--- The frame that is drawn for a scan.
function scan_map.of(placed, study, clusters, members, found)
  local order, cases, points = places_of(placed, study)
  local cluster, label = clusters_of(clusters, members, study)
  local rows = {}
  for i, place in ipairs(order) do
    rows[i] = { [study.place] = tostring(place), [study.cases] = cases[place], cluster = cluster[place] or NONE,
      label = label[place] }
  end
  local columns = { study.place, study.cases, "cluster", "label" }
  local types = { [study.place] = "text", [study.cases] = "integer", cluster = "text", label = "text" }
  if study.phenomenon then
    columns[5], types.phenomenon = "phenomenon", "text"
    for _, row in ipairs(rows) do row.phenomenon = study.phenomenon end
  end
  local frame = glocal.frame(rows, { columns = columns, types = types, marking = clusters:marking(),
    units = { [study.cases] = select(2, placed:type(study.cases)) } })
  if not study.zones and not is_degrees(study) then points = on_plane(points) end
  return frame:attach {
    place = study.place, judged = study.cases, map_day = study.zones and study.zones.day or nil,
    positions = not study.zones and points or nil, is_plane = not is_degrees(study),
    periods_judged = study.time and { first = found.first, last = found.last } or nil,
    cluster_name = function(name, words)
      local p = clusters:get(math.tointeger(tonumber(name)), "p")
      if not p then return name end
      return p < 0.001 and ("%s: p < %s"):format(name, words.write.number(0.001, 3))
        or ("%s: p = %s"):format(name, words.write.number(p, 3))
    end,
  }
end

return scan_map
