--- signal.lua: records one weak signal: something seen that may be the beginning of a change.
--
-- Example:  signal{title="Parcels sent to empty flats", zone="BE-VAN", seen="2026-11-02", source="press", reliability="C",
--             credibility=3, steep="economic", phenomenon="drugs", horizon="2027", role="analysis", likelihood=0.3, impact=3}

local checked_signal = require "foresight.horizon.checked_signal"
local glocal = require "glocal"

--- Records a weak signal for good: what was seen, where and when, from what, how far it can be trusted, and what it may become.
--- The log has it; retract_signal withdraws one. A text is of phenomena, never of a person: what looks like an e-mail address, a
--- telephone number or a personal number is refused.
--- @function signal
--- @param spec table
--- @option title string in a line what was seen
--- @option text? string = "" more about it
--- @option lang? string = (yours) {nl|fr|de|en} the language of the text
--- @option zone? string|string[] <zone> where
--- @option seen string the day on which it was seen
--- @option source string what it comes from, such as "press" or "customs"; never a person
--- @option reliability string {A|B|C|D|E|F} of the source, by the Admiralty code
--- @option credibility integer 1 (confirmed) to 6 (can't be judged), of the information
--- @option steep string {social|technological|economic|environmental|political} its kind
--- @option phenomenon? string <phenomenon> that it is of
--- @option horizon? string|number when it may come true: a period, two as "2027..2029", or years after it was seen
--- @option likelihood? number of coming true within the horizon, judged by `role`
--- @option impact? integer then, 1 (negligible) to 5 (severe)
--- @option role? string who judges, such as "analysis", never a person
--- @option reason? string why, of the judgement
--- @option handling? string = (the store's default) its marking, such as "AMBER"
--- @option recorded? string = (today) the day from which as_of sees it, of a register that was kept elsewhere
--- @option store? store = (the current one) where it is kept
--- @return integer its number
--- @raises a field that is missing or makes no sense; a text that looks like a person's
--- @fails exists: the same title of that source and day is there; not_found, read_only, busy
--- @needs store.write
--- @since 0.1
--- @example select(2, pcall(signal, {title="x", seen="2026-01-05", source="press", reliability="B", credibility=2,
---   steep="economical"})):match "did you mean.*" --> did you mean 'economic'?
--- @example select(2, pcall(signal, {title="write to a.b@c.be", seen="2026-01-05", source="press"})):match "looks like[^,]*" --> looks like an e-mail address
local function signal(spec)
  local store = glocal.use(spec.store)
  local row, zones, judgement = checked_signal.of(store, spec, "signal")
  local same = checked_signal.known(store)[checked_signal.key(row.title, row.source, row.seen)]
  if same then
    return nil, same .. " has the same title, source and day; judge_signal adds a judgement to it", "exists"
  end
  return checked_signal.keep(store, { { row = row, zones = zones, judgement = judgement } }, row.title)
end

return signal
