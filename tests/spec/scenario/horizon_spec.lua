--- horizon_spec.lua: weak signals recorded, refused, found, judged, retracted, clustered and promoted to drivers of a scenario.

local glocal = require "glocal"
local linkage = require "foresight.horizon.linkage"
local likeness = require "foresight.horizon.likeness"
local personal = require "foresight.horizon.personal"
local support = require "tests.spec.support"

local near = support.near(1e-9)

local function spec(changes)
  local made = { title = "Parcels sent to empty flats", text = "", zone = "A-1", seen = "2026-01-10", source = "press",
    reliability = "B", credibility = 2, steep = "economic", phenomenon = "p.x", lang = "en", recorded = "2026-01-12" }
  for name, value in pairs(changes or {}) do made[name] = value ~= "-" and value or nil end
  return made
end

local function record(changes) return assert(glocal.signal(spec(changes))) end

local function fault(f, ...) return support.message_of(f, ...) end

local function says(text, part)
  assert.truthy(tostring(text):find(part, 1, true), ("no '%s' in: %s"):format(part, tostring(text)))
end

describe("a text that may be a person's", function()
  it("is seen", function()
    for _, text in ipairs { "call 0475 12 34 56", "+32 2 508 12 34", "j.jansen@politie.example.be", "85.07.30-033.28",
      "nr 123456782",
      "1 85 05 78 006 084 36", "BE68 5390 0754 7034", "(0)475/12.34.56", "0049 170 1234567" } do
      assert.truthy(personal.found(text), text)
      assert.is_nil(personal.found(text):find(text, 1, true), "the message repeats it")
    end
  end)

  it("is not a figure, a date, a year, a road, a place", function()
    for _, text in ipairs { "1 200 000 000 euro", "1.200.000.000", "2024 2025 2026", "2024-01-02 to 2024-03-04",
      "31/12/2024, 01.02.2025",
      "E40 and A16, 12 lorries of 2 500 kg", "2023-2024, 2025/2026", "5,170 observed; 2,221 expected", "51.2194, 4.4025" } do
      assert.is_nil(personal.found(text), text)
    end
  end)
end)

describe("a signal", function()
  local store

  before_each(function() store = support.small_store() end)

  it("is kept with what was judged, and the store is whole", function()
    assert.equal(1, record { likelihood = 0.3, impact = 4, role = "analysis", zone = { "A-1", "A-2", "A-1" },
      horizon = "2027..2028" })
    local s = glocal.signals { as_of = "2026-01-12" }
    assert.equal(1, #s)
    assert.same({ "A-1, A-2", "p.x", "2026-01-10", "2027-01-01..2028-12-31", "2026-01-12" },
      { s.zones[1], s.phenomenon[1], s.seen[1], s.horizon[1], s.recorded[1] })
    assert.same({ 0.3, 4.0, 1, 2 }, { s.likelihood[1], s.impact[1], s.judgements[1], s.age[1] })
    local log = store:log()
    assert.same({ "signal", "signal 1" }, { log.action[#log], log.object[#log] })
    for _, row in store:check():rows() do assert.equal(0, row.problems, row.check) end
  end)

  it("weighs by its grading and half after each half-life", function()
    record { reliability = "A", credibility = 1 }
    record { title = "other", reliability = "C", credibility = 2 }
    local s = glocal.signals { as_of = "2026-07-09", half_life = 90 }
    near(0.25, s.strength[1])
    near(0.25 * 0.6 * 0.8, s.strength[2])
    says(s:note(), "0.5^(age / 90 days)")
    says(fault(glocal.signals, { half_life = 0 }), "above 0")
  end)

  it("is refused with a reason where it makes no sense", function()
    for part, changes in pairs {
      ["bad argument 'title'"] = { title = " " }, ["bad argument 'source'"] = { source = "-" },
      ["did you mean 'economic'"] = { steep = "economical" }, ["did you mean 'A-1'"] = { zone = "A-11" },
      ["is to come"] = { seen = "2999-01-01" }, ["expected 1 to 6"] = { credibility = 7 },
      ["before the signal was seen"] = { recorded = "2026-01-01" }, ["was over when"] = { horizon = "2025" },
      ["is before"] = { horizon = "2029..2027" }, ["lies between 0 and 1"] = { likelihood = 1, role = "x" },
      ["say which role"] = { likelihood = 0.5 }, ["1 (negligible) to 5 (severe)"] = { impact = 6, role = "x" },
      ["e-mail address"] = { text = "ask a.b@c.be" }, ["telephone number"] = { reason = "0475 12 34 56" },
      ["unknown marking 'PINK'"] = { handling = "PINK" },
    } do
      says(fault(glocal.signal, spec(changes)), part)
    end
    assert.equal(0, #glocal.signals())
  end)

  it("is recorded once", function()
    record()
    local id, message, code = glocal.signal(spec { title = "PARCELS sent to empty flats" })
    assert.same({ nil, "exists" }, { id, code })
    says(message, "signal 1 has the same title, source and day")
    assert.equal(2, record { seen = "2026-01-11" })
  end)

  it("is judged by roles, of each the last, and marked with them", function()
    record()
    assert(glocal.judge_signal(1, { role = "customs", likelihood = 0.2, impact = 2 }))
    assert(glocal.judge_signal(1, { role = "police", likelihood = 0.6, impact = 5, handling = "AMBER" }))
    assert(glocal.judge_signal(1, { role = "customs", likelihood = 0.4, impact = 3 }))
    local s = glocal.signals()
    near(0.5, s.likelihood[1])
    assert.same({ 4.0, 2, "TLP:AMBER" }, { s.impact[1], s.judgements[1], s.marking[1] })
    assert.equal("TLP:AMBER", s:marking())
    says(fault(glocal.judge_signal, 9, { role = "x", impact = 1 }), "there is no signal 9 to judge")
    says(fault(glocal.judge_signal, 1, { role = "x" }), "say likelihood=, impact= or both")
  end)

  it("is retracted, but for an earlier as_of", function()
    record()
    record { title = "another" }
    assert.equal(1, glocal.retract_signal(1, { reason = "a hoax", role = "analysis" }))
    assert.same({ 2 }, glocal.signals().signal)
    assert.equal(2, #glocal.signals { as_of = "2026-02-01" })
    assert.equal(0, #glocal.signals { as_of = "2026-01-11" }) -- recorded on the 12th
    says(fault(glocal.retract_signal, 1, { reason = "x", role = "y" }), "there is no signal 1 to retract")
    says(fault(glocal.judge_signal, 1, { role = "x", impact = 1 }), "is retracted")
    assert.equal(3, record()) -- it may be recorded anew
  end)

  it("changed by another program is noticed by check", function()
    record { likelihood = 0.3, role = "analysis" }
    local path = store:path()
    local changes = {
      ["update signal set title = 'other'"] = "signal: changed since line",
      ["update signal_judgement set likelihood = 0.9"] = "signal_judgement: changed",
      ["delete from signal_zone"] = "signal_zone: changed",
      ["insert into signal_retraction values (1, 'x', 'y', 1, '2026', 1, 0)"] = "signal_retraction: changed",
    }
    for sql, message in pairs(changes) do
      local copy = support.path ".db"
      assert(os.execute(("sqlite3 '%s' \"vacuum into '%s'\""):format(path, copy)))
      assert(os.execute(("printf '.dbconfig enable_trigger off\\n%%s;\\n' \"%s\" | sqlite3 '%s' >/dev/null"):format(sql, copy)))
      local report = assert(glocal.open(copy)):check():where { check = "rows as logged" }
      says(report.result[1], message)
      glocal.use(store)
    end
  end)

  it("can't be written past the rules", function()
    assert.is_nil(require "glocal.core".keep_records)
  end)
end)

describe("signals", function()
  before_each(function()
    support.small_store()
    record { title = "Cafés vides", text = "Des colis à la côte", lang = "fr", seen = "2026-01-01" }
    record { title = "Lege panden", text = "Pakketten aan de kust, een café", lang = "nl", zone = "A-2", phenomenon = "p.y",
      steep = "social", seen = "2026-01-05" }
    record { title = "Leere Häuser", text = "Pakete an der Küste", lang = "de", zone = "A", phenomenon = "-",
      seen = "2026-01-09" }
  end)

  it("are found by text in any language, accents and capitals ignored, the best first", function()
    local function found(text) return glocal.signals { text = text }.signal end
    assert.same({ 1, 2 }, found "cafe*")
    assert.same({ 2 }, found "CAFÉ")
    assert.same({ 3 }, found "kuste häuser")
    assert.same({ 3 }, found "hauser")
    assert.same({}, found "kuste colis")
    assert.same({ 1, 3 }, (function(t) table.sort(t) return t end)(found "colis OR pakete"))
    assert.same({ 2 }, found '"aan de kust"')
    assert.same({}, found '"kust de aan"')
    assert.same({ 1 }, found "NEAR( OR vides:") -- marks of FTS5 are words here, or nothing
    assert.truthy(glocal.signals { text = "colis" }.score[1] > 0)
    says(fault(glocal.signals, { text = " * \" " }), "there is no word")
    assert.equal(0, #glocal.signals { text = ("x "):rep(64) })
    says(fault(glocal.signals, { text = ("x "):rep(65) }), "more than 64 words")
  end)

  it("are found by zone and phenomenon with what lies under them, by kind and time", function()
    local function found(asked)
      local ids = glocal.signals(asked).signal
      table.sort(ids)
      return ids
    end
    assert.same({ 1, 2, 3 }, found { zone = "A" })
    assert.same({ 2 }, found { zone = "A-2" })
    assert.same({ 1, 2 }, found { phenomenon = "p" })
    assert.same({ 1 }, found { phenomenon = "p.x" })
    assert.same({ 2 }, found { steep = "Social" })
    assert.same({ 2, 3 }, found { since = "2026-01-05" })
    says(fault(glocal.signals, { phenomenon = "p.z" }), "p.")
  end)

  it("say what to do where there are none, and draw themselves", function()
    local s = glocal.signals()
    says(s:note(), "3 without a likelihood or an impact")
    says(fault(s.plot, s), "no row has both a likelihood and an impact")
    assert(glocal.judge_signal(1, { role = "analysis", likelihood = 0.3, impact = 4 }))
    local p = assert(glocal.signals():plot { lang = "nl" })
    assert.equal("Zwakke signalen", p.title)
    says(p:summary(), "Cafés vides: waarschijnlijkheid 30 %, impact 4")
    says(p:summary(), "zonder waarschijnlijkheid of impact: 2")
    support.small_store()
    says(glocal.signals():note(), "no signals known")
  end)

  it("are marked as those that were asked for", function()
    record { title = "secret", handling = "RED H1", zone = "A-2" }
    assert.equal("TLP:CLEAR", glocal.signals { zone = "A-1" }:marking())
    assert.equal("TLP:RED H1", glocal.signals { zone = "A-2" }:marking())
    assert.equal("TLP:RED H1", glocal.use():sql("select count(*) n from signal"):marking())
  end)
end)

describe("signals_from", function()
  before_each(function() support.small_store() end)

  it("takes the rows that can be taken, and gives the others back with reasons", function()
    local f = glocal.read(support.file [[
title,seen,source,reliability,credibility,steep,zone,phenomenon,likelihood,role
Drones,2026-01-05,port,b,2,Technological,A-1; A-2,p.x,0.4,analysis
Drones,2026-01-05,port,B,2,technological,,,,
,2026-01-05,port,B,2,social,,,,
Write a.b@c.be,2026-01-05,port,B,2,social,,,,
Boats,2026-01-06,port,G,2,social,,,,
Boats,2026-01-06,port,A,2,social,nowhere,,,
Vans,2026-01-07,port,A,1,social,A,,,
]])
    local count, refused = glocal.signals_from(f, { lang = "en" })
    assert.equal(2, count)
    assert.same({ 2, 3, 4, 5, 6 }, refused.row)
    says(refused.reason[1], "row 1 has the same title")
    says(refused.reason[2], "title: say in a line")
    says(refused.reason[3], "e-mail address")
    says(refused.reason[4], "there is no 'G'")
    says(refused.reason[5], "unknown zone 'nowhere'")
    local s = glocal.signals()
    table.sort(s.title)
    assert.same({ 0.4, "A-1, A-2" }, { glocal.signals { text = "drones" }.likelihood[1],
      glocal.signals { text = "drones" }.zones[1] })
    assert.equal(0, (glocal.signals_from(f, { lang = "en" })))
    assert.equal(0, glocal.use():check():where { check = "rows as logged" }.problems[1])
  end)

  it("is what an import of signals does, with the columns of the file", function()
    local path = support.file "what,when,from\nDrones over the port,2026-01-05,port\n,2026-01-06,port\n"
    local s = assert(glocal.use():import(path, { title = "what", seen = "when", source = "from", reliability = { const = "B" },
      credibility = { const = "2" }, steep = { const = "technological" } }, { as = "signals" }))
    assert.same({ 1, 1, "title: " }, { s.rows, s.rejected, s.rejects.reason[1]:sub(1, 7) })
    says(s, "recorded 1 of 2 signals from")
    says(s, "row 2: title: say in a line")
    assert.same({ "technological" }, glocal.signals().steep)
    local store = glocal.use()
    says(fault(store.import, store, path, { title = "waht" }, { as = "signals" }), "did you mean 'what'")
    assert.equal("not_found", select(3, store:import("/nowhere.csv", {}, { as = "signals" })))
  end)

  it("keeps the marking of the frame, and takes none where strict", function()
    local f = glocal.frame({ { title = "a", seen = "2026-01-01" }, { title = "", seen = "2026-01-01" } },
      { marking = "AMBER H1" })
    local all = { source = "s", reliability = "A", credibility = 1, steep = "social", strict = true }
    assert.equal("rejected", select(3, glocal.signals_from(f, all)))
    assert.equal(0, #glocal.signals())
    all.strict = nil
    local count, refused = glocal.signals_from(f, all)
    assert.same({ 1, "TLP:AMBER H1" }, { count, refused:marking() })
    assert.equal("TLP:AMBER H1", glocal.signals():marking())
  end)

  it("names a column that is none", function()
    local message = fault(glocal.signals_from, glocal.frame { { titel = "a" } })
    says(message, "did you mean 'title'")
    says(fault(glocal.signals_from, glocal.frame { { title = "a" } }), "no column 'seen'")
  end)
end)

describe("clusters", function()
  it("of a matrix join what is alike, by the method asked for", function()
    -- 1-2 and 3-4 are pairs; 2-3 is a bridge that single linkage crosses.
    local matrix = { {}, { 0.9 }, { 0.1, 0.6 }, { 0.1, 0.1, 0.8 } }
    assert.same({ { 1, 2 }, { 3, 4 } }, linkage.clusters(matrix, 0.5, "average"))
    assert.same({ { 1, 2, 3, 4 } }, linkage.clusters(matrix, 0.5, "single"))
    assert.same({ { 1 }, { 2 }, { 3 }, { 4 } }, linkage.clusters(matrix, 0.95, "average"))
    assert.same({ { 1, 2, 3, 4 } }, linkage.clusters(matrix, 0.22, "average")) -- the mean of 0.1, 0.1, 0.6, 0.1
    assert.same({ { 1, 2 }, { 3, 4 } }, linkage.clusters(matrix, 0.23, "average"))
    assert.same({}, linkage.clusters({}, 0.5, "single"))
  end)

  it("are those of a slower way, whatever the matrix", function()
    local state = 7
    local function random()
      state = (state * 1103515245 + 12345) % 2147483648
      return state / 2147483648
    end
    local function slow(matrix, threshold, single)
      local clusters = {}
      for i = 1, #matrix do clusters[i] = { i } end
      local function like(a, b)
        local sum, most = 0, 0
        for _, i in ipairs(a) do
          for _, j in ipairs(b) do
            local value = matrix[math.max(i, j)][math.min(i, j)]
            sum, most = sum + value, math.max(most, value)
          end
        end
        return single and most or sum / #a / #b
      end
      while true do
        local best, a, b = -1, nil, nil
        for i = 1, #clusters do
          for j = i + 1, #clusters do
            local value = like(clusters[i], clusters[j])
            if value > best then best, a, b = value, i, j end
          end
        end
        if not a or best < threshold then break end
        table.move(clusters[b], 1, #clusters[b], #clusters[a] + 1, clusters[a])
        table.remove(clusters, b)
      end
      for _, each in ipairs(clusters) do table.sort(each) end
      return clusters
    end
    for round = 1, 60 do
      local matrix = {}
      for i = 1, 2 + round % 20 do
        matrix[i] = {}
        for j = 1, i - 1 do matrix[i][j] = random() end
      end
      for _, method in ipairs { "single", "average" } do
        assert.same(slow(matrix, 0.5, method == "single"), linkage.clusters(matrix, 0.5, method))
      end
    end
  end)

  it("know neighbours in a tree", function()
    local parents = { a = { "t" }, b = { "t" }, t = { "top" } }
    assert.same({ 1, 0.5, 0.5, 0, 0 }, { likeness.near("a", "a", parents), likeness.near("a", "b", parents),
      likeness.near("a", "t", parents), likeness.near("a", "top", parents), likeness.near("a", nil, parents) })
  end)

  it("of signals, with words as their label; the same again", function()
    local store = support.small_store()
    record { title = "Parcel lockers", text = "Couriers collect parcels from lockers", likelihood = 0.4, impact = 3,
      role = "analysis" }
    record { title = "Lockers for parcels", text = "A courier with a parcel", likelihood = 0.6, impact = 4, role = "analysis" }
    record { title = "Drone at the port", text = "A drone flew over the fence", zone = "A-2", phenomenon = "p.y" }
    record { title = "Drones over the fence", text = "Drones at the port", zone = "A-2", phenomenon = "p.y", handling = "AMBER" }
    record { title = "Low water", text = "Barges wait", zone = "-", phenomenon = "-" }
    local c = glocal.signal_clusters { as_of = "2026-02-01" }
    assert.same({ "1, 2", "3, 4" }, (function(t) table.sort(t) return t end)({ c.members[1], c.members[2] }))
    local parcels = c.members[1] == "1, 2" and 1 or 2
    says(c.label[parcels], "parcel")
    near(0.5, c.likelihood[parcels])
    assert.same({ 3.5, "p.x", "A-1", "TLP:CLEAR" }, { c.impact[parcels], c.phenomenon[parcels], c.zones[parcels],
      c.marking[parcels] })
    assert.equal("TLP:AMBER", c:marking())
    assert.equal(3, #glocal.signal_clusters { least = 1 })
    assert.equal(1, #glocal.signal_clusters { threshold = 0, linkage = "single" })
    local again = glocal.signal_clusters { as_of = "2026-02-01", store = store }
    assert.same({ c.members, c.cohesion, c.strength }, { again.members, again.cohesion, again.strength })
    says(fault(glocal.signal_clusters, { weights = { terms = 0, phenomenon = 0, zone = 0 } }), "all are 0")
    assert.equal("Clusters van zwakke signalen", c:plot { lang = "nl" }.title)
  end)
end)

describe("a driver", function()
  local store, c

  before_each(function()
    store = support.small_store()
    record { title = "Parcel lockers", text = "Parcels", likelihood = 0.2, impact = 3, role = "analysis" }
    record { title = "Lockers for parcels", text = "A parcel", likelihood = 0.6, role = "analysis" }
    record { title = "Parcels in lockers", text = "parcel", handling = "GREEN" }
    c = glocal.signal_clusters()
  end)

  it("is pooled from what was judged of its signals, and traced back to them", function()
    local d = assert(glocal.promote(c[1], { driver = "hubs", role = "analysis" }))
    near(0.4, d.probability)
    assert.same({ "hubs", "1, 2, 3", "TLP:GREEN" }, { d.name, d.members, d.marking })
    assert.same({ 1, 2, 3 }, (function(t) table.sort(t) return t end)(d:signals().signal))
    assert.equal("TLP:GREEN", d:signals():marking())
    assert(glocal.retract_signal(2, { reason = "hoax", role = "analysis" }))
    says(d:signals():note(), "1 of the 3 signals")
    local list = glocal.drivers()
    assert.same({ "hubs", 0.4, 3, 1, 2 }, { list.event[1], list.probability[1], list.signals[1], list.retracted[1],
      list.judgements[1] })
    near(0.4, glocal.driver "hubs".probability)
    for _, row in store:check():rows() do assert.equal(0, row.problems, row.check) end
  end)

  it("is pooled by log odds, or given with a reason", function()
    near(1 / (1 + math.exp(-(math.log(0.25) + math.log(1.5)) / 2)),
      glocal.promote({ 1, 2 }, { driver = "a", role = "analysis", method = "log_odds" }).probability)
    near(0.9, glocal.promote({ 3 }, { driver = "b", role = "analysis", probability = 0.9,
      reason = "seen elsewhere" }).probability)
    says(fault(glocal.promote, { 3 }, { driver = "d", role = "analysis", probability = 0.9 }), "needs a reason")
    says(fault(glocal.promote, { 3 }, { driver = "d", role = "analysis" }), "none of these signals has a likelihood")
  end)

  it("is an event of a model that keeps its marking, and a row of a cross-impact table", function()
    local d = assert(glocal.promote(c[1], { driver = "hubs", role = "analysis" }))
    assert(glocal.promote({ 1 }, { driver = "other", role = "analysis" }))
    local m = glocal.model { from = "2026-01", months = 3 }
    m.hubs = d:event { from = "2026-02" }
    local s = m:run({ draws = 20000, seed = 3 }):summary()
    assert.equal("TLP:GREEN", s:marking())
    assert.equal(0.0, s.mean[1])
    assert.truthy(math.abs(s.mean[2] - 0.4) < 0.02)
    local e = glocal.event_crossimpact(glocal.drivers { impacts = true }, { draws = 1000 })
    assert.same({ "hubs", "other" }, e.event)
    assert.equal("TLP:GREEN", e:marking())
  end)

  it("is never changed, and refused where it makes no sense", function()
    assert(glocal.promote(c[1], { driver = "hubs", role = "analysis" }))
    assert.equal("exists", select(3, glocal.promote(c[1], { driver = "hubs", role = "analysis" })))
    says(fault(glocal.promote, { 77 }, { driver = "x", role = "analysis" }), "there is no signal 77 to promote")
    says(fault(glocal.promote, {}, { driver = "x", role = "analysis" }), "promote(c[1], {...})")
    says(fault(glocal.driver, "hub"), "did you mean 'hubs'")
    says(fault(glocal.promote, c[1], { driver = "x y", role = "analysis" }), "letters, digits and _")
  end)
end)
