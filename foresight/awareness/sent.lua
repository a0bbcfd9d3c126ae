--- sent.lua: which briefs went out last: a plain CSV beside their folders, a line per zone and language, with the state of the
-- store that it told of and the one that it was compared with, so that the same run again says the same.
--
-- Example:  last = sent.read "briefs/sent.csv"   last["BE-PZ5345 nl"].state   --> 12

local sent = {}

local HEADER = "zone,language,date,state,since,since_date,folder"

--- The entries by zone and language; an empty table where there is no file, nil, message, code where it is another.
function sent.read(path)
  local file = io.open(path, "rb")
  if not file then return {} end
  local found, at = {}, 1
  if file:read "l" ~= HEADER then
    file:close()
    return nil, ("%s:1: it is no list of briefs: its first line is not '%s'; choose another folder, or remove it"):format(path,
      HEADER), "invalid"
  end
  for line in file:lines() do
    at = at + 1
    local zone, lang, date, state, since, since_date = line:match "^([^,]+),(%l%l),([%d-]+),(%d+),(%d*),([%d-]*),.*$"
    if not zone then
      file:close()
      return nil, ("%s:%d: expected zone,language,date,state,since,since_date,folder, got '%s'"):format(path, at, line), "invalid"
    end
    found[zone .. " " .. lang] = { zone = zone, lang = lang, date = date, state = math.tointeger(tonumber(state)),
      since = math.tointeger(tonumber(since)), since_date = since_date ~= "" and since_date or nil,
      folder = line:match "([^,]*)$" }
  end
  file:close()
  return found
end

--- What a brief is compared with: state and day of the last one; of a last one of the same state what that was compared with.
function sent.before(entry, state)
  if not entry then return nil end
  if entry.state == state then return entry.since, entry.since_date end
  return entry.state, entry.date
end

--- The entries as the text of the file.
function sent.text(entries)
  local keys, lines = {}, { HEADER }
  for key in pairs(entries) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    local one = entries[key]
    lines[#lines + 1] = ("%s,%s,%s,%d,%s,%s,%s"):format(one.zone, one.lang, one.date, one.state, one.since or "",
      one.since_date or "", (one.folder:gsub("[%c,\"]", "_")))
  end
  return table.concat(lines, "\n") .. "\n"
end

return sent
