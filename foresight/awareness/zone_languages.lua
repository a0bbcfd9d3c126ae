--- zone_languages.lua: in which languages a zone is written to: those of data/brief/languages.csv for it, else for the nearest zone
-- that it lies in. Article 4 of the Constitution of Belgium has the four language areas; data/README.md has the other sources.
--
-- Example:  zone_languages.of(tree, "BE-PZ5292")   --> {"de"}

local core = require "glocal.core"
local locale = require "foresight.language.locale"

local zone_languages = {}

local FILE = core.home .. "/data/brief/languages.csv"

local by_zone -- the file, read once

local function declared()
  if by_zone then return by_zone end
  local file, message = io.open(FILE, "rb")
  if not file then error(("can't read '%s': %s"):format(FILE, message:match ": ([^:]*)$" or message), 0) end
  by_zone = {}
  for line in file:lines() do
    local zone, words = line:match "^([^,]+),([%l ]+),"
    if zone and zone ~= "zone" then
      by_zone[zone] = {}
      for lang in words:gmatch "%l+" do table.insert(by_zone[zone], lang) end
    end
  end
  file:close()
  return by_zone
end

--- The languages of a zone, the first one first; raises where none is declared for it or for what it lies in.
function zone_languages.of(tree, code)
  local all, up = declared(), code
  while up do
    if all[up] then return all[up] end
    up = tree:parent(up)
  end
  error(("no language is declared for '%s' or a zone that it lies in: say one, as in lang=\"%s\""):format(code,
    locale.LANGUAGES[1]), 0)
end

return zone_languages
