--- sql_tables.lua: the names that an SQL statement reads as tables, so that a frame that goes by the name of a table of
--- the store is never taken for it.
--
-- Example:  sql_tables.names "select zone from r, main.zone z"   --> {r = true}
--
-- Names behind a dot (main.zone) or a mark ($r) say themselves what they are, those of a WITH are the statement's own.

local call = require "foresight.shared.call"
local query = require "foresight.shared.query"

local sql_tables = {}

-- What ends a list of tables.
local ENDS = {}
for word in ([[where group order having limit window union except intersect select on using values]]):gmatch "%a+" do
  ENDS[word] = true
end

-- Names, marks and points of the statement, without its texts and comments. A quoted name is {name}.
local function tokens_of(statement)
  local tokens, at = {}, 1
  local function skip(pattern) return select(2, statement:find(pattern, at)) end
  while at <= #statement do
    local quoted = statement:match('^"([^"]*)"', at) or statement:match("^`([^`]*)`", at) or statement:match("^%[([^%]]*)%]", at)
    local word = statement:match("^[$:@]?[%a_][%w_]*", at)
    if quoted then
      tokens[#tokens + 1], at = { quoted }, at + #quoted + 2
    elseif word then
      tokens[#tokens + 1], at = word, at + #word
    else
      local last = skip "^%-%-[^\n]*" or skip "^/%*.-%*/" or skip "^'[^']*'" or skip "^%s+"
      if not last then tokens[#tokens + 1] = statement:sub(at, at) end
      at = (last or at) + 1
    end
  end
  return tokens
end

local function name_at(tokens, i)
  local token = tokens[i]
  if type(token) == "table" then return token[1] end
  return token and token:find "^[%a_]" and token or nil
end

local function keyword(token)
  return type(token) == "string" and token:lower() or ""
end

-- The names that a WITH gives: "name as (", "name (columns) as (".
local function own_names(tokens)
  local own, opened = {}, {}
  for i, token in ipairs(tokens) do
    if token == "(" then
      opened[#opened + 1] = i
    elseif token == ")" then
      local from = table.remove(opened)
      if from and keyword(tokens[i + 1]) == "as" then own[(name_at(tokens, from - 1) or ""):lower()] = true end
    elseif keyword(token) == "as" then
      local after = keyword(tokens[i + 1])
      if after == "(" or after == "materialized" or after == "not" then own[(name_at(tokens, i - 1) or ""):lower()] = true end
    end
  end
  return own
end

--- The names read as tables, in lower case, as a set. One that stands there with its mark too is that of the table.
function sql_tables.names(statement)
  local tokens, found, lists, expected = tokens_of(statement), {}, {}, false
  local own = own_names(tokens)
  for _, token in ipairs(tokens) do
    local marked = keyword(token):match "^%$(.+)"
    if marked then own[marked] = true end
  end
  for i, token in ipairs(tokens) do
    local word = keyword(token)
    if word == "(" then
      lists[#lists + 1], expected = lists.open or false, lists.open and expected
      lists.open = lists.open and expected
    elseif word == ")" then
      lists.open, expected = table.remove(lists) or false, false
    elseif word == "from" or word == "join" then
      lists.open, expected = true, true
    elseif word == "," then
      expected = lists.open
    elseif ENDS[word] then
      lists.open, expected = false, false
    elseif expected then
      local name = name_at(tokens, i)
      if name and tokens[i + 1] ~= "." and tokens[i + 1] ~= "(" and not own[name:lower()] then found[name:lower()] = true end
      expected = false
    end
  end
  return found
end

local function is_of_store(store, name)
  return #query(store, "select 1 from sqlite_schema where type in ('table', 'view') and lower(name) = ?", { name }) > 0
end

--- Raises where a name is that of a frame among the parameters and of a table of the store: either could be meant.
function sql_tables.check(store, statement, parameters)
  if type(statement) ~= "string" or type(parameters) ~= "table" then return end
  local read
  for name, value in pairs(parameters) do
    if type(name) == "string" and call.is_frame(value) then
      read = read or sql_tables.names(statement)
      if read[name:lower()] and is_of_store(store, name:lower()) then
        error(("'%s' is a frame and a table of the store: write $%s for the frame, main.%s for the table"):format(name,
          name, name), 3)
      end
    end
  end
end

return sql_tables
