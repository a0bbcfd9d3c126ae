--- json.lua: tables of Lua as JSON text, the same for the same values: names in order, numbers in full.
--
-- Example:  json.text {b = 1, a = {"x", 0.5}}   --> {"a":["x",0.5],"b":1}
-- Reference: RFC 8259.

local json = {}

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function string_text(value)
  return '"' .. value:gsub('[%c"\\]', function(c) return ESCAPES[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

local function number_text(value)
  if math.type(value) == "integer" then return ("%d"):format(value) end
  if value ~= value or value == math.huge or value == -math.huge then return "null" end
  return ("%.17g"):format(value)
end

--- The value as JSON: a table with a first element is a list, another an object whose names are texts.
function json.text(value)
  if type(value) == "string" then return string_text(value) end
  if type(value) == "number" then return number_text(value) end
  if type(value) ~= "table" then return value == nil and "null" or tostring(value) end
  local parts = {}
  if value[1] ~= nil then
    for i, item in ipairs(value) do parts[i] = json.text(item) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  local names = {}
  for name in pairs(value) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = string_text(name) .. ":" .. json.text(value[name]) end
  return "{" .. table.concat(parts, ",") .. "}"
end

-- --- reading --------------------------------------------------------------------------------------------------------

local UNESCAPES = { n = "\n", r = "\r", t = "\t", b = "\b", f = "\f" }

local function read_string(text, at)
  local last = at
  repeat
    last = text:find('["\\]', last + 1) or error("a text without an end", 0)
    local is_escape = text:sub(last, last) == "\\"
    if is_escape then last = last + 1 end
  until not is_escape
  local inside = text:sub(at + 1, last - 1):gsub("\\u(%x%x%x%x)", function(hex) return utf8.char(tonumber(hex, 16)) end)
    :gsub("\\(.)", function(c) return UNESCAPES[c] or c end)
  return inside, last + 1
end

local read_value

local function read_list(text, at)
  local list = {}
  at = text:find("%S", at + 1)
  while text:sub(at, at) ~= "]" do
    list[#list + 1], at = read_value(text, at)
    if text:sub(at, at) == "," then at = at + 1 end
  end
  return list, at + 1
end

local function read_object(text, at)
  local object = {}
  at = at + 1
  while text:sub(at, at) ~= "}" do
    local name, behind = read_string(text, at)
    object[name], at = read_value(text, behind + 1)
    if text:sub(at, at) == "," then at = at + 1 end
  end
  return object, at + 1
end

local WORDS = { ["true"] = true, ["false"] = false }

function read_value(text, at)
  local first = text:sub(at, at)
  if first == '"' then return read_string(text, at) end
  if first == "[" then return read_list(text, at) end
  if first == "{" then return read_object(text, at) end
  local word = text:match("^[%w.+-]+", at) or error("no JSON at byte " .. at, 0)
  if word == "null" then return nil, at + #word end
  if WORDS[word] ~= nil then return WORDS[word], at + #word end
  return tonumber(word) or error("no JSON at byte " .. at, 0), at + #word
end

--- The value of a text that `json.text` made (without spaces); raises for another.
function json.read(text) return (read_value(text, 1)) end

return json
