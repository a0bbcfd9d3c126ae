--- declared.lua: what is declared beside the code, read as data: the `---` blocks of the Lua library, and the registry of
--- the C functions. Checks, help, completion, the reference and the editor file are all made from it.
--
-- Example:  declared.of_function(f)   --> {name="rollup", parameters={{name="spec", ...}, {name="zone", is_option=true ...}}}
--
-- A block stands directly above its function; a line of a tag that is indented goes on with it:
--   --- One paragraph.
--   --- @function rollup
--   --- @param spec table
--   --- @option every? string = "month" {day|week|month} the length of the periods
--   --- @option limit? integer = 10 [rows] at most so many
--   --- @option zone? string <zone> a code or name
--   --- @return frame zone, phenomenon, period, the measures
--   --- @raises an unknown zone
--   --- @fails not_found: there is no such file
--   --- @needs store.read
--   --- @leaves
--   --- @since 0.1
--   --- @example #rollup{zone="BE", every="year"} --> 18
-- Of a parameter or option: its name (with a mark where it may be left out), type, default (in Lua, or described in
-- parentheses), the values it may have, the set its values come from, its unit, and a line about it. @internal: for the
-- library itself. @leaves: it lets figures leave the store, and asks the gate (outfile.may_leave).

local core = require "glocal.core"

local declared = {}

-- --- a block ------------------------------------------------------------------------------------------------------

-- Where the word that begins the text ends; blanks inside brackets belong to it.
local function word_end(text)
  local quoted = text:match '^"[^"]*"()'
  if quoted then return quoted - 1 end
  local depth = 0
  for i = 1, #text do
    local c = text:sub(i, i)
    if c:find "[({%[<]" then depth = depth + 1 elseif c:find "[)}%]>]" then depth = depth - 1 end
    if c == " " and depth == 0 then return i - 1 end
  end
  return #text
end

local function take_word(text)
  local last = word_end(text)
  return text:sub(1, last), text:sub(last + 1):match "^%s*(.*)$"
end

local function list_of(text)
  local list = {}
  for each in (text or ""):gmatch "[^|]+" do list[#list + 1] = each end
  return #list > 0 and list or nil
end

-- "every? string = "month" {day|week} the length" as a table.
local function parameter_of(text, is_option)
  local name, mark, rest = text:match "^([%w_.]+)(%??)%s*(.*)$"
  local it = { name = name, is_optional = mark == "?", is_option = is_option }
  it.type, rest = take_word(rest)
  if rest:find "^= " then it.default, rest = take_word(rest:sub(3)) end
  local function take(pattern)
    local found, after = rest:match("^" .. pattern .. "%f[%s\0]%s*(.*)$")
    rest = after or rest
    return found
  end
  it.values, it.set, it.unit = list_of(take "{([%w_.|-]+)}"), take "<([%w_]+)>", take "%[([^%]]+)%]"
  it.doc = rest
  return it
end

local add_tag = {
  ["function"] = function(entry, value) entry.name = value end,
  param = function(entry, value) table.insert(entry.parameters, parameter_of(value, false)) end,
  option = function(entry, value) table.insert(entry.parameters, parameter_of(value, true)) end,
  ["return"] = function(entry, value)
    local kind, doc = take_word(value)
    if doc:find "^%.%.%.%s" then kind, doc = kind .. " ...", doc:sub(5) end
    table.insert(entry.returns, { type = kind, doc = doc })
  end,
  needs = function(entry, value)
    for each in value:gmatch "[%w.]+" do table.insert(entry.needs, each) end
  end,
  example = function(entry, value) entry.example = (entry.example and entry.example .. "\n" or "") .. value end,
  internal = function(entry) entry.internal = true end,
  leaves = function(entry) entry.leaves = true end,
}

-- The tags of a block as a list of {name, text}, the paragraph before them as "doc".
local function tags_of(lines)
  local tags = { { "doc", "" } }
  for _, line in ipairs(lines) do
    local tag, text = line:match "^@(%a+)%s*(.*)$"
    local last = tags[#tags]
    if tag then
      tags[#tags + 1] = { tag, text }
    else
      -- A list of values goes on without a blank.
      local space = (last[2] == "" or last[2]:find "|$") and "" or " "
      last[2] = last[2] .. space .. line:match "^%s*(.*)$"
    end
  end
  return tags
end

-- --- the signature ------------------------------------------------------------------------------------------------

local function results_of(entry)
  local types = {}
  for i, each in ipairs(entry.returns) do types[i] = each.type end
  if entry.fails and #types > 0 then
    for i = 1, #types do types[i] = types[i]:find "[?|]" and types[i] or types[i] .. "?" end
    while #types < 3 do types[#types + 1] = "string?" end
  end
  return #types > 0 and ": " .. table.concat(types, ", ") or ""
end

--- The arguments, without the options in their tables.
function declared.arguments(entry)
  local list = {}
  for _, each in ipairs(entry.parameters) do
    if not each.is_option then list[#list + 1] = each end
  end
  return list
end

--- The options, in order of their declaration.
function declared.options(entry)
  local list = {}
  for _, each in ipairs(entry.parameters) do
    if each.is_option then list[#list + 1] = each end
  end
  return list
end

local function finish(entry)
  local parts = {}
  for i, each in ipairs(declared.arguments(entry)) do
    parts[i] = ("%s%s: %s"):format(each.name, each.is_optional and "?" or "", each.type)
  end
  entry.signature = ("(%s)%s"):format(table.concat(parts, ", "), results_of(entry))
  return entry
end

local function entry_of_block(lines, file, line)
  local entry = { needs = {}, parameters = {}, returns = {}, file = file, line = line, internal = false,
    leaves = false }
  for _, tag in ipairs(tags_of(lines)) do
    local add = add_tag[tag[1]]
    if add then add(entry, tag[2]) else entry[tag[1]] = tag[2] end
  end
  return entry.name and finish(entry) or nil
end

-- --- files and functions ------------------------------------------------------------------------------------------

--- The entries of a text, in order; `line` is where the function begins that each stands above.
function declared.of_text(text, file)
  local list, block, at = {}, {}, 0
  for line in (text .. "\n"):gmatch "(.-)\n" do
    at = at + 1
    local words = line:match "^%-%-%-%s?(.*)$"
    if words then
      block[#block + 1] = words
    elseif #block > 0 then
      list[#list + 1], block = entry_of_block(block, file, at), {}
    end
  end
  return list
end

local open, kept = io.open, {}

local function text_of(path)
  local text = core.library_text(path)
  local file = not text and open(path, "rb")
  if file then
    text = file:read "a"
    file:close()
  end
  return text
end

local function title_of(path) return path:match "foresight/.*$" or path end

--- The entries of a file of the library; none where it can't be read.
function declared.of_file(path)
  if not kept[path] then
    local text = text_of(path)
    kept[path] = text and declared.of_text(text, title_of(path)) or {}
  end
  return kept[path]
end

-- The lines of the block that ends above a line of a text.
local function block_above(text, line)
  local block, at, from = {}, 1, 1
  while at < line do
    local to = text:find("\n", from, true)
    if not to then return {} end
    if text:find("^%-%-%-", from) then
      block[#block + 1] = text:sub(from, to - 1):match "^%-%-%-%s?(.*)$"
    elseif #block > 0 then
      block = {}
    end
    at, from = at + 1, to + 1
  end
  return block
end

--- The entry that stands above a function of the library; nil where there is none.
function declared.of_function(f)
  local info = debug.getinfo(f, "S")
  if info.source:sub(1, 1) ~= "@" then return nil end
  local path = info.source:sub(2)
  if not kept[path] then -- the others of its file are not asked for
    local text = text_of(path)
    local block = text and block_above(text, info.linedefined) or {}
    return #block > 0 and entry_of_block(block, title_of(path), info.linedefined) or nil
  end
  for _, entry in ipairs(kept[path]) do
    if entry.line == info.linedefined then return entry end
  end
end

--- The entries of a module of the library.
function declared.of_module(module)
  return declared.of_file(("%s/%s.lua"):format(core.home, (module:gsub("%.", "/"))))
end

--- The entry of a function in a module of the library, by its name.
function declared.entry(module, name)
  for _, entry in ipairs(declared.of_module(module)) do
    if entry.name == name then return entry end
  end
end

--- The values that an option of a function in a module of the library may have.
function declared.values(module, name, option)
  local entry = declared.entry(module, name)
  for _, each in ipairs(entry and entry.parameters or {}) do
    if each.name == option then return each.values end
  end
end

local of_core

--- The entries of the functions in C.
function declared.of_core()
  of_core = of_core or core.functions()
  for _, entry in ipairs(of_core) do declared.finished(entry) end
  return of_core
end

--- An entry of the core's list with all that is made from its parameters.
function declared.finished(entry)
  if not entry.signature then finish(entry) end
  return entry
end

return declared
