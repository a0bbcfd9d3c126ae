--- store_integrity_spec.lua: what an import does not take for granted: missing counts, sources that say what they count, revised
--- releases, markings, trees, and what was known when.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function says(text, part)
  assert.truthy(tostring(text):find(part, 1, true), ("no '%s' in: %s"):format(part, tostring(text)))
end

local function total(store, spec)
  spec = spec or {}
  spec.zone, spec.every, spec.store = spec.zone or "A", spec.every or "all", store
  local r = glocal.rollup(spec)
  return #r == 0 and 0 or r.count[1]
end

-- A table of the store from text whose columns go by the names of the fields.
local function take(store, as, text, options)
  options = options or {}
  options.as = as
  return store:import(support.file(text), nil, options)
end

describe("a count that is missing", function()
  it("is passed over and counted, never 1", function()
    local store = support.small_store()
    local summary = assert(support.import(store, "2024-01-01,A-1,p.x,7\n2024-01-02,A-1,p.x,\n2024-01-03,A-1,p.x,  \n"))
    assert.same({ 1, 0, 2 }, { summary.rows, summary.rejected, summary.passed_over })
    says(summary, "imported 1 of 3 lines")
    says(summary, "2 lines without a count passed over")
    assert.equal(7, total(store))
    assert.equal(1, store:sql("select count(*) n from observation").n[1])
  end)

  it("is what a map makes empty, too", function()
    local store = support.small_store()
    local summary = assert(store:import(support.file "day,zone,phenomenon,n\n2024-01,A-1,p.x,n.b.\n2024-02,A-1,p.x,4\n", {
      day = "day", zone = "zone", phenomenon = "phenomenon", count = { column = "n", map = { ["n.b."] = "" } },
    }))
    says(summary, "1 line without a count passed over")
    assert.equal(4, total(store))
  end)

  it("is one event a line where no count is mapped", function()
    local store = support.small_store()
    assert(store:import(support.file "day,zone,phenomenon\n2024-01-01,A-1,p.x\n2024-01-01,A-1,p.x\n"))
    assert.equal(2, total(store))
  end)
end)

describe("what a source states", function()
  it("is given at the import, held to, and shown by its card", function()
    local store = support.small_store()
    assert(support.import(store, "2024-01,A-1,p.x,7\n", { counting_unit = "offences", value_unit = "EUR", records = "figures" }))
    local card = glocal.sources("test", { store = store })
    assert.same({ "figures", "offences", "EUR" }, { card.records[1], card.counting_unit[1], card.value_unit[1] })
    local _, refusal, code = support.import(store, "2024-02,A-1,p.x,7\n", { counting_unit = "persons" })
    assert.equal("rejected", code)
    says(refusal, "counts offences, not persons")
    says(support.message_of(support.import, store, "2024-02,A-1,p.x,7\n", { records = "sums" }), 'use "events" or "figures"')
  end)

  it("comes with a table of sources", function()
    local store = support.small_store()
    assert(take(store, "sources", "code,counting_unit,records,censored_from,reports_zeros,preference\n" ..
      "office,persons,figures,0,1,3\n"))
    local card = glocal.sources("office", { store = store })
    assert.same({ "persons", "figures", 0, 1, 3 }, { card.counting_unit[1], card.records[1], card.censored_from[1],
      card.reports_zeros[1], card.preference[1] })
    local _, _, wrong = take(store, "sources", "code,records\nother,sums\n")
    assert.equal("rejected", wrong)
  end)

  it("takes '<5' for 0 to 4 where the source says so", function()
    local store = support.small_store()
    assert(take(store, "sources", "code,censored_from\nzero,0\none,1\n"))
    assert(support.import(store, "2024,A-1,p.x,<5\n2023,A-1,p.x,<1\n", { source = "zero" }))
    local refused = assert(support.import(store, "2024,A-2,p.y,<5\n2023,A-2,p.y,<1\n", { source = "one" }))
    assert.same({ 1, 1 }, { refused.rows, refused.rejected })
    says(refused.rejects.reason[1], "leaves no possible count")
    assert.same({ 0, 4, 0, 0, 1, 4 }, (function()
      local list = {}
      for _, row in store:sql("select count, coalesce(count_high, count) as high from observation order by id"):rows() do
        list[#list + 1], list[#list + 2] = row.count, row.high
      end
      return list
    end)())
  end)

  it("keeps one meaning of '<5' for all its figures", function()
    local store = support.small_store()
    assert(take(store, "sources", "code,censored_from\noffice,0\n"))
    local first = assert(support.import(store, "2024,A-1,p.x,<5\n2023,A-1,p.x,7\n", { source = "office" }))
    local _, message, code = store:source("office", { censored_from = 1 })
    assert.equal("invalid", code)
    says(message,
      ("'office' has 1 censored figures that begin at 0 (\"<5\" is 0 to 4), of batch %d: store:retract("):format(first.batch))
    local _, refusal = take(store, "sources", "code,censored_from\noffice,1\n")
    says(refusal, "censored figures that begin at 0")
    assert(take(store, "sources", "code,censored_from,preference\noffice,0,2\n")) -- the same
    assert(store:retract(first.batch, "another meaning"))
    assert(store:source("office", { censored_from = 1 }))
    assert(support.import(store, "2024,A-1,p.x,<5\n", { source = "office" }))
    assert.equal(1, glocal.rollup({ zone = "A", every = "year", store = store }).count[1])
    assert.equal(0, store:check():sum "problems")
  end)

  it("with two meanings of '<5' side by side is found by the check", function()
    local store = support.small_store()
    local first = assert(support.import(store, "2024,A-1,p.x,<5\n", { source = "office" }))
    assert(support.import(store, "2023,A-1,p.x,1-4\n", { source = "office" }))
    local found = store:check():where { check = "meaning of censored figures" }.result[1]
    says(found,
      ("'office' begin at 0 in batch %d and at 1 in batch %d; its censored_from is 0"):format(first.batch, first.batch + 1))
    says(found, ("store:retract(%d, ...) and import its file again"):format(first.batch + 1))
    assert(store:retract(first.batch + 1, "another meaning"))
    assert.equal("ok", store:check():where { check = "meaning of censored figures" }.result[1])
  end)

  it("is changed by store:source, in a batch of its own that is logged", function()
    local store = support.small_store()
    assert(support.import(store, "2024,A-1,p.x,5\n"))
    local before = store:state()
    assert(store:source("test", { counting_unit = "seizures", preference = 2, reports_zeros = true, handling = "GREEN" }))
    local card = glocal.sources("test", { store = store })
    assert.same({ "seizures", 2, 1, "GREEN" }, { card.counting_unit[1], card.preference[1], card.reports_zeros[1],
      card.handling[1] })
    assert.equal(before + 1, store:state())
    local log = store:log()
    assert.same({ "describe", "test" }, { log.action[#log], log.object[#log] })
    says(log.why[#log], "counting_unit=seizures, handling=GREEN, preference=2, reports_zeros=1")
    assert.equal("TLP:GREEN", glocal.rollup { zone = "A", every = "all", store = store }:marking())
    assert(store:source("test", { counting_unit = "" }))
    assert.is_nil(glocal.sources("test", { store = store }).counting_unit[1])
    assert.equal(0, store:check():sum "problems")
  end)

  it("is not changed by what no source has", function()
    local store = support.small_store()
    assert(support.import(store, "2024,A-1,p.x,5\n"))
    local before = store:state()
    local function refuses(part, changes)
      local done, message, code = store:source("test", changes)
      assert.is_nil(done)
      assert.equal("invalid", code)
      says(message, part)
    end
    refuses("did you mean 'counting_unit'", { counting_units = "offences" })
    refuses("not allowed as the records", { records = "sums" })
    refuses("whole number", { preference = "first" })
    refuses("can't be empty", { records = "" })
    refuses("unknown marking", { handling = "PURPLE" })
    assert.equal(before, store:state())
    says(support.message_of(store.source, store, "nowhere", { kind = "police" }), "unknown source")
  end)
end)

describe("a revised release", function()
  local FIRST = "2024-01,A-1,p.x,100\n2024-02,A-1,p.x,110\n"
  local SECOND = "2024-01,A-1,p.x,101\n2024-02,A-1,p.x,110\n2024-03,A-1,p.x,120\n"

  it("is noticed, with what differs, and stands", function()
    local store = support.small_store()
    local first = assert(support.import(store, FIRST))
    assert.equal(0, first.overlap)
    local second = assert(support.import(store, SECOND))
    assert.same({ 2, 1, first.batch, 0 }, { second.overlap, second.differing, second.overlap_batch, second.replaced })
    says(second, ("2 figures of the same source are in batch %d already, 1 with another value"):format(first.batch))
    says(second, "replace=true")
    assert.equal(331, total(store))
  end)

  it("replaces a batch that it holds whole; as_of shows the first", function()
    local store = support.small_store()
    local first = assert(support.import(store, FIRST)).batch
    local second = assert(support.import(store, SECOND, { replace = true }))
    assert.equal(2, second.replaced)
    says(second, "2 earlier observations replaced")
    assert.equal(second.batch, store:sql("select retracted from batch where id = ?", { first }).retracted[1])
    assert.same({ 331, 210, 331 }, { total(store), total(store, { as_of = first }), total(store, { as_of = second.batch }) })
    assert.equal(0, store:check():sum "problems")
    assert.equal(5, store:sql("select count(*) n from observation").n[1])
  end)

  it("replaces only what it gives again of a batch that has more", function()
    local store = support.small_store()
    local first = assert(support.import(store, FIRST .. "2023-12,A-1,p.x,90\n2024-01,A-2,p.x,7\n2024-01,A-1,p.y,9\n")).batch
    local second = assert(support.import(store, SECOND, { replace = true }))
    assert.equal(2, second.replaced)
    assert.is_nil(store:sql("select retracted from batch where id = ?", { first }).retracted[1])
    assert.same({ 331 + 106, 316 }, { total(store), total(store, { as_of = first }) })
    assert.equal(0, store:check():sum "problems")
    -- The cells of what stands and of what was replaced are kept apart when they are made anew.
    assert(store:rebuild())
    assert.same({ 331 + 106, 316 }, { total(store), total(store, { as_of = first }) })
    assert.equal(0, store:check():sum "problems")
    -- A second revision, then the first batch goes: what each knew stays.
    local third = assert(support.import(store, "2023-12,A-1,p.x,95\n2024-02,A-1,p.x,111\n", { replace = true }))
    assert.equal(2, third.replaced)
    local fourth = assert(store:retract(first, "not ours"))
    assert.same({ 101 + 111 + 120 + 95, 101 + 111 + 120 + 95 + 16, 331 + 106, 316 },
      { total(store), total(store, { as_of = fourth - 1 }), total(store, { as_of = second.batch }),
        total(store, { as_of = first }) })
    assert.equal(0, store:check():sum "problems")
  end)

  it("gives back what it replaced when it is retracted", function()
    local store = support.small_store()
    local first = assert(support.import(store, FIRST .. "2024-01,A-2,p.x,7\n")).batch
    local second = assert(support.import(store, SECOND, { replace = true })).batch
    local later = assert(support.import(store, "2024-02,A-1,p.x,112\n")).batch
    local by = assert(store:retract(second, "a wrong file"))
    assert.same({ 100 + 112 + 7, 101 + 112 + 120 + 7, 331 + 7, 217 }, { total(store), total(store, { as_of = later }),
      total(store, { as_of = second }), total(store, { as_of = first }) })
    assert.equal(1, store:sql("select count(*) n from observation where batch = ?", { by }).n[1])
    assert.equal(0, store:check():sum "problems")
    local again = assert(support.import(store, SECOND, { replace = true, again = true }))
    assert.equal(2, again.replaced)
    assert.equal(331 + 7, total(store))
    assert.equal(0, store:check():sum "problems")
  end)

  it("is another source's, zone's, time's or breakdown's no revision", function()
    local store = support.small_store()
    assert(support.import(store, FIRST))
    assert.equal(0, assert(support.import(store, SECOND, { source = "other" })).overlap)
    assert.equal(0, assert(support.import(store, "2024-01,A-2,p.x,1\n2024-01,A-1,p.y,1\n2024,A-1,p.x,1\n")).overlap)
    local facets = assert(store:import(support.file "day,zone,phenomenon,count,f\n2024-01,A-1,p.x,3,sex:female\n",
      { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", facet = "f" }, { source = "test" }))
    assert.equal(0, facets.overlap)
  end)

  it("is not looked for where a source records events, which add up", function()
    local store = support.small_store()
    assert(support.import(store, FIRST, { records = "events" }))
    assert.equal(0, assert(support.import(store, SECOND, { records = "events", replace = true })).replaced)
    assert.equal(541, total(store))
  end)

  it("is found among many earlier batches and many figures", function()
    local store = support.small_store()
    local batches = {}
    for year = 2001, 2012 do
      local lines = {}
      for month = 1, 12 do
        for _, zone in ipairs { "A", "A-1", "A-2" } do
          lines[#lines + 1] = ("%d-%02d,%s,p.x,%d"):format(year, month, zone, month)
        end
      end
      batches[year] = assert(support.import(store, table.concat(lines, "\n") .. "\n")).batch
    end
    local revised = assert(support.import(store, "2003-05,A-1,p.x,5\n2003-06,A-1,p.x,7\n2011-01,A,p.x,1\n"))
    assert.same({ 3, 1, 2, batches[2011] },
      { revised.overlap, revised.differing, revised.overlap_batches, revised.overlap_batch })
    says(revised, ("in 2 earlier batches, the last of them %d"):format(batches[2011]))
  end)
end)

describe("a handling that is not given", function()
  local function new_store(handling)
    local store = assert(glocal.init(support.path ".db", { handling = handling }))
    assert(take(store, "zones", "code,kind\nA,country\n"))
    assert(take(store, "phenomena", "code\np\n"))
    return store
  end

  it("is the store's default, which is AMBER, and said", function()
    local store = new_store()
    local summary = assert(support.import(store, "2024,A,p,5\n"))
    says(summary, "source 'test': no handling given, marked TLP:AMBER (the store's default)")
    assert.equal("TLP:AMBER", glocal.rollup { zone = "A", every = "all", store = store }:marking())
    local later = assert(support.import(store, "2025,A,p,5\n"))
    assert.equal(0, later.unmarked)
  end)

  it("is what init was told", function()
    local store = new_store "GREEN"
    says(assert(support.import(store, "2024,A,p,5\n")), "marked TLP:GREEN")
    assert.equal("TLP:GREEN", glocal.rollup { zone = "A", every = "all", store = store }:marking())
    local path = support.path ".db"
    local none, message, code = glocal.init(path, { handling = "PURPLE" })
    assert.is_nil(none)
    assert.equal("invalid", code)
    says(message, "PURPLE")
    assert.is_nil(io.open(path))
  end)

  it("is not asked for where the file or each line gives one", function()
    local store = new_store()
    local fields = { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = { const = "CLEAR" } }
    local clear = assert(store:import(support.file "day,zone,phenomenon,count\n2024,A,p,5\n", fields, { source = "open" }))
    assert.equal(0, clear.unmarked)
    assert.equal("TLP:CLEAR", glocal.rollup { zone = "A", every = "all", source = "open", store = store }:marking())
    fields.handling = "h"
    local lines = assert(store:import(support.file "day,zone,phenomenon,count,h\n2024,A,p,5,GREEN\n2025,A,p,5,\n", fields,
      { source = "lines" }))
    says(lines, "1 line without a handling marked TLP:AMBER")
    local r = glocal.rollup { zone = "A", every = "year", source = "lines", to = "2024", store = store }
    assert.equal("TLP:GREEN", r:marking())
    assert.equal("TLP:AMBER", glocal.rollup { zone = "A", every = "year", source = "lines", store = store }:marking())
    -- A later file of that source that marks nothing is not CLEAR either, until its handling is stated.
    says(assert(support.import(store, "2026,A,p,5\n", { source = "lines" })), "1 line without a handling marked TLP:AMBER")
    says(select(2, store:source("lines", { handling = "CLEAR" })), "'lines' is marked TLP:AMBER")
    assert(store:source("lines", { handling = "CLEAR" }, { permission = "published" }))
    assert(support.import(store, "2027,A,p,5\n", { source = "lines" }))
    r = glocal.rollup { zone = "A", every = "year", source = "lines", from = "2027", store = store }
    assert.equal("TLP:CLEAR", r:marking())
    assert.equal(0, store:check():sum "problems")
  end)

  it("leaves the sources that ship CLEAR", function()
    local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    assert.equal(0, #store:sql "select code from source where handling <> 'CLEAR'")
  end)
end)

describe("the shares of a zone that was split", function()
  local function successions(store, text)
    return assert(take(store, "successions", "old,new,valid_from,share\n" .. text))
  end

  it("are refused above 1 and below 0, with the line", function()
    local store = support.small_store()
    local summary = successions(store, "A,A-1,2020-01-01,0.7\nA,A-2,2020-01-01,0.6\n")
    assert.same({ 1, 1 }, { summary.rows, summary.rejected })
    assert.equal(3, summary.rejects.line[1])
    says(summary.rejects.reason[1], "the shares of 'A' add up to 1.3 (A-1 0.7, A-2 0.6): shares are parts of 1, as 0.6 and 0.4")
    assert.equal("A,A-2,2020-01-01,0.6", summary.rejects.text[1])
    summary = successions(store, "A-1,A-2,2020-01-01,-0.5\nA-2,A-1,2020-01-01,1.5\nA,A-2,2020-01-01,0.3\n")
    assert.same({ 1, 2 }, { summary.rows, summary.rejected })
    says(summary.rejects.reason[1], "a share is a part of 1, from 0 to 1, not -0.5")
    says(summary.rejects.reason[2], "not 1.5")
    assert.equal(0, store:check():sum "problems")
  end)

  it("are held against those of earlier batches, and what was superseded stands again", function()
    local store = support.small_store()
    successions(store, "A,A-1,2020-01-01,0.6\nA,A-2,2020-01-01,0.4\n")
    local summary = successions(store, "A,A-2,2020-01-01,0.5\nA-1,A-2,2021-01-01,1\n")
    assert.same({ 1, 1, 2 }, { summary.rows, summary.rejected, summary.rejects.line[1] })
    local now = store:sql "select share from zone_succession s join zone z on z.id = s.new where z.code = 'A-2' and share < 1"
    assert.equal(0.4, now.share[1])
    successions(store, "A,A-1,2020-01-01,0.5\nA,A-2,2020-01-01,0.5\n") -- both anew add up
    assert.equal(0, store:check():sum "problems")
  end)
end)

describe("the trees of zones", function()
  local function links(store, text, options)
    return assert(take(store, "links", "hierarchy,child,parent,valid_from,valid_to\n" .. text, options))
  end

  it("refuse a second parent on one day, naming both lines", function()
    local store = support.small_store()
    local summary = links(store, "police,A-1,A,2010-01-01,2020-06-30\npolice,A-1,A-2,2020-01-01,\npolice,A-2,A,,\n")
    assert.same({ 2, 1 }, { summary.rows, summary.rejected })
    assert.equal(3, summary.rejects.line[1])
    says(summary.rejects.reason[1], "'A-1' would have two parents in 'police' on 2020-01-01: 'A-2' here, 'A' on line 2")
    assert.equal("police,A-1,A-2,2020-01-01,", summary.rejects.text[1])
    assert.equal(0, store:check():sum "problems")
  end)

  it("refuse a parent beside one of an earlier batch, unless it is to be replaced", function()
    local store = support.small_store()
    assert(take(store, "zones", "code,kind\nB,country\n"))
    local _, refusal = take(store, "links", "hierarchy,child,parent,valid_from,valid_to\nadministrative,A-1,B,2020-01-01,\n")
    says(refusal, "nothing was imported")
    says(refusal, "'A' of batch 1 (replace=true")
    assert.equal("A", store:sql("select z.code from zone_link l join zone z on z.id = l.parent join zone c on c.id = l.child " ..
      "where c.code = 'A-1'").code[1])
    local taken = links(store, "administrative,A-1,B,2020-01-01,\n", { replace = true })
    assert.equal(1, taken.rows)
    assert.same({ "B" }, glocal.zones.ancestors("A-1", { store = store }).code)
  end)

  it("take a move that closes the old link further down in the file", function()
    local store = support.small_store()
    assert(take(store, "zones", "code,kind\nB,country\n"))
    local moved = links(store, "administrative,A-1,B,2020-01-01,\nadministrative,A-1,A,,2019-12-31\n")
    assert.same({ 2, 0 }, { moved.rows, moved.rejected })
    assert.same({ "A" }, glocal.zones.ancestors("A-1", { at = "2019-06-01", store = store }).code)
    assert.same({ "B" }, glocal.zones.ancestors("A-1", { at = "2020-06-01", store = store }).code)
  end)

  it("refuse overlapping validities of one link", function()
    local store = support.small_store()
    local summary = links(store, "police,A-1,A,2010-01-01,2020-06-30\npolice,A-1,A,2015-01-01,\n")
    assert.equal(1, summary.rejected)
    says(summary.rejects.reason[1], "on line 2")
  end)

  it("refuse a zone line with such a parent, and those that hang under it", function()
    local store = support.small_store()
    assert(take(store, "zones", "code,kind\nB,country\n"))
    local summary = assert(take(store, "zones", "code,kind,parent\nA-1,town,B\nA-9,town,A-1\nA-8,town,A-7\nA-7,town,A\n"))
    assert.same({ 2, 2 }, { summary.rows, summary.rejected })
    says(summary.rejects.reason[1], "two parents")
    says(summary.rejects.reason[2], "its parent 'A-1' was rejected")
    assert.equal("region", store:sql("select kind from zone where code = 'A-1'").kind[1])
    assert.same({ "A-7", "A" }, glocal.zones.ancestors("A-8", { store = store }).code)
    assert.equal(0, store:check():sum "problems")
  end)

  it("name the cycle", function()
    local store = support.small_store()
    local none, message = take(store, "zones", "code,parent\nx,y\ny,z\nz,x\n")
    assert.is_nil(none)
    says(message, "form a cycle, x -> y -> z -> x")
  end)

  it("take the same table again without a word", function()
    local store = support.small_store()
    local text = "police,A-1,A,2010-01-01,\npolice,A-2,A,,\n"
    links(store, text)
    local again = links(store, text, { again = true })
    assert.same({ 2, 0 }, { again.rows, again.rejected })
    assert.equal(2, store:sql("select count(*) n from zone_link_history where hierarchy = 'police'").n[1])
  end)
end)

describe("a fact that is given twice", function()
  it("in one file with two values is refused with the other line; with one value it is harmless", function()
    local store = support.small_store()
    local summary = assert(take(store, "facts",
      "zone,name,value,period\nA,population,10,2019\nA-1,population,4,2019\nA,population,12,2019\nA,population,10,2019\n"))
    assert.same({ 3, 1 }, { summary.rows, summary.rejected })
    assert.equal(4, summary.rejects.line[1])
    says(summary.rejects.reason[1], "line 2 has another value for this zone, name and period")
    assert.equal(10, store:sql("select value from zone_fact where period = '2019' and zone = 1").value[1])
  end)
end)

describe("as_of", function()
  it("holds for population, links, weights and exposures", function()
    local store = support.small_store()
    assert(take(store, "zones", "code,kind\nB,country\n"))
    assert(take(store, "facts", "zone,name,value,period\nA-1,population,1000,2024\nA-2,population,1000,2024\n"))
    assert(take(store, "weights", "table,phenomenon,value,source\nharm,p.x,2,x\n"))
    assert(take(store, "exposures", "name,from_zone,to_zone,weight\ncoast,B,A-1,0.5\n"))
    assert(support.import(store, "2024-01,A-1,p.x,10\n2024-01,B,p.x,10\n"))
    local before = store:state()
    assert(take(store, "facts", "zone,name,value,period\nA-1,population,2000,2024\n"))
    assert(take(store, "weights", "table,phenomenon,value,source\nharm,p.x,3,x\n"))
    assert(take(store, "exposures", "name,from_zone,to_zone,weight\ncoast,B,A-1,0.7\n"))
    assert(take(store, "links", "hierarchy,child,parent\nadministrative,A-1,B\n", { replace = true }))
    local function rolled(zone, as_of)
      return glocal.rollup { zone = zone, phenomenon = "p.x", every = "year", weight = "harm", as_of = as_of, store = store,
        measures = { "count", "weighted", per = { "population", 1000 } } }
    end
    local now, then_ = rolled "A-1", rolled("A-1", before)
    assert.same({ 5, 30 }, { now.count_per_1k[1], now.weighted[1] })
    assert.same({ 10, 20 }, { then_.count_per_1k[1], then_.weighted[1] })
    assert.same({ 0, 10 }, { #rolled "A", rolled("A", before).count[1] })
    local function laid(as_of)
      local of = glocal.rollup { zone = "B", phenomenon = "p.x", every = "year", at = "2024-06-01", as_of = as_of, store = store }
      local i = glocal.impact { of = of, to = "region", within = "A", exposure = "coast", store = store }
      return i:where { zone = "A-1" }.estimate[1]
    end
    assert.equal(5, laid(before))
    assert.equal(2, store:sql("select count(*) n from zone_fact").n[1])
  end)

  it("0 is before the first batch; what is below or beyond the last is an error", function()
    local store = support.small_store()
    assert(support.import(store, "2024,A-1,p.x,5\n"))
    assert.equal(0, #glocal.rollup { zone = "A", every = "year", as_of = 0, store = store })
    says(support.message_of(glocal.rollup, { zone = "A", as_of = -1, store = store }), "no batch -1")
    says(support.message_of(glocal.rollup, { zone = "A", as_of = 99, store = store }), "no batch 99")
    -- caught by the script's own pcall, it names the script's line and no file of the library
    local _, caught = pcall(function() return #glocal.rollup { zone = "A", as_of = -1, store = store } end)
    assert.truthy(caught:find("store_integrity_spec%.lua:%d+: there is no batch %-1"), caught)
    says(support.message_of(glocal.rollup, { zone = "A", as_of = "soon", store = store }), "soon")
    assert.equal(0, store:state { as_of = "2001-01-01" })
  end)
end)

describe("a file that is refused whole", function()
  it("was not imported and may come again", function()
    local store = support.small_store()
    local path = support.file "day,zone,phenomenon,count\n2024-01-01,B,p.x,1\n"
    local refused, refusal, code = store:import(path, support.MAPPING, { source = "t" })
    assert.same({ nil, "rejected" }, { refused, code })
    says(refusal, "nothing was imported from")
    says(refusal, "unknown zone 'B'")
    assert.equal(1, #store:rejects(store:state()))
    local batch = store:sql "select rows taken, rejected from batch order by id desc limit 1"
    assert.same({ 0, 1 }, { batch.taken[1], batch.rejected[1] })
    assert(take(store, "zones", "code,kind\nB,country\n"))
    assert.equal(1, assert(store:import(path, support.MAPPING, { source = "t" })).rows)
    assert.equal("exists", select(3, store:import(path, support.MAPPING, { source = "t" })))
  end)

  it("ends the command with 1, a file taken in part with 0", function()
    local store = support.small_store()
    local path, glocal_command = store:path(), os.getenv "GLOCAL" or "build/release/glocal"
    store:close()
    local function code(text)
      local command = ("%s import %s %s day=day zone=zone phenomenon=phenomenon count=count >/dev/null 2>&1"):format(
        glocal_command, path, support.file(text))
      return select(3, os.execute(command))
    end
    assert.equal(1, code "day,zone,phenomenon,count\n2024-01-01,B,p.x,1\n")
    assert.equal(0, code "day,zone,phenomenon,count\n2024-01-01,B,p.x,1\n2024-01-01,A,p.x,1\n")
  end)
end)

describe("a store of one's own", function()
  it("shows a zone without a population", function()
    local store = support.small_store()
    assert.same({ "code", "kind", "name (en)", "parent (administrative)" }, glocal.zones("A-1", { store = store }).field)
    says(support.message_of(glocal.rollup, { zone = "A", measures = { "count", per = { "population", 1000 } }, store = store }),
      "the store has none")
  end)
end)
