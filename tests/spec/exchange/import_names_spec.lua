--- import_names_spec.lua: how the words in a file become zones and phenomena.

local support = require "tests.spec.support"
local glocal = require "glocal"
local known_names = require "foresight.exchange.look.known_names"

-- A column of zones, a line each with the count 1; what each became: text -> code, or the reason it was refused.
local shared

local function import_zones(names, options, store)
  shared = shared or support.benelux()
  store = store or shared
  local path = support.file("zone,count\n" .. table.concat(names, ",1\n") .. ",1\n")
  options = options or {}
  options.source, options.again, options.at_least = "t", true, 0
  local summary = assert(store:import(path, { day = { const = "2024-01" }, zone = "zone", phenomenon = { const = "drugs" },
    count = "count" }, options))
  local became = {}
  for _, row in summary.names:rows() do became[row.text] = row.code end
  for _, row in store:rejects(summary.batch):rows() do became[row.text:gsub(",1$", "")] = row.reason end
  return became, summary
end

local function says(text, part)
  assert(tostring(text):find(part, 1, true), ("no '%s' in:\n%s"):format(part, text))
end

local PROVINCES = { "Groningen", "Friesland", "Drenthe", "Overijssel", "Flevoland", "Gelderland", "Utrecht", "Noord-Holland",
  "Zuid-Holland", "Zeeland", "Noord-Brabant", "Limburg" }

describe("names of zones in an import", function()
  it("are what they are said to be: provinces of the Netherlands, not cities", function()
    for _, options in ipairs { { kind = "province", within = "NL" }, {} } do -- also by the others
      local became, summary = import_zones(PROVINCES, options)
      assert.equal(12, summary.rows)
      assert.equal("NL-GR", became.Groningen)
      assert.equal("NL-UT", became.Utrecht)
      assert.equal("NL-LI", became.Limburg)
      says(summary, "zones: 12 provinces in NL")
    end
  end)

  it("are municipalities beside municipalities: not provinces, police zones or American Samoa", function()
    for _, options in ipairs { { kind = "municipality", within = "BE" }, {} } do
      local became, summary = import_zones({ "Antwerpen", "Gent", "As", "Bree" }, options)
      assert.same({ Antwerpen = "BE-11002", Gent = "BE-44021", As = "BE-71002", Bree = "BE-72004", drugs = "drugs" }, became)
      says(summary, "zones: 4 municipalities in BE")
      if not options.kind then
        says(summary, "of several meanings, taken as the other names are: 'Antwerpen' as BE-11002 (municipality)")
      end
    end
  end)

  it("lie beside the others of their column", function()
    local became = import_zones { "Liège", "Seraing", "Herstal", "Ans", "Saint-Nicolas", "Visé" }
    assert.equal("BE-62093", became["Saint-Nicolas"])
    became = import_zones { "Sint-Niklaas", "Saint-Nicolas", "Beveren", "Temse", "Stekene", "Lokeren", "Kruibeke" }
    assert.equal("BE-46021", became["Saint-Nicolas"])
    became = import_zones { "Leuven", "Halle", "Bertem", "Herent", "Holsbeek" }
    assert.equal("BE-24062", became.Leuven)
    assert.equal("BE-23027", became.Halle)
  end)

  it("of several meanings are asked for where the others do not tell, with the fix", function()
    local became, summary = import_zones { "Gent", "Leuven", "BE-VAN" }
    assert.equal(1, summary.rows)
    says(became.Gent, "zone 'Gent' is ambiguous: BE-44021 (municipality), BE-PZ5415 (police_zone)")
    says(became.Gent, "say which kind the column holds (--kind municipality) or map it (--map 'zone:Gent=BE-44021')")
    assert.equal("BE-44021", (import_zones({ "Gent", "Leuven" }, { kind = "municipality" })).Gent)
    assert.equal("BE-PZ5415", (import_zones({ "Gent", "Leuven" }, { kind = "police_zone" })).Gent)
  end)

  it("outside what they are said to be are refused, saying what they are", function()
    local became = import_zones({ "Utrecht", "Bree" }, { kind = "municipality", within = "BE" })
    says(became.Utrecht, "'Utrecht' is no municipality in BE: it is NL-GM0344 (municipality)")
    assert.equal("BE-72004", became.Bree)
  end)

  it("may lie in a zone of any level and hierarchy", function()
    assert.equal("BE-11002", (import_zones({ "Antwerpen" }, { kind = "municipality", within = "BE-PZ5345" })).Antwerpen)
    assert.equal("BE-11002", (import_zones({ "Antwerpen" }, { kind = "municipality", within = "BE-JD-ANT" })).Antwerpen)
    assert.equal("BE-62093", (import_zones({ "Saint-Nicolas" }, { kind = "municipality", within = "BE-WLG" }))["Saint-Nicolas"])
  end)

  it("need a kind and a place that there are", function()
    local store = support.benelux()
    local path = support.file "zone\nBE\n"
    local mapping = { day = { const = "2024" }, zone = "zone", phenomenon = { const = "drugs" } }
    local summary, message, code = store:import(path, mapping, { kind = "municipalty" })
    assert.is_nil(summary)
    assert.equal("not_found", code)
    says(message, "did you mean 'municipality'?")
    summary, message = store:import(path, mapping, { within = "Atlantis" })
    assert.is_nil(summary)
    says(message, "unknown zone 'Atlantis'")
  end)

  it("are codes of every list", function()
    local became = import_zones { "BE", "EL", "UK", "XK", "NLD", "NL11", "BE211", "GM0363", "PV27", "5345", "11002", "BE-VAN" }
    assert.same({ BE = "BE", EL = "GR", UK = "GB", XK = "XK", NLD = "NL", NL11 = "NL-GR", BE211 = "BE-11000",
      GM0363 = "NL-GM0363", PV27 = "NL-NH", ["5345"] = "BE-PZ5345", ["11002"] = "BE-11002", ["BE-VAN"] = "BE-VAN",
      drugs = "drugs" }, became)
  end)

  it("are numbers of ISO or letters of UNHCR only in a column of them", function()
    local became = import_zones { "056", "528", "442", "276" }
    assert.equal("BE", became["056"])
    assert.equal("DE", became["276"])
    says((import_zones { "056", "11001", "11004", "11005" })["056"], "unknown zone '056'")
    assert.equal("AU", (import_zones { "AUS", "DEU", "BEL" }).AUS)
    assert.equal("AT", (import_zones { "AUS", "GFR", "SWI" }).AUS) -- UNHCR's Austria, Germany, Switzerland
  end)

  it("are codes of two letters only in capitals, and NA where the column is of codes", function()
    local became = import_zones { "be", "no", "As", "Mol", "Geel" }
    says(became.be, "unknown zone 'be', did you mean 'BE'?")
    says(became.no, "unknown zone 'no'")
    assert.equal("BE-71002", became.As)
    assert.equal("BE-71002", (import_zones { "AS", "MOL", "GEEL", "BREE" }).AS)
    assert.equal("AS", (import_zones { "AS", "BE", "NL" }).AS)
    assert.equal("NA", (import_zones { "NA", "BE", "NL" }).NA)
    says((import_zones { "11002", "NA", "71002" }).NA, "the zone is missing ('NA': not available)")
  end)

  it("are spelled as the UN, UNHCR, Frontex and the World Bank do", function()
    local spelled = { ["Côte d’Ivoire"] = "CI", ["Cote d'Ivoire"] = "CI", ["Congo, Dem. Rep."] = "CD",
      ["Iran (Islamic Rep. of)"] = "IR", ["Korea, Rep."] = "KR", ["Viet Nam"] = "VN", ["Syrian Arab Rep."] = "SY",
      ["Türkiye"] = "TR", ["Egypt, Arab Rep."] = "EG", ["Kosovo (SCR 1244)"] = "XK", ["Bolivia (Plurinational State of)"] = "BO" }
    local names = {}
    for name in pairs(spelled) do names[#names + 1] = name:find(",", 1, true) and '"' .. name .. '"' or name end
    local became = import_zones(names)
    for name, code in pairs(spelled) do assert.equal(code, became[name], name) end
  end)

  it("are spelled with any hyphen, apostrophe, space and saint", function()
    local spelled = { "St.-Truiden", "Sint Truiden", "Saint‐Trond", "sint  truiden" }
    local became = import_zones(spelled, { kind = "municipality", within = "BE" })
    for _, name in ipairs(spelled) do assert.equal("BE-71053", became[name], name) end
    assert.equal("BE-25014", (import_zones({ "Braine-l’Alleud" }, { kind = "municipality" }))["Braine-l’Alleud"])
  end)

  it("may have the word for their kind or their code beside them", function()
    local written = { ["Duitsland (1)"] = "DE", ["France*"] = "FR", ["Espagne [2]"] = "ES",
      ["Oostenrijk\u{b9}"] = "AT", ["PZ Leuven"] = "BE-PZ5388", ["ZP Liège"] = "BE-PZ5277", ["5388 - Leuven"] = "BE-PZ5388",
      ["Leuven (5388)"] = "BE-PZ5388", ["Gemeente Utrecht"] = "NL-GM0344", ["Utrecht (gemeente)"] = "NL-GM0344",
      ["Utrecht (PV)"] = "NL-UT", ["Provincie Limburg (BE)"] = false, ["11002 Antwerpen"] = "BE-11002",
      ["Arr. Leuven"] = "BE-24000", ["Prov. Antwerpen"] = "BE-VAN", ["Commune de Namur"] = "BE-92094",
      ["GM0363 Amsterdam"] = "NL-GM0363", ["11002 Gent"] = false }
    local names = {}
    for name in pairs(written) do names[#names + 1] = name end
    local became = import_zones(names)
    for name, code in pairs(written) do
      if code then assert.equal(code, became[name], name) else says(became[name], "unknown zone") end
    end
  end)

  it("that are unknown are led to the nearest by spelling and place, three at most", function()
    local became = import_zones({ "Leuven", "Bertem", "Herent", "St.-Joris-Winge", "Bierbek", "EUR" }, { kind = "municipality" })
    says(became["St.-Joris-Winge"], "did you mean 'BE-24135' (Tielt-Winge)?")
    says(became.Bierbek, "did you mean 'BE-24011' (Bierbeek)?")
    assert.falsy(became.EUR:find("did you mean", 1, true), became.EUR) -- no code of three letters is near another
  end)

  it("are of the kind that the name of their column says first", function()
    local store = support.benelux()
    for name, kind in pairs { ["Gemeente (provincie)"] = "municipality", ["Provincie (gemeente)"] = "province",
      ["Province, commune, pays"] = "province", ["Land und Gemeinde"] = "country" } do
      local texts = kind == "country" and { { "Luxemburg", 1 } } or { { "Antwerpen", 1 }, { "Namen", 1 } }
      assert.equal(kind, known_names.of(store, "zone", texts, name).kind, name)
    end
  end)

  it("are led to zones that there are today", function()
    local store = support.benelux()
    local function offered(today)
      local codes = {}
      support.on_day(today, function()
        local names = known_names.of(store, "zone", { { "Pepingen", 1 }, { "Halle", 1 }, { "Galmaardenn", 1 } },
          "gemeente")
        names.look_for_candidates()
        for i, each in ipairs(names.unknown[1].candidates) do codes[i] = each.code end
      end)
      return table.concat(codes, " ")
    end
    assert.equal("BE-23023", offered "2024-12-31")
    assert.equal("", offered "2025-01-01") -- Pajottegem since
  end)

  it("are asked for in what is read once, a pipe", function()
    local store = support.benelux()
    local command = "printf 'zone,n\\nAntwerpen,1\\nAs,1\\nBree,1\\n' |"
      .. " %s import %s - zone=zone day=:2024 phenomenon=:drugs count=n 2>&1"
    local pipe = assert(io.popen(command:format(os.getenv "GLOCAL" or "build/release/glocal", store:path())))
    local out = pipe:read "a"
    pipe:close()
    says(out, "imported 2 of 3 lines")
    says(out, "ambiguous")
  end)

  it("count for zones of facts too", function()
    local store = support.benelux()
    local path = support.file "gemeente,aantal\nAntwerpen,1\nAs,2\nBree,3\n"
    local summary = assert(store:import(path, { zone = "gemeente", name = { const = "cameras" }, value = "aantal" },
      { as = "facts" }))
    assert.equal(3, summary.rows)
    assert.equal("BE-11002", summary.names.code[1])
  end)
end)

describe("the report of an import", function()
  it("says of each text what it became, with its lines", function()
    local _, summary = import_zones { "Antwerpen", "As", "Bree", "As", "Nowhereville" }
    assert.same({ "text", "code", "kind", "country", "lines", "how" }, summary.names:columns())
    local rows = {}
    for _, row in summary.names:rows() do rows[row.text] = row end
    assert.same({ text = "As", code = "BE-71002", kind = "municipality", country = "BE", lines = 2, how = "name" }, rows.As)
    assert.equal("as the others", rows.Antwerpen.how)
    assert.equal("unknown", rows.Nowhereville.how)
    assert.is_nil(rows.Nowhereville.code)
  end)

  it("says nothing of a file of codes", function()
    local _, summary = import_zones { "BE", "NL-GM0363" }
    assert.falsy(tostring(summary):find("zones:", 1, true), tostring(summary))
  end)

  it("is marked as what was imported", function()
    local store = assert(glocal.init(support.path ".db", { reference = "benelux" })) -- whose default is AMBER
    local _, summary = import_zones({ "BE" }, nil, store)
    assert.equal("TLP:AMBER", summary.names:marking())
  end)
end)

describe("words for phenomena", function()
  local function import_words(words, options)
    local store = support.benelux()
    local path = support.file("what,count\n" .. table.concat(words, ",1\n") .. ",1\n")
    options = options or {}
    options.source = "t"
    local summary, message = store:import(path, { day = { const = "2024" }, zone = { const = "BE" }, phenomenon = "what",
      count = "count" }, options)
    local became = {}
    for _, row in summary and summary.names:rows() or function() end do became[row.text] = row.code end
    return became, summary or message, store
  end

  it("are labels in four languages, ICCS codes and short words", function()
    local became = import_words { "mensenhandel", "Traite des êtres humains", "Menschenhandel", "0204", "ICCS0501", "ICCS 0501",
      "iccs0501", "hacking", "Stupéfiants", "Drugs", "Rauschgift" }
    for _, word in ipairs { "mensenhandel", "Traite des êtres humains", "Menschenhandel", "0204" } do
      assert.equal("trafficking", became[word], word)
    end
    for _, word in ipairs { "ICCS0501", "ICCS 0501", "iccs0501" } do assert.equal("property.burglary", became[word], word) end
    for _, word in ipairs { "Stupéfiants", "Drugs", "Rauschgift" } do assert.equal("drugs", became[word], word) end
    assert.equal("cyber.dependent.intrusion", became.hacking)
  end)

  it("that the tree lacks are added under one where that is asked", function()
    local became, summary, store = import_words({ "Drugs", "Fietsdiefstal", "FIETSDIEFSTAL", "Vol de vélo", "fiets-diefstal!" },
      { add_phenomena = "property" })
    assert.equal(5, summary.rows)
    assert.equal(3, summary.added_phenomena)
    assert.equal("property.fietsdiefstal", became.Fietsdiefstal)
    assert.equal("property.fietsdiefstal", became.FIETSDIEFSTAL)
    assert.equal("property.vol_de_velo", became["Vol de vélo"])
    assert.equal("property.fiets_diefstal", became["fiets-diefstal!"])
    assert.equal("drugs", became.Drugs)
    says(summary, "3 phenomena added under property: 'Fietsdiefstal', 'Vol de vélo', 'fiets-diefstal!'")
    local parent = store:sql [[select p.code from phenomenon c join phenomenon p on p.id = c.parent
      where c.code = 'property.vol_de_velo']]
    assert.equal("property", parent.code[1])
    assert.equal("Vol de vélo", store:sql "select text from label where kind = 'phenomenon' order by id desc limit 2".text[2])
  end)

  it("are added in the transaction of the import, or not at all", function()
    local store = support.benelux()
    local path = support.file "day,what\n2024,Fietsdiefstal\nnever,Fietsdiefstal\n"
    assert.is_nil(store:import(path, { day = "day", zone = { const = "BE" }, phenomenon = "what" },
      { add_phenomena = "property", strict = true }))
    assert.equal(0, store:sql "select count(*) as n from phenomenon where code like '%fiets%'".n[1])
  end)

  it("need a phenomenon to be added under", function()
    local _, message = import_words({ "x" }, { add_phenomena = "nothing_such" })
    says(message, "unknown phenomenon 'nothing_such'")
  end)
end)

describe("aliases", function()
  it("of one's own are taken as names from then on", function()
    local store = support.benelux()
    local path = support.file "text,zone,phenomenon\nSt.-Joris-Winge,BE-24135,\nveloklau,,property\n"
    assert.equal(2, assert(store:import(path, {}, { as = "aliases" })).rows)
    assert.equal("BE-24135", (store:resolve("zone", "Sint-Joris-Winge")))
    assert.equal("property", (store:resolve("phenomenon", "Veloklau")))
  end)
end)
