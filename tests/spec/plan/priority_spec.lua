--- priority_spec.lua: priorities as data at every level, what answers what, who holds which phenomenon, and what is wrong with
--- them.

local glocal = require "glocal"
local support = require "tests.spec.support"

local HEAD = "code,zone,phenomenon,cycle,valid_from,valid_to,owner,indicator,due,en\n"
local DATE = "2026-11-30"

local function import(store, text, as)
  return store:import(support.file(text), {}, { as = as or "priorities" })
end

describe("priorities", function()
  local store

  before_each(function() store = support.benelux() end)

  it("ship as verified: the two cycles of EMPACT, one in force at a time", function()
    assert.equal(7, #glocal.priorities { zone = "5345", on = DATE })
    assert.equal(11, #glocal.priorities { level = "union", on = "2023-06-01" })
    assert.equal(7, #glocal.priorities { level = "union", on = "2026-01-01" })
    assert.equal(11, #glocal.priorities { level = "union", on = "2025-12-31" })
    local drugs = glocal.priorities { phenomenon = "drugs", on = DATE, lang = "nl" }
    assert.same({ "EMPACT-2026-drugs" }, drugs.code)
    assert.equal("drugshandel", drugs.name[1])
    assert.truthy(support.message_of(glocal.priorities, { cycle = "EMPACT 2026-2028" }):find("did you mean 'EMPACT 2026-2029'",
      1, true))
  end)

  it("of a zone are its own first, then those of the zones that it lies in", function()
    assert(import(store, HEAD .. "P,BE-VAN,drugs,,2026-01-01,,,,,provincial\nZ,BE-PZ5345,drugs,,2026-01-01,,,,,zonal\n"
      .. "O,BE-PZ5461,drugs,,2026-01-01,,,,,another zone's\n"))
    local codes = glocal.priorities { zone = "5345", phenomenon = "drugs", on = DATE }.code
    assert.same({ "Z", "P", "EMPACT-2026-drugs" }, codes)
  end)

  it("keep every version, so that as_of knows what held", function()
    assert(import(store, HEAD .. "Z,BE-PZ5345,drugs,,2026-01-01,,narcotics,,,first\n"))
    local before = store:state()
    assert(import(store, HEAD .. "Z,BE-PZ5345,drugs,,2026-01-01,,harbour,,,second\n"))
    local function owner(as_of)
      return glocal.priorities { zone = "5345", phenomenon = "drugs", on = DATE, as_of = as_of }.owner[1]
    end
    assert.equal("harbour", owner())
    assert.equal("narcotics", owner(before))
  end)

  it("are marked by their own handling, and a RED one of another zone is no bar", function()
    local red = "code,zone,phenomenon,valid_from,en,handling\nR,BE-PZ5461,drugs,2026-01-01,secret,RED\n"
    assert(store:import(support.file(red), {}, { as = "priorities" }))
    assert.equal("TLP:CLEAR", glocal.priorities { zone = "5345", on = DATE }:marking())
    assert.equal("TLP:RED", glocal.priorities { zone = "5461", on = DATE }:marking())
    assert.equal("TLP:RED", store:sql "select code from priority":marking()) -- SQL can't tell rows apart
    assert.is_nil((store:import(support.file((red:gsub("RED", "GREEN"))), {}, { as = "priorities" }))) -- never loosened
    assert(store:import(support.file((red:gsub(",handling", ""):gsub(",RED", ""):gsub("secret", "other"))), {},
      { as = "priorities" }))
    assert.equal("TLP:RED", glocal.priorities { zone = "5461", on = DATE }:marking())
  end)

  it("are refused with a reason where a line makes no sense", function()
    local nothing, message = import(store, HEAD .. "Z,BE-PZ9999,drugs,,2026-01-01,,,,,x\n")
    assert.is_nil(nothing)
    assert.truthy(message:find("none of its 1 lines could be taken", 1, true))
    local taken = assert(import(store, HEAD
      .. "A,BE-PZ5345,drugs,,2027-01-01,2026-01-01,,,,x\nB,BE-PZ5345,drugs,,2026-01-01,,,,,y\n"))
    assert.equal(1, taken.rows)
    assert.equal(1, taken.rejected)
  end)
end)

describe("a crosswalk", function()
  it("shows what is answered, what is only alike, and the gaps both ways", function()
    local store = support.benelux()
    assert(import(store, HEAD .. "Z1,BE-PZ5345,drugs,,2026-01-01,,,,,drugs\nZ2,BE-PZ5345,firearms,,2026-01-01,,,,,guns\n"
      .. "Z3,BE-PZ5345,property.burglary,,2026-01-01,,,,,burglary\nN,BE,drugs,,2026-01-01,,,,,national\n"))
    assert(import(store, "priority,higher\nZ1,N\nN,EMPACT-2026-drugs\n", "priority_links"))
    local c = glocal.crosswalk { zone = "5345", on = DATE, lang = "en" }
    local function relation(higher, own)
      for _, row in c:rows() do
        if row.higher == higher and row.own == own then return row.relation end
      end
    end
    assert.equal("answers", relation("N", "Z1"))
    assert.equal("answers", relation("EMPACT-2026-drugs", "Z1")) -- through the national one
    assert.equal("same phenomenon", relation("EMPACT-2026-firearms", "Z2"))
    assert.equal("unanswered", relation("EMPACT-2026-environment", nil))
    assert.equal("local only", relation(nil, "Z3"))
    assert.is_nil(c:where { relation = "unanswered" }.count[1]) -- no figures: null, not 0
  end)

  it("finds demand that nobody attends to, and counts no figure of another unit", function()
    local store = support.benelux()
    local lines = {}
    for i = 0, 23 do
      lines[#lines + 1] = ("%s,BE-PZ5345,property,%d"):format(glocal.period("2024-11", "month", i), i < 12 and 40 or 80)
    end
    assert(support.import(store, table.concat(lines, "\n") .. "\n", { records = "figures" }))
    local c = glocal.crosswalk { zone = "5345", on = DATE }:where { relation = "demand without priority" }
    assert.same({ "property" }, c.phenomenon)
    assert.equal(960, c.count[1])
    assert.equal(1, c.change[1])
    assert.equal("rising", c.direction[1])
    assert.equal(0, c.attention[1])
  end)
end)

describe("a portfolio", function()
  it("names the role that holds a phenomenon, and says where nobody does", function()
    local store = support.benelux()
    assert(import(store, HEAD .. "Z1,BE-PZ5345,drugs,,2026-01-01,,head of "
      .. "narcotics,,,x\nZ2,BE-PZ5345,fraud,,2020-01-01,2025-12-31,desk fraud,,,y\n"))
    local p = glocal.portfolio { zone = "5345", on = DATE }
    local function row(phenomenon) return p:where { phenomenon = phenomenon }[1] end
    assert.equal("head of narcotics", row "drugs".owner)
    assert.equal("held", row "drugs".status)
    assert.equal("ended", row "fraud".status)
    assert.equal("nobody", row "terrorism".status)
    assert.is_nil(row "terrorism".owner)
  end)
end)

describe("the check of priorities", function()
  local function rules(store, text, links)
    if text then assert(import(store, HEAD .. text)) end
    if links then assert(import(store, "priority,higher\n" .. links, "priority_links")) end
    local found = {}
    for _, row in glocal.plan.check { zone = "5345", on = DATE }:rows() do found[row.rule] = row.message end
    return found
  end

  it("has nothing to say of one that has an owner, an indicator, a date and an answer to Europe", function()
    local found = rules(support.benelux(), "Z,BE-PZ5345,drugs,ZVP,2026-01-01,2031-12-31,narcotics,offences,2027-06-30,x\n",
      "Z,EMPACT-2026-drugs\n")
    assert.same({}, found)
  end)

  it("has one clear message for each fault", function()
    local store = support.benelux()
    local ended = store:sql([[select code from zone where kind = 'police_zone' and valid_to is not null
      order by code limit 1]]).code[1]
    assert.truthy(rules(store)["no priority"]:find("BE-PZ5345 has no priority of its own in force on 2026-11-30", 1, true))
    local found = rules(store, "A,BE-PZ5345,drugs,one,2026-01-01,,,,2026-01-31,x\nB,BE-PZ5345,drugs.dealing,two,2026-01-01,,"
      .. ended .. ",i,2027-01-01,y\nC,BE-PZ5345,fraud,one,2026-01-01,,o,i,2027-01-01,z\n",
        "A,EMPACT-2022-drugs\nC,NOWHERE\nD,EMPACT-2026-drugs\n")
    assert.equal("'A' has no owner: add the column 'owner' to its line and import it again", found.owner)
    assert.truthy(found.indicator:find("'A' has no indicator", 1, true))
    assert.truthy(found.overdue:find("'A' was due on 2026-01-31", 1, true))
    assert.truthy(found["owner ended"]:find("'B': its owner '" .. ended .. "' ended on", 1, true))
    assert.truthy(found["ended higher"]:find("'A' answers 'EMPACT-2022-drugs', which ended on 2025-12-31", 1, true))
    assert.truthy(found["unknown higher"]:find("'C' answers 'NOWHERE', which the store does not have", 1, true))
    assert.truthy(found["two cycles"]:find("in the cycles 'one' and 'two'", 1, true))
    assert.truthy(found.link:find("a link is of 'D'", 1, true))
  end)

  it("asks for an international item, and marks figures older than a year", function()
    local store = support.benelux()
    assert(support.import(store, "2024-01,BE-PZ5345,drugs,5\n2024-02,BE-PZ5345,drugs,5\n", { records = "figures" }))
    local found = rules(store, "A,BE-PZ5345,drugs,one,2026-01-01,,o,i,2027-01-01,x\n")
    assert.truthy(found.international:find("every zonal plan needs an international item", 1, true))
    assert.truthy(found["old figures"]:find("are of 2024-02", 1, true))
  end)
end)
