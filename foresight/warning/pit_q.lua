--- pit_q.lua: how sure is an outcome outside its forecast, when many are looked at? Of each outcome the chance of one as far out by the
--- forecast's own distribution (its PIT), and q, that chance adjusted for all outcomes of the same period.
--
-- Example:  pit_q.add(rows, "both")   rows[1].q   --> 0.004
--
-- References: A. P. Dawid, "Statistical theory: the prequential approach", JRSS A 147 (1984), for the PIT; Y. Benjamini, Y. Hochberg,
-- "Controlling the false discovery rate", JRSS B 57 (1995).

local pit_q = {}

--- The chance of an outcome as far out in the direction looked for; `above`: of a higher one, 1 - PIT.
function pit_q.chance(above, direction)
  if not above then return nil end
  if direction == "up" then return above end
  if direction == "down" then return 1 - above end
  return math.min(1, 2 * math.min(above, 1 - above))
end

-- q of the i-th smallest of n chances: the least over k >= i of n p(k) / k.
local function adjust(list)
  table.sort(list, function(a, b) return a.chance < b.chance end)
  local least = 1
  for i = #list, 1, -1 do
    least = math.min(least, list[i].chance * #list / i)
    list[i].row.q = least
  end
end

--- Sets q of the rows, whose p is the chance of a higher outcome.
function pit_q.add(rows, direction)
  local periods = {}
  for _, row in ipairs(rows) do
    local chance = pit_q.chance(row.p, direction)
    if chance then
      periods[row.period] = periods[row.period] or {}
      table.insert(periods[row.period], { row = row, chance = chance })
    end
  end
  for _, list in pairs(periods) do adjust(list) end
end

return pit_q
