--- entries.lua: every declared function by name, of the C registry and of the Lua library, for help, completion and the
--- reference.
--
-- Example:  require "foresight.shell.entries".find "rollup"   --> {name = "rollup", parameters = {...}, doc = ...}

local declared = require "foresight.shared.declared"
local glocal = require "glocal"
local core = require "glocal.core"

local entries = {}

local function folder_of_library()
  return debug.getinfo(1, "S").source:match "^@(.*)/shell/[^/]*$"
end

local function read_file(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

-- The files of the library: init.lua and, from there, all that is required.
local function library_files()
  local folder, seen, order = folder_of_library(), {}, {}
  local function visit(name)
    if seen[name] then return end
    seen[name] = true
    local path = ("%s/%s.lua"):format(folder, (name:gsub("%.", "/")))
    local text = read_file(path)
    if not text then return end
    order[#order + 1] = path
    for each in text:gmatch [["foresight%.([%w_.]+)"]] do visit(each) end
  end
  visit "init"
  visit "shell.help"
  return order
end

local known

--- Every declared function, by name; see declared.lua. What the Lua library declares takes the place of a C function of
--- that name.
function entries.all()
  if known then return known end
  local by_name, list = {}, {}
  local function add(entry)
    if not by_name[entry.name] then list[#list + 1] = entry.name end
    by_name[entry.name] = entry
  end
  for _, entry in ipairs(declared.of_core()) do add(entry) end
  for _, path in ipairs(library_files()) do
    for _, entry in ipairs(declared.of_file(path)) do add(entry) end
  end
  table.sort(list)
  known = {}
  for i, name in ipairs(list) do known[i] = by_name[name] end
  return known
end

local function noun_of(name)
  return name:match "^([%w_]+)[.:]"
end

--- The entry of that name, or of the one method that goes by it ("render" for frame:render).
function entries.find(name)
  local found
  for _, entry in ipairs(entries.all()) do
    if entry.name == name then return entry end
    if noun_of(entry.name) and entry.name:match "[.:]([%w_]+)$" == name then
      found = not found and entry or "several"
    end
  end
  return type(found) == "table" and found or nil
end

--- The names that are part of a noun: every "frame:..." for "frame".
function entries.members(noun)
  local names = {}
  for _, entry in ipairs(entries.all()) do
    if noun_of(entry.name) == noun then names[#names + 1] = entry.name end
  end
  return names
end

local function text_of(entry)
  local texts = { entry.name, entry.doc, entry.raises or "", entry.fails or "" }
  for _, each in ipairs(entry.parameters) do texts[#texts + 1] = ("%s %s"):format(each.name, each.doc) end
  for _, each in ipairs(entry.returns) do texts[#texts + 1] = each.doc end
  return table.concat(texts, " ")
end

--- The names whose documentation holds every word, those with them in the name first.
function entries.search(words)
  local in_name, in_doc = {}, {}
  for _, entry in ipairs(entries.all()) do
    local text, all, named = text_of(entry):lower(), true, true
    for word in words:lower():gmatch "%S+" do
      all = all and text:find(word, 1, true)
      named = named and entry.name:lower():find(word, 1, true)
    end
    if all and not entry.internal then table.insert(named and in_name or in_doc, entry.name) end
  end
  return table.move(in_doc, 1, #in_doc, #in_name + 1, in_name)
end

-- What a declared name stands for; nil for methods of values and what is not loaded.
local function value_of_name(name)
  local noun, field = name:match "^([%w_]+)[.:]([%w_]+)$"
  if not noun then return rawget(glocal, name) end
  local holder = core[noun .. "_methods"] or rawget(glocal, noun)
  return type(holder) == "table" and holder[field] or nil
end

--- The name under which a value is offered: "rollup" for the function; nil for any other value.
function entries.name_of(value)
  if (debug.getmetatable(value) or {}).__name == "glocal.frame" then return "frame" end
  for _, entry in ipairs(entries.all()) do
    if rawequal(value_of_name(entry.name), value) then return entry.name end
  end
end

return entries
