--- names.lua: names of zones and phenomena in the language of a plot, and the sources its figures come from.
--
-- Example:  names.of(frame, "zone", words)("BE")   --> België

local call = require "foresight.shared.call"
local glocal = require "glocal"
local catalogue = require "foresight.shared.catalogue"
local query = require "foresight.shared.query"

local names = {}

local NOUNS = { zone = "zone", from_zone = "zone", to_zone = "zone", phenomenon = "phenomenon" }

-- The names that stand beside the codes of a column.
local function names_beside(frame, column)
  local beside = {}
  if not frame:has(column .. "_name") then return beside end
  for i = 1, #frame do
    local code = frame:get(i, column)
    if code ~= nil and not beside[code] then beside[code] = frame:get(i, column .. "_name") end
  end
  return beside
end

-- Categories of a breakdown: those that have a word, countries by their code, else as they stand.
local function facet_names(words)
  local zones = glocal.store and catalogue.names(glocal.store, "zone", words.lang) or {}
  return function(category)
    return category and (words.facets[category] or category:match "^%u%u$" and zones[category] or category:gsub("_", " ")) or
      "\u{2013}"
  end
end

--- A function from a code of the column to its name: as it stands beside the code, as the store that is open has it, or
--- the code itself.
function names.of(frame, column, words)
  local beside = names_beside(frame, column)
  if column == "facet" then return facet_names(words) end
  local known = NOUNS[column] and glocal.store and catalogue.names(glocal.store, NOUNS[column], words.lang) or {}
  return function(code)
    if code == nil then return "\u{2013}" end
    if code == "OUTSIDE" and NOUNS[column] then return words.outside end
    return beside[code] or known[code] or tostring(code)
  end
end

--- The values of a column in order of appearance, at most `most` of them; and how many there are.
function names.distinct(frame, column, most)
  local list, seen, count = {}, {}, 0
  for i = 1, #frame do
    local value = frame:get(i, column)
    if value ~= nil and not seen[value] then
      seen[value], count = true, count + 1
      if count <= most then list[count] = value end
    end
  end
  return list, count
end

-- --- sources ----------------------------------------------------------------------------------------------------

local cached = setmetatable({}, { __mode = "k" }) -- by store: of one state, by what was asked

local function has_figures(store, source, zone, phenomenon)
  local sum = glocal.rollup { zone = zone, phenomenon = phenomenon, source = source, every = "all",
    measures = { "events" }, store = store }
  for i = 1, sum and #sum or 0 do
    if sum:get(i, "events") > 0 then return true end
  end
  return false
end

local MOST_ASKED = 40 -- sources, and zones, that are asked about one by one

-- The sources that have figures at or below the zones, on or below the phenomena.
local function sources_of(store, zone, phenomenon, lang)
  local listed = query(store, "select s.code, " .. catalogue.label_sql("source", "s") .. " as name from source s order by s.code",
    { lang = lang })
  local found = {}
  if #listed > MOST_ASKED then return found end
  for _, row in listed:rows() do
    local done, used = pcall(has_figures, store, row.code, zone, phenomenon)
    if done and used then found[#found + 1] = row.name end
  end
  return found
end

-- What the rollups behind an estimate were asked for, as their calls in its origin say: {zone, phenomenon}.
local function rollups_of(frame)
  local list = {}
  for braces in frame:provenance():gmatch "rollup(%b{})" do
    local chunk = load("return " .. braces, "=origin", "t", {})
    local done, asked = pcall(chunk or error)
    if done and type(asked) == "table" then list[#list + 1] = asked end
  end
  return list
end

--- The names of the sources of a frame that was made from the store that is open; an empty list where that is unknown.
--- An estimate has zones that its figures were allocated to: its sources are those of the rollup behind it.
function names.sources(frame, lang)
  local store = glocal.store
  local path, state = frame:provenance():match "%-%- store (.-), state (%d+)"
  if not store or path ~= store:path() or not frame:has "phenomenon" then return {}, path, state end
  local zones, zone_count = {}, 0
  if frame:has "zone" and not frame:has "part" then zones, zone_count = names.distinct(frame, "zone", MOST_ASKED) end
  local phenomena, count = names.distinct(frame, "phenomenon", MOST_ASKED)
  if count == 0 or count > MOST_ASKED then return {}, path, state end
  table.sort(zones)
  table.sort(phenomena)
  local behind = frame:has "part" and rollups_of(frame)[1]
  if behind then zones, zone_count = call.list(behind.zone), behind.zone and 1 or 0 end
  local zone = zone_count > 0 and zone_count <= MOST_ASKED and zones or nil
  local key = table.concat({ lang, store:state(), table.concat(zone or {}, " "), table.concat(phenomena, " ") }, "|")
  cached[store] = cached[store] or {}
  if not cached[store][key] then cached[store][key] = sources_of(store, zone, phenomena, lang) end
  return cached[store][key], path, state
end

return names
