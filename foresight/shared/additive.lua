--- additive.lua: which figures may be added up over zones, phenomena and periods: counts, events, amounts, estimates. A
--- rate, share, mean, quantile, probability or score may not: its sum is no figure of anything.
--
-- Example:  is_additive(r, "count")   --> true     is_additive(r, "count_per_100k")   --> false
--
-- Reference: Lenz and Shoshani (1997), Summarizability in OLAP and statistical data bases.

-- The words of a name, parted by "_", that say so; a unit that begins with "per", or is a percentage, does too.
local NOT_ADDITIVE = {}
for word in ([[per rate ratio share percent percentage pct proportion fraction mean average avg median quantile percentile
    probability score brier crps wis mae mase rmse rmsse smape mape bias coverage sd se variance correlation index
    statistic calibration theta]]):gmatch "%a+" do
  NOT_ADDITIVE[word] = true
end

--- Whether the figures of a column add up.
local function is_additive(frame, column)
  local unit = select(2, frame:type(column)) or ""
  if unit:find "^per " or unit:find "/" and not unit:find "^1/" or unit:find "%%" or unit:lower():find "^percent" then
    return false
  end
  if column:find "^low_%d" or column:find "^high_%d" or column:find "^q_?%d" then return false end
  for word in column:lower():gmatch "[^_]+" do
    if NOT_ADDITIVE[word] then return false end
  end
  return true
end

return is_additive
