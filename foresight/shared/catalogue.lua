--- catalogue.lua: what the dimensions of an observation (zone, phenomenon, source) have in common: labels, search by part of
--- a name, calls with a dot or a colon. Not for scripts: they see zones, phenomena and sources.
--
-- Example:  catalogue.find(store, "zone", "antw")

local core = require "glocal.core"
local checked = require "foresight.shared.call".checked
local frozen = require "foresight.shared.frozen"
local query = require "foresight.shared.query"

local catalogue = {}

--- SQL for a label: of table `t` (with its id), of the dimension, in :lang, else in English, else the code.
function catalogue.label_sql(dimension, t)
  return ([[coalesce((select text from label where kind = '%s' and id = %s.id and lang = :lang),
    (select text from label where kind = '%s' and id = %s.id and lang = 'en'), %s.code)]])
    :format(dimension, t, dimension, t, t)
end

--- The names of all nodes of a dimension in a language, by code.
function catalogue.names(store, dimension, lang)
  local names = {}
  local listed = query(store, ("select n.code, %s as name from %s n"):format(catalogue.label_sql(dimension, "n"), dimension),
    { lang = lang })
  local codes, texts = listed.code, listed.name
  for i = 1, #codes do
    names[codes[i]] = lang == "fr" and texts[i]:gsub("'", "\u{2019}") or texts[i]
  end
  return names
end

-- How well a name matches: 1 is the name itself, 2 begins with it, 3 has a word that does, 4 holds it anywhere.
local function match_of(name, wanted)
  if name == wanted then return 1 end
  local at = name:find(wanted, 1, true)
  if not at then return nil end
  if at == 1 then return 2 end
  return name:sub(at - 1, at - 1):match "[%s%-%.'(]" and 3 or 4
end

--- The rows of `all` (with columns code and name) whose code or any label holds `text`, best first.
function catalogue.find(store, dimension, all, text)
  local wanted = core.fold(text)
  local best = {}
  local function offer(id, name)
    local quality = match_of(core.fold(name), wanted)
    if quality and (not best[id] or quality < best[id]) then best[id] = quality end
  end
  local labels = query(store, "select id, text from label where kind = ?", { dimension })
  local ids, texts = labels.id, labels.text
  for i = 1, #ids do offer(ids[i], texts[i]) end
  local found, row_of = {}, {}
  for i, row in all:rows() do
    offer(row.id, row.code)
    if row.iccs then offer(row.id, row.iccs) end
    row_of[row.id] = i
    if best[row.id] then found[#found + 1] = row.id end
  end
  table.sort(found, function(a, b)
    if best[a] ~= best[b] then return best[a] < best[b] end
    return row_of[a] < row_of[b]
  end)
  local rows = {}
  for i, id in ipairs(found) do rows[i] = row_of[id] end
  return all:take(rows)
end

local EXAMPLES = { zone = "BE", phenomenon = "trafficking", source = "frontex" }

--- The code and id that a text stands for; raises for what is not a text, in the name of the function that was called.
function catalogue.resolve(store, dimension, text, called)
  if type(text) ~= "string" then
    error(("bad argument #1 to '%s': expected a %s, such as \"%s\", got %s"):format(called, dimension, EXAMPLES[dimension],
      text == nil and "nothing" or type(text)), 0)
  end
  return store:resolve(dimension, text)
end

--- A callable table whose declared functions take calls with a dot and with a colon alike. It can't be changed.
function catalogue.callable(functions, call)
  local fields = {}
  local callable = frozen.of(fields, checked(call))
  for name, each in pairs(functions) do
    local f = checked(each)
    fields[name] = function(first, ...)
      if first == callable then return f(...) end
      return f(first, ...)
    end
  end
  return callable
end

return catalogue
