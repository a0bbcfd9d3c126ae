--- names.lua: which globals a statement mentions and sets, read from its text, so that journal knows which statement depends on which.
--
-- Example:  names.of "r = rollup{zone=z}"   --> {mentions = {rollup = true, z = true}, sets = {r = "always"}, fields = {}}
--
-- The tokens are those of the Lua 5.4 manual, section 3.1. What is changed behind another name is not seen.

local names = {}

local KEYWORDS = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true until
  while]]):gmatch "%a+" do KEYWORDS[word] = true end

-- The end of the token that starts at `at`, and whether it says anything: no space, comment, text or number.
local function token_end(text, at)
  local long = text:match("^%-%-%[(=*)%[", at) or text:match("^%[(=*)%[", at)
  if long then return select(2, text:find("]" .. long .. "]", at, true)) or #text, false end
  local quote = text:match("^[\"']", at)
  if quote then
    local i = at + 1
    while i <= #text and text:sub(i, i) ~= quote do i = i + (text:sub(i, i) == "\\" and 2 or 1) end
    return i, false
  end
  for _, blind in ipairs { "^%s+", "^%-%-[^\n]*", "^%.?%d[%w.]*" } do
    local _, last = text:find(blind, at)
    if last then return last, false end
  end
  for _, pattern in ipairs { "^[%a_][%w_]*", "^%.%.%.?", "^[=~<>]=", "^::" } do
    local _, last = text:find(pattern, at)
    if last then return last, true end
  end
  return at, true
end

--- The words and marks of a statement, without texts, numbers and comments.
function names.tokens(text)
  local tokens, at = {}, 1
  while at <= #text do
    local last, says = token_end(text, at)
    if says then tokens[#tokens + 1] = text:sub(at, last) end
    at = last + 1
  end
  return tokens
end

local function is_name(token)
  return token and token:find "^[%a_]" and not KEYWORDS[token]
end

-- Whether the names from `i` on, with commas between them, are followed by "=".
local function is_assigned(tokens, i)
  while tokens[i + 1] == "," and is_name(tokens[i + 2]) do i = i + 2 end
  return tokens[i + 1] == "="
end

local OPENING = { ["("] = true, ["{"] = true, ["["] = true }
local CLOSING = { [")"] = true, ["}"] = true, ["]"] = true }
local BLOCK = { ["function"] = 1, ["if"] = 1, ["do"] = 1, ["repeat"] = 1, ["end"] = -1, ["until"] = -1 }

-- What the name at `i` is: nil for a mention, "field", "local", or "set".
local function role_of(tokens, i, bracket)
  local before, after = tokens[i - 1], tokens[i + 1]
  if before == "." or before == ":" or before == "goto" or before == "::" then return "field" end
  if bracket == "{" and after == "=" and (before == "{" or before == "," or before == ";") then return "field" end
  if before == "local" or before == "for" then return "local" end
  if before == "function" and (after == "(" or after == nil) then return "set" end
  if not bracket and is_assigned(tokens, i) then return "set" end
end

--- What a statement does with names: `mentions` (name = true), `fields` (names behind a dot or colon), `sets` (name =
--- "always", or "maybe" within a loop, a condition or a function), `has_local` and `has_return` outside every block and
--- function.
function names.of(text)
  local tokens, brackets, blocks, functions = names.tokens(text), {}, 0, {}
  local found = { mentions = {}, fields = {}, sets = {} }
  for i, token in ipairs(tokens) do
    if OPENING[token] then
      brackets[#brackets + 1] = token
    elseif CLOSING[token] then
      brackets[#brackets] = nil
    elseif BLOCK[token] then
      blocks = blocks + BLOCK[token]
      if token == "function" then functions[#functions + 1] = blocks end
      if BLOCK[token] < 0 and functions[#functions] == blocks + 1 then functions[#functions] = nil end
    elseif token == "local" then
      found.has_local = found.has_local or blocks == 0
    elseif token == "return" then
      found.has_return = found.has_return or #functions == 0
    elseif is_name(token) then
      local role = role_of(tokens, i, brackets[#brackets])
      if role == "field" then
        found.fields[token] = true
      elseif role == "set" then
        local is_function = tokens[i - 1] == "function"
        found.sets[token] = (blocks == (is_function and 1 or 0)) and "always" or "maybe"
      elseif not role then
        found.mentions[token] = true
      end
    end
  end
  return found
end

return names
