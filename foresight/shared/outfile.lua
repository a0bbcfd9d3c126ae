--- outfile.lua: the gate for what leaves the store, whose rule is the core's, and the one way to write a file: whole or not
--- at all.
--
-- Example:  outfile.write("brief.html", html, "TLP:AMBER", "brief")   --> brief.html

local core = require "glocal.core"

local outfile = {}

--- Whether a thing ("frame", "brief", "plot") of that marking may leave: true, or nil, message, "marking".
outfile.may_leave = core.may_leave

-- "x: No such file or directory" -> nil, "can't write 'path': No such file or directory", "io"
local function failed(path, why)
  return nil, ("can't write '%s': %s"):format(path, tostring(why):match ": ([^:]*)$" or why), "io"
end

--- Content for write and replace that comes in pieces: `produce(put)` calls put(text) for each.
function outfile.pieces(produce)
  return function(part, path)
    local file, why = io.open(part, "wb")
    if not file then return failed(path, why) end
    local written, fault = true, nil
    produce(function(text)
      if written then written, fault = file:write(text) end
    end)
    local closed, closing = file:close()
    if not (written and closed) then return failed(path, fault or closing) end
    return true
  end
end

local function moved(part, path)
  local done, why = os.rename(part, path)
  if done then return true end
  return failed(path, why)
end

--- Writes the content (a text, or a function that is given the name of a file to make) beside the file, then moves it
--- into its place; the path, or nil, message, code. What fails leaves nothing.
function outfile.replace(path, content)
  local part = path .. ".part"
  local make = type(content) == "function" and content or outfile.pieces(function(put) put(content) end)
  local done, message, code = make(part, path)
  if done then done, message, code = moved(part, path) end
  if done then return path end
  os.remove(part)
  local from, to = message:find(part, 1, true) -- the analyst knows the file by its own name
  return nil, from and message:sub(1, from - 1) .. path .. message:sub(to + 1) or message, code
end

--- Writes what may leave with its marking; the path, or nil, message, code (io, marking).
function outfile.write(path, content, marking, what)
  local may, message, code = outfile.may_leave(marking, what)
  if not may then return nil, message, code end
  return outfile.replace(path, content)
end

return outfile
