--- notes.lua: what a rollup notes of figures that its rows do not hold: outside the levels, under a facet, or elsewhere.
--
-- Example:  notes.beside(asked, note, #frame)   --> {"outside these levels: count 123 in BE-BRU; own=true shows it"}

local absent = require "foresight.cube.absent"
local core = require "glocal.core"

local notes = {}

--- Runs core.sum once more for the places that have figures, with some options changed.
function notes.sum_of_places(asked, changes)
  local options = {}
  for name, value in pairs(asked.options) do options[name] = value end
  options.zone_pick = { roots = options.zone_pick.roots, kinds = "every" }
  options.measures, options.weights, options.per, options.own, options.call = { "events", "count" }, nil, nil, nil, nil
  for name, value in pairs(changes) do options[name] = value end
  return core.sum(asked.cells, asked.ztree, asked.ptree, options)
end

-- Where figures are that the rows do not hold, as sentences.
local function of_absent(asked, note, rows)
  local options = asked.options
  if rows > 0 then
    if options.facets then return {} end
    return absent.facet_notes(asked.store, asked.ztree, function(changes) return notes.sum_of_places(asked, changes) end)
  end
  if note.outside_count > 0 then return {} end
  local facets = options.facets and {} or nil
  for _, facet in ipairs(options.facets or {}) do facets[facet.id] = true end
  local said = absent.notes {
    store = asked.store, ztree = asked.ztree, ptree = asked.ptree, zones = options.zone_pick.roots,
    phenomena = options.phenomenon_pick.roots, phenomenon_kinds = options.phenomenon_pick.kinds, facets = facets,
    sources = options.sources, every = options.every, from = options.from, to = options.to, at = asked.at,
    min_credibility = options.min_credibility, state = options.state,
  }
  if #said == 0 and note.left_out_events == 0 then
    said[1] = "no observations: none at or below these zones, of these phenomena, in these periods"
  end
  return said
end

-- What lies under the zones asked and under none of the rows.
local function of_outside(asked, note)
  local levels = {}
  for i, kind in ipairs(asked.options.zone_pick.kinds) do levels[i] = ("%q"):format(kind) end
  levels[#levels + 1] = ("%q"):format(asked.ztree:kind(note.outside_zone))
  return ("outside these levels: count %d in %s%s; level={%s} or own=true shows %s"):format(note.outside_count,
    note.outside_zone, note.outside_zones > 1 and (" and %d more zones"):format(note.outside_zones - 1) or "",
    table.concat(levels, ", "), note.outside_zones > 1 and "them" or "it")
end

--- The sentences. asked: store, cells, ztree, ptree, at and the options that core.sum took; note: what it gave.
function notes.beside(asked, note, rows)
  local said = {}
  if note.outside_count > 0 and type(asked.options.zone_pick.kinds) == "table" then said[1] = of_outside(asked, note) end
  for _, text in ipairs(of_absent(asked, note, rows)) do said[#said + 1] = text end
  return said
end

return notes
