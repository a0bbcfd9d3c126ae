--- pager.lua: puts what is longer than the screen before the reader a screen at a time, by $PAGER (less unless told).
--- Where there is no terminal, or it is a dumb one, the text is printed.
--
-- Example:  pager.show(text)

local show = require "foresight.shell.show"

local pager = {}

local function command()
  local told = os.getenv "PAGER"
  if not show.host.is_terminal "stdout" or not show.host.is_terminal "stdin" or os.getenv "TERM" == "dumb" then
    return nil
  end
  if told == "" or told == "cat" then return nil end
  if told then return told end
  -- less: long lines are chopped and can be moved along; where it is not installed the text is printed
  return "if command -v less >/dev/null; then LESS=${LESS-RS} exec less; else exec cat; fi"
end

--- The pager's input as an open file, or stdout, and whether it is the pager: then close it to wait for its reader.
function pager.open()
  local told = command()
  io.stdout:flush()
  local pipe = told and io.popen(told, "w")
  return pipe or io.stdout, pipe ~= nil and pipe ~= false
end

local function lines_of(text)
  local width, lines = show.host.width(), 0
  for line in (text .. "\n"):gmatch "(.-)\n" do
    lines = lines + math.max(1, -((utf8.len(line) or #line) // -width))
  end
  return lines
end

--- The text, by the pager only where it is longer than the screen.
function pager.show(text)
  if lines_of(text) < show.host.height() then
    print(text)
  else
    local file, is_pager = pager.open()
    file:write(text, "\n")
    if is_pager then file:close() end
  end
end

return pager
