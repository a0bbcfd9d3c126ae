--- source.lua: Lua text without what stands in its comments and between its quotes, and what it requires.
--
-- Example:  source.plain 'a = "rollup{}" -- rollup{}'   --> 'a = "        "            '
--           source.required('local t = require "zone-tools"')   --> {{name = "zone-tools", line = 1}}

local source = {}

-- Where a quoted text ends that begins at `at`: behind its last character, before the quote.
local function end_of_quoted(text, at, quote)
  while at <= #text and text:sub(at, at) ~= quote and text:sub(at, at) ~= "\n" do
    at = at + (text:sub(at, at) == "\\" and 2 or 1)
  end
  return at
end

--- The text with its comments blanked out, line by line as it was, and what stands between quotes unless it `keeps_texts`.
function source.plain(text, keeps_texts)
  local out, at = {}, 1
  local function blank(from, to) out[#out + 1] = text:sub(from, to):gsub("[^\n]", " ") end
  local function keep(from, to) out[#out + 1] = text:sub(from, to) end
  while at <= #text do
    local from = text:find("[%-\"'%[]", at)
    if not from then break end
    keep(at, from - 1)
    local c = text:sub(from, from)
    local is_comment = text:sub(from, from + 1) == "--"
    local bracket = text:match(is_comment and "^%-%-%[(=*)%[" or "^%[(=*)%[", from)
    local to = from
    if bracket then
      to = select(2, text:find("]" .. bracket .. "]", from, true)) or #text
    elseif is_comment then
      to = (text:find("\n", from, true) or #text + 1) - 1
    elseif c == '"' or c == "'" then
      to = end_of_quoted(text, from + 1, c)
    end
    if is_comment or bracket and not keeps_texts then
      blank(from, to)
    elseif to > from and not bracket and not keeps_texts then
      out[#out + 1] = c
      blank(from + 1, to - 1)
      keep(to, to)
    else
      keep(from, to)
    end
    at = to + 1
  end
  keep(at, #text)
  return table.concat(out)
end

--- The number of the line in which a place of a text lies.
function source.line_of(text, at) return select(2, text:sub(1, at):gsub("\n", "")) + 1 end

--- What a text requires by a name that stands there: a list of {name, line}.
function source.required(text)
  local list, plain, bare = {}, source.plain(text, true), source.plain(text)
  for at, _, name in plain:gmatch "()%f[%w_]require%s*%(?%s*([\"'])([^\"'\n]*)%2" do
    if bare:find("^require", at) then list[#list + 1] = { name = name, line = source.line_of(plain, at) } end
  end
  return list
end

return source
