--- language_spec.lua: the phrases of every language: the same keys, the same names in them, nothing left blank.

require "glocal"
local hyphens = require "foresight.language.hyphens"
local locale = require "foresight.language.locale"
local message_of = require "tests.spec.support".message_of
local phrases = require "foresight.language.phrases"

-- ".brief.here.rank" -> its text, of all phrases of a language.
local function texts_of(value, at, found)
  for key, item in pairs(value) do
    if type(item) == "table" then
      texts_of(item, at .. "." .. key, found)
    else
      found[at .. "." .. key] = item
    end
  end
  return found
end

local function names_in(text)
  local names = {}
  for name in text:gmatch "{([^}]*)}" do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, " ")
end

describe("phrases", function()
  local english = texts_of(phrases.of "en", "", {})

  for _, lang in ipairs(locale.LANGUAGES) do
    it("have the same keys and names in " .. lang .. " as in English", function()
      local own = texts_of(phrases.of(lang), "", {})
      for key, text in pairs(english) do
        assert.is_string(own[key], lang .. key)
        assert.are_not.equal("", own[key], lang .. key)
        assert.are.equal(names_in(text), names_in(own[key]), lang .. key)
      end
      for key, text in pairs(own) do
        local plural = key:gsub("items_below_2", "items") -- French alone has a singular below 2
        assert.is_string(english[plural], lang .. key)
        assert.are.equal(names_in(english[plural]), names_in(text), lang .. key)
      end
    end)
  end

  it("are filled in whole", function()
    assert.are.equal("0 tot 3", phrases.fill(phrases.of("nl").brief.here.range, { from = 0, to = 3 }))
    assert.truthy(message_of(phrases.fill, "{a} {b}", { a = 1 }):find("no value for {b}", 1, true))
  end)

  it("name in every language what shipped sources count, who publishes them and under which licence", function()
    local file = assert(io.open "data/reference/benelux/sources.csv")
    local names = {}
    for name in (file:read "l"):gmatch "[^,]+" do names[#names + 1] = name end
    for line in file:lines() do
      local fields = {}
      for field in (line .. ","):gmatch '([^,]*),' do fields[#fields + 1] = field end
      assert.are.equal(#names, #fields)
      for _, lang in ipairs(locale.LANGUAGES) do
        local words = phrases.of(lang)
        assert.is_string(words.counting_units[fields[6]], lang .. " " .. fields[6])
        assert.is_string(words.publishers[fields[#fields - 1]], lang .. " " .. fields[#fields - 1])
        assert.is_string(words.licences[fields[#fields]], lang .. " " .. fields[#fields])
      end
    end
    file:close()
  end)

  it("take what is counted from any of our languages", function()
    assert.are.equal("faits", phrases.counting_unit("feiten", "fr"))
    assert.are.equal("feiten", phrases.counting_unit("Faits", "nl"))
    assert.are.equal("detecties", phrases.counting_unit("detections", "nl"))
    assert.are.equal("Opfer", phrases.counting_unit("slachtoffers", "de"))
    assert.are.equal("verdachten", phrases.counting_unit("suspects", "nl"))
    assert.are.equal("knipperlichten", phrases.counting_unit("knipperlichten", "fr"))
  end)

  it("part long words of Dutch and German between their words", function()
    local soft = function(text, lang) return (hyphens.soften(text, lang):gsub("\u{AD}", "|")) end
    assert.are.equal("grens|over|schrijdingen", soft("grensoverschrijdingen", "nl"))
    assert.are.equal("Bevölkerungs|schwerpunkten", soft("Bevölkerungsschwerpunkten", "de"))
    assert.are.equal("Grenz|übertritte", soft("Grenzübertritte", "de"))
    assert.are.equal("drugs", soft("drugs", "nl"))
    assert.are.equal("renseignements généraux", soft("renseignements généraux", "fr"))
    -- no word of the brief that is longer than a narrow column stays whole
    for _, lang in ipairs { "nl", "de" } do
      for key, text in pairs(texts_of(phrases.of(lang).brief, "", {})) do
        for word in text:gmatch "[%a\128-\255]+" do
          if (utf8.len(word) or 0) > 20 then assert.truthy(soft(word, lang):find("|", 1, true), key .. " " .. word) end
        end
      end
    end
  end)

  it("are in one of four languages", function()
    assert.are.equal("unknown language 'nk', did you mean 'nl'?", message_of(phrases.of, "nk"))
    assert.are.equal("unknown language 'es', did you mean 'en'?", message_of(phrases.of, "es"))
    assert.are.equal("unknown language 'xxx'; use nl, fr, de, en", message_of(phrases.of, "xxx"))
    assert.are.equal("unknown language 'nil'; use nl, fr, de, en", message_of(phrases.of, nil))
  end)

  it("take lists and numbers as the language writes them", function()
    assert.are.equal("a, b et c", locale.of("fr").list { "a", "b", "c" })
    assert.are.equal("a", locale.of("fr").list { "a" })
    assert.are.equal("1,23", locale.of("de").figure(1.234))
    assert.are.equal("1,234", locale.of("en").figure(1234))
  end)
end)
