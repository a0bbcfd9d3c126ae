--- unknown_channels.lua: which channels of messages the register does not have, each with the nearest that it has.
--
-- Example:  unknown_channels(store, compliance{by={"channel"}})   --> {{channel="BE-SPCO", nearest="BE-SPOC"}}, text

local core = require "glocal.core"
local query = require "foresight.shared.query"

-- A register without channels knows none: then nothing is said of a frame of messages.
return function(store, f)
  if not f:has "channel" then return {} end
  local codes, is_known = {}, {}
  for _, row in query(store, "select distinct code from channel order by code"):rows() do
    codes[#codes + 1] = row.code
    is_known[row.code] = true
  end
  local unknown = {}
  for _, row in f:rows() do
    local name = #codes > 0 and row.channel or ""
    if name ~= "" and not is_known[name] then
      is_known[name] = true
      unknown[#unknown + 1] = { channel = name, nearest = #name > 1 and core.nearest(name, codes) or nil }
    end
  end
  local texts = {}
  for i, each in ipairs(unknown) do
    texts[i] = each.nearest and ("'%s' (did you mean '%s'?)"):format(each.channel, each.nearest) or ("'%s'"):format(each.channel)
  end
  return unknown, #texts > 0 and (" Not in the register of channels: %s."):format(table.concat(texts, ", ")) or ""
end
