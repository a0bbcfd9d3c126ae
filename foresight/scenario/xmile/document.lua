--- document.lua: an XML file as a tree of elements. The parser is the core's (expat); no document type, no deep nesting.
--
-- Example:  root = document.read "teacup.xmile"   root.name --> xmile   root:child("sim_specs"):text_of "dt" --> 0.125
--
-- An element: name (without the prefix of XMILE's namespace), line, attributes, text, and its children in order. Elements of other
-- namespaces (isee: ...) and what only draws (views, styles) are left out.

local core = require "glocal.core"

local document = {}

local DRAWN = { "views", "style", "isee:prefs", "isee:dependencies" }

local methods = {}
local meta = { __index = methods }

local function trim(text) return (text:gsub("^%s+", ""):gsub("%s+$", "")) end
document.trim = trim

--- The first child of that name, or nil.
function methods.child(element, name)
  for _, each in ipairs(element) do
    if each.name == name then return each end
  end
end

--- All children of that name.
function methods.all(element, name)
  local found = {}
  for _, each in ipairs(element) do
    if each.name == name then found[#found + 1] = each end
  end
  return found
end

--- The text of the first child of that name, without the space around it, or nil.
function methods.text_of(element, name)
  local child = element:child(name)
  return child and trim(child.text) or nil
end

-- "x:stock" is "stock" where x is declared as XMILE's namespace; elements of any other namespace are not ours.
local function own_name(name, prefixes)
  local prefix, rest = name:match "^([^:]*):(.*)$"
  if not prefix then return name end
  return prefixes[prefix] and rest or nil
end

local function note_prefixes(attributes, prefixes)
  for key, value in pairs(attributes) do
    local prefix = key:match "^xmlns:(.*)$"
    if prefix and value:lower():find("xmile/ns/xmile", 1, true) then prefixes[prefix] = true end
  end
end

local function start(events, at)
  local name, line, count
  name, line, count, at = ("<s4I4I4"):unpack(events, at)
  local attributes = {}
  for _ = 1, count do
    local key, value
    key, value, at = ("<s4s4"):unpack(events, at)
    attributes[key] = value
  end
  return setmetatable({ name = name, line = line, attributes = attributes, parts = {} }, meta), at
end

-- The text of an element is that before, between and after its children.
local function close(element)
  element.text, element.parts = table.concat(element.parts), nil
end

local function tree(events)
  local top = setmetatable({ name = "", line = 1, attributes = {}, parts = {} }, meta)
  local open, at, prefixes, foreign = { top }, 1, {}, 0
  while at <= #events do
    local kind = events:byte(at)
    at = at + 1
    if kind == 60 then -- <
      local element
      element, at = start(events, at)
      note_prefixes(element.attributes, prefixes)
      local name = own_name(element.name, prefixes)
      if foreign > 0 or not name then
        foreign = foreign + 1
      else
        element.name = name
        table.insert(open[#open], element)
        open[#open + 1] = element
      end
    elseif kind == 62 then -- >
      if foreign > 0 then foreign = foreign - 1 else close(table.remove(open)) end
    else
      local text
      text, at = ("<s4"):unpack(events, at)
      if foreign == 0 then table.insert(open[#open].parts, text) end
    end
  end
  close(top)
  return top[1]
end

--- The root element of the file, or nil, message, code.
function document.read(path)
  local events, message, code = core.xml_events(path, DRAWN)
  if not events then return nil, message, code end
  return tree(events)
end

return document
