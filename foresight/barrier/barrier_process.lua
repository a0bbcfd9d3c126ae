--- barrier_process.lua: the process that barriers act on, as it ships: stages, what is stopped today, the harm done by then.
--
-- Example:  barrier_process {phenomenon="trafficking"}

local tables = require "foresight.barrier.tables"

--- The process that the barriers act on: the stages in order, the share that is stopped at each today, the harm done by then, how
--- many persons, and the share of those a barrier stops who are put through all the same. All figures are judgement.
--- @function barrier_process
--- @param spec table
--- @option phenomenon string {trafficking|smuggling} of which
--- @return frame quantity (persons, displaced, stopped, harm), stage, low, mode, high, unit, note
--- @needs file.read
--- @since 0.1
--- @example barrier_process{phenomenon="trafficking"}.quantity[1] --> persons
local function barrier_process(spec)
  local f, message, code = tables.shipped("process", spec.phenomenon, "barrier_process")
  if not f then return nil, message, code end
  return f:select { "quantity", "stage", "low", "mode", "high", "unit", "note" }:attach {
    note_text = "All figures are judgement, to be replaced by your own." }
end

return barrier_process
