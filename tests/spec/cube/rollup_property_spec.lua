--- rollup_property_spec.lua: random trees, observations, retractions and mergers roll up to what plain SQL gives.
--
-- Each round has its seed in its name; run one again with GLOCAL_SEED=n.

local glocal = require "glocal"
local support = require "tests.spec.support"

local ROUNDS = 25

-- A random store: zones z1..zn under random parents (some retired into others), phenomena p1..pn, three batches.
local function random_store(random)
  local store = assert(glocal.init(support.path ".db"))
  local zones, phenomena = { "code,parent,kind,valid_to" }, { "code,parent" }
  local zone_count, phenomenon_count = random(3, 14), random(2, 8)
  local retired = {}
  for i = 1, zone_count do
    local parent = i > 1 and "z" .. random(1, i - 1) or ""
    zones[#zones + 1] = ("z%d,%s,k%d,"):format(i, parent, random(1, 3))
  end
  for i = 1, random(0, 2) do
    retired[i] = ("old%d"):format(i)
    zones[#zones + 1] = ("old%d,z1,k1,2023-12-31"):format(i)
  end
  for i = 1, phenomenon_count do
    phenomena[#phenomena + 1] = ("p%d,%s"):format(i, i > 1 and random(2) == 1 and "p" .. random(1, i - 1) or "")
  end
  local same = { code = "code", parent = "parent" }
  assert(store:import(support.file(table.concat(zones, "\n")),
    { code = "code", parent = "parent", kind = "kind", valid_to = "valid_to" }, { as = "zones", strict = true }))
  assert(store:import(support.file(table.concat(phenomena, "\n")), same, { as = "phenomena", strict = true }))
  for i, code in ipairs(retired) do
    assert(store:import(support.file(("old,new,valid_from\n%s,z%d,2024-01-01\n"):format(code, random(1, zone_count))),
      { old = "old", new = "new", valid_from = "valid_from" }, { as = "successions", strict = true, note = tostring(i) }))
  end
  local batches = {}
  for b = 1, 3 do
    local lines = { "day,zone,phenomenon,count,value" }
    for _ = 1, random(1, 120) do
      local zone = #retired > 0 and random(8) == 1 and retired[random(#retired)] or "z" .. random(zone_count)
      local day = ({ "2023-%02d-%02d", "2024-%02d-%02d", "2024-%02d", "2024-W%02d" })[random(4)]
        :format(random(12), random(28))
      local count = random(6) == 1 and "<5" or tostring(random(0, 50))
      lines[#lines + 1] = ("%s,%s,p%d,%s,%d"):format(day, zone, random(phenomenon_count), count, random(0, 1000))
    end
    batches[b] = assert(store:import(support.file(table.concat(lines, "\n")),
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", value = "value" },
      { source = "s", strict = true, note = tostring(b), records = "events" })).batch
  end
  if random(2) == 1 then assert(store:retract(batches[random(3)], "a test")) end
  return store, batches
end

-- The same sums by SQL over the observations: monthly, for every zone and phenomenon.
local PLAIN = [[
with recursive
  moved (zone, at) as (select z.id, coalesce(s.new, z.id) from zone z left join zone_succession s on s.old = z.id),
  zone_up (zone, up) as (select zone, at from moved
    union all select zone, l.parent from zone_up join zone_link l on l.child = zone_up.up),
  phenomenon_up (phenomenon, up) as (select id, id from phenomenon
    union all select phenomenon, p.parent from phenomenon_up u join phenomenon p on p.id = u.up where p.parent is not null),
  fitting as (
    select *, strftime('%Y-%m', day * 86400, 'unixepoch') as month from observation
    where batch <= :state and (retracted is null or retracted > :state) and (span in (0, 2) or
      (span = 1 and strftime('%Y-%m', day * 86400, 'unixepoch') = strftime('%Y-%m', (day + 6) * 86400, 'unixepoch'))))
select z.code as zone, p.code as phenomenon, o.month, count(*) as events, sum(o.count) as count,
  sum(coalesce(o.count_high, o.count)) as count_high, sum(coalesce(o.value, 0)) as value
from fitting o join zone_up zu on zu.zone = o.zone join phenomenon_up pu on pu.phenomenon = o.phenomenon
join zone z on z.id = zu.up join phenomenon p on p.id = pu.up
group by 1, 2, 3 order by 1, 2, 3]]

local function lines_of(frame, period)
  local lines = {}
  for _, row in frame:rows() do
    lines[#lines + 1] = table.concat({ row.zone, row.phenomenon, row[period], row.events, row.count,
      row.count_high or row.count, row.value }, " ")
  end
  table.sort(lines)
  return lines
end

describe("rollup", function()
  local told = tonumber(os.getenv "GLOCAL_SEED")
  for seed = told or 1, told or ROUNDS do
    it("equals plain SQL on random stores, seed " .. seed, function()
      math.randomseed(seed)
      local store, batches = random_store(math.random)
      for _, state in ipairs { store:state(), batches[1], batches[2] } do
        local rolled = glocal.rollup {
          zone = "*", phenomenon = "*", every = "month", measures = { "events", "count", "value" }, as_of = state,
          store = store,
        }
        local plain = store:sql(PLAIN, { state = state })
        assert.is_true(#plain > 0)
        assert.same(lines_of(plain, "month"), lines_of(rolled, "period"))
      end
      assert.equal(0, store:check():sum "problems")
      store:close()
    end)
  end
end)
