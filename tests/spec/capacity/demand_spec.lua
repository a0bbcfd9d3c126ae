--- demand_spec.lua: the demand log: what is imported and what is refused, how lines add up, retraction and as_of, and who may see it.

local glocal = require "glocal"
local support = require "tests.spec.support"

local HEAD = "period,zone,kind,requester,service,phenomenon,requested,granted,hours_asked,hours_delivered,source,handling\n"

local function import(store, text, options)
  options = options or {}
  options.as = "requests"
  return store:import(support.file(HEAD .. text), nil, options)
end

local function requested(spec) return assert(glocal.demand(spec)).requested end

local function is_whole(store)
  for _, row in assert(store:check()):rows() do assert.equal(0, row.problems, row.check .. ": " .. tostring(row.result)) end
end

describe("the demand log", function()
  local store

  before_each(function() store = support.small_store() end)

  it("is summed by period and kind, of a zone with all that lie in it", function()
    assert(import(store, "2026-01-05,A-1,mutual aid,A-2,,,2,1,16,8,log,\n2026-01-20,A-1,mutual aid,,,p.x,3,3,24,24,log,\n" ..
      "2026-W10,A-2,mutual aid,,,,1,,,,log,\n2026-02,A-2,assistance,A-1,SPOC,p.y,4,4,,,log,\n2026-Q1,A,assistance,,,,7,,,,,\n"))
    local d = assert(glocal.demand { zone = "A" })
    assert.same({ "2026-01", "2026-02", "2026-01", "2026-02" }, d.period)
    assert.same({ "assistance", "assistance", "mutual aid", "mutual aid" }, d.kind)
    assert.same({ nil, 4, 5, nil }, { d.requested[1], d.requested[2], d.requested[3], d.requested[4] }) -- missing is not 0
    assert.same({ 4, 40, 32, 1 }, { d.granted[3], d.hours_asked[3], d.hours_delivered[3], d.unmet[3] })
    local note = d:attached "note_text"
    assert.truthy(note:find("2 lines of periods that do not make up a month left out", 1, true), note)
    assert.same({ 11, 5 }, requested { zone = "A", every = "quarter" })
    assert.same({ 4 }, requested { zone = "A-1", side = "made", kinds = "assistance" })
    assert.same({ 3 }, requested { phenomenon = "p", kinds = "Mutual Aid", by = {} })
    assert.same({ 5, 0 }, requested { zone = "A", kinds = "mutual aid", complete = true, from = "2026-01", to = "2026-02" })
  end)

  it("does not add what does not add up", function()
    assert(import(store, "2026-01,A-1,aid,,,,9,,,,log,\n2026-01-05,A-1,aid,,,,2,,,,log,\n2026-02-05,A-1,aid,,,,2,,,,log,\n" ..
      "2026-02-06,A-1,aid,,,,,1,,,log,\n"))
    local d = assert(glocal.demand { zone = "A-1" })
    assert.equal(9, d.requested[1]) -- the day lies within the month
    assert.is_nil(d.requested[2]) -- a line that does not state the number
    assert(import(store, "2026-01,A-1,aid,,,,8,,,,other,\n"))
    local found, message, code = glocal.demand { zone = "A-1" }
    assert.is_nil(found)
    assert.equal("ambiguous", code)
    assert.truthy(message:find("'log' and from 'other', which may count the same: say source=", 1, true), message)
    assert.equal(8, requested({ zone = "A-1", source = "other" })[1])
  end)

  it("refuses line by line, with the reason, and keeps no word that could be of a person", function()
    local secret = "Jan Peeters of the Main Street 12"
    local f = import(store, "2026-13,A-1,aid,,,,1,,,,,\n2026-01,A-9,aid,,,,1,,,,,\n2026-01,A-1,aid,,,,2,3,,,,\n" ..
      "2026-01,A-1,aid,,,,-1,,,,,\n2026-01,A-1,aid,,,,1.5,,,,,\n2026-01,A-1," .. secret .. ",,,,1,,,,,\n" ..
      "4000-01,A-1,aid,,,,1,,,,,\n2026-01,A-1,aid,,,,1,,,,,PURPLE\n2026-01,,aid,,,,1,,,,,\n2026-01,A-1,aid,,,,..,,,,,\n" ..
      "2026-01,A-1,aid,,,,1,,-4,,,\n2026-02,A-1,aid,,,,1,,,,,\n", { at_least = 0 })
    assert.same({ 1, 10 }, { f.rows, f.rejected })
    local reasons = store:sql "select reason from reject order by line".reason
    for i, expected in ipairs { "month must be 01 to 12", "A-9", "3 granted of 2 requested", "at least 0, not -1", "whole number",
      "is never stored", "has not begun yet", "PURPLE", "", "at least 0, not -4" } do
      assert.truthy(reasons[i]:find(expected, 1, true), reasons[i])
    end
    local path = store:path()
    store:close()
    local held = support.read(path) .. (io.open(path .. "-wal") and support.read(path .. "-wal") or "")
    assert.is_nil(held:find("Peeters", 1, true))
  end)

  it("says of how many sources its sums are", function()
    assert(import(store, "2026-01,A-1,aid,,,,4,,,,one,\n2026-01,A-1,help,,,,3,,,,other,\n"))
    local note = assert(glocal.demand { zone = "A-1", by = {} }):attached "note_text"
    assert.truthy(note:find("The lines are of 2 sources (one, other)", 1, true), note)
    assert.is_nil(glocal.demand({ zone = "A-1", source = "one" }):attached("note_text"):find("sources", 1, true))
    assert.is_nil(glocal.demand({ zone = "A-1", by = { "source" } }):attached("note_text"):find("2 sources", 1, true))
  end)

  it("keeps nothing of a text that stands where a number does", function()
    assert(import(store, "2026-03,A-1,aid,,,,4,,,,log,\n2026-03,A-1,aid,,,,Jan Janssens,,,,log,\n"))
    local refused = store:rejects()
    assert.equal(1, #refused)
    assert.is_nil((refused.reason[1] .. refused.text[1]):find("Jan", 1, true), refused.reason[1])
  end)

  it("keeps every version, and goes with its batch when that is retracted", function()
    assert(import(store, "2026-01,A-1,aid,,,,4,,,,log,\n2026-02,A-1,aid,,,,5,,,,log,\n"))
    local first = store:state()
    local second = assert(import(store, "2026-01,A-1,aid,,,,6,,,,log,\n2026-03,A-1,aid,,,,7,,,,log,\n")).batch
    assert.same({ 6, 5, 7 }, requested { zone = "A-1" })
    assert.same({ 4, 5 }, requested { zone = "A-1", as_of = first })
    local by = assert(store:retract(second, "sent twice"))
    assert.same({ 4, 5 }, requested { zone = "A-1" }) -- what it had superseded stands again
    assert.same({ 6, 5, 7 }, requested { zone = "A-1", as_of = by - 1 })
    is_whole(store)
    assert(store:retract(first, "wrong"))
    assert.equal(0, #glocal.demand { zone = "A-1" })
    is_whole(store)
  end)

  it("does not bring back what a later batch has since", function()
    assert(import(store, "2026-01,A-1,aid,,,,4,,,,log,\n"))
    local second = assert(import(store, "2026-01,A-1,aid,,,,6,,,,log,\n")).batch
    assert(import(store, "2026-01,A-1,aid,,,,8,,,,log,\n"))
    assert(store:retract(second, "wrong"))
    assert.same({ 8 }, requested { zone = "A-1" })
    is_whole(store)
  end)

  it("is marked by its own lines, and takes a workbook as well as CSV", function()
    assert(import(store, "2026-01,A-1,aid,,,,4,,,,log,RED H2\n2026-01,A-2,aid,,,,4,,,,log,GREEN\n"))
    assert.equal("TLP:GREEN", glocal.demand({ zone = "A-2" }):marking())
    assert.truthy(glocal.demand({ zone = "A-1" }):marking():find("TLP:RED", 1, true))
    assert.truthy(store:sql("select zone from request"):marking():find("TLP:RED", 1, true)) -- SQL can't tell rows apart
    local path = support.path ".xlsx"
    assert(glocal.frame { { period = "2026-03", zone = "A-2", kind = "aid", requested = 3 } }:to_xlsx(path))
    assert(store:import(path, nil, { as = "requests" }))
    assert.same({ 3 }, requested { zone = "A-2", from = "2026-03" })
  end)

  it("names what is wrong in a call", function()
    assert(import(store, "2026-01,A-1,mutual aid,,,,4,,,,log,\n"))
    assert.truthy(support.message_of(glocal.demand, { kinds = "mutul aid" }):find("did you mean 'mutual aid'", 1, true))
    assert.truthy(support.message_of(glocal.demand, { by = { "kinds" } }):find("did you mean 'kind'", 1, true))
    assert.truthy(support.message_of(glocal.demand, { zone = "Nowhere" }):find("Nowhere", 1, true))
    assert.truthy(support.message_of(glocal.demand, { every = "hour" }):find("every", 1, true))
    assert.truthy(glocal.demand({ zone = "A-2" }):attached("note_text"):find("--as requests", 1, true))
  end)
end)

describe("demand beside supply", function()
  it("says what is unanswered, what is answered, and what follows the search", function()
    local store = support.small_store()
    assert(import(store, "2026-03,A-1,aid,,,p.x,4,,80,,log,\n2026-03,A-1,aid,,,,9,,10,,log,\n"))
    local months = {}
    for i = 0, 23 do months[#months + 1] = ("%s,A-1,p.y,%d\n"):format(glocal.period("2024-05", "month", i), i < 12 and 10
      or 30) end
    assert(support.import(store, table.concat(months), { records = "events" }))
    local spec = { zone = "A-1", on = "2026-05-01", lang = "en", phenomenon = { "p.x", "p.y" }, looked_for = { "p.y" } }
    local function readings()
      local found = {}
      for _, row in glocal.demand_supply(spec):rows() do found[row.phenomenon] = row.reading end
      return found
    end
    assert.same({ ["p.x"] = "unanswered", ["p.y"] = "unanswered" }, readings())
    spec.capacity = glocal.frame { { phenomenon = "p.x", capacity = 3 }, { phenomenon = "p.y", capacity = 1 } }
    assert.same({ ["p.x"] = "answered", ["p.y"] = "follows the search" }, readings())
    spec.looked_for = {}
    assert.same({ ["p.x"] = "answered", ["p.y"] = "answered" }, readings())
    local d = glocal.demand_supply(spec)
    assert.same({ 4, 80.0, 1.0, 0.75 }, { d.requests[1], d.hours_asked[1], d.asked_share[1], d.capacity_share[1] })
    assert.is_nil(d.requests[2])
    assert.truthy(d:attached("note_text"):find("9 requests of the last year state no phenomenon", 1, true))
    local relations = glocal.crosswalk { zone = "A-1", on = "2026-05-01" }
    assert.same({ "demand without priority" }, relations.relation) -- of p, above both
    assert.same({ 4 }, relations.requests)
  end)

  it("has no change where a year lacks months, is censored, or is counted by another source", function()
    local store = support.small_store()
    local function year(phenomenon, first, n, count) -- months of figures of a source that reports no zeros
      local rows = {}
      for i = 0, n - 1 do rows[#rows + 1] = ("%s,A-1,%s,%s\n"):format(glocal.period(first, "month", i), phenomenon, count) end
      return table.concat(rows)
    end
    local figures = { records = "figures" }
    assert(support.import(store, year("p.x", "2024-05", 9, 10) .. year("p.x", "2025-05", 12, 10), figures)) -- 9 of 12, then whole
    assert(support.import(store, year("p.y", "2024-05", 12, "<5") .. year("p.y", "2025-05", 12, 4), figures))
    local spec = { zone = "A-1", on = "2026-05-01", lang = "en", phenomenon = { "p.x", "p.y" } }
    local d = glocal.demand_supply(spec)
    assert.same({ "not known", "not known" }, d.reading)
    assert.same({ 120, 48 }, d.count)
    for i = 1, 2 do assert.is_nil(d.change[i] or d.direction[i]) end
    assert.same({}, glocal.crosswalk { zone = "A-1", on = "2026-05-01" }.relation) -- nothing rises that can't be compared
    local function year_of_other(first, source)
      local text = year("p.x", first, 12, source == "old" and 10 or 40):gsub("A%-1", "A-2")
      assert(support.import(store, text, { records = "figures", source = source }))
    end
    year_of_other("2024-05", "old")
    year_of_other("2025-05", "new")
    assert(support.import(store, (year("p.y", "2025-08", 9, 10):gsub("A%-1", "A-2")), figures))
    spec.zone = "A-2"
    d = glocal.demand_supply(spec)
    assert.equal(480, d.count[1])
    assert.is_nil(d.direction[1])
    assert.is_nil(d.count[2])
    assert.truthy(d:attached("note_text"):find("no count where a year lacks periods: p.y (9 of 12 months to 2026-04)", 1, true))
  end)
end)
