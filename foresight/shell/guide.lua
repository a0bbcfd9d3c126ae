--- guide.lua: the guides of docs/ at the prompt: what one is about and which sections it has, or one section whole, set to the
--- width of the screen.
--
-- Example:  guide.text("figures", 80)   guide.text("coverage", 80)

local core = require "glocal.core"
local show = require "foresight.shell.show"

local guide = {}

-- Those that speak to an analyst, in the order in which a title is looked for.
local NAMES = { "figures", "import", "exchange", "plots", "warning", "awareness", "demand", "plan", "schedule", "cooperation",
  "cooperation_flows", "packs", "scenarios", "barriers", "network", "horizon", "security", "methods" }

-- Hands each line to take(line, is_code): in a fence, or indented as an example.
local function each_line(lines, take)
  local fenced = false
  for _, line in ipairs(lines) do
    if line:find "^```" then
      fenced = not fenced
    else
      take(fenced and "  " .. line or line, fenced or line:find "^    " ~= nil)
    end
  end
end

-- Lines {number = ...} in the order of the file as its title, the lines below it, and its sections {title, lines}.
local function divide(lines)
  local document = { lines = {}, sections = {} }
  local at, fenced = document, false
  for _, line in ipairs(lines) do
    if line:find "^```" then fenced = not fenced end
    local level, title = line:match "^(##?) (.+)"
    if level and not fenced and level == "#" then
      document.title = title
    elseif level and not fenced then
      at = { title = title, lines = {} }
      table.insert(document.sections, at)
    else
      table.insert(at.lines, line)
    end
  end
  return document
end

-- The guide of that name, or nil where it is not installed.
local function read(name)
  local file = io.open(("%s/docs/%s.md"):format(core.home, name))
  if not file then return nil end
  local lines = {}
  for line in file:lines() do lines[#lines + 1] = line end
  file:close()
  return divide(lines)
end

-- Emphasis and links have no place on a terminal.
local function plain(text)
  return (text:gsub("%[(.-)%]%(.-%)", "%1"):gsub("%*%*(.-)%*%*", "%1"):gsub("%*(%a[^*]-)%*", "%1"))
end

local function table_row(line, width)
  if line:find "^|[-|: ]+|$" then return nil end
  local cells = {}
  for cell in line:gmatch "|([^|]+)" do cells[#cells + 1] = plain(cell):match "^%s*(.-)%s*$" end
  return "  " .. show.wrap(table.concat(cells, "; ", 1), width - 4, 4)
end

local function set(lines, width)
  local out, paragraph = {}, {}
  local function end_paragraph()
    if #paragraph > 0 then out[#out + 1] = show.wrap(plain(table.concat(paragraph, " ")), width) end
    paragraph = {}
  end
  each_line(lines, function(line, is_code)
    local is_row = not is_code and line:find "^|"
    if is_code or is_row or line == "" or line:find "^[-*] " or line:find "^%d+%. " then end_paragraph() end
    if is_row then
      out[#out + 1] = table_row(line, width)
    elseif is_code or line == "" then
      out[#out + 1] = line
    else
      paragraph[#paragraph + 1] = line
    end
  end)
  end_paragraph()
  return (table.concat(out, "\n"):gsub("^\n+", ""):gsub("\n+$", ""):gsub("\n\n\n+", "\n\n"))
end

local function tell_whole(name, document, width)
  local titles = {}
  for i, section in ipairs(document.sections) do titles[i] = ('  help "%s %s"'):format(name, section.title:lower()) end
  return ("%s (docs/%s.md)\n\n%s\n\n%s"):format(document.title, name, set(document.lines, width), table.concat(titles, "\n"))
end

local function is_same(title, topic)
  title = title:lower()
  return title == topic or title == topic .. "s"
end

-- The section of a guide, as text; nil where it has none of that title.
local function section_of(name, title, width)
  for _, section in ipairs((read(name) or { sections = {} }).sections) do
    if is_same(section.title, title) then
      return ('%s (docs/%s.md; help "%s")\n\n%s'):format(section.title, name, name, set(section.lines, width))
    end
  end
end

--- The guide ("figures", "docs/figures.md"), its section ("figures coverage") or the section of any guide ("coverage") as text; nil where none
--- has that title.
function guide.text(topic, width)
  topic = topic:lower():gsub("^docs/", ""):gsub("%.md$", "")
  local first, rest = topic:match "^([%w_]+) (.+)$"
  for _, name in ipairs(NAMES) do
    local document = is_same(name, topic) and read(name)
    if document then return tell_whole(name, document, width) end
    local section = first and is_same(name, first) and section_of(name, rest, width)
    if section then return section end
  end
  for _, name in ipairs(NAMES) do
    local section = section_of(name, topic, width)
    if section then return section end
  end
end

--- "guide: help "plan.md"" for a name that a guide has too; nil for others.
function guide.hint(name)
  for _, each in ipairs(NAMES) do
    if each == name then return ('guide: help "%s.md"'):format(each) end
  end
end

return guide
