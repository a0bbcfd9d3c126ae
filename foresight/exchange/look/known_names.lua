--- known_names.lua: which texts of a column are names or codes of the store, what kind they are, and what the others may be.
--
-- Example:  known_names.of(store, "zone", {{"Leuven", 25}, {"St.-Joris-Winge", 25}})
--   --> {kind = "municipality", within = "BE", known = 1, unknown = {{text = "St.-Joris-Winge", candidates = {...}}}}

local core = require "glocal.core"

local known_names = {}

local MOST = 200 -- distinct texts that are looked up
local MOST_UNKNOWN = 10 -- texts for which candidates are looked for

-- "St.-Joris-Winge" and "Sint-Joris-Winge" are one: folded, words parted by blanks, saints written out.
local function plain(text)
  local folded = core.fold(text):gsub("[%-%.'\u{2019},()/]+", " "):gsub("%s+", " ")
  folded = (" " .. folded .. " "):gsub(" ste? ", " sint ")
  return folded:match "^%s*(.-)%s*$"
end

local READ = {
  zone = [[select n.id, n.code, n.kind, l.text from zone n left join label l on l.kind = 'zone' and l.id = n.id
    where coalesce(n.valid_to, 1e9) >= cast(julianday('now') - 2440587.5 as integer)]],
  phenomenon = [[select n.id, n.code, coalesce(n.iccs, '') as kind, l.text from phenomenon n
    left join label l on l.kind = 'phenomenon' and l.id = n.id]],
}

-- All nodes by plain name and by code: {["leuven"] = {{code, kind, text} ...}}.
local function index_of(store, dimension)
  local index, nodes = {}, {}
  local function add(word, node)
    if word == "" then return end
    local list = index[word] or {}
    for _, each in ipairs(list) do
      if each.code == node.code then return end
    end
    list[#list + 1] = node
    index[word] = list
  end
  local rows = store:sql(READ[dimension])
  local codes, kinds, texts = rows.code, rows.kind, rows.text
  for i = 1, #codes do
    local node = { code = codes[i], kind = kinds[i], text = texts[i] or codes[i] }
    nodes[#nodes + 1] = node
    add(plain(codes[i]), node)
    add(plain(codes[i]:match "[^%-]*$"), node)
    if texts[i] then add(plain(texts[i]), node) end
  end
  return index, nodes
end

local function resolved(store, dimension, text)
  local ok, code = pcall(store.resolve, store, dimension, text)
  return ok and code or nil
end

-- The key with most votes, and its share of all.
local function winner(votes)
  local best, all = nil, 0
  for key, n in pairs(votes) do
    all = all + n
    if not best or n > votes[best] or (n == votes[best] and key < best) then best = key end
  end
  return best, best and votes[best] / all or 0
end

-- Each name votes once for everything that `of` says of its meanings.
local function votes_of(found, of)
  local votes = {}
  for _, meanings in ipairs(found) do
    local seen = {}
    for _, node in ipairs(meanings) do
      local what = of(node)
      if what and not seen[what] then
        seen[what] = true
        votes[what] = (votes[what] or 0) + 1
      end
    end
  end
  return votes
end

local KIND_WORDS = {
  municipality = "gemeente commune gemeinde municipality", province = "provincie province provinz",
  country = "land pays country staat",
  police_zone = "politiezone polizeizone", arrondissement = "arrondissement",
}

-- The kind that the name of the column says: "Gemeente".
local function kind_of_column(name)
  local folded = " " .. core.fold(name or ""):gsub("[^%w]+", " ") .. " "
  for kind, words in pairs(KIND_WORDS) do
    for word in words:gmatch "%S+" do
      if folded:find(" " .. word .. " ", 1, true) then return kind end
    end
  end
end

-- The kind that most names can be, or that the column is called, where half of them can be that; how many can; the country
-- that they lie in.
local function elect(found, column)
  local kinds = votes_of(found, function(node) return node.kind end)
  local said = kind_of_column(column)
  local kind = said and (kinds[said] or 0) * 2 >= #found and said or winner(kinds)
  local places = votes_of(found, function(node) return node.kind == kind and node.code:match "^(%u%u)%-" or nil end)
  local within, share = winner(places)
  return kind, kind and kinds[kind] / math.max(1, #found) or 0, share > 0.6 and within or nil, kind == said
end

-- Words that tell places apart: not the small ones.
local function telling_words(text)
  local words = {}
  for word in plain(text):gmatch "%S+" do
    if #word >= 5 then words[word] = true end
  end
  return words
end

local function shares_word(words, text)
  for word in pairs(telling_words(text)) do
    if words[word] then return true end
  end
  return false
end

-- "fietsdiefstal" ends in "diefstal": a narrower word holds a word of its wider term.
local function is_part(text, name)
  for word in pairs(telling_words(name)) do
    for each in text:gmatch "%S+" do
      if each:sub(-#word) == word or each:sub(1, #word) == word then return true end
    end
  end
  return false
end

-- At most three nodes that the text may mean, of the kind and place of the others.
local function candidates_of(text, dimension, nodes, kind, within)
  local folded, words, list, seen = plain(text), telling_words(text), {}, {}
  if text:find "%d" then return list end -- a code has no near name
  local names, by_name = {}, {}
  local function add(node)
    if not seen[node.code] and #list < 3 then
      seen[node.code] = true
      list[#list + 1] = node
    end
  end
  local here = {}
  for _, node in ipairs(nodes) do
    local fits = dimension == "phenomenon" or
      ((not kind or node.kind == kind) and (not within or node.code:find("^" .. within .. "%-")))
    if fits then
      here[#here + 1] = node
      names[#names + 1] = plain(node.text)
      by_name[plain(node.text)] = node
    end
  end
  local near = core.nearest(folded, names)
  if near then add(by_name[near]) end
  table.sort(here, function(a, b)
    if #a.text ~= #b.text then return #a.text < #b.text end
    return a.text < b.text
  end)
  for _, node in ipairs(here) do
    if dimension == "phenomenon" and is_part(folded, node.text) or dimension == "zone" and shares_word(words, node.text) then
      add(node)
    end
  end
  return list
end

--- {kind, within, share, known, unknown, ambiguous, kinds} of the texts {text, count} of a column; nil where fewer than half of
--- them are names of the dimension. `column`: its name, which may say the kind.
function known_names.of(store, dimension, values, column)
  local index, nodes = index_of(store, dimension)
  local found, unknown, several, looked, by_code = {}, {}, 0, 0, {}
  for _, each in ipairs(nodes) do by_code[each.code] = each end
  for i = 1, math.min(#values, MOST) do
    local text, count = values[i][1], values[i][2]
    local meanings = index[plain(text)]
    if not meanings then
      local code = resolved(store, dimension, text)
      meanings = code and by_code[code] and { by_code[code] } or nil
    end
    looked = looked + 1
    if meanings then
      found[#found + 1] = meanings
      several = several + (#meanings > 1 and 1 or 0)
    else
      unknown[#unknown + 1] = { text = text, count = count }
    end
  end
  local result = { known = #found, looked = looked, all = #values, several = several, unknown = unknown }
  if dimension == "zone" then
    local share
    local is_said
    result.kind, share, result.within, is_said = elect(found, column)
    result.is_one_kind = share >= 0.9 or is_said
    result.kinds = {}
    for _, meanings in ipairs(found) do
      local kind = meanings[1].kind
      for _, node in ipairs(meanings) do
        if node.kind == result.kind then kind = node.kind end
      end
      result.kinds[kind] = (result.kinds[kind] or 0) + 1
    end
  end
  function result.look_for_candidates()
    for i = 1, math.min(#unknown, MOST_UNKNOWN) do
      local each = unknown[i]
      each.candidates = candidates_of(each.text, dimension, nodes, result.is_one_kind and result.kind, result.within)
    end
  end
  return result
end

return known_names
