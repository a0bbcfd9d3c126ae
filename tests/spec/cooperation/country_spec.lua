--- country_spec.lua: the brief of a country, what officers bring back, recommendations, accessions, expertise, and how soon channels
--- answer.

local glocal = require "glocal"
local support = require "tests.spec.support"

local DAY = "2026-11-22"

describe("a country", function()
  local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
  glocal.use(store)

  local function imported(as, text, at_least)
    local done = assert(store:import(support.file(text), nil, { as = as, at_least = at_least, again = true }))
    return done
  end
  local function text_of(spec)
    spec.on, spec.lang = spec.on or DAY, spec.lang or "en"
    local html = glocal.country_brief(spec).html:gsub("^.*</style>", ""):gsub("\u{AD}", "")
    return (html:gsub("<[^>]*>", " "):gsub("%s+", " "))
  end
  local function has(text, part) assert.is_truthy(text:find(part, 1, true), part .. "\n" .. text) end

  setup(function()
    assert(store:import("data/observed/unodc_victims.csv", { day = "year", zone = "zone", phenomenon = "phenomenon",
      facet = "facet", count = "count", count_high = "count_high", source = { const = "unodc-glotip" } }))
    assert(store:import("data/observed/frontex_detections.csv", { day = "month", zone = "route", phenomenon = "phenomenon",
      count = "count", source = { const = "frontex" } }))
  end)
  teardown(function() store:close() end)

  it("without figures of its own says so, and has those of its citizens and routes with source and day", function()
    local text = text_of { country = "MA" }
    has(text, "The store has no figures counted in Morocco.")
    has(text, "27 13 +107.7% UNODC")
    has(text, "Western Mediterranean")
    has(text, "0–4 – – UNODC")
    has(text, "day of entry into force unknown")
    has(text, "No agreement in force allows: cross-border pursuit")
    has(text, "TLP:CLEAR")
    has(text_of { country = "JP" }, "No route on record begins in or passes Japan.")
  end)

  it("has its own figures, up to the day asked for", function()
    has(text_of { country = "NL" }, "trafficking in human beings")
    local before = text_of { country = "BE", zone = "NL", on = "2010-01-01" }
    assert.is_nil(before:find("2022", 1, true))
  end)

  it("is in all four languages, as page, text and card of ten lines", function()
    local titles = { nl = "Landenfiche", fr = "Fiche pays", de = "Länderblatt", en = "Country brief" }
    for lang, title in pairs(titles) do
      local brief = glocal.country_brief { country = "Marokko", lang = lang, on = DAY }
      has(brief.html, title)
      assert.is_nil(brief.html:find("http://", 1, true))
      assert.is_nil(brief.html:find("{%w+}"))
      local lines = 0
      for line in (brief:card() .. "\n"):gmatch "(.-)\n" do
        lines = lines + 1
        assert.is_true(utf8.len(line) <= 80, line)
      end
      assert.is_true(lines <= 10, brief:card())
    end
  end)

  it("that is none is named with the nearest", function()
    has(support.message_of(glocal.country_brief, { country = "Marocco" }), "did you mean")
    has(support.message_of(glocal.country_brief, {}), "'country'")
    has(support.message_of(glocal.country_brief, { country = "RT-WMED" }), "no country")
    local done, message, code = glocal.country_brief { country = "MA", routes = "/nowhere.csv" }
    assert.is_nil(done)
    has(message, "/nowhere.csv")
    assert.are.equal("not_found", code)
  end)

  describe("reports", function()
    local HEAD = "code,country,day,phenomenon,text,source_evaluation,information_evaluation,role,handling\n"

    it("come in by the empty form, evaluated and marked, H1 where nothing is said", function()
      local path = support.path ".csv"
      assert.are.equal(path, glocal.report_form { to = path })
      assert.is_truthy(glocal.report_form { to = support.path ".xlsx" })
      local form = support.read(path)
      has(form, "source_evaluation,information_evaluation")
      imported("reports", form:match "[^\n]*code,[^\n]*\n" .. "MA-1,Marokko,2026-05-01,trafficking,routes,New route by sea,b,2,,"
        .. "liaison officer,,,,\n")
      local f = glocal.reports { country = "MA" }
      assert.are.same({ "MA-1", "B", "2", "TLP:AMBER H1" },
        { f.code[1], f.source_evaluation[1], f.information_evaluation[1], f.marking[1] })
    end)

    it("keep in what H2, H3 and RED keep in", function()
      imported("reports", HEAD .. "MA-2,MA,2026-06-01,drugs,Price rose,A,1,liaison officer,H2\n")
      local f = glocal.reports { country = "MA" }
      assert.are.equal("TLP:AMBER H1 H2", f:marking())
      assert.are.equal("marking", select(3, f:to_csv(support.path ".csv")))
      local open = glocal.reports { country = "MA", leaving = true }
      assert.are.same({ "MA-1" }, open.code)
      has(open:attached "note_text", "1 kept in by their marking")
      local brief = glocal.country_brief { country = "MA", lang = "en", on = DAY }
      assert.are.equal(1, brief.left_out)
      assert.are.equal("TLP:AMBER H1", brief.marking)
      has(brief.text, "New route by sea")
      assert.is_nil(brief.html:find("Price rose", 1, true))
    end)

    it("refuse persons and codes that are none, and don't keep such lines", function()
      local done = imported("reports", HEAD .. "X-1,MA,2026-06-01,,Talked to Jan Peeters about it,A,1,officer,\n"
        .. "X-2,MA,2026-06-01,,Mevrouw Janssens says so,A,1,officer,\nX-3,MA,2026-06-01,,Call 0475 12 34 56,A,1,officer,\n"
        .. "X-4,MA,2026-06-01,,born 85.07.30-033.28,A,1,officer,\nX-5,MA,2026-06-01,,J. Janssens told it,A,1,officer,\n"
        .. "X-6,MA,2026-06-01,,t,D,1,officer,\nX-7,MA,2026-06-01,,t,A,5,officer,\nX-8,MA,2026-06-01,,t,A,1,Jan Peeters,\n"
        .. "X-9,MA,2026-06-01,,Fine text,A,1,officer,\n")
      assert.are.same({ 1, 8 }, { done.rows, done.rejected })
      for _, row in store:rejects():rows() do
        assert.is_nil((tostring(row.text) .. row.reason):find("Peeters", 1, true))
      end
    end)

    it("are as known on a date, and give way to a later version", function()
      local before = store:state {}
      imported("reports", HEAD .. "MA-1,MA,2026-05-01,trafficking,Mended,B,3,liaison officer,\n")
      assert.are.equal("3", glocal.reports { phenomenon = "trafficking" }.information_evaluation[1])
      assert.are.equal("2", glocal.reports { phenomenon = "trafficking", as_of = before }.information_evaluation[1])
    end)
  end)

  it("has recommendations that are open, overdue or done by owner", function()
    imported("recommendations", "code,en,owner,status,due,evidence,source\nR1,Translate the card,SPOC,open,2026-01-01,MA-1,own\n"
      .. "R2,Do it,SPOC,done,,,own\nR3,Later,Training desk,in_progress,2027-01-01,,own\n")
    local f = glocal.recommendations { on = DAY, lang = "nl" }
    assert.are.same({ "R1", "R3", "R2" }, f.code)
    assert.are.same({ "overdue", "open", "done" }, f.state)
    assert.are.equal(325, f.days_over[1])
    local by = glocal.recommendations { on = DAY, by = "owner" }
    assert.are.same({ "SPOC", "Training desk" }, by.owner)
    assert.are.same({ 1, 0, 1, 2 }, { by.overdue[1], by.open[1], by.done[1], by.all[1] })
    has(text_of { country = "MA" }, "Translate the card (SPOC; overdue, due 2026-01-01)")
    has(support.message_of(glocal.recommendations, { state = "overdu" }), "did you mean 'overdue'")
  end)

  it("has recommendations that concern a country", function()
    local done = imported("recommendations", "code,en,owner,evidence,source,countries\n"
      .. "N1,Two countries,SPOC,,own,Marokko; Algerije\nN2,The whole union,SPOC,,own,EU\nN3,Go to Nigeria,SPOC,,own,\n"
      .. "N4,Go to Niger,SPOC,,own,\nN5,Morocco is named here,SPOC,,own,FR\nN6,Wrong,SPOC,,own,Marroko\n"
      .. "N7,A post in Maroc,SPOC,,own,\n")
    assert.are.same({ 6, 1 }, { done.rows, done.rejected })
    has(store:rejects().reason[#store:rejects()], "did you mean 'MA' (Marokko)")
    assert.are.equal("MA DZ", store:sql("select countries as c from recommendation where code = 'N1'").c[1])
    local function of(country)
      local list = {}
      for _, row in glocal.recommendations({ country = country, owner = "SPOC", on = DAY }):rows() do
        if row.code:find "^N" then list[#list + 1] = row.code end
      end
      return table.concat(list, " ")
    end
    assert.are.same({ "N1 N7", "N1", "N2 N5", "N4", "N3" }, { of "MA", of "Algérie", of "FR", of "NE", of "NG" })
    has(glocal.recommendations({ country = "NE", on = DAY }):note(), "1 without countries: by their text or evidence")
    has(glocal.recommendations({ country = "JP", on = DAY }):note(), "no recommendation that concerns JP")
    has(support.message_of(glocal.recommendations, { country = "Marroko" }), "did you mean 'MA'")
    has(text_of { country = "MA" }, "Two countries (SPOC; open")
    assert.are.equal(0, #glocal.recommendations { country = "DZ", on = DAY, as_of = store:state {} - 1 })
  end)

  it("acceded to an agreement or not, and says what is missing", function()
    local f = glocal.accessions { agreement = "PRUM-2005", country = { "AT", "BE", "NL", "PL" }, on = "2007-05-06" }
    assert.are.same({ "yes", "yes", "no", "no" }, f.acceded)
    assert.are.same({ "2006-11-01", "2007-05-06" }, { f.since[1], f.since[2] })
    assert.are.equal("accedes on 2008-05-20", f.missing[3])
    assert.are.equal("PL is no party", f.missing[4])
    imported("message_flows", "month,channel,country,kind,urgency,received,sent,in_time,median_hours\n"
      .. "2026-10,ECRIS,NL,screening,normal,40,30,38,20\n")
    local screening = glocal.accessions { act = "screening", country = "NL", on = DAY }
    assert.are.same({ "BENELUX-SCREENING-2019", "EU-2009-315" }, screening.agreement)
    assert.are.same({ 40, 30 }, { screening.received[1], screening.sent[1] })
    has(support.message_of(glocal.accessions, { act = "screenin" }), "did you mean 'screening'")
    has(support.message_of(glocal.accessions, { agreement = "PRUM-2006" }), "did you mean 'PRUM-2005'")
  end)

  it("counts what goes to and fro", function()
    has(text_of { country = "NL" }, "40 messages received, 30 sent, balance −10")
  end)

  it("has expertise, with its contact point, channel and basis", function()
    imported("expertise", "corps,topic,phenomenon,level,language,holders,gained_at,gained_on,source\n"
      .. "BE-PZ5345,document fraud,documents,expert,fr,2,MA,2024-05-01,own\n"
      .. "NL-GM0363,sham marriages,trafficking,experienced,nl,3,TR,,own\n")
    imported("contact_points", "corps,theme,role,hours,source\nBE-PZ5345,documents,Document desk,8-18,own\n")
    local own = glocal.where_is { what = "expertise", topic = "document", on = DAY }
    assert.are.same({ "BE-PZ5345", "Document desk", "2024-05-01" }, { own.corps[1], own.contact[1], tostring(own.gained_on[1]) })
    has(own:card { lang = "nl" }, "contactpunt: Document desk")
    local abroad = glocal.where_is { what = "expertise", phenomenon = "trafficking", on = DAY }
    assert.are.same({ "NL-GM0363", "BE-SPOC", "BENELUX-2018" }, { abroad.corps[1], abroad.channel[1], abroad.agreement[1] })
    has(abroad:card { lang = "fr" }, "Traité Benelux de coopération policière")
    assert.are.equal(0, #glocal.where_is { what = "expertise", topic = "nothing of it", on = DAY })
    has(glocal.where_is({ what = "plates", country = "DE", on = DAY }):card { lang = "en" },
      "Held by: the vehicle register of Germany")
  end)

  it("answers as its flows say, else within the deadline", function()
    local spec = { zone = "BE-VWV", country = "FR", act = "information", urgency = "urgent", on = DAY }
    assert.are.same({ "deadline", 8 }, { glocal.whom(spec).answer_from[1], glocal.whom(spec).answer_hours[1] })
    local lines = { "received,answered,channel,country,kind,urgency\n" }
    for i = 1, 20 do -- answered after 1 to 20 hours
      lines[#lines + 1] = ("2026-05-%02d 00:00,2026-05-%02d %02d:00,BE-SPOC,FR,information,urgent\n"):format(i, i, i)
    end
    imported("messages", table.concat(lines))
    local row = glocal.whom(spec)
    assert.are.same({ "BE-SPOC", "flows", 10, 16, 18, 20 }, { row.channel[1], row.answer_from[1], row.answer_hours[1],
      row.p80_hours[1], row.p90_hours[1], row.answers[1] })
    assert.are.equal(8 / 20, row.in_time[1])
    assert.are.equal(8, row.due_hours[1])
    has(row:card { lang = "nl" }, "antwoord: 50 % binnen 10 u, 80 % binnen 16 u, 90 % binnen 18 u")
    spec.on = "2026-05-01"
    assert.are.equal("deadline", glocal.whom(spec).answer_from[1])
    imported("message_flows", "month,channel,country,kind,urgency,received,sent,in_time,median_hours\n"
      .. "2026-08,BE-SPOC,LU,information,urgent,10,,9,2\n2026-09,BE-SPOC,LU,information,urgent,30,,27,4\n")
    local monthly = glocal.whom { country = "LU", act = "information", urgency = "urgent", on = DAY }
    for _, each in monthly:rows() do
      if each.channel == "BE-SPOC" then
        assert.are.same({ "flows", 4, 40, 0.9 }, { each.answer_from, each.answer_hours, each.answers, each.in_time })
      end
    end
  end)
end)
