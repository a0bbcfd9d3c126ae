--- demand_section.lua: demand beside supply in the annex of a brief: what the zone is asked for and what it has for it, with the call
--- that computes it.
--
-- Example:  make.of(spec, {store = store, memo = {}, demand = demand_section.of})

local core = require "glocal.core"
local demand_block = require "foresight.priority.demand_block"
local demand_supply_rows = require "foresight.priority.demand_supply_rows"
local memo = require "foresight.brief.memo"
local phrases = require "foresight.language.phrases"

local demand_section = {}

local function call_of(it)
  return ("demand_supply{zone=%q, on=%q, as_of=%s}"):format((it.place.code:gsub("^BE%-PZ", "")), it.date,
    math.type(it.as_of) == "integer" and it.as_of or ("%q"):format(tostring(it.as_of)))
end

local function blocks_of(it, found)
  local said = phrases.of(it.lang).demand
  local made = demand_block.of(it, found, function(row, column, format) return it.write[format](row[column]) end, it.write.number)
  local blocks = { { kind = "heading", text = said.heading, section = "demand" }, { kind = "note", text = made.lead } }
  blocks[#blocks + 1] = made.table
  for _, note in ipairs(made.notes) do blocks[#blocks + 1] = { kind = "note", text = note } end
  blocks[#blocks + 1] = { kind = "note", text = phrases.fill(said.evidence, { call = call_of(it) }) }
  return blocks
end

--- What make.of takes as `demand`: {frame (that marks the page), blocks(it)}.
function demand_section.of(it)
  local shared = memo.once(it, "demand", function() return {} end)
  local found = demand_supply_rows.of(it.store, it.place.code, { date = it.date, as_of = it.as_of, lang = it.lang,
    together = it.together, memo = shared })
  return { frame = core.frame({}, { marking = found.marking }), blocks = function(made) return blocks_of(made, found) end }
end

return demand_section
