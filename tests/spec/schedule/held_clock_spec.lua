--- held_clock_spec.lua: where the clock is held, what is written and asked has that time and no other, and has the same bytes wherever the
--- machine stands, so that a run can be made again.

local fixture = require "tests.spec.schedule.fixture"

local WRITE = [[
local store = assert(glocal.init("small.db", {reference = "benelux"}))
local f = frame({{zone = "BE", month = "2020-01", count = 3}, {zone = "NL", month = "2020-02", count = 4}},
  {types = {month = "month"}})
for _, ending in ipairs {"pdf", "png", "svg"} do assert(f:plot {to = "f." .. ending, lang = "en"}) end
for _, ending in ipairs {"xlsx", "json", "csv"} do assert(f["to_" .. ending](f, "f." .. ending)) end
assert(f:to_package "f.zip" and f:to_geojson "f.geojson" and f:to_sdmx "f.sdmx.csv")
local now = store:sql "select date('now') as a, current_date as b, date() as c, strftime('%Y-%m-%d') as d, current_timestamp as e"
print(today(), os.date "!%Y-%m-%d", now.a[1], now.b[1], now.c[1], now.d[1], now.e[1])]]

local FILES = { "f.pdf", "f.png", "f.svg", "f.xlsx", "f.json", "f.csv", "f.zip", "f.geojson", "f.sdmx.csv" }

local function output(line)
  local pipe = io.popen(line)
  local text = pipe:read "a"
  pipe:close()
  return text
end

describe("where the clock is held", function()
  local home, script
  setup(function()
    home = fixture.home()
    script = home:script("write", WRITE)
  end)

  local function written(clock, zone)
    local folder = ("%s/%s"):format(home.path, zone:gsub("/", "-"))
    os.execute("mkdir -p " .. folder)
    return home:done("run " .. script, ("cd %s && export TZ=%s GLOCAL_CLOCK=%s"):format(folder, zone, clock)), folder
  end

  it("what is written and asked has that time, with the same bytes in any time zone", function()
    local said, utc = written("2031-02-03T04:05:06Z", "UTC")
    local there, auckland = written("2031-02-03T04:05:06Z", "Pacific/Auckland")
    assert.equal(("2031-02-03\t"):rep(6) .. "2031-02-03 04:05:06\n", said)
    assert.equal(said, there)
    for _, name in ipairs(FILES) do
      assert.equal("", output(("cmp %s/%s %s/%s 2>&1"):format(utc, name, auckland, name)))
    end
    assert.matches("<dcterms:created[^>]*>2031%-02%-03T04:05:06Z", output(("unzip -p %s/f.xlsx docProps/core.xml"):format(utc)))
    assert.matches("2031%-02%-03T04:05:06Z", output(("unzip -p %s/f.zip datapackage.json"):format(utc)))
    local dated = output(("grep -a CreationDate %s/f.pdf"):format(utc))
    assert.truthy(dated == "" or dated:find("D:20310203040506Z", 1, true), dated)
  end)
end)
