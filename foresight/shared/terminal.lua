--- terminal.lua: what the terminal is like, and frames as it shows them. The command says what it is like; without one it is
--- 80 columns of UTF-8 that nobody looks at.
--
-- Example:  terminal.render(frame, terminal.has_colour())

local core = require "glocal.core"

local terminal = {}

--- Answered by the command.
terminal.host = {
  width = function() return 80 end,
  height = function() return 24 end,
  pixels = function() return 0, 0 end,
  is_terminal = function() return false end,
  is_utf8 = function() return true end,
  history = function() return nil end,
  write = function(text)
    io.stdout:write(text, "\n")
    io.stdout:flush()
  end,
  has_prompt = function() return false end, -- whether statements are read from a terminal
  suggest = function() end, -- puts a text at the next prompt, to be changed
}

--- Takes over the answers of the command.
function terminal.install(host)
  for name, answer in pairs(host) do terminal.host[name] = answer end
end

--- Writes lines whose texts were made visible (core.visible), with what colours they have.
function terminal.write(text)
  terminal.host.write(text)
end

local function is_set(variable)
  return (os.getenv(variable) or "") ~= ""
end

--- Whether only ASCII may be written beside the data: $GLOCAL_PLAIN, for one who listens to a screen reader; a dumb
--- terminal; a locale that is not UTF-8.
function terminal.is_plain()
  return is_set "GLOCAL_PLAIN" or os.getenv "TERM" == "dumb" or not terminal.host.is_utf8()
end

--- Whether bold and dim may be used: on a terminal, unless $NO_COLOR.
function terminal.has_colour()
  return not terminal.is_plain() and not is_set "NO_COLOR" and terminal.host.is_terminal "stdout"
end

--- The text in lines that break between words, each after the first indented.
function terminal.wrap(text, width, indent)
  local lines, line, taken = {}, "", 0
  for gap, word in text:gmatch "( *)(%S+)" do
    local needed = utf8.len(word) or #word
    if taken > 0 and taken + #gap + needed > width then
      lines[#lines + 1] = line
      line, taken = word, needed
    else
      line = line .. (taken > 0 and gap or "") .. word
      taken = taken + (taken > 0 and #gap or 0) + needed
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n" .. (" "):rep(indent or 0))
end

local MOST_LINES = 3 -- of a note below a frame

--- A note in lines that fit the terminal, three at most: the last then says how to read the rest.
function terminal.short_note(note)
  local width = terminal.host.width() - 1
  local text = terminal.wrap("note: " .. core.visible(note, "\n"), width)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[#lines + 1] = line end
  if #lines <= MOST_LINES then return text end
  local more = (terminal.is_plain() and "..." or "…") .. " (the whole note: r:note())"
  local last = terminal.wrap(lines[MOST_LINES], math.max(20, width - (utf8.len(more) or #more) - 1)):match "[^\n]+"
  return table.concat(lines, "\n", 1, MOST_LINES - 1) .. "\n" .. last .. " " .. more
end

-- What a frame has to say about itself, such as what a rollup left out.
local function note_text(frame)
  local note = frame:note()
  return note and note ~= "" and "\n" .. terminal.short_note(note) or ""
end

--- The frame as wide as the terminal.
function terminal.render(frame, colour)
  return (frame:render { width = terminal.host.width(), plain = terminal.is_plain(), colour = colour }:gsub("\n$", ""))
end

--- The frame as a result is shown: with its note, and in colour where there is any.
function terminal.shown(frame)
  return terminal.render(frame, terminal.has_colour()) .. note_text(frame)
end

return terminal
