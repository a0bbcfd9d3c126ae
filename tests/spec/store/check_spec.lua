--- check_spec.lua: what check notices of what another program did to a store: rows, schema, values, the end of the log; anchors.

local glocal = require "glocal"
local support = require "tests.spec.support"
local flips = require "tests.flips.flips"

-- Runs SQL on the store's file as another program would.
local function behind_its_back(path, sql)
  local script = support.file(sql, ".sql")
  assert(os.execute(("sqlite3 '%s' < '%s'"):format(path, script)))
end

local function found(path, check, options)
  local store = assert(glocal.open(path))
  local report = assert(store:check(options)):where { check = check }
  return report.result[1], report.problems[1]
end

local function says(text, part)
  assert.truthy(tostring(text):find(part, 1, true), ("no '%s' in: %s"):format(part, tostring(text)))
end

local function filled_store()
  local store = support.small_store()
  assert(support.import(store, "2024-01-01,A-1,p.x,7\n2024-01-02,A-2,p.y,3\nx,A-1,p.x,1\n", { at_least = 0 }))
  assert(support.import(store, "2024-02-01,A-1,p.x,5\n"))
  assert(store:retract(store:state(), "sent twice"))
  return store
end

describe("check", function()
  it("names the rows that another program changed", function()
    local changes = {
      ["update observation set count = 8 where id = 1"] = "observation by batch 3, rows 1 to 2: changed since line 4",
      ["update observation set credibility = 3 where id = 2"] = "observation by batch 3",
      ["delete from reject"] = "reject by batch 3, rows 1 to 1: gone since line 4",
      ["update reject set text = 'y'"] = "reject by batch 3, rows 1 to 1: changed since line 4",
      ["update label set text = 'Other' where text = 'One'"] = "label: changed since line 2",
      ["update zone_link_history set valid_from = 12000 where id = 1"] = "zone_link_history by batch 1",
      ["insert into zone_fact_history values (null, 1, 'population', '2024', 9, 1, null)"] =
        "zone_fact_history by batch 1, rows 1 to 1: not in the log",
      ["update setting set value = 'GREEN' where name = 'default_handling'"] = "setting: changed since line 1",
      ["update batch set note = 'x' where id = 1"] = "batch: changed since line 6",
      ["insert into run values (null, 'x.lua', '', '', 1, '2024-01-01', null, null)"] = "run: changed since line 1",
    }
    for sql, message in pairs(changes) do
      local path = filled_store():path()
      behind_its_back(path, sql)
      local result, problems = found(path, "rows as logged")
      says(result, message)
      assert.equal(1, problems, sql)
    end
  end)

  it("names what is not as the migrations made it", function()
    local changes = {
      ["drop index zone_link_parent"] = "the index 'zone_link_parent' is missing",
      ["drop trigger score_kept"] = "the trigger 'score_kept' is missing",
      ["create table mine (a)"] = "the table 'mine' is not glocal's",
      ["create index mine on zone (kind)"] = "the index 'mine' is not glocal's",
      ["alter table facet add column other text"] = "the table 'facet' was changed",
    }
    for sql, message in pairs(changes) do
      local path = filled_store():path()
      behind_its_back(path, sql)
      local result, problems = found(path, "schema")
      assert.same({ message, 1 }, { result, problems })
    end
  end)

  it("names values that glocal never writes", function()
    local changes = {
      ["update observation set span = 9 where id = 1"] = "9 is no span of observation",
      ["update observation set count_high = 2 where id = 1"] = "2 is no count_high of observation",
      ["update source set handling = 'PINK'"] = "'PINK' is no marking",
      ["update batch set kind = 'gift' where id = 1"] = "'gift' is no kind of batch",
      ["insert into label values ('zone', 99, 'nl', 'x')"] = "99 is no id of label",
      ["insert into surveillance_series values (7, 1, 1, '{}', 'count', '', 9)"] = "9 is no span of surveillance_series",
      ["insert into signal values (7, 't', '', 'nl', 1, 's', 'A', 1, 'social', null, null, null, 99999999, '', 0, 0)"] =
        "99999999 is no known of signal",
      ["insert into delphi_study values (7, 'n', 'q', 1, 5, null, null, 1, 'r', '', 0, 256)"] =
        "256 is no handling of delphi_study",
    }
    for sql, message in pairs(changes) do
      local path = filled_store():path()
      behind_its_back(path, sql)
      local result, problems = found(path, "known values")
      assert.same({ message, 1 }, { result, problems })
    end
  end)

  it("tells of a text that is not there where there must be one, as the store does without a crash", function()
    local path = filled_store():path()
    local function declared(as)
      return ("pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '%s', '%s') where name = 'phenomenon'")
        :format(table.unpack(as))
    end
    local strict, loose = "code TEXT NOT NULL UNIQUE", "code TEXT UNIQUE"
    behind_its_back(path, declared { strict, loose })
    behind_its_back(path, "update phenomenon set code = null where code = 'p.x'")
    behind_its_back(path, declared { loose, strict })
    local store = assert(glocal.open(path))
    assert.is_false((pcall(store.resolve, store, "phenomenon", "p.x")))
    says(found(path, "file"), "NULL value in phenomenon.code")
  end)

  it("notices cells with the same figures and another marking", function()
    local path = filled_store():path()
    behind_its_back(path, "update cells set handling = 1 where batch = 3")
    says(found(path, "cells equal observations"), "the cells of batch 3 differ")
  end)

  it("notices that the end of the log was taken off", function()
    local path = filled_store():path()
    behind_its_back(path, "delete from digest where entry = 6; delete from log where id = 6")
    local result, problems = found(path, "log chain")
    says(result, "changed or taken out")
    assert.is_true(problems > 0)
  end)

  it("covers a run, and what has no line of its own", function()
    local store = filled_store()
    assert.equal(0, store:check():sum "problems")
    local script, path = support.file("assert(store:state() > 0)", ".lua"), store:path()
    assert(os.execute(("'%s' run --store '%s' '%s'"):format(os.getenv "GLOCAL" or "build/release/glocal", path, script)))
    assert.equal(0, store:check():sum "problems")
    local log = store:log()
    assert.same({ "run", script, "run 1 done" }, { log.action[#log], log.object[#log], log.why[#log] })
  end)
end)

describe("the log", function()
  it("takes from a script that something was given to someone, and nothing else", function()
    local store = filled_store()
    assert(store:disclose("brief.html", "asked by the zone"))
    local log = store:log()
    assert.same({ "disclose", "brief.html", "asked by the zone" }, { log.action[#log], log.object[#log], log.why[#log] })
    assert.equal(0, store:check():sum "problems")
    assert.is_nil(store.record)
  end)
end)

describe("an anchor", function()
  it("holds as long as the log goes on from it", function()
    local store = filled_store()
    local anchor = store:anchor()
    assert.equal(0, store:check { anchor = anchor }:sum "problems")
    assert(support.import(store, "2024-03-01,A-1,p.x,1\n"))
    assert.equal(0, store:check { anchor = anchor }:sum "problems")
  end)

  it("finds a log that was written anew, whole in itself", function()
    local store = support.small_store()
    local path, copy = store:path(), support.path ".db"
    assert(os.execute(("sqlite3 '%s' '.backup %s'"):format(path, copy))) -- the same store, before
    assert(support.import(store, "2024-01-01,A-1,p.x,7\n"))
    local anchor = store:anchor()
    local other = assert(glocal.open(copy))
    local report = other:check { anchor = anchor }:where { check = "anchor" }
    says(report.result[1], "the log ends at line 3, on ")
    assert(support.import(other, "2024-01-01,A-1,p.x,8\n"))
    assert.equal(0, other:check():sum "problems")
    report = other:check { anchor = anchor }:where { check = "anchor" }
    says(report.result[1], "line 4 of the log or one before it is not what it was on")
    assert.equal(1, report.problems[1])
  end)

  it("of another store, or none, is told", function()
    local anchor = filled_store():anchor()
    says(filled_store():check { anchor = anchor }:where { check = "anchor" }.result[1], "of another store")
    local none, message, code = filled_store():check { anchor = "glocal-anchor 1 x" }
    assert.is_nil(none)
    assert.equal("invalid", code)
    says(message, "is no anchor; glocal log anchor STORE prints one")
  end)
end)

describe("a flipped byte", function()
  it("that changes an answer is noticed by check", function()
    local result = flips.run { answers = 60, seed = 1 }
    assert.equal(60, result.changed)
    assert.same({}, result.unnoticed)
  end)

  it("of the log that a crash left is noticed too, but where it leaves the store as before its last change", function()
    local result = flips.run_log { answers = 30, seed = 1 }
    assert.equal(30, result.changed)
    assert.same({}, result.unnoticed)
  end)
end)
