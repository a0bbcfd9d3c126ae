--- help.lua: what every name does, read from the one place where it is declared: the C registry, and the `---`
--- blocks of the Lua library.
--
-- Example:  require "foresight.help".find "rollup"   --> {name = "rollup", signature = "(spec: ...)", doc = ...}
--
-- A block stands directly above its function:
--   --- One paragraph.
--   --- @sig rollup(spec: table): frame
--   --- @needs store.read
--   --- @since 0.1
--   --- @example #rollup{zone="BE", every="year"} --> 18

local glocal = require "glocal"
local core = require "glocal.core"

local help = {}

--- The name most like the wanted one; nil if none is near.
help.nearest = core.nearest

-- --- entries --------------------------------------------------------------------------------------------------

local function folder_of_library()
  return debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$"
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
    local text = read_file(folder .. "/" .. name .. ".lua")
    if not text then return end
    order[#order + 1] = { name = name, text = text }
    for each in text:gmatch [["foresight%.([%w_]+)"]] do visit(each) end
  end
  visit "init"
  visit "help"
  return order
end

local function add_tag(entry, tag, value)
  if tag == "sig" then
    entry.name, entry.signature = value:match "^([%w_.:]+)(.*)$"
  elseif tag == "example" then
    entry.example = (entry.example and entry.example .. "\n" or "") .. value
  elseif tag == "needs" then
    for each in value:gmatch "[%w.]+" do table.insert(entry.needs, each) end
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

-- What belongs to no name that scripts see is for the library's own use.
local function is_internal(entry, by_name)
  local noun = entry.name:match "^([%w_]+)[.:]"
  if noun == "store" or entry.name == "store" then return false end
  local holder = noun or entry.name
  local is_offered = rawget(glocal, holder) ~= nil or getmetatable(glocal).parts[holder]
  return not is_offered and not (noun and not by_name[noun])
end

--- Every declared function, by name: {name, signature, needs, since, doc, example, file, internal}. What the Lua
--- library declares takes the place of a C function of that name.
function help.entries()
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
function help.find(name)
  local found
  for _, entry in ipairs(help.entries()) do
    if entry.name == name then return entry end
    if noun_of(entry.name) and entry.name:match "[.:]([%w_]+)$" == name then
      found = not found and entry or "several"
    end
  end
  return type(found) == "table" and found or nil
end

--- The names that are part of a noun: every "frame:..." for "frame".
function help.members(noun)
  local names = {}
  for _, entry in ipairs(help.entries()) do
    if noun_of(entry.name) == noun then names[#names + 1] = entry.name end
  end
  return names
end

--- The names whose documentation holds every word, those with them in the name first.
function help.search(words)
  local in_name, in_doc = {}, {}
  for _, entry in ipairs(help.entries()) do
    local text, all, named = (entry.name .. " " .. entry.doc .. " " .. (entry.signature or "")):lower(), true, true
    for word in words:lower():gmatch "%S+" do
      all = all and text:find(word, 1, true)
      named = named and entry.name:lower():find(word, 1, true)
    end
    if all and not entry.internal then table.insert(named and in_name or in_doc, entry.name) end
  end
  return table.move(in_doc, 1, #in_doc, #in_name + 1, in_name)
end

-- --- telling --------------------------------------------------------------------------------------------------

local GUIDE = {
  { "open or make a store", 'open "demo.db"', "open, init" },
  { "bring figures in", 'store:import("events.csv", {day="date", zone="place", ...})', "store:import" },
  { "find places and phenomena", 'zones:find "antw"   zones "BE"   phenomena "trafficking"', "zones, phenomena" },
  { "add figures up", 'rollup{zone="BE", level="province", every="year"}', "rollup" },
  { "see what they mean locally", 'impact{of=rollup{zone="world"}, to="police_zone"}', "impact" },
  { "work on a table", 'r:where{zone="BE"}   r:sort "-count"   r:head(5)', "frame" },
  { "look at it", 'r:plot()   r:plot{kind="bar", top=10, to="r.png"}', "frame:plot" },
  { "keep or hand on a result", 'r:to_csv "r.csv"   brief{zone="5345", lang="nl", to="brief.html"}',
    "frame:to_csv, brief" },
}

--- The words wrapped to the width, each line after the first indented.
local function wrap(text, width, indent)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    if #line > 0 and #line + #word + 1 > width then
      lines[#lines + 1] = line
      line = word
    else
      line = #line > 0 and line .. " " .. word or word
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n" .. (" "):rep(indent or 0))
end

local function is_declared(topics)
  for name in topics:gmatch "[%w_.:]+" do
    if help.find(name) or #help.members(name) > 0 then return true end
  end
end

local function tell_guide()
  local lines = { "Type a statement; what it returns is shown, and kept in `_`.", "" }
  for _, task in ipairs(GUIDE) do
    if is_declared(task[3]) then
      lines[#lines + 1] = ("To %s (help on: %s)\n    %s"):format(task[1], task[3], task[2])
    end
  end
  lines[#lines + 1] = '\nhelp "rollup" tells about one name; help "population" looks for a word in all of them.'
  lines[#lines + 1] = "Tab completes names, zones and phenomena. Ctrl-C stops what runs. Ctrl-D leaves."
  return table.concat(lines, "\n")
end

local function page_width()
  return math.min(100, require "foresight.show".host.width()) - 2
end

-- The call; one that does not fit a line has each field of its tables on a line of its own.
local function tell_call(entry, width)
  local call = entry.name .. (entry.signature or "")
  if #call <= width then return call end
  return (call:gsub("{(.-)}", function(fields)
    return "{\n    " .. fields:gsub(",%s*([%w_]+%??:)", ",\n    %1") .. "}"
  end))
end

local function tell_entry(entry)
  local width = page_width()
  local lines = { tell_call(entry, width), "", "  " .. wrap(entry.doc, width, 2) }
  if entry.example then lines[#lines + 1] = "\n  " .. entry.example:gsub("\n", "\n  ") end
  local needs = entry.needs and #entry.needs > 0 and "needs " .. table.concat(entry.needs, ", ") .. "; " or ""
  lines[#lines + 1] = ("\n  %ssince %s%s"):format(needs, entry.since or "?",
    entry.internal and '; of the library itself: require "glocal.core"' or "")
  return table.concat(lines, "\n")
end

local function tell_members(noun, names)
  local lines, width = {}, page_width()
  for i, name in ipairs(names) do
    local entry = help.find(name)
    lines[i] = ("  %-24s %s"):format(name, wrap(entry.doc:match "^(.-%.)%s" or entry.doc, width - 27, 27))
  end
  return ("%s has these:\n\n%s"):format(noun, table.concat(lines, "\n"))
end

local function tell_unknown(topic)
  local lines, names = { ("there is no help on '%s'"):format(topic) }, {}
  for _, entry in ipairs(help.entries()) do
    if not entry.internal then names[#names + 1] = entry.name end
  end
  local near, found = help.nearest(topic, names), help.search(topic)
  if near then lines[1] = lines[1] .. (", did you mean '%s'?"):format(near) end
  if #found > 0 then
    lines[#lines + 1] = "these speak of it: " .. table.concat(found, ", ", 1, math.min(12, #found))
  end
  return table.concat(lines, "\n")
end

-- What a declared name stands for; nil for methods of values and what is not loaded.
local function value_of_name(name)
  local noun, field = name:match "^([%w_]+)[.:]([%w_]+)$"
  if not noun then return rawget(glocal, name) end
  local holder = core[noun .. "_methods"] or rawget(glocal, noun)
  return type(holder) == "table" and rawget(holder, field) or nil
end

--- The name under which a value is offered: "rollup" for the function; nil for any other value.
function help.name_of(value)
  if (getmetatable(value) or {}).__name == "glocal.frame" then return "frame" end
  for _, entry in ipairs(help.entries()) do
    if rawequal(value_of_name(entry.name), value) then return entry.name end
  end
end

--- The help on a topic (a name, words, or a value) as text.
function help.text(topic)
  if topic == nil then return tell_guide() end
  if type(topic) ~= "string" then
    local name = help.name_of(topic)
    if not name then return ("there is no help on this %s; try help()"):format(type(topic)) end
    topic = name
  end
  local entry, members = help.find(topic), help.members(topic)
  if entry then
    return tell_entry(entry) .. (#members > 0 and "\n\n" .. tell_members(topic, members) or "")
  end
  return #members > 0 and tell_members(topic, members) or tell_unknown(topic)
end

--- Tells how to work with glocal, or about one name: a text that names it, or the value itself. A word that names
--- nothing is looked for in all entries.
--- @sig help(topic?: any)
--- @since 0.1
--- @example help "frame:head"
function help.help(...)
  if select("#", ...) > 0 and ... == nil then
    print "that is nil: put the name between quotes, as in help \"rollup\""
    return
  end
  print(help.text((...)))
end

return setmetatable(help, { __call = function(_, ...) return help.help(...) end })
