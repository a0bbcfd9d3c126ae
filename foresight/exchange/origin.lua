--- origin.lua: what goes with figures that leave: may they, where they come from, under which licence.
--
-- Example:  for _, source in ipairs(origin.sources(frame, store, "nl")) do print(source.name, source.licence) end

local glocal = require "glocal"
local nouns = require "foresight.nouns"

local origin = {}

--- true, or nil, message, code where the marking forbids that the frame leaves.
function origin.may_leave(frame)
  local text, message, code = frame:head(0):to_csv()
  if not text then return nil, message, code end
  return true
end

--- The store the frame was computed on, if it is the one at hand; else nil.
function origin.store(frame, store)
  store = store or glocal.store
  if not store then return nil end
  local open, path = pcall(store.path, store)
  return open and frame:provenance():find("store " .. path, 1, true) and store or nil
end

--- The sources that the frame's store has observations of, by code: code, name, publisher, licence.
function origin.sources(frame, store, lang)
  store = origin.store(frame, store)
  local list = {}
  if not store then return list end
  local rows = store:sql("select s.code, " .. nouns.label_sql("source", "s") .. [[ as name, s.publisher, s.licence
    from source s where s.id in (select distinct source from observation) order by s.code]], { lang = lang })
  for _, row in rows:rows() do list[#list + 1] = row end
  return list
end

--- Runs `write(part)`, which makes a file beside the one wanted, and moves it into its place; what fails leaves nothing.
function origin.atomically(path, write)
  local part = path .. ".part"
  local done, message, code = write(part)
  if done then
    done, message = os.rename(part, path)
    if not done then code = "io" end
  end
  if not done then
    os.remove(part)
    return nil, message, code
  end
  return path
end

return origin
