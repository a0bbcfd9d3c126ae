--- shorthand.lua: what one may type in the shell beside Lua, and the Lua that stands for it. Not for scripts.
--
-- Example:  shorthand.translate "?rollup"   --> help "rollup"
--
--   ?rollup   rollup?   help rollup   ?   .help      help
--   history rollup   history                          the history
--   example rollup                                    the examples of a name, run

local shorthand = {}

local WORDS = { help = true, history = true, example = true }

local function call(name, topic)
  return topic == "" and name .. "()" or ("%s %q"):format(name, topic)
end

--- The Lua for what was typed: the text itself where it is Lua already.
function shorthand.translate(text)
  local first = text:match "^%s*([%?%.%a])"
  if not first or #text > 200 then return text end
  local topic = text:match "^%s*%?+%s*(.-)%s*$" or text:match "^%s*([%a_][%w_.:]*)%s*%?+%s*$"
  if topic then return call("help", topic:gsub('^"(.*)"$', "%1")) end
  if text:match "^%s*%.help%s*$" then return "help()" end
  local word, rest = text:match "^%s*(%a+)%s*(.-)%s*;?%s*$"
  if WORDS[word] and (rest == "" or rest:match "^[%a_][%w_.: ]*$") and (rest == "" or text:match(word .. "%s")) then
    return call(word, rest)
  end
  return text
end

return shorthand
