--- briefs_spec.lua: the briefs of all zones of a level: the same pages as one by one, each in its language, what is new first and why,
--- an index that leads to all of them.

local glocal = require "glocal"
local demand_section = require "foresight.awareness.demand_section"
local gnuplot = require "foresight.plot.output.gnuplot"
local html = require "foresight.brief.html"
local make = require "foresight.brief.make"
local pages = require "tests.spec.brief.pages"
local sent = require "foresight.awareness.sent"
local support = require "tests.spec.support"

local message_of = support.message_of

local function take(store, lines, options)
  return assert(store:import(support.file("day,zone,phenomenon,count,handling\n" .. lines),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" }, options))
end

-- Seven years of months of four zones; the last month of the first is far above its past.
local function with_own()
  local store, lines = pages.with_figures(), {}
  for i, code in ipairs { "BE-PZ5345", "BE-PZ5347", "BE-PZ5292", "BE-PZ5461" } do
    for n = 1, 84 do
      lines[#lines + 1] = ("%s,%s,trafficking.labour,%d,AMBER\n"):format(glocal.period("2019-11", "month", n - 1), code,
        (n * 7 * i) % 11 + (n == 84 and i == 1 and 90 or 0))
    end
  end
  take(store, table.concat(lines), { source = "own", counting_unit = "offences" })
  return store
end

describe("briefs", function()
  local store
  local folder = support.path()

  setup(function() store = with_own() end)

  local function of_province(options)
    local spec = { of = "BE-VAN", to = folder, date = pages.DATE, index_lang = "nl", store = store }
    for name, value in pairs(options or {}) do spec[name] = value end
    return glocal.briefs(spec)
  end

  it("are the pages that brief makes one by one", function()
    local codes = { "BE-PZ5345", "BE-PZ5347", "BE-PZ5461", "BE-PZ5292" }
    local run, made = { store = store, memo = {}, pictures = {}, together = codes, demand = demand_section.of }, {}
    for i, code in ipairs(codes) do
      made[i] = assert(make.of({ zone = code, lang = i == 4 and "de" or "nl", date = pages.DATE }, run))
    end
    local svgs = assert(gnuplot.draw_all(run.pictures))
    for i, each in ipairs(run.pictures) do each.block.svg = svgs[i] end
    for i, code in ipairs(codes) do
      local one = glocal.brief { zone = code, lang = i == 4 and "de" or "nl", date = pages.DATE, store = store }
      assert.are.equal(one.html, html.of(made[i].page))
    end
  end)

  it("are written with an index that leads to each, and are the same bytes again", function()
    local first = assert(of_province())
    local path = first.file[1]:match "^(.*)/"
    local index = support.read(path .. "/index.html")
    assert.is_nil(pages.unbalanced(index))
    assert.is_nil(index:find("https?://"))
    assert.is_nil(index:find "<script")
    for _, file in ipairs(first.file) do
      local name = file:match "[^/]+$"
      local _, links = index:gsub('href="' .. name:gsub("%p", "%%%0") .. '"', "")
      assert.are.equal(2, links, name) -- on the map and by name: it is in one language
      assert.is_nil(pages.unbalanced(support.read(file)))
    end
    local again = assert(of_province())
    local path_again = again.file[1]:match "^(.*)/"
    assert.are_not.equal(path, path_again)
    for i, file in ipairs(first.file) do assert.are.equal(support.read(file), support.read(again.file[i])) end
    assert.are.equal(index, support.read(path_again .. "/index.html"))
  end)

  it("begin with what concerns the zone, and say why", function()
    local antwerp = support.read(assert(of_province { of = "BE-PZ5345", to = support.path() }).file[1]):gsub("\u{AD}", "")
    assert.truthy(antwerp:find("Wat deze politiezone aangaat", 1, true))
    assert.truthy(antwerp:find("oktober 2026: 9", 1, true), "the alarm of its last month")
    assert.truthy(antwerp:find("U krijgt dit omdat een reeks van deze politiezone zelf alarm gaf.", 1, true))
    assert.truthy(antwerp:find("U krijgt dit omdat de tabel ‘Kanaal’ het met deze politiezone verbindt", 1, true))
  end)

  it("leave out what is below the threshold, and name it with that", function()
    local found = assert(of_province { of = "BE-PZ5345", to = support.path(), least = 1e6 })
    local text = support.read(found.file[1]):gsub("\u{AD}", "")
    assert.is_nil(text:find("omdat de tabel", 1, true))
    assert.truthy(text:find("hier geraamd op minder dan 1.000.000 per jaar: Kleine boten over het Kanaal", 1, true))
  end)

  it("tell only what came since the zone's last brief", function()
    local other = store
    local to = support.path()
    local spec = { of = "BE-PZ5347", to = to, date = "2026-11-22", index_lang = "en", lang = "en", store = other }
    assert(glocal.briefs(spec))
    spec.of = "BE-PZ5345"
    assert(glocal.briefs(spec))
    take(other, "2026-09,BE-PZ5347,trafficking.sexual,4,AMBER\n", { source = "own", counting_unit = "offences" })
    spec.date = "2026-11-29"
    assert.are.equal(0, assert(glocal.briefs(spec)).items[1])
    spec.of = "BE-PZ5347"
    assert.are.equal(1, assert(glocal.briefs(spec)).items[1])
    local text = support.read(to .. "/2026-11-29-2/5347-en.html"):gsub("\u{AD}", "")
    assert.truthy(text:find("New since the brief of 22 November 2026", 1, true))
    assert.truthy(text:find("new or corrected own figures for September 2026.", 1, true))
    assert.truthy(support.read(to .. "/2026-11-29/5345-en.html"):find("Nothing new that reaches the threshold", 1, true))
    -- The alarm of October was on the brief before: the figures of November make it no news.
    take(other, "2026-11,BE-PZ5345,trafficking.labour,5,AMBER\n", { source = "own", counting_unit = "offences" })
    spec.of, spec.date = "BE-PZ5345", "2026-12-20"
    local later = assert(glocal.briefs(spec))
    assert.are.equal(1, later.items[1])
    assert.truthy(later.first[1]:find("new or corrected own figures for November 2026.", 1, true))
  end)

  it("are in the languages of the zone", function()
    local found = assert(glocal.briefs { of = "BE-BRU", to = support.path(), date = pages.DATE, store = store })
    local languages = {}
    for _, lang in ipairs(found.language) do languages[lang] = (languages[lang] or 0) + 1 end
    assert.are.same({ nl = 6, fr = 6 }, languages)
    assert.are.equal("de", require "foresight.awareness.zone_languages".of({ parent = function() end }, "BE-PZ5292")[1])
    assert.truthy(message_of(require "foresight.awareness.zone_languages".of, { parent = function() end }, "XX"):find(
      "no language is declared for 'XX'", 1, true))
  end)

  it("do not mark one zone by the stricter figures of another, and write none that may not leave", function()
    take(store, "2026-10-03,BE-PZ5340,trafficking.labour,4,RED\n", { source = "secret" })
    local found = assert(glocal.briefs { of = "BE-BRU", lang = "nl", to = support.path(), date = pages.DATE, store = store })
    for _, zone in ipairs(found.zone) do assert.are_not.equal("BE-PZ5340", zone) end
    assert.truthy(found:note():find("not written: BE-PZ5340 in nl", 1, true))
    for _, marking in ipairs(found.marking) do assert.are.equal("TLP:CLEAR", marking) end
  end)

  it("say what is wrong with a call", function()
    assert.truthy(message_of(of_province, { level = "polic_zone" }):find(
      "unknown level 'polic_zone', did you mean 'police_zone'?", 1, true))
    assert.truthy(message_of(of_province, { of = "BE-PZ5345", level = "province" }):find(
      "no province lies in 'BE-PZ5345'", 1, true))
    assert.truthy(message_of(of_province, { least = -1 }):find("expected a number of at least 0", 1, true))
    local to = support.path()
    os.execute("mkdir -p " .. to)
    local file = assert(io.open(to .. "/sent.csv", "w"))
    file:write "a,b\n"
    file:close()
    local _, message, code = of_province { to = to }
    assert.are.equal("invalid", code)
    assert.truthy(message:find("sent.csv:1: it is no list of briefs", 1, true))
  end)
end)

describe("scripts/zone_briefs.lua", function()
  it("writes the same bytes on one and on two threads, and records the disclosure", function()
    local glocal_command = os.getenv "GLOCAL"
    local path = support.path ".db"
    local store = with_own()
    local from = store:path()
    store:close()
    assert(os.execute(("cp '%s' '%s'"):format(from, path)))
    local said = {}
    for threads = 1, 2 do
      local pipe = assert(io.popen(("GLOCAL_THREADS=%d '%s' run --store '%s' scripts/zone_briefs.lua --of BE-PZ5345 --lang fr " ..
        "--to '%s' --date 2026-11-22 2>&1"):format(threads, glocal_command, path, support.folder .. "/threads" .. threads)))
      said[threads] = pipe:read "a"
      assert.is_true(pipe:close(), said[threads])
    end
    assert.truthy(said[1]:find("1 brief and index.html written to", 1, true))
    assert.is_true(os.execute(("diff -r '%s/threads1/2026-11-22' '%s/threads2/2026-11-22'"):format(support.folder,
      support.folder)))
    local logged = glocal.open(path):sql "select count(*) as n from log where why like 'briefs of %'"
    assert.are.equal(2, logged.n[1])
    local pipe = assert(io.popen(("'%s' run --store '%s' scripts/zone_briefs.lua --level provinc 2>&1; echo $?"):format(
      glocal_command, path)))
    said = pipe:read "a"
    pipe:close()
    assert.truthy(said:find("unknown level 'provinc', did you mean 'province'?", 1, true))
    assert.truthy(said:find "2\n$")
  end)
end)

describe("the list of what went out", function()
  it("compares a second run over the same state with what the first was compared with", function()
    local entry = { zone = "BE", lang = "nl", date = "2026-11-22", state = 5, since = 3, since_date = "2026-10-01", folder = "x" }
    assert.are.same({ 3, "2026-10-01" }, { sent.before(entry, 5) })
    assert.are.same({ 5, "2026-11-22" }, { sent.before(entry, 6) })
    local path = support.file(sent.text { ["BE nl"] = entry })
    assert.are.same(entry, sent.read(path)["BE nl"])
  end)
end)
