--- known_facts_spec.lua: facts of the public record, each answered by one line over the shipped register.

local glocal = require "glocal"
local support = require "tests.spec.support"

describe("the shipped register of cooperation", function()
  local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
  glocal.use(store)
  local function sql(statement) return store:sql(statement) end
  local function day(name, column)
    return sql(("select date(%s * 86400, 'unixepoch') as d from agreement where code = '%s'"):format(column, name)).d[1]
  end
  local function signed(name) return sql(("select signed from agreement where code = '%s'"):format(name)).signed[1] end
  local function since(name)
    return sql(("select strftime('%%Y', valid_from * 86400, 'unixepoch') as y from channel where code = '%s'"):format(name)).y[1]
  end
  local function posts(name)
    return sql(("select participants from mission where code = '%s'"):format(name)).participants[1]
  end

  teardown(function() store:close() end)

  it("knows eleven Belgian posts", function() assert.are.equal(11, posts "BE-LO-NETWORK") end)
  it("knows 47 posts in the Benelux pool", function() assert.are.equal(47, posts "BENELUX-LO-POOL") end)
  it("knows since when there is a centre in Tournai", function() assert.are.equal("2002", since "CCPD-TOURNAI") end)
  it("knows since when there is a centre in Luxembourg", function() assert.are.equal("2003", since "CCPD-LUXEMBOURG") end)
  it("knows since when there is a centre in Heerlen", function() assert.are.equal("2005", since "EPICC") end)
  it("knows where that one is now", function()
    assert.are.equal("EPICC Kerkrade (Euregio Meuse-Rhine)", sql "select en from channel where code = 'EPICC'".en[1])
  end)
  it("knows the agreement with Albania", function() assert.are.equal("2005-03-22", signed "BE-AL-2005") end)
  it("knows the agreement with the United States", function() assert.are.equal("2011-09-20", signed "BE-US-2011") end)
  it("knows the agreement with Morocco", function() assert.are.equal("2014-02-18", signed "BE-MA-2014") end)
  it("knows Tournai I", function() assert.are.equal("2001-03-05", signed "TOURNAI-1") end)
  it("knows Tournai II", function()
    assert.are.equal("2013-03-18", signed "TOURNAI-2")
    assert.are.equal("2015-10-01", day("TOURNAI-2", "in_force"))
  end)
  it("knows the Senningen treaty", function()
    assert.are.equal("2004-06-08", signed "BENELUX-2004")
    assert.are.equal("2023-09-30", day("BENELUX-2004", "ended"))
  end)
  it("knows the Benelux police treaty", function()
    assert.are.equal("2018-07-23", signed "BENELUX-2018")
    assert.are.equal("2023-10-01", day("BENELUX-2018", "in_force"))
  end)
  it("knows the agreement on the centre of Luxembourg", function()
    assert.are.equal("2008-10-24", signed "CCPD-LUX-2008")
    assert.are.equal("2014-12-01", day("CCPD-LUX-2008", "in_force"))
  end)
  it("knows the agreements with Montenegro and Serbia", function()
    assert.are.same({ "2010-12-09", "2017-05-01" }, { signed "BE-ME-2010", day("BE-ME-2010", "in_force") })
    assert.are.same({ "2017-02-07", "2021-11-01" }, { signed "BE-RS-2017", day("BE-RS-2017", "in_force") })
  end)
  it("knows from when the Prüm treaty binds each party", function()
    local f = glocal.accessions { agreement = "PRUM-2005", country = { "AT", "BE", "DE", "FR", "LU", "NL" }, on = "2026-11-22" }
    assert.are.same({ "2006-11-01", "2007-05-06", "2006-11-23", "2007-12-31", "2007-05-09", "2008-05-20" }, f.since)
  end)
  it("knows the Belgian-German agreement and when Europe's law took over from the Swedish initiative", function()
    assert.are.equal("2000-03-27", signed "BE-DE-2000")
    assert.are.equal("2024-12-12", day("EU-2023-977", "in_force"))
    assert.are.equal("2024-12-11", day("EU-2006-960", "ended"))
  end)
  it("knows who may screen before employment, and since when", function()
    local f = glocal.accessions { act = "screening", country = "LU", on = "2026-11-22" }
    assert.are.same({ "2019-06-06", "2012-12-31" }, f.since)
  end)
  it("knows the posts of 2014 and what they were of", function()
    local f = sql [[select count(*) n from channel where code like 'BE-LO-2014-%'
      and date(valid_from * 86400, 'unixepoch') = '2014-01-23']]
    assert.are.equal(6, f.n[1])
  end)
  it("knows the protocol with Defence", function() assert.are.equal("2006-03-20", signed "BE-DEFENCE-2006") end)
  it("knows the posts in London and Brazil as history", function()
    assert.are.equal("2020", since "BE-LO-GB")
    assert.are.equal("2013", since "BE-LO-BR")
    assert.are.equal(0, sql "select count(*) n from channel where kind = 'liaison' and verification <> 'historical'".n[1])
  end)
  it("knows the liaison missions by region", function()
    local f = sql [[select z.code as region, sum(participants) as n from mission m join zone z on z.id = m.zone
      where m.kind = 'liaison' group by 1 order by 1]]
    assert.are.same({ "BE", "BENELUX" }, { f.region[1], f.region[2] })
  end)
end)
