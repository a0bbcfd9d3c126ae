--- names_report.lua: what the names in a file became, in a line: how many zones of which kind and country, which meaning a
--- name of several was given, which phenomena were added. The whole is the frame that the importer gives (summary.names).
--
-- Example:  names_report.lines(summary)[1]   --> "zones: 12 provinces in NL"

local number = require "foresight.shared.number"

local names_report = {}

local NAMED = 3 -- in a message

-- "municipalities", "police zones"
local function many(kind, n)
  local word = kind:gsub("_", " ")
  if n == 1 then return word end
  return word:match "y$" and word:gsub("y$", "ies") or word .. "s"
end

-- "a, b, c and 2 more"
local function listed(words)
  local shown = table.concat(words, ", ", 1, math.min(#words, NAMED))
  return #words > NAMED and ("%s and %d more"):format(shown, #words - NAMED) or shown
end

-- How many zones there are of each kind and country, the most first; and the names of several meanings.
local function count_zones(names)
  local groups, by_key, seen, taken, is_named = {}, {}, {}, {}, false
  for _, row in names:rows() do
    if row.code and row.kind ~= "phenomenon" then
      is_named = is_named or row.how ~= "code"
      if row.how == "as the others" then taken[#taken + 1] = ("'%s' as %s (%s)"):format(row.text, row.code, row.kind) end
      local country = row.kind ~= "country" and row.country or ""
      local key = row.kind .. " " .. country
      if not by_key[key] then
        by_key[key] = { kind = row.kind, country = country, n = 0 }
        groups[#groups + 1] = by_key[key]
      end
      if not seen[row.code] then by_key[key].n = by_key[key].n + 1 end
      seen[row.code] = true
    end
  end
  table.sort(groups, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    return a.kind .. a.country < b.kind .. b.country
  end)
  return groups, taken, is_named
end

-- "zones: 12 provinces in NL"; nothing of a file of codes, which say themselves what they are.
local function zones_line(names)
  local groups, taken, is_named = count_zones(names)
  if not is_named then return end
  local words = {}
  for i, group in ipairs(groups) do
    words[i] = ("%s %s%s"):format(number.shown(group.n), many(group.kind, group.n),
      group.country ~= "" and " in " .. group.country or "")
  end
  local line = "zones: " .. listed(words)
  if #taken == 0 then return line end
  return ("%s; of several meanings, taken as the other names are: %s"):format(line, listed(taken))
end

local function added_line(names)
  local words, parent = {}, nil
  for _, row in names:rows() do
    if row.how == "added" then
      words[#words + 1] = ("'%s'"):format(row.text)
      parent = row.code:match "^(.*)%."
    end
  end
  if #words == 0 then return end
  return ("%d %s added under %s: %s"):format(#words, #words == 1 and "phenomenon" or "phenomena", parent, listed(words))
end

--- The lines of a summary about its names.
function names_report.lines(summary)
  local lines = {}
  lines[1] = zones_line(summary.names)
  lines[#lines + 1] = added_line(summary.names)
  return lines
end

return names_report
