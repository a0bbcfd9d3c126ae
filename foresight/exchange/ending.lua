--- ending.lua: a file is what its name says: "r.docx" is no workbook.
--
-- Example:  ending.check("to_xlsx", "r.docx")   --> nil, "to_xlsx writes a workbook (.xlsx), not .docx: 'r.xlsx'?", "invalid"

local ending = {}

-- What each way out writes, and the endings of its names, the usual one first.
local WRITES = {
  to_csv = { "CSV", "csv", "tsv", "txt" },
  to_json = { "JSON", "json", "jsonl", "txt" },
  to_xlsx = { "a workbook", "xlsx" },
  to_geojson = { "GeoJSON", "geojson", "json" },
  to_sdmx = { "SDMX-CSV", "csv", "txt" },
  brief = { "a page", "html", "htm" },
}

-- Endings that promise a format; any other is the analyst's own affair.
local FORMATS = {}
for word in ([[csv tsv json jsonl geojson xlsx xls xlsm xlsb ods doc docx odt rtf ppt pptx pdf png svg jpg html htm zip gz db
    lua]]):gmatch "%w+" do
  FORMATS[word] = true
end

--- True where the name fits what is written; else nil, message, "invalid". `path` nil: nothing is written.
function ending.check(way, path)
  local writes = WRITES[way]
  local given = type(path) == "string" and path:match "[^/]%.(%w+)$"
  if not given or not FORMATS[given:lower()] then return true end
  for i = 2, #writes do
    if given:lower() == writes[i] then return true end
  end
  return nil, ("%s writes %s (.%s), not .%s: '%s.%s'?"):format(way, writes[1], writes[2], given, path:match "^(.*)%.%w+$",
    writes[2]), "invalid"
end

return ending
