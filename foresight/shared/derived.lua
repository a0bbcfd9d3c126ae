--- derived.lua: frames that Lua computes from other frames: marked as strictly as all of these, with the call as their origin.
--
-- Example:  derived.frame(rows, {columns={"node"}, types={node="text"}, call="cut_points(f)", from={f}, said={"2 nodes"}})

local core = require "glocal.core"

local derived = {}

--- The frame of rows: `spec` has columns, types, units, call, from (frames), seed, said (sentences of its note; false: none), attach.
function derived.frame(rows, spec)
  local f = core.frame_from(rows, { columns = spec.columns, types = spec.types, units = spec.units, call = spec.call,
    from = spec.from, seed = spec.seed })
  local said, attached = {}, spec.attach or {}
  for i = 1, #(spec.said or {}) + 8 do -- a sentence may be missing in the middle
    local each = spec.said and spec.said[i]
    if each then said[#said + 1] = each end
  end
  if #said > 0 then attached.note_text = table.concat(said, ". ") .. "." end
  return f:attach(attached)
end

--- The markings of lists that were taken out of frames, as frames that a result comes from: none where nothing is marked.
function derived.marks(lists)
  local frames = {}
  for _, each in ipairs(lists) do
    local marking = type(each) == "table" and core.taken_marking(each) or nil
    if marking and marking ~= "TLP:CLEAR" then frames[#frames + 1] = core.frame({ { taken = 1 } }, { marking = marking }) end
  end
  return frames
end

return derived
