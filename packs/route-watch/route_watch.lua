--- route_watch.lua: the last months of a route judged by their own past, and what they mean for one zone.
--
-- Example:  watch.route {route = "RT-CHANNEL", phenomenon = "smuggling", zone = "5345", exposure = "channel", lang = "nl"}
-- Method: warn (docs/methods.md, flexible Farrington) and impact (exposure of zones) of glocal.

local glocal = require "glocal"

local watch = {}

local WORDS = {
  en = { alarm = "%s, %s: %.0f %s where up to %.0f were to be expected.",
    calm = "%s: no month since %s is out of the ordinary.",
    here = "For %s: an estimated %.0f (%.0f to %.0f) of the %s of %s, by the exposure table '%s'.",
    none = "%s has no figures since %s.", units = { ["border crossings"] = "detections" }, unit = "cases" },
  nl = { alarm = "%s, %s: %.0f %s, waar er hoogstens %.0f te verwachten waren.",
    calm = "%s: geen enkele maand sinds %s valt uit de toon.",
    here = "Voor %s: naar schatting %.0f (%.0f tot %.0f) van de %s van %s, volgens de tabel ‘%s’.",
    none = "%s heeft geen cijfers sinds %s.", unit = "gevallen",
    units = { ["border crossings"] = "detecties", arrivals = "aankomsten", persons = "personen", incidents = "incidenten" } },
  fr = { alarm = "%s, %s : %.0f %s, alors qu'on en attendait au plus %.0f.",
    calm = "%s : aucun mois depuis %s ne sort de l'ordinaire.",
    here = "Pour %s : environ %.0f (%.0f à %.0f) des %s de %s, selon la table « %s ».",
    none = "%s n'a pas de chiffres depuis %s.", unit = "cas",
    units = { ["border crossings"] = "détections", arrivals = "arrivées", persons = "personnes", incidents = "incidents" } },
  de = { alarm = "%s, %s: %.0f %s, zu erwarten waren höchstens %.0f.",
    calm = "%s: kein Monat seit %s fällt aus dem Rahmen.",
    here = "Für %s: schätzungsweise %.0f (%.0f bis %.0f) der %s von %s, nach der Tabelle „%s“.",
    none = "%s hat keine Zahlen seit %s.", unit = "Fälle",
    units = { ["border crossings"] = "Feststellungen", arrivals = "Ankünfte", persons = "Personen", incidents = "Vorfälle" } },
}

-- What one count is, in the language of the text; as the source calls it where the pack has no word for it.
local function unit_of(figures, words)
  local _, unit = figures:type "count"
  return unit and (words.units[unit] or unit) or words.unit
end

-- The share of a zone in the figures of a period, as a row of impact; nil where the table leads nowhere.
local function share_of(figures, spec, period)
  local of = figures:where { period = period }
  local estimated = glocal.impact { of = of, exposure = spec.exposure }
  local zone = glocal.zones.find(spec.zone)
  local code = #zone > 0 and zone.code[1] or spec.zone
  local rows = estimated and estimated:where { zone = code }
  if rows and #rows > 0 then return rows[1], code end
end

--- What a route did since a month, and what that means for a zone.
--- @param spec table
--- @option route string <zone> what is watched
--- @option phenomenon string <phenomenon> of what
--- @option since? string = (six months before the last figures) the first month judged
--- @option zone? string <zone> for whom; without it the route alone
--- @option exposure? string by which exposure table
--- @option lang? string = "en" {en|nl|fr|de} of the text
--- @return frame that of warn
--- @return string a text
--- @raises an unknown route, phenomenon or language
function watch.route(spec)
  if type(spec) ~= "table" or not spec.route then error("say which route: watch.route{route=\"RT-CHANNEL\", ...}", 0) end
  local words = WORDS[spec.lang or "en"]
  if not words then error(("there is no language '%s': use en, nl, fr or de"):format(tostring(spec.lang)), 0) end
  if (spec.zone == nil) ~= (spec.exposure == nil) then
    error("a zone needs an exposure table, such as exposure=\"channel\"", 0)
  end
  local figures = glocal.rollup { zone = spec.route, phenomenon = spec.phenomenon, every = "month" }
  if #figures == 0 then error(("the store has no monthly figures of %s"):format(spec.route), 0) end
  local last = figures.period[#figures]
  local since = spec.since or glocal.period(last, "month", -5)
  local judged = glocal.warn(figures, { from = since })
  local lines, latest, unit = {}, nil, unit_of(figures, words)
  for i = 1, #judged do
    local row = judged[i]
    if row.alarm == 1 then
      lines[#lines + 1] = words.alarm:format(spec.route, row.period, row.observed, unit, row.upper)
      latest = row.period
    end
  end
  if #judged == 0 then lines[1] = words.none:format(spec.route, since) end
  if #judged > 0 and #lines == 0 then lines[1] = words.calm:format(spec.route, since) end
  if spec.zone then
    local share, code = share_of(figures, spec, latest or last)
    if share then
      lines[#lines + 1] = words.here:format(code, share.estimate, share.low, share.high, unit, latest or last, spec.exposure)
    end
  end
  return judged, table.concat(lines, "\n")
end

return watch
