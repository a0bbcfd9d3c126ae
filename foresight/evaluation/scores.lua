--- scores.lua: which scores backtest and score are asked for, by name.
--
-- Example:  scores.check("backtest", "all", {"mae"}, {"mae", "crps"})   --> {"mae", "crps"}

local call = require "foresight.shared.call"
local hint = require "foresight.shared.hint"

local scores = {}

--- The scores asked for as a list of some of `names`, each once: all of them for "all", `default` for nil. Raises for
--- an unknown one, naming the nearest.
function scores.check(name, given, default, names)
  local known, list = {}, {}
  if given == nil then return default end
  if given == "all" then return names end
  for _, each in ipairs(names) do known[each] = true end
  for _, each in ipairs(call.list(given)) do
    if not known[each] then
      error(("bad argument 'scores' to '%s': there is no score '%s'%s"):format(name, tostring(each),
        hint.of(each, names, 'use "all", or some of')), 0)
    end
    if known[each] ~= "taken" then list[#list + 1] = each end
    known[each] = "taken"
  end
  if #list == 0 then
    error(("bad argument 'scores' to '%s': expected \"all\" or names, such as {\"mae\", \"crps\"}"):format(name), 0)
  end
  return list
end

return scores
