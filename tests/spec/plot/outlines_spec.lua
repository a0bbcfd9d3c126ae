--- outlines_spec.lua: the shipped borders: outlines of any zone on any day, and who borders whom.

local glocal = require "glocal"
local borders = require "foresight.zones.borders"
local geometry = require "foresight.zones.geometry"
local outlines = require "foresight.zones.outlines"
local support = require "tests.spec.support"

local EARTH = 6371.0088

-- Square kilometres of an outline, its holes taken off. Reference: the spherical excess of a narrow strip.
local function area_of(polygons)
  local sum = 0
  for _, rings in ipairs(polygons) do
    for _, ring in ipairs(rings) do
      for i = 1, #ring - 3, 2 do
        sum = sum - math.rad(ring[i + 2] - ring[i]) * (math.sin(math.rad(ring[i + 1])) + math.sin(math.rad(ring[i + 3]))) / 2
      end
    end
  end
  return sum * EARTH * EARTH
end

describe("outlines", function()
  local store, zones
  setup(function()
    store = support.benelux()
    zones = glocal.zones
  end)

  local function of(country, level, at)
    local codes = zones.children(country, { level = level, at = at }).code
    return outlines.of(store, codes, at), codes
  end

  it("are there for every municipality, police zone, arrondissement and province of a day", function()
    for _, case in ipairs {
      { "BE", "municipality", "2020-06-01" }, { "BE", "municipality", "2025-06-01" }, { "BE", "police_zone", "2020-06-01" },
      { "BE", "police_zone", "2026-06-01" }, { "BE", "arrondissement", "2026-06-01" }, { "BE", "province", "2018-06-01" },
      { "BE", "judicial_district", "2026-06-01" }, { "BE", "region", "2026-06-01" }, { "NL", "municipality", "2026-06-01" },
      { "NL", "province", "2016-06-01" }, { "NL", "safety_region", "2026-06-01" }, { "LU", "municipality", "2020-06-01" },
      { "LU", "municipality", "2026-06-01" }, { "LU", "canton", "2026-06-01" }, { "WORLD", "country", "2026-06-01" },
    } do
      local found, codes = of(table.unpack(case))
      assert.is_true(#codes > 2)
      for _, code in ipairs(codes) do assert.truthy(found[code], code .. " " .. case[3]) end
    end
  end)

  it("cover the country once, whatever the level and the day", function()
    -- 30 554 km2: the sum of the outlines of the source on the sphere
    for _, case in ipairs {
      { "municipality", "2020-06-01" }, { "municipality", "2025-06-01" }, { "police_zone", "2020-06-01" },
      { "police_zone", "2026-06-01" }, { "arrondissement", "2026-06-01" }, { "region", "2018-06-01" },
      { "judicial_district", "2026-06-01" },
    } do
      local sum = 0
      for _, polygons in pairs((of("BE", case[1], case[2]))) do sum = sum + area_of(polygons) end
      assert.is_true(math.abs(sum - 30554) < 1, case[1] .. " " .. sum)
    end
    local land = outlines.of(store, { "BE", "LU" }, "2026-06-01")
    assert.is_true(math.abs(area_of(land.BE) - 30554) < 1)
    assert.is_true(math.abs(area_of(land.LU) - 2584) < 1)
  end)

  it("are those of the parts of what merged", function()
    local now = outlines.of(store, { "BE-46030", "BE-11002", "LU-0711" }, "2025-06-01")
    local before = outlines.of(store, { "BE-46003", "BE-46013", "BE-11056", "BE-11002", "BE-11007", "LU-0705", "LU-0710" },
      "2020-06-01")
    local function near(a, b) assert.is_true(math.abs(a - b) < 1e-6 * a, a .. " " .. b) end
    local function sum(...)
      local total = 0
      for _, code in ipairs { ... } do total = total + area_of(before[code]) end
      return total
    end
    near(area_of(now["BE-46030"]), sum("BE-46003", "BE-46013", "BE-11056"))
    near(area_of(now["BE-11002"]), sum("BE-11002", "BE-11007"))
    near(area_of(now["LU-0711"]), sum("LU-0705", "LU-0710"))
    assert.equal(1, #now["BE-46030"]) -- one piece, no border left within
    assert.equal(1, #now["BE-46030"][1])
  end)

  it("have holes where another zone lies within", function()
    local flemish = outlines.of(store, { "BE-VBR" }, "2026-06-01")["BE-VBR"]
    assert.equal(2, #flemish[1]) -- Brussels
  end)

  it("that were imported go first", function()
    assert(store:import(support.file('zone,geometry\nBE-11001,"{""type"":""Polygon"",""coordinates"":' ..
      '[[[4,51],[5,51],[5,52],[4,51]]]}"\n'), { zone = "zone", geometry = "geometry" }, { as = "geometry" }))
    local found = outlines.of(store, { "BE-11001", "BE-11004" }, "2026-06-01")
    assert.equal(4, found["BE-11001"][1][1][1])
    assert.is_true(#found["BE-11004"][1][1] > 20)
  end)

  it("leave the store as GeoJSON that comes in again", function()
    local codes = zones.children("BE", { level = "police_zone" }).code
    local rows = {}
    for i, code in ipairs(codes) do rows[i] = { zone = code, count = i } end
    local path = support.path ".geojson"
    assert(glocal.frame(rows):to_geojson(path))
    local text, features = support.read(path), 0
    for kind in text:gmatch '"geometry":%s*{"type":"(%a+)"' do
      assert.is_true(kind == "Polygon" or kind == "MultiPolygon", kind)
      features = features + 1
    end
    assert.equal(176, features)
    local other = support.benelux()
    local result = assert(other:import(path, { zone = "zone" }, { as = "geometry" }))
    assert.equal(176, result.rows)
    glocal.use(store)
  end)

  it("name a zone inside it, where it is wide", function()
    local found = of("BE", "municipality", "2026-06-01")
    for code, polygons in pairs(found) do
      local at, inside = geometry.middle(polygons), 0
      for _, rings in ipairs(polygons) do
        for _, ring in ipairs(rings) do
          for i = 1, #ring - 3, 2 do
            local x1, y1, x2, y2 = ring[i], ring[i + 1], ring[i + 2], ring[i + 3]
            if (y1 > at.lat) ~= (y2 > at.lat) and at.lon < (x2 - x1) * (at.lat - y1) / (y2 - y1) + x1 then inside = inside + 1 end
          end
        end
      end
      assert.equal(1, inside % 2, code)
    end
  end)
end)

describe("neighbours", function()
  local zones
  setup(function()
    support.benelux()
    zones = glocal.zones
  end)

  local function set_of(frame)
    local set = {}
    for _, row in frame:rows() do set[row.zone] = row.border_km end
    return set
  end

  it("are the zones of that level that day, and of that day only", function()
    local now = set_of(zones.neighbours("5345", { at = "2026-06-01" }))
    local before = set_of(zones.neighbours("5345", { at = "2020-06-01" }))
    assert.truthy(now["BE-PZ5964"])
    assert.is_nil(now["BE-PZ5346"])
    assert.truthy(before["BE-PZ5346"])
    assert.is_nil(before["BE-PZ5964"])
  end)

  it("lie across the border too, as zones of that kind or as municipalities", function()
    assert.truthy(set_of(zones.neighbours "BE-11016")["NL-GM1674"]) -- Essen and Roosendaal
    assert.truthy(set_of(zones.neighbours "NL-GM1674")["BE-11016"])
    assert.truthy(set_of(zones.neighbours "BE-VLI")["NL-LI"])
    assert.is_true(#zones.neighbours("BE-PZ5297"):where { country = "LU" } > 2) -- Arlon
    local belgium = set_of(zones.neighbours "BE")
    for _, code in ipairs { "NL", "FR", "DE", "LU" } do assert.truthy(belgium[code], code) end
    assert.is_nil(belgium.GB)
  end)

  it("share the same length of border, seen from either side", function()
    for _, pair in ipairs { { "BE-11002", "BE-11001" }, { "BE-11016", "NL-GM1674" }, { "BE-PZ5345", "BE-PZ5349" },
      { "LU-0105", "LU-0108" }, { "BE", "NL" } } do
      local there, back = set_of(zones.neighbours(pair[1]))[pair[2]], set_of(zones.neighbours(pair[2]))[pair[1]]
      assert.equal(there, back)
      assert.is_true(there > 0)
    end
  end)

  it("of what has no outline are unknown, and said so", function()
    local none, message, code = zones.neighbours "CYBER"
    assert.is_nil(none)
    assert.equal("not_found", code)
    assert.truthy(message:find("no outline of 'CYBER'", 1, true))
  end)

  it("come from borders of which each stretch is there once", function()
    local seen = {}
    for _, map in ipairs { "municipality", "country" } do
      for _, stretch in ipairs(borders.stretches(map)) do
        assert.are_not.equal(stretch.left, stretch.right)
        local points = borders.points(stretch)
        local key = table.concat({ map, points[1], points[2], points[3], points[4] }, " ")
        assert.is_nil(seen[key])
        seen[key] = true
      end
    end
  end)
end)
