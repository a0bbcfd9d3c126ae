--- whom_spec.lua: whom to call and on what basis: never on one that is not in force, informal contacts routed, cards, markings, checks.

local glocal = require "glocal"
local support = require "tests.spec.support"

local EPOCH = "1970-01-01"

local function imported(store, as, text)
  local done = assert(store:import(support.file(text), nil, { as = as }))
  assert.are.equal(0, done.rejected)
end

describe("whom, basis and where_is", function()
  local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
  glocal.use(store)
  local agreements = store:sql "select code, in_force, ended from agreement"
  local terms = {}
  for _, row in agreements:rows() do terms[row.code] = { row.in_force, row.ended } end

  teardown(function() store:close() end)

  -- Whether the agreement is in force on a day, from the rows alone.
  local function is_in_force(code, day)
    local first, last = terms[code][1], terms[code][2]
    return first ~= nil and first <= day and (last == nil or day <= last)
  end

  local function check_day(reach, day)
    local on = glocal.period(EPOCH, "day", day)
    local zone, country, act = reach.zone or "BE", reach.country, reach.act
    if country == "WORLD" or country == "EU" or country == "SCHENGEN" or country == "BENELUX" then
      country = country == "BENELUX" and "NL" or "FR"
    end
    for _, row in glocal.whom { zone = zone, country = country, act = act, on = on }:rows() do
      assert.is_true(is_in_force(row.agreement, day), row.agreement .. " offered on " .. on)
    end
    for _, row in glocal.basis { zone = zone, country = country, act = act, on = on }:rows() do
      assert.is_true(row.allowed == "no" or is_in_force(row.agreement, day), row.agreement .. " allowed on " .. on)
    end
  end

  it("never offer what is not in force, the day before, on and after each date of each agreement", function()
    local reaches = store:sql [[select distinct c.code as country, r.act, z.code as zone, a.in_force, a.ended
      from channel_reach r join zone c on c.id = r.country left join zone z on z.id = r.tasked_by
      join agreement a on a.code = r.agreement where a.in_force is not null]]
    local checked = 0
    for _, reach in reaches:rows() do
      for _, date in ipairs { reach.in_force, reach.ended or reach.in_force } do
        for offset = -1, 1 do
          check_day(reach, date + offset)
          checked = checked + 1
        end
      end
    end
    assert.is_true(checked > 300)
  end)

  it("go from one treaty to the next on the day", function()
    local function first(on) return glocal.basis { act = "pursuit", zone = "BE-VAN", country = "NL", on = on } end
    assert.are.equal("BENELUX-2004", first "2023-09-30".agreement[1])
    assert.are.equal("BENELUX-2018", first "2023-10-01".agreement[1])
    local card = first "2023-10-01":card { lang = "en" }
    assert.is_truthy(card:find("NO Senningen treaty: ended on 2023-09-30", 1, true), card)
  end)

  it("say so where there is no lawful channel", function()
    local none = glocal.whom { country = "MA", act = "pursuit", on = "2026-11-22" }
    assert.are.equal(0, #none)
    assert.is_truthy(none:card { lang = "nl" }:find("Er is geen rechtmatig kanaal bekend.", 1, true))
  end)

  it("take no agreement of which the day of entry into force is not known", function()
    local card = glocal.whom { country = "MA", act = "information", on = "2026-11-22" }:card { lang = "en" }
    assert.is_truthy(card:find("Police agreement Belgium-Morocco: day of entry into force unknown", 1, true), card)
  end)

  it("give a centre for its own area only", function()
    local function has(zone)
      for _, code in ipairs(glocal.whom { zone = zone, country = "LU", act = "information", on = "2026-11-22" }.channel) do
        if code == "CCPD-LUXEMBOURG" then return true end
      end
      return false
    end
    assert.is_true(has "BE-WLX")
    assert.is_false(has "BE-VAN")
  end)

  it("fit a card of ten lines of 80 columns in every language", function()
    for _, lang in ipairs { "nl", "fr", "de", "en" } do
      for _, country in ipairs { "FR", "NL", "LU", "DE", "MA", "US", "GB" } do
        for _, act in ipairs { "information", "pursuit", "joint_patrol" } do
          for of, urgency in pairs { whom = "urgent", basis = false } do
            local text = glocal[of] { zone = "BE-VWV", country = country, act = act, urgency = urgency or nil, on = "2026-11-22" }
              :card { lang = lang }
            local lines = 0
            for line in (text .. "\n"):gmatch "(.-)\n" do
              lines = lines + 1
              assert.is_true(utf8.len(line) <= 80, line)
            end
            assert.is_true(lines <= 10, text)
          end
        end
      end
    end
  end)

  it("name the nearest where something is unknown", function()
    local message = support.message_of(glocal.whom, { country = "FR", act = "informatoin" })
    assert.is_truthy(message:find("did you mean 'information'", 1, true), message)
    message = support.message_of(glocal.basis, { country = "Marroco", act = "information" })
    assert.is_truthy(message:find("Marroco", 1, true), message)
    message = support.message_of(glocal.whom, { act = "information" })
    assert.is_truthy(message:find("'country'", 1, true), message)
  end)

  it("name the act that is meant, in the words of any of the languages", function()
    local function meant(act)
      return support.message_of(glocal.whom, { country = "FR", act = act, on = "2026-11-22" }):match "did you mean '([^']*)'"
    end
    assert.are.equal("pursuit", meant "achtervolging")
    assert.are.equal("pursuit", meant "hot pursuit")
    assert.are.equal("joint_patrol", meant "mixed patrol")
    assert.are.equal("hearing", meant "Vernehmung")
    local function first(act) return glocal.basis { country = "FR", zone = "BE-VWV", act = act, on = "2026-11-22" }.act[1] end
    assert.are.equal("joint_patrol", first "gemengde patrouille")
    assert.are.equal("observation", first "Observation transfrontalière")
  end)

  it("offer no channel of Interpol to a country that is no member, though the rest of the world is", function()
    for _, country in ipairs { "KP", "TV", "XK", "EH", "TW" } do
      local answer = glocal.whom { country = country, act = "information", on = "2026-11-22" }
      assert.are.equal(0, #answer, country)
    end
    local card = glocal.whom({ country = "KP", act = "information", on = "2026-11-22" }):card { lang = "nl" }
    assert.are.equal(1, select(2, card:gsub("Noord%-Korea is geen partij", "")))
    assert.are.equal(2, #glocal.whom { country = "TW", act = "information", on = "1984-09-01" })
    assert.are.equal(2, #glocal.whom { country = "JP", act = "information", on = "2026-11-22" })
    local f = glocal.accessions { agreement = "INTERPOL", country = { "KP", "TW", "JP" }, on = "2026-11-22" }
    assert.are.same({ "KP is no party", "left on 1984-09-30" }, { f.missing[1], f.missing[2] })
    assert.is_nil(f.missing[3])
  end)

  it("offer what is between states to no one within one", function()
    local answer = glocal.whom { country = "BE", act = "information", on = "2026-11-22" }
    assert.are.equal(0, #answer)
    assert.truthy(answer:card({ lang = "nl" }):find("Geen internationale rechtsgrond nodig: zelfde land.", 1, true))
    answer = glocal.whom { country = "BE", act = "information", phenomenon = "trafficking", on = "2026-11-22" }
    assert.are.equal("BE-DEFENCE", answer.channel[1])
    assert.are.equal(1, #answer)
    assert.are.equal(0, #glocal.basis { country = "BE", act = "pursuit", on = "2026-11-22" })
  end)

  it("say of a post that is history when there was one, and offer it on no day", function()
    local function of(on) return glocal.whom { country = "GB", act = "liaison", on = on } end
    assert.are.equal(0, #of "2020-06-01")
    assert.truthy(of("2020-06-01"):card({ lang = "nl" }):find(
      "- Belgische verbindingsofficier in Londen: destijds bekend; rechtsgrond niet\n  geverifieerd", 1, true))
    assert.is_nil(of("2026-11-22"):card({ lang = "nl" }):find("Londen", 1, true))
  end)

  it("cite an article as each language does, and say what is not known of an answer", function()
    local function card(lang) return glocal.basis({ country = "FR", act = "pursuit", on = "2026-11-22" }):card { lang = lang } end
    assert.truthy(card("de"):find("Schengener Durchführungsübereinkommen, Art. 41", 1, true))
    assert.truthy(card("fr"):find("Schengen, art. 41", 1, true))
    local brief = glocal.country_brief({ country = "AL", lang = "en", on = "2026-11-22" }):card()
    assert.truthy(brief:find("\n  no answer time known\n", 1, true))
  end)

  it("say when an agreement was signed of which no entry into force is known", function()
    local card = glocal.basis({ country = "AL", act = "information", on = "2026-11-22" }):card { lang = "en" }
    assert.truthy(card:find("NO Police agreement Belgium-Albania (signed 2005-03-22): day of entry into force", 1, true))
  end)

  it("ask of a country, not of a union of them", function()
    for _, place in ipairs { "EU", "WORLD", "CYBER" } do
      assert.truthy(support.message_of(glocal.whom, { country = place, act = "information" }):find("is no country", 1, true))
    end
  end)

  it("say first what is missing of the nearest", function()
    local card = glocal.whom({ zone = "BE-VWV", country = "FR", act = "information", on = "2013-06-01" }):card { lang = "en" }
    assert.truthy(card:find("- Tournai II agreement: not in force before 2015-10-01", 1, true))
  end)

  it("tell what no agreement allows from what no channel carries", function()
    local card = glocal.basis({ country = "FR", act = "extradition", on = "2026-11-22" }):card { lang = "en" }
    assert.truthy(card:find("No agreement in the register allows this.", 1, true))
  end)

  it("route an informal contact to its official channel, and carry its marking", function()
    local spec = { zone = "BE-VWV", country = "FR", act = "information", on = "2026-11-22" }
    local before = store:state {}
    imported(store, "channels", "code,kind,owner,en,official,source,handling\n"
      .. "COLLEAGUE,informal,BE,colleague in Lille,CCPD-TOURNAI,own,RED\n")
    imported(store, "channel_reach", "channel,country,act,answer_hours,source,handling\nCOLLEAGUE,FR,information,2,own,RED\n")
    local found = glocal.whom(spec)
    for _, row in found:rows() do
      assert.are_not.equal("COLLEAGUE", row.channel)
      assert.are.equal(row.channel == "CCPD-TOURNAI" and "COLLEAGUE" or nil, row.informal)
    end
    assert.are.equal("TLP:RED", found:marking())
    local written, _, code = found:to_csv(support.path ".csv")
    assert.is_nil(written)
    assert.are.equal("marking", code)
    spec.as_of = before
    assert.are.equal("TLP:CLEAR", glocal.whom(spec):marking())
    assert.are.equal("TLP:CLEAR", glocal.whom { country = "DE", act = "information", on = "2026-11-22" }:marking())
  end)

  it("check what is to be seen to", function()
    imported(store, "contact_points", "corps,theme,role,source,last_confirmed\n"
      .. "BE-PZ5345,trafficking,Trafficking desk,own,2026-01-01\nBE-PZ5345,trafficking,Duty officer,own,2020-01-01\n"
      .. "BE-PZ5345,drugs,Drugs desk,own,2026-01-01\nBE-PZ5349,drugs,Drugs desk,own,2026-01-01\n")
    imported(store, "channels", "code,kind,owner,seat,en,valid_from,source\nPOST,liaison,BE,RO,Post,2024,own\n")
    imported(store, "channel_reach", "channel,country,act,agreement,source\nBE-SPOC,NL,escort,BENELUX-2004,own\n")
    imported(store, "expertise", "corps,topic,level,source\nBE-PZ5345,document fraud,expert,own\n")
    local said = {}
    for _, row in glocal.cooperation_check { on = "2026-11-22" }:rows() do
      said[row.check .. ": " .. row.what .. ": " .. row.finding] = true
    end
    for _, line in ipairs {
      "contact_point: BE-PZ5345, trafficking: 2 contact points", "contact_point: BE-PZ5349, trafficking: no contact point",
      "mandate: POST: a post without a mandate: no act, no country",
      "ended: BE-SPOC, NL: its basis BENELUX-2004 ended on 2023-09-30, replaced by BENELUX-2018",
      "unasked: BE-PZ5345, document fraud: never asked for", "stale: BE-PZ5345: last confirmed on 2020-01-01",
      "basis: BE-SPOC, MA, information: the day on which BE-MA-2014 entered into force is not known",
    } do
      assert.is_true(said[line], line)
    end
  end)
end)
