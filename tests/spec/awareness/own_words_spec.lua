--- own_words_spec.lua: the words and sections of a corps on briefs, plans and digests: taken, checked, escaped, and gone afterwards.

local glocal = require "glocal"
local own_words = require "foresight.language.own_words"
local phrases = require "foresight.language.phrases"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"

local function file(text) return support.file(text, ".words.csv") end
local function fault(text)
  local _, message, code = own_words.read(file(text))
  assert.are.equal("invalid", code)
  return (message:gsub("^[^:]*", "FILE", 1))
end

describe("own words", function()
  local store

  setup(function() store = pages.with_figures() end)

  local function brief(words, lang)
    return glocal.brief { zone = "5461", lang = lang or "nl", date = pages.DATE, words = words, store = store }
  end

  it("stand in the place of ours, escaped, on briefs, plans and digests, and only there", function()
    local words = file('key;nl;fr\nbrief.headings.here;"Bij <ons>";\nplan.headings.impact;Voor ons;\ndigest.none;'
      .. '"Rust sinds {since} in {this} ({series})";\n')
    local made = assert(brief(words))
    assert.truthy(made.html:gsub("\u{AD}", ""):find("<h2>Bij &lt;ons&gt;</h2>", 1, true))
    assert.truthy(pages.flowing(made):find("Enkele woorden en rubrieken van deze bladzijde zijn van het korps zelf", 1, true))
    assert.truthy(made.command:find("--words ", 1, true))
    local plan = assert(glocal.plan { zone = "5461", years = { 2026, 2031 }, lang = "nl", date = pages.DATE, words = words,
      store = store })
    assert.truthy(plan.text:find("Voor ons", 1, true))
    local digest = assert(glocal.warnings { zone = "5461", lang = "nl", date = pages.DATE, words = words, store = store })
    assert.truthy(digest.text:find("Enkele woorden", 1, true))
    assert.is_nil(assert(brief()).text:find("Bij <ons>", 1, true))
    assert.is_nil(phrases.own())
  end)

  it("are found beside the store", function()
    local other = support.benelux()
    local path = other:path()
    local beside = assert(io.open(path:gsub("%.db$", ".words.csv"), "w"))
    beside:write "key,nl\nbrief.title,Ons beeld\n"
    beside:close()
    local made = assert(glocal.brief { zone = "5461", lang = "nl", date = pages.DATE, store = other })
    assert.truthy(made.text:find("Ons beeld: Westkust", 1, true))
    other:close()
    glocal.use(store)
  end)

  it("order the sections, leave some out and add one; what says where figures come from stays", function()
    local words = file('key,order,nl\nsections.brief,"news here hello annex moves",\nsection.hello.title,,Van de korpschef\n'
      .. 'section.hello.text,,"Een regel.\nNog een."\n')
    local text = assert(brief(words)).text
    local here, hello = text:find("Wat dat hier betekent", 1, true), text:find("Van de korpschef", 1, true)
    assert.is_true(here < hello and hello < text:find("BIJLAGE", 1, true))
    assert.is_nil(text:find("Eigen cijfers\n", 1, true))
    assert.truthy(text:find("Bronnen\n", 1, true))
    local _, message, code = brief(words, "fr")
    assert.are.equal("invalid", code)
    assert.truthy(message:find(":3: the section 'hello' has no text in 'fr': fill that column", 1, true))
    _, message = brief(file "key,order\nsections.brief,own mooves\n")
    assert.truthy(message:find(":2: a brief has no section 'mooves', did you mean 'moves'?", 1, true))
  end)

  it("are refused with file, line and the nearest", function()
    assert.are.equal("FILE:3: there is no text 'brief.headings.owns', did you mean 'brief.headings.own'?",
      fault "key,nl\nbrief.title,X\nbrief.headings.owns,Y\n")
    assert.are.equal("FILE:1: there is no column 'nll', did you mean 'nl'?", fault "key,nll\n")
    assert.are.equal("FILE:1: the column 'key' is missing", fault "nl,fr\n")
    assert.are.equal("FILE:2: the text 'awareness.first' in nl: {this} is missing, which ours has",
      fault "key,nl\nawareness.first,Nieuws\n")
    assert.are.equal("FILE:2: the text 'awareness.first' in nl: it has {thiss}, which nothing fills, did you mean 'this'?",
      fault "key,nl\nawareness.first,Nieuws {this} {thiss}\n")
    assert.are.equal("FILE:2: there is no page 'breif', did you mean 'brief'?", fault "key,order\nsections.breif,own\n")
    assert.are.equal("FILE:2: the section 'own' is named twice", fault "key,order\nsections.brief,own own\n")
    assert.truthy(fault "key,nl\nbrief.title,\xff\n":find("it is not UTF-8", 1, true))
    local _, message, code = own_words.read "/nowhere.words.csv"
    assert.are.equal("not_found", code)
    assert.truthy(message:find("can't read '/nowhere.words.csv'", 1, true))
  end)

  it("are gone after an error too", function()
    pcall(phrases.with, { of = {} }, error, "x")
    assert.is_nil(phrases.own())
  end)
end)
