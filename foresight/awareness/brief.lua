--- brief.lua: a zone on one page for its chief, and an annex behind it: the zone's own figures, what moves internationally,
-- what that means here, what to do; in Dutch, French, German or English, as HTML that fetches nothing and as text. own.lua
-- and figures.lua compute, front.lua and annex.lua find the words, html.lua and text.lua set them.
--
-- Example:  brief{zone="5345", lang="nl", to="brief.html"}   print(brief{zone="5345", lang="fr"})

local glocal = require "glocal"
local call = require "foresight.shared.call"
local demand_section = require "foresight.awareness.demand_section"
local figures = require "foresight.brief.figures"
local html = require "foresight.brief.html"
local make = require "foresight.brief.make"
local own_words = require "foresight.language.own_words"
local outfile = require "foresight.shared.outfile"
local sealed = require "foresight.shared.sealed"
local own = require "foresight.brief.own"
local text = require "foresight.brief.text"

local methods = {}

local kind = sealed.kind {
  name = "brief", methods = methods,
  public = { "text", "html", "marking", "zone", "lang", "command", "state", "path", "figures", "estimates" },
  gated = { "text", "html" },
  shown = function(it) return it.path and "brief written to " .. it.path or (it.text:gsub("\n$", "")) end,
}

--- Writes the page to a file, as HTML that fetches nothing and prints on A4.
--- @function brief:write
--- @param path string <file> the file to write
--- @return string the path
--- @fails not_found, io: the file can't be written; marking: TLP:RED, H2 or H3
--- @needs file.write
--- @leaves
--- @since 0.1
--- @example select(3, brief{zone="5345", lang="nl"}:write "/nowhere/x.html") --> not_found
function methods.write(self, path)
  if path == nil then error("bad argument #1 to 'write': expected a file, as in b:write \"brief.html\"", 0) end
  local it = sealed.fields(self, kind)
  local written, message, code = outfile.write(path, it.html, it.marking, "brief")
  if not written then return nil, message, code end
  it.path = path
  return path
end

call.guard(methods)

local function made_of(spec)
  local it, message, code = make.of(spec, { store = glocal.use(spec.store), memo = {}, demand = demand_section.of })
  if not it then return nil, message, code end
  local made = it.page
  local result = sealed.new({
    zone = it.place.code, lang = it.lang, marking = it.marking, state = it.state, command = it.command,
    html = html.of(made), text = text.of(made), estimates = figures.frame(it.figures, it.marking),
    figures = own.frame(it.own, it.marking),
  }, kind)
  if spec.to then
    local written
    written, message, code = result:write(spec.to)
    if not written then return nil, message, code end
  end
  return result
end

--- Makes the brief of a zone: one page for its chief and an annex. First the zone's own figures, where the store has them
--- (last whole year, beside like zones, the next twelve months), then the largest falls and rises of public series with
--- their age, what a table of exposures makes of them here, what to do and whom to call. The result prints as text; once it is
--- written to a file, as the name of that.
--- @function brief
--- @param spec table
--- @option zone string <zone> a zone within a country whose population is known
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the page
--- @option to? string <file> where to write the page
--- @option as_of? string|integer = (what is known now) what was known on a date or after a batch
--- @option at? string = (the last month with figures) the last month to consider
--- @option date? string = (today) the day of the brief, of its zones and population
--- @option texts? string = (those that ship) <file> the corps' own texts, a CSV such as data/brief/texts.csv
--- @option words? string = (STORE.words.csv beside the store, if any) <file> the corps' own words and sections, a CSV (docs/awareness.md)
--- @option exposure? table<string, string> other exposure tables by topic: channel, crossings, victims
--- @option seed? integer = 1 of the forecasts
--- @option marking? string a stricter marking, such as "AMBER"
--- @option store? store = (the current one) the store to read
--- @return brief fields text and html (where the marking lets them leave), marking, zone, lang, command, state, path (with `to`), figures (a row per phenomenon of
---   the zone's own; a year that lacks periods has no count) and estimates: a frame of topic, exposure, zone, estimate, low, high for all zones of the level, what
---   falls outside as OUTSIDE
--- @raises an unknown zone or language
--- @fails io: the file can't be written; marking: TLP:RED, H2 or H3; not_found: its folder, gnuplot or the file of texts is missing; invalid:
---   a file of texts that can't be read
--- @needs store.read, file.write, file.read, process
--- @leaves
--- @since 0.1
--- @example b = brief{zone="5345", lang="nl", at="2025-04"}
--- @example b.text:match "Zonebeeld: Antwerpen" --> Zonebeeld: Antwerpen
--- @example b.marking --> TLP:CLEAR
local function brief(spec) return own_words.during(spec, made_of) end

return brief
