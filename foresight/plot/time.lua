--- time.lua: periods as places on an axis, and the ticks that fit there, as each language writes them.
--
-- Example:  time.position "2024-03"   --> 24290.0, "month"   (months since year 0; days since 1970 for days and weeks)
-- Reference: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).

local locale = require "foresight.language.locale"

local time = {}

-- Days since 1970-01-01.
local function day_number(year, month, day)
  if month <= 2 then year = year - 1 end
  local era = year // 400
  local of_era = year - era * 400
  local of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + day - 1
  return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
end

local function civil(day)
  local z = day + 719468
  local era = z // 146097
  local of_era = z - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local m = (5 * of_year + 2) // 153
  local month = m < 10 and m + 3 or m - 9
  return year + era * 400 + (month <= 2 and 1 or 0), month, of_year - (153 * m + 2) // 5 + 1
end

-- The Monday of an ISO week: week 1 holds 4 January; day 3 of our count was a Sunday.
local function week_start(year, week)
  local fourth = day_number(year, 1, 4)
  return fourth - (fourth + 3) % 7 + (week - 1) * 7
end

local WAYS = {
  { "^(%d%d%d%d)%-(%d%d)%-(%d%d)$", "day", function(y, m, d) return day_number(y, m, d) end },
  { "^(%d%d%d%d)%-W(%d%d)$", "week", function(y, w) return week_start(y, w) end },
  { "^(%d%d%d%d)%-(%d%d)$", "month", function(y, m) return y * 12 + m - 1 end },
  { "^(%d%d%d%d)%-Q(%d)$", "quarter", function(y, q) return y * 4 + q - 1 end },
  { "^(%d%d%d%d)$", "year", function(y) return y end },
}

--- Where a period stands and how long it is; nil for what is no period.
function time.position(text)
  for _, way in ipairs(WAYS) do
    local a, b, c = text:match(way[1])
    if a then return way[3](tonumber(a), tonumber(b), tonumber(c)), way[2] end
  end
end

--- The same for a cell of a column: a number with a fraction is the time of a model.
function time.place(cell)
  if math.type(cell) == "float" then return cell, "number" end
  return time.position(tostring(cell))
end

--- From one period to the next, in positions; the times of a model stand as they are.
time.STEP = { day = 1, week = 7, month = 1, quarter = 1, year = 1, number = 1 }

local SHORT = {
  nl = { "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec" },
  fr = { "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc." },
  de = { "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez." },
  en = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
}
local QUARTER = { nl = "%de kw. %d", fr = "T%d %d", de = "Q%d %d", en = "Q%d %d" }
local WEEK = { nl = "week %d, %d", fr = "sem. %d, %d", de = "KW %d, %d", en = "week %d, %d" }

local function number_label(value, lang)
  local text = ("%.6g"):format(value)
  return lang == "en" and text or (text:gsub("%.", ","))
end

local function month_label(lang, year, month) return SHORT[lang][month] .. " " .. year end

--- A period as a reader writes it: short, as on an axis, or in full.
function time.text(period, lang, in_full)
  local year, month, day = period:match "^(%d%d%d%d)%-(%d%d)%-?(%d*)$"
  if year then
    if in_full then
      return day ~= "" and locale.of(lang).day(period) or locale.of(lang).month(period)
    end
    local name = month_label(lang, tonumber(year), tonumber(month))
    return day == "" and name or tonumber(day) .. (lang == "de" and ". " or " ") .. name
  end
  local y, q = period:match "^(%d+)%-Q(%d)$"
  if y then return QUARTER[lang]:format(tonumber(q), tonumber(y)) end
  if period:find "^%-?[%d.]+[.e][%d.e+-]*$" then return number_label(tonumber(period), lang) end
  local of, week = period:match "^(%d+)%-W(%d+)$"
  if of then return WEEK[lang]:format(tonumber(week), tonumber(of)) end
  return period
end

-- --- ticks ------------------------------------------------------------------------------------------------------

local MOST = 400 -- more ticks than any axis takes

-- Every `step` years from low to high; `at` places a year.
local function years(low, high, step, at)
  local tics = {}
  if (high - low) / step > MOST then return tics end
  for year = math.ceil(low / step) * step, high, step do tics[#tics + 1] = { at = at(year), label = ("%d"):format(year) } end
  return tics
end

local function months(low, high, step, lang, at)
  local tics = {}
  if (high - low) / step > MOST then return tics end
  for month = math.ceil(low / step) * step, high, step do
    tics[#tics + 1] = { at = at(month), label = month_label(lang, month // 12, month % 12 + 1) }
  end
  return tics
end

local function year_of_month(month) return month / 12 end

-- Round numbers, some ten of them or fewer; `skip` halves them so often.
local function numbers(low, high, skip, lang)
  local step = 10 ^ math.floor(math.log((high - low) / 10, 10))
  for _, factor in ipairs { 1, 2, 5, 10 } do
    if (high - low) / (step * factor) <= 10 / 2 ^ skip then
      step = step * factor
      break
    end
    if factor == 10 then step = step * 10 * 2 ^ skip end
  end
  local tics = {}
  for i = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) do
    tics[#tics + 1] = { at = i * step, label = number_label(i * step, lang) }
  end
  return tics
end

-- The candidates, from many ticks to few.
local function candidates(span, low, high, lang)
  local list = {}
  local function add(f, ...)
    local arguments = table.pack(...)
    list[#list + 1] = function() return f(table.unpack(arguments, 1, arguments.n)) end
  end
  local function add_years(at, first, last)
    for _, step in ipairs { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 } do add(years, first, last, step, at) end
  end
  if span == "number" then
    for skip = 0, high > low and 3 or -1 do add(numbers, low, high, skip, lang) end
  elseif span == "year" then
    add_years(function(year) return year end, low, high)
  elseif span == "quarter" then
    add(function()
      local tics = {}
      for at = math.ceil(low), math.min(high, low + MOST) do
        tics[#tics + 1] = { at = at, label = QUARTER[lang]:format(at % 4 + 1, at // 4) }
      end
      return tics
    end)
    add_years(function(year) return year * 4 end, low / 4, high / 4)
  elseif span == "month" then
    for _, step in ipairs { 1, 3, 6 } do add(months, low, high, step, lang, function(month) return month end) end
    add_years(function(year) return year * 12 end, year_of_month(low), year_of_month(high))
  else
    local y1, m1 = civil(math.floor(low))
    local y2, m2 = civil(math.floor(high))
    for _, step in ipairs { 1, 2, 7, 14 } do
      add(function()
        local tics = {}
        if (high - low) / step > MOST then return tics end
        for at = math.ceil((low - 4) / step) * step + 4, high, step do -- Mondays, where weeks
          local y, m, d = civil(math.floor(at))
          tics[#tics + 1] = { at = at, label = time.text(("%04d-%02d-%02d"):format(y, m, d), lang) }
        end
        return tics
      end)
    end
    local function first_day(month) return day_number(month // 12, month % 12 + 1, 1) end
    local from, to = y1 * 12 + m1 - 1, y2 * 12 + m2 - 1
    if first_day(from) < low then from = from + 1 end
    for _, step in ipairs { 1, 3, 6 } do add(months, from, to, step, lang, first_day) end
    add_years(function(year) return day_number(year, 1, 1) end, from / 12, to / 12)
  end
  return list
end

--- The ticks {at, label} of an axis from low to high that fit: `fits(tics)` judges a list.
function time.tics(span, low, high, lang, fits)
  local last = {}
  for _, candidate in ipairs(candidates(span, low, high, lang)) do
    local tics = candidate()
    if #tics > 0 and fits(tics) then return tics end
    if #tics > 0 then last = tics end
  end
  return { last[1] }
end

return time
