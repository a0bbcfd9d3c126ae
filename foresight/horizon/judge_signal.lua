--- judge_signal.lua: what a role makes of a signal: how likely it is to come true within its horizon, and how much it would
--- matter.
--
-- Example:  judge_signal(12, {role="customs liaison", likelihood=0.4, impact=3, reason="two seizures"})

local checked_signal = require "foresight.horizon.checked_signal"
local core = require "glocal.core"
local found_signals = require "foresight.horizon.found_signals"
local glocal = require "glocal"
local personal = require "foresight.horizon.personal"
local records = require "foresight.shared.records"

--- Keeps what a role judges of a signal, for good; of each role the last judgement stands, and as_of sees the earlier ones.
--- @function judge_signal
--- @param signal integer its number, as signals() gives it
--- @param options table
--- @option role string who judges, such as "customs liaison"; never a person
--- @option likelihood? number that it comes true within its horizon, between 0 and 1
--- @option impact? integer then, 1 (negligible) to 5 (severe)
--- @option reason? string = "" why
--- @option handling? string a stricter marking than the signal's, such as "AMBER"
--- @option store? store = (the current one) the store of the signal
--- @return integer the number of the judgement
--- @raises no role, neither likelihood nor impact, a signal that is not there or was retracted
--- @fails read_only, busy
--- @needs store.write
--- @since 0.1
--- @example select(2, pcall(judge_signal, 0, {role="analysis", likelihood=1})):match "lies between 0 and 1" --> lies between 0 and 1
local function judge_signal(signal, options)
  local store = glocal.use(options.store)
  records.check_role(options.role, "judge_signal", "role")
  if options.likelihood == nil and options.impact == nil then
    error("bad argument 'likelihood' to 'judge_signal': say likelihood=, impact= or both", 0)
  end
  records.check_judgement(options.likelihood, options.impact, "judge_signal")
  personal.check("judge_signal", { role = options.role, reason = options.reason or "" })
  local each = found_signals.of(store, { ids = { signal } }, "judge")[1]
  return records.keep(store, {
    table = "signal_judgement", action = "judge", object = ("signal %d"):format(signal), why = "by " .. options.role,
  }, { { { {
    signal = signal, role = options.role, likelihood = options.likelihood, impact = options.impact
      and math.tointeger(options.impact),
    reason = options.reason or "", known = core.today(), handling = records.joined { each.marking, options.handling or "CLEAR" },
  } }, checked_signal.JUDGEMENT_OF } })
end

return judge_signal
