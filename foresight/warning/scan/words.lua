--- words.lua: what a scan did, and what a cluster is, in words.
--
-- Example:  scan_words.cluster(s, 1, study)
--   --> Cluster 1 by log-likelihood ratio: 26 places within 0.07 of 49 (49, 48, 50, 47, 1 and 21 more). ...

local terminal = require "foresight.shared.terminal"
local plural = require "foresight.shared.plural"

local scan_words = {}

local MOST_NAMES = 5

local function share_text(share)
  return ("%g %%"):format(math.floor(share * 1000 + 0.5) / 10)
end

local function list_of(names)
  local more = #names - MOST_NAMES
  local text = table.concat(names, ", ", 1, math.min(#names, MOST_NAMES))
  return more > 0 and ("%s and %d more"):format(text, more) or text
end

local function distance_text(value, is_km)
  return is_km and ("%.1f km"):format(value) or ("%.3g"):format(value)
end

-- --- the note -----------------------------------------------------------------------------------------------------------------------

local function searched(found, study)
  local of = study.model == "poisson" and "population" or "cases"
  local shape = study.is_flexible and ("connected sets of at most %d neighbours"):format(study.neighbours) or "circles"
  local text = ("%d %s of at most %s of the %s"):format(found.zones, shape, share_text(study.max_share), of)
  if not study.time then return text end
  local windows = found.max_duration == 1 and ("windows of 1 %s"):format(found.span)
    or ("windows of 1 to %ss"):format(plural(found.max_duration, found.span):gsub("s$", ""))
  return ("%s, %s%s"):format(text, windows, study.is_prospective and " that end with " .. found.last or "")
end

local function p_text(found, study)
  if found.draws == 0 then return "No random data sets were drawn: no p" end
  local made = ("p from %s"):format(plural(found.draws, "random data set"))
  if study.is_gumbel then made = ("p from a Gumbel distribution fitted to %s"):format(plural(found.draws, "random data set")) end
  if found.has_stopped then
    made = ("%s: stopped early, after %d reached the most likely cluster (early_stop=0 to make all)"):format(made,
      study.early_stop)
  end
  return found.critical and ("%s; 1 in 20 of them reach a log-likelihood ratio of %.2f"):format(made, found.critical) or made
end

local function left_out_text(left_out)
  local reasons, order = {}, {}
  for _, row in left_out:rows() do
    local name = tostring(row[left_out:columns()[1]])
    if not reasons[row.reason] then
      reasons[row.reason] = {}
      order[#order + 1] = row.reason
    end
    table.insert(reasons[row.reason], name)
  end
  local said = {}
  for i, reason in ipairs(order) do
    local remedy = reason == "a period without a row" and ": gaps=\"zero\" to count as 0" or ""
    said[i] = ("%s (%s%s)"):format(list_of(reasons[reason]), reason, remedy)
  end
  return ("%s left out: %s; left_out() lists them"):format(plural(#left_out, "place"), table.concat(said, "; "))
end

--- The note of a scan: what was compared, with what, how p was found, what was left out.
function scan_words.note(found, study, left_out)
  local said = {}
  local when = study.time and (", %ss %s to %s"):format(found.span, found.first, found.last) or ""
  said[1] = ("%s%s, %d cases, %s model"):format(plural(found.places, "place"), when, found.cases, study.model)
  if found.cases == 0 then
    said[#said + 1] = "No cases: there is nothing to compare"
  else
    said[#said + 1] = searched(found, study)
    said[#said + 1] = p_text(found, study)
  end
  if found.unlisted > 0 then
    said[#said + 1] = ("%s with p above %g not listed (max_p=1 to list)"):format(plural(found.unlisted, "cluster"), study.max_p)
  end
  if #left_out > 0 then said[#said + 1] = left_out_text(left_out) end
  if found.gaps > 0 then
    said[#said + 1] = ("%s of places without a row counted as 0 (gaps=\"missing\" leaves these places out)"):format(
      plural(found.gaps, found.span or "period"))
  end
  if found.over_population > 0 then
    said[#said + 1] = ("%s more cases than people"):format(found.over_population == 1 and "1 place has"
      or ("%d places have"):format(found.over_population))
  end
  for _, text in ipairs(study.said) do said[#said + 1] = text end
  return table.concat(said, ". ") .. "."
end

-- --- a cluster ----------------------------------------------------------------------------------------------------------------------

local function chance_text(frame, row, found, study)
  local p = frame.p[row]
  if not p then return "no p, as no random data sets were drawn" end
  local shown = p < 0.0005 and ("p = %.2g"):format(p) or ("p = %.3f"):format(p)
  if study.is_gumbel then return shown .. " (Gumbel)" end
  local reached = math.floor(p * (found.draws + (found.has_stopped and 0 or 1)) - (found.has_stopped and 0 or 1) + 0.5)
  return ("%s: %d of %s reached it"):format(shown, reached, plural(found.draws, "random data set"))
end

local function expected_by(study)
  return study.model == "poisson" and "if cases were spread as the population is"
    or "by the totals of its places and of its periods"
end

--- A cluster in words; raises for a rank that is none.
function scan_words.cluster(frame, row, found, study, names)
  if math.type(row) ~= "integer" or row < 1 or row > #frame then
    error(("bad argument #1 to 'explain': expected the rank of a cluster, 1 to %d, got %s"):format(#frame, tostring(row)), 0)
  end
  local cluster, said = frame[row], {}
  said[1] = ("Cluster %d: %s"):format(row, #names == 1 and names[1] or ("%s within %s of %s (%s)"):format(plural(#names, "place"),
    distance_text(cluster.radius, study.is_km), names[1], list_of(names)))
  if study.time then
    said[1] = ("%s, %s"):format(said[1], cluster.from == cluster.to and cluster.from
      or ("%s to %s"):format(cluster.from, cluster.to))
  end
  said[2] = ("%d cases, %.1f expected %s: %.2f times the rate elsewhere"):format(cluster.cases, cluster.expected,
    expected_by(study), cluster.relative_risk)
  if cluster.relative_risk == math.huge then
    said[2] = ("%d cases, %.1f expected %s: there are none elsewhere"):format(cluster.cases, cluster.expected, expected_by(study))
  end
  said[3] = ("Log-likelihood ratio %.2f, %s"):format(cluster.llr, chance_text(frame, row, found, study))
  if cluster.recurrence then
    said[4] = ("A scan each %s would find one as unlikely by chance once in %.0f %ss"):format(found.span, cluster.recurrence,
      found.span)
  end
  return terminal.wrap(table.concat(said, ". ") .. ".", math.max(40, terminal.host.width() - 2))
end

return scan_words
