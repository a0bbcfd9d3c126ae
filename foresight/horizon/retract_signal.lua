--- retract_signal.lua: a signal that was none: a hoax, a mistake, a duplicate. It stays in the store, and as_of sees it as
--- before.
--
-- Example:  retract_signal(12, {reason="the source took it back", role="analysis"})

local core = require "glocal.core"
local found_signals = require "foresight.horizon.found_signals"
local glocal = require "glocal"
local personal = require "foresight.horizon.personal"
local records = require "foresight.shared.records"

local SHAPE = { columns = { "signal", "reason", "role", "known", "handling" },
  types = { signal = "integer", reason = "text", role = "text", known = "day", handling = "text" } }

--- Withdraws a signal, for good: from today on no question finds it, but with an earlier as_of. drivers() says which drivers rest
--- on it.
--- @function retract_signal
--- @param signal integer its number, as signals() gives it
--- @param options table
--- @option reason string why
--- @option role string who withdraws it, such as "analysis"; never a person
--- @option store? store = (the current one) the store of the signal
--- @return integer the number of the signal
--- @raises no reason or role; a signal that is not there, or was retracted before
--- @fails read_only, busy
--- @needs store.write
--- @since 0.1
--- @example select(2, pcall(retract_signal, 0, {reason="a hoax", role="analysis"})):match "there is no signal 0" --> there is no signal 0
local function retract_signal(signal, options)
  local store = glocal.use(options.store)
  records.check_role(options.role, "retract_signal", "role")
  if type(options.reason) ~= "string" or options.reason:match "^%s*$" then
    error("bad argument 'reason' to 'retract_signal': say why, as in reason=\"the source took it back\"", 0)
  end
  personal.check("retract_signal", { reason = options.reason, role = options.role })
  local each = found_signals.of(store, { ids = { signal } }, "retract")[1]
  local done, message, code = records.keep(store, {
    table = "signal_retraction", action = "retract", object = ("signal %d"):format(signal), why = options.reason,
  }, { { { { signal = signal, reason = options.reason, role = options.role, known = core.today(), handling = each.marking } },
  SHAPE } })
  if not done then return nil, message, code end
  return signal
end

return retract_signal
