--- scores.lua: which scores backtest and score are asked for, by name.
--
-- Example:  scores.check("backtest", "all", {"mae"}, {"mae", "crps"})   --> {"mae", "crps"}

local core = require "glocal.core"
local call = require "foresight.shared.call"

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
      local near = core.nearest(tostring(each), names)
      error(("bad argument 'scores' to '%s': there is no score '%s'%s"):format(name, tostring(each),
        near and (", did you mean '%s'?"):format(near) or "; use \"all\", or of " .. table.concat(names, ", ")), 0)
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
