--- leftovers_spec.lua: no page has a word of another language left in it. The words are such as every sentence needs and no other of the
--- four languages has; names, calls and marked quotations (lang="...") are no text of the page.

local glocal = require "glocal"
local pages = require "tests.spec.brief.pages"
local support = require "tests.spec.support"

local WORDS = {
  nl = "het een van niet voor naar zijn wordt worden bij uit ook deze geen door maar nog wat wie hoe tot",
  fr = "est sont dans pour avec sur par qui que aux cette ces leur plus selon une",
  de = "das und ist nicht mit für von dem ein eine einer im zum zur wird auch oder aus nach keine wie",
  en = "the and with from which this these that are were been have when what than only about between into their there",
}

-- What is to be read of a page, as lines.
local function texts_of(html, lang)
  html = html:gsub("<(%l+)[^>]- lang=\"(%l%l)\"[^>]*>(.-)</%1>", function(tag, other, inner)
    return tag ~= "html" and other ~= lang and " " or inner
  end)
  for _, tag in ipairs { "style", "script", "svg", "code", "pre" } do
    html = html:gsub("<" .. tag .. "[ >].-</" .. tag .. ">", " ")
  end
  return html:gsub("<[^>]+>", "\n"):gsub("&#?%w+;", " "):gsub("\u{AD}", "")
end

local function leftovers(html, lang)
  local own, foreign, found = {}, {}, {}
  for word in WORDS[lang]:gmatch "%S+" do own[word] = true end
  for other, words in pairs(WORDS) do
    for word in words:gmatch "%S+" do
      if other ~= lang and not own[word] then foreign[word] = other end
    end
  end
  for line in texts_of(html, lang):gmatch "[^\n]+" do
    for word in line:lower():gmatch "[%l\x80-\xff]+" do
      if foreign[word] then found[#found + 1] = ("%s (%s): %s"):format(word, foreign[word], line) end
    end
  end
  return table.concat(found, "\n")
end

describe("a page in one language", function()
  local store

  setup(function()
    store = pages.with_figures()
    glocal.use(store)
  end)

  for lang in pairs(WORDS) do
    it("has no word of another: " .. lang, function()
      local brief = assert(glocal.brief { zone = "5345", lang = lang, date = pages.DATE, store = store })
      assert.equal("", leftovers(brief.html, lang))
      local plan = assert(glocal.plan { zone = "5345", years = { 2026, 2031 }, lang = lang, date = pages.DATE, store = store })
      local path = support.path ".html"
      assert(plan:write(path))
      assert.equal("", leftovers(support.read(path), lang))
      local digest = assert(glocal.warnings { zone = "5345", lang = lang, date = pages.DATE, store = store })
      assert.equal("", leftovers(digest.html, lang))
    end)
  end

  it("would be found out", function()
    assert.equal("the (en): the end\nest (fr): c'est",
      leftovers("<p>the end</p><code>the</code><i lang=\"en\">the</i><p>c'est</p>", "nl"))
  end)
end)
