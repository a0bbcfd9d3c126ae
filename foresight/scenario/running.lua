--- running.lua: which models are at work, so that a Lua function in one neither changes nor runs it.
--
-- Example:  running.during({ state }, run.of, state, names, options)   running.has(state)   --> true meanwhile
--
-- What Ctrl-C ended is never taken off the list, since no Lua code runs after it: a model is at work as long as the core is calling a
-- function of one, too.

local core = require "glocal.core"

local running = {}
local at_work = {}

--- Whether a model is at work.
function running.has(state) return at_work[state] ~= nil and core.model_calls() > 0 end

--- What f(...) gives, with the models at work; raises where one is already.
function running.during(states, f, ...)
  if core.model_calls() == 0 then at_work = {} end
  for _, state in ipairs(states) do
    if running.has(state) then error("the model is running: a Lua function in it can't run it again", 0) end
  end
  for _, state in ipairs(states) do at_work[state] = true end
  local given = table.pack(pcall(f, ...))
  for _, state in ipairs(states) do at_work[state] = nil end
  if not given[1] then error(given[2], 0) end
  return table.unpack(given, 2, given.n)
end

return running
