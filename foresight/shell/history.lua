--- history.lua: the statements that were typed, in this session and before it, as a frame. core/shell/history_file.c
--- writes the file and says what a line of it is.
--
-- Example:  history "rollup"   history("rollup", 5)   history():tail(3)

local glocal = require "glocal"
local show = require "foresight.shell.show"

local ESCAPED = { n = "\n", t = "\t", ["\\"] = "\\" }

local function unescape(text)
  return (text:gsub("\\(.)", ESCAPED))
end

-- A line without its other fields is a statement that is older than they are.
local function record_of(line)
  local time, seconds, store, statement = line:match "^(%d+)\t([ %d.]*)\t([^\t]*)\t(.*)$"
  if not time then return { statement = unescape(line) } end
  return {
    time = os.date("!%Y-%m-%d %H:%M:%S", math.tointeger(tonumber(time))),
    statement = unescape(statement),
    duration = tonumber(seconds),
    store = store ~= "" and unescape(store) or nil,
  }
end

local function holds(statement, words)
  local folded = statement:lower()
  for _, word in ipairs(words) do
    if not folded:find(word, 1, true) then return false end
  end
  return true
end

--- The statements typed in the shell, of all sessions, those of today last. Up and Ctrl-R at the prompt go through the
--- same history.
--- @function history
--- @param words? string = (all) only statements that hold every word, whatever their case
--- @param n? integer = (all) at most the last n
--- @return frame time (UTC), statement, duration, store; no rows where no history is kept
--- @needs file.read
--- @since 0.1
--- @example history("rollup"):columns()[2] --> statement
local function history(words, n)
  if words ~= nil and type(words) ~= "string" then
    error("bad argument #1 to 'history': expected words to look for, as in history \"rollup\", got " .. type(words), 2)
  end
  local wanted, records = {}, {}
  for word in (words or ""):lower():gmatch "%S+" do wanted[#wanted + 1] = word end
  local path = show.host.history and show.host.history()
  local file = path and io.open(path, "rb")
  if file then
    for line in file:lines() do
      local record = utf8.len(line) and record_of(line)
      if record and record.statement ~= "" and holds(record.statement, wanted) then records[#records + 1] = record end
    end
    file:close()
  end
  local last = records[#records] -- the running call is no history yet
  if last and not last.duration and last.statement:find "history" then records[#records] = nil end
  if n then records = table.move(records, math.max(1, #records - n + 1), #records, 1, {}) end
  return glocal.frame(records, {
    columns = { "time", "statement", "duration", "store" },
    types = { time = "text", statement = "text", duration = "real", store = "text" },
    units = { time = "UTC", duration = "s" },
  })
end

return history
