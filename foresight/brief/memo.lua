--- memo.lua: what the briefs of many zones have in common (public series, maps of a level, the rollup of all zones) is computed
-- once and kept for the run. Without a memo one is begun.
--
-- Example:  local found, message, code = memo.once(asked, "topic crossings", function() return figures_of_topic() end)

local memo = {}

--- What `make` gives, kept under the key in `asked.memo`; where it gives nil, message, code, that, and nothing is kept.
function memo.once(asked, key, make)
  local kept = asked.memo or {}
  asked.memo = kept
  if kept[key] == nil then
    local value, message, code = make()
    if value == nil then return nil, message, code end
    kept[key] = value
  end
  return kept[key]
end

--- A copy of the table, one level deep, for a zone's own fields beside what is shared.
function memo.copy(shared)
  local copy = {}
  for name, value in pairs(shared) do copy[name] = value end
  return copy
end

return memo
