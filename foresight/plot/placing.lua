--- placing.lua: a name beside a point of a plot, where it covers no other.
--
-- Example:  placing.name(c, area, "Parcels", 120, 80, 7, taken)   --> true

local placing = {}

local function overlaps(a, b)
  return a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
end

-- The box of a name at a place, where it is in the area and nothing of a list lies.
local function free_box(area, at, x, y, wide, high, lists)
  local box = { x + at[1], y + at[2] - high / 2, x + at[1] + wide, y + at[2] + high / 2 }
  if box[1] < area.left or box[3] > area.right or box[2] < area.top or box[4] > area.bottom then return nil end
  for _, list in ipairs(lists) do
    for _, other in ipairs(list) do
      if overlaps(box, other) then return nil end
    end
  end
  return box
end

--- Writes the name at the first of right, left, above and below, so far from the point as `gap`, where nothing of `taken` lies, and adds
--- its box; false where there is no such place. Where nothing of `avoided` lies rather than elsewhere.
function placing.name(c, area, name, x, y, gap, taken, avoided)
  local wide, high = c:width_of(name), c.medium.font
  local beyond = math.max(high, gap + high / 2)
  local sides = { { gap, 0 }, { -gap - wide, 0 }, { -wide / 2, -beyond }, { -wide / 2, beyond } }
  for _, lists in ipairs { { taken, avoided }, avoided and { taken } or nil } do
    for _, at in ipairs(sides) do
      local box = free_box(area, at, x, y, wide, high, lists)
      if box then
        taken[#taken + 1] = box
        c:text(box[1], y + at[2], name, { halo = true })
        return true
      end
    end
  end
  return false
end

return placing
