--- terminal.lua: what the terminal can show: its size, its colours, and whether it shows images (kitty's protocol, Sixel).
--
-- Example:  terminal.images()   --> kitty     ($GLOCAL_IMAGES = kitty, sixel or none forces it)
-- Reference: kitty, "Terminal graphics protocol"; DEC, VT330/VT340 Programmer Reference Manual, chapter 14 (Sixel).

local hint = require "foresight.shared.hint"
local host = require "foresight.shared.terminal".host

local terminal = {}

local IMAGES = { "kitty", "sixel", "none" }

local function variable(name) return os.getenv(name) or "" end

--- Whether results go to a terminal, and the reader did not ask for plain text.
function terminal.is_seen()
  return host.is_terminal "stdout" and variable "GLOCAL_PLAIN" == ""
end

--- The way images are shown: "kitty", "sixel" or nil. A terminal is known by its name; inside tmux or screen images do
--- not pass, unless they are asked for.
function terminal.images(asked)
  local wanted = asked or variable "GLOCAL_IMAGES"
  if wanted ~= "" then
    for _, each in ipairs(IMAGES) do
      if wanted == each then return each ~= "none" and each or nil end
    end
    error(("unknown image protocol '%s'%s"):format(tostring(wanted), hint.of(wanted, IMAGES, "use")), 0)
  end
  if variable "TMUX" ~= "" or variable "STY" ~= "" then return nil end
  local term, program = variable "TERM", variable "TERM_PROGRAM"
  if variable "KITTY_WINDOW_ID" ~= "" or term == "xterm-kitty" or term == "xterm-ghostty" or program == "ghostty" then
    return "kitty"
  end
  if term:find "sixel" or term:find "^mlterm" or term:find "^foot" or program == "WezTerm" then return "sixel" end
end

--- Columns and rows for a picture, which leaves room for the prompt; and the pixels of a column (nil where unknown).
function terminal.size()
  local columns = host.width()
  local rows, wide = host.height(), (host.pixels())
  return math.max(40, columns), math.max(12, rows - 2), wide > 0 and wide / columns or nil
end

--- Whether it has 256 colours.
function terminal.has_colour()
  local term = variable "TERM"
  return variable "NO_COLOR" == "" and host.is_terminal "stdout" and term ~= "dumb" and term ~= ""
end

--- Whether it shows letters beyond ASCII.
function terminal.is_ascii()
  local charset = variable "LC_ALL"
  if charset == "" then charset = variable "LC_CTYPE" end
  if charset == "" then charset = variable "LANG" end
  return variable "TERM" == "dumb" or not charset:lower():find "utf%-?8"
end

local DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(bytes)
  local out = {}
  for i = 1, #bytes, 3 do
    local a, b, c = bytes:byte(i, i + 2)
    local group = a << 16 | (b or 0) << 8 | (c or 0)
    for shift = 18, 0, -6 do
      local digit = group >> shift & 63
      out[#out + 1] = DIGITS:sub(digit + 1, digit + 1)
    end
    if not c then out[#out] = "=" end
    if not b then out[#out - 1] = "=" end
  end
  return table.concat(out)
end

terminal.base64 = base64

--- A PNG as kitty takes it: in pieces of 4096, over as many columns.
function terminal.kitty(png, columns)
  local text, parts = base64(png), {}
  for from = 1, #text, 4096 do
    local more = from + 4096 <= #text and 1 or 0
    local control = from == 1 and ("a=T,f=100,q=2,c=%d,m=%d"):format(columns, more) or ("m=%d"):format(more)
    parts[#parts + 1] = ("\27_G%s;%s\27\\"):format(control, text:sub(from, from + 4095))
  end
  return table.concat(parts)
end

return terminal
