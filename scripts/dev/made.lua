--- made.lua: keeps the files that are made from declarations; both reference.lua and manual.lua write through it.
--
-- Example:  local keep = dofile(root .. "scripts/dev/made.lua")
--           keep("docs/glocal.1", text, "manual.lua", only_check)

local function read(path)
  local file = io.open(path, "rb")
  local text = file and file:read "a"
  if file then file:close() end
  return text
end

-- True if the file holds the text, after writing it unless only_check; `maker` is the script that a message names.
return function(path, text, maker, only_check)
  if read(path) == text then return true end
  if only_check then
    io.stderr:write(path, " is not current; run: glocal run scripts/dev/", maker, "\n")
    return false
  end
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
  print("wrote " .. path)
  return true
end
