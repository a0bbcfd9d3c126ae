--- texts.lua: what a brief advises: what to do, whom to call, what belongs in the security plan, and where a source began to
-- count in another way. The lines are of a plain CSV file that a corps can edit (data/brief/texts.csv is the one that ships):
--
--   section     do, call, plan or break
--   phenomenon  the node it is about, with all below it; empty: any
--   zone        the zone it is for, with all below it; empty: any
--   from, to    the days between which it holds; of a break, `from` is the first period counted in the new way
--   basis       "confirm" marks what is to be confirmed
--   nl fr de en the text
--
-- Example:  all = texts.read(texts.SHIPPED)   texts.choose(all, brief, "call", 3)

local core = require "glocal.core"
local csv_records = require "foresight.shared.csv_records"
local hint = require "foresight.shared.hint"

local phrases = require "foresight.language.phrases"

local texts = {}

texts.SHIPPED = core.home .. "/data/brief/texts.csv"
texts.SECTIONS = { "do", "call", "plan", "break" }

local COLUMNS = { "section", "phenomenon", "zone", "from", "to", "basis", "nl", "fr", "de", "en" }

texts.records = csv_records.of

local function checked_names(path, names)
  local place = {}
  for i, name in ipairs(names) do
    local is_known = false
    for _, each in ipairs(COLUMNS) do is_known = is_known or each == name end
    if not is_known then
      return nil, ("%s:1: there is no column '%s'%s"):format(path, name, hint.of(name, COLUMNS, "it has")), "invalid"
    end
    place[name] = i
  end
  if not place.section then return nil, ("%s:1: the column 'section' is missing"):format(path), "invalid" end
  return place
end

--- The lines of a file of texts, in order; or nil, message, code (not_found, invalid).
function texts.read(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, ("can't read '%s': %s"):format(path, message:match ": ([^:]*)$" or message), "not_found" end
  local records = csv_records.of(file:read "a")
  file:close()
  local place, fault, code = checked_names(path, records[1] and records[1].fields or {})
  if not place then return nil, fault, code end
  local lines = {}
  for i = 2, #records do
    local line = {}
    for _, name in ipairs(COLUMNS) do line[name] = place[name] and records[i].fields[place[name]] or "" end
    local is_known = false
    for _, section in ipairs(texts.SECTIONS) do is_known = is_known or section == line.section end
    if not is_known then
      return nil, ("%s:%d: there is no section '%s'%s"):format(path, records[i].line, line.section,
        hint.of(line.section, texts.SECTIONS, "use")), "invalid"
    end
    lines[#lines + 1] = line
  end
  return lines
end

-- In the language of the brief, else in English, else in any.
local function text_in(line, lang)
  for _, name in ipairs { lang, "en", "nl", "fr", "de" } do
    if line[name] ~= "" then return phrases.typeset(line[name], name) end
  end
end

--- The breaks among the lines, with the text in a language.
function texts.breaks(all, lang)
  local found = {}
  for _, line in ipairs(all) do
    if line.section == "break" and line.from ~= "" then
      found[#found + 1] = { zone = line.zone, phenomenon = line.phenomenon, from = core.period(line.from, "day"),
        text = text_in(line, lang) }
    end
  end
  return found
end

-- How far down the path of the zone a line's zone stands: 0 where it names none, nil where it is another's.
local function depth_of(line, path)
  if line.zone == "" then return 0 end
  for i, code in ipairs(path) do
    if code == line.zone then return i end
  end
end

-- The rank of a line's phenomenon among those of the brief, the first the most: nil where it is about another.
local function rank_of(line, phenomena)
  if line.phenomenon == "" then return #phenomena + 1 end
  for i, code in ipairs(phenomena) do
    if code == line.phenomenon or code:sub(1, #line.phenomenon + 1) == line.phenomenon .. "." then return i end
  end
end

--- At most `most` lines of a section, of `room` characters together (but always one), that are about the zone (`path`: from
--- the country down to it) and the phenomena of the brief: first those of its first phenomena, then what is certain, then
--- those of the smallest zone. {text, is_to_confirm}; a text stands once.
function texts.choose(all, asked, section, most, room)
  local found = {}
  for i, line in ipairs(all) do
    local depth, rank = depth_of(line, asked.path), rank_of(line, asked.phenomena)
    local is_valid = (line.from == "" or core.period(line.from, "day") <= asked.date)
      and (line.to == "" or core.period(line.to, "day") >= asked.date)
    if line.section == section and depth and rank and is_valid then
      found[#found + 1] = { text = text_in(line, asked.lang), is_to_confirm = line.basis == "confirm", depth = depth,
        rank = rank, place = i }
    end
  end
  table.sort(found, function(a, b)
    if a.rank ~= b.rank then return a.rank < b.rank end
    if a.is_to_confirm ~= b.is_to_confirm then return b.is_to_confirm end
    if a.depth ~= b.depth then return a.depth > b.depth end
    return a.place < b.place
  end)
  local chosen, seen, length = {}, {}, 0
  for _, line in ipairs(found) do
    local longer = length + (utf8.len(line.text) or #line.text)
    if #chosen < most and not seen[line.text] and (#chosen == 0 or longer <= (room or math.huge)) then
      chosen[#chosen + 1], length = line, longer
    end
    seen[line.text] = true
  end
  return chosen
end

return texts
