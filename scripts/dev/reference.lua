--- reference.lua: writes docs/reference.md, docs/reference_internal.md and docs/glocal.lua (for editors) from what is
--- declared beside the code.
--
-- Example:  glocal run scripts/dev/reference.lua            writes all three
--           glocal run scripts/dev/reference.lua --check    fails where they are not current

local declared = require "foresight.shared.declared"
local help = require "foresight.shell.help"

local root = arg[0]:match "^(.*)scripts/dev/[^/]*$" or "../../"
local keep = dofile(root .. "scripts/dev/made.lua")
local docs = root .. "docs/"

-- --- nouns ----------------------------------------------------------------------------------------------------

local function noun_of(entry)
  local noun = entry.name:match "^([%w_]+)[.:]"
  return noun or #help.members(entry.name) > 0 and entry.name or nil
end

-- The entries by noun, in order: {noun, entries}; what belongs to no noun first.
local function groups(is_internal)
  local general, by_noun, nouns = { title = "Functions" }, {}, {}
  for _, entry in ipairs(help.entries()) do
    if entry.internal == is_internal then
      local noun = noun_of(entry)
      local group = noun and by_noun[noun] or general
      if noun and not by_noun[noun] then
        group = { noun = noun, title = noun }
        by_noun[noun] = group
        nouns[#nouns + 1] = noun
      end
      group[#group + 1] = entry
    end
  end
  local all = { general }
  for _, noun in ipairs(nouns) do all[#all + 1] = by_noun[noun] end
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

-- A cell of a table: a bar would end it.
local function cell(text)
  return (text:gsub("|", "\\|"))
end

local function code(text)
  return "`" .. cell(text) .. "`"
end

local function parameter_table(parameters, title)
  if #parameters == 0 then return "" end
  local lines = { ("| %s | type | default | |\n| --- | --- | --- | --- |"):format(title) }
  for _, each in ipairs(parameters) do
    local about = { each.doc ~= "" and each.doc or "the options below", each.unit and "in " .. each.unit or nil }
    if each.values then about[#about + 1] = "one of " .. table.concat(each.values, ", ") end
    local default = each.default or each.is_optional and "" or "*required*"
    lines[#lines + 1] = ("| %s | %s | %s | %s |"):format(code(each.name), code(each.type),
      default:find '^["{%d%-tf]' and code(default) or cell(default:gsub("^%((.*)%)$", "%1")),
      cell(table.concat(about, "; ")))
  end
  return table.concat(lines, "\n") .. "\n\n"
end

local function outcome(entry)
  local lines = {}
  for _, each in ipairs(entry.returns) do lines[#lines + 1] = ("- Gives %s: %s."):format(code(each.type), each.doc) end
  if entry.raises then lines[#lines + 1] = ("- Raises for %s."):format(entry.raises) end
  if entry.fails then lines[#lines + 1] = ("- Returns nil, message, code: %s."):format(entry.fails) end
  return #lines > 0 and table.concat(lines, "\n") .. "\n\n" or ""
end

local function markdown_of(entry)
  local needs = #entry.needs > 0 and "Needs " .. table.concat(entry.needs, ", ") .. ". " or ""
  if entry.leaves then needs = "Figures leave by it, as far as their marking allows. " .. needs end
  return ("### %s\n\n```\n%s%s\n```\n\n%s\n\n%s%s%s```lua\n%s\n```\n\n%s%s. Declared in `%s`.\n"):format(entry.name,
    entry.name, entry.signature, entry.doc, parameter_table(declared.arguments(entry), "argument"),
    parameter_table(declared.options(entry), "option"), outcome(entry), entry.example, needs,
    entry.internal and "Internal" or "Since " .. entry.since, entry.file)
end

local MADE = "Made from the declarations beside the code by `scripts/dev/reference.lua`; do not edit."
local PUBLIC = ([[
# Reference

Every name that a script or the shell sees. %s

A wrong argument or option raises an error that names the nearest right one. What may fail for outer reasons (a missing
file, a busy store) returns nil, a message and a code. `EXPRESSION --> TEXT` says what an expression prints; every example
is run by the tests. What the library has for itself is in [reference_internal.md](reference_internal.md).
]]):format(MADE)
local INTERNAL = ([[
# Internal reference

What the library has for itself, in `require "glocal.core"` and on values: it may change with any version. %s The public
names are in [reference.md](reference.md).
]]):format(MADE)

local function reference(all, head)
  local out = { head }
  for _, group in ipairs(all) do out[#out + 1] = ("**%s**: %s\n"):format(group.title, links_of(group)) end
  for _, group in ipairs(all) do
    out[#out + 1] = ("## %s\n"):format(group.title)
    for _, entry in ipairs(group) do out[#out + 1] = markdown_of(entry) end
  end
  return table.concat(out, "\n")
end

-- --- glocal.lua: LuaCATS --------------------------------------------------------------------------------------

local function comment(text)
  return "---" .. text:gsub("\n", "\n---")
end

-- Text values as a choice of literals, which editors complete.
local function type_of(parameter)
  if not parameter.values then return parameter.type end
  local texts = {}
  for i, each in ipairs(parameter.values) do texts[i] = ('"%s"'):format(each) end
  local choice = table.concat(texts, "|")
  local rest = parameter.type:gsub("string%[%]", "(" .. choice .. ")[]")
  return (rest:gsub("^string", choice))
end

local function about(parameter)
  local default = parameter.default and (" (default: %s)"):format(parameter.default:gsub("^%((.*)%)$", "%1")) or ""
  return parameter.doc .. default
end

-- The options as a class of its own: editors complete the fields of a class inside `rollup{`, each with its type.
local function class_of_options(entry, name)
  local options = declared.options(entry)
  if #options == 0 then return nil end
  local lines = { "---@class " .. name }
  for _, each in ipairs(options) do
    lines[#lines + 1] = ("---@field %s%s %s %s"):format(each.name, each.is_optional and "?" or "", type_of(each), about(each))
  end
  return table.concat(lines, "\n") .. "\n"
end

-- The argument that holds the options: the last that may be a table.
local function holder_of(arguments)
  for i = #arguments, 1, -1 do
    if arguments[i].type:find "table" then return i end
  end
end

local function returns_of(entry)
  local lines = {}
  for _, each in ipairs(entry.returns) do
    local kind = each.type:gsub(" %.%.%.$", "")
    if entry.fails and not kind:find "[?|]" then kind = kind .. "?" end
    lines[#lines + 1] = ("---@return %s # %s"):format(kind, each.doc)
  end
  while entry.fails and #lines > 0 and #lines < 3 do
    lines[#lines + 1] = "---@return string? " .. (#lines == 1 and "message" or "code")
  end
  return table.concat(lines, "\n") .. (#lines > 0 and "\n" or "")
end

local function declaration(entry, own_name)
  local arguments, names, lines = declared.arguments(entry), {}, {}
  local class_name = ("glocal.%s.options"):format((entry.name:gsub(":", ".")))
  local class, holder = class_of_options(entry, class_name), holder_of(arguments)
  if class then lines[1] = class end
  lines[#lines + 1] = comment(entry.doc)
  if entry.example then lines[#lines + 1] = comment("```lua\n" .. entry.example .. "\n```") end
  for i, each in ipairs(arguments) do
    names[i] = each.name
    local kind = type_of(each)
    if class and i == holder then kind = kind:gsub("table$", class_name) end
    local line = ("---@param %s%s %s %s"):format(each.name, each.is_optional and "?" or "", kind, about(each))
    lines[#lines + 1] = line:gsub(" $", "")
  end
  return ("%s\n%sfunction %s(%s) end\n"):format(table.concat(lines, "\n"), returns_of(entry), own_name,
    table.concat(names, ", "))
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
    "---Zones or phenomena as a tree, as rollup uses it.\n---@class tree\n",
    "---A brief: its text and page.\n---@class brief\n",
    "---A quantity of a model: what it is made of; numbers and quantities can be reckoned with it.\n---@class quantity\n",
    "---A quantity of a model for each member of an axis.\n---@class array\n" }
  for _, group in ipairs(all) do
    if group.noun then out[#out + 1] = noun_stub(group) end
    for _, entry in ipairs(group.noun and {} or group) do out[#out + 1] = declaration(entry, entry.name) end
  end
  return table.concat(out, "\n")
end

-- --- writing --------------------------------------------------------------------------------------------------

local public, internal = groups(false), groups(true)
local only_check = arg[1] == "--check"
local current = true
for name, text in pairs {
  ["reference.md"] = reference(public, PUBLIC), ["reference_internal.md"] = reference(internal, INTERNAL),
  ["glocal.lua"] = editor_file(public),
} do
  current = keep(docs .. name, text, "reference.lua", only_check) and current
end
if not current then return nil, "the generated documents are not current", "stale" end
