--- manifest.lua: what a pack says of itself in pack.lua, which is read as data and never run.
--
-- Example of a pack.lua:
--   return {
--     name = "harm-index", version = "1.0.0", licence = "GPL-3.0-or-later", corps = "PZ 5345",
--     summary = { en = "Weighs offences by harm.", nl = "Weegt misdrijven naar schade." },
--     glocal = ">=0.1.0", dependencies = { ["zone-tools"] = "^1.2" },
--     permissions = { "store.read" }, purpose = "Comparing zones by harm", handling = "AMBER",
--     entry = "harm_index", tests = { "tests/weights.lua" }, examples = { "examples/first.lua" },
--   }

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local hint = require "foresight.shared.hint"
local version = require "foresight.pack.version"

local manifest = { FILE = "pack.lua" }

local LANGUAGES = { "nl", "fr", "de", "en" }
local CAPABILITIES = { "store.read", "store.write", "file.read", "file.write", "process" }
local NAME, MODULE = "^[a-z][a-z0-9]*[a-z0-9-]*[a-z0-9]$", "^[a-z_][a-z0-9_]*$"

-- Each field: whether it must be there, and what is wrong with its value (nil: nothing).
local FIELDS = {}

local function is_in(list, value)
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

-- A text of one line, up to so many bytes.
local function line(most)
  return function(value)
    if type(value) ~= "string" or value == "" or #value > most or value:find "%c" then
      return ("expected one line of text, up to %d bytes"):format(most)
    end
    if core.visible(value) ~= value then return ("it has what can't be seen: %s"):format(core.visible(value)) end
  end
end

local function list_of(check, what)
  return function(value)
    if type(value) ~= "table" then return "expected a list of " .. what end
    local count = 0
    for _ in pairs(value) do count = count + 1 end
    if count ~= #value then return "expected a list of " .. what end
    for i, each in ipairs(value) do
      local wrong = check(each)
      if wrong then return ("number %d: %s"):format(i, wrong) end
      for k = 1, i - 1 do
        if value[k] == each then return ("number %d: '%s' stands there twice"):format(i, each) end
      end
    end
  end
end

local function file(value)
  if type(value) ~= "string" or not value:find "^[%w_][%w_./-]*%.lua$" or value:find("..", 1, true) then
    return "expected the name of a file in the pack, such as tests/first.lua"
  end
end

local function permission(value)
  if not is_in(CAPABILITIES, value) then
    return ("there is no permission '%s'%s"):format(tostring(value), hint.of(value, CAPABILITIES, "there are"))
  end
end

local function check_name(value)
  local is_text = type(value) == "string"
  if is_text and #value <= 40 and value:find(NAME) and not value:find("--", 1, true) then return nil end
  return is_text and #value <= 200 and require "foresight.pack.lookalike".fault(value)
    or "expected 2 to 40 small letters, digits and -, beginning with a letter, such as harm-index"
end

local function summary(value)
  if type(value) ~= "table" or not value.en then return "expected texts by language, English among them: {en = \"...\"}" end
  for language, text in pairs(value) do
    if not is_in(LANGUAGES, language) then
      return ("there is no language '%s'%s"):format(tostring(language), hint.of(language, LANGUAGES, "there are"))
    end
    local wrong = line(200)(text)
    if wrong then return language .. ": " .. wrong end
  end
end

local function dependencies(value)
  if type(value) ~= "table" then return "expected ranges of versions by name: {[\"zone-tools\"] = \"^1.2\"}" end
  for name, range in pairs(value) do
    local wrong = check_name(name)
    if wrong then return ("'%s' is no name of a pack: %s"):format(tostring(name), wrong) end
    if not version.is_range(range) then
      return ("'%s' of %s is no range of versions, such as ^1.2 or >=1.0 <2.0"):format(tostring(range), name)
    end
  end
end

local function field(name, is_needed, check, otherwise)
  FIELDS[#FIELDS + 1] = { name = name, is_needed = is_needed, check = check, otherwise = otherwise }
end

field("name", true, check_name)
field("version", true, function(value)
  if not version.is(value) then return "expected three numbers, such as 1.2.0 or 1.2.0-beta.1" end
end)
field("summary", true, summary)
field("licence", true, line(60))
field("corps", true, line(100))
field("purpose", true, line(200))
field("handling", true, function(value)
  local is_known, _, code = core.may_leave(type(value) == "string" and value or "?", "pack")
  if not is_known and code ~= "marking" then
    return "expected a marking, such as CLEAR, GREEN or AMBER"
  end
end)
field("entry", true, function(value)
  if type(value) ~= "string" or not value:find(MODULE) then return "expected the name of a module, such as harm_index" end
end)
field("glocal", true, function(value)
  if not version.is_range(value) then return "expected a range of versions, such as >=0.1.0" end
end)
field("permissions", false, list_of(permission, "permissions"), {})
field("dependencies", false, dependencies, {})
field("tests", false, list_of(file, "files"), {})
field("examples", false, list_of(file, "files"), {})

local function names_of_fields()
  local names = {}
  for i, each in ipairs(FIELDS) do names[i] = each.name end
  return names
end

-- A sentence in which a value of any length may stand.
local function shortened(text)
  if #text <= 400 then return text end
  return text:sub(1, 400):gsub("[\x80-\xff]*$", "") .. " ..."
end

-- All that is wrong with what was read: a list of sentences.
local function faults_of(given)
  local faults, known = {}, names_of_fields()
  for key in pairs(given) do
    if not is_in(known, key) then
      faults[#faults + 1] = shortened(("there is no field '%s'%s"):format(tostring(key), hint.of(key, known)))
    end
  end
  table.sort(faults)
  for _, each in ipairs(FIELDS) do
    local value = given[each.name]
    local wrong
    if value == nil then wrong = each.is_needed and "is missing" else wrong = each.check(value) end
    if wrong then faults[#faults + 1] = shortened(each.name .. ": " .. wrong) end
  end
  return faults
end

--- What is wrong with a name of a pack; nil where nothing is.
manifest.name_fault = check_name

--- What is wrong with the value of a field, such as "summary"; nil where nothing is.
function manifest.field_fault(name, value)
  for _, each in ipairs(FIELDS) do
    if each.name == name then return each.check(value) end
  end
  error(("there is no field '%s'"):format(name))
end

--- What a name of a pack is already, such as "a function of glocal"; nil where it is free.
function manifest.taken(name)
  if require "glocal"[name] ~= nil then return "a function of glocal" end
  if _G[name] ~= nil then return "a name of Lua" end
end

--- The manifest in the text of a pack.lua, with what was left out filled in; or nil, message, "invalid".
function manifest.read(text)
  local given, message = data_text.read(text, true)
  if not given then return nil, ("%s: %s"):format(manifest.FILE, message), "invalid" end
  local faults = faults_of(given)
  if #faults > 0 then return nil, ("%s: %s"):format(manifest.FILE, table.concat(faults, "; ")), "invalid" end
  for _, each in ipairs(FIELDS) do
    if given[each.name] == nil then given[each.name] = each.otherwise end
  end
  return given
end

-- The files that a manifest speaks of.
local function spoken_of(given)
  local files = { given.entry .. ".lua" }
  for _, list in ipairs { given.tests, given.examples } do table.move(list, 1, #list, #files + 1, files) end
  for _, name in ipairs(given.examples) do files[#files + 1] = (name:gsub("%.lua$", ".txt")) end
  return files
end

--- The manifest among the files of a pack (contents by name), each file that it speaks of being there; or nil, message, code.
function manifest.of(files)
  if not files[manifest.FILE] then
    return nil, ("there is no %s: a pack says there what it is; `glocal pack new NAME` makes one"):format(manifest.FILE),
      "invalid"
  end
  local given, message, code = manifest.read(files[manifest.FILE])
  if not given then return nil, message, code end
  for _, name in ipairs(spoken_of(given)) do
    if not files[name] then
      return nil, ("%s speaks of %s, which is not there"):format(manifest.FILE, shortened(name)), "invalid"
    end
  end
  return given
end

return manifest
