--- lookalike.lua: characters in a name that a reader takes for others: of another script, invisible, or turning the direction.
--
-- Example:  lookalike.fault "zоne-tools"   --> "character 2 is U+043E, which looks like 'o': did you mean 'zone-tools'?"
--           lookalike.skeleton "harrn-1ndex"   --> "harmlndex"
--
-- Reference: Unicode Technical Standard 39, Unicode Security Mechanisms, https://www.unicode.org/reports/tr39/ (skeletons)

local core = require "glocal.core"

local lookalike = {}

-- Letters of other scripts that look like small Latin ones, digits and "-".
local LIKE = {
  a = "аɑαａ", b = "ьЬｂ", c = "сϲⅽｃ", d = "ԁⅾｄ", e = "еєҽｅ", f = "ｆ", g = "ɡցｇ", h = "һհｈ", i = "іιıⅰｉ", j = "јϳｊ", k = "кκｋ",
  l = "ӏⅼｌ", m = "мⅿｍ", n = "пռｎ", o = "оοօσｏ", p = "рρｐ", q = "ԛｑ", r = "гｒ", s = "ѕｓ", t = "тτｔ", u = "υսｕ", v = "ѵνⅴｖ",
  w = "ѡԝωｗ", x = "хχⅹｘ", y = "уүγｙ", z = "ｚ", ["-"] = "‐‑‒–—−﹣－", ["0"] = "０", ["1"] = "１", ["2"] = "２", ["3"] = "３",
}

local latin -- by character
local function latin_of(character)
  if not latin then
    latin = {}
    for letter, others in pairs(LIKE) do
      for _, code in utf8.codes(others) do latin[utf8.char(code)] = letter end
    end
  end
  return latin[character]
end

--- What is wrong with a name that holds other than Latin letters, digits and signs; nil where nothing is.
function lookalike.fault(name)
  if not utf8.len(name) then return "it is no UTF-8" end
  local meant, first, number = {}, nil, 0
  for _, code in utf8.codes(name) do
    local character = utf8.char(code)
    number = number + 1
    if code > 126 or code < 32 then
      local like = latin_of(character) or code > 126 and core.fold(character):match "^[a-z0-9]$"
      local is_seen = core.visible(character) == character
      first = first or ("character %d is U+%04X%s"):format(number, code,
        like and (", which looks like '%s'"):format(like) or is_seen and "" or ", which can't be seen")
      meant[#meant + 1] = like or is_seen and "\0" or ""
    else
      meant[#meant + 1] = character
    end
  end
  if not first then return nil end
  local right = table.concat(meant)
  return first .. (right ~= "" and not right:find "\0" and (": did you mean '%s'?"):format(right) or "")
end

--- What a reader in haste sees of a name: two names with the same skeleton are taken for each other.
function lookalike.skeleton(name)
  local like = name:gsub("%-", ""):gsub("rn", "m"):gsub("vv", "w"):gsub("cl", "d")
  return (like:gsub("[01i]", { ["0"] = "o", ["1"] = "l", i = "l" }))
end

return lookalike
