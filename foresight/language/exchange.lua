--- words.lua: what leaves the house in the reader's language: sheets, heads, columns.
--
-- Example:  words.of "nl".marking   --> Markering

local nouns = require "foresight.shared.nouns"

local words = {}

local LANGUAGES = {
  en = {
    data = "Data", about = "About", marking = "Marking", made = "Made", origin = "How it was computed", step = "Call",
    store = "Store", state = "State (last batch)", seed = "Seed", column = "Column", type = "Type", unit = "Unit",
    nulls = "Empty cells", page = "&P of &N", source = "Source", title = "Figures from glocal",
    types = { "whole number", "number", "text", "date", "period" },
    heads = {
      zone = "Zone", zone_name = "Zone name", from_zone = "From zone", from_zone_name = "From zone name",
      phenomenon = "Phenomenon", phenomenon_name = "Phenomenon name", period = "Period", count = "Count",
      count_high = "Count (highest)", count_per_100k = "Count per 100,000",
      count_per_100k_high = "Count per 100,000 (highest)", value = "Value", weighted = "Weighted", estimate = "Estimate",
      low = "Low",
      high = "High", source = "Source", facet = "Facet", day = "Day", month = "Month", year = "Year", part = "Part",
      figure = "Figure", weight = "Weight", population = "Population", kind = "Kind", name = "Name", code = "Code",
    },
  },
  nl = {
    data = "Gegevens", about = "Over dit bestand", marking = "Markering", made = "Gemaakt", origin = "Hoe het berekend is",
    step = "Oproep", store = "Gegevensbank", state = "Toestand (laatste batch)", seed = "Startgetal", column = "Kolom",
    type = "Soort", unit = "Eenheid", nulls = "Lege cellen", page = "&P van &N", source = "Bron",
    title = "Cijfers uit glocal", types = { "geheel getal", "getal", "tekst", "datum", "periode" },
    heads = {
      zone = "Zone", zone_name = "Naam van de zone", from_zone = "Van zone", from_zone_name = "Naam van de herkomstzone",
      phenomenon = "Fenomeen", phenomenon_name = "Naam van het fenomeen", period = "Periode", count = "Aantal",
      count_high = "Aantal (hoogste)", count_per_100k = "Aantal per 100.000",
      count_per_100k_high = "Aantal per 100.000 (hoogste)", value = "Waarde", weighted = "Gewogen", estimate = "Raming",
      low = "Laag",
      high = "Hoog", source = "Bron", facet = "Facet", day = "Dag", month = "Maand", year = "Jaar", part = "Deel",
      figure = "Cijfer", weight = "Gewicht", population = "Bevolking", kind = "Soort", name = "Naam", code = "Code",
    },
  },
  fr = {
    data = "Données", about = "À propos", marking = "Marquage", made = "Créé le", origin = "Mode de calcul", step = "Appel",
    store = "Base de données", state = "État (dernier lot)", seed = "Graine", column = "Colonne", type = "Type",
    unit = "Unité", nulls = "Cellules vides", page = "&P sur &N", source = "Source", title = "Chiffres de glocal",
    types = { "nombre entier", "nombre", "texte", "date", "période" },
    heads = {
      zone = "Zone", zone_name = "Nom de la zone", from_zone = "Zone d'origine", from_zone_name = "Nom de la zone d'origine",
      phenomenon = "Phénomène", phenomenon_name = "Nom du phénomène", period = "Période", count = "Nombre",
      count_high = "Nombre (maximum)", count_per_100k = "Nombre pour 100 000",
      count_per_100k_high = "Nombre pour 100 000 (maximum)", value = "Valeur", weighted = "Pondéré", estimate = "Estimation",
      low = "Bas",
      high = "Haut", source = "Source", facet = "Facette", day = "Jour", month = "Mois", year = "Année", part = "Partie",
      figure = "Chiffre", weight = "Poids", population = "Population", kind = "Genre", name = "Nom", code = "Code",
    },
  },
  de = {
    data = "Daten", about = "Über diese Datei", marking = "Kennzeichnung", made = "Erstellt", origin = "Berechnung",
    step = "Aufruf", store = "Datenbank", state = "Stand (letzter Stapel)", seed = "Startwert", column = "Spalte",
    type = "Art", unit = "Einheit", nulls = "Leere Zellen", page = "&P von &N", source = "Quelle",
    title = "Zahlen aus glocal", types = { "ganze Zahl", "Zahl", "Text", "Datum", "Zeitraum" },
    heads = {
      zone = "Zone", zone_name = "Name der Zone", from_zone = "Aus Zone", from_zone_name = "Name der Herkunftszone",
      phenomenon = "Phänomen", phenomenon_name = "Name des Phänomens", period = "Zeitraum", count = "Anzahl",
      count_high = "Anzahl (höchste)", count_per_100k = "Anzahl je 100.000",
      count_per_100k_high = "Anzahl je 100.000 (höchste)", value = "Wert", weighted = "Gewichtet", estimate = "Schätzung",
      low = "Niedrig",
      high = "Hoch", source = "Quelle", facet = "Facette", day = "Tag", month = "Monat", year = "Jahr", part = "Teil",
      figure = "Zahl", weight = "Gewicht", population = "Bevölkerung", kind = "Art", name = "Name", code = "Code",
    },
  },
}

--- The words of a language, that of the terminal unless told; raises for one there is none of.
function words.of(lang)
  lang = lang or nouns.language()
  local found = LANGUAGES[lang]
  if not found then error(("unknown language '%s': use nl, fr, de or en"):format(tostring(lang)), 0) end
  return found, lang
end

--- The heads of the frame's columns: the known ones in the language, the others as they are; no two alike.
function words.heads(frame, known)
  local heads, taken = {}, {}
  for i, name in ipairs(frame:columns()) do
    local head = known[name] or name
    heads[i] = taken[head] and name or head
    taken[heads[i]] = true
  end
  return heads
end

return words
