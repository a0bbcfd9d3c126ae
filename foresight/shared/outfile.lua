--- outfile.lua: the gate for what leaves the store, whose rule is the core's, and the one way to write a file: whole or not
--- at all.
--
-- Example:  outfile.write("brief.html", html, "TLP:AMBER", "brief")   --> brief.html

local core = require "glocal.core"

local outfile = {}

--- Whether a thing ("frame", "brief", "plot") of that marking may leave: true and whether a file of it is for its owner's eyes
--- until he shares it; or nil, message, "marking".
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

--- Writes the content (a text, or a function that is given the name of a file to make) beside the file, then moves it
--- into its place; the path, or nil, message, code. What fails leaves nothing. `is_private`: for its owner's eyes alone.
function outfile.replace(path, content, is_private)
  local file, part, code = core.outfile_begin(path)
  if not file then return nil, part, code end
  local make = type(content) == "function" and content or outfile.pieces(function(put) put(content) end)
  local made, message, why = make(part, path)
  local done, fault, fault_code = core.outfile_end(file, made and true or false, is_private or false)
  if done then return path end
  if made then return nil, fault, fault_code end
  local from, to = message:find(part, 1, true) -- the analyst knows the file by its own name
  return nil, from and message:sub(1, from - 1) .. path .. message:sub(to + 1) or message, why
end

--- Writes what may leave with its marking; the path, or nil, message, code (io, marking).
function outfile.write(path, content, marking, what)
  local may, is_private, code = outfile.may_leave(marking, what)
  if not may then return nil, is_private, code end
  return outfile.replace(path, content, is_private)
end

return outfile
