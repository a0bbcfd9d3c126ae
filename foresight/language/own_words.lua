--- own_words.lua: the words and sections of a corps, in the place of ours: a CSV that is read and never run.
--
--   key         which text, such as brief.headings.own; or sections.brief, sections.plan, sections.digest
--   nl fr de en the text; empty: ours stands. It has the same {names} as ours
--   order       of a sections line: the sections of that page in their order; what is not named is left out
--
-- A section of the corps' own has a name in the order, and lines section.NAME.title and section.NAME.text.
--
-- Example:  own = own_words.read "ours.words.csv"   phrases.with(own, make_page)
-- Example:  own_words.during({words = "ours.words.csv", store = store}, make)

local core = require "glocal.core"
local csv_records = require "foresight.shared.csv_records"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local locale = require "foresight.language.locale"
local phrases = require "foresight.language.phrases"

local own_words = {}

local COLUMNS = { "key", "nl", "fr", "de", "en", "order" }
local PAGES = { "brief", "plan", "digest" }
local ENDING = ".words.csv"

-- --- what there is --------------------------------------------------------------------------------------------------

-- Where each text of a language stands: {["brief.headings.own"] = {of = headings, key = "own"}}.
local function places_in(value, prefix, found)
  for key, item in pairs(value) do
    local name = prefix .. tostring(key)
    if type(item) == "table" then
      places_in(item, name .. ".", found)
    elseif type(item) == "string" then
      found[name] = { of = value, key = key }
    end
  end
  return found
end

local function copy_of(value)
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, item in pairs(value) do copy[key] = copy_of(item) end
  return copy
end

local function placeholders(text)
  local found, list = {}, {}
  for name in text:gmatch "{([%a_]+)}" do
    if not found[name] then list[#list + 1] = name end
    found[name] = true
  end
  table.sort(list)
  return found, list
end

-- What is wrong with the {names} of a text beside those of ours; nil where nothing is.
local function placeholder_fault(text, ours)
  local found, given = placeholders(text)
  local expected, names = placeholders(ours)
  for _, name in ipairs(given) do
    if not expected[name] then
      return ("it has {%s}, which nothing fills%s"):format(name, hint.of(name, names, "it may have") )
    end
  end
  for _, name in ipairs(names) do
    if not found[name] then return ("{%s} is missing, which ours has"):format(name) end
  end
end

-- --- the file -------------------------------------------------------------------------------------------------------

local function columns_of(path, names)
  local place = {}
  for i, name in ipairs(names) do
    local is_known = false
    for _, each in ipairs(COLUMNS) do is_known = is_known or each == name end
    if not is_known then
      return nil, ("%s:1: there is no column '%s'%s"):format(path, core.visible(name), hint.of(name, COLUMNS, "it has"))
    end
    place[name] = i
  end
  if not place.key then return nil, path .. ":1: the column 'key' is missing" end
  return place
end

local function take_sections(own, line, page)
  local is_page = false
  for _, each in ipairs(PAGES) do is_page = is_page or each == page end
  if not is_page then return ("there is no page '%s'%s"):format(page, hint.of(page, PAGES, "it is one of")) end
  if line.order == "" then return "it has no order: name the sections of the page in the column 'order'" end
  local list, seen = {}, {}
  for name in line.order:gmatch "[%w_]+" do
    if seen[name] then return ("the section '%s' is named twice"):format(name) end
    list[#list + 1], seen[name] = name, true
  end
  own.sections[page] = { list = list, line = line.number }
end

local function take_own_section(own, line, name, part)
  local one = own.own_sections[name] or { line = line.number }
  own.own_sections[name] = one
  one[part] = {}
  for _, lang in ipairs(locale.LANGUAGES) do
    if line[lang] ~= "" then one[part][lang] = phrases.typeset(line[lang], lang) end
  end
end

local function take_text(own, places, line)
  local names
  if not places.en[line.key] then
    names = {}
    for name in pairs(places.en) do names[#names + 1] = name end
    table.sort(names)
    return ("there is no text '%s'%s"):format(core.visible(line.key), hint.of(line.key, names))
  end
  for _, lang in ipairs(locale.LANGUAGES) do
    local text, place = line[lang], places[lang][line.key]
    if text ~= "" then
      local fault = placeholder_fault(text, place.of[place.key])
      if fault then return ("the text '%s' in %s: %s"):format(line.key, lang, fault) end
      place.of[place.key] = phrases.typeset(text, lang)
    end
  end
  own.texts = own.texts + 1
end

local function take(own, places, line)
  local page = line.key:match "^sections%.(.+)$"
  if page then return take_sections(own, line, page) end
  local name, part = line.key:match "^section%.([%w_]+)%.(%l+)$"
  if name and (part == "title" or part == "text") then return take_own_section(own, line, name, part) end
  return take_text(own, places, line)
end

--- The file as phrases.with takes it: of (the phrases by language), file, sections, own_sections; or nil, message, code.
function own_words.read(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, ("can't read '%s': %s"):format(path, message:match ": ([^:]*)$" or message), "not_found" end
  local content = file:read "a"
  file:close()
  if not content then return nil, ("can't read '%s': it is no file"):format(path), "io" end
  if not utf8.len(content) then return nil, ("%s: it is not UTF-8; save it as that"):format(path), "invalid" end
  local records = csv_records.of(content)
  local place, fault = columns_of(path, records[1] and records[1].fields or {})
  if not place then return nil, fault, "invalid" end
  local own, places = { of = {}, file = path, sections = {}, own_sections = {}, texts = 0 }, {}
  for _, lang in ipairs(locale.LANGUAGES) do
    own.of[lang] = copy_of(phrases.of(lang))
    places[lang] = places_in(own.of[lang], "", {})
  end
  for i = 2, #records do
    local line = { number = records[i].line }
    for _, name in ipairs(COLUMNS) do line[name] = place[name] and records[i].fields[place[name]] or "" end
    fault = take(own, places, line)
    if fault then return nil, ("%s:%d: %s"):format(path, line.number, fault), "invalid" end
  end
  return own
end

--- Where the words beside a store stand that are taken unless others are named: demo.words.csv beside demo.db.
function own_words.path_beside(store_path) return (store_path:gsub("%.[^./]*$", "")) .. ENDING end

local function beside(store)
  local path = own_words.path_beside(store:path())
  local file = io.open(path, "rb")
  if not file then return nil end
  file:close()
  return path
end

--- Calls make(spec, ...) with the words of `spec.words`, or of the file beside the store, in the place of ours.
function own_words.during(spec, make, ...)
  local path = type(spec) == "table" and (spec.words or beside(glocal.use(spec.store)))
  if not path then return make(spec, ...) end
  if type(path) ~= "string" then
    error(("bad argument 'words': expected a file, such as words=\"ours.words.csv\", got %s"):format(type(path)), 0)
  end
  local own, message, code = phrases.with(nil, own_words.read, path)
  if not own then return nil, message, code end
  return phrases.with(own, make, spec, ...)
end

return own_words
