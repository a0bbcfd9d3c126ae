--- rows.lua: reads and writes the rows that a converter made of a file: CSV with commas, no line end within a field.
--
-- Example:  for field in rows.column("/tmp/x/rows.csv", "value") do print(field) end

local rows = {}

--- The fields of a line.
function rows.fields(line)
  local fields, at = {}, 1
  while true do
    if line:sub(at, at) == '"' then
      local last = line:find('"', at + 1, true)
      while last and line:sub(last + 1, last + 1) == '"' do last = line:find('"', last + 2, true) end
      last = last or #line + 1
      fields[#fields + 1] = line:sub(at + 1, last - 1):gsub('""', '"')
      at = last + 1
    else
      local last = line:find(",", at, true) or #line + 1
      fields[#fields + 1] = line:sub(at, last - 1)
      at = last
    end
    if line:sub(at, at) ~= "," then return fields end
    at = at + 1
  end
end

--- A line of the fields.
function rows.line(fields)
  local written = {}
  for i, field in ipairs(fields) do
    written[i] = field:find '[",]' and '"' .. field:gsub('"', '""') .. '"' or field
  end
  return table.concat(written, ",") .. "\n"
end

--- Where each name stands in the header.
function rows.places(fields)
  local places = {}
  for i, name in ipairs(fields) do places[name] = places[name] or i end
  return places
end

--- The fields of one column, row by row; none where there is no such column.
function rows.column(path, name)
  local lines = io.lines(path)
  local place = rows.places(rows.fields(lines() or ""))[name]
  return function()
    if not place then return nil end
    local line
    repeat line = lines() until line ~= ""
    return line and (rows.fields(line)[place] or "")
  end
end

return rows
