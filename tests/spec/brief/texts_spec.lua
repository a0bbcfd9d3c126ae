--- texts_spec.lua: what to do and whom to call: read from a plain file, checked, chosen by zone, phenomenon and day.

local glocal = require "glocal"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"
local texts = require "foresight.brief.texts"

local DATE, LANGUAGES = pages.DATE, pages.LANGUAGES
local flowing, with_figures = pages.flowing, pages.with_figures

describe("the texts of a brief", function()
  local function file(text) return support.file(text) end

  it("are read from a plain file, with commas or semicolons, as a spreadsheet writes them", function()
    local comma = assert(texts.read(file 'section,phenomenon,nl\ndo,drugs,"Bel, nu ""meteen"""\n'))
    assert.are.equal('Bel, nu "meteen"', comma[1].nl)
    local semicolon = assert(texts.read(file "\u{FEFF}section;phenomenon;nl\r\ndo;drugs;Bel, nu\r\n"))
    assert.are.equal("Bel, nu", semicolon[1].nl)
  end)

  it("are refused with the file and line", function()
    local path = file "section,nl\ndo,a\n\ncal,b\n"
    local _, message, code = texts.read(path)
    assert.are.equal(path .. ":4: there is no section 'cal', did you mean 'call'?", message)
    assert.are.equal("invalid", code)
    _, message = texts.read(file "section,nll\n")
    assert.truthy(message:find(":1: there is no column 'nll', did you mean 'nl'?", 1, true))
    _, message, code = texts.read "/nowhere.csv"
    assert.are.equal("can't read '/nowhere.csv': No such file or directory", message)
    assert.are.equal("not_found", code)
  end)

  it("are chosen by phenomenon, zone and day", function()
    local all = assert(texts.read(file [[
section,phenomenon,zone,from,to,basis,en
call,,,,,,anyone
call,,BE,,,confirm,country
call,drugs,,,,,drugs
call,property,,,,,property
call,,NL,,,,elsewhere
call,,,2030-01-01,,,later
call,,,,2020-12-31,,earlier
]]))
    local chosen = {}
    for i, line in ipairs(texts.choose(all, { path = { "BE", "BE-VAN" }, phenomena = { "drugs.possession" }, date = DATE,
      lang = "nl" }, "call", 9)) do
      chosen[i] = line.text
      assert.are.equal(line.text == "country", line.is_to_confirm)
    end
    assert.are.same({ "drugs", "anyone", "country" }, chosen)
    local asked = { path = { "BE" }, phenomena = { "drugs" }, date = DATE, lang = "en" }
    assert.are.equal(1, #texts.choose(all, asked, "call", 9, 8)) -- no room for a second
    assert.are.equal(2, #texts.choose(all, asked, "call", 9, 11))
  end)

  it("of a corps take the place of those that ship", function()
    local store = with_figures()
    local made = assert(glocal.brief { zone = "5345", lang = "nl", date = DATE, store = store,
      texts = file "section,nl\ncall,Bel de permanentie van de zone.\n" })
    assert.truthy(flowing(made):find("Bel de permanentie van de zone.", 1, true))
    assert.is_nil(flowing(made):find("Elk ander land", 1, true)) -- the line that ships
    assert.truthy(made.command:find("--texts ", 1, true))
  end)

  it("that ship are whole in four languages and name no person", function()
    for i, line in ipairs(assert(texts.read(texts.SHIPPED))) do
      for _, lang in ipairs(LANGUAGES) do
        assert.is_true(#line[lang] > 10, i .. lang)
        assert.is_nil(line[lang]:find "[%w.]+@%w", i .. lang)
      end
    end
  end)
end)
