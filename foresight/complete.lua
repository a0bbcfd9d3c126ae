--- complete.lua: what may stand where the cursor is: names, fields, methods, arguments, codes and file names.
--
-- Example:  complete.candidates("rollup{zo", "zo")   --> {"zone="}
--
-- Nothing is called on the way: only tables are read, and zones and phenomena looked up in the store.

local glocal = require "glocal"
local core = require "glocal.core"
local help = require "foresight.help"

local complete = {}

local MOST = 200 -- candidates

local KEYWORDS = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local",
                   "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }

-- Collects the names that begin with the word, each once.
local function collector(word)
  local found, seen = {}, {}
  return function(name, ending)
    if type(name) ~= "string" or seen[name] or #found >= MOST or name:sub(1, #word) ~= word then return end
    if name:sub(1, 1) == "_" and word == "" then return end
    seen[name] = true
    found[#found + 1] = name .. (ending or "")
  end, found
end

-- --- what a name stands for, without calling anything ---------------------------------------------------------

local function field_of(value, key)
  if value == glocal then return glocal[key] end -- may load a part of the library, no more
  if type(value) == "table" then
    local own = rawget(value, key)
    if own ~= nil then return own end
  end
  local meta = debug.getmetatable(value)
  local index = type(meta) == "table" and rawget(meta, "__index")
  return type(index) == "table" and field_of(index, key) or nil
end

-- "glocal.zones" -> the value, or nil.
local function value_of(path)
  local value
  for name in path:gmatch "[%a_][%w_]*" do
    if value == nil then value = field_of(_G, name) else value = field_of(value, name) end
    if value == nil then return nil end
  end
  return value
end

local function offer_fields(value, add, only_functions)
  for _ = 1, 5 do
    if type(value) == "table" then
      for name, each in pairs(value) do
        if not only_functions or type(each) == "function" then add(name) end
      end
    end
    local meta = debug.getmetatable(value)
    value = type(meta) == "table" and rawget(meta, "__index") or nil
    if value == nil then return end
  end
end

local function offer_frame(value, add, is_method)
  for name in pairs(core.frame_methods) do add(name) end
  if is_method then return end
  for _, name in ipairs(core.frame_methods.columns(value)) do add(name) end
end

-- Methods declared for the value's noun: "store:sql" for a userdata named glocal.store.
local function offer_declared(value, add)
  local noun = ((debug.getmetatable(value) or {}).__name or ""):match "glocal%.([%w_]+)"
  for _, name in ipairs(noun and help.members(noun) or {}) do add(name:match ":([%w_]+)$") end
end

-- Of the library's own tables only what is declared: the rest is for the library itself.
local function offer_members(noun, add)
  local names = glocal[noun] ~= nil and noun ~= "store" and help.members(noun) or {}
  for _, name in ipairs(names) do add(name:match "[.:]([%w_]+)$") end
  return #names > 0
end

local function after_mark(path, mark, add)
  if rawget(_G, path) == nil and offer_members(path, add) then return end
  local value = value_of(path)
  if value == nil then return end
  if type(value) == "userdata" and (debug.getmetatable(value) or {}).__name == "glocal.frame" then
    return offer_frame(value, add, mark == ":")
  end
  offer_fields(value, add, mark == ":")
  offer_declared(value, add)
end

-- --- inside a call: the names of its arguments ----------------------------------------------------------------

-- The text without its strings, so that brackets in them don't count; of the same length.
local function without_strings(text)
  return (text:gsub("(['\"])(.-)%1", function(quote, inside) return quote .. (" "):rep(#inside) .. quote end))
end

-- The function whose table of arguments is open at the end of the text: "rollup{zone='BE', " -> "rollup".
local function open_call(text)
  text = without_strings(text)
  local depth = 0
  for i = #text, 1, -1 do
    local c = text:sub(i, i)
    if c == "}" or c == ")" then
      depth = depth + 1
    elseif c == "{" or c == "(" then
      if depth == 0 then
        local name = text:sub(1, i - 1):match "([%a_][%w_.:]*)%s*%(?[^(){}]*$"
        return c == "{" and name or nil
      end
      depth = depth - 1
    end
  end
end

-- The names of a signature's tables: "(spec: {zone?: string, every: string})" -> zone, every.
local function offer_arguments(name, add)
  local entry = help.find(name) or help.find(name:match "[.:]([%w_]+)$" or name)
  for each in (entry and entry.signature or ""):gmatch "[{,]%s*([%a_][%w_]*)%??%s*:" do add(each, "=") end
end

-- --- inside a string: codes, names, topics, files -------------------------------------------------------------

-- Names are found whatever their case and accents; the store's own find does that.
local function offer_found(noun, word, found)
  local look = field_of(glocal, noun)
  local find = look ~= nil and field_of(look, "find")
  if not find or not glocal.store or #word < 2 then return end
  local ok, frame = pcall(find, look, word)
  if not ok or not frame then return end
  for i = 1, math.min(#frame, MOST) do
    local row = frame[i]
    local name = row.name or row.label or row.text
    local folded = name and name:lower():sub(1, #word) == word:lower()
    found[#found + 1] = folded and name or row.code
  end
end

local function offer_codes(word, add)
  if not glocal.store then return end
  for _, each in ipairs { "zone", "phenomenon" } do
    -- a range instead of LIKE, so that the index on the code serves
    local ok, frame = pcall(field_of(glocal.store, "sql"), glocal.store, ("select code from %s where code >= '%s' and "
      .. "code < '%s\u{10FFFF}' order by code limit 100"):format(each, word:gsub("'", "''"), word:gsub("'", "''")))
    if ok and frame then
      for i = 1, #frame do add(frame:get(i, "code")) end
    end
  end
end

-- The shell's own pattern matching; the word is quoted for it.
local function offer_files(word, add)
  local pipe = io.popen(("ls -dp -- '%s'* 2>/dev/null"):format(word:gsub("'", "'\\''")))
  if not pipe then return end
  for line in pipe:lines() do add(line) end
  pipe:close()
end

local function in_string(before, word)
  local add, found = collector(word)
  local call = before:match "([%a_][%w_.:]*)%s*%(?%s*$" or ""
  if call == "help" then
    for _, entry in ipairs(help.entries()) do add(entry.name) end
    return found
  end
  local takes_file = call:match "open$" or call:match "import$" or call:match "to_%a+$" or call:match "init$"
    or before:match "to%s*=%s*$"
  if not takes_file then
    offer_codes(word, add)
    if #found == 0 then
      local first = before:match "pheno[%w_]*[^%w_]*$" and "phenomena" or "zones"
      offer_found(first, word, found)
      if #found == 0 then offer_found(first == "zones" and "phenomena" or "zones", word, found) end
    end
  end
  if takes_file or word:find "/" then offer_files(word, add) end
  return found
end

-- Whether the end of the text is inside a string; the place of its quote.
local function open_string(text)
  local quote, from
  local i = 1
  while i <= #text do
    local c = text:sub(i, i)
    if quote and c == "\\" then
      i = i + 1
    elseif quote then
      if c == quote then quote = nil end
    elseif c == '"' or c == "'" then
      quote, from = c, i
    end
    i = i + 1
  end
  return quote and from
end

--- The candidates for the word that the text ends with.
function complete.candidates(text, word)
  local from = open_string(text)
  if from then return in_string(text:sub(1, from - 1), text:sub(from + 1)) end
  local before = text:sub(1, #text - #word)
  local add, found = collector(word)
  local path, mark = before:match "([%a_][%w_.]*)%s*([.:])$"
  if path then
    after_mark(path, mark, add)
  elseif not before:match "[%])}\"'][.:]$" then
    local call = open_call(before)
    if call and before:match "[{,]%s*$" then offer_arguments(call, add) end
    if #found == 0 then
      for _, name in ipairs(require "foresight.show".global_names()) do add(name) end
      for _, name in ipairs(KEYWORDS) do add(name) end
    end
  end
  table.sort(found)
  return found
end

return complete
