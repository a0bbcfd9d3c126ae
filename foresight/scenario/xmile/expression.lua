--- expression.lua: the expressions of XMILE as trees.
--
-- Example:  expression.parse "IF a > 2 THEN MAX(b, 1) ELSE -c^2"
--   --> {kind="if", {kind="apply", operation="above", {kind="name", "a"}, {kind="number", value=2}}, ...}
--
-- Nodes: {kind="number", value}; {kind="name", text, parts} (parts between dots, as keys; "" first for a name from the top);
-- {kind="element", of=name, indices ...} for x[i, j]; {kind="call", name (a key), text, arguments ...}, of x[i](y) with `element`;
-- {kind="apply", operation, inputs ...}; {kind="if", condition, a, b}; {kind="star"}, of *:sub with `over`, and {kind="range", from,
-- to} as indices. Each has `at`, its place.
-- Reference: XMILE 1.0, 3.2 and 3.3; what binds tighter: ^ (from the right), unary + - NOT, * / MOD, + -, < <= > >=, = <>, AND, OR.
-- NOT of Vensim, whose files keep it, takes in what is compared: NOT a > b is NOT (a > b).

local names = require "foresight.scenario.xmile.names"

local expression = {}

local DEEPEST = 150 -- parentheses and operators inside one another
local WORDS = { ["and"] = true, ["or"] = true, ["not"] = true, ["mod"] = true, ["if"] = true, ["then"] = true, ["else"] = true }

local function fault(message, ...)
  error({ xmile = message:format(...) }, 0)
end

-- --- words and signs ----------------------------------------------------------------------------------------------

local function near(text, at)
  local piece = text:sub(at, at + 19):gsub("%s+", " ")
  return piece == "" and "at its end" or ("near '%s'"):format(piece)
end

-- A name up to the next character that is none of it: parts between dots, each plain or quoted.
local function read_name(text, at)
  local first, parts = at, {}
  if text:sub(at, at) == "." then parts[1], at = "", at + 1 end
  while true do
    local part, next_at
    if text:sub(at, at) == '"' then
      local stop = at
      repeat
        stop = text:find('"', stop + 1, true)
        if not stop then fault("a quote is not closed, %s", near(text, first)) end
      until text:sub(stop - 1, stop - 1) ~= "\\" or text:sub(stop - 2, stop - 1) == "\\\\"
      part, next_at = text:sub(at + 1, stop - 1), stop + 1
    else
      part, next_at = text:match("^([%a_$\128-\255][%w_$\128-\255]*)()", at)
      if not part then fault("expected a name %s", near(text, at)) end
    end
    parts[#parts + 1], at = part, next_at
    if not text:find('^%.[%a_$"\128-\255]', at) then break end
    at = at + 1
  end
  local is_quoted = text:sub(first, first) == '"'
  return { kind = "name", text = text:sub(first, at - 1), parts = parts, at = first, is_quoted = is_quoted }, at
end

local SIGNS = { "<=", ">=", "<>", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ":", ";" }

local function next_token(text, at)
  at = text:match("^[%s\194\160]*()", at)
  while text:sub(at, at) == "{" do
    local stop = text:find("}", at, true)
    if not stop then fault("a comment is not closed, %s", near(text, at)) end
    at = text:match("^[%s\194\160]*()", stop + 1)
  end
  if at > #text then return { kind = "end", at = at }, at end
  local number, after = text:match("^(%d+%.?%d*)()", at)
  if not number then number, after = text:match("^(%.%d+)()", at) end
  if number then
    local exponent, next_at = text:match("^([eE][+-]?%d+)()", after)
    if exponent then number, after = number .. exponent, next_at end
    local value = tonumber(number) + 0.0
    if value - value ~= 0 then fault("'%s' is beyond what a number holds", number) end
    return { kind = "number", value = value, at = at }, after
  end
  if text:find('^[%a_$"\128-\255]', at) or text:find('^%.[%a_$"\128-\255]', at) then
    local name, next_at = read_name(text, at)
    local word = #name.parts == 1 and not name.is_quoted and name.text:lower()
    if word and WORDS[word] then return { kind = word, at = at }, next_at end
    return name, next_at
  end
  for _, sign in ipairs(SIGNS) do
    if text:sub(at, at + #sign - 1) == sign then return { kind = sign, at = at }, at + #sign end
  end
  fault("'%s' can't be read in an equation, %s", text:match("^[%z\1-\127\194-\244][\128-\191]*", at) or "?", near(text, at))
end

-- --- the tree -----------------------------------------------------------------------------------------------------

local LEVELS = {
  ["or"] = { 1, "either" }, ["and"] = { 2, "both" }, ["="] = { 3, "equal" }, ["<>"] = { 3, "unequal" }, ["<"] = { 4, "less" },
  ["<="] = { 4, "at_most" }, [">"] = { 4, "above" }, [">="] = { 4, "at_least" }, ["+"] = { 5, "add" }, ["-"] = { 5, "subtract" },
  ["*"] = { 6, "multiply" }, ["/"] = { 6, "divide" }, ["mod"] = { 6, "modulo" },
}
local UNARY = { ["-"] = "negate", ["not"] = "negation", ["+"] = "" }

local function advance(it)
  it.token, it.at = next_token(it.text, it.at)
end

local function take(it, kind)
  if it.token.kind ~= kind then
    fault("expected '%s' %s", kind:upper(), near(it.text, it.token.at))
  end
  advance(it)
end

local binary

local function list(it, stop, into, item)
  if it.token.kind == stop then return advance(it) end
  repeat
    into[#into + 1] = item(it)
    local more = it.token.kind == ","
    if more then advance(it) end
  until not more
  take(it, stop)
end

local function index(it)
  if it.token.kind == "*" then
    local star = { kind = "star", at = it.token.at }
    advance(it)
    if it.token.kind == ":" then
      advance(it)
      star.over = binary(it, 1)
    end
    return star
  end
  local from = binary(it, 1)
  if it.token.kind ~= ":" then return from end
  advance(it)
  return { kind = "range", from, binary(it, 1), at = from.at }
end

local function argument(it) return binary(it, 1) end

local function primary(it)
  local token = it.token
  if token.kind == "mod" then -- where a value is expected: a variable, or MOD(a, b)
    token = { kind = "name", text = "mod", parts = { "mod" }, at = token.at, is_quoted = true }
    it.token = token
  end
  if token.kind == "number" then
    advance(it)
    return token
  elseif token.kind == "(" then
    advance(it)
    local inner = binary(it, 1)
    take(it, ")")
    return inner
  elseif token.kind == "if" then
    advance(it)
    local node = { kind = "if", at = token.at }
    node[1] = binary(it, 1)
    take(it, "then")
    node[2] = binary(it, 1)
    take(it, "else")
    node[3] = binary(it, 1)
    return node
  elseif token.kind == "name" then
    advance(it)
    while it.token.kind == "name" and not token.is_quoted and not it.token.is_quoted do -- spaces and _ are one in names
      token.parts[#token.parts] = token.parts[#token.parts] .. "_" .. it.token.text
      token.text = token.text .. " " .. it.token.text
      advance(it)
    end
    for i, part in ipairs(token.parts) do token.parts[i] = names.key(part) end
    if it.token.kind == "(" then
      advance(it)
      local call = { kind = "call", name = table.concat(token.parts, "."):gsub("^std%.", ""), text = token.text, at = token.at,
        of = token }
      list(it, ")", call, argument)
      return call
    elseif it.token.kind == "[" then
      advance(it)
      local element = { kind = "element", of = token, at = token.at }
      list(it, "]", element, index)
      if #element == 0 then fault("'%s[]' has no subscript", token.text) end
      if it.token.kind ~= "(" then return element end
      advance(it)
      local looked = { kind = "call", name = table.concat(token.parts, "."), text = token.text, at = token.at, of = token,
        element = element }
      list(it, ")", looked, argument)
      return looked
    end
    return token
  end
  fault("expected a value %s", near(it.text, token.at))
end

local unary

local function power(it)
  local base = primary(it)
  if it.token.kind ~= "^" then return base end
  local at = it.token.at
  advance(it)
  return { kind = "apply", operation = "power", base, unary(it), at = at }
end

function unary(it)
  local operation = UNARY[it.token.kind]
  if not operation then return power(it) end
  local at = it.token.at
  it.depth = it.depth + 1
  if it.depth > DEEPEST then fault("the equation is nested more than %d deep", DEEPEST) end
  advance(it)
  local operand = operation == "negation" and it.is_vensim and binary(it, LEVELS["="][1]) or unary(it)
  it.depth = it.depth - 1
  return operation == "" and operand or { kind = "apply", operation = operation, operand, at = at }
end

function binary(it, least)
  it.depth = it.depth + 1
  if it.depth > DEEPEST then fault("the equation is nested more than %d deep", DEEPEST) end
  local left = unary(it)
  while true do
    local level = LEVELS[it.token.kind]
    if not level or level[1] < least then break end
    local at = it.token.at
    advance(it)
    left = { kind = "apply", operation = level[2], left, binary(it, level[1] + 1), at = at }
  end
  it.depth = it.depth - 1
  return left
end

--- The trees of an equation, of which most have one: several stand between commas, as values of the elements of an array;
--- `is_vensim` where Vensim or xmutil wrote it. Raises {xmile = what is wrong}.
function expression.parse(text, is_vensim)
  local it = { text = text, at = 1, depth = 0, is_vensim = is_vensim }
  advance(it)
  if it.token.kind == "end" then return {} end
  local trees = {}
  repeat
    trees[#trees + 1] = binary(it, 1)
    local more = it.token.kind == "," or it.token.kind == ";"
    if more then advance(it) end
  until not more
  if it.token.kind ~= "end" then fault("expected an operator %s", near(text, it.token.at)) end
  return trees
end

return expression
