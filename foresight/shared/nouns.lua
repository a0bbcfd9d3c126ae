--- nouns.lua: what zones, phenomena and sources have in common: labels, look-up by part of a name, calls with a dot or
--- a colon. Not for scripts: they see zones, phenomena and sources.
--
-- Example:  nouns.find(store, "zone", "antw")

local core = require "glocal.core"
local checked = require "foresight.shared.call".checked

local nouns = {}

--- The language of labels: $GLOCAL_LANG, else that of the locale, else English.
function nouns.language()
  local told = os.getenv "GLOCAL_LANG" or os.getenv "LC_MESSAGES" or os.getenv "LANG" or ""
  local lang = told:sub(1, 2):lower()
  return (lang == "nl" or lang == "fr" or lang == "de") and lang or "en"
end

--- SQL for a label: of table `t` (with its id), of the noun, in :lang, else in English, else the code.
function nouns.label_sql(noun, t)
  return ([[coalesce((select text from label where kind = '%s' and id = %s.id and lang = :lang),
    (select text from label where kind = '%s' and id = %s.id and lang = 'en'), %s.code)]])
    :format(noun, t, noun, t, t)
end

-- How well a name fits: 1 is the name itself, 2 begins with it, 3 has a word that does, 4 holds it anywhere.
local function fit(name, wanted)
  if name == wanted then return 1 end
  local at = name:find(wanted, 1, true)
  if not at then return nil end
  if at == 1 then return 2 end
  return name:sub(at - 1, at - 1):match "[%s%-%.'(]" and 3 or 4
end

--- The rows of `all` (with columns code and name) whose code or any label holds `text`, best first.
function nouns.find(store, noun, all, text)
  local wanted = core.fold(text)
  local best = {}
  local function offer(id, name)
    local quality = fit(core.fold(name), wanted)
    if quality and (not best[id] or quality < best[id]) then best[id] = quality end
  end
  local labels = store:sql("select id, text from label where kind = ?", { noun })
  local ids, texts = labels.id, labels.text
  for i = 1, #ids do offer(ids[i], texts[i]) end
  local kept, row_of = {}, {}
  for i, row in all:rows() do
    offer(row.id, row.code)
    if row.iccs then offer(row.id, row.iccs) end
    row_of[row.id] = i
    if best[row.id] then kept[#kept + 1] = row.id end
  end
  table.sort(kept, function(a, b)
    if best[a] ~= best[b] then return best[a] < best[b] end
    return row_of[a] < row_of[b]
  end)
  local rows = {}
  for i, id in ipairs(kept) do rows[i] = row_of[id] end
  return all:take(rows)
end

local EXAMPLES = { zone = "BE", phenomenon = "trafficking", source = "frontex" }

--- The code and id that a text stands for; raises for what is not a text, in the name of the function that was called.
function nouns.resolve(store, noun, text, called)
  if type(text) ~= "string" then
    error(("bad argument #1 to '%s': expected a %s, such as \"%s\", got %s"):format(called, noun, EXAMPLES[noun],
      text == nil and "nothing" or type(text)), 0)
  end
  return store:resolve(noun, text)
end

--- A callable table whose declared functions take calls with a dot and with a colon alike.
function nouns.noun(functions, call)
  local noun = {}
  call = checked(call)
  for name, each in pairs(functions) do
    local f = checked(each)
    noun[name] = function(first, ...)
      if first == noun then return f(...) end
      return f(first, ...)
    end
  end
  return setmetatable(noun, { __call = function(_, ...) return call(...) end })
end

return nouns
