--- language_spec.lua: the phrases of every language: the same keys, the same names in them, nothing left blank.

require "glocal"
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
    assert.are.equal("1 van 185", phrases.fill(phrases.of("nl").brief.here.rank, { rank = 1, of = 185 }))
    assert.truthy(message_of(phrases.fill, "{a} {b}", { a = 1 }):find("no value for {b}", 1, true))
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
