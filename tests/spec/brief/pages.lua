--- pages.lua: what the specs of briefs share: stores with figures, and how a page is taken apart.
--
-- Example:  local pages = require "tests.spec.brief.pages"   pages.row_of(brief.html, "moves", "Luxembourg")

local glocal = require "glocal"
local support = require "tests.spec.support"

local pages = {}

pages.DATE = "2026-11-22"
pages.LANGUAGES = { "nl", "fr", "de", "en" }

local VOID = { meta = true, br = true, img = true, hr = true }

-- Every tag that opens is closed, in order; the fault, or nil.
function pages.unbalanced(page)
  local open = {}
  page = page:gsub("<!DOCTYPE[^>]*>", ""):gsub("<style>.-</style>", "")
  if page:gsub("<[^<>]+>", ""):find "[<>]" and page:gsub("<[^<>]+>", ""):find "<" then return "a loose <" end
  for closing, name, rest in page:gmatch "<(/?)([%a][%w]*)([^<>]*)>" do
    if closing == "/" then
      if table.remove(open) ~= name then return "</" .. name .. ">" end
    elseif not VOID[name] and rest:sub(-1) ~= "/" then
      open[#open + 1] = name
    end
  end
  return open[1]
end

-- The cells of one table of a page, as lists of texts.
function pages.cells_of(page, id)
  local rows = {}
  local body = page:match(('<table class="figures" id="%s">.-<tbody>(.-)</tbody>'):format(id))
  for row in (body or ""):gmatch "<tr[^>]*>(.-)</tr>" do
    local cells = {}
    for cell in row:gmatch "<t[hd][^>]*>(.-)</t[hd]>" do cells[#cells + 1] = cell:gsub("\u{AD}", "") end
    rows[#rows + 1] = cells
  end
  return rows
end

-- The row of a table that begins so.
function pages.row_of(page, id, start)
  for _, row in ipairs(pages.cells_of(page, id)) do
    if row[1]:find(start, 1, true) == 1 then return row end
  end
end

-- The text without its line breaks, to look for sentences.
function pages.flowing(brief) return (brief.text:gsub("%s*\n%s*", " ")) end

-- A file with one figure under a handling of its own.
function pages.with_handling(store, handling)
  return assert(store:import(support.file(
    "day,zone,phenomenon,count,handling\n2025-04,RT-CMED,migration.crossing.sea,7," .. handling .. "\n"),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" },
    { source = "test" }))
end

function pages.with_figures()
  local store = support.benelux()
  dofile "scripts/import_figures.lua"
  return store
end

-- Five years of monthly figures of some zones, count by zone and phenomenon: a function of the month's number; `unit` is what they count.
function pages.with_own(counts, unit)
  local store = pages.with_figures()
  local rows = {}
  for zone, by_phenomenon in pairs(counts) do
    for phenomenon, count in pairs(by_phenomenon) do
      for i = 1, 60 do
        local n = count(i)
        if n then
          rows[#rows + 1] = ("%s,%s,%s,%d,AMBER\n"):format(glocal.period("2021-11", "month", i - 1), zone, phenomenon, n)
        end
      end
    end
  end
  table.sort(rows)
  assert(store:import(support.file("day,zone,phenomenon,count,handling\n" .. table.concat(rows)),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" },
    { source = "own", counting_unit = unit or "offences" }))
  return store
end

return pages
