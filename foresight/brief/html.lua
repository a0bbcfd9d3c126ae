--- html.lua: a brief as one HTML page that fetches nothing: styles and charts stand in it. Prints on A4 with the marking
-- at the head and foot of every sheet: the page is one table for layout, whose head and foot every browser repeats.
--
-- Example:  file:write(html.of(page))

local html = {}

local STYLE = [[
@page { size: A4; margin: 12mm 15mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 16px; max-width: 820px; background: #fff; color: #1a1a1a;
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
table.sheet { width: 100%; border-collapse: collapse; table-layout: fixed; }
table.sheet > thead > tr > td, table.sheet > tbody > tr > td, table.sheet > tfoot > tr > td { padding: 0; }
.marking { display: flex; justify-content: space-between; gap: 16px; padding: 8px 0 6px; font-size: 12px; color: #333; }
.marking b { font-size: 13px; letter-spacing: .04em; white-space: nowrap; }
header.marking { border-bottom: 1px solid #999; margin-bottom: 14px; }
footer.marking { border-top: 1px solid #999; margin-top: 18px; }
h1 { font-size: 28px; line-height: 1.15; margin: 0 0 4px; }
.kind { text-transform: uppercase; letter-spacing: .08em; font-size: 12px; color: #444; margin: 4px 0 2px; }
h2 { font-size: 18px; line-height: 1.25; margin: 26px 0 8px; padding-bottom: 3px; border-bottom: 2px solid #0072B2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1px 16px; margin: 10px 0 0; font-size: 14px; }
dt { color: #444; } dd { margin: 0; }
p { margin: 0 0 8px; } p.lead { font-size: 16.5px; }
p.note { font-size: 13px; color: #333; margin: 0 0 5px; }
.block { overflow-wrap: break-word; }
table.figures { width: 100%; border-collapse: collapse; font-size: 13px; margin: 6px 0 10px; }
table.figures caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
table.figures th, table.figures td { padding: 4px 0 4px 10px; text-align: left; vertical-align: top;
  border-bottom: 1px solid #d5d5d5; }
table.figures th:first-child, table.figures td:first-child { padding-left: 0; }
table.figures thead th { border-bottom: 1.5px solid #333; vertical-align: bottom; font-weight: 600; }
table.figures tbody th { font-weight: 400; }
table.figures .right { text-align: right; font-variant-numeric: tabular-nums; }
table.figures td.short { white-space: nowrap; }
tr.strong th, tr.strong td { font-weight: 650 !important; }
tr.total th, tr.total td { border-top: 1.5px solid #333; }
tr.indent th { padding-left: 14px !important; }
figure { margin: 6px 0 14px; break-inside: avoid; }
figcaption { font-size: 13px; color: #222; margin-bottom: 4px; }
.plot { display: block; width: 100%; height: auto; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 18px; }
.pair figure { display: flex; flex-direction: column; justify-content: space-between; }
pre { font: 12px/1.4 ui-monospace, "Liberation Mono", Consolas, monospace; background: #f3f3f3; padding: 8px 10px;
  white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 10px; }
@media (max-width: 620px) { .pair { grid-template-columns: 1fr; } }
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  p.lead { font-size: 11.5pt; } h1 { font-size: 20pt; } h2 { font-size: 13pt; margin-top: 14pt; }
  #here, #compared, #sources { break-inside: avoid; }
  h2, caption, thead { break-after: avoid; } tr, p { break-inside: avoid; }
  table.figures, p.note { font-size: 9pt; } pre { font-size: 8pt; }
  footer.marking { margin-top: 8px; padding-bottom: 0; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
]]

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function escaped(text) return (tostring(text):gsub("[&<>\"']", ESCAPES)) end

local set = {}

function set.heading(block) return ("<h2>%s</h2>"):format(escaped(block.text)) end

function set.lead(block) return ('<p class="lead">%s</p>'):format(escaped(block.text)) end

function set.paragraph(block) return ("<p>%s</p>"):format(escaped(block.text)) end

function set.note(block) return ('<p class="note">%s</p>'):format(escaped(block.text)) end

function set.code(block) return ("<pre>%s</pre>"):format(escaped(block.text)) end

-- The charts come from plot.lua, which escapes their texts; inside a page they need no namespace.
function set.figure(block)
  return ("<figure><figcaption>%s</figcaption>\n%s</figure>"):format(escaped(block.caption),
    (block.svg:gsub(' xmlns="[^"]*"', "", 1)))
end

function set.table(block)
  local lines = { ('<table class="figures" id="%s">'):format(block.id) }
  if block.caption then lines[#lines + 1] = ("<caption>%s</caption>"):format(escaped(block.caption)) end
  lines[#lines + 1] = "<thead><tr>"
  for i, column in ipairs(block.columns) do
    lines[#lines + 1] = ('<th scope="col" class="%s">%s</th>'):format(block.align[i], escaped(column))
  end
  lines[#lines + 1] = "</tr></thead>\n<tbody>"
  for _, row in ipairs(block.rows) do
    local cells = {}
    for i, cell in ipairs(row) do
      cells[i] = i == 1 and ('<th scope="row">%s</th>'):format(escaped(cell)) or ('<td class="%s%s">%s</td>'):format(
        block.align[i], utf8.len(cell) <= 24 and " short" or "", escaped(cell))
    end
    lines[#lines + 1] = ("<tr%s>%s</tr>"):format(row.style and (' class="%s"'):format(row.style) or "",
      table.concat(cells))
  end
  lines[#lines + 1] = "</tbody></table>"
  return table.concat(lines, "\n")
end

-- Half-width figures stand two by two.
local function body_of(page)
  local lines, pair = {}, false
  for _, block in ipairs(page.blocks) do
    if (block.half or false) ~= pair then
      pair = not pair
      lines[#lines + 1] = pair and '<div class="pair">' or "</div>"
    end
    lines[#lines + 1] = set[block.kind](block)
  end
  if pair then lines[#lines + 1] = "</div>" end
  return table.concat(lines, "\n")
end

local function facts_of(page)
  local lines = {}
  for i, fact in ipairs(page.facts) do
    lines[i] = ("<dt>%s</dt><dd>%s</dd>"):format(escaped(fact[1]), escaped(fact[2]))
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
  local foot, marking = escaped(page.foot), escaped(page.marking)
  return SHEET:format(page.lang, foot, STYLE, foot, marking, foot, marking,
    escaped(page.title), escaped(page.name), facts_of(page), body_of(page))
end

return html
