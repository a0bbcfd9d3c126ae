--- barriers.lua: the barriers that ship: what stands in the way of trafficking and smuggling, what it costs and how well it works.
--
-- Example:  barriers {phenomenon="trafficking", lang="nl"}

local tables = require "foresight.barrier.tables"

--- The barriers against a phenomenon that ship with glocal: stage, actor, cost and effect. All figures are judgement, to be
--- replaced by your own: change the frame, or read your own table, and give it to barrier_model.
--- @function barriers
--- @param spec table
--- @option phenomenon string {trafficking|smuggling} against which
--- @option lang? string = "en" {nl|fr|de|en} the language of `name`
--- @return frame barrier, name, stage, actor, cost_low, cost, cost_high (EUR a year), effect_low, effect, effect_high: the share of
---   those who reach the stage that the barrier stops
--- @needs file.read
--- @since 0.1
--- @example barriers{phenomenon="trafficking"}.barrier[1] --> origin_information
local function barriers(spec)
  local f, message, code = tables.shipped("barriers", spec.phenomenon, "barriers")
  if not f then return nil, message, code end
  local lang, columns = spec.lang or "en", { "barrier", "name", "stage", "actor" }
  f = f:with("name", f[lang], { type = "text", from = { f } })
  for i, name in ipairs(tables.NUMBERS) do columns[4 + i] = name end
  return f:select(columns):attach { note_text = "All figures are judgement, to be replaced by your own." }
end

return barriers
