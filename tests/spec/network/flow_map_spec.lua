--- flow_map_spec.lua: the map of routes: what is a bottleneck, what is drawn and how, and the messages for what is no map.

local glocal = require "glocal"
local ground = require "foresight.plot.ground"
local support = require "tests.spec.support"

-- Two paths from the south; the one over Italy can be closed; a hub, cyberspace, a link without a figure and one with none.
local function routes()
  return glocal.frame { { from = "NG", to = "LY", flow = 900 }, { from = "LY", to = "IT", flow = 700 },
    { from = "NG", to = "MA", flow = 300 }, { from = "MA", to = "ES", flow = 600 }, { from = "IT", to = "FR", flow = 420 },
    { from = "ES", to = "FR", flow = 510 }, { from = "FR", to = "Zeebrugge", flow = 300 },
    { from = "FR", to = "CYBER", flow = 20 },
    { from = "CYBER", to = "GB" }, { from = "Zeebrugge", to = "GB", flow = 180 }, { from = "MA", to = "IT", flow = 0 } }
end

local function hubs() return glocal.frame { { node = "Zeebrugge", lat = 51.33, lon = 3.2 } } end

describe("a flow map", function()
  setup(function() support.benelux() end)

  local function cut_of(m)
    local list = {}
    for _, row in m:where({ cut = "yes" }):rows() do list[#list + 1] = row.from .. " > " .. row.to end
    table.sort(list)
    return list
  end

  it("marks the fewest links that part beginnings from ends, of the open ones", function()
    local m = glocal.flow_map(routes(), { places = hubs(), to = "FR" })
    assert.same({ "ES > FR", "IT > FR" }, cut_of(m))
    m = glocal.flow_map(routes(), { places = hubs(), to = "FR", closed = "LY > IT" })
    assert.same(1, #cut_of(m))
    assert.equal("closed", m:where({ from = "LY", to = "IT" }).state[1])
    m = glocal.flow_map(routes(), { places = hubs(), to = "FR", closed = { "LY", "MA" } })
    assert.same({}, cut_of(m))
    assert.truthy(m:note():find("No open path from NG to FR", 1, true))
  end)

  it("takes what only a closed link leads to for no beginning and no end", function()
    local m = glocal.flow_map(routes(), { places = hubs(), closed = "LY > IT" })
    assert.truthy(m:note():find("from NG to GB", 1, true))
  end)

  it("marks the nodes that betweenness has first", function()
    local m = glocal.flow_map(routes(), { places = hubs(), bottlenecks = 1 })
    local drawn = routes():where(function(row) return row.flow ~= 0 end)
    local nodes = m:attached "nodes"
    assert.equal(glocal.betweenness(drawn).node[1], nodes:where({ bottleneck = "yes" }).node[1])
    assert.equal(1, #nodes:where { bottleneck = "yes" })
    m = glocal.flow_map(routes(), { places = hubs(), bottlenecks = 0 })
    assert.equal(0, #m:attached "nodes":where { bottleneck = "yes" })
  end)

  it("knows where zones and hubs lie, and puts cyberspace at the side", function()
    local nodes = glocal.flow_map(routes(), { places = hubs() }):attached "nodes"
    local function at(node) return nodes:where({ node = node }).at[1] end
    assert.same({ "zone", "hub", "cyberspace" }, { at "MA", at "Zeebrugge", at "CYBER" })
    assert.near(51.33, nodes:where({ node = "Zeebrugge" }).lat[1], 1e-9)
    assert.is_nil(nodes:where({ node = "CYBER" }).lat[1])
  end)

  it("keeps what is not known apart from 0", function()
    local m = glocal.flow_map(routes(), { places = hubs() })
    assert.is_nil(m:where({ from = "CYBER" }).flow[1])
    assert.truthy(m:note():find("1 without a figure. 1 with 0 not drawn", 1, true))
    local said = m:plot({ lang = "en" }):summary()
    assert.truthy(said:find("Cyberspace > United Kingdom: no figure", 1, true))
    assert.falsy(said:find("Morocco > Italy", 1, true))
  end)

  it("is drawn in four languages, wider for more, dashed where closed, with its marks", function()
    local m = glocal.flow_map(routes(), { places = hubs(), phenomenon = "smuggling", closed = "LY > IT" })
    for lang, words in pairs { nl = { "Routes: mensensmokkel", "gesloten", "minimale snede", "knelpunt" },
      fr = { "Itinéraires", "fermé", "coupe minimale", "goulet" }, de = { "Routen: ", "geschlossen", "Schnitt", "Engpass" },
      en = { "Routes: ", "closed", "minimum cut", "bottleneck" } } do
      local svg = assert(m:plot({ lang = lang }):svg())
      for _, word in ipairs(words) do assert.truthy(svg:find(word, 1, true), lang .. ": " .. word) end
      assert.truthy(svg:find("stroke-dasharray", 1, true))
    end
    local widths = {}
    for width in m:plot({ lang = "en" }):svg():gmatch 'stroke%-width="([%d.]+)"' do widths[tonumber(width)] = true end
    local count = 0
    for _ in pairs(widths) do count = count + 1 end
    assert.is_true(count >= 5)
    assert.truthy(m:plot({ lang = "en" }):text({ width = 100, height = 30 }):find("closed", 1, true))
    assert.equal(m:plot({ lang = "en" }):svg(), m:plot({ lang = "en" }):svg())
  end)

  it("names each place, in the legend where there is no room for its name", function()
    local svg = glocal.flow_map(routes(), { places = hubs() }):plot({ lang = "en" }):svg()
    for _, name in ipairs { "Zeebrugge", "United Kingdom", "Nigeria", "Cyberspace", "France" } do
      assert.truthy(svg:find(">[%d ]*" .. name .. "<"), name)
    end
  end)

  it("says what is no map", function()
    local function has(text, f, options) assert.truthy(support.message_of(glocal.flow_map, f, options):find(text, 1, true)) end
    local one = { from = "MA", to = "ES", flow = 1 }
    local one_frame = glocal.frame { one }
    has("did you mean 'MA' (Marokko)", glocal.frame { { from = "Marroko", to = "ES", flow = 1 } })
    has("stands in row 1 and in row 2", glocal.frame { one, one })
    has("row 1: the link leads from 'MA' to itself", glocal.frame { { from = "MA", to = "MA", flow = 1 } })
    has("row 1: flow = -1", glocal.frame { { from = "MA", to = "ES", flow = -1 } })
    has("'period' has 2024 and 2025: choose one", glocal.frame { { from = "MA", to = "ES", flow = 1, period = "2024" },
      { from = "ES", to = "FR", flow = 1, period = "2025" } })
    has("'MA' and 'Maroc' are one zone", glocal.frame { { from = "MA", to = "Maroc", flow = 1 } })
    has("there is no link 'ES > MA'", glocal.frame { one }, { closed = "ES > MA" })
    has("row 1: lat = 95", glocal.frame { { from = "MA", to = "X", flow = 1 } },
      { places = glocal.frame { { node = "X", lat = 95, lon = 1 } } })
    assert.truthy(support.message_of(one_frame.plot, one_frame, { kind = "flow_map" }):find("draws what flow_map gives", 1, true))
  end)

  it("draws no coast where the outline of Russia is cut along a parallel", function()
    local canvas = require "foresight.plot.output.canvas"
    local c = canvas.new(canvas.GRAPHICS, 720, 360)
    ground.draw(c, { left = 0, top = 0, right = 720, bottom = 360 }, function(at)
      return (at.lon + 180) * 2, (90 - at.lat) * 2
    end)
    local longest = 0
    for _, item in ipairs(c.items) do
      for i = 3, item.kind == "line" and #item.points or 0, 2 do
        if math.abs(item.points[i + 1] - item.points[i - 1]) < 1 then
          longest = math.max(longest, math.abs(item.points[i] - item.points[i - 2]))
        end
      end
    end
    assert.is_true(longest > 0 and longest < 60) -- 30 degrees
  end)

  it("cuts land where the paper ends", function()
    local box = { left = 0, top = 0, right = 10, bottom = 10 }
    assert.same({ 10, 10, 10, 0, 0, 0, 0, 10 }, ground.clipped({ 20, -5, -5, -5, -5, 15, 20, 15 }, box))
    assert.same({}, ground.clipped({ 20, 20, 30, 20, 30, 30 }, box))
    assert.same({ 1, 1, 5, 1, 5, 5 }, ground.clipped({ 1, 1, 5, 1, 5, 5 }, box))
  end)
end)

describe("a map of coverage", function()
  local cells
  setup(function()
    support.benelux()
    local demand = glocal.frame { { partner = "BE", country = "MA", phenomenon = "drugs", demand = 120 },
      { partner = "BE", country = "MA", phenomenon = "trafficking", demand = 20 },
      { partner = "BE", country = "AL", phenomenon = "drugs", demand = 60 }, { partner = "BE", country = "TR", demand = 35 },
      { partner = "NL", country = "AL", phenomenon = "drugs", demand = 5 }, { partner = "BE", country = "FR", demand = 200 } }
    local reach = glocal.frame { { partner = "NL", channel = "a", country = "MA", phenomenon = "drugs" },
      { partner = "NL", channel = "b", country = "TR" }, { partner = "BE", channel = "c", country = "FR" } }
    cells = select(2, glocal.channel_coverage { demand = demand, reach = reach })
  end)

  it("says of each country how its demand is met, the gaps first", function()
    local m = glocal.coverage_map(cells, { partner = "BE" })
    assert.same({ "AL", "MA", "TR", "FR" }, { m.zone[1], m.zone[2], m.zone[3], m.zone[4] })
    assert.same({ "gap", "in part", "pooled", "own" }, { m.cluster[1], m.cluster[2], m.cluster[3], m.cluster[4] })
    assert.same({ 140.0, 0.0, 120.0, 20.0 }, { m.demand[2], m.own[2], m.pooled[2], m.gap[2] })
    assert.equal(65.0, glocal.coverage_map(cells):where({ zone = "AL" }).gap[1])
    assert.equal("pooled", glocal.coverage_map(cells, { partner = "BE", phenomenon = "drugs" }):where({ zone = "MA" }).cluster[1])
  end)

  it("is drawn in four languages", function()
    local m = glocal.coverage_map(cells, { partner = "BE" })
    for lang, words in pairs { nl = { "hiaat", "Albanië 60" }, fr = { "lacune", "Albanie 60" }, de = { "Lücke", "Albanien 60" },
      en = { "gap", "Albania 60" } } do
      local svg = assert(m:plot({ lang = lang }):svg())
      for _, word in ipairs(words) do assert.truthy(svg:find(word, 1, true), lang .. ": " .. word) end
    end
  end)

  it("names the nearest partner", function()
    assert.truthy(support.message_of(glocal.coverage_map, cells, { partner = "BEL" }):find("did you mean 'BE'", 1, true))
  end)
end)
