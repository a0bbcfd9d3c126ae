--- forecast_methods.lua: the methods that forecast(r, {method=...}) accepts.
--
-- Example:  forecast_methods()

local core = require "glocal.core"

--- The forecasting methods; the first is the default.
--- @function forecast_methods
--- @return frame name, and what each does in a few words
--- @since 0.1
--- @example forecast_methods().name[1] --> combination
return function()
  return core.frame(core.forecast_methods(), { columns = { "name", "about" } })
end
