--- effects.lua: the estimated effects of a forecast's regressors on its series.
--
-- Example:  f = forecast(r, {leaders=s})   f:effects():where "kept == 1"

local core = require "glocal.core"

--- What each regressor does to each series of a forecast with leaders, events or regressors: a row per series and
--- regressor that was tried. The 95 % interval is that of the coefficient.
--- @function frame:effects
--- @return frame the keys, regressor, lag (periods that it leads; 0: known ahead), coefficient (of an event: while it is
---   on), low, high, gain (reduction of past forecast errors: 0.1 is a tenth), kept (1: selected, as its gain is above 0
---   and its interval excludes 0)
--- @raises a frame that is no such forecast
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
