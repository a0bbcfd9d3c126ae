--- harm_index.lua: offences weighed by harm. Ten bicycle thefts are not ten robberies: each phenomenon has a weight, such as the days
--- of prison that a first offender would get, from a table of the analyst's own.
--
-- Example:  harm.index(f, weights)   --> zone, cases, harm, harm_reported, per_case      f: zone, phenomenon, count
-- Reference: L. Sherman, P. Neyroud, E. Neyroud, "The Cambridge Crime Harm Index", Policing 10 (2016): weights are the starting point
-- of sentencing, and what police find by looking for it (drugs, weapons) is counted apart, since it measures police work too.

local glocal = require "glocal"

local harm = {}

-- The weights by phenomenon: {weight, proactive}.
local function weights_of(table_of_weights)
  local found = {}
  if not (table_of_weights.has and table_of_weights:has "phenomenon" and table_of_weights:has "weight") then
    error("the weights need the columns phenomenon and weight (and proactive: 1 where police find it by looking)", 0)
  end
  for i = 1, #table_of_weights do
    local row = table_of_weights[i]
    if type(row.weight) ~= "number" or row.weight < 0 or row.weight ~= row.weight then
      error(("the weight of %s must be a number from 0 on"):format(tostring(row.phenomenon)), 0)
    end
    if found[row.phenomenon] then error(("there are two weights of %s"):format(row.phenomenon), 0) end
    found[row.phenomenon] = { weight = row.weight, is_proactive = row.proactive == 1 }
  end
  return found
end

-- The weight of a phenomenon, or of the nearest above it: property.burglary.home takes that of property.burglary.
local function weight_of(weights, phenomenon)
  local name = phenomenon
  while name do
    if weights[name] then return weights[name] end
    name = name:match "^(.*)%.[^.]+$"
  end
end

local function by_name(a, b) return a < b end

--- The harm of each zone (and period, where the frame has one).
--- What has no weight is in neither cases nor harm: it is never 0.
--- @param frame frame zone, phenomenon, count, and period if wanted
--- @param weights frame phenomenon, weight, proactive (0 or 1)
--- @param options? table signed=true: only a table that read_signed has read, which says whose judgement it is
--- @return frame zone, period, cases, harm, harm_reported: without what police find by looking, per_case
--- @return table what has no weight or no count: {phenomenon = rows}
--- @return string where the weights come from, such as by whom they are signed
function harm.index(frame, weights, options)
  for _, name in ipairs { "zone", "phenomenon", "count" } do
    if not frame:has(name) then error(("the frame needs a column '%s': zone, phenomenon and count"):format(name), 0) end
  end
  local known, has_period, origin = weights_of(weights), frame:has "period", weights:provenance() or ""
  if options and options.signed and not origin:find "^read_signed%(" then
    error("the weights are not signed: sign their file with `glocal pack sign FILE --key KEY` and read it by read_signed", 0)
  end
  local sums, order, left_out = {}, {}, {}
  for i = 1, #frame do
    local row = frame[i]
    local weight = weight_of(known, row.phenomenon)
    if not weight or row.count == nil then
      left_out[row.phenomenon] = (left_out[row.phenomenon] or 0) + 1
    else
      local key = row.zone .. "\0" .. (has_period and row.period or "")
      local sum = sums[key]
      if not sum then
        sum = { zone = row.zone, period = has_period and row.period or nil, cases = 0, harm = 0.0, harm_reported = 0.0 }
        sums[key], order[#order + 1] = sum, key
      end
      sum.cases = sum.cases + row.count
      sum.harm = sum.harm + row.count * weight.weight
      if not weight.is_proactive then sum.harm_reported = sum.harm_reported + row.count * weight.weight end
    end
  end
  table.sort(order, by_name)
  local rows = {}
  for i, key in ipairs(order) do
    local sum = sums[key]
    sum.per_case = sum.cases > 0 and sum.harm / sum.cases or nil
    rows[i] = sum
  end
  local columns = { "zone", "cases", "harm", "harm_reported", "per_case" }
  if has_period then table.insert(columns, 2, "period") end
  return glocal.frame(rows, { columns = columns, marking = frame:marking() .. " " .. weights:marking() }), left_out, origin
end

return harm
