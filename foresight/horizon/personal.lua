--- personal.lua: texts that look as if they named or could reach a person: e-mail addresses, telephone numbers, national, social
--- security and bank account numbers. A signal is of a phenomenon, never of a person, and is refused with such a text. What
--- a rule can't see is a name: whoever records keeps it out (docs/horizon.md).
--
-- Example:  personal.found "call 0475 12 34 56"   --> a telephone number, 047...

local personal = {}

-- Fewer digits than these are a year, a route, a count.
local PHONE_DIGITS, NUMBER_DIGITS = 8, 9

local function digits_of(text) return (text:gsub("%D", "")) end

-- 1 200 000 000, 1.200.000: a number in groups of three.
local function is_grouped(text)
  for _, mark in ipairs { " ", "%.", ",", "'", "\u{00A0}", "\u{202F}" } do
    local rest = text:gsub("^[1-9]%d?%d?", "", 1)
    local groups
    rest, groups = rest:gsub(mark .. "%d%d%d", "")
    if rest == "" and groups > 0 then return true end
  end
  return false
end

-- Only as much as says which is meant.
local function shown(what, text) return ("%s, %s..."):format(what, text:sub(1, 3)) end

-- Dates, times and years say when, not who.
local function without_dates(text)
  text = text:gsub("%f[%d][12]%d%d%d%-%d%d%-%d%d%f[%D]", " day "):gsub("%f[%d]%d%d?[./-]%d%d?[./-][12]%d%d%d%f[%D]", " day ")
  return (text:gsub("%f[%d][12]%d%d%d%s*[-/]%s*[12]%d%d%d%f[%D]", " years "):gsub("%f[%w][12][09]%d%d%f[%D]%f[^%d.,-]", " year "))
end

local function phone(text)
  for found in text:gmatch "%+%d[%d%s./()-]*" do
    if #digits_of(found) >= PHONE_DIGITS then return found end
  end
  for found in text:gmatch "%f[%d+(]%(?0[%d%s./()-]*" do
    if #digits_of(found) >= NUMBER_DIGITS then return found end
  end
end

local function number(text)
  for found in text:gmatch "%f[%d]%d[%d%s./\u{00A0}\u{202F}'-]*" do
    found = found:gsub("%D+$", "")
    if #digits_of(found) >= NUMBER_DIGITS and not is_grouped(found) then return found end
  end
end

--- What in the text looks like a person's, as "an e-mail address, jan..."; nil where nothing does.
function personal.found(text)
  local mail = text:match "%f[%w._%%+-][%w._%%+-]+@[%w-]+%.[%w.-]*%a%a"
  if mail then return shown("an e-mail address", mail) end
  local account = text:match "%f[%w]%u%u%d%d%s?%w%w%w%w%s?%d%d%d%d%s?%d%d"
  if account then return shown("a bank account number", account) end
  text = without_dates(text)
  local called = phone(text)
  if called then return shown("a telephone number", called) end
  local long = number(text)
  return long and shown("a national, social security or other personal number", long) or nil
end

--- Raises where one of the texts looks so; `of` is what they belong to ("signal"), `texts` by the name of their field.
function personal.check(of, texts)
  local names = {}
  for name in pairs(texts) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local found = personal.found(texts[name])
    if found then
      error(("bad argument '%s' to '%s': it has what looks like %s; a text here is of phenomena, never of persons: leave it out")
        :format(name, of, found), 0)
    end
  end
end

return personal
