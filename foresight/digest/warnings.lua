--- warnings.lua: what a zone should hear of: the alerts of the zone, of those it lies in and of the international nodes linked to it,
--- as a page in Dutch, French, German or English, as text and as HTML that fetches nothing.
--
-- Example:  warnings{zone="5461", since="2026-10-01", lang="nl"}   warnings{zone="5461", to="warning.html"}

local alerts = require "foresight.warning.alerts"
local call = require "foresight.shared.call"
local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local glocal = require "glocal"
local html = require "foresight.brief.html"
local items = require "foresight.digest.items"
local locale = require "foresight.language.locale"
local outfile = require "foresight.shared.outfile"
local page = require "foresight.digest.page"
local own_words = require "foresight.language.own_words"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local sections = require "foresight.brief.sections"
local sealed = require "foresight.shared.sealed"
local text = require "foresight.brief.text"

local methods = {}

local kind = sealed.kind {
  name = "digest", methods = methods, public = { "text", "html", "marking", "zone", "lang", "alerts", "new", "path" },
  gated = { "text", "html" },
  shown = function(it) return it.path and "digest written to " .. it.path or (it.text:gsub("\n$", "")) end,
}

--- Writes the digest to a file, as HTML that fetches nothing.
--- @function digest:write
--- @param path string <file> the file to write
--- @return string the path
--- @fails not_found, io: the file can't be written; marking: TLP:RED, H2 or H3
--- @needs file.write
--- @leaves
--- @since 0.1
--- @example select(3, warnings{zone="5345", lang="nl"}:write "/nowhere/x.html") --> not_found
function methods.write(self, path)
  if path == nil then error("bad argument #1 to 'write': expected a file, as in d:write \"warning.html\"", 0) end
  local it = sealed.fields(self, kind)
  local written, message, code = outfile.write(path, it.html, it.marking, "digest")
  if not written then return nil, message, code end
  it.path = path
  return path
end

call.guard(methods)

local function strictest(markings)
  return core.frame({}, { marking = markings }):marking()
end

-- The names of the zones that it lies in, from near to far.
local function within_of(found_zones, names, code)
  local list = {}
  for _, one in ipairs(found_zones) do
    if one.why == "within" and one.code ~= code then list[#list + 1] = names[one.code] end
  end
  return list
end

local function digest_of(spec, store)
  local lang, code = spec.lang or locale.preferred(), store:resolve("zone", tostring(spec.zone))
  local said, date = phrases.of(lang), spec.date and core.period(spec.date, "day") or core.today()
  local since = core.period(spec.since or core.period(date, "day", -365), "day")
  local level = query(store, "select kind from zone where code = ?", { code }).kind[1]
  local digest = {
    store = store, lang = lang, code = code, kind = level, date = date, since = since, after = spec.after, words = said.digest,
    write = locale.of(lang), level = said.levels[level] or said.levels.zone, tables = said.brief.tables,
    facets = said.plot.facets, title = said.plot.title, names = catalogue.names(store, "zone", lang),
    phenomena = catalogue.names(store, "phenomenon", lang),
  }
  digest.found = items.of(store, code, { since = since, date = date })
  digest.within = within_of(digest.found.zones, digest.names, code)
  digest.marking = strictest(digest.found.marking .. " " .. (spec.marking or ""))
  return digest
end

local function count_new(digest)
  local count = 0
  for _, item in ipairs(digest.found.list) do
    for _, alert in ipairs(item.alerts) do count = count + (alert.id > (digest.after or 0) and 1 or 0) end
  end
  return count
end

local function made_of(spec)
  if type(spec.zone) ~= "string" and type(spec.zone) ~= "number" then
    error("bad argument 'zone' to 'warnings': expected a zone, such as zone=\"5345\", got " .. type(spec.zone), 0)
  end
  local store = glocal.use(spec.store)
  local digest = digest_of(spec, store)
  local made, message, code = page.of(digest)
  if made then made, message, code = sections.arrange(made, "digest") end
  if not made then return nil, message, code end
  local zones = {}
  for i, one in ipairs(digest.found.zones) do zones[i] = one.code end
  local result = sealed.new({
    zone = digest.code, lang = digest.lang, marking = digest.marking, html = html.of(made), text = text.of(made),
    alerts = alerts { zone = zones, since = digest.since, store = store }, new = count_new(digest),
  }, kind)
  if spec.to then
    local written
    written, message, code = result:write(spec.to)
    if not written then return nil, message, code end
  end
  return result
end

--- What a zone should hear of, and only that: the alerts since a day that are its own, those of the zones it lies in, and those of
--- international nodes that a table of exposures links to it. Each with what was observed and expected, how likely that is by chance
--- alone (in the words of ICD 203, beside the number), its course, its disposition, and why the zone gets it. The result prints as
--- text; once it is written to a file, as the name of that.
--- @function warnings
--- @param spec table
--- @option zone string <zone> the zone that is to hear
--- @option since? string = (a year ago) the first date or period of the alerts
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language
--- @option words? string = (STORE.words.csv beside the store, if any) <file> the corps' own words and sections, a CSV (docs/awareness.md)
--- @option to? string <file> where to write it as HTML
--- @option after? integer the number of an alert: those with higher ones are marked as new
--- @option date? string = (today) the day of the digest, of its zones
--- @option marking? string a stricter marking, such as "AMBER"
--- @option store? store = (the current one) the store to read
--- @return digest fields text and html (where the marking lets them leave), marking, zone, lang, alerts (a frame of its own and those
---   above), new (how many), path (with `to`)
--- @raises an unknown zone or language
--- @fails io: the file can't be written; marking: TLP:RED, H2 or H3; not_found: its folder, or gnuplot, is missing
--- @needs store.read, file.write, file.read, process
--- @leaves
--- @since 0.1
--- @example d = warnings{zone="5345", lang="nl", since="2026-01"}
--- @example d.text:match "Signalering: Antwerpen" --> Signalering: Antwerpen
local function warnings(spec) return own_words.during(spec, made_of) end

return warnings
