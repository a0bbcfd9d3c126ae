--- effects.lua: the estimated effects of a forecast's regressors on its series.
--
-- Example:  f = forecast(r, {leaders=s})   f:effects():where "kept == 1"

local core = require "glocal.core"

--- What each regressor does to each series of a forecast that was given leaders, events or regressors. A row per series and
--- regressor that was tried: the keys, regressor (a leader goes by its keys), lag (periods that it runs ahead; 0: known
--- ahead), coefficient (the change of the series for one more of it; of an event: while it is on), low and high (its 95 %
--- interval), gain (by how much it made forecasts better at origins in the past, 0.1 is a tenth; below 0 worse), kept (1: it
--- is in the forecast, as its gain is above 0 and its interval does not hold 0). Null where it can't be told. Raises for a frame that is no such forecast.
--- @sig frame:effects(): frame
--- @needs none
--- @since 0.1
--- @example r = rollup{zone="FR", phenomenon="smuggling", every="month", to="2019"}
--- @example f = forecast(r, {horizon=3, events={{name="campaign of 2018", from="2018-03", to="2018-08"}}})
--- @example f:effects().regressor[1] --> campaign of 2018
function core.frame_methods.effects(frame)
  local effects = type(frame) == "userdata" and frame:attached "effects"
  if not effects then
    error("this is no forecast with regressors, as forecast(r, {leaders=..., events=..., regressors=...}) gives it", 0)
  end
  return effects
end
