--- record.lua: a small table kept in a file, with a first line that notices where a byte of it has become another.
--
-- Example:  record.write("packs.lock", {format = 1})   record.read "packs.lock"   --> {format = 1}
--
-- The hash is no signature: whoever may write the file can write both. It tells damage, from a disk or from an editor.

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local outfile = require "foresight.shared.outfile"

local record = {}

local FIRST = "-- sha256 %s of what follows\n"
local LARGEST = 1 << 20

--- The text of a table.
function record.text(value)
  local text = data_text.write(value) .. "\n"
  return FIRST:format(core.sha256_text(text)) .. text
end

--- The table in a text; or nil, message, "corrupt". `what` is its name in the message.
function record.of(text, what)
  local rest = text:match "^[^\n]*\n(.*)$"
  local value = rest and text == FIRST:format(core.sha256_text(rest)) .. rest and data_text.read(rest)
  if not value or record.text(value) ~= text then
    return nil, ("'%s' is not as glocal wrote it: a byte of it is another"):format(what), "corrupt"
  end
  return value
end

--- The table in a file; or nil, message, code: not_found only where there is no such file.
function record.read(path)
  local text, message, code = core.file_bytes(path, LARGEST)
  if not text then return nil, message, (code == "full" or code == "invalid") and "corrupt" or code end
  return record.of(text, path)
end

--- Writes the file whole or not at all; its path, or nil, message, code.
function record.write(path, value)
  return outfile.replace(path, record.text(value))
end

return record
