--- field_names.lua: which field a column feeds by its name, in nl, fr, de and en.
--
-- Example:  field_names.of("Aantal feiten", {is_number = true})   --> count, 3

local core = require "glocal.core"

local field_names = {}

-- The words of each field, folded; a word of several parts is looked for as it stands.
local WORDS = {
  day = "datum date dag jour tag day periode period zeitraum tijdvak time_period perioden periodes dat",
  month = "maand mois monat month",
  year = "jaar annee jahr year an jaren",
  quarter = "kwartaal trimestre quartal quarter",
  zone = "gemeente commune gemeinde municipality land pays country staat state provincie province provinz regio region " ..
    "arrondissement district kreis bezirk canton kanton politiezone polizeizone zone zones zip nis nis5 niscode geo plaats " ..
    "lieu ort entite munty refnis regios bundesland land departement city stad ville stadt local gebied area " ..
    "location bestemming nuts lokalisatie",
  phenomenon = "fenomeen phenomene phanomen feit feiten infraction infractions delikt delikte straftat straftaten misdrijf " ..
    "misdrijven offence offences offense crime crimes delit delits iccs criminaliteit categorie category kategorie fait faits " ..
    "phenomenon type soort indicateur indicator tatbestand libelle omschrijving bezeichnung",
  count = "aantal nombre anzahl count counts number cases fallzahl falle total totaal n cijfer effectif frequentie obs_value " ..
    "feiten faits delikte aantallen zahl slachtoffers victims cnt misdrijven offences crimes infractions delits straftaten " ..
    "incidents incidenten arrivals arrived detections",
  value = "waarde schade montant bedrag valeur wert schaden dommage dommages damage amount value betrag prejudice euro eur",
}

-- What a column must look like to feed the field.
local FITS = {
  day = function(type) return type.is_time or type.name == "mixed" end,
  month = function(type) return type.name == "month name" or type.name == "month" or type.name == "integer" end,
  year = function(type) return type.is_time or type.name == "integer" end,
  quarter = function(type) return type.name == "quarter" or type.name == "integer" end,
  zone = function(type) return not type.is_time and type.name ~= "decimal" and type.name ~= "empty" end,
  phenomenon = function(type) return type.is_text end,
  count = function(type) return type.is_number or type.name == "year" end,
  value = function(type) return type.is_number end,
}

local ORDER = { "count", "value", "zone", "day", "year", "quarter", "month", "phenomenon" }

local field_of_word = {}
for field, words in pairs(WORDS) do
  for word in words:gmatch "%S+" do
    field_of_word[word] = field_of_word[word] or {}
    field_of_word[word][field] = true
  end
end

-- The words of a name, folded: "SoortMisdrijf" and "soort_misdrijf" are two.
local function words_of(name)
  local words = {}
  for word in core.fold((name:gsub("(%l)(%u)", "%1 %2"))):gmatch "%w+" do words[#words + 1] = word end
  return words
end

-- What numbers a row, a person or a place, and says of how many nothing.
local ATTRIBUTES = {}
for word in ("id nr nummer number numero index key objectid code cd nis nis5 refnis postcode zip iso iccs age leeftijd alter " ..
  "uur hour heure stunde geboortejaar lat lon x y rang rank"):gmatch "%S+" do
  ATTRIBUTES[word] = true
end

--- Whether the name is that of a number that counts nothing: an age, a code, an hour.
function field_names.is_attribute(name)
  if name == "column 1" then return true end -- the numbers of the rows, without a name
  for _, word in ipairs(words_of(name)) do
    if ATTRIBUTES[word] then return true end
  end
  return false
end

--- The field and how sure that is: 3 by the name of a field, 2 by the whole name, 1 by a word of it; nil: none.
function field_names.of(name, type)
  local folded = core.fold(name)
  local best, sure
  local function offer(word, level)
    for _, field in ipairs(ORDER) do
      local is_it = field_of_word[word] and field_of_word[word][field]
      if is_it and FITS[field](type) and (not sure or level > sure) then best, sure = field, level end
    end
  end
  if FITS[folded] and FITS[folded](type) then return folded, 3 end
  offer(folded, 2)
  for _, word in ipairs(words_of(name)) do offer(word, 1) end
  return best, sure
end

--- Whether a column of this type can feed the field.
function field_names.fits(field, type) return FITS[field](type) end

return field_names
