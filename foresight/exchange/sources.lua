--- sources.lua: the sources named with figures that leave, and the licences they are under.
--
-- Example:  for _, source in ipairs(sources.of(frame, store, "nl")) do print(source.name, source.licence) end

local glocal = require "glocal"
local catalogue = require "foresight.shared.catalogue"
local query = require "foresight.shared.query"

local sources = {}

-- The store the frame was computed on, if it is the one at hand; else nil.
local function store_of(frame, store)
  store = store or glocal.store
  if not store then return nil end
  local open, path = pcall(store.path, store)
  return open and frame:provenance():find("store " .. path, 1, true) and store or nil
end

-- The frame's phenomena as one text, "|trafficking|smuggling|"; of a frame without any, "".
local function phenomena_of(frame)
  local seen, list = {}, {}
  for _, code in ipairs(frame:has "phenomenon" and frame:type "phenomenon" == "text" and frame.phenomenon or {}) do
    if not seen[code] then list[#list + 1] = code end
    seen[code] = true
  end
  return #list > 0 and "|" .. table.concat(list, "|") .. "|" or ""
end

--- The sources of the frame's store that have observations of its phenomena, or of those below them; of a frame without
--- phenomena, all that have observations. By code: code, name, publisher, licence.
function sources.of(frame, store, lang)
  store = store_of(frame, store)
  local list = {}
  if not store then return list end
  local rows = query(store, "select s.code, " .. catalogue.label_sql("source", "s") .. [[ as name, s.publisher, s.licence
    from source s where s.id in (select distinct source from observation where retracted is null
      and (:codes = '' or phenomenon in (select p.id from phenomenon p, phenomenon a
        where instr(:codes, '|' || a.code || '|') > 0 and (p.code = a.code or p.code like a.code || '.%'))))
    order by s.code]],
    { lang = lang, codes = phenomena_of(frame) })
  for _, row in rows:rows() do list[#list + 1] = row end
  return list
end

return sources
