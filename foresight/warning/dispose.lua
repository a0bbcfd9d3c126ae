--- dispose.lua: what an analyst makes of an alert: its disposition, kept for good; a later one takes its place.
--
-- Example:  dispose(12, {as="explained", reason="a campaign of checks", by="analysis"})

local core = require "glocal.core"
local doors = require "glocal.doors"
local glocal = require "glocal"

-- The days of the outbreak: from the first day of `from` to the last of `to`.
local function days_of(options)
  if options.from == nil and options.to == nil then return nil end
  if options.as ~= "confirmed" then
    error("bad argument 'from' to 'dispose': only a confirmed alert is of an outbreak that lasted from ... to", 0)
  end
  if options.from == nil or options.to == nil then
    error("bad argument 'from' to 'dispose': say both when the outbreak began and when it ended, as in from=\"2024-09\", " ..
      "to=\"2024-11\"", 0)
  end
  return core.period(options.from, "day"), core.period(core.period(core.period(options.to, nil, 1), "day"), "day", -1)
end

--- Says what became of an alert. It is kept with the day and the role, and the log has it; the last one said stands.
--- `confirmed`: the phenomenon did rise; later baselines leave the period out. `explained`: a known cause, such as a campaign or
--- another way of recording. `false`: a false alarm. `duplicate`: another alert has it. `watch`: not settled yet.
--- @function dispose
--- @param alert integer its number, as alerts() gives it
--- @param options table
--- @option as string {confirmed|explained|false|duplicate|watch} the disposition
--- @option reason string why
--- @option by string a role, such as "analysis", never a person
--- @option of? integer of a duplicate: the number of the other alert
--- @option from? string = (the period of the alert) of a confirmed one: when the outbreak began
--- @option to? string = (the period of the alert) when it ended
--- @option marking? string a stricter marking than the alert's, such as "AMBER"
--- @option store? store = (the current one) the store of the alert
--- @return integer the number of the disposition
--- @raises an unknown disposition, no reason or no role
--- @fails not_found: no such alert; read_only, busy
--- @needs store.write
--- @since 0.1
--- @example select(3, dispose(0, {as="watch", reason="two more weeks", by="analysis"})) --> not_found
--- @example select(2, pcall(dispose, 1, {as="confirm", reason="x", by="analysis"})):match "did you mean.*" --> did you mean 'confirmed'?
local function dispose(alert, options)
  if type(options.by) ~= "string" or options.by:match "^%s*$" then
    error("bad argument 'by' to 'dispose': say which role decides, as in by=\"analysis\"; never a person's name", 0)
  end
  if type(options.reason) ~= "string" or options.reason:match "^%s*$" then
    error("bad argument 'reason' to 'dispose': say why, as in reason=\"a new route opened\"", 0)
  end
  if (options.as == "duplicate") ~= (options.of ~= nil) then
    error("bad argument 'of' to 'dispose': a duplicate, and only that, is one of another alert, as in as=\"duplicate\", of=12", 0)
  end
  local first, last = days_of(options)
  return doors.dispose_alert(glocal.use(options.store), {
    alert = alert, disposition = options.as, duplicate_of = options.of, reason = options.reason, author = options.by,
    first = first, last = last, marking = options.marking,
  })
end

return dispose
