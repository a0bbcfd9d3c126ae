--- data_text.lua: a table as Lua text for people to read and change, and back. Reading takes table constructors with texts,
--- numbers and booleans only: nothing in the text is ever run.
--
-- Example:  data_text.read(data_text.write {header = 4, columns = {"a"}})   --> {header = 4, columns = {"a"}}

local data_text = {}

local DEEPEST, LONGEST = 8, 1 << 20

-- --- writing --------------------------------------------------------------------------------------------------

local RESERVED = {}
for word in ("and break do else elseif end false for function goto if in local nil not or repeat return then true until while")
  :gmatch "%a+" do
  RESERVED[word] = true
end

--- A key as it stands before its "=".
function data_text.key(key)
  return key:find "^[%a_][%w_]*$" and not RESERVED[key] and key or ("[%q]"):format(key)
end

--- The keys of a table that are texts, in order.
function data_text.keys(value)
  local keys = {}
  for key in pairs(value) do
    if type(key) == "string" then keys[#keys + 1] = key end
  end
  table.sort(keys)
  return keys
end

--- The value as text; tables of one line where they fit.
function data_text.write(value, indent)
  indent = indent or ""
  if type(value) == "string" then return (("%q"):format(value):gsub("\\\n", "\\n")) end
  if type(value) ~= "table" then return tostring(value) end
  local parts, inner = {}, indent .. "  "
  for i, each in ipairs(value) do parts[i] = data_text.write(each, inner) end
  for _, key in ipairs(data_text.keys(value)) do
    parts[#parts + 1] = data_text.key(key) .. " = " .. data_text.write(value[key], inner)
  end
  local line = "{" .. table.concat(parts, ", ") .. "}"
  if #indent + #line <= 100 and not line:find "\n" then return line end
  return "{\n" .. inner .. table.concat(parts, ",\n" .. inner) .. ",\n" .. indent .. "}"
end

-- --- reading --------------------------------------------------------------------------------------------------

local ESCAPES = { n = "\n", r = "\r", t = "\t", ["\\"] = "\\", ['"'] = '"', ["'"] = "'", ["\n"] = "\n" }

-- Behind blanks and comments.
local function skip(text, at)
  repeat
    local before = at
    at = text:match("^%s*()", at)
    if text:sub(at, at + 1) == "--" then at = text:match("^[^\n]*()", at) end
  until at == before
  return at
end

local function fault(text, at, message)
  local _, line = text:sub(1, at):gsub("\n", "")
  error({ message = ("line %d: %s"):format(line + 1, message) }, 0)
end

local function read_text(text, at)
  local quote, parts = text:sub(at, at), {}
  at = at + 1
  while true do
    local plain, stop = text:match("^([^\\\"'\n]*)()", at)
    parts[#parts + 1] = plain
    local c = text:sub(stop, stop)
    if c == quote then return table.concat(parts), stop + 1 end
    if c == "\\" then
      local digits = text:match("^%d%d?%d?", stop + 1)
      local code = digits and tonumber(digits)
      local meant = code and code < 256 and string.char(code) or ESCAPES[text:sub(stop + 1, stop + 1)]
      if not meant then fault(text, stop, "a text has an escape that is not known") end
      parts[#parts + 1] = meant
      at = stop + 1 + (digits and #digits or 1)
    elseif c == "'" or c == '"' then
      parts[#parts + 1] = c
      at = stop + 1
    else
      fault(text, stop, "a text is not closed")
    end
  end
end

local read_value

local function read_key(text, at)
  local name, after = text:match("^([%a_][%w_]*)%s*=()", at)
  if name and text:sub(after, after) ~= "=" then return name, after end
  if text:sub(at, at) == "[" then
    at = skip(text, at + 1)
    if not text:find("^[\"']", at) then fault(text, at, "a key in brackets is a text, such as [\"a b\"]") end
    local key
    key, at = read_text(text, at)
    after = text:match("^%s*%]%s*=()", at)
    if not after then fault(text, at, "expected ] and =") end
    return key, after
  end
end

local function read_table(text, at, depth)
  if depth > DEEPEST then fault(text, at, "tables are nested too deep") end
  local value = {}
  at = skip(text, at + 1)
  while text:sub(at, at) ~= "}" do
    local start = at
    local key, after = read_key(text, at)
    local item
    item, at = read_value(text, skip(text, after or at), depth + 1)
    if key and value[key] ~= nil then fault(text, start, ("'%s' stands there twice"):format(key)) end
    if key then value[key] = item else value[#value + 1] = item end
    at = skip(text, at)
    local mark = text:sub(at, at)
    if mark == "," or mark == ";" then
      at = skip(text, at + 1)
    elseif mark ~= "}" then
      fault(text, at, "expected , or }")
    end
  end
  return value, at + 1
end

function read_value(text, at, depth)
  local c = text:sub(at, at)
  if c == "{" then return read_table(text, at, depth) end
  if c == '"' or c == "'" then return read_text(text, at) end
  local word, after = text:match("^([%w_.+-]+)()", at)
  if word == "true" or word == "false" then return word == "true", after end
  local value = word and tonumber(word)
  if not value or value - value ~= 0 then fault(text, at, "expected a text, a number, true, false or a table") end
  return value, after
end

--- The table that the text holds; nil and a message where it is none. `may_return`: `return` may stand before it, so that
--- editors read the file as Lua.
function data_text.read(text, may_return)
  if #text > LONGEST then return nil, "it is too long" end
  local ok, value = pcall(function()
    local at = skip(text, 1)
    if may_return then at = skip(text, text:match("^return%f[^%w_]()", at) or at) end
    if text:sub(at, at) ~= "{" then fault(text, at, "expected a table: {") end
    local result, after = read_table(text, at, 1)
    after = skip(text, after)
    if after <= #text then fault(text, after, "expected nothing behind the table") end
    return result
  end)
  if ok then return value end
  if type(value) ~= "table" then error(value, 0) end
  return nil, value.message
end

return data_text
