--- known_names.lua: which texts of a column are names or codes of the store, what kind they are, and what the others may be.
--
-- Example:  known_names.of(store, "zone", {{"Leuven", 25}, {"St.-Joris-Winge", 25}})
--   --> {kind = "municipality", within = "BE", known = 1, unknown = {{text = "St.-Joris-Winge", candidates = {...}}}}

local core = require "glocal.core"
local query = require "foresight.shared.query"

local known_names = {}

local MOST = 700 -- distinct texts that are looked up: all municipalities of Belgium
local MOST_UNKNOWN = 10 -- texts for which candidates are looked for

-- --- what the texts are, as an import would read them ---------------------------------------------------------

local KIND_WORDS = {
  municipality = "gemeente commune gemeinde municipality", province = "provincie province provinz",
  country = "land pays country staat",
  police_zone = "politiezone polizeizone", arrondissement = "arrondissement",
}

-- The kind that the name of the column says: "Gemeente"; of several the first, as in "Gemeente (provincie)".
local function kind_of_column(name)
  local folded = " " .. core.fold(name or ""):gsub("[^%w]+", " ") .. " "
  local found, first
  for kind, words in pairs(KIND_WORDS) do
    for word in words:gmatch "%S+" do
      local at = folded:find(" " .. word .. " ", 1, true)
      if at and (not first or at < first) then found, first = kind, at end
    end
  end
  return found
end

-- What the texts become under a scope: {list, known, votes (by kind), open (have several meanings), kind, within}.
local function reading(store, texts, scope)
  local list = store:reconcile(texts, scope)
  if not list then return nil end -- the store has no such kind
  local read = { list = list, known = 0, votes = {}, places = {}, open = 0, kind = scope.kind, within = scope.within }
  for _, match in ipairs(list) do
    if match.code then
      read.known = read.known + 1
      read.votes[match.kind] = (read.votes[match.kind] or 0) + 1
      if match.country then read.places[match.country] = (read.places[match.country] or 0) + 1 end
    end
    if match.fault == "ambiguous" or (match.meanings or 0) > 1 then read.open = read.open + 1 end
  end
  return read
end

-- The kinds that the texts may be of, those of most texts first.
local function kinds_of(read, said)
  local kinds = {}
  for kind in pairs(KIND_WORDS) do kinds[#kinds + 1] = kind end
  for kind in pairs(read.votes) do
    if not KIND_WORDS[kind] then kinds[#kinds + 1] = kind end
  end
  local function rank(kind) return kind == said and math.huge or read.votes[kind] or kind == "municipality" and 0.5 or 0 end
  table.sort(kinds, function(a, b)
    if rank(a) ~= rank(b) then return rank(a) > rank(b) end
    return a < b
  end)
  return kinds
end

-- The country that most of the texts lie in.
local function place_of(read)
  local best
  for place, n in pairs(read.places) do
    if not best or n > read.places[best] or (n == read.places[best] and place < best) then best = place end
  end
  return best and read.places[best] > 0.6 * read.known and best or nil
end

-- The texts as names of a kind, in the country that most of them lie in; nil where the store has no such kind.
local function reading_of_kind(store, texts, kind)
  local read = reading(store, texts, { kind = kind })
  local place = read and kind ~= "country" and place_of(read)
  local placed = place and reading(store, texts, { kind = kind, within = place })
  return placed and placed.known >= read.known and placed or read
end

-- The reading under which most texts are known. A kind is told where some text has several meanings, or the column says it.
local function best_reading(store, texts, column)
  local plain, said = reading(store, texts, {}), kind_of_column(column)
  local best = plain
  if plain.open == 0 then return plain end
  for _, kind in ipairs(kinds_of(plain, said)) do
    local read = reading_of_kind(store, texts, kind)
    if read and (read.known > best.known or (not best.kind and read.known >= (kind == said and 0.8 or 1) * best.known)) then
      best = read
    end
  end
  return best
end

local function is_phenomenon(store, text) return (pcall(store.resolve, store, "phenomenon", text)) end

-- --- what the others may be -----------------------------------------------------------------------------------

-- "St.-Joris-Winge" and "Sint-Joris-Winge" are near: folded, words parted by blanks, saints written out.
local function plain(text)
  local folded = core.fold(text):gsub("[%-%.'\u{2019},()/]+", " "):gsub("%s+", " ")
  folded = (" " .. folded .. " "):gsub(" ste? ", " sint ")
  return folded:match "^%s*(.-)%s*$"
end

local READ = {
  zone = [[select n.id, n.code, n.kind, l.text from zone n left join label l on l.kind = 'zone' and l.id = n.id
    where coalesce(n.valid_to, 1e9) >= cast(julianday(:today) - 2440587.5 as integer)]],
  phenomenon = [[select n.id, n.code, coalesce(n.iccs, '') as kind, l.text from phenomenon n
    left join label l on l.kind = 'phenomenon' and l.id = n.id]],
}

local function nodes_of(store, dimension)
  local rows, nodes = query(store, READ[dimension], dimension == "zone" and { today = core.today() } or nil), {}
  local codes, kinds, texts = rows.code, rows.kind, rows.text
  for i = 1, #codes do nodes[i] = { code = codes[i], kind = kinds[i], text = texts[i] or codes[i] } end
  return nodes
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

-- Whether every word of the name that tells it apart is one of the text: "inbraak in woning" is a kind of "inbraak".
local function holds_name(text, name)
  local words, any = {}, false
  for word in text:gmatch "%S+" do words[word] = true end
  for word in pairs(telling_words(name)) do
    any = true
    if not words[word] then return false end
  end
  return any
end

-- At most three nodes that the text may mean, of the kind and place of the others; whether it is clear which.
local function candidates_of(text, dimension, nodes, kind, within)
  local folded, words, list, seen = plain(text), telling_words(text), {}, {}
  if text:find "%d" then return list, false end -- a code has no near name
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
  for _, node in ipairs(here) do
    if plain(node.text) == folded then add(node) end
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
  -- One zone is clear; of phenomena only a near spelling, or a name that the text holds whole.
  local only = #list == 1 and list[1]
  return list, only and (dimension == "zone" or near ~= nil or holds_name(folded, only.text)) or false
end

-- Texts that the import would not take.
local function unknown_zones(values, read)
  local unknown = {}
  for i, match in ipairs(read.list) do
    if not match.code then unknown[#unknown + 1] = { text = values[i][1], count = values[i][2] } end
  end
  return unknown
end

local function unknown_phenomena(store, values, looked)
  local unknown = {}
  for i = 1, looked do
    if not is_phenomenon(store, values[i][1]) then unknown[#unknown + 1] = { text = values[i][1], count = values[i][2] } end
  end
  return unknown
end

--- {kind, within, known, looked, all, unknown, kinds} of the texts {text, count} of a column, as an import reads them; `kind`
--- and `within` where they must be told. `column`: its name, which may say the kind.
function known_names.of(store, dimension, values, column)
  local looked = math.min(#values, MOST)
  local result = { looked = looked, all = #values }
  if dimension == "zone" then
    local texts = {}
    for i = 1, looked do texts[i] = values[i][1] end
    local read = best_reading(store, texts, column)
    result.kind, result.within, result.kinds = read.kind, read.within, read.votes
    result.unknown = unknown_zones(values, read)
    result.near_kind, result.near_place = read.kind or next(read.votes), read.within or place_of(read)
    if not read.kind and next(read.votes, (next(read.votes))) then result.near_kind = nil end
  else
    result.unknown = unknown_phenomena(store, values, looked)
  end
  result.known = looked - #result.unknown
  function result.look_for_candidates()
    local nodes = #result.unknown > 0 and nodes_of(store, dimension)
    for i = 1, math.min(#result.unknown, MOST_UNKNOWN) do
      local each = result.unknown[i]
      each.candidates, each.is_clear = candidates_of(each.text, dimension, nodes, result.near_kind, result.near_place)
    end
  end
  return result
end

return known_names
