--- country_brief.lua: a country on a few pages, for those who leave on mission or for an information session: figures, routes, channels,
-- agreements, what to look out for, what others brought back, and what goes to and fro; in nl, fr, de and en, as HTML that fetches
-- nothing and as text, with a card of ten lines.
--
-- Example:  country_brief{country="MA", lang="nl", to="marokko.html"}      print(country_brief{country="MA"}:card())

local glocal = require "glocal"
local call = require "foresight.shared.call"
local card = require "foresight.cooperation.card"
local core = require "glocal.core"
local country_figures = require "foresight.country.country_figures"
local country_network = require "foresight.country.country_network"
local country_page = require "foresight.country.country_page"
local html = require "foresight.brief.html"
local known = require "foresight.shared.known"
local locale = require "foresight.language.locale"
local outfile = require "foresight.shared.outfile"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"
local sealed = require "foresight.shared.sealed"
local text = require "foresight.brief.text"

local methods = {}

local kind = sealed.kind {
  name = "country_brief", word = "country brief", methods = methods,
  public = { "text", "html", "marking", "country", "lang", "path", "left_out" },
  gated = { "text", "html" },
  shown = function(it) return it.path and "country brief written to " .. it.path or (it.text:gsub("\n$", "")) end,
}

--- Writes the page to a file, as HTML that fetches nothing and prints on A4.
--- @function country_brief:write
--- @param path string <file> the file to write
--- @return string the path
--- @fails not_found, io: the file can't be written; marking: TLP:RED, H2 or H3
--- @needs file.write
--- @leaves
--- @since 0.1
--- @example select(3, country_brief{country="MA", lang="nl"}:write "/nowhere/x.html") --> not_found
function methods.write(self, path)
  if path == nil then error("bad argument #1 to 'write': expected a file, as in b:write \"country.html\"", 0) end
  local it = sealed.fields(self, kind)
  local written, message, code = outfile.write(path, it.html, it.marking, "country brief")
  if not written then return nil, message, code end
  it.path = path
  return path
end

--- The brief as a card of ten lines of 80 columns.
--- @function country_brief:card
--- @return string the card, its marking last
--- @fails marking: TLP:RED, H2 or H3
--- @leaves
--- @since 0.1
--- @example country_brief{country="MA", lang="nl", on="2026-11-22"}:card():match "[^\n]*" --> Landenfiche (2026-11-22): Marokko
function methods.card(self)
  local it = sealed.fields(self, kind)
  local may, message, code = outfile.may_leave(it.marking, "country brief")
  if not may then return nil, message, code end
  return it.card_text
end

call.guard(methods)

-- The names of a country in all languages.
local function names_of(store, code)
  local names = {}
  for _, lang in ipairs(locale.LANGUAGES) do names[lang] = card.zone_name(store, code, lang) end
  return names
end

local function source_names(store, lang)
  local names = {}
  for _, row in query(store, [[select s.code as code, l.text as name from source s
    left join label l on l.kind = 'source' and l.id = s.id and l.lang = ?]], { lang }):rows() do
    names[row.code] = row.name or row.code
  end
  return names
end

-- The call that makes the same page again.
local function call_of(it, spec)
  local words = { ('country="%s"'):format(it.country), ('lang="%s"'):format(it.lang), ('on="%s"'):format(it.on) }
  if it.phenomenon then words[#words + 1] = ('phenomenon="%s"'):format(it.phenomenon) end
  if it.zone ~= "BE" then words[#words + 1] = ('zone="%s"'):format(it.zone) end
  words[#words + 1] = "as_of=" .. it.state_number
  if spec.routes then words[#words + 1] = ("routes=%q"):format(spec.routes) end
  return "country_brief{" .. table.concat(words, ", ") .. "}"
end

local function asked(spec)
  local store = glocal.use(spec.store)
  if spec.country == nil then error("bad argument 'country' to 'country_brief': it is missing, as in country=\"MA\"", 0) end
  local lang = spec.lang and locale.check(spec.lang) or locale.preferred()
  local on = spec.on and core.period(tostring(spec.on), "day") or core.today()
  local it = { store = store, lang = lang, on = on, day = records.day(on), as_of = spec.as_of, words = phrases.of(lang).country,
    write = locale.of(lang), state = known.state(store, spec.as_of), reg = register.of(store, spec.as_of) }
  it.zone = store:resolve("zone", spec.zone or "BE")
  local found = store:resolve("zone", spec.country)
  it.country = it.reg:country_of(found, it.day)
  if it.reg.kinds[it.country] ~= "country" then
    error(("bad argument 'country' to 'country_brief': %s is a %s, no country"):format(found, it.reg.kinds[found]), 0)
  end
  it.phenomenon = spec.phenomenon and store:resolve("phenomenon", spec.phenomenon) or nil
  it.names = names_of(store, it.country)
  it.name, it.sources = it.names[lang], source_names(store, lang)
  it.signals_as_of = on < core.today() and on or core.today()
  it.state_number = store:state { as_of = spec.as_of }
  it.state_text, it.store_name = tostring(it.state_number), store:path():match "[^/]+$"
  it.call = call_of(it, spec)
  return it
end

--- Makes the brief of a country: what the store has of it (figures counted there, of its citizens elsewhere, and of the routes that begin
--- or pass there, each with its source and the day it was known), by which channels it is asked and on what basis, the agreements with
--- their acts and articles, what to look out for, the latest reports and recommendations, and the messages received and sent. What
--- its marking does not let leave is left out and counted. A country without figures says so.
--- @function country_brief
--- @param spec table
--- @option country string <zone> the country
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the page
--- @option on? string = (today) the day of the brief: what is in force, and figures up to then
--- @option phenomenon? string <phenomenon> only what is about it
--- @option zone? string = "BE" <zone> who leaves: whose channels and agreements
--- @option to? string <file> where to write the page
--- @option routes? string = (those that ship) <file> which routes begin in or pass which country, a CSV such as
---   data/cooperation/routes.csv
--- @option as_of? string|integer = (what is known now) what was known on a date or after a batch
--- @option marking? string a stricter marking, such as "AMBER"
--- @option store? store = (the current one) the store to read
--- @return country_brief fields text and html (where the marking lets them leave), marking, country, lang, left_out (how many rows their
---   marking keeps in), path (with `to`); b:card() is ten lines, b:write(file) writes the page
--- @raises an unknown country, phenomenon or language, naming the nearest; a zone that lies in no country
--- @fails io: the file can't be written; marking: TLP:RED, H2 or H3; not_found, invalid: the file of routes
--- @needs store.read, file.write, file.read
--- @leaves
--- @since 0.1
--- @example b = country_brief{country="MA", lang="en", on="2026-11-22"}
--- @example b.text:match "Country brief" --> Country brief
--- @example select(2, pcall(country_brief, {country="Marocco"})):match "did you mean.*" --> did you mean 'MA' (Morocco)?
local function country_brief(spec)
  local it = asked(spec)
  local message, code
  it.figures, message, code = country_figures.of(it, spec.routes)
  if not it.figures then return nil, message, code end
  it.network = country_network.of(it)
  local markings = table.move(it.figures.markings, 1, #it.figures.markings, 1, {})
  table.move(it.network.markings, 1, #it.network.markings, #markings + 1, markings)
  markings[#markings + 1] = spec.marking
  it.marking = records.joined(markings)
  local page = country_page.of(it)
  local result = sealed.new({ country = it.country, lang = it.lang, marking = it.marking, html = html.of(page),
    text = text.of(page),
    card_text = country_page.card(it), left_out = it.figures.left_out + it.network.left_out }, kind)
  if spec.to then
    local written
    written, message, code = result:write(spec.to)
    if not written then return nil, message, code end
  end
  return result
end

return country_brief
