--- concerned.lua: which country a recommendation concerns: as it says itself, else by what is written of it.
--
-- Example:  concerned.of(reg, "MA", day)(reg.recommendation[1])   --> countries      (text: named in it; report: it leans on a report of it)

local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local locale = require "foresight.language.locale"

local concerned = {}

local function is_letter(byte) return byte ~= nil and (byte >= 0x80 or string.char(byte):find "%w" ~= nil) end

-- Whether a folded text has a folded word or name in it, not as a part of another: Niger is not in Nigeria.
local function has_word(text, word)
  local from, to = text:find(word, 1, true)
  while from do
    if not is_letter(text:byte(from - 1)) and not is_letter(text:byte(to + 1)) then return true end
    from, to = text:find(word, from + 1, true)
  end
  return false
end

local function names_of(store, country)
  local list = {}
  for _, lang in ipairs(locale.LANGUAGES) do
    local name = catalogue.names(store, "zone", lang)[country]
    if name then list[#list + 1] = core.fold(name) end
  end
  return list
end

--- A function of a recommendation of the register that says by what it concerns the country: "countries" where it names it, or a
--- union that it is of, under `countries`; without any there, "report" where its evidence is the code of a report of the country, "text"
--- where its name in one of the languages stands in its texts; nil where by nothing.
function concerned.of(reg, country, day)
  local names, reports = names_of(reg.store, country), {}
  for _, each in ipairs(reg.report) do
    if each.country == country then reports[#reports + 1] = core.fold(each.code) end
  end
  return function(row)
    if row.countries then
      for code in row.countries:gmatch "%S+" do
        if reg:is_within(country, code, day) then return "countries" end
      end
      return nil
    end
    local evidence = core.fold(row.evidence or "")
    for _, code in ipairs(reports) do
      if has_word(evidence, code) then return "report" end
    end
    local said = { row.nl or "", row.fr or "", row.de or "", row.en or "", row.evidence or "", row.follow_up or "" }
    local text = core.fold(table.concat(said, " | "))
    for _, name in ipairs(names) do
      if has_word(text, name) then return "text" end
    end
  end
end

return concerned
