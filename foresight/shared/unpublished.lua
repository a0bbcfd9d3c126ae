--- unpublished.lua: of which sources the figures of a rollup are that report no zeros, so that a period without a row is a
--- figure that was not published. Known by the rollup's line in the provenance, which frames made of it keep.
--
-- Example:  unpublished.sources(rollup{zone="RT-CHANNEL", every="month"}:where{phenomenon="smuggling"})  --> {"uk-home-office"}

local unpublished = {}

local by_rollup = {} -- codes of sources

local function rollups(frame)
  return ("\n" .. (frame:provenance() or "")):gmatch "\n%s*(rollup{[^\n]*)"
end

--- Keeps the sources of a rollup, as a list of codes.
function unpublished.remember(frame, sources)
  for line in rollups(frame) do by_rollup[line] = #sources > 0 and sources or nil end
end

--- The codes of the sources that report no zeros, of all rollups behind a frame, each once.
function unpublished.sources(frame)
  local list, seen = {}, {}
  for line in rollups(frame) do
    for _, code in ipairs(by_rollup[line] or {}) do
      if not seen[code] then list[#list + 1] = code end
      seen[code] = true
    end
  end
  table.sort(list)
  return list
end

return unpublished
