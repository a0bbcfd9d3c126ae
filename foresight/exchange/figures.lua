--- figures.lua: what an import says of the figures in a file: how many had a flag, and how many rows had none.
--
-- Example:  figures.note("sheet 'Data' of 2", flags)   --> sheet 'Data' of 2; in the file: 3 without a figure skipped

local figures = {}

local MEANINGS = {
  p = "provisional", e = "estimated", b = "break in the series", d = "definition differs", f = "forecast", r = "revised",
  s = "estimated by Eurostat", u = "of low reliability", n = "not significant", z = "not applicable", i = "see metadata",
  P = "provisional", E = "estimated", B = "break in the series", D = "definition differs", F = "forecast", I = "imputed",
  U = "of low reliability", N = "not significant", V = "not validated", Q = "suppressed", G = "experimental",
  ["*"] = "with a footnote",
  A = false, -- a normal figure is not worth a word
}

--- How many figures have each flag, {p=12}, in words: a list such as {"12 provisional (p)"}.
function figures.flags(count_of)
  local parts, letters = {}, {}
  for letter in pairs(count_of) do letters[#letters + 1] = letter end
  table.sort(letters)
  for _, letter in ipairs(letters) do
    local meaning = MEANINGS[letter]
    if meaning ~= false then
      parts[#parts + 1] = ("%d %s (%s)"):format(count_of[letter], meaning or "flagged", letter)
    end
  end
  return parts
end

-- The flags of the figures, in words: "in the file: 12 provisional (p), 40 without a figure skipped".
local function says(flags)
  local parts = figures.flags(flags.flags)
  if flags.missing > 0 then parts[#parts + 1] = ("%d without a figure skipped"):format(flags.missing) end
  if flags.confidential > 0 then parts[#parts + 1] = ("%d confidential refused"):format(flags.confidential) end
  return #parts > 0 and "in the file: " .. table.concat(parts, ", ") or nil
end

--- What is noted with the batch: what was read, and what is to be said of its figures; nil when there is nothing.
function figures.note(read, flags)
  local said = says(flags)
  return read and said and read .. "; " .. said or read or said
end

--- The column that the count comes from; nil where it is no column. A row with nothing there says nothing.
function figures.column_of(mapping, as)
  local count = as == "observations" and mapping.count
  return type(count) == "table" and count.column or type(count) == "string" and count or nil
end

return figures
