--- locale.lua: numbers and dates as each language writes them. LC_NUMERIC stays C; this is text only.
--
-- Example:  locale.of "fr".number(1234.5, 1)   --> 1 234,5 (with a narrow no-break space)
-- Reference: Interinstitutional style guide of the EU, 10.5 (fr), and the usage of nl, de and en public offices.

local locale = {}

local NARROW = "\u{202F}" -- narrow no-break space

local LANGUAGES = {
  nl = {
    group = ".", decimal = ",", percent = "%", day = "%d %s %d",
    months = {
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
      "december",
    },
  },
  fr = {
    group = NARROW, decimal = ",", percent = NARROW .. "%", day = "%d %s %d", first = "1er",
    months = {
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre",
    },
  },
  de = {
    group = ".", decimal = ",", percent = NARROW .. "%", day = "%d. %s %d",
    months = {
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember",
    },
  },
  en = {
    group = ",", decimal = ".", percent = "%", day = "%d %s %d",
    months = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    },
  },
}

--- The languages of a brief.
locale.LANGUAGES = { "nl", "fr", "de", "en" }

local MINUS, DASH = "\u{2212}", "\u{2013}"

-- 1234.5 as "1,234.5" in the marks of the language.
local function number_text(marks, value, decimals)
  local digits = ("%." .. (decimals or 0) .. "f"):format(math.abs(value))
  local whole, fraction = digits:match "^(%d+)%.?(%d*)$"
  whole = whole:reverse():gsub("%d%d%d", "%0 "):reverse():gsub("^ ", ""):gsub(" ", marks.group)
  local sign = value < 0 and digits:find "[1-9]" and MINUS or ""
  return sign .. whole .. (fraction ~= "" and marks.decimal .. fraction or "")
end

-- Estimates: one decimal under 10, whole above; what rounds to nothing says so.
local function estimate_text(marks, value)
  if value == 0 then return "0" end
  if value < 0.05 then return "<" .. NARROW .. number_text(marks, 0.1, 1) end
  return number_text(marks, value, value < 9.95 and 1 or 0)
end

local function month_text(marks, month)
  local year, number = month:match "^(%d%d%d%d)%-(%d%d)$"
  if not year then return month end -- a year stands for itself
  return marks.months[tonumber(number)] .. " " .. year
end

local function day_text(marks, day)
  local year, month, number = day:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  number = tonumber(number)
  local text = marks.day:format(number, marks.months[tonumber(month)], tonumber(year))
  return number == 1 and marks.first and text:gsub("^1", marks.first, 1) or text
end

--- The writer of a language: number, estimate, range, signed, percent, month, day.
function locale.of(lang)
  local marks = assert(LANGUAGES[lang])
  local writer = { lang = lang, decimal = marks.decimal, group = marks.group }
  function writer.number(value, decimals) return number_text(marks, value, decimals) end
  function writer.estimate(value) return estimate_text(marks, value) end
  function writer.range(low, high) return estimate_text(marks, low) .. DASH .. estimate_text(marks, high) end
  -- A count that may be censored: "<5" is kept as 1 to 4.
  function writer.count(low, high)
    if not high or high == low then return number_text(marks, low) end
    return number_text(marks, low) .. DASH .. number_text(marks, high)
  end
  function writer.signed(value, decimals)
    return (value > 0 and "+" or "") .. number_text(marks, value, decimals)
  end
  function writer.percent(share) return number_text(marks, share * 100, 1) .. marks.percent end
  function writer.signed_percent(share) return (share > 0 and "+" or "") .. writer.percent(share) end
  function writer.month(month) return month_text(marks, month) end
  function writer.day(day) return (day_text(marks, day)) end
  return writer
end

return locale
