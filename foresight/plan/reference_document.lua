--- reference_document.lua: the document from which pandoc takes the look of another: its own, on A4, with the marking at the head and
--- foot of every page and the number of the page, text of 10.5 pt, lines between the rows of a table.
--
-- Example:  reference_document.make("docx", {marking = "TLP:GREEN", title = "Plan", lang = "nl", folder = "/tmp/x"})   --> /tmp/x/ours.docx
--
-- Reference: ECMA-376, Office Open XML, 17.10 (headers and footers); OASIS, OpenDocument 1.3, 3.15.10 (master styles).

local core = require "glocal.core"

local reference_document = {}

local COUNTRY = { nl = "nl-BE", fr = "fr-BE", de = "de-DE", en = "en-GB" }

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
local function escaped(text) return (core.visible(text):gsub('[&<>"]', ESCAPES)) end

-- The text with the first match of a pattern replaced, verbatim; as it was where pandoc's has it no more.
local function replaced(text, pattern, by) return (text:gsub(pattern, function() return by end, 1)) end

-- --- .docx ----------------------------------------------------------------------------------------------------------

local WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
  .. 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
local XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
local TEXT_WIDTH = 9640 -- twentieths of a point between the margins of A4: 17 cm

local function run(text) return ('<w:r><w:rPr><w:sz w:val="17"/></w:rPr>%s</w:r>'):format(text) end
local function field(name) return ('<w:fldSimple w:instr="%s">%s</w:fldSimple>'):format(name, run "<w:t>1</w:t>") end
local function word_text(text) return run('<w:t xml:space="preserve">' .. escaped(text) .. "</w:t>") end

local function word_line(element, left, right)
  return ('%s<w:%s %s><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs></w:pPr>%s%s%s</w:p></w:%s>'):format(XML,
    element, WORD, TEXT_WIDTH, left, run "<w:tab/>", right, element)
end

local DOCUMENT = XML .. "<w:document " .. WORD .. [[><w:body><w:p/><w:sectPr>
<w:headerReference w:type="default" r:id="rId101"/><w:footerReference w:type="default" r:id="rId102"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>
</w:sectPr></w:body></w:document>]]

local RELATION = '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Id="%s" '
  .. 'Target="%s.xml" />'

local ROW_LINES = [[<w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="C8C8C8"/>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="C8C8C8"/></w:tblBorders>]]

local function word_styles(styles, lang)
  styles = styles:gsub('w:lang w:val="[^"]*"', function() return ('w:lang w:val="%s"'):format(COUNTRY[lang]) end)
  styles = styles:gsub('<w:rFonts w:asciiTheme="%l+HAnsi"[^>]*/>', '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" />')
  styles = replaced(styles, '<w:sz w:val="24" />%s*<w:szCs w:val="24" />', '<w:sz w:val="21" /><w:szCs w:val="21" />')
  styles = replaced(styles, '<w:spacing w:after="200" />', '<w:spacing w:after="100" />')
  styles = replaced(styles, '<w:spacing w:before="180" w:after="180" />', '<w:spacing w:before="80" w:after="80" />')
  styles = styles:gsub('(w:styleId="VerbatimChar">.-<w:sz w:val=)"22"', '%1"16"')
  styles = styles:gsub('(w:styleId="Heading1">.-<w:spacing w:before=)"480"(.-<w:sz w:val=)"32"(.-<w:szCs w:val=)"32"',
    '%1"260"%2"26"%3"26"')
  styles = styles:gsub('(w:styleId="Heading2">.-<w:spacing w:before=)"200"(.-<w:sz w:val=)"28"(.-<w:szCs w:val=)"28"',
    '%1"160"%2"21"%3"21"')
  styles = styles:gsub('(w:styleId="Title">.-<w:spacing w:before=)"480" w:after="240"(.-<w:jc w:val=)"center"',
    '%1"0" w:after="120"%2"left"')
  return (styles:gsub('(w:styleId="Table">.-)<w:tblPr>', function(before) return before .. ROW_LINES end, 1))
end

local function word_parts(take, asked)
  local parts = {}
  for _, name in ipairs { "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/fontTable.xml", "word/footnotes.xml",
    "word/numbering.xml", "word/settings.xml", "word/webSettings.xml", "word/theme/theme1.xml", "[Content_Types].xml",
    "word/_rels/document.xml.rels", "word/styles.xml" } do
    parts[name] = take(name)
  end
  parts["word/styles.xml"] = word_styles(parts["word/styles.xml"], asked.lang)
  parts["word/document.xml"] = DOCUMENT
  parts["word/header1.xml"] = word_line("hdr", word_text(asked.title), word_text(asked.marking))
  parts["word/footer1.xml"] = word_line("ftr", word_text(asked.marking), field "PAGE" .. word_text " / " .. field "NUMPAGES")
  parts["word/_rels/document.xml.rels"] = replaced(parts["word/_rels/document.xml.rels"], "</Relationships>",
    RELATION:format("header", "rId101", "header1") .. RELATION:format("footer", "rId102", "footer1") .. "</Relationships>")
  return parts
end

-- --- .odt -----------------------------------------------------------------------------------------------------------

local LAYOUT = [[<style:page-layout style:name="Mpm1">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:num-format="1" style:print-orientation="portrait"
 fo:margin-top="1cm" fo:margin-bottom="1cm" fo:margin-left="2cm" fo:margin-right="2cm" style:writing-mode="lr-tb"/>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>
</style:page-layout>]]

local MASTER = [[<style:master-page style:name="Standard" style:page-layout-name="Mpm1">
<style:header><text:p text:style-name="MP1">%s<text:tab/>%s</text:p></style:header>
<style:footer><text:p text:style-name="MP1">%s<text:tab/><text:page-number text:select-page="current">1</text:page-number> /
<text:page-count>1</text:page-count></text:p></style:footer></style:master-page>]]

local function open_style(name, display, parent, properties)
  return ('<style:style style:name="%s"%s style:family="paragraph" style:parent-style-name="%s">%s</style:style>'):format(name,
    display and (' style:display-name="%s"'):format(display) or "", parent, properties)
end

local function heading_style(level, size, above)
  return ([[<style:style style:name="Heading_20_%d" style:display-name="Heading %d" style:family="paragraph"
 style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="%d" style:class="text">
<style:paragraph-properties fo:margin-top="%s" fo:margin-bottom="0.1cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="%s" fo:font-weight="bold" fo:color="#00527f"/></style:style>]]):format(level, level, level,
    above, size)
end

local OPEN_STYLES = {
  MP1 = open_style("MP1", nil, "Footer", '<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="17cm" '
    .. 'style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-size="8.5pt"/>'),
  Heading_20_1 = heading_style(1, "13pt", "0.5cm"),
  Heading_20_2 = heading_style(2, "10.5pt", "0.35cm"),
  Table_20_Contents = open_style("Table_20_Contents", "Table Contents", "Standard", '<style:paragraph-properties '
    .. 'fo:margin-top="0.05cm" fo:margin-bottom="0.05cm" fo:margin-right="0.15cm" '
    .. 'fo:padding-top="0.05cm" fo:border-top="0.5pt solid #c8c8c8" '
    .. 'fo:border-bottom="none" fo:border-left="none" fo:border-right="none"/><style:text-properties fo:font-size="9.5pt"/>'),
  Table_20_Heading = open_style("Table_20_Heading", "Table Heading", "Standard", '<style:paragraph-properties '
    .. 'fo:margin-top="0.1cm" fo:text-align="start"/><style:text-properties fo:font-size="9.5pt" fo:font-weight="bold"/>'),
  Preformatted_20_Text = open_style("Preformatted_20_Text", "Preformatted Text", "Standard",
    '<style:text-properties style:font-name="Courier New" fo:font-size="7.5pt"/>'),
  Title = open_style("Title", nil, "Heading", '<style:paragraph-properties fo:text-align="start" fo:margin-bottom="0.2cm"/>'
    .. '<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/>'),
}

local function open_styles(styles, asked)
  for name, style in pairs(OPEN_STYLES) do
    local from, to = styles:find('<style:style style:name="' .. name .. '"', 1, true)
    if from then
      local _, tag = styles:find(">", to, true)
      local stop = styles:sub(tag - 1, tag) == "/>" and tag or select(2, styles:find("</style:style>", tag, true))
      styles = styles:sub(1, from - 1) .. style .. styles:sub(stop + 1)
    end
  end
  local lang, country = COUNTRY[asked.lang]:match "^(%l+)%-(%u+)$"
  styles = replaced(styles, 'fo:font%-size="12pt"%s+fo:language="en"%s+fo:country="US"',
    ('fo:font-size="10.5pt" fo:language="%s" fo:country="%s"'):format(lang, country))
  styles = styles:gsub('style:font%-name="Times New Roman"', 'style:font-name="Arial"')
  styles = replaced(styles, '<style:page%-layout style:name="Mpm1">.-</style:page%-layout>', LAYOUT)
  return replaced(styles, '<style:master%-page style:name="Standard".-</style:master%-page>',
    MASTER:format(escaped(asked.title), escaped(asked.marking), escaped(asked.marking)))
end

local function open_parts(take, asked)
  local parts = {}
  for _, name in ipairs { "mimetype", "content.xml", "meta.xml", "settings.xml", "manifest.rdf", "META-INF/manifest.xml",
    "styles.xml" } do
    parts[name] = take(name)
  end
  parts["styles.xml"] = open_styles(parts["styles.xml"], asked)
  return parts
end

-- --- both -----------------------------------------------------------------------------------------------------------

local PARTS = { docx = word_parts, odt = open_parts }

local function write(path, text)
  local file, why = io.open(path, "wb")
  if not file then error(why, 0) end
  local written, fault = file:write(text)
  local closed, closing = file:close()
  if not (written and closed) then error(fault or closing, 0) end
  return path
end

local function read(path)
  local file, why = io.open(path, "rb")
  if not file then error(why, 0) end
  local text = file:read "a"
  file:close()
  return text
end

--- Makes the document: its path; or nil, message. `default`: the bytes of pandoc's own; asked: marking, title, lang, folder.
function reference_document.make(ending, default, asked)
  local theirs, ours = asked.folder .. "/theirs." .. ending, asked.folder .. "/ours." .. ending
  local done, message = pcall(function()
    write(theirs, default)
    local function take(name) return read(assert(core.unpack(theirs, name, asked.folder .. "/part"))) end
    local files, count = {}, 0
    for name, text in pairs(PARTS[ending](take, asked)) do
      count = count + 1
      files[name] = write(("%s/%d"):format(asked.folder, count), text)
    end
    assert(core.pack(ours, files))
  end)
  if not done then return nil, "the look of the document can't be made: " .. tostring(message) end
  return ours
end

return reference_document
