--- colours.lua: the colours of plots: series that the colour-blind can tell apart, and ramps for heat maps and maps.
--
-- Example:  colours.series(1)   --> #0072B2      colours.ramp(0)   --> #EAF3FA
-- Reference: M. Okabe and K. Ito, "Color Universal Design" (2008).

local colours = {
  blue = "#0072B2", sky = "#56B4E9", orange = "#E69F00", vermillion = "#D55E00", green = "#009E73", purple = "#CC79A7",
  yellow = "#F0E442", black = "#000000", grey = "#999999",
  ink = "#1A1A1A", soft = "#555555", grid = "#DDDDDD", axis = "#666666", nothing = "#E6E6E6", ground = "#F4F4F4",
  paper = "#FFFFFF",
}

-- Neighbours in the order differ most, in hue and in lightness.
local SERIES = { "blue", "vermillion", "green", "orange", "purple", "sky", "black", "grey" }

--- How many series have a colour of their own.
colours.COUNT = #SERIES

--- The colour of the i-th series; after the last they come again (lines are dashed then).
function colours.series(i)
  return colours[SERIES[(i - 1) % #SERIES + 1]]
end

local function parts(colour)
  local number = tonumber(colour:sub(2), 16)
  return number >> 16, number >> 8 & 255, number & 255
end

local function mixed(a, b, share)
  local r1, g1, b1 = parts(a)
  local r2, g2, b2 = parts(b)
  local function between(x, y) return math.floor(x + (y - x) * share + 0.5) end
  return ("#%02X%02X%02X"):format(between(r1, r2), between(g1, g2), between(b1, b2))
end

local UPWARD = { "#EAF3FA", "#9DCBEC", "#3F97CC", "#0063A0", "#00294A" }
local DOWNWARD = { "#F6F6F6", "#F5C39B", "#E4823F", "#B84E00", "#6B2D00" }

local function along(stops, share)
  share = math.max(0, math.min(1, share)) * (#stops - 1)
  local i = math.min(math.floor(share), #stops - 2)
  return mixed(stops[i + 1], stops[i + 2], share - i)
end

--- From light (0) to dark (1); negative shares go the other way, to orange: lighter is always nearer to zero.
function colours.ramp(share)
  return share >= 0 and along(UPWARD, share) or along(DOWNWARD, -share)
end

--- How light a colour looks, 0 to 1.
function colours.lightness(colour)
  local r, g, b = parts(colour)
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255
end

return colours
