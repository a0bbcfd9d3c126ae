--- import_spec.lua: what the importer takes, what it refuses and how it says so.

local glocal = require "glocal"
local support = require "tests.spec.support"

-- 37 ways to break a line, with a word of the reason that must be given.
local BROKEN = {
  { "2024-13-01,A-1,p.x,1", "month" }, { "2024-02-30,A-1,p.x,1", "no such day" }, { "2024-00-10,A-1,p.x,1", "month" },
  { "0000-01-01,A-1,p.x,1", "year" }, { "24-01-01,A-1,p.x,1", "four digits" }, { "2024-W54,A-1,p.x,1", "week" },
  { "2024-W53,A-1,p.x,1", "week" }, { "2024-Q5,A-1,p.x,1", "quarter" }, { "yesterday,A-1,p.x,1", "four digits" },
  { ",A-1,p.x,1", "day is empty" }, { "2024-01-01,,p.x,1", "zone is empty" }, { "2024-01-01,A-1,,1", "phenomenon is empty" },
  { "2024-01-01,A-9,p.x,1", "did you mean 'A-1'" }, { "2024-01-01,Nowhere,p.x,1", "unknown zone" },
  { "2024-01-01,A-1,p.z,1", "did you mean" }, { "2024-01-01,A-1,qqqqqq,1", "unknown phenomenon" },
  { "2024-01-01,A-1,p.x,-1", "negative" }, { "2024-01-01,A-1,p.x,one", "whole number" },
  { "2024-01-01,A-1,p.x,1.5", "whole number" }, { "2024-01-01,A-1,p.x,1 0000", "whole number" },
  { "2024-01-01,A-1,p.x,99999999999999999999", "too large" }, { "2024-01-01,A-1,p.x,<0", "" },
  { "2024-01-01,A-1,p.x,<x", "whole number" }, { "2024-01-01,A-1,p.x,0x10", "whole number" },
  { "2024-01-01,A-1,p.x", "3 fields" }, { "2024-01-01,A-1,p.x,1,2", "5 fields" }, { "2024-01-01", "1 fields" },
  { "2024-01-01,\"A-1\"x,p.x,1", "quote" }, { "2024-01-01,A-1,p.x,\"1", "quote" },
  { "2024-01-01,A-1,p\0.x,1", "NUL" }, { "2024-01-01,A-1,p.\xff,1", "UTF-8" }, { "2024-01-01,A-1,\xc3\x28,1", "UTF-8" },
  { "2024/01-05,A-1,p.x,1x", "" }, { "01/02/2024,A-1,p.x,1", "dmy" }, { "2024-1-1 noon,A-1,p.x,1", "" },
  { "2024-01-01,A-1,p.x,5+", "no upper end" }, { "2024-01-01,A-1,p.x,--5", "" },
}

-- 1 000 lines, the broken ones spread evenly; the line with the open quote is the last.
local function broken_file()
  local lines, expected, n = { "day,zone,phenomenon,count" }, {}, 0
  local order = {}
  for _, broken in ipairs(BROKEN) do
    if broken[1]:find('"1', 1, true) then
      order[#BROKEN] = broken
    else
      n = n + 1
      order[n] = broken
    end
  end
  n = 0
  for i = 1, 1000 do
    local which = i % 27 == 0 and i // 27
    if which and which >= 1 and which <= #BROKEN and order[which] then
      n = n + 1
      lines[#lines + 1] = order[which][1]
      expected[#expected + 1] = { line = i + 1, reason = order[which][2] }
    else
      lines[#lines + 1] = ("2024-%02d-%02d,A-%d,p.%s,%d"):format(i % 12 + 1, i % 28 + 1, i % 2 + 1,
        i % 2 == 0 and "x" or "y", i % 7)
    end
  end
  assert(n == 37, "the file must hold 37 broken lines, it has " .. n)
  return table.concat(lines, "\n") .. "\n", expected
end

local function rollup_count(store)
  return glocal.rollup { zone = "A", phenomenon = "p", every = "all", store = store }.count[1]
end

describe("import", function()
  it("takes 963 of 1 000 lines and keeps the 37 broken ones with line and reason", function()
    local store = support.small_store()
    local text, expected = broken_file()
    -- Declared, for a file with a wrong byte or two would else be taken for Windows-1252.
    local options = { source = "test", encoding = "utf-8" }
    local summary = assert(store:import(support.file(text), support.MAPPING, options))
    assert.equal(963, summary.rows)
    assert.equal(37, summary.rejected)
    assert.equal(5, #summary.rejects)
    local rejects = store:rejects(summary.batch)
    assert.equal(37, #rejects)
    for i, wanted in ipairs(expected) do
      assert.equal(wanted.line, rejects[i].line)
      assert.truthy(rejects[i].reason:find(wanted.reason, 1, true),
        ("line %d: expected '%s' in '%s'"):format(wanted.line, wanted.reason, rejects[i].reason))
      assert.truthy(#rejects[i].text > 0)
    end
    assert.equal(963, store:sql("select count(*) n from observation").n[1])
    assert.equal(0, store:check():sum "problems")
  end)

  it("names the column of the analyst's own file in a refusal", function()
    local store = support.small_store()
    local summary = assert(store:import(support.file "when,where,what\n2024-01-01,nowhere,p\n2024-01-01,A,p\n",
      { day = "when", zone = "where", phenomenon = "what" }, { source = "t" }))
    assert.equal("where", summary.rejects.column[1])
  end)

  it("imports nothing when a strict import meets a refused line", function()
    local store = support.small_store()
    local before = store:state()
    local summary, message, code = support.import(store, "2024-01-01,A-1,p.x,1\n2024-01-01,B,p.x,1\n", { strict = true })
    assert.is_nil(summary)
    assert.equal("rejected", code)
    assert.truthy(message:find("line 3, column 'zone'", 1, true), message)
    assert.equal(before, store:state())
    assert.equal(0, store:sql("select count(*) n from observation").n[1])
  end)

  it("notices the same file and takes it again when told", function()
    local store = support.small_store()
    local path = support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,1\n"
    assert(store:import(path, support.MAPPING, { source = "t" }))
    local summary, message, code = store:import(path, support.MAPPING, { source = "t" })
    assert.is_nil(summary)
    assert.equal("exists", code)
    assert.truthy(message:find("--again", 1, true))
    assert(store:import(path, support.MAPPING, { source = "t", again = true }))
    assert.equal(2, store:sql("select count(*) n from observation").n[1])
  end)

  local SAME = "day;zone;phenomenon;count\r\n2024-01-31;A-1;p.x;3\r\n"
  local function utf16(text, order)
    return (text:gsub(".", order == "le" and "%0\0" or "\0%0"))
  end
  local written = {
    ["a byte order mark"] = "\xef\xbb\xbf" .. SAME,
    ["UTF-16 LE with a mark"] = "\xff\xfe" .. utf16(SAME, "le"),
    ["UTF-16 BE with a mark"] = "\xfe\xff" .. utf16(SAME, "be"),
    ["UTF-16 LE without a mark"] = utf16(SAME, "le"),
    ["tabs"] = SAME:gsub(";", "\t"),
    ["bars"] = SAME:gsub(";", "|"),
    ["commas and quotes"] = 'day,zone,phenomenon,count\n"2024-01-31","A-1","p.x","3"',
  }
  for name, text in pairs(written) do
    it("reads " .. name, function()
      local store = support.small_store()
      local summary = assert(store:import(support.file(text), support.MAPPING, { source = "t" }))
      assert.equal(1, summary.rows)
      assert.equal(3, rollup_count(store))
    end)
  end

  it("reads Latin-1, found out or declared", function()
    for _, encoding in ipairs { false, "latin-1" } do
      local store = support.benelux()
      local path = support.file "day,zone,phenomenon\n2024-01-01,Li\xe8ge,trafficking\n2024-01-01,Provinz L\xfcttich,cyber\n"
      local summary = assert(store:import(path, { day = "day", zone = "zone", phenomenon = "phenomenon" },
        { source = "t", encoding = encoding or nil }))
      -- "Liège" alone is a municipality and a police zone: ambiguous, and said so.
      assert.equal(1, summary.rejected)
      assert.truthy(summary.rejects.reason[1]:find("ambiguous", 1, true), summary.rejects.reason[1])
    end
  end)

  it("reads dates in a declared order and values with a decimal comma, exactly", function()
    local store = support.small_store()
    local path = support.file "d;z;p;v\n31/01/2024;A-1;p.x;12,34\n01.02.2024;A-1;p.x;0,1\n1-2-2024;A-1;p.x;1,234\n"
    local summary = assert(store:import(path, { day = "d", zone = "z", phenomenon = "p", value = "v" },
      { source = "t", dates = "dmy", decimal = ",", scale = { value = 100 } }))
    assert.equal(2, summary.rows)
    assert.truthy(summary.rejects.reason[1]:find("decimals", 1, true))
    local r = glocal.rollup { zone = "A", phenomenon = "p", every = "month", measures = { "value" }, store = store }
    assert.same({ 12.34, 0.1 }, r.value)
  end)

  it("reads gzip, also several packed files in one, and says when one is cut off", function()
    local store = support.small_store()
    local one = support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,3\n"
    local two = support.file "2024-01-02,A-1,p.x,4\n"
    assert(os.execute(("gzip -k %s %s && cat %s.gz %s.gz > %s.both.gz"):format(one, two, one, two, one)))
    assert(store:import(one .. ".both.gz", support.MAPPING))
    assert.equal(7, rollup_count(store))
    assert(os.execute(("head -c 40 %s.gz > %s.cut.gz"):format(one, one)))
    local summary, message = store:import(one .. ".cut.gz", support.MAPPING)
    assert.is_nil(summary)
    assert.truthy(message:find("an incomplete gzip file", 1, true), message)
    assert.equal(7, rollup_count(store))
  end)

  it("reads a pipe, and notices that it gave the same bytes as a file before", function()
    local store = support.small_store()
    local file = support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,3\n"
    local pipe = support.path ".fifo"
    assert(os.execute(("mkfifo %s && (cat %s > %s &)"):format(pipe, file, pipe)))
    assert(store:import(pipe, support.MAPPING))
    assert.equal("exists", select(3, store:import(file, support.MAPPING)))
    assert.equal(3, rollup_count(store))
  end)

  it("keeps order and count of many lines, taken and refused, over many blocks", function()
    local store = support.small_store()
    local lines, sum = { "day,zone,phenomenon,count" }, 0
    for i = 1, 50000 do
      local bad = i % 7 == 0
      lines[#lines + 1] = ("2024-01-%02d,A-%d,p.%s,%s"):format(i % 31 + 1, i % 2 + 1, bad and "z" or "x", i)
      if not bad then sum = sum + i end
    end
    local summary = assert(store:import(support.file(table.concat(lines, "\n")), support.MAPPING))
    assert.same({ 42858, 7142 }, { summary.rows, summary.rejected })
    assert.equal(sum, rollup_count(store))
    local rejects = store:rejects(summary.batch)
    assert.same({ 8, 50000 - 50000 % 7 + 1 }, { rejects.line[1], rejects.line[#rejects] })
    local counts = store:sql("select count from observation order by id").count
    for i = 2, #counts do assert.is_true(counts[i] > counts[i - 1]) end
    assert.equal(0, store:check():sum "problems")
  end)

  it("takes constants and maps of values", function()
    local store = support.small_store()
    local summary = assert(store:import(support.file "m,route\n2024-01,West\n2024-02,Ost\n2024-03,Nord\n", {
      day = "m", zone = { column = "route", map = { West = "A-1", Ost = "A-2" } }, phenomenon = { const = "01" },
    }, { source = "t" }))
    assert.equal(2, summary.rows)
    assert.truthy(summary.rejects.reason[1]:find("Nord", 1, true))
    assert.equal("month", store:observations().span[1])
  end)

  it("refuses a map to what the store does not have before it reads a line", function()
    local store = support.small_store()
    local path, state = support.file "m,zone,what\n2024-01,A-1,bikes\n2024-01,A-1,p.x\n", store:state()
    local done, message, code = store:import(path, { day = "m", zone = "zone",
      phenomenon = { column = "what", map = { bikes = "p.z" } } }, { source = "t" })
    assert.is_nil(done)
    assert.equal("invalid", code)
    assert.truthy(message:find("'bikes' is mapped to what is none: unknown phenomenon 'p.z', did you mean 'p.x'?", 1, true),
      message)
    assert.equal(state, store:state())
  end)

  it("keeps a censored count as its range", function()
    local store = support.small_store()
    assert(support.import(store, "2024,A-1,p.x,<5\n2024,A-2,p.x,7\n"))
    local r = glocal.rollup { zone = "A", phenomenon = "p", every = "year", store = store }
    assert.same({ 7, 11 }, { r.count[1], r.count_high[1] })
  end)

  it("takes the file's name for a source where none is given", function()
    local store = support.small_store()
    local path = support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,1\n"
    assert.equal(1, assert(store:import(path, support.MAPPING)).added)
    assert.equal(path:match "([^/]+)%.csv$", store:observations().source[1])
  end)

  it("adds unknown sources and says so; handling tightens and never loosens", function()
    local store = support.small_store()
    local map = { day = "day", zone = "zone", phenomenon = "phenomenon", source = "s", handling = "h" }
    local summary = assert(store:import(support.file(
      "day,zone,phenomenon,s,h\n2024-01-01,A-1,p.x,one,AMBER\n2024-01-01,A-1,p.x,two,\n2024-01-01,A-1,p.y,one,PURPLE\n"), map))
    assert.equal(2, summary.added)
    assert.truthy(summary.rejects.reason[1]:find("PURPLE", 1, true))
    assert.equal("TLP:AMBER", glocal.rollup { zone = "A", every = "all", store = store }:marking())
    assert.equal("TLP:CLEAR", glocal.rollup { zone = "A", every = "all", source = "two", store = store }:marking())
    assert.equal("TLP:AMBER", store:sql("select * from observation"):marking())
    assert.equal("TLP:CLEAR", store:sql("select * from zone"):marking())
  end)

  it("says what is wrong with a call before it reads a line", function()
    local store = support.small_store()
    local path = support.file "day,zone,phenomenon,count\n2024-01-01,A-1,p.x,1\n"
    local function fails(pattern, file, mapping, options)
      local summary, message = store:import(file, mapping, options)
      assert.is_nil(summary)
      assert.truthy(message:find(pattern, 1, true), message)
    end
    fails("can't open", "/nowhere.csv", support.MAPPING)
    fails("did you mean 'zone'", path, { day = "day", zone = "zonee", phenomenon = "phenomenon" })
    fails("did you mean 'zone'", path, { day = "day", zon = "zone", phenomenon = "phenomenon" })
    fails("no column is given for 'zone'", path, { day = "day", phenomenon = "phenomenon" })
    assert.matches("did you mean 'zones'", support.message_of(store.import, store, path, {}, { as = "zone" }))
    fails("empty", support.file "", support.MAPPING)
    assert.has_error(function() store:import(path, { day = 5 }) end)
    assert.equal(0, store:sql("select count(*) n from batch where kind = 'observations'").n[1])
  end)

  it("reads zones whose parent comes later and refuses orphans with their children", function()
    local store = assert(glocal.init(support.path ".db"))
    local summary = assert(store:import(support.file "code,parent\nb,a\na,\nd,c\nc,nowhere\n",
      { code = "code", parent = "parent" }, { as = "zones" }))
    assert.equal(2, summary.rows)
    assert.equal(2, summary.rejected)
    assert.equal("a,b", table.concat(store:sql("select code from zone order by code").code, ","))
    local failed, message = store:import(support.file "code,parent\nx,y\ny,x\n", { code = "code", parent = "parent" },
      { as = "zones" })
    assert.is_nil(failed)
    assert.truthy(message:find("cycle", 1, true))
  end)
end)

describe("retract and as_of", function()
  it("takes a batch back and still shows what was known before", function()
    local store = support.small_store()
    local first = assert(support.import(store, "2024-01-01,A-1,p.x,5\n")).batch
    local second = assert(support.import(store, "2024-01-01,A-2,p.x,2\n")).batch
    local function count(as_of)
      local r = glocal.rollup { zone = "A", every = "all", phenomenon = "p", as_of = as_of, store = store }
      return #r == 0 and 0 or r.count[1]
    end
    assert.equal(7, count())
    local third = assert(store:retract(first, "sent twice"))
    assert.equal(2, count())
    assert.same({ 0, 5, 7, 2 }, { count(first - 1), count(first), count(second), count(third) })
    assert.equal(2, count "2999-01-01")
    assert.equal(0, count "2000-01-01")
    assert.equal("exists", select(3, store:retract(first, "again")))
    assert.equal("invalid", select(3, store:retract(1, "zones")))
    assert.equal("not_found", select(3, store:retract(99, "none")))
    assert.equal(0, store:check():sum "problems")
    assert.equal(2, store:sql("select count(*) n from observation").n[1])
  end)
end)

describe("check", function()
  local function damage(sql)
    local store = support.small_store()
    assert(support.import(store, "2024-01-01,A-1,p.x,5\n2024-01-01,A-2,p.x,5\n"))
    local path = store:path()
    store:close()
    assert(os.execute(("sqlite3 '%s' \"%s\""):format(path, sql)))
    return assert(glocal.open(path)):check()
  end
  it("finds observations that were changed behind the cells", function()
    local report = damage "update observation set count = 6 where id = 1"
    assert.equal(1, report:where { check = "cells equal observations" }.problems[1])
  end)
  it("finds a log line that was changed or taken out", function()
    assert.equal(1, damage("update log set why = 'nothing' where id = 1"):where { check = "log chain" }.problems[1])
    assert.is_true(damage("delete from log where id = 2"):where { check = "log chain" }.problems[1] > 0)
  end)
  it("finds a row that points at nothing", function()
    assert.equal(1, damage("delete from phenomenon where code = 'p.y'; delete from zone where code='A-1'")
      :where { check = "foreign keys" }.problems[1] > 0 and 1 or 0)
  end)
end)
