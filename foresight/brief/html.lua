--- html.lua: a brief as one HTML page that fetches nothing: styles and charts stand in it. Prints on A4 with the marking
-- at the head and foot of every sheet (the page is one table for layout, whose head and foot every browser repeats) and
-- the number of the page; the annex begins on a sheet of its own.
--
-- Example:  file:write(html.of(page))

local core = require "glocal.core"
local hyphens = require "foresight.language.hyphens"

local html = {}

local STYLE = [[
@page { size: A4; margin: 11mm 15mm 13mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "Liberation Sans", Arial, sans-serif; color: #444; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 16px; max-width: 820px; background: #fff; color: #1a1a1a;
  font: 15px/1.42 "Segoe UI", "Liberation Sans", Arial, Helvetica, sans-serif; }
table.sheet { width: 100%; border-collapse: collapse; table-layout: fixed; }
table.sheet > thead > tr > td, table.sheet > tbody > tr > td, table.sheet > tfoot > tr > td { padding: 0; }
.marking { display: flex; justify-content: space-between; gap: 16px; padding: 6px 0 5px; font-size: 12px; color: #333; }
.marking b { font-size: 13px; letter-spacing: .04em; white-space: nowrap; }
header.marking { border-bottom: 1px solid #999; margin-bottom: 10px; }
footer.marking { border-top: 1px solid #999; margin-top: 14px; }
h1 { font-size: 27px; line-height: 1.15; margin: 0 0 2px; }
.kind { text-transform: uppercase; letter-spacing: .08em; font-size: 12px; color: #444; margin: 2px 0 1px; }
h2 { font-size: 18px; line-height: 1.25; margin: 20px 0 7px; padding-bottom: 2px; border-bottom: 2px solid #0072B2; }
h2.annex { font-size: 24px; border: 0; margin: 34px 0 0; break-before: page; }
h2.annex + h2 { margin-top: 8px; }
h3 { font-size: 15px; margin: 0 0 5px; color: #00527f; }
dl { display: grid; grid-template-columns: max-content 1.2fr max-content 1fr; gap: 1px 14px; margin: 6px 0 0; font-size: 13.5px; }
dt { color: #444; } dd { margin: 0; }
p { margin: 0 0 7px; } p.lead { font-size: 16px; }
p.note { font-size: 13px; color: #333; margin: 0 0 5px; }
ul, ol { margin: 0 0 7px; padding-left: 17px; } li { margin: 0 0 4px; }
.block { overflow-wrap: break-word; }
.columns { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px 20px; margin-top: 16px; padding-top: 9px;
  border-top: 2px solid #0072B2; font-size: 13.5px; break-inside: avoid; }
.columns ul { padding-left: 15px; margin: 0; }
table.figures { width: 100%; border-collapse: collapse; font-size: 13px; margin: 4px 0 7px; }
table.figures caption { text-align: left; font-weight: 600; padding-bottom: 3px; }
table.figures th, table.figures td { padding: 3px 0 3px 10px; text-align: left; vertical-align: top;
  border-bottom: 1px solid #d5d5d5; }
table.figures th:first-child, table.figures td:first-child { padding-left: 0; }
table.figures thead th { border-bottom: 1.5px solid #333; vertical-align: bottom; font-weight: 600; }
table.figures tbody th { font-weight: 400; }
table.figures .right { text-align: right; font-variant-numeric: tabular-nums; }
table.figures td.short { white-space: nowrap; }
#own th:first-child, #rest th:first-child { width: 36%; }
tr.strong th, tr.strong td { font-weight: 650 !important; }
tr.indent th { padding-left: 14px !important; }
figure { margin: 4px 0 8px; break-inside: avoid; }
figcaption { font-size: 13px; color: #222; margin-bottom: 3px; }
.plot { display: block; width: 100%; height: auto; }
.row2, .row3 { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 18px; break-inside: avoid; }
.row3 { grid-template-columns: 1fr 1fr 1fr; gap: 4px 12px; }
.row2 figure, .row3 figure { display: flex; flex-direction: column; justify-content: space-between; }
section.series { display: grid; grid-template-columns: 1fr 210px; gap: 4px 18px; padding: 9px 0 5px;
  border-bottom: 1px solid #d5d5d5;
  break-inside: avoid; }
section.series p { margin: 0 0 3px; } section.series figcaption { font-size: 11.5px; } .spark { display: block; max-width: 100%; }
a { color: #00527f; } .links a:focus-visible { stroke: #000; stroke-width: 2; }
a:focus-visible { outline: 3px solid #E69F00; outline-offset: 1px; }
.links a:hover, .links a:focus-visible { fill: #E69F00; fill-opacity: .55; }
pre { font: 12px/1.4 ui-monospace, "Liberation Mono", Consolas, monospace; background: #f3f3f3; padding: 6px 9px;
  white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 8px; }
span.evidence { font-size: .82em; white-space: nowrap; } span.evidence a { color: #00527f; text-decoration: none; }
section.evidence h3 { margin-bottom: 2px; } section.evidence h3, section.evidence .note { break-after: avoid; }
section.evidence:target { background: #fff6d6; }
@media (max-width: 620px) { .row2, .row3, .columns, section.series { grid-template-columns: 1fr; }
  dl { grid-template-columns: max-content 1fr; } }
@media print {
  body { padding: 0; max-width: none; font-size: 9pt; line-height: 1.26; }
  p.lead { font-size: 9.8pt; }
  h1 { font-size: 17pt; } h2 { font-size: 11.5pt; margin: 6pt 0 3pt; }
  h2.annex { font-size: 15pt; line-height: 1; margin: 0; } h2.annex + h2 { margin-top: 4pt; }
  h3 { font-size: 10.4pt; margin-bottom: 3pt; } dl { font-size: 8.8pt; }
  p { margin-bottom: 3pt; } ul, ol { margin-bottom: 3pt; } li { margin-bottom: 1.2pt; }
  .columns { font-size: 8.2pt; line-height: 1.2; margin-top: 4pt; padding-top: 3pt; }
  #here, #compared, #sources, #own, #rest, #like, .columns { break-inside: avoid; }
  h2, caption, thead { break-after: avoid; } tr, p, li { break-inside: avoid; }
  table.figures, p.note { font-size: 8.1pt; line-height: 1.2; }
  table.figures { line-height: 1.2; }
  table.figures th, table.figures td { padding-top: 1.2pt; padding-bottom: 1.2pt; }
  .row2, .row3 { margin-bottom: -9pt; }
  .row2 .plot, .row3 .plot { width: 92%; }
  figcaption { font-size: 8.1pt; line-height: 1.15; margin-bottom: 1pt; }
  pre { font-size: 7.2pt; } figure.map .plot { width: 74%; margin: 0 auto; }
  .marking { font-size: 8.5pt; padding: 3pt 0; } .marking b { font-size: 9.5pt; }
  header.marking { margin-bottom: 7pt; } footer.marking { margin-top: 5pt; padding-bottom: 0; }
  p.form a { display: none; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
]]

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

function html.escaped(text) return (tostring(text):gsub("[&<>\"']", ESCAPES)) end
local escaped = html.escaped

local SOFT_HYPHEN = "\u{AD}"

-- What can't be seen is written out, but for soft hyphens, which phrases have: they stand as newlines meanwhile.
local function visible(text)
  text = tostring(text):gsub("\n", " "):gsub(SOFT_HYPHEN, "\n")
  return (core.visible(text, "\n"):gsub("\n", SOFT_HYPHEN))
end

--- Text for a reader, whose long words may be parted.
function html.shown(text, lang) return escaped(hyphens.soften(visible(text), lang)) end
local shown = html.shown

--- How each kind of block is set.
html.set = {}
local set = html.set

function set.heading(block, lang) return ("<h2>%s</h2>"):format(shown(block.text, lang)) end

function set.annex(block, lang) return ('<h2 class="annex">%s</h2>'):format(shown(block.text, lang)) end

function set.lead(block, lang) return ('<p class="lead">%s</p>'):format(shown(block.text, lang)) end

function set.note(block, lang) return ('<p class="note">%s</p>'):format(shown(block.text, lang)) end

function set.code(block) return ("<pre>%s</pre>"):format(escaped(core.visible(block.text, "\n"))) end

function set.list(block, lang)
  local items = {}
  for i, item in ipairs(block.items) do items[i] = ("<li>%s</li>"):format(shown(item, lang)) end
  local tag = block.is_numbered and "ol" or "ul"
  return ("<%s>%s</%s>"):format(tag, table.concat(items, "\n"), tag)
end

-- A text for a data: address; what is no letter or digit stands as its number.
local function percent_encoded(text)
  return (text:gsub("[^%w_.~-]", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

-- A form to fill in, which is within the page: a link saves it, nothing is fetched.
function set.form(block, lang)
  return ('<p class="note form">%s <a download="%s" href="data:text/csv;charset=utf-8,%s">%s</a></p>'):format(
    shown(block.text, lang), escaped(visible(block.name)), percent_encoded(block.csv), shown(block.link, lang))
end

--- Links to the evidence at the end of the page: "[1, 4]".
function html.references(numbers)
  local links = {}
  for i, number in ipairs(numbers or {}) do links[i] = ('<a href="#evidence-%d">%d</a>'):format(number, number) end
  return #links > 0 and ('<span class="evidence">\u{A0}[%s]</span>'):format(table.concat(links, ", ")) or ""
end
local references = html.references

-- Sentences, each with links to the evidence of its numbers.
function set.sentences(block, lang)
  local items = {}
  for i, item in ipairs(block.items) do items[i] = ("<li>%s%s</li>"):format(shown(item.text, lang), references(item.evidence)) end
  return "<ul>" .. table.concat(items, "\n") .. "</ul>"
end

-- What numbers come from: a name, lines of words, the calls that compute them.
function set.evidence(block, lang)
  local items = {}
  for i, item in ipairs(block.items) do
    local lines = {}
    for k, line in ipairs(item.lines) do lines[k] = ('<p class="note">%s</p>'):format(shown(line, lang)) end
    items[i] = ('<section class="evidence" id="evidence-%d"><h3>[%d] %s</h3>\n%s\n<pre>%s</pre></section>'):format(item.number,
      item.number, shown(item.title, lang), table.concat(lines, "\n"), escaped(core.visible(item.code, "\n")))
  end
  return table.concat(items, "\n")
end

-- Lines that lead to files beside the page.
function set.links(block, lang)
  local items = {}
  for i, item in ipairs(block.items) do
    items[i] = ('<li><a href="%s">%s</a></li>'):format(escaped(visible(item.file)), shown(item.text, lang))
  end
  return "<ul>" .. table.concat(items, "\n") .. "</ul>"
end

function set.columns(block, lang)
  local columns = {}
  for i, column in ipairs(block.columns) do
    columns[i] = ("<section><h3>%s</h3>\n%s</section>"):format(shown(column.heading, lang), set.list(column, lang))
  end
  return ('<div class="columns">%s</div>'):format(table.concat(columns, "\n"))
end

-- The charts come from plot.lua, which escapes their texts; inside a page they need no namespace.
function set.figure(block, lang)
  return ("<figure%s><figcaption>%s</figcaption>\n%s</figure>"):format(block.share and "" or ' class="map"',
    shown(block.caption, lang), (block.svg:gsub(' xmlns="[^"]*"', "", 1)))
end

-- A series in a few lines, its course beside them.
function set.series(block, lang)
  local lines = {}
  for i, line in ipairs(block.lines) do lines[i] = ("<p>%s</p>"):format(shown(line, lang)) end
  local course = block.svg and ("<figure>%s<figcaption>%s</figcaption></figure>"):format(
    (block.svg:gsub(' xmlns="[^"]*"', "", 1)), shown(block.caption, lang)) or ""
  return ('<section class="series"><div><h3>%s</h3>\n%s\n<p class="note">%s</p></div>%s</section>'):format(
    shown(block.title, lang), table.concat(lines, "\n"), shown(block.note, lang), course)
end

-- The way past what stands between: to a part of the page by its id.
function set.skip(block, lang)
  return ('<p class="note"><a href="#%s">%s</a></p>'):format(block.to, shown(block.text, lang))
end

-- A cell is a text, or a list of those that lead to files beside the page ({text, file, lang}).
local function cell_html(cell, lang)
  if type(cell) ~= "table" then return shown(cell, lang) end
  local links = {}
  for i, link in ipairs(cell) do
    links[i] = ('<a href="%s"%s%s>%s</a>'):format(escaped(visible(link.file)),
      link.lang and (' hreflang="%s"'):format(link.lang) or "",
      link.name and (' aria-label="%s"'):format(escaped(visible(link.name))) or "", shown(link.text, lang))
  end
  return table.concat(links, " \u{B7} ")
end

local function is_short(cell, align)
  return type(cell) == "table" or utf8.len(cell) <= (align == "right" and 24 or 14)
end

function set.table(block, lang)
  local lines = { ('<table class="figures" id="%s">'):format(block.id) }
  if block.caption then lines[#lines + 1] = ("<caption>%s</caption>"):format(shown(block.caption, lang)) end
  lines[#lines + 1] = "<thead><tr>"
  for i, column in ipairs(block.columns) do
    lines[#lines + 1] = ('<th scope="col" class="%s">%s</th>'):format(block.align[i], shown(column, lang))
  end
  lines[#lines + 1] = "</tr></thead>\n<tbody>"
  for _, row in ipairs(block.rows) do
    local cells = {}
    for i, cell in ipairs(row) do
      cells[i] = i == 1 and ('<th scope="row">%s</th>'):format(cell_html(cell, lang)) or ('<td class="%s%s">%s</td>'):format(
        block.align[i], is_short(cell, block.align[i]) and " short" or "", cell_html(cell, lang))
    end
    if row.evidence then cells[#row] = cells[#row]:gsub("</t[dh]>$", references(row.evidence):gsub("%%", "%%%%") .. "%0") end
    lines[#lines + 1] = ("<tr%s>%s</tr>"):format(row.style and (' class="%s"'):format(row.style) or "",
      table.concat(cells))
  end
  lines[#lines + 1] = "</tbody></table>"
  return table.concat(lines, "\n")
end

--- The blocks of a page, each set as `setters` has it. Figures that take a half or a third of the width stand in a row.
function html.body(page, setters)
  local lines, open = {}, nil
  for _, block in ipairs(page.blocks) do
    if block.share ~= open then
      if open then lines[#lines + 1] = "</div>" end
      open = block.share
      if open then lines[#lines + 1] = ('<div class="row%d">'):format(open) end
    end
    lines[#lines + 1] = setters[block.kind](block, page.lang)
  end
  if open then lines[#lines + 1] = "</div>" end
  return table.concat(lines, "\n")
end

local function facts_of(page)
  local lines = {}
  for i, fact in ipairs(page.facts) do
    lines[i] = ("<dt>%s</dt><dd>%s</dd>"):format(shown(fact[1], page.lang), shown(fact[2], page.lang))
  end
  return table.concat(lines, "\n")
end

local SHEET = [[
<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="glocal">
<title>%s</title>
<style>
%s</style>
</head>
<body>
<table class="sheet" role="presentation">
<thead><tr><td><header class="marking"><span>%s</span><b>%s</b></header></td></tr></thead>
<tfoot><tr><td><footer class="marking"><span>%s</span><b>%s</b></footer></td></tr></tfoot>
<tbody><tr><td><main class="block">
<p class="kind">%s</p>
<h1>%s</h1>
<dl>
%s
</dl>
%s
</main></td></tr></tbody>
</table>
</body>
</html>
]]

--- The page as HTML text.
function html.of(page)
  local foot, marking = escaped(visible(page.foot)), escaped(visible(page.marking))
  return SHEET:format(page.lang, foot, STYLE, foot, marking, foot, marking,
    escaped(visible(page.title)), escaped(visible(page.name)), facts_of(page), html.body(page, set))
end

return html
