--- complete.lua: what may stand where the cursor is: names, fields, methods, options, and what values.lua knows of
--- strings.
--
-- Example:  complete.candidates "rollup{zo"   --> {texts={"zone="}, shown={"zone="}}
--
-- Nothing is called on the way: only tables are read, and zones and phenomena looked up in the store.

local core = require "glocal.core"
local cursor = require "foresight.shell.cursor"
local declared = require "foresight.shared.declared"
local entries = require "foresight.shell.entries"
local glocal = require "glocal"
local sealed = require "foresight.shared.sealed"
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
    text = core.visible(text) -- in a string Lua reads what is written out as the name itself
    if seen[text] or #found.texts > MOST then return end
    seen[text] = true
    local full = #found.texts == MOST
    found.texts[#found.texts + 1] = text
    found.shown[#found.texts] = full and "... more: type on" or shown and core.visible(shown) or text
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
  if sealed.marking(value) then
    local is_readable, own = pcall(function() return value[key] end)
    return is_readable and own or nil
  end
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

-- What the function gives, by its declaration: "frame", "store" or nil.
local function noun_given_by(callee)
  local entry = entries.find((callee:gsub("%(%)", ""))) or entries.find(callee:match "([%w_]+)$" or callee)
  local results = entry and entry.returns[1] and entry.returns[1].type:match "^[%w_]+"
  return (results == "frame" or results == "store") and results or nil
end

local function noun_of(path)
  if path == '""' then return "string" end
  local callee = path:match "^(.*)%(%)$"
  if callee then return noun_given_by(callee) end
  return noun_of_value(value_of(path))
end

-- The frame whose columns an argument of the call may name: that on which the chain of methods began, else the first
-- argument.
local function frame_behind(context)
  local root = (context.callee or ""):match "^([%a_][%w_.]*):" or context.subject
  local value = root and value_of(root)
  return noun_of_value(value) == "frame" and value or nil
end

-- The declaration of what is called: "rollup", "r:where():sort", "zones.find".
local function entry_of(callee)
  callee = (callee or ""):gsub("%(%)", "")
  local owner, method = callee:match "^(.-)[.:]([%w_]+)$"
  local noun = owner and noun_of(owner)
  local use = package.loaded["foresight.pack.use"]
  local of_pack = use and use.entry(value_of(callee))
  if of_pack then return of_pack end
  return entries.find(callee) or noun and entries.find(noun .. ":" .. method)
    or owner and (entries.find(owner .. "." .. method) or entries.find(method)) or nil
end

-- The parameter that is being written: an option by its name, else the argument at its place.
local function parameter_at(context)
  if not context.entry then return nil end
  local place = 0
  for _, each in ipairs(context.entry.parameters) do
    if each.is_option then
      if each.name == context.argument then return each end
    else
      place = place + 1
      if place == context.place then return each end
    end
  end
end

-- --- behind a mark --------------------------------------------------------------------------------------------

local function offer_methods(noun, add_name)
  if noun == "string" then
    for name in pairs(string) do add_name(name) end
  end
  for _, entry in ipairs(entries.all()) do
    local name = not entry.internal and entry.name:match("^" .. noun .. ":([%w_]+)$")
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

-- The options of what is called; of where and mutate the columns.
local function offer_options(context, add_name)
  local name = context.entry and context.entry.name
  if name == "frame:where" or name == "frame:mutate" then
    for _, column in ipairs(context.frame and context.frame:columns() or {}) do add_name(column, "=") end
    return
  end
  for _, each in ipairs(context.entry and declared.options(context.entry) or {}) do add_name(each.name, "=") end
end

local function offer_names(context, add, add_name)
  if context.begins_argument then offer_options(context, add_name) end
  if context.begins_value and context.word == "" then values.few(context.parameter, add) end
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
  if values.is_sql(text) then
    values.offer_sql(text, add)
    return found
  end
  context.frame, context.entry = frame_behind(context), entry_of(context.callee)
  context.parameter = parameter_at(context)
  if context.kind == "string" then
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
