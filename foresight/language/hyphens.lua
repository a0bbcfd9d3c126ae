--- hyphens.lua: where long words may be parted at the end of a line, as browsers have no dictionary to rely on. Compounds of
-- Dutch and German part between their words; the list has the parts that end in a seam.
--
-- Example:  hyphens.soften("grensoverschrijdingen", "nl")   --> grens|overschrijdingen, with a soft hyphen for |

local hyphens = {}

local SOFT = "\u{AD}"
local LONG = 14 -- letters from which a word is parted
local LEAST = 4 -- letters left on either side of a seam

-- Parts before a seam, as they stand in compounds.
local SEAMS = {
  nl = {
    "grens", "over", "bevolkings", "veiligheids", "mensen", "vermogens", "buiten", "binnen", "samen", "arbeids", "drugs",
    "gegevens", "blootstellings", "toegangs", "contact", "vergelijk", "politie", "douane", "slacht", "onder", "vracht",
    "vuur", "wapen", "computer", "informatica", "document", "identiteits", "jeugd", "verkeers", "persoons", "misdaad",
    "fiets", "auto", "inbraak", "woning", "criminaliteits", "fraude", "milieu", "afval", "cyber", "online", "zwaarte",
    "achter", "verkoop", "recht", "dienst", "luchthaven",
  },
  de = {
    "grenz", "bevölkerungs", "sicherheits", "menschen", "polizei", "außen", "binnen", "arbeits", "drogen", "rauschgift",
    "straf", "zugangs", "kontakt", "vergleichs", "vergleich", "zusammen", "eigentums", "ausweis", "dokumenten", "urkunden",
    "computer", "innen", "verbrechens", "expositions", "zonen", "nachbar", "gerichts", "verkehrs", "schleuser",
    "kriminalitäts", "betrugs", "umwelt", "abfall", "fahrrad", "wohnungs", "einbruch", "kraft", "fahrzeug", "brand",
    "küsten", "wirtschafts", "finanz", "landes", "hoheits", "steuer", "sozial", "prostituierten", "brennstoff",
    "behältnis", "umsatz", "karussell", "personen", "online", "ärmel",
  },
}

-- A word with soft hyphens at its seams.
local function parted(word, parts)
  local lower = word:lower():gsub("Ä", "ä"):gsub("Ö", "ö"):gsub("Ü", "ü")
  local seams = {}
  for _, part in ipairs(parts) do
    local from = 1
    while true do
      local first, last = lower:find(part, from, true)
      if not first then break end
      -- a part begins the word or follows another seam
      seams[#seams + 1] = { first = first, last = last }
      from = last + 1
    end
  end
  table.sort(seams, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    return a.last > b.last
  end)
  local cuts, at = {}, 1
  for _, seam in ipairs(seams) do
    local left, right = utf8.len(word:sub(at, seam.last)), utf8.len(word:sub(seam.last + 1))
    if seam.first == at and left and right and right >= LEAST and left >= LEAST - 1 then
      cuts[#cuts + 1] = seam.last
      at = seam.last + 1
    end
  end
  local pieces, from = {}, 1
  for _, cut in ipairs(cuts) do
    pieces[#pieces + 1] = word:sub(from, cut)
    from = cut + 1
  end
  pieces[#pieces + 1] = word:sub(from)
  return table.concat(pieces, SOFT)
end

--- The text with a soft hyphen where a long word may be parted; that of a language without compounds as it is.
function hyphens.soften(text, lang)
  local parts = SEAMS[lang]
  if not parts then return text end
  return (text:gsub("[%a\128-\255]+", function(word)
    if word:find(SOFT, 1, true) or (utf8.len(word) or 0) < LONG then return nil end
    return parted(word, parts)
  end))
end

return hyphens
