--- feedback_spec.lua: readers' answers: imported from the form, held back where they name a person, counted as reach, seen in the
--- next brief, and gone when they are retracted.

local glocal = require "glocal"
local feedback = require "foresight.awareness.feedback"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"

local message_of = support.message_of
local near = support.near(1e-4)
local HEADER = "zone,day,item,theme,answer,role,readers,source,handling\n"

local function import(store, lines, header)
  return store:import(support.file((header or HEADER) .. lines), nil, { as = "feedback" })
end

describe("feedback", function()
  local store

  before_each(function() store = support.benelux() end)

  it("is imported in any of our languages, as one answer for each line", function()
    local done = assert(import(store, [[
5345,2026-10-01,1,smuggling,useful,chef de corps,,,
5345,2026-10-01,1,smuggling,nuttig,chef de corps,,,
5345,2026-10-01,1,smuggling,Déjà connu,officer,2,,
5461,2026-10-01,1,smuggling,Nicht für uns,analyst,,,
5461,2026-10-01,2,trafficking,,,,,
]]))
    assert.are.equal(5, done.rows)
    local found = glocal.reach { store = store }
    assert.are.same({ "smuggling", "trafficking" }, found.theme)
    assert.are.same({ 2, 1 }, found.items)
    assert.are.same({ 2, 0 }, found.answered)
    assert.are.equal(5, found.answers[1])
    assert.are.equal(2, found.useful[1])
    assert.are.equal(2, found.known[1])
    assert.are.equal(1, found.not_for_us[1])
    near(0.4, found.useful_share[1])
    near(0.1176, found.useful_low[1]) -- Wilson (1927), 2 of 5: prop.test(2, 5, correct = FALSE) of R
    near(0.7693, found.useful_high[1])
    assert.are.equal(0, found.few[1])
  end)

  it("that nobody gave is missing and not 0", function()
    assert(import(store, "5461,2026-10-01,2,trafficking,,,,,\n"))
    local found = glocal.reach { store = store }
    for _, name in ipairs { "answers", "useful", "useful_share", "known", "not_for_us", "not_for_us_low" } do
      assert.is_nil(found[name][1], name)
    end
    assert.are.equal(1, found.few[1])
    assert.truthy(found:note():find("0 of 1 items answered; the others are missing, not 0", 1, true))
  end)

  it("that names or reaches a person is refused, and the line is not kept", function()
    local done = assert(import(store, [[
5345,2026-10-01,1,smuggling,useful,Jan Peeters,,,
5345,2026-10-01,1,smuggling,useful,j.peeters@police.be,,,
5345,2026-10-01,1,smuggling,useful,0475 12 34 56,,,
5345,2026-10-01,1,smuggling,usefull,officer,,,
5345,2026-10-01,0,smuggling,useful,officer,,,
5345,2026-10-01,1,smuggling,useful,officer,0,,
5345,2026-10-01,1,smuggling,useful,officer,,,
]]))
    assert.are.equal(1, done.rows)
    assert.are.equal(6, done.rejected)
    local rejects = store:sql "select reason, text from reject order by line"
    assert.truthy(rejects.reason[1]:find("looks like a person's name", 1, true))
    assert.truthy(rejects.reason[2]:find("an e-mail address", 1, true))
    assert.truthy(rejects.reason[3]:find("a telephone number", 1, true))
    assert.truthy(rejects.reason[4]:find("answer 'usefull' is not known, did you mean 'useful'?", 1, true))
    for i = 1, 3 do assert.is_nil((rejects.text[i] or ""):find "Peeters", i) end
  end)

  it("is counted by zone, role, theme and day, with what lies in the zone", function()
    assert(import(store, [[
5345,2026-10-01,1,smuggling.sea,useful,officer,,,
5461,2026-11-01,1,trafficking,known,analyst,,,
]]))
    assert.are.same({ "BE-PZ5345" }, glocal.reach { zone = "BE-VAN", by = "zone", store = store }.zone)
    assert.are.same({ "analyst", "officer" }, glocal.reach { by = "role", store = store }.role)
    assert.are.same({ "smuggling.sea" }, glocal.reach { theme = "smuggling", store = store }.theme)
    assert.are.same({ "trafficking" }, glocal.reach { from = "2026-11", store = store }.theme)
    assert.are.same({ "smuggling.sea" }, glocal.reach { to = "2026-10", store = store }.theme)
    assert.are.equal(0, #glocal.reach { zone = "5349", store = store })
    assert.truthy(message_of(glocal.reach, { by = "themes", store = store }):find("did you mean", 1, true))
    assert.truthy(message_of(glocal.reach, { zone = "BE-VANN", store = store }):find("did you mean", 1, true))
  end)

  it("can be retracted; as_of still knows it, and check finds the store whole", function()
    local done = assert(import(store, "5345,2026-10-01,1,smuggling,useful,officer,,,AMBER\n"))
    assert.are.equal("TLP:AMBER", glocal.reach { store = store }:marking())
    assert(store:retract(done.batch, "sent twice"))
    assert.are.equal(0, #glocal.reach { store = store })
    assert.are.equal(1, #glocal.reach { as_of = done.batch, store = store })
    assert.are.equal(0, store:check():sum "problems")
    local _, message = store:retract(done.batch, "again")
    assert.truthy(message:find("was already retracted", 1, true))
  end)

  it("comes back on the form that went out, and the next brief says what the zone judged", function()
    store = pages.with_own { ["BE-PZ5345"] = { ["trafficking.labour"] = function(i) return 5 + i % 5 end } }
    local to = support.path()
    local spec = { of = "BE-PZ5345", lang = "nl", to = to, date = "2026-11-22", store = store, index_lang = "nl" }
    local made = assert(glocal.briefs(spec))
    local folder = made.file[1]:match "^(.*)/"
    local form = support.read(folder .. "/feedback.csv")
    assert.truthy(form:find("BE-PZ5345,2026-11-22,1,smuggling.sea.small_boat,,,,TLP:AMBER\n", 1, true), form)
    local page = support.read(made.file[1]):gsub("\u{AD}", "")
    assert.truthy(page:find('<a download="feedback-BE-PZ5345-2026-11-22.csv" href="data:text/csv', 1, true))
    assert.truthy(page:find("<ol><li>", 1, true))
    assert.is_nil(pages.unbalanced(page))
    assert(import(store, form:gsub("^[^\n]*\n", ""), form:match "^[^\n]*\n"))
    local back = form:gsub("(,1,smuggling.sea.small_boat,),,,", "%1niet voor ons,recherchechef,2,")
    assert(import(store, back:gsub("^[^\n]*\n", ""), back:match "^[^\n]*\n"))
    local found = glocal.reach { zone = "5345", theme = "smuggling", store = store }
    assert.are.equal(2, found.not_for_us[1])
    spec.since, spec.date = "2020-01-01", "2026-11-29"
    page = support.read(assert(glocal.briefs(spec)).file[1]):gsub("\u{AD}", "")
    assert.truthy(page:find("op 22 november 2026 ‘niet voor ons’ (2 van 2)", 1, true))
  end)

  it("has a form with a line for each item that was sent", function()
    assert.are.equal("zone,day,item,theme,answer,role,readers,handling\nZ,2026-01-01,1,a,,,,TLP:CLEAR\n",
      feedback.form { { zone = "Z", date = "2026-01-01", items = { { theme = "a" } }, marking = "TLP:CLEAR" } })
  end)
end)
