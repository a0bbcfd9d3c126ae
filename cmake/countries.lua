-- Writes OUTDIR/countries.csv: the countries of ISO 3166-1 with their names in four languages.
-- The build runs it once; the countries are the one reference table that is not kept in data/,
-- because Debian's package iso-codes keeps it for all of us.
--
--   lua5.4 cmake/countries.lua build/release/data
--
-- Columns: code (alpha-2), alpha3, numeric, nl, fr, de, en. One row per country, sorted by code.
-- Needs lua-cjson and iso-codes.

local LIST = "/usr/share/iso-codes/json/iso_3166-1.json"
local CATALOGUE = "/usr/share/locale/%s/LC_MESSAGES/iso_3166-1.mo"
local LANGUAGES = {"nl", "fr", "de"}

-- Names that iso-codes inverts ("Congo, The Democratic Republic of the") or leaves in another
-- language: what an analyst would write instead.
local MENDED = {
  AX = {fr = "Îles Åland"},
  BN = {fr = "Brunei", de = "Brunei", en = "Brunei"},
  BY = {fr = "Biélorussie"},
  BV = {fr = "Île Bouvet"},
  CC = {nl = "Cocoseilanden", fr = "Îles Cocos", de = "Kokosinseln", en = "Cocos Islands"},
  CD = {nl = "Democratische Republiek Congo", en = "Democratic Republic of the Congo"},
  CG = {nl = "Republiek Congo", de = "Republik Kongo", en = "Republic of the Congo"},
  CI = {de = "Elfenbeinküste"},
  CK = {fr = "Îles Cook"},
  CX = {fr = "Île Christmas", de = "Weihnachtsinsel"},
  FK = {nl = "Falklandeilanden", fr = "Îles Malouines", de = "Falklandinseln", en = "Falkland Islands"},
  FM = {fr = "Micronésie", de = "Mikronesien", en = "Micronesia"},
  FO = {fr = "Îles Féroé", de = "Färöer"},
  GE = {nl = "Georgië"},
  GQ = {fr = "Guinée équatoriale"},
  HM = {fr = "Îles Heard-et-MacDonald"},
  IR = {fr = "Iran"},
  KY = {fr = "Îles Caïmans", de = "Kaimaninseln"},
  LA = {fr = "Laos"},
  MD = {de = "Moldau"},
  NF = {fr = "Île Norfolk"},
  PS = {nl = "Palestina", fr = "Palestine", de = "Palästina", en = "Palestine"},
  RE = {fr = "La Réunion"},
  RU = {fr = "Russie", de = "Russland", en = "Russia"},
  SB = {fr = "Îles Salomon", de = "Salomonen"},
  SX = {de = "Sint Maarten (niederländischer Teil)"},
  SY = {fr = "Syrie"},
  TC = {fr = "Îles Turques-et-Caïques"},
  TR = {fr = "Turquie"},
  UM = {de = "Kleinere Amerikanische Überseeinseln"},
  VA = {nl = "Vaticaanstad", fr = "Vatican", de = "Vatikanstadt", en = "Vatican City"},
  VE = {fr = "Venezuela"},
  VG = {nl = "Britse Maagdeneilanden", en = "British Virgin Islands"},
  VI = {nl = "Amerikaanse Maagdeneilanden", fr = "Îles Vierges américaines", en = "United States Virgin Islands"},
  VN = {fr = "Viêt Nam"},
}

local function fail(...)
  io.stderr:write("countries.lua: ", string.format(...), "\n")
  os.exit(1)
end

local function read(path)
  local file, why = io.open(path, "rb")
  if not file then fail("cannot read %s: is the package iso-codes installed?", why) end
  local text = file:read "a"
  file:close()
  return text
end

-- The messages of a gettext catalogue (.mo), from English to the catalogue's language.
local function catalogue(path)
  local text = read(path)
  if #text < 20 then fail("%s is not a gettext catalogue", path) end
  local order = "<"
  if string.unpack("<I4", text) == 0xde120495 then
    order = ">"
  elseif string.unpack("<I4", text) ~= 0x950412de then
    fail("%s is not a gettext catalogue", path)
  end
  local count, originals, translations = string.unpack(order .. "I4I4I4", text, 9)
  local pair = order .. "I4I4"
  local messages = {}
  for i = 0, count - 1 do
    local length, at = string.unpack(pair, text, originals + 8 * i + 1)
    local original = text:sub(at + 1, at + length)
    length, at = string.unpack(pair, text, translations + 8 * i + 1)
    messages[original] = text:sub(at + 1, at + length)
  end
  return messages
end

local function quoted(value)
  if value:find '[,"\n]' then return '"' .. value:gsub('"', '""') .. '"' end
  return value
end

local outdir = arg and arg[1]
if not outdir or arg[2] then
  io.stderr:write "usage: lua5.4 countries.lua OUTDIR\n"
  os.exit(2)
end

local found, cjson = pcall(require, "cjson")
if not found then fail("lua-cjson is missing: install the package lua-cjson") end

local names = {}
for _, language in ipairs(LANGUAGES) do
  names[language] = catalogue(CATALOGUE:format(language))
end

local parsed, list = pcall(cjson.decode, read(LIST))
if not parsed or type(list["3166-1"]) ~= "table" then
  fail("%s is not the list of countries that iso-codes ships", LIST)
end

local rows = {}
for _, country in ipairs(list["3166-1"]) do
  local code = country.alpha_2
  local english = country.common_name or country.name
  local mended = MENDED[code] or {}
  local row = {code, country.alpha_3, country.numeric}
  for _, language in ipairs(LANGUAGES) do
    local translated = names[language][english] or names[language][country.name]
    row[#row + 1] = mended[language] or translated or english
  end
  row[#row + 1] = mended.en or english
  for i, value in ipairs(row) do row[i] = quoted(value) end
  rows[#rows + 1] = table.concat(row, ",")
end
table.sort(rows)

local path = outdir .. "/countries.csv"
local out, why = io.open(path, "wb")
if not out then fail("cannot write %s", why) end
local written, problem = out:write("code,alpha3,numeric,nl,fr,de,en\n", table.concat(rows, "\n"), "\n")
if not written or not out:close() then fail("cannot write %s: %s", path, problem or "is the disk full?") end
