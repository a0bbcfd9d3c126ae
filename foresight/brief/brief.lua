--- brief.lua: what moves internationally and what it means for one zone, on one page: in Dutch, French, German or
-- English, as HTML that fetches nothing and as text. figures.lua computes, page.lua finds the words, html.lua and
-- text.lua set them.
--
-- Example:  brief{zone="5345", lang="nl", to="brief.html"}   print(brief{zone="5345", lang="fr"})

local glocal = require "glocal"
local core = require "glocal.core"
local figures = require "foresight.brief.figures"
local hint = require "foresight.shared.hint"
local html = require "foresight.brief.html"
local locale = require "foresight.language.locale"
local catalogue = require "foresight.shared.catalogue"
local outfile = require "foresight.shared.outfile"
local page = require "foresight.brief.page"
local phrases = require "foresight.language.phrases"
local places = require "foresight.brief.places"
local text = require "foresight.brief.text"
local topics = require "foresight.brief.topics"


-- exposure = {crossings = "gateways"}: by topic; raises for a topic there is none of.
local function check_exposure(given)
  if given == nil then return {} end
  local names, known = {}, {}
  for i, topic in ipairs(topics.allocated) do
    names[i], known[topic.name] = topic.name, true
  end
  if type(given) ~= "table" then
    error("bad argument 'exposure' to 'brief': expected a table per topic, as in {crossings=\"population\"}", 0)
  end
  for name in pairs(given) do
    if not known[name] then
      error(("unknown topic '%s'%s"):format(tostring(name), hint.of(name, names, "a brief has")), 0)
    end
  end
  return given
end

-- A word for a command line, in quotes where the shell would read more into it.
local function shell_word(word)
  if word:match "^[%w_./:+@,-]+$" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

local function last_month(all)
  local last
  for _, result in ipairs(all.topics) do
    if result.last and result.topic.every == "month" and (not last or result.last > last) then last = result.last end
  end
  return last
end

-- The command that makes the same page again, whatever is added to the store later: as one line, and broken as a shell
-- allows it.
local function command_of(brief, spec, at)
  local words = { "glocal run --store " .. shell_word(brief.store:path()), "scripts/zone_brief.lua",
    "--zone " .. shell_word((brief.place.code:gsub("^BE%-PZ", ""))), "--lang " .. brief.lang,
    "--as-of " .. (brief.state > 0 and brief.state or spec.as_of or 0) }
  if at then words[#words + 1] = "--at " .. at end
  words[#words + 1] = "--date " .. brief.place.date
  if spec.marking then words[#words + 1] = "--marking " .. shell_word(spec.marking) end
  local overridden = {}
  for name, exposure in pairs(spec.exposure or {}) do overridden[#overridden + 1] = name .. "=" .. exposure end
  table.sort(overridden)
  for _, each in ipairs(overridden) do words[#words + 1] = "--exposure " .. shell_word(each) end
  local lines, width = {}, 0
  for i, word in ipairs(words) do
    local breaks = i > 1 and width + #word > 70
    lines[#lines + 1] = (breaks and " \\\n  " or i > 1 and " " or "") .. word
    width = (breaks and 2 or width + 1) + #word
  end
  return table.concat(words, " "), table.concat(lines)
end

local methods = {}

-- Writes the page to a file; the path, or nil, message, code.
function methods.write(self, path)
  local written, message, code = outfile.write(path, self.html, self.marking, "brief")
  if not written then return nil, message, code end
  self.path = path
  return path
end

local shown = { __index = methods, __name = "glocal.brief", __tostring = function(self) return (self.text:gsub("\n$", "")) end }

--- Makes the brief of a zone: what moves internationally, what that means in the zone with its range, the zone beside its
--- neighbours and the country, charts and a map, sources, and how it was computed. The result prints as the brief in
--- text; write(path) writes the page as HTML that fetches nothing and prints on A4.
--- @function brief
--- @param spec table
--- @option zone string <zone> a zone within a country whose population is known
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the page
--- @option to? string <file> where to write the page
--- @option as_of? string|integer = (what is known now) what was known on a date or after a batch
--- @option at? string = (the last month with figures) the last month to consider
--- @option date? string = (today) the day of the brief, of its zones and population
--- @option exposure? table<string, string> other exposure tables by topic: crossings, channel, gateways, victims
--- @option marking? string a stricter marking, such as "AMBER"
--- @option store? store = (the current one) the store to read
--- @return brief fields text, html, marking, zone, lang, command, state, path (with `to`) and estimates: a frame of
---   topic, exposure, zone, estimate, low, high for all zones of the level, what falls outside as OUTSIDE
--- @raises an unknown zone or language
--- @fails io: the file can't be written; marking: TLP:RED; not_found: gnuplot is missing
--- @needs store.read, file.write, process
--- @since 0.1
--- @example b = brief{zone="5345", lang="nl", at="2025-04"}
--- @example b.text:match "Zonebeeld: Antwerpen" --> Zonebeeld: Antwerpen
--- @example b.marking --> TLP:CLEAR
local function brief(spec)
  local store = glocal.use(spec.store)
  local lang = spec.lang or locale.preferred()
  local it = { store = store, lang = lang, words = phrases.of(lang).brief, write = locale.of(lang) }
  local exposure = check_exposure(spec.exposure)
  local at = spec.at and core.period(spec.at, "month")
  it.place = places.of(store, places.resolve(store, spec.zone), lang, places.day(spec.date))
  local all, message, code = figures.of(store, it.place,
    { at = at, as_of = spec.as_of, exposure = exposure, marking = spec.marking })
  if not all then return nil, message, code end
  it.figures, it.marking, it.state, it.version = all, all.marking, all.state, glocal.version
  it.phenomena = catalogue.names(store, "phenomenon", lang)
  local levels = phrases.of(lang).levels
  it.level = levels[it.place.level] or levels.zone
  it.store_name = store:path():match "[^/]+$"
  it.command, it.command_lines = command_of(it, spec, at or last_month(all))
  local made
  made, message, code = page.of(it)
  if not made then return nil, message, code end
  local result = setmetatable({
    zone = it.place.code, lang = lang, marking = it.marking, state = it.state, command = it.command,
    html = html.of(made), text = text.of(made), estimates = figures.frame(all),
  }, shown)
  if spec.to then
    local written
    written, message, code = result:write(spec.to)
    if not written then return nil, message, code end
  end
  return result
end

return brief
