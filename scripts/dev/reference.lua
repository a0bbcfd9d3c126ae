--- reference.lua: writes docs/reference.md and docs/glocal.lua (for editors) from what is declared beside the code.
--
-- Example:  glocal run scripts/dev/reference.lua            writes both
--           glocal run scripts/dev/reference.lua --check    fails where they are not current

local help = require "foresight.shell.help"

local root = arg[0]:match "^(.*)scripts/dev/[^/]*$" or "../../"
local keep = dofile(root .. "scripts/dev/made.lua")
local docs = root .. "docs/"

-- --- nouns ----------------------------------------------------------------------------------------------------

local function noun_of(entry)
  local noun = entry.name:match "^([%w_]+)[.:]"
  return noun or #help.members(entry.name) > 0 and entry.name or nil
end

-- The entries by noun, in order: {noun, entries}; what belongs to no noun first, what the library has for itself last.
local function groups()
  local general, internal, by_noun, nouns = { title = "Functions" }, { title = "Of the library itself" }, {}, {}
  for _, entry in ipairs(help.entries()) do
    local noun = not entry.internal and noun_of(entry) or nil
    local group = entry.internal and internal or noun and by_noun[noun] or general
    if noun and not by_noun[noun] then
      group = { noun = noun, title = noun }
      by_noun[noun] = group
      nouns[#nouns + 1] = noun
    end
    group[#group + 1] = entry
  end
  local all = { general }
  for _, noun in ipairs(nouns) do all[#all + 1] = by_noun[noun] end
  all[#all + 1] = internal
  return all
end

-- --- reference.md ---------------------------------------------------------------------------------------------

-- The anchor that a heading gets.
local function anchor(text)
  return "#" .. text:lower():gsub("[^%w_ -]", ""):gsub(" ", "-")
end

local function links_of(group)
  local links = {}
  for i, entry in ipairs(group) do links[i] = ("[%s](%s)"):format(entry.name, anchor(entry.name)) end
  return table.concat(links, " · ")
end

local function markdown_of(entry)
  local needs = #entry.needs > 0 and "Needs " .. table.concat(entry.needs, ", ") .. ". " or ""
  return ("### %s\n\n```\n%s%s\n```\n\n%s\n\n```lua\n%s\n```\n\n%sSince %s.\n"):format(entry.name, entry.name,
    entry.signature or "", entry.doc, entry.example or "", needs, entry.since or "?")
end

local function reference(all)
  local out = { [[
# Reference

Every name that a script or the shell sees. Made from the declarations beside the code by
`scripts/dev/reference.lua`; do not edit.

A wrong argument raises an error. What may fail for outer reasons (a missing file, a busy store) returns nil, a message
and a code. `EXPRESSION --> TEXT` says what an expression prints; every example is run by the tests. What the library
has for itself is in `require "glocal.core"`.
]] }
  for _, group in ipairs(all) do out[#out + 1] = ("**%s**: %s\n"):format(group.title, links_of(group)) end
  for _, group in ipairs(all) do
    out[#out + 1] = ("## %s\n"):format(group.title)
    for _, entry in ipairs(group) do out[#out + 1] = markdown_of(entry) end
  end
  return table.concat(out, "\n")
end

-- --- glocal.lua: LuaCATS --------------------------------------------------------------------------------------

-- Splits at the commas that stand outside every bracket.
local function split(text)
  local parts, depth, from = {}, 0, 1
  for i = 1, #text + 1 do
    local c = text:sub(i, i)
    if c:match "[{(<%[]" then
      depth = depth + 1
    elseif c:match "[})>%]]" then
      depth = depth - 1
    elseif (c == "," and depth == 0) or c == "" then
      local part = text:sub(from, i - 1):match "^%s*(.-)%s*$"
      if part ~= "" then parts[#parts + 1] = part end
      from = i + 1
    end
  end
  return parts
end

-- "(a: integer, b?: string): frame" -> {"a: integer", "b?: string"}, {"frame"}
local function parse_signature(signature)
  local inside = (signature or "()"):match "^%b()" or "()"
  return split(inside:sub(2, -2)), split((signature or ""):sub(#inside + 1):match "^%s*:%s*(.*)$" or "")
end

-- A type as LuaCATS writes it: no "..." inside a table, `nil` for what may be missing.
local function luacats_type(text)
  return (text:gsub(",%s*%.%.%.", ""):gsub("{%s*%.%.%.%s*}", "table"))
end

local function comment(text)
  return "---" .. text:gsub("\n", "\n---")
end

-- A table of named arguments, "{zone?: string, every?: string}", as a class of its own: editors complete the fields of
-- a class inside `rollup{`, each with its type. Nil for any other type.
local function class_of_fields(name, kind)
  local inside = kind:match "^{(.*)}$"
  if not inside then return nil end
  local lines = { "---@class " .. name }
  for _, each in ipairs(split(inside)) do
    local field, optional, type_of_field = each:match "^([%a_][%w_]*)(%??)%s*:%s*(.*)$"
    if not field and each ~= "..." then return nil end
    if field then lines[#lines + 1] = ("---@field %s%s %s"):format(field, optional, luacats_type(type_of_field)) end
  end
  return #lines > 1 and table.concat(lines, "\n") .. "\n" or nil
end

local function declaration(entry, own_name)
  local parameters, returns = parse_signature(entry.signature)
  local lines, names = { comment(entry.doc) }, {}
  if entry.example then lines[#lines + 1] = comment("```lua\n" .. entry.example .. "\n```") end
  for i, parameter in ipairs(parameters) do
    local name, optional, kind = parameter:match "^([%w_.]+)(%??)%s*:%s*(.*)$"
    names[i] = name or parameter
    local class_name = ("glocal.%s.%s"):format(entry.name:gsub(":", "."), names[i])
    local class = class_of_fields(class_name, kind or "any")
    if class then
      table.insert(lines, 1, class)
      kind = class_name
    end
    lines[#lines + 1] = ("---@param %s%s %s"):format(names[i], optional or "", luacats_type(kind or "any"))
  end
  for _, each in ipairs(returns) do lines[#lines + 1] = "---@return " .. luacats_type(each) end
  lines[#lines + 1] = ("function %s(%s) end\n"):format(own_name, table.concat(names, ", "))
  return table.concat(lines, "\n")
end

-- A noun with methods is a class; one with plain functions a table, which may be called itself.
local function noun_stub(group)
  local noun, out, call = group.noun, {}, nil
  local is_class = false
  for _, entry in ipairs(group) do
    is_class = is_class or entry.name:find(":", 1, true) ~= nil
    if entry.name == noun then call = entry end
  end
  local holder = (is_class or call) and noun .. "_class" or noun
  out[1] = ("---@class %s%s\n%s%s = {}\n"):format(noun, is_class and "" or "_module",
    holder ~= noun and "local " or "", holder)
  for _, entry in ipairs(group) do
    if entry ~= call then out[#out + 1] = declaration(entry, holder .. entry.name:match "([.:].*)$") end
  end
  if call then out[#out + 1] = declaration(call, noun) end
  return table.concat(out, "\n")
end

local function editor_file(all)
  local out = { "---@meta glocal\n",
    "-- Made from the declarations beside the code by scripts/dev/reference.lua; do not edit.\n",
    "---The store that is open.\n---@type store?\nstore = nil\n",
    "---The leaf cells of a store, which rollup adds up.\n---@class cells\n",
    "---Zones or phenomena as a tree, as rollup uses it.\n---@class tree\n" }
  for _, group in ipairs(all) do
    if group.noun then out[#out + 1] = noun_stub(group) end
    for _, entry in ipairs(group.noun and {} or group) do
      if not entry.internal then out[#out + 1] = declaration(entry, entry.name) end
    end
  end
  return table.concat(out, "\n")
end

-- --- writing --------------------------------------------------------------------------------------------------

local all = groups()
local only_check = arg[1] == "--check"
local current = keep(docs .. "reference.md", reference(all), "reference.lua", only_check)
current = keep(docs .. "glocal.lua", editor_file(all), "reference.lua", only_check) and current
if not current then return nil, "the generated documents are not current", "stale" end
