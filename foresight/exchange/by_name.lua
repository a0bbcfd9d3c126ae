--- by_name.lua: without a mapping, columns feed the fields of their own names; a frame calls its days `period`.
--
-- Example:  by_name{"zone", "period", "count", "remark"}   --> {zone = "zone", day = "period", count = "count"}

local fields = require "foresight.exchange.fields"

--- The mapping of these columns, beside what is mapped already.
return function(names, mapping)
  local there, wanted = {}, {}
  for field, source in pairs(mapping or {}) do wanted[field] = source end
  for _, name in ipairs(names) do there[name] = true end
  for _, field in ipairs(fields) do
    if wanted[field] == nil and there[field] then wanted[field] = field end
  end
  if wanted.day == nil and there.period then wanted.day = "period" end
  return wanted
end
