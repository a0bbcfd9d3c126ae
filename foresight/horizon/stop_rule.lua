--- stop_rule.lua: when a Delphi study stops, declared as it is opened and never changed: items close enough, judges agreed, or
--- rounds done.
--
-- Example:  stop_rule.of({iqr=1, w=0.7, rounds=3}, {iqr=1.5, w=0.72, round=2})   --> w
-- Reference: H. von der Gracht, "Consensus measurement in Delphi studies", Technological Forecasting and Social Change 79 (2012).

local stop_rule = {}

stop_rule.ROUNDS = 3

local function fail(message, ...) error(("bad argument 'stop' to 'delphi': " .. message):format(...), 0) end

--- The rule of what an analyst writes, {iqr=, w=, rounds=}; raises for one that makes no sense.
function stop_rule.checked(given)
  if type(given) ~= "table" then
    fail "say beforehand when the study stops, as in stop={iqr=1, w=0.7, rounds=3}: it can't be changed later"
  end
  for name in pairs(given) do
    if name ~= "iqr" and name ~= "w" and name ~= "rounds" then fail("there is no '%s'; use iqr, w, rounds", tostring(name)) end
  end
  local iqr, w, rounds = given.iqr, given.w, given.rounds or stop_rule.ROUNDS
  if iqr ~= nil and not (type(iqr) == "number" and iqr >= 0) then
    fail("iqr must be a number of 0 or more, got %s", tostring(iqr))
  end
  if w ~= nil and not (type(w) == "number" and w > 0 and w <= 1) then fail("w lies above 0, up to 1, got %s", tostring(w)) end
  rounds = math.tointeger(rounds)
  if not rounds or rounds < 1 or rounds > 20 then
    fail("rounds must be a whole number from 1 to 20, got %s", tostring(given.rounds))
  end
  return { iqr = iqr and iqr + 0.0, w = w and w + 0.0, rounds = rounds }
end

--- Why the study stops after a round: "iqr", "w", "rounds" or several of them; "" where it goes on. `found`: iqr, the largest of
--- an item; w, nil where there is none; round.
function stop_rule.of(rule, found)
  local reasons = {}
  if rule.iqr and found.iqr <= rule.iqr then reasons[#reasons + 1] = "iqr" end
  if rule.w and found.w and found.w >= rule.w then reasons[#reasons + 1] = "w" end
  if found.round >= rule.rounds then reasons[#reasons + 1] = "rounds" end
  return table.concat(reasons, ", ")
end

--- The rule in a line.
function stop_rule.text(rule)
  local said = {}
  if rule.iqr then said[#said + 1] = ("every interquartile range <= %g"):format(rule.iqr) end
  if rule.w then said[#said + 1] = ("W >= %g"):format(rule.w) end
  said[#said + 1] = ("%d round%s"):format(rule.rounds, rule.rounds == 1 and "" or "s")
  return table.concat(said, ", or ")
end

return stop_rule
