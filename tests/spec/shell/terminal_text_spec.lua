-- terminal_text_spec.lua: a text of a file reaches the terminal as text, whatever command shows it: no control character, no
-- mark that turns what follows, no byte that is not UTF-8; and files, JSON and markup hold it whole and well-formed.

local glocal = require "glocal"
local core = require "glocal.core"
local support = require "tests.spec.support"

local COMMAND = os.getenv "GLOCAL" or "build/release/glocal"

-- Moves the cursor, sets the window's title, turns text, hides; each named by a letter, so that a name stays one of its own.
local NASTY = "\27[31m\27]0;owned\7\8\r\u{9B}2J\u{202E}\u{2066}\u{200B}\u{200F}\u{FEFF}\u{2028}\u{85}"
local FILE = NASTY:gsub("/", "") -- as far as a file's name may hold it
local function nasty(name) return name .. NASTY .. "'\"<b>" end

-- What a command of a system shell writes, stdout and stderr together.
local function said_by(command)
  local pipe = assert(io.popen(command .. " 2>&1"))
  local said = pipe:read "a"
  pipe:close()
  return said
end

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

-- Rows in a file whose name is as bad as they are.
local function csv(...)
  local lines = {}
  for i, row in ipairs { ... } do
    for n, field in ipairs(row) do row[n] = '"' .. field:gsub('"', '""') .. '"' end
    lines[i] = table.concat(row, ",") .. "\n"
  end
  return support.file(table.concat(lines), "e" .. FILE .. ".csv")
end

-- The first thing in a text that a terminal would not just print, as it stands there; nil where there is none.
local function unprintable(text)
  local shown = core.visible(text, "\n")
  if shown == text then return nil end
  for i = 1, #text do
    if text:byte(i) ~= shown:byte(i) then return ("%q"):format(text:sub(math.max(1, i - 30), i + 10)) end
  end
end

describe("a text of a file", function()
  local store, path, events

  setup(function()
    path = support.path((" s%s.db"):format("\27[1m\u{202E}"))
    store = assert(glocal.init(path, { handling = "CLEAR" }))
    assert(store:import(csv({ "code", "kind", "parent", "name" }, { "A", "country", "", nasty "Aland" },
      { "A-1", "region", "A", nasty "One" }, { "A-2", "region", "A", nasty "Two" }),
      { code = "code", kind = "kind", parent = "parent", name = "name" }, { as = "zones" }))
    assert(store:import(csv({ "code", "parent", "iccs", "name" }, { "p", "", "01", nasty "Theft" }),
      { code = "code", parent = "parent", iccs = "iccs", name = "name" }, { as = "phenomena" }))
    events = csv({ "day", nasty "place", nasty "what", "count" }, { "2024-01", nasty "One", nasty "Theft", "3" },
      { "2024-02", nasty "Two", nasty "Theft", "5" }, { "2024-03", nasty "Nowhere", nasty "Nothing", nasty "x" },
      { "2024-04", "\xFF\xFE", "p", "1" })
    local summary = assert(store:import(events, { day = "day", zone = nasty "place", phenomenon = nasty "what", count = "count" },
      { source = nasty "src", note = nasty "note", at_least = 0 }))
    assert.are.equal(2, summary.rows)
  end)

  teardown(function() glocal.store = nil end)

  -- Lua that a command runs, with what it writes.
  local function run(chunk, options)
    return said_by(("COLUMNS=600 %s run %s --store %s -e %s"):format(COMMAND, options or "", quoted(path), quoted(chunk)))
  end

  local function assert_shows(said, wanted)
    assert.is_nil(unprintable(said))
    assert.truthy(said:find(wanted or "\\u{202E}", 1, true), said)
  end

  it("is shown whole in tables", function()
    for _, chunk in ipairs {
      'zones.children "A"', 'zones "A-1"', 'zones.find "one"', 'phenomena.find "theft"', "sources()",
      "store:batches()", "store:log()", "store:rejects(3)",
      'sql "select * from label"', 'sql "select * from reject"', 'zones.children "A":all()',
      'zones.children "A":print()', 'zones.children "A":glimpse()', 'zones.children "A":to_json()',
      'rollup{zone="A", level="region", every="month"}:named()',
      'rollup{zone="A", level="region", every="year"}:named():pivot("zone_name", "period")',
    } do
      assert_shows(run(chunk), chunk:find "json" and "\\u202e" or nil)
    end
  end)

  it("is shown whole in values, notes and provenances", function()
    for _, chunk in ipairs {
      'sql "select text from label".text[1]', "store",
      '{sql "select text from label".text[1], [sql "select text from label".text[1]]=1}',
      'setmetatable({}, {__tostring = function() return sql "select text from label".text[1] end})',
      'zones.children "A":where{code="A"}:provenance()', 'show(zones "A-1")',
    } do
      assert.is_nil(unprintable(run(chunk)), chunk)
    end
  end)

  it("is shown whole in messages", function()
    local name = ("%q"):format(nasty "Thrae"):gsub("\\\n", "\\n"):gsub("\r", "\\13")
    for _, chunk in ipairs {
      "rollup{zone=%s}", "rollup{zone='A', phenomenon=%s}", "open(%s)", "frame{{a=1}}:plot{kind=%s}", "frame{{a=1}}:where(%s)",
      "error(%s)", "sql(%s)", "frame{{a=1}}:select(%s)", "frame{{a=1}}:sort(%s)", "help(%s)", "nil, %s, 'io'",
      "store:retract(1, %s) or store:log()",
    } do
      assert.is_nil(unprintable(run((chunk:gsub("%%s", function() return name end)))), chunk)
    end
  end)

  it("is shown whole by the commands", function()
    local fields = ("day=day zone=%s phenomenon=%s count=count source=:s"):format(quoted(nasty "place"), quoted(nasty "what"))
    for _, command in ipairs {
      ("import %s %s --look"), ("import %s %s --look --json"), ("import %s %s"), ("import %s %s --again " .. fields),
      ("import %s %s --again --json " .. fields), ("import %s %s day=" .. quoted(nasty "none")),
    } do
      assert.is_nil(unprintable(said_by(COMMAND .. " " .. command:format(quoted(path), quoted(events)))), command)
    end
    for _, words in ipairs {
      "check " .. quoted(path), "check --json " .. quoted(path), "check " .. quoted(nasty "/none"),
      "run " .. quoted(nasty "/none"),
      "init " .. quoted(support.path(FILE)), quoted(nasty "none"), "help " .. quoted(nasty "x"),
      "import " .. quoted(path) .. " " .. quoted(events) .. " --" .. quoted(nasty "x"),
    } do
      assert.is_nil(unprintable(said_by(COMMAND .. " " .. words)), words)
    end
    local lines = quoted 'zones.children "A"\\nzones "x"\\nstore\\nerror(sql "select text from label".text[1])\\n'
    assert_shows(said_by(("printf %s | %s %s"):format(lines, COMMAND, quoted(path))))
  end)

  it("is shown whole in the prompt and the banner", function()
    local typed = support.file('zones.children "A"\n\4', ".txt")
    local said = said_by(("HOME=%s script -qec %s /dev/null <%s"):format(support.folder,
      quoted(("%s %s"):format(COMMAND, quoted(path))), typed))
    assert.is_nil(said:find("\u{202E}", 1, true))
    assert.is_nil(said:find("\27[1m\u{202E}", 1, true))
    assert.truthy(said:find("s\\u{1B}[1m\\u{202E}> ", 1, true), said) -- readline has sequences of its own beside it
  end)

  it("is shown whole where it is the name of a sheet", function()
    local book = support.path ".xlsx"
    local script = support.file(([[
from openpyxl import Workbook
book = Workbook()
book.active.title = "a\u202eb"
book.active.append(["day", "zone", "count"])
book.active.append(["2024-01", "A", 1])
book.save("%s")
]]):format(book), ".py")
    assert(os.execute("/usr/bin/python3 " .. script))
    for _, rest in ipairs { " --look", " --look --sheet x", " day=day zone=zone count=count phenomenon=:p source=:s" } do
      local said = said_by(("%s import %s %s%s"):format(COMMAND, quoted(path), book, rest))
      assert.is_nil(unprintable(said), said)
      if rest:find "sheet" then assert.truthy(said:find("a\\u{202E}b", 1, true), said) end
    end
  end)

  it("is shown whole in the summary and the characters of a plot", function()
    local chunk = 'rollup{zone="A", level="region", every="year"}:plot{kind="bar", title=sql "select text from label".text[1]}'
    assert_shows(run(chunk))
    assert_shows(run(chunk .. ":text{width=300}"))
    assert.is_nil(unprintable((run(chunk .. ":text{width=300, colour=true}"):gsub("\\u{1B}%[[%d;]*m", ""))))
  end)

  it("is JSON's own in JSON", function()
    local json = run('sql "select text from label order by text"', "--json")
    assert.is_nil(unprintable(json))
    assert.truthy(json:find("Aland\\u001b[31m\\u001b]0;owned\\u0007\\b", 1, true), json)
  end)

  it("stays as it is in CSV", function()
    local file = support.path ".csv"
    assert(store:sql("select text from label where text like 'Aland%'"):to_csv(file))
    assert.truthy(support.read(file):find(NASTY, 1, true))
  end)

  it("is printed as it is into a pipe, and whole on a terminal", function()
    local name = run 'print(sql("select text from label where text like \'Aland%\'").text[1])'
    assert.are.equal(nasty "Aland" .. "\n", name)
    local shown = said_by(("script -qec %s /dev/null </dev/null"):format(
      quoted(("%s -e %s"):format(COMMAND, quoted [[print "a\27[31m\u{202E}"]]))))
    assert.are.equal("a\\u{1B}[31m\\u{202E}\r\n", shown)
  end)
end)

-- What python3 makes of files: nothing where each is JSON or a workbook of well-formed XML.
local function faults_of(paths)
  local script = support.file([[
import json, sys, xml.parsers.expat, zipfile
for path in sys.argv[1:]:
    if path.endswith("json"):
        json.load(open(path, encoding="utf-8"))
        continue
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            xml.parsers.expat.ParserCreate().Parse(book.read(name), True)
]], ".py")
  return said_by("/usr/bin/python3 " .. script .. " " .. table.concat(paths, " "))
end

describe("a text of a file, in files of other formats", function()
  local NAME = nasty "Aland" .. "\xFF\u{FFFE}]]><script>alert(1)</script>"

  it("is well-formed", function()
    local f = glocal.frame { { zone = "A", name = NAME, [nasty "n"] = 1 } }
    local json, book = support.path ".json", support.path ".xlsx"
    assert(f:to_json(json))
    assert(f:to_xlsx(book))
    assert.are.equal("", faults_of { json, book })
    assert.is_nil(unprintable(support.read(json)))
  end)

  it("is text in a brief, and no script", function()
    local blocks = {
      { kind = "heading", text = NAME }, { kind = "lead", text = NAME }, { kind = "list", items = { NAME } },
      { kind = "code", text = NAME }, { kind = "table", id = "x", caption = NAME, columns = { NAME }, align = { "left" },
        rows = { { NAME } } },
    }
    local page = { lang = "nl", title = NAME, name = NAME, facts = { { NAME, NAME } }, blocks = blocks, foot = NAME,
      marking = "TLP:CLEAR" }
    local html = require "foresight.brief.html".of(page)
    assert.is_nil(html:find("<script", 1, true))
    assert.is_nil(unprintable((html:gsub("\u{AD}", ""))))
    assert.is_nil(unprintable((require "foresight.brief.text".of(page))))
  end)
end)
