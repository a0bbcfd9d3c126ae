--- entries.lua: every declared function, read from the one place where it is declared: the C registry, and the `---`
--- blocks of the Lua library.
--
-- Example:  require "foresight.shell.entries".find "rollup"   --> {name = "rollup", signature = "(spec: ...)", doc = ...}
--
-- A block stands directly above its function:
--   --- One paragraph.
--   --- @sig rollup(spec: table): frame
--   --- @needs store.read
--   --- @since 0.1
--   --- @example #rollup{zone="BE", every="year"} --> 18

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
    local text = read_file(folder .. "/" .. name:gsub("%.", "/") .. ".lua")
    if not text then return end
    order[#order + 1] = { name = name, text = text }
    for each in text:gmatch [["foresight%.([%w_.]+)"]] do visit(each) end
  end
  visit "init"
  visit "shell.help"
  return order
end

local function add_tag(entry, tag, value)
  if tag == "sig" then
    entry.name, entry.signature = value:match "^([%w_.:]+)(.*)$"
  elseif tag == "example" then
    entry.example = (entry.example and entry.example .. "\n" or "") .. value
  elseif tag == "needs" then
    for each in value:gmatch "[%w.]+" do
      if each ~= "none" then table.insert(entry.needs, each) end
    end
  else
    entry[tag] = value
  end
end

local function entry_of_block(lines, file)
  local entry, doc, last = { needs = {}, file = file }, {}, nil
  for _, line in ipairs(lines) do
    local tag, value = line:match "^@(%a+)%s*(.*)$"
    if tag then
      add_tag(entry, tag, value)
      last = tag
    elseif last == "sig" and line ~= "" then -- a long signature goes on
      entry.signature = entry.signature .. " " .. line:match "^%s*(.*)$"
    else
      doc[#doc + 1] = line
    end
  end
  entry.doc = table.concat(doc, " ")
  return entry.name and entry
end

local function entries_of_file(text, file, add)
  local block = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local words = line:match "^%s*%-%-%-%s?(.*)$"
    if words then
      block[#block + 1] = words
    elseif #block > 0 then
      local entry = entry_of_block(block, file)
      if entry then add(entry) end
      block = {}
    end
  end
end

local known

-- What functions give that scripts see, though no function makes it by its name.
local VALUES = { store = true, picture = true }

-- What belongs to no name that scripts see is for the library's own use.
local function is_internal(entry, by_name)
  local noun = entry.name:match "^([%w_]+)[.:]"
  if VALUES[noun or entry.name] then return false end
  local holder = noun or entry.name
  local is_offered = rawget(glocal, holder) ~= nil or getmetatable(glocal).parts[holder]
  return not is_offered and not (noun and not by_name[noun])
end

--- Every declared function, by name: {name, signature, needs, since, doc, example, file, internal}. What the Lua
--- library declares takes the place of a C function of that name.
function entries.all()
  if known then return known end
  local by_name, list = {}, {}
  local function add(entry)
    if not by_name[entry.name] then list[#list + 1] = entry.name end
    by_name[entry.name] = entry
  end
  for _, entry in ipairs(core.functions()) do add(entry) end
  for _, file in ipairs(library_files()) do entries_of_file(file.text, file.name, add) end
  table.sort(list)
  known = {}
  for i, name in ipairs(list) do
    known[i] = by_name[name]
    known[i].internal = is_internal(known[i], by_name)
  end
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

--- The names whose documentation holds every word, those with them in the name first.
function entries.search(words)
  local in_name, in_doc = {}, {}
  for _, entry in ipairs(entries.all()) do
    local text, all, named = (entry.name .. " " .. entry.doc .. " " .. (entry.signature or "")):lower(), true, true
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
  return type(holder) == "table" and rawget(holder, field) or nil
end

--- The name under which a value is offered: "rollup" for the function; nil for any other value.
function entries.name_of(value)
  if (getmetatable(value) or {}).__name == "glocal.frame" then return "frame" end
  for _, entry in ipairs(entries.all()) do
    if rawequal(value_of_name(entry.name), value) then return entry.name end
  end
end

return entries
