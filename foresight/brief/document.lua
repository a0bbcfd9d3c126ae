--- document.lua: a page as HTML without a layout, for a program that makes a document of a word processor of it (pandoc): the title
--- as title, headings from the first level on, tables with widths, links to the evidence at the end.
--
-- Example:  document.html(page)   --> <!DOCTYPE html> ...

local core = require "glocal.core"
local html = require "foresight.brief.html"

local document = {}

local SOFT_HYPHEN = "\u{AD}" -- Word shows it as a hyphen wherever it stands; word processors part words themselves
local LEAST, MOST = 6, 60 -- characters that a column counts for: more wrap
local PADDING = 3 -- and what is between two columns

local function width(cell) return utf8.len((cell:gsub(SOFT_HYPHEN, ""))) or #cell end

-- The share of the width of each column, in percent: by its longest cell, and never under its longest word.
local function column_widths(block)
  local widths, sum = {}, 0
  for i, column in ipairs(block.columns) do
    local longest, word = LEAST, 0
    local function look(cell)
      longest = math.max(longest, math.min(MOST, width(cell)))
      for each in cell:gmatch "%S+" do word = math.max(word, width(each)) end
    end
    look(column)
    for _, row in ipairs(block.rows) do look(row[i]) end
    widths[i] = math.max(longest ^ 0.8, word + PADDING)
    sum = sum + widths[i]
  end
  for i, one in ipairs(widths) do widths[i] = 100 * one / sum end
  return widths
end

local set = setmetatable({}, { __index = html.set })

-- The first cell of a row is one like the others: pandoc 2.17 leaves out of an .odt what stands as the head of a row.
local function set_table(block, lang, has_alignment)
  local lines = { "<table>" }
  local function add(...) lines[#lines + 1] = (...):format(select(2, ...)) end
  if block.caption then add("<caption>%s</caption>", html.shown(block.caption, lang)) end
  add "<colgroup>"
  for _, share in ipairs(column_widths(block)) do add('<col style="width: %.1f%%">', share) end
  add "</colgroup>\n<thead><tr>"
  local align = {}
  for i, column in ipairs(block.columns) do
    align[i] = has_alignment and block.align[i] or "left"
    add('<th style="text-align: %s">%s</th>', align[i], html.shown(column, lang))
  end
  add "</tr></thead>\n<tbody>"
  for _, row in ipairs(block.rows) do
    local cells = {}
    for i, cell in ipairs(row) do
      local text = html.shown(cell, lang) .. (i == #row and html.references(row.evidence) or "")
      if row.style == "strong" then text = "<strong>" .. text .. "</strong>" end
      cells[i] = ('<td style="text-align: %s">%s</td>'):format(align[i], text)
    end
    add("<tr>%s</tr>", table.concat(cells))
  end
  add "</tbody></table>"
  return table.concat(lines, "\n")
end

function set.table(block, lang) return set_table(block, lang, true) end

-- The anchor is the heading's, which every format keeps.
function set.evidence(block, lang)
  local items = {}
  for i, item in ipairs(block.items) do
    local lines = {}
    for k, line in ipairs(item.lines) do lines[k] = ("<p>%s</p>"):format(html.shown(line, lang)) end
    items[i] = ('<h3 id="evidence-%d">[%d] %s</h3>\n%s\n<pre>%s</pre>'):format(item.number, item.number,
      html.shown(item.title, lang), table.concat(lines, "\n"), html.escaped(core.visible(item.code, "\n")))
  end
  return table.concat(items, "\n")
end

-- pandoc 2.17 gives what stands to the right in an .odt the style of another paragraph, and not that of the table.
local set_left = setmetatable({ table = function(block, lang) return set_table(block, lang, false) end }, { __index = set })

local function colon(page) return page.lang == "fr" and "\u{A0}: " or ": " end

--- The page; its headings begin at the second level, to be shifted by one. `is_left`: its tables have all to the left.
function document.html(page, is_left)
  local facts, lang = {}, page.lang
  for i, fact in ipairs(page.facts) do
    facts[i] = ("<li>%s%s%s</li>"):format(html.shown(fact[1], lang), colon(page), html.shown(fact[2], lang))
  end
  local text = ('<!DOCTYPE html>\n<html lang="%s"><head><meta charset="utf-8"><title>%s</title></head><body>\n'
    .. "<p><strong>%s</strong></p>\n<ul>%s</ul>\n%s\n</body></html>\n"):format(lang, html.shown(document.title(page), lang),
    html.shown(page.marking, lang), table.concat(facts, "\n"), html.body(page, is_left and set_left or set))
  return (text:gsub(SOFT_HYPHEN, ""))
end

--- The title of a page: what it is, and of which zone.
function document.title(page) return page.title .. colon(page) .. page.name end

return document
