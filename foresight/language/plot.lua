--- words.lua: the words of plots in nl, fr, de and en. {name} is filled in; every language has the same keys.
--
-- Example:  words.of "nl".measures.count   --> aantal

local core = require "glocal.core"
local brief_phrases = require "foresight.language.phrases"
local locale = require "foresight.language.locale"

local words = {}

local WORDS = {
  nl = {
    measures = {
      count = "aantal", events = "waarnemingen", value = "waarde", weighted = "gewogen som", estimate = "raming",
      median = "mediaan", mean = "gemiddelde", population = "inwoners",
    },
    facts = { population = "inwoners", area_km2 = "km²" },
    facets = { female = "vrouw", male = "man", other = "andere", unknown = "onbekend", adult = "volwassen",
      minor = "minderjarig" },
    units = { boats = "boten", persons = "personen" },
    per = { day = "per dag", week = "per week", month = "per maand", quarter = "per kwartaal", year = "per jaar" },
    rate = "per {number} {fact}", observed = "waargenomen", forecast = "prognose ({measure})",
    interval = "{level}%-interval", range = "marge", censored = "mogelijk (verhuld aantal)",
    source = "Bron: {names}", made = "glocal {version}, {store} toestand {state}",
    phenomena = "{number} fenomenen", zones = "{number} zones", outside = "daarbuiten", nothing = "geen cijfer",
    largest = "de {number} grootste van {of}", thinned = "{number} van {of} punten getekend",
    added = "rijen van dezelfde periode opgeteld", at = "{period}, de laatste met cijfers",
    beyond = "zonder wat daarbuiten valt", latest = "de laatste {number} van {of}", root = "kleur naar de wortel",
    crowded = "een vakje is het gemiddelde van meer periodes",
    levels = { country = "landen", route = "routes", continent = "werelddelen", union = "unies" },
    unplaced = "{number} zonder plaats op de kaart", unpositive = "{number} negatieve niet getekend",
    kinds = {
      line = "Lijngrafiek", bar = "Staafgrafiek", heat = "Warmtekaart", multiples = "Kleine grafieken",
      circles = "Kaart met cirkels", choropleth = "Kaart met gekleurde zones",
    },
    summary = {
      span = "Van {first} tot en met {last}, {number} periodes.",
      course = "eerst {first} ({first_at}), laatst {last} ({last_at}), hoogst {high} ({high_at}), laagst {low} ({low_at})",
      fan = "{measure} voor {at}: {value}, {level}%-interval {low} tot {high}",
      highest = "Hoogst: {list}.", lowest = "Laagst: {list}.", others = "en {number} andere",
    },
  },
  fr = {
    measures = {
      count = "nombre", events = "observations", value = "valeur", weighted = "somme pondérée", estimate = "estimation",
      median = "médiane", mean = "moyenne", population = "habitants",
    },
    facts = { population = "habitants", area_km2 = "km²" },
    facets = { female = "femme", male = "homme", other = "autre", unknown = "inconnu", adult = "adulte", minor = "mineur" },
    units = { boats = "bateaux", persons = "personnes" },
    per = { day = "par jour", week = "par semaine", month = "par mois", quarter = "par trimestre", year = "par an" },
    rate = "pour {number} {fact}", observed = "observé", forecast = "prévision ({measure})",
    interval = "intervalle à {level} %", range = "marge", censored = "possible (nombre masqué)",
    source = "Source : {names}", made = "glocal {version}, {store} état {state}",
    phenomena = "{number} phénomènes", zones = "{number} zones", outside = "en dehors", nothing = "pas de chiffre",
    largest = "les {number} plus grands sur {of}", thinned = "{number} points sur {of} dessinés",
    added = "lignes de la même période additionnées", at = "{period}, la dernière avec des chiffres",
    beyond = "sans ce qui est en dehors", latest = "les {number} derniers sur {of}", root = "couleur selon la racine",
    crowded = "une case est la moyenne de plusieurs périodes",
    levels = { country = "pays", route = "routes", continent = "continents", union = "unions" },
    unplaced = "{number} sans place sur la carte", unpositive = "{number} valeurs négatives non dessinées",
    kinds = {
      line = "Graphique en lignes", bar = "Graphique à barres", heat = "Carte de chaleur", multiples = "Petits graphiques",
      circles = "Carte à cercles", choropleth = "Carte à zones colorées",
    },
    summary = {
      span = "De {first} à {last}, {number} périodes.",
      course = "d’abord {first} ({first_at}), enfin {last} ({last_at}), maximum {high} ({high_at}), minimum {low} ({low_at})",
      fan = "{measure} pour {at} : {value}, intervalle à {level} % de {low} à {high}",
      highest = "Les plus élevés : {list}.", lowest = "Les plus bas : {list}.", others = "et {number} autres",
    },
  },
  de = {
    measures = {
      count = "Anzahl", events = "Beobachtungen", value = "Wert", weighted = "gewichtete Summe", estimate = "Schätzung",
      median = "Median", mean = "Mittelwert", population = "Einwohner",
    },
    facts = { population = "Einwohner", area_km2 = "km²" },
    facets = { female = "weiblich", male = "männlich", other = "andere", unknown = "unbekannt", adult = "erwachsen",
      minor = "minderjährig" },
    units = { boats = "Boote", persons = "Personen" },
    per = { day = "pro Tag", week = "pro Woche", month = "pro Monat", quarter = "pro Quartal", year = "pro Jahr" },
    rate = "je {number} {fact}", observed = "beobachtet", forecast = "Prognose ({measure})",
    interval = "{level}-%-Intervall", range = "Spanne", censored = "möglich (verdeckte Anzahl)",
    source = "Quelle: {names}", made = "glocal {version}, {store} Stand {state}",
    phenomena = "{number} Phänomene", zones = "{number} Zonen", outside = "außerhalb", nothing = "keine Angabe",
    largest = "die {number} größten von {of}", thinned = "{number} von {of} Punkten gezeichnet",
    added = "Zeilen desselben Zeitraums addiert", at = "{period}, der letzte mit Zahlen",
    beyond = "ohne was außerhalb liegt", latest = "die letzten {number} von {of}", root = "Farbe nach der Wurzel",
    crowded = "ein Feld ist der Mittelwert mehrerer Zeiträume",
    levels = { country = "Länder", route = "Routen", continent = "Kontinente", union = "Unionen" },
    unplaced = "{number} ohne Platz auf der Karte", unpositive = "{number} negative nicht gezeichnet",
    kinds = {
      line = "Liniendiagramm", bar = "Balkendiagramm", heat = "Heatmap", multiples = "Kleine Diagramme",
      circles = "Karte mit Kreisen", choropleth = "Karte mit gefärbten Zonen",
    },
    summary = {
      span = "Von {first} bis {last}, {number} Zeiträume.",
      course = "zuerst {first} ({first_at}), zuletzt {last} ({last_at}), höchster {high} ({high_at}), "
        .. "niedrigster {low} ({low_at})",
      fan = "{measure} für {at}: {value}, {level}-%-Intervall {low} bis {high}",
      highest = "Am höchsten: {list}.", lowest = "Am niedrigsten: {list}.", others = "und {number} weitere",
    },
  },
  en = {
    measures = {
      count = "count", events = "observations", value = "value", weighted = "weighted sum", estimate = "estimate",
      median = "median", mean = "mean", population = "inhabitants",
    },
    facts = { population = "inhabitants", area_km2 = "km²" },
    facets = { female = "female", male = "male", other = "other", unknown = "unknown", adult = "adult", minor = "minor" },
    units = { boats = "boats", persons = "persons" },
    per = { day = "per day", week = "per week", month = "per month", quarter = "per quarter", year = "per year" },
    rate = "per {number} {fact}", observed = "observed", forecast = "forecast ({measure})",
    interval = "{level}% interval", range = "range", censored = "possible (censored count)",
    source = "Source: {names}", made = "glocal {version}, {store} state {state}",
    phenomena = "{number} phenomena", zones = "{number} zones", outside = "outside", nothing = "no figure",
    largest = "the {number} largest of {of}", thinned = "{number} of {of} points drawn",
    added = "rows of the same period added up", at = "{period}, the last with figures",
    beyond = "without what lies outside", latest = "the last {number} of {of}", root = "colours by square root",
    crowded = "a cell is the mean of several periods",
    levels = { country = "countries", route = "routes", continent = "continents", union = "unions" },
    unplaced = "{number} without a place on the map", unpositive = "{number} negative ones not drawn",
    kinds = {
      line = "Line plot", bar = "Bar chart", heat = "Heat map", multiples = "Small multiples", circles = "Map of circles",
      choropleth = "Choropleth map",
    },
    summary = {
      span = "From {first} to {last}, {number} periods.",
      course = "first {first} ({first_at}), last {last} ({last_at}), highest {high} ({high_at}), lowest {low} ({low_at})",
      fan = "{measure} for {at}: {value}, {level}% interval {low} to {high}",
      highest = "Highest: {list}.", lowest = "Lowest: {list}.", others = "and {number} more",
    },
  },
}

--- Fills {name}.
words.fill = brief_phrases.fill

--- The first letter as a capital, also É and the like.
function words.sentence(text)
  return (text:gsub("^%l", string.upper):gsub("^é", "É"):gsub("^ö", "Ö"):gsub("^ü", "Ü"))
end

-- "per 100 000 population" -> "per 100.000 inwoners"
local function rate_text(said, write, unit)
  local number, fact = unit:match "^per ([%d ]+) (%S+)$"
  number = number and tonumber((number:gsub(" ", "")))
  if not number then return nil end
  return words.fill(said.rate, { number = write.number(number), fact = said.facts[fact] or fact })
end

-- Decimals so that three digits tell, none for whole numbers.
local function figure_text(write, value)
  if math.type(value) == "integer" or value == math.floor(value) and math.abs(value) < 1e15 then
    return write.number(value)
  end
  local size = math.abs(value)
  if size >= 1e15 or size < 1e-4 then return (("%.2e"):format(value):gsub("%.", write.decimal)) end
  local decimals = size >= 100 and 0 or size >= 10 and 1 or size >= 1 and 2 or math.ceil(-math.log(size, 10)) + 1
  return write.number(value, decimals)
end

--- The words of a language, with `write` (numbers, dates), figure(value), measure(column, unit), levels; raises for a
--- language there is none of.
function words.of(lang)
  local said = WORDS[lang]
  if not said then
    local near = type(lang) == "string" and core.nearest(lang:lower(), locale.LANGUAGES)
    error(("unknown language '%s'%s: a plot is in %s"):format(tostring(lang),
      near and (", did you mean '%s'?"):format(near) or "", table.concat(locale.LANGUAGES, ", ")), 0)
  end
  local write = locale.of(lang)
  return setmetatable({
    lang = lang, write = write, fill = words.fill, sentence = words.sentence,
    level = function(kind)
      local known = brief_phrases.of(lang).levels[kind]
      return known and known.many or said.levels[kind]
    end,
    figure = function(value) return figure_text(write, value) end,
    measure = function(column, unit)
      local rate = unit and rate_text(said, write, unit)
      if rate then return column:find "^count" and said.measures.count .. " " .. rate or rate end
      local name = said.measures[column] or column:gsub("_", " ")
      if unit and column == "value" then return said.units[unit] or unit end
      return unit and ("%s (%s)"):format(name, said.units[unit] or unit) or name
    end,
  }, { __index = said })
end

return words
