--- placing.lua: a name beside a point of a plot, where it covers no other.
--
-- Example:  placing.name(c, area, "Parcels", 120, 80, 7, taken)   --> true

local placing = {}

local function overlaps(a, b)
  return a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
end

--- Writes the name at the first of right, left, above and below, so far from the point as `gap`, where nothing of `taken` lies, and adds
--- its box; false where there is no such place.
function placing.name(c, area, name, x, y, gap, taken)
  local wide, high = c:width_of(name), c.medium.font
  local beyond = math.max(high, gap + high / 2)
  for _, at in ipairs { { gap, 0 }, { -gap - wide, 0 }, { -wide / 2, -beyond }, { -wide / 2, beyond } } do
    local box = { x + at[1], y + at[2] - high / 2, x + at[1] + wide, y + at[2] + high / 2 }
    local is_free = box[1] >= area.left and box[3] <= area.right and box[2] >= area.top and box[4] <= area.bottom
    for _, other in ipairs(taken) do is_free = is_free and not overlaps(box, other) end
    if is_free then
      taken[#taken + 1] = box
      c:text(box[1], y + at[2], name, { halo = true })
      return true
    end
  end
  return false
end

return placing
