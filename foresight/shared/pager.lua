--- pager.lua: puts what is longer than the screen before the reader a screen at a time, by $PAGER (default: less).
--- Where there is no terminal, or it is a dumb one, the text is printed.
--
-- Example:  pager.show(text)

local core = require "glocal.core"
local terminal = require "foresight.shared.terminal"

local host = terminal.host

local pager = {}

local function command()
  local asked = os.getenv "PAGER"
  if not host.is_terminal "stdout" or not host.is_terminal "stdin" or os.getenv "TERM" == "dumb" then
    return nil
  end
  if asked == "" or asked == "cat" then return nil end
  if asked then return asked end
  -- less: long lines are chopped and can be moved along; where it is not installed the text is printed
  return "if command -v less >/dev/null; then LESS=${LESS-RS} exec less; else exec cat; fi"
end

--- The pager's input as an open file, or stdout, and whether it is the pager: then close it to wait for its reader.
function pager.open()
  local asked = command()
  io.stdout:flush()
  local pipe = asked and io.popen(asked, "w")
  return pipe or io.stdout, pipe ~= nil and pipe ~= false
end

local function lines_of(text)
  local width, lines = host.width(), 0
  for line in (text .. "\n"):gmatch "(.-)\n" do
    lines = lines + math.max(1, -((utf8.len(line) or #line) // -width))
  end
  return lines
end

--- The text, by the pager only where it is longer than the screen.
function pager.show(text)
  text = core.visible(text, "\n")
  if lines_of(text) < host.height() then
    terminal.write(text)
  else
    local file, is_pager = pager.open()
    file:write(text, "\n")
    if is_pager then file:close() end
  end
end

return pager
