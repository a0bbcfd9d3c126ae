--- locale.lua: numbers and dates as each language writes them. LC_NUMERIC stays C; this is text only.
--
-- Example:  locale.of "fr".number(1234.5, 1)   --> 1 234,5 (with a narrow no-break space)
-- Reference: Interinstitutional style guide of the EU, 10.5 (fr), and the usage of nl, de and en public offices.

local hint = require "foresight.shared.hint"

local locale = {}

local NARROW = "\u{202F}" -- narrow no-break space

local LANGUAGES = {
  nl = {
    group = ".", and_word = "en", decimal = ",", percent = "%", day = "%d %s %d",
    months = {
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
      "december",
    },
  },
  fr = {
    group = NARROW, and_word = "et", decimal = ",", percent = NARROW .. "%", day = "%d %s %d", first = "1er",
    months = {
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre",
    },
  },
  de = {
    group = ".", and_word = "und", decimal = ",", percent = NARROW .. "%", day = "%d. %s %d",
    months = {
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember",
    },
  },
  en = {
    group = ",", and_word = "and", decimal = ".", percent = "%", day = "%d %s %d",
    months = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    },
  },
}

--- The languages of pages, plots, files and labels.
locale.LANGUAGES = { "nl", "fr", "de", "en" }

--- The language of the reader: $GLOCAL_LANG, else that of the locale, else English.
function locale.preferred()
  local wanted = os.getenv "GLOCAL_LANG" or os.getenv "LC_MESSAGES" or os.getenv "LANG" or ""
  local lang = wanted:sub(1, 2):lower()
  return LANGUAGES[lang] and lang or "en"
end

--- The language; raises for one there is none of.
function locale.check(lang)
  if LANGUAGES[lang] then return lang end
  local wanted = type(lang) == "string" and lang:lower() or lang
  error(("unknown language '%s'%s"):format(tostring(lang), hint.of(wanted, locale.LANGUAGES, "use")), 0)
end

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

-- Any figure: whole numbers in full, others with three significant digits.
local function figure_text(marks, value)
  if math.type(value) == "integer" or value == math.floor(value) and math.abs(value) < 1e15 then
    return number_text(marks, value)
  end
  local size = math.abs(value)
  if size >= 1e15 or size < 1e-4 then return (("%.2e"):format(value):gsub("%.", marks.decimal)) end
  local decimals = size >= 100 and 0 or size >= 10 and 1 or size >= 1 and 2 or math.ceil(-math.log(size, 10)) + 1
  return number_text(marks, value, decimals)
end

-- "a, b and c".
local function list_text(marks, items)
  if #items < 2 then return items[1] or "" end
  return table.concat(items, ", ", 1, #items - 1) .. " " .. marks.and_word .. " " .. items[#items]
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

--- The writer of a language: number, figure, estimate, range, signed, percent, month, day, list.
function locale.of(lang)
  local marks = LANGUAGES[locale.check(lang)]
  local writer = { lang = lang, decimal = marks.decimal, group = marks.group }
  function writer.number(value, decimals) return number_text(marks, value, decimals) end
  function writer.figure(value) return figure_text(marks, value) end
  function writer.estimate(value) return estimate_text(marks, value) end
  function writer.range(low, high) return estimate_text(marks, low) .. DASH .. estimate_text(marks, high) end
  -- A count that may be censored: "<5" is stored as 1 to 4.
  function writer.count(low, high)
    if not high or high == low then return number_text(marks, low) end
    return number_text(marks, low) .. DASH .. number_text(marks, high)
  end
  function writer.signed(value, decimals)
    return (value > 0 and "+" or "") .. number_text(marks, value, decimals)
  end
  function writer.percent(share, decimals) return number_text(marks, share * 100, decimals or 1) .. marks.percent end
  function writer.signed_percent(share) return (share > 0 and "+" or "") .. writer.percent(share) end
  function writer.month(month) return month_text(marks, month) end
  function writer.list(items) return list_text(marks, items) end
  function writer.day(day) return (day_text(marks, day)) end
  return writer
end

return locale
