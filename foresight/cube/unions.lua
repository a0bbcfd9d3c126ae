--- unions.lua: roll-ups of zones that share members. A country lies in BENELUX and in the EU, but a walk gives it one
--- parent; so a list of such zones is rolled up one by one, and each row holds what it holds alone.
--
-- Example:  unions.apart(store, {"BENELUX", "EU"}, tree, own_tree)   --> true: EU alone holds more than in this tree

local unions = {}

--- Whether some root holds less in the common tree than in its own, which `own_tree(root)` gives.
function unions.apart(roots, tree, own_tree)
  for _, root in ipairs(#roots > 1 and roots or {}) do
    local own = own_tree(root)
    if own ~= tree and #own:below(root) ~= #tree:below(root) then return true end
  end
  return false
end

-- The frames with the same columns: an upper bound that a frame does not have is the figure itself.
local function align(frames)
  local bounds = {}
  for _, frame in ipairs(frames) do
    for _, column in ipairs(frame:columns()) do
      local base = column:match "^(.*)_high$"
      if base and frame:has(base) then bounds[column] = base end
    end
  end
  for i, frame in ipairs(frames) do
    for column, base in pairs(bounds) do
      if not frame:has(column) then
        local kind, unit = frame:type(base)
        frames[i] = frame:with(column, frame[base], { type = kind, unit = unit })
      end
    end
  end
  return frames
end

-- The rows of zones that an earlier frame does not have.
local function without(frame, seen)
  local rows, zones = {}, frame.zone
  for i = 1, #frame do
    if not seen[zones[i]] then rows[#rows + 1] = i end
  end
  for _, zone in ipairs(zones) do seen[zone] = true end
  return #rows < #frame and frame:take(rows) or frame
end

--- The roll-ups below each other, each zone once; and what is noted of any of them, once each.
function unions.append(frames)
  local seen, notes, noted = {}, {}, {}
  for i, frame in ipairs(frames) do
    local note = frame:note()
    if note and not noted[note] then notes[#notes + 1] = note end
    noted[note or ""] = true
    frames[i] = without(frame, seen)
  end
  frames = align(frames)
  local all = frames[1]
  for i = 2, #frames do all = all:append(frames[i]) end
  return all, #notes > 0 and table.concat(notes, "; ") or nil
end

return unions
