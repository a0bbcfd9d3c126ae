-- warn with false_discovery: many series judged at once over their trees; an alert once, where the signal is strongest.
local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

-- A generator of its own, so that every machine draws the same.
local function random_of(seed)
  local state = seed
  return function()
    state = state * 6364136223846793005 + 1442695040888963407
    return ((state >> 11) & 0x1fffffffffffff) / 0x20000000000000
  end
end

local function poisson(random, mean)
  local left, count, chance = random(), 0, math.exp(-mean)
  while left > chance and count < 200 do
    left, count = left - chance, count + 1
    chance = chance * mean / count
  end
  return count
end

local PARENTS = {
  zone = { Z1 = "N", Z2 = "N", Z3 = "N", Z4 = "S", Z5 = "S", Z6 = "S", N = "ALL", S = "ALL" },
  phenomenon = { a1 = "a", a2 = "a", b1 = "b" },
}

-- 96 months of six zones by three phenomena; `more(zone, phenomenon)` cases more in the last one.
local function figures(seed, more)
  local random, rows = random_of(seed), {}
  for zone = 1, 6 do
    for _, phenomenon in ipairs { "a1", "a2", "b1" } do
      for t = 0, 95 do
        local count = poisson(random, 5) + (t == 95 and more and more("Z" .. zone, phenomenon) or 0)
        rows[#rows + 1] = { zone = "Z" .. zone, phenomenon = phenomenon,
          month = ("%d-%02d"):format(2015 + t // 12, t % 12 + 1), count = count }
      end
    end
  end
  return glocal.frame(rows, { types = { month = "month" } })
end

local LAST = { false_discovery = 0.05, from = "2022-12", parents = PARENTS }
local function with(more)
  local options = {}
  for name, value in pairs(LAST) do options[name] = value end
  for name, value in pairs(more or {}) do options[name] = value end
  return options
end

local function raised(w)
  local list = {}
  for i = 1, #w do
    if w.raised[i] == 1 then list[#list + 1] = w.zone[i] .. " " .. w.phenomenon[i] end
  end
  table.sort(list)
  return table.concat(list, ", ")
end

describe("warn with false_discovery", function()
  it("raises an alert once, where the signal is strongest, and says what is behind it", function()
    local w = assert(glocal.warn(figures(3, function(zone, phenomenon)
      return phenomenon == "a1" and zone < "Z4" and 12 or phenomenon == "b1" and zone == "Z6" and 25 or 0
    end), with()))
    assert.equal("N a1, Z6 b1", raised(w))
    assert.equal(9 * 5, #w) -- six zones and three above them, by three phenomena and two groups
    assert.truthy(w:note():find("2 alerts raised at a false discovery rate of 0.05 a period, of 45 nodes tested", 1, true),
      w:note())
    assert.truthy(w:note():find("5 parents are the sums of what lies below them", 1, true), w:note())
    local alerts = w:where "raised == 1"
    for i = 1, #alerts do
      assert.equal(1, alerts.alarm[i])
      assert.truthy(alerts.q[i] <= 0.05)
      if alerts.zone[i] == "N" then
        local children = alerts:children(i)
        assert.same({ "Z1", "Z2", "Z3" }, (function() local c = children.child table.sort(c) return c end)())
        assert.truthy(children.excess[1] >= children.excess[2])
        local sum = children.excess[1] + children.excess[2] + children.excess[3]
        local around = alerts.observed[i] - alerts.expected[i]
        assert.truthy(math.abs(sum - around) < 0.1 * around)
        local text = alerts:explain(i):gsub("\n", " ")
        assert.truthy(text:find("An alert is raised here: q = ", 1, true), text)
        assert.truthy(text:find("Excess over the expected count below it: Z", 1, true), text)
      end
    end
    for i = 1, #w do
      if w.zone[i] == "ALL" and w.phenomenon[i] == "b" then
        assert.equal(0, w.raised[i])
        local text = w:explain(i):gsub("\n", " ")
        assert.truthy(text:find("at a node that overlaps it, where the signal is stronger", 1, true) or w.q[i] > 0.05, text)
      end
    end
  end)

  it("keeps the rate: of stores without outbreaks hardly one has an alert", function()
    local with_alert, alarms = 0, 0
    for store = 1, 30 do
      local w = assert(glocal.warn(figures(1000 + store), with()))
      local any = false
      for i = 1, #w do
        any = any or w.raised[i] == 1
        alarms = alarms + w.alarm[i]
      end
      with_alert = with_alert + (any and 1 or 0)
    end
    assert.truthy(with_alert <= 4, with_alert) -- of 30 at 5 %: more than 4 has a chance of 1.6 %
    assert.truthy(alarms > 30, alarms) -- and without control there are many
  end)

  it("takes the parents of a rollup from its store", function()
    local lines = { "zone,phenomenon,month,count" }
    local rows = figures(5, function(zone, phenomenon) return phenomenon == "a1" and zone == "Z2" and 30 or 0 end)
    for _, row in rows:rows() do
      lines[#lines + 1] = ("%s,%s,%s,%d"):format(row.zone, row.phenomenon, row.month, row.count)
    end
    local store = glocal.init(support.path ".db")
    local function import(text, as, columns)
      assert(store:import(support.file(text), columns, { as = as }))
    end
    import("zone,parent,kind\nALL,,country\nN,ALL,region\nS,ALL,region\nZ1,N,zone\nZ2,N,zone\nZ3,N,zone\n" ..
      "Z4,S,zone\nZ5,S,zone\nZ6,S,zone\n", "zones", { code = "zone", parent = "parent", kind = "kind" })
    import("phenomenon,parent\na,\nb,\na1,a\na2,a\nb1,b\n", "phenomena", { code = "phenomenon", parent = "parent" })
    assert(store:import(support.file(table.concat(lines, "\n") .. "\n"),
      { zone = "zone", phenomenon = "phenomenon", count = "count", day = "month" }))
    local leaves = glocal.rollup { zone = "ALL", level = "zone", phenomenon_level = "leaf", every = "month", to = "2022-12",
      store = store }
    local all = glocal.rollup { zone = "ALL", level = "*", phenomenon = "*", every = "month", to = "2022-12", store = store }
    local from_leaves = assert(glocal.warn(leaves, { false_discovery = 0.05, from = "2022-12" }))
    local from_all = assert(glocal.warn(all, { false_discovery = 0.05, from = "2022-12" }))
    assert.equal("Z2 a1", raised(from_leaves))
    assert.equal("Z2 a1", raised(from_all))
    assert.equal(45, #from_all)
    assert.equal(45, #from_leaves)
    assert.truthy(from_leaves:note():find("5 parents rolled up from the same store", 1, true), from_leaves:note())
    local some = assert(glocal.warn(leaves:where "zone ~= 'Z1'", { false_discovery = 0.05, from = "2022-12" }))
    assert.equal(15, #some)
    store:close()
  end)

  it("names the series that moved before it", function()
    local random = random_of(9)
    local lead, rows = {}, {}
    for t = 0, 95 do lead[t] = 40 + 25 * math.sin(t * t) end
    local leaders = {}
    for t = 0, 95 do
      local month = ("%d-%02d"):format(2015 + t // 12, t % 12 + 1)
      leaders[#leaders + 1] = { zone = "WORLD", phenomenon = "smuggling", month = month, count = poisson(random, lead[t]) }
      rows[#rows + 1] = { zone = "Z", phenomenon = "a", month = month,
        count = poisson(random, t >= 3 and lead[t - 3] or 40) + (t == 95 and 150 or 0) }
    end
    local types = { types = { month = "month" } }
    local w = assert(glocal.warn(glocal.frame(rows, types), { false_discovery = 0.05, from = "2022-12",
      leaders = glocal.frame(leaders, types) }))
    assert.equal("Z a", raised(w))
    local found = w:leading(1)
    assert.equal(3, found.lag[1])
    assert.equal("WORLD", found.lead_zone[1])
    local text = w:explain(1):gsub("\n", " ")
    assert.truthy(text:find("Moved before it: smuggling WORLD, by 3 months", 1, true), text)
    local without = glocal.warn(glocal.frame(rows, types), { false_discovery = 0.05, from = "2022-12" })
    assert.has_error(function() without:leading(1) end,
      "no leaders to look among: warn(r, {false_discovery=..., leaders=FRAME}) names them")
  end)

  it("without a tree is Benjamini and Hochberg's, and says that there is none", function()
    local w = assert(glocal.warn(figures(3, function(zone) return zone == "Z1" and 15 or 0 end),
      { false_discovery = 0.05, from = "2022-12" }))
    assert.truthy(w:note():find("no tree is known of this frame", 1, true), w:note())
    local p, rank = {}, {}
    for i = 1, #w do p[i] = { w.alarm[i] == 1 and w.tail[i] or 1, i } end
    table.sort(p, function(a, b) return a[1] < b[1] end)
    local least = 1
    for k = #p, 1, -1 do
      least = math.min(least, p[k][1] * #p / k)
      rank[p[k][2]] = least
    end
    for i = 1, #w do assert.truthy(math.abs(rank[i] - w.q[i]) < 1e-12) end
    assert.equal("Z1 a1, Z1 a2, Z1 b1", raised(w))
  end)

  it("gives the same bits on 1, 2 and 3 threads", function()
    local path = support.path ".lua"
    local file = assert(io.open(path, "wb"))
    file:write [[
      local state = 5
      local function random() state = state * 6364136223846793005 + 1442695040888963407 return (state >> 40 & 0xffff) / 65536 end
      local rows = {}
      for zone = 1, 20 do for t = 0, 95 do
        rows[#rows + 1] = { zone = "Z" .. zone, month = ("%d-%02d"):format(2015 + t // 12, t % 12 + 1),
          count = math.floor(8 * random() * random() + (t > 93 and zone == 4 and 20 or 0)) }
      end end
      local up = {}
      for zone = 1, 20 do up["Z" .. zone] = "R" .. zone % 3 end
      local w = glocal.warn(glocal.frame(rows, { types = { month = "month" } }),
        { false_discovery = 0.1, from = "2022-01", parents = { zone = up } })
      w:to_csv(arg[1])
    ]]
    file:close()
    local texts = {}
    for threads = 1, 3 do
      local out = support.path ".csv"
      assert(os.execute(("GLOCAL_THREADS=%d %s run %s %s >/dev/null"):format(threads, os.getenv "GLOCAL", path, out)))
      texts[threads] = support.read(out)
    end
    assert.truthy(#texts[1] > 1000)
    assert.equal(texts[1], texts[2])
    assert.equal(texts[1], texts[3])
  end)

  it("refuses what it can't control, by name", function()
    local f = figures(3)
    local function fault(options) return select(2, pcall(glocal.warn, f, options)) end
    assert.truthy(fault { false_discovery = 0.05, method = "ears_c1" }:find(
      'ears_c1 gives no p that holds for many series at once: use method="farrington_flexible" or "farrington"', 1, true))
    assert.truthy(fault { false_discovery = 0.05, method = "register" }:find("register gives no p", 1, true))
    assert.truthy(fault { false_discovery = 5 }:find("expected a rate above 0 and at most 0.5, such as 0.05, got 5", 1, true))
    assert.truthy(fault(with { parents = { zoen = {} } }):find("'zone'", 1, true))
    assert.truthy(fault(with { parents = { zone = { A = "B", B = "A" } } }):find("lies below itself", 1, true))
    local w = assert(glocal.warn(f, with()))
    assert.has_error(function() w:children(99) end,
      "bad argument #1 to 'children': expected the number of a row, 1 to 45, got 99")
  end)

  it("never raises what is not known, not complete or no alarm", function()
    local rows = figures(3)
    local with_hole = core.sql_frames("select zone, phenomenon, month, case when zone = 'Z1' and month = '2022-12' then null " ..
      "else count end as count from $f", { f = rows })
    local w = assert(glocal.warn(with_hole, with()))
    for i = 1, #w do assert.truthy(w.zone[i] ~= "Z1" and w.zone[i] ~= "N" and w.zone[i] ~= "ALL", w.zone[i]) end
    assert.truthy(w:note():find("15 of 45 series have no count in these periods", 1, true), w:note())
  end)
end)
