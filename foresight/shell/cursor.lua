--- cursor.lua: what stands before the cursor of a statement that is being typed: in a string, behind a value, or where a
--- name may begin; in which call, and for which of its arguments. Only reads; completion asks.
--
-- Example:  cursor.read 'rollup{zone="BE", level="pro'
--           --> {kind="string", word="pro", callee="rollup", argument="level", first=false}
--
-- `place` is the number of an argument without a name, `subject` the path of the first one: r in forecast(r, {value="co.
-- A path tells a value as it is written, each call in it as "()": r:where{zone="BE"}:sort is "r:where():sort".

local cursor = {}

local KEYWORDS = {}
for word in ("and break do else elseif end false for function goto if in local nil not or repeat return then true until "
  .. "while"):gmatch "%a+" do KEYWORDS[word] = true end

-- Where the string that begins at `from` ends, and where its text begins; nil for the end where it is open.
local function string_end(text, from)
  local level = text:match("^%[(=*)%[", from)
  if level then
    local _, last = text:find("]" .. level .. "]", from, true)
    return last, from + #level + 2
  end
  local quote, at = text:sub(from, from), from + 1
  while at <= #text do
    local c = text:sub(at, at)
    if c == "\\" then at = at + 1 elseif c == quote then return at, from + 1 end
    at = at + 1
  end
  return nil, from + 1
end

-- The innermost call that is open, and the argument that is being written in it.
local function open_call(stack)
  local argument
  for i = #stack, 1, -1 do
    argument = argument or stack[i].argument
    if stack[i].callee then return stack[i], argument end
  end
end

-- Which argument of the call it is, unless it has a name; all that is in f{...} is the first.
local function place_in(call, argument)
  if not call or argument then return nil end
  return call.bracket == "(" and call.count + 1 or 1
end

-- Whether the innermost bracket is a table of options: f{...} or f(x, {...}).
local function is_options(stack, call)
  local inner = stack[#stack]
  if inner == nil or inner.bracket ~= "{" then return false end
  return inner == call or stack[#stack - 1] == call and call.bracket == "(" and call.argument == nil
end

local function in_string(word, path, stack)
  local call, argument = open_call(stack)
  if path then return { kind = "string", word = word, callee = path, first = true, place = 1 } end -- zones "antw
  return {
    kind = "string", word = word, callee = call and call.callee, argument = argument, subject = call and call.subject,
    first = call ~= nil and not argument and call.count == 0, place = place_in(call, argument),
  }
end

local function at_name(text, path, stack)
  local word = text:match "[%a_][%w_]*$" or ""
  local before = text:sub(1, #text - #word)
  local owner, mark = (path or ""):match "^(.-)([.:])[%w_]*$"
  if owner and before:find "[.:]%s*$" then return { kind = "member", word = word, owner = owner, mark = mark } end
  local call, argument = open_call(stack)
  local inner = stack[#stack]
  return {
    kind = "name", word = word, callee = call and call.callee, argument = argument,
    subject = call and call.subject,
    begins_argument = is_options(stack, call) and before:find "[{,]%s*$" ~= nil,
    begins_value = before:find "=%s*$" ~= nil and inner ~= nil,
  }
end

--- What stands at the end of the text: {kind = "string", "member", "name" or "comment", word, and what is around it}.
function cursor.read(text)
  local stack, path, at = {}, nil, 1
  while at <= #text do
    local c, two = text:sub(at, at), text:sub(at, at + 1)
    local name = text:match("^[%a_][%w_]*", at)
    local inner = stack[#stack]
    if two == "--" then
      local last = text:match("^%-%-%[=*%[", at) and string_end(text, at + 2) or text:find("\n", at, true)
      if not last then return { kind = "comment", word = "" } end
      at = last + 1
    elseif c == '"' or c == "'" or text:find("^%[=*%[", at) then
      local last, first = string_end(text, at)
      if not last then return in_string(text:sub(first), path, stack) end
      path = path and path .. "()" or '""'
      at = last + 1
    elseif name then
      path = path and path:find "[.:]$" and path .. name or not KEYWORDS[name] and name or nil
      at = at + #name
    elseif two == ".." or two == "==" or two == "::" or two == "~=" or two == "<=" or two == ">=" then
      path, at = nil, at + 2
    elseif c == "." or c == ":" then
      path, at = path and path .. c or nil, at + 1
    elseif c == "(" or c == "{" or c == "[" then
      stack[#stack + 1] = { bracket = c, callee = c ~= "[" and path or nil, owner = path, count = 0 }
      path, at = nil, at + 1
    elseif c == ")" or c == "}" or c == "]" then
      local closed = table.remove(stack) or {}
      path = closed.callee and closed.callee .. "()" or closed.owner and closed.owner .. "[]" or c == ")" and path or "{}"
      at = at + 1
    else
      if c == "=" and inner then inner.argument = path end
      if c == "," and inner and inner.count == 0 then inner.subject = path end
      if c == "," and inner then inner.argument, inner.count = nil, inner.count + 1 end
      if not c:find "%s" then path = nil end
      at = at + 1
    end
  end
  return at_name(text, path, stack)
end

return cursor
