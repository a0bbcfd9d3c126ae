--- complete.lua: what may stand where the cursor is: names, fields, methods, arguments, and what values.lua knows of
--- strings.
--
-- Example:  complete.candidates "rollup{zo"   --> {texts={"zone="}, shown={"zone="}}
--
-- Nothing is called on the way: only tables are read, and zones and phenomena looked up in the store.

local cursor = require "foresight.shell.cursor"
local entries = require "foresight.shell.entries"
local glocal = require "glocal"
local show = require "foresight.shell.show"
local values = require "foresight.shell.values"

local complete = {}

local MOST = 100 -- candidates

local KEYWORDS = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local",
                   "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }

-- Collects candidates, each text once; a name only where it begins with the word.
local function collector(word)
  local found, seen = { texts = {}, shown = {} }, {}
  local function add(text, shown)
    if seen[text] or #found.texts > MOST then return end
    seen[text] = true
    local full = #found.texts == MOST
    found.texts[#found.texts + 1] = text
    found.shown[#found.texts] = full and "... more: type on" or shown or text
  end
  local function add_name(name, ending)
    if type(name) ~= "string" or name:sub(1, #word) ~= word then return end
    if name:sub(1, 1) == "_" and word == "" then return end
    add(name .. (ending or ""))
  end
  return found, add, add_name
end

-- --- what a path stands for, without calling anything ---------------------------------------------------------

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

-- "glocal.zones" -> the value, or nil; so for a path that calls something.
local function value_of(path)
  if not path:find "^[%w_.]+$" then return nil end
  local value
  for name in path:gmatch "[%a_][%w_]*" do
    if value == nil then value = field_of(_G, name) else value = field_of(value, name) end
    if value == nil then return nil end
  end
  return value
end

local function noun_of_value(value)
  return value ~= nil and type(value) == "userdata" and ((debug.getmetatable(value) or {}).__name or ""):match
    "glocal%.([%w_]+)" or nil
end

-- What the function gives, by its signature: "frame", "store" or nil.
local function noun_given_by(callee)
  local entry = entries.find((callee:gsub("%(%)", ""))) or entries.find(callee:match "([%w_]+)$" or callee)
  local results = entry and (entry.signature or ""):match "%)%s*:%s*([%w_]+)[^()]*$"
  return (results == "frame" or results == "store") and results or nil
end

local function noun_of(path)
  if path == '""' then return "string" end
  local callee = path:match "^(.*)%(%)$"
  if callee then return noun_given_by(callee) end
  return noun_of_value(value_of(path))
end

-- The frame whose columns an argument of the call may name: that on which the chain of methods began.
local function frame_behind(callee)
  local root = (callee or ""):match "^([%a_][%w_.]*):"
  local value = root and value_of(root)
  return noun_of_value(value) == "frame" and value or nil
end

-- --- behind a mark --------------------------------------------------------------------------------------------

local function offer_methods(noun, add_name)
  if noun == "string" then
    for name in pairs(string) do add_name(name) end
  end
  for _, entry in ipairs(entries.all()) do
    local name = not entry.name:find "^frame:attach" and entry.name:match("^" .. noun .. ":([%w_]+)$")
    if name then add_name(name) end
  end
end

local function offer_fields(value, add_name, only_functions)
  for _ = 1, 5 do
    if type(value) == "table" then
      for name, each in pairs(value) do
        if not only_functions or type(each) == "function" then add_name(name) end
      end
    end
    local meta = debug.getmetatable(value)
    value = type(meta) == "table" and rawget(meta, "__index") or nil
    if value == nil then return end
  end
end

-- Of the library's own tables only what is declared: the rest is for the library itself.
local function offer_declared(noun, add_name)
  local names = noun ~= "store" and rawget(_G, noun) == nil and glocal[noun] ~= nil and entries.members(noun) or {}
  for _, name in ipairs(names) do add_name(name:match "[.:]([%w_]+)$") end
  return #names > 0
end

local function offer_members(context, add_name)
  local owner, noun = context.owner, noun_of(context.owner)
  if offer_declared(owner, add_name) then return end
  local value = value_of(owner)
  if noun == "frame" and value ~= nil and context.mark == "." then
    for _, name in ipairs(value:columns()) do add_name(name) end
  elseif noun then
    offer_methods(noun, add_name)
  elseif value ~= nil then
    offer_fields(value, add_name, context.mark == ":")
  end
end

-- --- where a name may begin -----------------------------------------------------------------------------------

-- The names of a signature's tables: "(spec: {zone?: string, every: string})" -> zone, every.
local function offer_arguments(context, add_name)
  local callee = context.callee:gsub("%(%)", "")
  local method = callee:match "[.:]([%w_]+)$"
  if method == "where" or method == "mutate" then
    local frame = frame_behind(context.callee)
    for _, name in ipairs(frame and frame:columns() or {}) do add_name(name, "=") end
    return
  end
  local noun = noun_of(callee:match "^(.-)[.:][%w_]+$" or "")
  local entry = entries.find(callee) or noun and entries.find(noun .. ":" .. method) or method and entries.find(method)
  for each in (entry and entry.signature or ""):gmatch "[{,]%s*([%a_][%w_]*)%??%s*:" do add_name(each, "=") end
end

local function offer_names(context, add, add_name)
  if context.begins_argument then offer_arguments(context, add_name) end
  if context.begins_value and context.word == "" then values.few(context.argument, add) end
end

-- In order of name; what few values an argument has stands in its own order.
local function sorted(found, context)
  if not context.begins_value then table.sort(found.texts) end
  found.shown = found.texts
  return found
end

--- Reads what the first Tab would have to read: what is declared, the names of zones and phenomena.
function complete.prepare()
  entries.all()
  values.prepare()
end

--- The candidates for the word that the text ends with: `texts` to put in its place and, for each, what is `shown` in a
--- list; `files` where the word is the name of a file, `open` where a string goes on behind it.
function complete.candidates(text)
  local context = cursor.read(text)
  local found, add, add_name = collector(context.word)
  if context.kind == "string" then
    context.frame = frame_behind(context.callee)
    values.offer(context, add, found)
    return found
  elseif context.kind == "member" then
    offer_members(context, add_name)
  elseif context.kind == "name" then
    offer_names(context, add, add_name)
    if #found.texts == 0 then
      for _, name in ipairs(show.global_names()) do add_name(name) end
      for _, name in ipairs(KEYWORDS) do add_name(name) end
    end
  end
  return sorted(found, context)
end

return complete
