--- version.lua: semantic versions and ranges of them.
--
-- Example:  version.fits("1.4.2", "^1.2")   --> true      version.compare("1.10.0", "1.9.3")   --> 1
-- Reference: T. Preston-Werner, Semantic Versioning 2.0.0, https://semver.org

local version = {}

-- The numbers of "1.2.3", and what stands behind a "-"; nil where it is no version. `least`: how many numbers must be there.
local function parse(text, least)
  if type(text) ~= "string" or #text > 64 then return nil end
  local body, before = text:match "^([%d.]+)%-([%w.-]+)$"
  body = body or text
  local numbers = {}
  for each in (body .. "."):gmatch "(%d*)%." do
    if each == "" or each:find "^0%d" or #each > 6 then return nil end
    numbers[#numbers + 1] = math.tointeger(tonumber(each))
  end
  if #numbers < least or #numbers > 3 or not body:find "^%d[%d.]*%d?$" then return nil end
  return { numbers[1], numbers[2] or 0, numbers[3] or 0, before = before, count = #numbers }
end

--- Whether the text is a whole version, such as "1.2.0" or "1.2.0-beta.1".
function version.is(text)
  return parse(text, 3) ~= nil
end

-- Of "beta.2" and "beta.11": part by part, numbers before words and by their size.
local function compare_before(a, b)
  if a == b then return 0 end
  if not a or not b then return a and -1 or 1 end -- a version comes behind what leads to it
  local next_a, next_b = a:gmatch "[^.]+", b:gmatch "[^.]+"
  while true do
    local x, y = next_a(), next_b()
    if x == nil or y == nil then return x == y and 0 or x == nil and -1 or 1 end
    if x ~= y then
      local m, n = x:find "^%d+$" and tonumber(x), y:find "^%d+$" and tonumber(y)
      if m and n then return m < n and -1 or 1 end
      if m or n then return m and -1 or 1 end
      return x < y and -1 or 1
    end
  end
end

local function compare(a, b)
  for i = 1, 3 do
    if a[i] ~= b[i] then return a[i] < b[i] and -1 or 1 end
  end
  return compare_before(a.before, b.before)
end

--- -1, 0 or 1, as the first version comes before the second, is it, or comes behind it.
function version.compare(a, b)
  return compare(assert(parse(a, 3), "a version is expected"), assert(parse(b, 3), "a version is expected"))
end

-- The first version that "^1.2" and "~1.2" leave out.
local function end_of(mark, from)
  if mark == "~" then return from.count == 1 and { from[1] + 1, 0, 0 } or { from[1], from[2] + 1, 0 } end
  if from[1] > 0 or from.count == 1 then return { from[1] + 1, 0, 0 } end
  if from[2] > 0 or from.count == 2 then return { 0, from[2] + 1, 0 } end
  return { 0, 0, from[3] + 1 }
end

-- The bounds of a range: {from, to, includes_to}; nil where it is none.
local function bounds_of(text)
  if text == "*" then return {} end
  local bounds = {}
  for part in text:gmatch "%S+" do
    local mark, rest = part:match "^([%^~<>=]*)(.*)$"
    local at = parse(rest, 1)
    if not at then return nil end
    if mark == "" or mark == "=" then
      if at.count < 3 then return nil end
      bounds.from, bounds.to, bounds.has_to = at, at, true
    elseif mark == "^" or mark == "~" then
      bounds.from, bounds.to = at, end_of(mark, at)
    elseif mark == ">=" then
      bounds.from = at
    elseif mark == "<" then
      bounds.to = at
    else
      return nil
    end
  end
  return next(bounds) and bounds or nil
end

--- Whether the text is a range: "1.2.0", "^1.2" (to the next that may break what stands on it), "~1.2" (to the next minor),
--- ">=1.2 <2.0", "*".
function version.is_range(text)
  return type(text) == "string" and #text <= 64 and bounds_of(text) ~= nil
end

--- Whether a version lies in a range. One before a release ("1.2.0-beta") lies only in ranges that name one of that release.
function version.fits(text, range)
  local it, bounds = parse(text, 3), bounds_of(range)
  assert(it and bounds, "a version and a range are expected")
  local from, to = bounds.from, bounds.to
  if it.before and not (from and from.before and from[1] == it[1] and from[2] == it[2] and from[3] == it[3]) then return false end
  if from and compare(it, from) < 0 then return false end
  if not to then return true end
  local order = compare(it, to)
  return order < 0 or order == 0 and bounds.has_to == true
end

--- The highest of the versions that lies in a range; nil where none does.
function version.highest(list, range)
  local best
  for _, each in ipairs(list) do
    if version.fits(each, range) and (not best or version.compare(each, best) > 0) then best = each end
  end
  return best
end

--- The same of tables with a version each.
function version.highest_of(list, range)
  local best
  for _, each in ipairs(list) do
    if version.fits(each.version, range) and (not best or version.compare(each.version, best.version) > 0) then best = each end
  end
  return best
end

--- The versions of such tables, the lowest first.
function version.texts(list)
  local texts = {}
  for i, each in ipairs(list) do texts[i] = each.version end
  table.sort(texts, function(a, b) return version.compare(a, b) < 0 end)
  return texts
end

return version
