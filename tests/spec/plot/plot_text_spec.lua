-- plot_text_spec.lua: whatever a text of a file holds, a plot of it is drawn, says just that, and is well-formed.

local glocal = require "glocal"
local core = require "glocal.core"
local canvas = require "foresight.plot.output.canvas"
local characters = require "foresight.plot.output.characters"
local gnuplot = require "foresight.plot.output.gnuplot"
local map = require "foresight.plot.kinds.map"
local page = require "foresight.plot.page"
local support = require "tests.spec.support"
local words_of = require "foresight.plot.words"

local TEXTS, BATCH = 2500, 500

-- What a text is made of: letters, what gnuplot, XML, a shell or a terminal reads as its own, and what is no text.
local PIECES = {
  "a", "Z", "7", "é", "東", "ß", " ", "  ", "'", "''", "'s-", '"', '""', "\\", "\\\\", "\\n", "\\047", "%", "%s", "%d %%", "`",
  "`id`", "$(id)", "$d1", "@x", "_", "^", "^{2}", "&", "&amp;", "&#27;", "~a{.5-}", "{", "}", "{/Bold", "<", ">", "<b>",
  "</text>", "]]>", "<!--", "-->", "<?", "#", "!", ";", ",", "\n", "\r\n", "\t", "\0", "\1", "\8", "\27[31m", "\27]0;x\7", "\127",
  "\u{85}", "\u{9B}2J", "\u{AD}", "\u{200B}", "\u{200D}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}",
  "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{E0041}", "\xFF", "\xC0\x80", "\xE2\x82", "\xED\xA0\x80",
  "\x80", "END_OF_DATA", "\nEND_OF_DATA\n", "system('id')", "e", "1e9", "-", "NaN", 'id="x"', ' id="x"', ' class="gridline"',
  "&quot;", "T1",
}

local function random_texts()
  math.randomseed(20260, 13)
  local texts = {}
  for i = 1, TEXTS do
    local parts = {}
    for n = 1, math.random(1, 8) do parts[n] = PIECES[math.random(#PIECES)] end
    texts[i] = table.concat(parts)
  end
  return texts
end

local texts = random_texts()

local function batches(size)
  local first = 1 - size
  return function()
    first = first + size
    if first <= TEXTS then return table.move(texts, first, math.min(first + size - 1, TEXTS), 1, {}), first end
  end
end

local ENTITIES = { amp = "&", lt = "<", gt = ">", quot = '"', ["#39"] = "'" }

-- The texts of an SVG, as a reader sees them.
local function read_texts(svg)
  local found = {}
  for text in svg:gmatch "<text[^>]*>(.-)</text>" do
    found[#found + 1] = text:gsub("<[^>]*>", ""):gsub("&(#?%w+);", ENTITIES)
  end
  return found
end

-- Files that an XML parser, expat's, takes.
local function assert_well_formed(paths)
  local list = support.file(table.concat(paths, "\n") .. "\n", ".txt")
  local script = support.file([[
import sys, xml.parsers.expat
for path in open(sys.argv[1]).read().split():
    try:
        xml.parsers.expat.ParserCreate().Parse(open(path, "rb").read(), True)
    except xml.parsers.expat.ExpatError as fault:
        sys.exit(path + ": " + str(fault))
]], ".py")
  local pipe = assert(io.popen(("/usr/bin/python3 '%s' '%s' 2>&1"):format(script, list)))
  local said = pipe:read "a"
  assert(pipe:close(), said)
end

local function saved(svg) return support.file(svg, ".svg") end

-- Each text is drawn as it is, one line of it where it is wider than there is room.
local function assert_says(c, svg)
  local found, n = read_texts(svg), 0
  for _, item in ipairs(c.items) do
    if item.kind == "text" and item.text:find "%S" then
      n = n + 1
      while found[n] and not found[n]:find "%S" do table.remove(found, n) end
      assert.are.equal((item.text:gsub("%s+", " ")), ((found[n] or "nothing"):gsub("%s+", " ")))
    end
  end
end

describe("the text of a plot", function()
  it("is drawn as it stands in title, subtitle, key and source", function()
    local paths = {}
    for batch in batches(BATCH) do
      local c = canvas.new(canvas.GRAPHICS, 3000, 400)
      for _, text in ipairs(batch) do
        page.draw(c, { title = text, subtitle = text, source = text, marking = "TLP:CLEAR",
          legend = { { kind = "line", name = text, colour = "#0072B2" } } })
      end
      local svg = assert(gnuplot.draw(c, "svg", { is_file = true, alt = batch[1] }))
      assert_says(c, svg)
      paths[#paths + 1] = saved(svg)
    end
    assert_well_formed(paths)
  end)

  it("is drawn as it stands on a map", function()
    local paths, words = {}, words_of.of "nl"
    for batch in batches(BATCH) do
      local c = canvas.new(canvas.GRAPHICS, 3000, 400)
      for _, text in ipairs(batch) do
        map.draw(c, { left = 0, top = 2, right = c.width, bottom = c.height - 2 },
          { { lat = 51, lon = 4, value = 3, name = text, highlight = true } }, words, { labels = 1 })
      end
      local svg = assert(gnuplot.draw(c, "svg", { is_file = true, halo = true }))
      assert_says(c, svg)
      paths[#paths + 1] = saved(svg)
    end
    assert_well_formed(paths)
  end)

  it("is drawn at ticks, axes, panels and keys of every kind of plot", function()
    local paths = {}
    for batch in batches(250) do
      local rows, axis = {}, "y" .. batch[1]:gsub("\0", "")
      for i, text in ipairs(batch) do
        for year = 2020, 2021 do rows[#rows + 1] = { place = text, year = tostring(year), [axis] = i * (year - 2019) } end
      end
      local f = glocal.frame(rows, { columns = { "place", "year", axis } })
      for _, spec in ipairs { { kind = "bar" }, { kind = "heat" }, { kind = "line" }, { kind = "multiples", panel = "place" } } do
        spec.title, spec.source, spec.lang, spec.y = batch[2], batch[3], "en", axis
        paths[#paths + 1] = saved(assert(assert(f:plot(spec)):svg()))
      end
    end
    assert_well_formed(paths)
  end)

  it("is no more than text on a terminal", function()
    for batch in batches(BATCH) do
      local c = canvas.new(canvas.CHARACTERS, 400, 80)
      for i, text in ipairs(batch) do
        c:text(0, 4 * (i % 20), text)
        local drawn = characters.draw(c, { colour = false })
        assert.are.equal(core.visible(drawn, "\n"), drawn)
        c.items = {}
        assert.are.equal(core.width(core.visible(text)) * 2, c:width_of(text))
      end
    end
  end)

  it("leaves ink in a picture", function()
    local function png(items)
      local c = canvas.new(canvas.GRAPHICS, 800, 450)
      for i, text in ipairs(items) do c:text(20, 3 * i, text) end
      return assert(gnuplot.draw(c, "png", {}))
    end
    local blank = png {}
    for batch in batches(500) do
      local drawn = png(batch)
      assert.are.equal("\137PNG", drawn:sub(1, 4))
      assert.is_true(#drawn > 4 * #blank)
    end
  end)

  it("may begin with two apostrophes", function()
    local f = glocal.frame { { zone = "''s-Gravenbrakel'", count = 3 }, { zone = "'s-Hertogenbosch", count = 4 } }
    local svg = assert(f:plot { kind = "bar", lang = "nl", title = "''" }:svg())
    for _, name in ipairs { "''s-Gravenbrakel'", "'s-Hertogenbosch", "''" } do
      assert.truthy(svg:find(">" .. name .. "<", 1, true), name)
    end
  end)
end)
