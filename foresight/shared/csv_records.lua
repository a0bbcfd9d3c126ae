--- csv_records.lua: a small CSV that people write by hand or in a spreadsheet: commas or semicolons, quotes, any line ends.
--
-- Example:  csv_records.of("a,b\n1,2\n")[2]   --> {line = 2, fields = {"1", "2"}}
-- Reference: Y. Shafranovich, RFC 4180 (2005).

local csv_records = {}

--- The records of a CSV text with their line numbers; fields in quotes may hold the separator, quotes (doubled), line ends.
function csv_records.of(text)
  text = text:gsub("^\u{FEFF}", ""):gsub("\r\n?", "\n")
  local separator = (text:match "^[^\n]*"):find(";", 1, true) and ";" or ","
  local records, record, at, line = {}, {}, 1, 1
  local first = 1
  while at <= #text do
    local field
    if text:sub(at, at) == '"' then
      local last = at
      repeat
        last = text:find('"', last + 1, true) or #text + 1
        local is_doubled = text:sub(last + 1, last + 1) == '"'
        if is_doubled then last = last + 1 end
      until not is_doubled
      field, at = text:sub(at + 1, last - 1):gsub('""', '"'), last + 1
    else
      local last = text:find("[" .. separator .. "\n]", at) or #text + 1
      field, at = text:sub(at, last - 1), last
    end
    record[#record + 1] = field
    line = line + select(2, field:gsub("\n", ""))
    if text:sub(at, at) ~= separator then
      if #record > 1 or record[1] ~= "" then records[#records + 1] = { line = first, fields = record } end
      record, line = {}, line + 1
      first = line
    end
    at = at + 1
  end
  return records
end

return csv_records
