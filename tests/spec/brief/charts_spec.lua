--- charts_spec.lua: the charts and maps of a page: an analyst's text stays text, areas and gaps are true.

require "glocal"
local pages = require "tests.spec.brief.pages"
local plot = require "foresight.plot.plot"

local unbalanced = pages.unbalanced

describe("a plot", function()
  it("keeps an analyst's text out of markup and commands", function()
    local name = [[<b>"it's" `touch x` & @x %s \n]]
    local svg = assert(plot.line { periods = { "2023", "2024" }, lines = { { values = { 1, 2 }, name = name } }, alt = name })
    assert.is_nil(svg:find("<b>", 1, true))
    assert.truthy(svg:find("`touch x` &amp; @x %s \\n", 1, true))
    assert.is_nil(unbalanced(svg))
    svg = assert(plot.map { points = { { lat = 51, lon = 4, value = 3, name = name } }, alt = name })
    assert.is_nil(svg:find("<b>", 1, true))
    assert.is_nil(svg:find " id=")
  end)

  it("draws circles whose areas are in proportion", function()
    local svg = assert(plot.map { points = {
      { lat = 51, lon = 4, value = 16, name = "a" }, { lat = 50, lon = 5, value = 4, name = "b" },
    } })
    local radii = {}
    for radius in svg:gmatch '<circle[^>]- r="([%d.]+)"' do radii[#radii + 1] = tonumber(radius) end
    assert.is_true(math.abs(radii[1] / radii[2] - 2) < 0.01)
    assert.are.equal(5, #radii) -- two zones and three of the legend
  end)

  it("parts the line where a value is missing, and writes numbers as the language does", function()
    local svg = assert(plot.line { periods = { "2021", "2022", "2023", "2024" }, lang = "de",
      lines = { { values = { 1000, 2000, nil, 3000 }, name = "x" } } })
    assert.truthy(svg:find(">3.000<", 1, true))
  end)
end)
