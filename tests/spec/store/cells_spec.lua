--- cells_spec.lua: cells are derived: the same whatever the order of lines and the number of threads, and they can be
-- made anew.

local glocal = require "glocal"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL"
local MAPPING = {
  day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", value = "value", source = "source",
  facet = "facet", credibility = "grade", handling = "handling",
}

-- Lines of many kinds: days, months and years, sources, facets, gradings, markings, censored counts.
local function some_lines()
  local seed, lines = 7, {}
  local function random(n)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n + 1
  end
  for i = 1, 4000 do
    lines[i] = ("%s,%s,%s,%s,%d,s%d,%s,%s,%s"):format(
      ({ ("20%02d-%02d-%02d"):format(random(20), random(12), random(28)), ("20%02d-%02d"):format(random(20), random(12)),
        ("20%02d"):format(random(20)) })[random(3)],
      ({ "A", "A-1", "A-2" })[random(3)], ({ "p", "p.x", "p.y" })[random(3)],
      random(9) == 1 and "<5" or random(300), random(100000) - 50000, random(4),
      random(5) == 1 and "sex:" .. ({ "female", "male" })[random(2)] or "",
      random(3) == 1 and random(6) or "", random(20) == 1 and "GREEN" or "")
  end
  return lines
end

local function store_of(lines)
  local store = support.small_store()
  assert(store:import(support.file("day,zone,phenomenon,count,value,source,facet,grade,handling\n" ..
    table.concat(lines, "\n") .. "\n"), MAPPING, { strict = true }))
  return store
end

-- Roll-ups that go through the cells in different ways, as one text.
local function answers(store)
  local texts = {}
  for _, spec in ipairs {
    { zone = "*", phenomenon = "*", every = "month", measures = { "events", "count", "value" } },
    { zone = "*", phenomenon = "*", every = "year", own = true },
    { zone = "A", level = "region", every = "day", from = "2011-03-04", to = "2012-05-06" },
    { zone = "A", every = "quarter", facet = "sex", measures = { "count", "value" } },
    { zone = "A", every = "all", source = { "s1", "s3" }, min_credibility = 3 },
  } do
    spec.store = store
    local path = support.path ".csv"
    assert(glocal.rollup(spec):to_csv(path))
    texts[#texts + 1] = support.read(path)
  end
  return table.concat(texts, "\n")
end

describe("cells", function()
  it("are the same bytes in any order of lines", function()
    local lines = some_lines()
    -- Sources are numbered as they come: the first lines name each once, in both orders.
    local first, backwards = {}, {}
    for i = 1, 4 do
      first[i] = ("2024-01-01,A,p,1,1,s%d,,,"):format(i)
      first[i + 4] = ("2024-01-01,A,p,1,1,s%d,sex:%s,,"):format(i, i % 2 == 0 and "female" or "male")
    end
    for i, line in ipairs(lines) do backwards[#lines - i + 1] = line end
    local a = store_of(table.move(lines, 1, #lines, #first + 1, table.move(first, 1, #first, 1, {})))
    local b = store_of(table.move(backwards, 1, #backwards, #first + 1, table.move(first, 1, #first, 1, {})))
    local sql = "select part, hex(data) as bytes from cells order by batch, part"
    assert.are.same(a:sql(sql).bytes, b:sql(sql).bytes)
    assert.are.equal(answers(a), answers(b))
  end)

  it("give the same bits with any number of threads", function()
    local store = store_of(some_lines())
    local path, results = store:path(), {}
    for threads = 1, 3 do
      local out = support.path ".csv"
      local command = ([[GLOCAL_THREADS=%d '%s' run --store '%s' -e 'assert(rollup{zone="*", phenomenon="*", every="day",]]
        .. [[ measures={"events","count","value"}}:to_csv "%s")' >/dev/null]]):format(threads, GLOCAL, path, out)
      assert.is_true(os.execute(command))
      results[threads] = support.read(out)
    end
    assert.is_true(#results[1] > 10000)
    assert.are.equal(results[1], results[2])
    assert.are.equal(results[1], results[3])
  end)

  it("can be made anew when they are damaged", function()
    local store = store_of(some_lines())
    local before, path = answers(store), store:path()
    assert.is_true(os.execute(("sqlite3 '%s' 'update cells set data = zeroblob(length(data))'"):format(path)))
    local damaged = assert(glocal.open(path))
    local frame, message, code = glocal.rollup { zone = "A", store = damaged }
    assert.is_nil(frame)
    assert.are.equal("corrupt", code)
    assert.is_truthy(message:find("glocal check --rebuild " .. path, 1, true))
    assert.are.equal(1, damaged:check():where "problems > 0".problems[1])
    assert.is_true(damaged:rebuild())
    assert.are.equal(0, math.max(table.unpack(damaged:check().problems)))
    assert.are.equal(before, answers(damaged))
    assert.are.equal("rebuild", damaged:log().action[#damaged:log()])
  end)
end)
