--- messages_spec.lua: single messages and counts of them: what is imported, what is refused, and how many were answered in time.

local glocal = require "glocal"
local support = require "tests.spec.support"
local survival = require "foresight.cooperation.survival"

local HEAD = "received,answered,channel,country,kind,urgency,instrument\n"

local function import(store, text, options)
  options = options or {}
  options.as = options.as or "messages"
  return store:import(support.file(text), nil, options)
end

local function counts(spec) return assert(glocal.compliance(spec))[1] end

describe("messages", function()
  local store

  before_each(function() store = support.small_store() end)

  it("count once their limit has passed, and are open, late or in time", function()
    assert(import(store, HEAD ..
      "2026-03-01 08:00,2026-03-01 16:00,SPOC,A-1,request,urgent,\n" .. -- to the minute: in time
      "2026-03-01 08:00,2026-03-01 16:01,SPOC,A-1,request,urgent,\n" ..
      "2026-03-01 08:00,,SPOC,A-1,request,urgent,\n" .. -- never answered: late
      "2026-03-01 08:00,2026-03-08 23:59,SPOC,A-1,request,normal,\n" .. -- the seventh calendar day
      "2026-03-01 08:00,2026-03-09 00:00,SPOC,A-1,request,normal,\n" ..
      "2026-03-05 08:00,,SPOC,A-1,request,normal,\n")) -- not due yet
    local row = counts { by = {} }
    assert.same({ 6, 4, 2 }, { row.messages, row.answered, row.open })
    assert.same({ 5, 2 }, { row.due, row.in_time })
    assert.equal(2 / 5, row.share)
    assert.equal(1 / 6, row.in_8h)
    local note = assert(glocal.compliance { by = {} }):attached "note_text"
    assert.truthy(note:find("2 not answered by then", 1, true))
    assert.truthy(note:find("1 whose limit had not passed are in no share", 1, true))
  end)

  it("are as known on an earlier day: a later answer is none yet", function()
    assert(import(store, HEAD .. "2026-03-01 08:00,2026-03-20 08:00,SPOC,A-1,request,,\n2026-03-15,,SPOC,A-1,request,,\n"))
    local row = counts { by = {}, ["until"] = "2026-03-10" }
    assert.same({ 1, 0, 1, 1, 0 }, { row.messages, row.answered, row.open, row.due, row.in_time })
    assert.is_nil(row.median_hours)
  end)

  it("have times with an offset, seconds, or none", function()
    assert(import(store, HEAD .. "2026-03-01T00:30:00+01:00,2026-02-28 23:35:59Z,SPOC,A-1,request,,\n" ..
      "01/03/2026 9:05,01/03/2026 10:05,SPOC,A-1,request,,\n2026-03-31,2026-03-31,SPOC,A-1,request,urgent,\n",
      { dates = "dmy" }))
    assert.equal(5 / 60, counts({ by = {}, from = "2026-02-28", to = "2026-02-28" }).median_hours)
    assert.equal(1.0, counts({ by = {}, from = "2026-03-01", to = "2026-03-01" }).median_hours)
    local made = assert(glocal.compliance { by = {}, from = "2026-03-31" })
    assert.same({ 1, 0 }, { made.messages[1], made.due[1] }) -- no time of day: not held against eight hours
    assert.truthy(made:attached("note_text"):find("1 without a time of day", 1, true))
  end)

  it("agree with a count by hand, whatever the order of batches and the threads", function()
    local state, lines, list = 7, { {}, {} }, {}
    local function chance(n)
      state = (state * 1103515245 + 12345) % 2 ^ 31 // 1 | 0
      return (state >> 8) % n
    end
    local function text(minute)
      return ("2026-%02d-%02d %02d:%02d"):format(1 + minute // 40320, 1 + minute // 1440 % 28, minute // 60 % 24, minute % 60)
    end
    for i = 1, 600 do
      local received, urgent, kind = chance(40320), chance(2) == 0, ({ "hit", "request" })[1 + chance(2)]
      local delay = chance(urgent and 900 or 14 * 1440)
      local answered = chance(8) > 0 and received + delay < 40320 and received + delay
      table.insert(lines[1 + i % 2], ("%s,%s,SPOC,A-%d,%s,%s,"):format(text(received), answered and text(answered) or "",
        1 + chance(2), kind, urgent and "urgent" or "normal"))
      list[i] = { received = received, answered = answered, urgent = urgent, kind = kind }
    end
    for i = 1, 2 do assert(import(store, HEAD .. table.concat(lines[i], "\n") .. "\n")) end
    local last = 0
    for _, m in ipairs(list) do last = math.max(last, m.received, m.answered or 0) end
    for _, kind in ipairs { "hit", "request" } do
      local all, due, in_time, times = 0, 0, 0, {}
      for _, m in ipairs(list) do
        if m.kind == kind then
          all = all + 1
          times[#times + 1] = { time = (m.answered or last) - m.received, event = m.answered and true or false, n = 1 }
          if m.urgent and last >= m.received + 480 then
            due, in_time = due + 1, in_time + (m.answered and m.answered - m.received <= 480 and 1 or 0)
          elseif not m.urgent and last // 1440 > m.received // 1440 + 7 then
            due = due + 1
            in_time = in_time + (m.answered and m.answered // 1440 - m.received // 1440 <= 7 and 1 or 0)
          end
        end
      end
      local row = counts { by = { "kind" }, kind = kind }
      assert.same({ all, due, in_time }, { row.messages, row.due, row.in_time })
      assert.equal(survival.quantile(survival.estimate(times), 0.5), row.median_hours * 60)
    end
    local by_month = assert(glocal.compliance { by = { "country", "kind" }, every = "week" })
    local sum = 0
    for _, n in ipairs(by_month.messages) do sum = sum + n end
    assert.equal(600, sum)
  end)

  it("go with their batch when it is retracted, and are there as of before", function()
    local first = assert(import(store, HEAD .. "2026-03-01 08:00,,SPOC,A-1,request,,\n")).batch
    assert(import(store, HEAD .. "2026-03-02 08:00,,SPOC,A-2,request,,\n"))
    local by = assert(store:retract(first, "sent twice"))
    assert.equal(1, counts({ by = {} }).messages)
    assert.equal(2, counts({ by = {}, as_of = by - 1 }).messages)
    for _, row in assert(store:check()):rows() do assert.equal(0, row.problems, row.check .. ": " .. tostring(row.result)) end
  end)

  it("hold nothing that a message could say", function()
    local secret = "Please look for the car of Mr X at the station tonight"
    local f = import(store, HEAD .. "2026-03-01,,SPOC,A-1,request,,\n2026-03-01,,SPOC,A-1," .. secret .. ",,\n" ..
      "2026-03-01,,SPOC," .. secret .. ",request,,\n" .. secret
        .. ",,SPOC,A-1,request,,\n2026-03-01,,SPOC,A-1,tel 0470123456,,\n" ..
      "2026-03-01,,SPOC,A-1,request,\"" .. secret .. "\n", { at_least = 0 })
    assert.same({ 1, 5 }, { f.rows, f.rejected })
    local path = store:path()
    store:close()
    local held = support.read(path) .. (io.open(path .. "-wal") and support.read(path .. "-wal") or "")
    assert.is_nil(held:find("Mr X", 1, true))
    assert.is_nil(held:find("0470123456", 1, true))
  end)

  it("have days in the order that their column shows, with a time of day behind them", function()
    local done = assert(import(store, HEAD .. "01/02/2026 08:00,01/02/2026 9:05,SPOC,A-1,request,,\n" ..
      "13/02/2026 08:00,,SPOC,A-1,request,,\n"))
    assert.same({ 2, 0, "found: dates dmy" }, { done.rows, done.rejected, done.note })
    assert.same({ "2026-02" }, glocal.message_flows({ by = {} }).month)
  end)

  it("are counted once: the same file is refused for as long as its batch stands, and single events are too", function()
    local path = support.file(HEAD .. "2026-03-01 08:00,,SPOC,A-1,request,,\n2026-03-01 99:00,,SPOC,A-1,request,,\n")
    local first = assert(store:import(path, nil, { as = "messages" }))
    local done, message, code = store:import(path, nil, { as = "messages", again = true })
    assert.is_nil(done)
    assert.equal("exists", code)
    assert.truthy(message:find(("as batch %d on"):format(first.batch), 1, true), message)
    assert.truthy(message:find(("(1 lines taken, 1 refused); store:retract(%d, \"why\") takes that back: imported beside it, its "
      .. "lines would be counted twice"):format(first.batch), 1, true), message)
    assert(store:retract(first.batch, "half"))
    assert(store:import(path, nil, { as = "messages" }))
    local events = support.file "day,zone,phenomenon\n2026-03-01,A-1,p.x\n"
    local mapping = { day = "day", zone = "zone", phenomenon = "phenomenon" }
    assert(store:import(events, mapping, { source = "log" }))
    done, message = store:import(events, mapping, { source = "other", again = true })
    assert.is_nil(done)
    assert.truthy(message:find("would be counted twice", 1, true), message)
    assert.same({ 1 }, glocal.rollup({ zone = "A-1", phenomenon = "p.x" }).count)
  end)

  it("are refused as a whole where a column is no list of terms", function()
    local lines = {}
    for i = 1, 500 do
      lines[i] = ("2026-03-01,,SPOC,A-1,%s%s,,"):format(string.char(97 + i % 26), string.char(97 + i // 26))
    end
    local done, message = import(store, HEAD .. table.concat(lines, "\n") .. "\n")
    assert.is_nil(done)
    assert.truthy(message:find("'kind' has more than 400 different texts", 1, true))
    assert.equal(0, counts({ by = {} }) and #assert(glocal.compliance { by = {} }) or 0)
  end)

  it("are refused line by line, with the reason", function()
    assert(import(store, HEAD .. "2026-03-01 08:00,,SPOC,A-1,request,,\n2026-03-01 08:00,2026-03-01 07:59,SPOC,A-1,request,,\n" ..
      "2026-03,,SPOC,A-1,request,,\n2026-03-01 25:00,,SPOC,A-1,request,,\n5000-01-01,,SPOC,A-1,request,,\n" ..
      "2026-03-01,,SPOC,A-9,request,,\n"))
    local reasons = store:sql("select reason, text from reject order by line")
    for i, expected in ipairs { "answered before it was received", "not a month", "no time of day", "has not come yet", "A-9" } do
      assert.truthy(reasons.reason[i]:find(expected, 1, true), reasons.reason[i])
      assert.equal("", reasons.text[i])
    end
  end)
end)

describe("message_flows", function()
  local store

  before_each(function()
    store = support.small_store()
    assert(import(store, "month,channel,country,kind,urgency,received,sent,in_time,median_hours\n" ..
      "2026-01,SPOC,A-1,request,urgent,10,12,8,5.5\n2026-01,SPOC,A-2,request,,20,5,,\n2026-02,SPOC,A-1,request,urgent,11,,9,\n" ..
      "2026-02,SIENA,A-1,request,urgent,3,4,1,\n", { as = "message_flows" }))
  end)

  it("are sums, null where a row does not state the number", function()
    local f = assert(glocal.message_flows())
    assert.same({ "2026-01", "2026-02", "2026-02" }, f.month)
    assert.same({ 30, 3, 11 }, f.received)
    assert.same({ 17, 4, nil }, { f.sent[1], f.sent[2], f.sent[3] })
    assert.is_nil(f.in_time[1])
  end)

  it("are numbers of any size, with decimals, and null where a mark stands for a missing one", function()
    local done = assert(import(store, "month,channel,country,received,sent,median_hours\n" ..
      "2026-03,SPOC,A-1,123456,n/a,\"27,5\"\n2026-04,SPOC,A-1,1.234,12,\"3,0\"\n2026-05,SPOC,A-1,n/a,,\n" ..
      "2026-06,SPOC,A-1,-3,,\n2026-07,SPOC,A-1,8,2,\n" ..
      "2026-08,SPOC,A-1,8,2,\n2026-09,SPOC,A-1,Jan Janssens,2,\n",
      { as = "message_flows" }))
    assert.same({ 4, 1, 2 }, { done.rows, done.passed_over, done.rejected })
    local f = glocal.message_flows { channel = "SPOC", from = "2026-03" }
    assert.same({ 123456, 1234, 8, 8 }, f.received)
    assert.same({ nil, 12 }, { f.sent[1], f.sent[2] })
    assert.same({ 27.5, 3.0 }, store:sql("select median_hours as h from message_flow where month >= 20513 order by month").h)
    local reasons = store:sql("select reason from reject order by line").reason
    assert.equal("a count is 0 or more, not -3", reasons[1])
    assert.is_nil(reasons[2]:find("Jan", 1, true), reasons[2]) -- nothing is kept of what could be of a person
  end)

  it("keep every version, and the single messages apart", function()
    local before = store:state()
    assert(import(store, "month,channel,country,kind,urgency,received\n2026-02,SIENA,A-1,request,urgent,7\n",
      { as = "message_flows" }))
    assert.same({ 7 }, glocal.message_flows({ channel = "SIENA" }).received)
    assert.same({ 3 }, glocal.message_flows({ channel = "SIENA", as_of = before }).received)
    assert(import(store, HEAD .. "2026-02-01,,SIENA,A-1,request,urgent,\n"))
    assert.same({ 7 }, glocal.message_flows({ channel = "SIENA" }).received)
    assert.same({ 1 }, glocal.message_flows({ channel = "SIENA", of = "messages" }).received)
  end)

  it("are counted both ways only where both are stated", function()
    local f = assert(glocal.reciprocity())
    assert.same({ "A-1", "A-2" }, f.country)
    assert.same({ 10, 20 }, f.received)
    assert.same({ 2, -15 }, f.balance)
    assert.truthy(f:attached("note_text"):find("1 months of a country", 1, true))
  end)

  it("refuse what is no month, and more answered in time than received", function()
    local f = import(store, "month,channel,country,kind,urgency,received,in_time\n" ..
      "2026,SPOC,A-1,x,,1,1\n2026-03,SPOC,A-1,x,,1,2\n" ..
      "2026-03,SPOC,A-1,y,,2,2\n", { as = "message_flows", at_least = 0 })
    assert.same({ 1, 2 }, { f.rows, f.rejected })
  end)
end)
