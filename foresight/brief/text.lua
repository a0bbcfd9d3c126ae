--- text.lua: a brief as text for a terminal of 80 columns: tables whose cells wrap, bars in the place of charts. Where
-- $GLOCAL_PLAIN is set, or the terminal can show no more, it is ASCII without rules and bars, which a screen reader would
-- read out one by one.
--
-- Example:  print(text.of(page))

local core = require "glocal.core"
local terminal = require "foresight.shared.terminal"

local text = {}

local WIDTH = 80
local BAR = 24
local HEADING = 14 -- a heading's word that is longer may be parted

-- What plain terminals show in the place of our few special characters; other letters lose their accents.
local PLAIN = {
  ["\u{202F}"] = " ", ["\u{00A0}"] = " ", ["\u{2013}"] = "-", ["\u{2212}"] = "-", ["\u{2026}"] = "...",
  ["\u{2018}"] = "'", ["\u{2019}"] = "'", ["\u{201C}"] = '"', ["\u{201D}"] = '"', ["\u{201E}"] = '"', ["«"] = '"',
  ["»"] = '"', ["ß"] = "ss", ["œ"] = "oe", ["Œ"] = "OE", ["æ"] = "ae", ["─"] = "-",
}

local function plain(line)
  return (line:gsub(utf8.charpattern, function(character)
    if #character == 1 then return nil end
    if PLAIN[character] then return PLAIN[character] end
    local folded = core.fold(character) -- gives small letters
    if not folded:match "^[%g ]+$" then return "?" end
    local is_capital = utf8.codepoint(character) < 0xDF
    return is_capital and folded:upper() or folded
  end))
end

local SOFT_HYPHEN = "\u{AD}" -- where a long word may be parted

local function without_soft(word)
  return (word:gsub(SOFT_HYPHEN, ""))
end

-- The part of a word that fits, at its last soft hyphen that does or else anywhere, and what follows.
local function parted(word, width)
  local cut, from
  for at in word:gmatch("()" .. SOFT_HYPHEN) do
    if core.width(without_soft(word:sub(1, at - 1))) < width then cut, from = at - 1, at + #SOFT_HYPHEN end
  end
  if not cut then
    word = without_soft(word)
    cut = utf8.offset(word, width) - 1
    from = cut + 1
  end
  return without_soft(word:sub(1, cut)) .. "-", word:sub(from)
end

-- Words to lines of at most `width` columns; a word that is longer is parted with a hyphen.
local function wrap(words, width)
  local lines, line = {}, ""
  for word in words:gmatch "[^ \n]+" do
    while core.width(without_soft(word)) > width do
      if line ~= "" then
        lines[#lines + 1], line = line, ""
      end
      lines[#lines + 1], word = parted(word, width)
    end
    word = without_soft(word)
    local joined = line == "" and word or line .. " " .. word
    if core.width(joined) > width then
      lines[#lines + 1], line = line, word
    else
      line = joined
    end
  end
  if line ~= "" or #lines == 0 then lines[#lines + 1] = line end
  return lines
end

local function padded(cell, width, align)
  local room = (" "):rep(width - core.width(cell))
  return align == "right" and room .. cell or cell .. room
end

local function longest_word(cell)
  local longest = 0
  for word in cell:gmatch "[^ \n]+" do longest = math.max(longest, core.width(without_soft(word))) end
  return longest
end

-- The longest part of a word with its hyphen: how narrow a column of it can be.
local function longest_part(cell)
  return longest_word((cell:gsub(SOFT_HYPHEN, "- ")))
end

-- Every column starts as wide as its longest cell; then the widest is cut until all fit, though no further than the longest word
-- of its cells (a long word of a heading may be parted).
local function widths_of(block, columns)
  local natural, minimum, total = {}, {}, 2 * (#columns - 1)
  for i, column in ipairs(columns) do
    natural[i], minimum[i] = longest_word(column), math.min(longest_part(column), HEADING)
    for _, row in ipairs(block.rows) do
      natural[i] = math.max(natural[i], core.width(row[i]) + (i == 1 and row.style == "indent" and 2 or 0))
      minimum[i] = math.max(minimum[i], longest_word(row[i]))
    end
    total = total + natural[i]
  end
  while total > WIDTH do
    local widest
    for i = 1, #natural do
      local room = natural[i] - math.min(minimum[i], i == 1 and HEADING or WIDTH)
      if room > 0 and (not widest or natural[i] > natural[widest]) then widest = i end
    end
    if not widest then break end
    natural[widest], total = natural[widest] - 1, total - 1
  end
  return natural, total > WIDTH and " " or "  " -- columns stand closer where there is no room
end

local function add_row(lines, cells, widths, align, indent, gap)
  local wrapped, height = {}, 1
  for i, cell in ipairs(cells) do
    local inset = i == 1 and indent or 0
    wrapped[i] = wrap(cell, widths[i] - inset)
    for n, line in ipairs(wrapped[i]) do wrapped[i][n] = (" "):rep(inset) .. line end
    height = math.max(height, #wrapped[i])
  end
  for n = 1, height do
    local parts = {}
    for i, width in ipairs(widths) do parts[i] = padded(wrapped[i][n] or "", width, align[i]) end
    lines[#lines + 1] = (table.concat(parts, gap):gsub(" +$", ""))
  end
end

local set = {}

function set.heading(lines, block)
  lines[#lines + 1] = ""
  lines[#lines + 1] = block.text
  lines[#lines + 1] = ("─"):rep(core.width(block.text))
end

local function set_words(lines, block)
  table.move(wrap(block.text, WIDTH), 1, #block.text, #lines + 1, lines)
end

function set.lead(lines, block)
  set_words(lines, block)
  lines[#lines + 1] = ""
end

set.note = set_words

-- One item under its dash.
local function set_item(lines, item)
  for i, line in ipairs(wrap(item, WIDTH - 2)) do lines[#lines + 1] = (i == 1 and "- " or "  ") .. line end
end

function set.list(lines, block)
  for _, item in ipairs(block.items) do set_item(lines, item) end
end

-- " [1, 4]": the evidence at the end of the page.
local function references(numbers)
  return numbers and #numbers > 0 and ("\u{A0}[%s]"):format(table.concat(numbers, ", ")) or ""
end

function set.sentences(lines, block)
  for _, item in ipairs(block.items) do set_item(lines, item.text .. references(item.evidence)) end
end

function set.links(lines, block)
  for _, item in ipairs(block.items) do
    set_item(lines, item.text)
    lines[#lines + 1] = "  " .. item.file
  end
end

-- What stands side by side on a page stands one below the other here.
function set.columns(lines, block)
  for _, column in ipairs(block.columns) do
    set.heading(lines, { text = column.heading })
    set.list(lines, column)
  end
end

function set.annex(lines, block)
  lines[#lines + 1] = ""
  lines[#lines + 1] = ("\u{2500}"):rep(WIDTH)
  lines[#lines + 1] = block.text:upper()
end

-- A command stands as it is; what is only read wraps under its own indent.
function set.code(lines, block)
  for line in (block.text .. "\n"):gmatch "(.-)\n" do
    local indent = line:match "^ *" .. "  "
    for i, piece in ipairs(block.wraps and wrap(line, WIDTH - #indent - 2) or { line:match "^ *(.*)" }) do
      lines[#lines + 1] = indent .. (i > 1 and "  " or "") .. piece
    end
  end
  lines[#lines + 1] = ""
end

-- The table with the numbers of the evidence in the last cell of a row.
local function with_references(block)
  local rows = {}
  for i, row in ipairs(block.rows) do
    rows[i] = row
    if row.evidence then
      rows[i] = { style = row.style, table.unpack(row) }
      rows[i][#row] = row[#row] .. references(row.evidence)
    end
  end
  return { caption = block.caption, columns = block.columns, rows = rows, align = block.align }
end

function set.table(lines, block)
  block = with_references(block)
  local columns = block.columns
  local widths, gap = widths_of(block, columns)
  if block.caption then table.move(wrap(block.caption, WIDTH), 1, 9, #lines + 1, lines) end
  add_row(lines, columns, widths, block.align, 0, gap)
  local rules = {}
  for i, width in ipairs(widths) do rules[i] = ("─"):rep(width) end
  lines[#lines + 1] = table.concat(rules, gap)
  for _, row in ipairs(block.rows) do
    if row.style == "total" then lines[#lines + 1] = table.concat(rules, gap) end
    add_row(lines, row, widths, block.align, row.style == "indent" and 2 or 0, gap)
  end
  lines[#lines + 1] = ""
end

-- What numbers come from.
function set.evidence(lines, block)
  for _, item in ipairs(block.items) do
    table.move(wrap(("[%d] %s"):format(item.number, item.title), WIDTH), 1, 9, #lines + 1, lines)
    for _, line in ipairs(item.lines) do set_item(lines, line) end
    set.code(lines, { text = item.code, wraps = true })
  end
end

-- A series in a few lines under its name and its course.
function set.series(lines, block)
  if lines[#lines] ~= "" and not lines[#lines]:find "─" then lines[#lines + 1] = "" end
  table.move(wrap(block.title, WIDTH), 1, 9, #lines + 1, lines)
  if block.glyphs and not terminal.is_plain() then lines[#lines + 1] = "  " .. block.glyphs end
  if block.glyphs then lines[#lines + 1] = "  " .. without_soft(block.caption) end
  for _, line in ipairs(block.lines) do set_item(lines, line) end
  for _, line in ipairs(wrap(block.note, WIDTH - 2)) do lines[#lines + 1] = "  " .. line end
end

-- Bars in proportion to the largest.
function set.figure(lines, block)
  table.move(wrap(block.caption, WIDTH), 1, 9, #lines + 1, lines)
  local most, name, number = 0, 0, 0
  for _, bar in ipairs(block.bars) do
    most = math.max(most, bar[2])
    name, number = math.max(name, core.width(bar[1])), math.max(number, core.width(bar[3]))
  end
  local longest = math.max(4, math.min(BAR, WIDTH - name - number - 6))
  for _, bar in ipairs(block.bars) do
    local length = most > 0 and math.floor(bar[2] / most * longest + 0.5) or 0
    lines[#lines + 1] = ("  %s  %s  %s"):format(padded(bar[1], name, "left"), padded(bar[3], number, "right"),
      ("█"):rep(length)):gsub(" +$", "")
  end
  lines[#lines + 1] = ""
end

--- The page as text, its marking at the head and foot.
function text.of(page)
  local rule = ("─"):rep(WIDTH)
  local colon = page.lang == "fr" and "\u{A0}: " or ": "
  local lines = { page.marking, rule, page.title .. colon .. page.name, "" }
  local widest = 0
  for _, fact in ipairs(page.facts) do widest = math.max(widest, core.width(fact[1])) end
  for _, fact in ipairs(page.facts) do
    local wrapped = wrap(fact[2], WIDTH - widest - 2)
    for i, line in ipairs(wrapped) do
      lines[#lines + 1] = padded(i == 1 and fact[1] or "", widest, "left") .. "  " .. line
    end
  end
  for _, block in ipairs(page.blocks) do set[block.kind](lines, block) end
  lines[#lines + 1] = rule
  lines[#lines + 1] = page.foot
  lines[#lines + 1] = page.marking
  local all = table.concat(lines, "\n") .. "\n"
  all = core.visible(all, "\n")
  if not terminal.is_plain() then return all end
  return plain((all:gsub("\n[─ ]*─[─ ]*%f[\n]", ""):gsub(" *█+", "")))
end

return text
