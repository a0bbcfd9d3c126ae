--- outfile.lua: writes what leaves the store: whole or not at all, and never past its marking.
--
-- Example:  outfile.write("brief.html", html, "TLP:AMBER", "brief")   --> brief.html
-- Reference: FIRST, Traffic Light Protocol 2.0: RED is for the eyes and ears of its recipients.

local outfile = {}

--- Whether a thing ("brief", "plot") of that marking may leave: true, or nil, message, "marking".
function outfile.may_leave(marking, what)
  if not marking:find("TLP:RED", 1, true) then return true end
  return nil, ("this %s is TLP:RED, which may not leave glocal: it is for the eyes of its recipients only"):format(what),
    "marking"
end

--- Written beside the file, then moved into its place; the path, or nil, message, code (io, marking).
function outfile.write(path, bytes, marking, what)
  local may, message, code = outfile.may_leave(marking, what)
  if not may then return nil, message, code end
  local part = path .. ".part"
  local file, why = io.open(part, "wb")
  if not file then return nil, ("can't write '%s': %s"):format(path, why:match ": ([^:]*)$" or why), "io" end
  local done, closed, closing
  done, why = file:write(bytes)
  closed, closing = file:close()
  if done and closed then
    done, why = os.rename(part, path)
  else
    done = nil
  end
  if done then return path end
  os.remove(part)
  why = tostring(why or closing)
  return nil, ("can't write '%s': %s"):format(path, why:match ": ([^:]*)$" or why), "io"
end

return outfile
