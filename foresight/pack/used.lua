--- used.lua: which packs this process has loaded, and which of them were called, for the journal and the records of runs.
--
-- Example:  used.called()   --> {"harm-index@1.0.0 sha256 4f1c..."}, those of the last statement
--           used.now {name = "harm-index", version = "1.0.0", sha256 = "4f1c...", range = "*"}   --> the same of what is there now
--
-- A run of a schedule has $GLOCAL_RUN_PACKS: there its record stands, written at each load, so that a run that is killed has it.

local core = require "glocal.core"
local outfile = require "foresight.shared.outfile"

local used = {}

local by_label = {} -- what was loaded, by the label that isolate.called gives
local loaded, titles, is_there = {}, {}, {}

local function title_of(entry) return ("%s@%s sha256 %s"):format(entry.name, entry.version, entry.sha256) end

local function keep()
  local path = os.getenv "GLOCAL_RUN_PACKS"
  if not path or path == "" then return end
  outfile.replace(path, require "foresight.shared.data_text".write(loaded) .. "\n")
end

--- Notes a load: {name, version, sha256}, with the range by which an installed one was chosen, or the path of a folder or file.
function used.note(label, entry)
  if by_label[label] then return end
  by_label[label] = entry
  loaded[#loaded + 1] = entry
  keep()
end

--- The titles of those that were called since this was asked last, each once.
function used.called()
  local isolate, list = package.loaded["glocal.isolate"], {}
  for _, label in ipairs(isolate and isolate.called() or {}) do
    local entry = by_label[label]
    if entry then
      local title = title_of(entry)
      list[#list + 1] = title
      if not is_there[title] then
        is_there[title] = true
        titles[#titles + 1] = title
      end
    end
  end
  return list
end

--- The titles of all that were called in this process, in the order of their first calls.
function used.all()
  used.called()
  return table.move(titles, 1, #titles, 1, {})
end

-- What a folder or a built pack is now; or nil, message.
local function of_path(path)
  local pack = require "foresight.pack.pack"
  local files, given
  if path:sub(-#pack.ENDING) == pack.ENDING then
    local bytes, message = pack.read_file(path)
    if not bytes then return nil, message end
    files, given = pack.of_bytes(bytes)
  else
    files, given = pack.of_folder(path)
  end
  local bundle = files and core.bundle(files)
  if not bundle then return nil, given end
  return { name = given.name, version = given.version, sha256 = core.sha256_text(bundle) }
end

--- What would be loaded now in place of a pack that was: {name, version, sha256}; or nil, message. `lock`: that of the run, or
--- false.
function used.now(entry, lock)
  if entry.path then return of_path(entry.path) end
  local given, message = require "foresight.pack.installed".chosen(entry.name, entry.range or "*", lock)
  if not given then return nil, message end
  return given
end

return used
