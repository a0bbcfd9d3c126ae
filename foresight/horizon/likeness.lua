--- likeness.lua: how alike signals are: by the words they share, the phenomenon they are of and the zones they were seen in.
--
-- Example:  likeness.of(list, terms, parents, {terms=0.6, phenomenon=0.2, zone=0.2})[1][2]   --> 0.48
-- Reference: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", Information Processing & Management
-- 24 (1988): tf-idf weights, here (1 + ln tf) x (1 + ln((1 + N) / (1 + df))), so that a word that all of a few signals share
-- still counts, and the cosine of their angle; D. Harman, "How effective is suffixing?", JASIS 42 (1991): plurals alone are cut
-- off.

local stopwords = require "foresight.horizon.stopwords"

local likeness = {}

-- Words of one letter and numbers are left out beside stopwords.
local function is_word(term) return not stopwords[term] and utf8.len(term) ~= 1 and not term:find "^%d+$" end

-- The word without the ending of a plural: -s (en, fr, nl) or -en (nl, de).
local function stem_of(term)
  if #term <= 4 or term:find "[^%a]" then return term end
  return (term:gsub("ies$", "y"):gsub("([^su])s$", "%1"):gsub("en$", ""))
end

-- The stems of a signal, each with how often it is there and its shortest word, in order.
local function stems_of(counts, order)
  local list = {}
  for k, stem in ipairs(order) do
    list[k] = { term = stem, word = counts[stem].word, weight = 1 + math.log(counts[stem].count) }
  end
  return list
end

--- The tf-idf weights of each signal as lists of {term, word, weight} of length 1, in the order of the terms; `rows` is the frame
--- of core.text_terms.
function likeness.vectors(count, rows)
  local documents, counts, order, vectors = {}, {}, {}, {}
  for i = 1, count do counts[i], order[i] = {}, {} end
  for _, row in rows:rows() do
    if is_word(row.term) then
      local stem, mine = stem_of(row.term), counts[row.row]
      if not mine[stem] then
        mine[stem] = { count = 0, word = row.term }
        documents[stem] = (documents[stem] or 0) + 1
        table.insert(order[row.row], stem)
      end
      mine[stem].count = mine[stem].count + row.count
      if #row.term < #mine[stem].word then mine[stem].word = row.term end
    end
  end
  for i = 1, count do vectors[i] = stems_of(counts[i], order[i]) end
  for _, vector in ipairs(vectors) do
    local square = 0
    for _, each in ipairs(vector) do
      each.weight = each.weight * (1 + math.log((1 + count) / (1 + documents[each.term])))
      square = square + each.weight * each.weight
    end
    for _, each in ipairs(vector) do each.weight = square > 0 and each.weight / math.sqrt(square) or 0 end
  end
  return vectors
end

-- Adds the cosines to the lower half of the matrix, term by term in order, so that the sums are the same each time.
local function add_cosines(matrix, vectors, share)
  local holders, order = {}, {}
  for i, vector in ipairs(vectors) do
    for _, each in ipairs(vector) do
      if not holders[each.term] then
        holders[each.term] = {}
        order[#order + 1] = each.term
      end
      table.insert(holders[each.term], { i, each.weight })
    end
  end
  for _, term in ipairs(order) do
    local list = holders[term]
    for a = 2, #list do
      local row, weight = matrix[list[a][1]], list[a][2] * share
      for b = 1, a - 1 do row[list[b][1]] = row[list[b][1]] + weight * list[b][2] end
    end
  end
end

local function has_common(a, b)
  for _, each in ipairs(a) do
    for _, other in ipairs(b) do
      if each == other then return true end
    end
  end
  return false
end

local function contains(list, value)
  for _, each in ipairs(list or {}) do
    if each == value then return true end
  end
  return false
end

--- 1: the same code; 0.5: one is right above the other, or both lie under the same; 0 else.
function likeness.near(a, b, parents)
  if a == nil or b == nil then return 0 end
  if a == b then return 1 end
  local near = contains(parents[a], b) or contains(parents[b], a) or has_common(parents[a] or {}, parents[b] or {})
  return near and 0.5 or 0
end

-- The nearest pair of their zones.
local function near_zones(a, b, parents)
  local best = 0
  for _, zone in ipairs(a) do
    for _, other in ipairs(b) do best = math.max(best, likeness.near(zone, other, parents)) end
  end
  return best
end

--- The likeness of every two signals, 0 to 1: matrix[i][j] with j < i. `shares` says how much words, phenomenon and zones count.
function likeness.of(list, vectors, parents, shares)
  local matrix = {}
  for i, each in ipairs(list) do
    matrix[i] = {}
    for j = 1, i - 1 do
      matrix[i][j] = shares.phenomenon * likeness.near(each.phenomenon, list[j].phenomenon, parents.phenomenon)
        + shares.zone * near_zones(each.zones, list[j].zones, parents.zone)
    end
  end
  add_cosines(matrix, vectors, shares.terms)
  return matrix
end

return likeness
