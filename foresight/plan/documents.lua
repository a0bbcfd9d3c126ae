--- documents.lua: a page as a file: HTML, text, and through pandoc (Debian package pandoc) a document of a word processor.
--
-- Example:  documents.write("plan/5345-nl.docx", page, "2026-11-30", "TLP:CLEAR")

local core = require "glocal.core"
local document = require "foresight.brief.document"
local html = require "foresight.brief.html"
local outfile = require "foresight.shared.outfile"
local records = require "foresight.shared.records"
local reference_document = require "foresight.plan.reference_document"
local text = require "foresight.brief.text"

local documents = {}

documents.ENDINGS = { "html", "txt", "docx", "odt" }
local BY_PANDOC = { docx = true, odt = true }

local NO_PANDOC = "a .%s needs pandoc, which is not installed: sudo apt install pandoc; .html and .txt need nothing"

-- A .zip whose entries are all of one time, 00:00 of the day: what pandoc makes of the same page is then the same, to the byte.
-- Reference: PKWARE, APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16.
local function dated(bytes, date)
  local y, m, d = date:match "^(%d+)-(%d+)-(%d+)$"
  local years = math.max(math.tointeger(y) - 1980, 0)
  local stamp = string.pack("<I2I2", 0, years << 9 | math.tointeger(m) << 5 | math.tointeger(d))
  local tail = bytes:find("PK\5\6", math.max(1, #bytes - 65557), true)
  if not tail then return bytes end
  local count, _, at = string.unpack("<I2I4I4", bytes, tail + 10)
  local places = {}
  at = at + 1
  for _ = 1, count do
    local name, extra, comment = string.unpack("<I2I2I2", bytes, at + 28)
    places[#places + 1] = at + 12
    places[#places + 1] = string.unpack("<I4", bytes, at + 42) + 1 + 10
    at = at + 46 + name + extra + comment
  end
  table.sort(places)
  local pieces, from = {}, 1
  for _, place in ipairs(places) do
    pieces[#pieces + 1], pieces[#pieces + 2] = bytes:sub(from, place - 1), stamp
    from = place + 4
  end
  return table.concat(pieces) .. bytes:sub(from)
end

-- What pandoc gives; or nil, message, code.
local function pandoc(words, input, ending, path, date)
  local out, said, code = core.run_program({ "pandoc", table.unpack(words) }, input, { "PATH=/usr/local/bin:/usr/bin:/bin",
    "LC_ALL=C.UTF-8", "HOME=/nonexistent", ("SOURCE_DATE_EPOCH=%d"):format(records.day(date) * 86400) })
  if not out and code == "not_found" then return nil, NO_PANDOC:format(ending), "not_found" end
  if not out then return nil, said, code end
  if code ~= 0 then return nil, ("can't write '%s': pandoc: %s"):format(path, said:match "^[^\n]*"), "io" end
  return out
end

-- Writes the part by pandoc, which dates it as the plan and looks at a document of ours for its pages and styles.
local function by_pandoc(page, ending, date)
  return function(part, path)
    local folder, handle, code = core.temporary_folder()
    if not folder then return nil, handle, code end
    local _ <close> = handle
    local default, message
    default, message, code = pandoc({ "--print-default-data-file=reference." .. ending }, "", ending, path, date)
    if not default then return nil, message, code end
    local look
    look, message = reference_document.make(ending, default, { folder = folder, marking = page.marking,
      title = document.title(page), lang = page.lang })
    if not look then return nil, message, "io" end
    local out
    out, message, code = pandoc({ "--from=html", "--to=" .. ending, "--output=-", "--shift-heading-level-by=-1",
      "--reference-doc=" .. look }, document.html(page, ending == "odt"), ending, path, date)
    if not out then return nil, message, code end
    return outfile.pieces(function(put) put(dated(out, date)) end)(part, path)
  end
end

--- Whether pandoc is there.
function documents.has_pandoc()
  local out = core.run_program({ "pandoc", "--version" }, "")
  return out ~= nil
end

--- The ending of a path, of those that a plan can be written as; nil of another.
function documents.ending(path)
  local ending = path:lower():match "%.(%w+)$"
  for _, each in ipairs(documents.ENDINGS) do
    if each == ending then return ending end
  end
end

--- Writes the page; the path, or nil, message, code.
function documents.write(path, page, date, marking)
  local ending = documents.ending(path) or "html"
  local content = BY_PANDOC[ending] and by_pandoc(page, ending, date) or ending == "txt" and text.of(page) or html.of(page)
  return outfile.write(path, content, marking, "plan")
end

return documents
