-- regressors_spec.lua: leaders, events and figures known ahead in forecasts: kept where they help, dropped where not, and
-- nothing seen that was not known.

package.path = "./?.lua;./?/init.lua;" .. package.path
local glocal = require "glocal"
local support = require "tests.spec.support"
local forecast, backtest, frame = glocal.forecast, glocal.backtest, glocal.frame

local MONTHS = { types = { period = "month" } }

local function month(i) return glocal.period("2010-01", "month", i - 1) end

local function random_from(state)
  return function()
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648 - 0.5
  end
end

-- HERE follows the changes of FAR three months before; ELSEWHERE has nothing to do with it.
local function led(seed, n, led_from)
  local random = random_from(seed)
  local here, far, changes = {}, {}, {}
  local x, y, noise = 400, 500, 300
  for i = 1, n do
    changes[i] = random() * 40
    x, noise = x + changes[i], noise + random() * 30
    y = y + 0.8 * (i > led_from and changes[i - 3] or 0) + random() * 15
    far[#far + 1] = { zone = "FAR", period = month(i), value = x }
    far[#far + 1] = { zone = "ELSEWHERE", period = month(i), value = noise }
    here[i] = { zone = "HERE", period = month(i), value = y }
  end
  return frame(here, MONTHS), frame(far, MONTHS)
end

-- A level with noise, and what an event adds from period `from` to `to`.
local function with_event(seed, n, from, to, effect)
  local random = random_from(seed)
  local rows, level = {}, 0
  for i = 1, n do
    level = 0.5 * level + 10 * random()
    rows[i] = { zone = "HERE", period = month(i), value = 200 + level + (i >= from and i <= to and effect or 0) }
  end
  return rows
end

local message_of = support.message_of

local function error_over(f, r)
  local came, sum, n = {}, 0, 0
  for _, row in r:rows() do came[row.period] = row.value end
  for _, row in f:rows() do
    sum, n = sum + math.abs(row.median - came[row.period]), n + 1
  end
  return sum / n
end

describe("leaders", function()
  it("go in where they lead, and make the forecast better", function()
    local with, without = 0, 0
    for seed = 1, 8 do
      local r, s = led(seed * 7919, 110, 3)
      local f = forecast(r, { leaders = s, horizon = 4, cutoff = month(106) })
      local effects = f:effects()
      assert.same({ "HERE", "FAR", 3, 1 }, { effects.zone[1], effects.regressor[1], effects.lag[1], effects.kept[1] })
      assert.is_true(effects.low[1] < 0.8 and effects.high[1] > 0.6 and effects.gain[1] > 0)
      for _, name in ipairs(effects.regressor) do assert.not_equal("ELSEWHERE", name) end
      assert.truthy(f:note():find("1 of 1 candidate regressor selected", 1, true), f:note())
      with = with + error_over(f, r)
      without = without + error_over(forecast(r, { horizon = 4, cutoff = month(106) }), r)
    end
    assert.is_true(with < 0.7 * without, with .. " against " .. without)
  end)

  it("change nothing where there are none", function()
    local r, s = led(11, 100, 1000)
    local f = forecast(r, { leaders = s, horizon = 3 })
    assert.equal(0, #f:effects())
    assert.truthy(f:note():find("No leading series found", 1, true))
    assert.equal(forecast(r, { horizon = 3 }):to_csv(), f:to_csv())
  end)

  it("are not seen after the cutoff, nor after the origin of a backtest", function()
    local r, s = led(7919, 110, 3)
    local rows = {}
    for i, row in s:rows() do rows[i] = row end
    for _, row in ipairs(rows) do
      if row.period > month(100) then row.value = -row.value * 3 - 500 end
    end
    local other = frame(rows, MONTHS)
    local options = { leaders = s, horizon = 10, cutoff = month(100) }
    local before = forecast(r, options)
    assert.equal(1, before:effects().kept[1])
    options.leaders = other
    assert.equal(before:to_csv(), forecast(r, options):to_csv())
    -- Of the two origins at 94 and 100, both know the leader up to themselves only.
    local test = { leaders = s, horizon = 10, origins = 2, stride = 6, methods = { "combination", "regression" } }
    local looked_back = backtest(r, test)
    test.leaders = other
    assert.equal(looked_back:to_csv(), backtest(r, test):to_csv())
    test.leaders = s:where(function(row) return row.zone == "ELSEWHERE" end)
    assert.not_equal(looked_back:to_csv(), backtest(r, test):to_csv())
  end)

  it("are chosen at each origin of a backtest from what came before it", function()
    -- The series follows the leader only in its last third: at the origin before that there is nothing to find.
    local r, s = led(5, 120, 80)
    local test = { horizon = 40, origins = 1, methods = { "combination" } }
    local without = backtest(r, test)
    test.leaders = s
    assert.equal(without:to_csv(), backtest(r, test):to_csv())
  end)

  it("that are known later than the series tell more steps ahead", function()
    local r, s = led(7919, 110, 3)
    local known = r:where(function(row) return row.period <= month(104) end)
    local late = forecast(known, { leaders = s, horizon = 6 })
    local same = forecast(known, { leaders = s:where(function(row) return row.period <= month(104) end), horizon = 6 })
    assert.is_true(late.high_95[6] - late.low_95[6] < same.high_95[6] - same.low_95[6])
  end)

  it("give the same bits on one thread and on many, join the markings, and are in the origin", function()
    local r, s = led(7919, 100, 3)
    local script = support.file([[
      local rows, far = {}, {}
      for line in io.lines(arg[1]) do
        local period, value, zone = line:match "^([%d-]+),([%d.]+),(%u+)"
        for i = 1, zone and 6 or 0 do
          local into = zone == "HERE" and rows or far
          into[#into + 1] = { zone = zone .. i, period = period, value = value + i }
        end
      end
      local types = { types = { period = "month" } }
      local f = forecast(frame(rows, types), { leaders = frame(far, types), horizon = 6 })
      print(f:to_csv() .. f:effects():to_csv())
    ]], ".lua")
    local csv = {}
    for _, each in ipairs { r, s } do
      for _, row in each:rows() do csv[#csv + 1] = ("%s,%.6f,%s"):format(row.period, row.value, row.zone) end
    end
    local path = support.file(table.concat(csv, "\n") .. "\n")
    local function run(threads)
      local command = ("GLOCAL_THREADS=%d '%s' run '%s' '%s' 2>&1"):format(threads, os.getenv "GLOCAL", script, path)
      local pipe = assert(io.popen(command))
      local text = pipe:read "a"
      pipe:close()
      return text
    end
    local one = run(1)
    assert.truthy(one:find("HERE6,FAR", 1, true), one:sub(1, 300))
    assert.equal(one, run(3))
    local f = forecast(r, { leaders = s:mark "AMBER", horizon = 2 })
    assert.equal("TLP:AMBER", f:marking())
    assert.equal("TLP:AMBER", f:effects():marking())
    assert.truthy(f:provenance():find("leaders=", 1, true))
    assert.equal("TLP:AMBER", backtest(r, { leaders = s:mark "AMBER", horizon = 2, origins = 1 }):marking())
  end)
end)

describe("events", function()
  it("are found again with their effect, and go in where they help", function()
    local all = {}
    for seed = 1, 40 do
      for _, row in ipairs(with_event(seed * 104729, 96, 60, 1000, 25)) do
        row.zone = "Z" .. seed
        all[#all + 1] = row
      end
    end
    local law = { name = "law", from = month(60) }
    local e = forecast(frame(all, MONTHS), { method = "regression", horizon = 3, calibrate = false, events = { law } }):effects()
    local held = 0
    for _, row in e:rows() do
      assert.is_true(math.abs(row.coefficient - 25) < 5, row.coefficient)
      if row.low <= 25 and row.high >= 25 then held = held + 1 end
    end
    assert.is_true(held >= 32, held .. " of 40 intervals of 95 % hold the effect")
    -- A campaign that is on when the forecast is made, and ends in it.
    local rows = with_event(3, 100, 80, 96, 60)
    local r = frame(rows, MONTHS)
    local events = { { name = "campaign", from = month(80), to = month(96) } }
    local with = forecast(r, { events = events, horizon = 6, cutoff = month(94) })
    local without = forecast(r, { horizon = 6, cutoff = month(94) })
    assert.same({ "campaign", 0, 1 }, { with:effects().regressor[1], with:effects().lag[1], with:effects().kept[1] })
    assert.is_true(error_over(with, r) < 0.6 * error_over(without, r))
  end)

  it("of some zones are told of those only; a frame of them does as well", function()
    local rows = with_event(1, 60, 30, 1000, 40)
    for _, row in ipairs(with_event(2, 60, 1000, 1000, 0)) do
      row.zone = "THERE"
      rows[#rows + 1] = row
    end
    local r = frame(rows, MONTHS)
    local events = {
      { name = "law", from = month(30), zone = "HERE" },
      { name = "summer", from = "2010-07", to = "2010-08", every = "year" },
    }
    local f = forecast(r, { events = events, horizon = 3 })
    local e = f:effects()
    assert.same({ "HERE", "HERE", "THERE" }, { e.zone[1], e.zone[2], e.zone[3] })
    assert.same({ "law", "summer", "summer" }, { e.regressor[1], e.regressor[2], e.regressor[3] })
    assert.equal(0, e.kept[3])
    local same = frame(events, { columns = { "name", "from", "to", "every", "zone" } })
    assert.equal(f:to_csv(), forecast(r, { events = same, horizon = 3 }):to_csv())
    assert.equal("TLP:GREEN", forecast(r, { events = same:mark "GREEN", horizon = 3 }):marking())
    local dated = frame({ { name = "law", from = month(30) } }, { types = { from = "month" } })
    assert.equal("law", forecast(r, { events = dated, horizon = 3 }):effects().regressor[1])
  end)

  it("are refused with a message that says what to write", function()
    local r = frame(with_event(1, 40, 30, 1000, 0), MONTHS)
    local function refused(events) return message_of(forecast, r, { events = events }) end
    local function says(text, events) assert.truthy(refused(events):find(text, 1, true), refused(events)) end
    says("'events' to 'forecast': event 1 ('a'): say when it begins, as in from=\"2015-09\"", { { name = "a" } })
    says("event 2: say what it is called", { { name = "a", from = "2011" }, { from = "2011" } })
    says("'to' must be a date or period, such as \"2015-09\", got 2011-13", { { name = "a", from = "2011", to = "2011-13" } })
    says("no series has the zone 'HER', did you mean 'HERE'?", { { name = "a", from = "2011", zone = "HER" } })
    says("there is no 'zonne', did you mean 'zone'?", { { name = "a", from = "2011", zonne = "HERE" } })
    says("the event 'a' ends before it begins", { { name = "a", from = "2011", to = "2010" } })
    says("comes back every year: say when it ends, with to", { { name = "a", from = "2011", every = "year" } })
    says("expected a table or a frame, got 3", 3)
    says("there are none", {})
  end)
end)

describe("regressors known ahead", function()
  local function priced(n)
    local random, rows, prices = random_from(77), {}, {}
    for i = 1, n do
      local price = 10 + 5 * random() + (i % 7)
      prices[i] = { period = month(i), price = price, nothing = random() }
      rows[i] = { zone = "HERE", period = month(i), value = 100 + 4 * price + random() }
    end
    return frame(rows, MONTHS), frame(prices, { types = MONTHS.types, columns = { "period", "price", "nothing" } })
  end

  it("go in by name, and must reach the horizon", function()
    local r, prices = priced(90)
    local options = { regressors = prices, horizon = 6, cutoff = month(84) }
    local f = forecast(r, options)
    local e = f:effects()
    assert.same({ "price", "nothing" }, { e.regressor[1], e.regressor[2] })
    assert.same({ 1, 0 }, { e.kept[1], e.kept[2] })
    assert.is_true(math.abs(e.coefficient[1] - 4) < 0.1)
    assert.is_true(error_over(f, r) < 0.5 * error_over(forecast(r, { horizon = 6, cutoff = month(84) }), r))
    options.horizon = 9
    local short = message_of(forecast, r, options)
    assert.truthy(short:find("the regressor 'price' ends with 2017-06 and the forecast goes to 2017-09", 1, true), short)
  end)

  it("are refused where they don't fit", function()
    local r, prices = priced(40)
    r = r:head(30)
    local function says(text, regressors)
      local message = message_of(forecast, r, { regressors = regressors, horizon = 3 })
      assert.truthy(message:find(text, 1, true), message)
    end
    local function two(first, second) return frame({ { period = first, v = 1 }, { period = second, v = 2 } }, MONTHS) end
    says("the regressors are by year, the figures by month", two("2010", "2020"))
    says("has no figure for 2010-02", two("2010-01", "2020-01"))
    says("have 0 columns of numbers", prices:select { "period" })
    says("a column 'facet' that the figures don't have", prices:mutate { facet = function() return "x" end })
    says("other keys than the figures", prices:mutate { zone = function() return "THERE" end })
    says("expected a frame", 3)
  end)

  it("belong to methods that take them, and to forecasts that had them", function()
    local r, prices = priced(40)
    local function says(text, ...)
      local message = message_of(...)
      assert.truthy(message:find(text, 1, true), message)
    end
    says("the method ets takes no regressors", forecast, r, { regressors = prices, method = "ets" })
    says("it needs leaders", forecast, r, { max_lag = 3 })
    says("from 1 to 120, got 0", forecast, r, { leaders = r, max_lag = 0 })
    says("takes no regressors", backtest, r, { leaders = r, methods = { "ets" } })
    says("leave as_of out", backtest, function() return r end, { leaders = r })
    says("no forecast with regressors", r.effects, r)
    local plain = forecast(r, { method = "regression", horizon = 1 })
    assert.truthy(plain:note():find("no regressors: plain ARIMA", 1, true))
  end)
end)
