--- signal_clusters.lua: signals that point the same way, found by what they share.
--
-- Example:  c = signal_clusters{since="2026-01", threshold=0.5}   promote(c[1], {driver="parcel_hubs", role="analysis"})

local core = require "glocal.core"
local found_signals = require "foresight.horizon.found_signals"
local glocal = require "glocal"
local likeness = require "foresight.horizon.likeness"
local linkage = require "foresight.horizon.linkage"
local pool = require "foresight.register.pool"
local records = require "foresight.shared.records"

local MOST, LABEL_TERMS, THRESHOLD = 2000, 4, 0.45
local SHARES = { terms = 0.6, phenomenon = 0.2, zone = 0.2 }

local function check_number(spec, name, otherwise, low, high)
  local value = spec[name] == nil and otherwise or spec[name]
  if type(value) ~= "number" or not (value >= low and value <= high) then
    error(("bad argument '%s' to 'signal_clusters': expected a number from %g to %g, got %s"):format(name, low, high,
      tostring(value)),
      0)
  end
  return value
end

local function shares_of(given)
  local shares, sum = {}, 0
  for name, otherwise in pairs(SHARES) do shares[name] = check_number(given or {}, name, otherwise, 0, 1) end
  for _, name in ipairs { "terms", "phenomenon", "zone" } do sum = sum + shares[name] end
  if sum <= 0 then error("bad argument 'weights' to 'signal_clusters': all are 0", 0) end
  for name in pairs(SHARES) do shares[name] = shares[name] / sum end
  return shares
end

-- The words that weigh most in a cluster, by the sum of their tf-idf; equal ones by name.
local function label_of(cluster, vectors)
  local sums, words, terms = {}, {}, {}
  for _, i in ipairs(cluster) do
    for _, each in ipairs(vectors[i]) do
      if not sums[each.term] then sums[each.term], words[each.term], terms[#terms + 1] = 0, each.word, each.term end
      sums[each.term] = sums[each.term] + each.weight
      if #each.word < #words[each.term] then words[each.term] = each.word end
    end
  end
  table.sort(terms, function(a, b)
    if sums[a] ~= sums[b] then return sums[a] > sums[b] end
    return a < b
  end)
  local shown = {}
  for k = 1, math.min(LABEL_TERMS, #terms) do shown[k] = words[terms[k]] end
  return table.concat(shown, ", ")
end

local function most_common(list)
  local counts, best = {}, nil
  for _, each in ipairs(list) do counts[each] = (counts[each] or 0) + 1 end
  for name, count in pairs(counts) do
    if not best or count > counts[best] or count == counts[best] and name < best then best = name end
  end
  return best
end

local function all_of(list, field)
  local seen, kept = {}, {}
  for _, each in ipairs(list) do
    local values = type(each[field]) == "table" and each[field] or { each[field] }
    for _, value in ipairs(values) do
      if not seen[value] then seen[value], kept[#kept + 1] = true, value end
    end
  end
  table.sort(kept)
  return kept
end

-- The mean likeness of its pairs: 1 for a signal by itself.
local function cohesion_of(cluster, matrix)
  local sum, pairs_of = 0, 0
  for a = 2, #cluster do
    for b = 1, a - 1 do sum, pairs_of = sum + matrix[cluster[a]][cluster[b]], pairs_of + 1 end
  end
  return pairs_of > 0 and sum / pairs_of or 1.0
end

local function row_of(cluster, list, vectors, matrix)
  local members, likelihoods, impacts, phenomena, steeps = {}, {}, {}, {}, {}
  local row = { signals = #cluster, strength = 0.0, label = label_of(cluster, vectors), cohesion = cohesion_of(cluster, matrix),
    first = math.huge, last = -math.huge }
  for k, i in ipairs(cluster) do
    local each = list[i]
    members[k], phenomena[#phenomena + 1], steeps[k] = each, each.phenomenon, each.steep
    table.move(each.likelihoods, 1, #each.likelihoods, #likelihoods + 1, likelihoods)
    table.move(each.impacts, 1, #each.impacts, #impacts + 1, impacts)
    row.strength, row.first, row.last = row.strength + each.strength, math.min(row.first, each.seen), math.max(row.last,
      each.seen)
  end
  local ids, sum = {}, 0
  for k, each in ipairs(members) do ids[k] = each.signal end
  table.sort(ids)
  for _, impact in ipairs(impacts) do sum = sum + impact end
  row.members, row.phenomenon, row.steep = table.concat(ids, ", "), most_common(phenomena), most_common(steeps)
  row.zones = table.concat(all_of(members, "zones"), ", ")
  row.first, row.last = records.date(row.first), records.date(row.last)
  row.likelihood, row.impact = #likelihoods > 0 and pool(likelihoods) or nil, #impacts > 0 and sum / #impacts or nil
  row.sources, row.marking = #all_of(members, "source"), found_signals.marking(members)
  return row
end

--- Clusters of signals that are alike: by the cosine of their words (tf-idf; stopwords of four languages, numbers and single letters
--- left out), by phenomenon and by zone (the same 1, next to each other in the tree 0.5). Likeness is the weighted mean of the
--- three; clusters are joined while it is at least `threshold`. Words of different languages are not alike: threshold=0.4 joins
--- what is of the same phenomenon and zone, whatever its words. The same signals give the same clusters; the strongest come first,
--- and c:plot() draws likelihood by impact.
--- @function signal_clusters
--- @param spec? table
--- @option text? string only signals found by it, as in signals
--- @option zone? string|string[] <zone> in one of these, or in a zone of them
--- @option phenomenon? string|string[] <phenomenon> of one of these, or of one under them
--- @option steep? string|string[] of these kinds
--- @option since? string seen on that day or later
--- @option as_of? string = (today) as known on that day
--- @option half_life? number = 180 [days] after which a signal is half as strong
--- @option threshold? number = 0.45 the least likeness, 0 to 1
--- @option linkage? string = "average" {average|single} of two clusters: the mean of their pairs, or the most alike pair
--- @option weights? table<string, number> = {terms=0.6, phenomenon=0.2, zone=0.2} how much each counts
--- @option least? integer = 2 [signals] in a cluster; 1 gives those by themselves too
--- @option store? store = (the current one) the store to read
--- @return frame cluster, label (its weightiest words), signals (how many), strength (their sum), likelihood, impact, phenomenon
---   and steep (the most frequent), zones, first, last (seen), sources (how many), cohesion (mean likeness), members (the numbers
---   of the signals), marking; marked as the signals are
--- @raises more than 2,000 signals; an unknown zone or phenomenon
--- @needs store.read
--- @since 0.1
--- @example #signal_clusters{text="no-such-word"} --> 0
--- @example select(2, pcall(signal_clusters, {threshold=2})):match "from 0 to 1" --> from 0 to 1
local function signal_clusters(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local threshold, shares = check_number(spec, "threshold", THRESHOLD, 0, 1), shares_of(spec.weights)
  local least, method = spec.least or 2, spec.linkage or "average"
  local list, about = found_signals.of(store, spec, "signal_clusters")
  if #list > MOST then
    error(("%d signals are more than the %d that are compared: narrow them by since=, zone=, phenomenon= or text="):format(#list,
      MOST),
      0)
  end
  table.sort(list, function(a, b) return a.signal < b.signal end)
  local vectors = likeness.vectors(#list, core.text_terms(found_signals.texts(list)))
  local matrix = likeness.of(list, vectors, { zone = found_signals.parents(store, "zone"),
    phenomenon = found_signals.parents(store, "phenomenon") }, shares)
  local rows, alone = {}, 0
  for _, cluster in ipairs(linkage.clusters(matrix, threshold, method)) do
    if #cluster >= least then rows[#rows + 1] = row_of(cluster, list, vectors, matrix) else alone = alone + #cluster end
  end
  table.sort(rows, function(a, b)
    if a.strength ~= b.strength then return a.strength > b.strength end
    return tonumber(a.members:match "^%d+") < tonumber(b.members:match "^%d+")
  end)
  local markings = {}
  for i, row in ipairs(rows) do row.cluster, markings[i] = i, row.marking end
  local bubbles = { x = "likelihood", y = "impact", size = "strength", name = "label", group = "steep", of = "clusters" }
  return core.frame(rows, {
    columns = { "cluster", "label", "signals", "strength", "likelihood", "impact", "phenomenon", "steep", "zones", "first",
      "last",
      "sources", "cohesion", "members", "marking" },
    types = { cluster = "integer", label = "text", signals = "integer", strength = "real", likelihood = "real", impact = "real",
      phenomenon = "text", steep = "text", zones = "text", first = "text", last = "text", sources = "integer", cohesion = "real",
      members = "text", marking = "text" },
    marking = records.joined(markings),
  }):attach {
    note_text = ("%d signals known on %s; likeness of at least %g by %s linkage (words %.2g, phenomenon %.2g, zone %.2g)%s.")
      :format(#list, about.day, threshold, method, shares.terms, shares.phenomenon, shares.zone,
        alone > 0 and ("; %d in no cluster of %d or more"):format(alone, least) or ""),
    bubbles = bubbles, kept = { bubbles = bubbles },
  }
end

return signal_clusters
