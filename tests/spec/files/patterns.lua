--- patterns.lua: prints what string.find, match, gmatch and gsub give for thousands of made-up patterns: the same lines under
--- stock Lua and under glocal, whose matcher is its own.
--
-- Example:  lua5.4 patterns.lua 3000 | diff - <(glocal run patterns.lua 3000)

local state = 42
local function random(n) -- the same everywhere
  state = (state * 6364136223846793005 + 1442695040888963407) & 0x7FFFFFFFFFFFFFFF
  return (state >> 33) % n + 1
end
local function pick(list) return list[random(#list)] end

local SINGLES = { "a", "b", "c", ".", "%a", "%d", "%s", "%w", "%A", "%x", "%p", "%%", "%.", "[abc]", "[^a]", "[a-c]", "[]]",
                  "[^]a]", "[%a_]", "[a-]", "[%-b]", "\0", "%u", "%l", "[^%s]", "[0-9a]", "-", "$", "^", "\xc3", "%S", "[%]x]" }
local REPEATS = { "", "", "", "*", "+", "-", "?" }
local SPECIALS = { "%b()", "%bab", "%f[%w]", "%f[^a]", "()", "%f[%z]", "%f[%a]" }

local function piece(depth, captures)
  local kind = random(12)
  if kind == 1 then
    local special = pick(SPECIALS)
    if special == "()" then
      captures.n = captures.n + 1
      captures[captures.n] = special
    end
    return special
  end
  if kind <= 3 and depth < 2 and captures.n < 8 then
    captures.n = captures.n + 1
    local own, inside = captures.n, {}
    for i = 1, random(3) do inside[i] = piece(depth + 1, captures) end
    captures[own] = true
    return "(" .. table.concat(inside) .. ")"
  end
  if kind == 4 and captures.n > 0 and captures[captures.n] == true then return "%" .. captures.n end
  return pick(SINGLES) .. pick(REPEATS)
end

local function pattern()
  local pieces, captures = {}, { n = 0 }
  for i = 1, random(5) do pieces[i] = piece(0, captures) end
  return (random(6) == 1 and "^" or "") .. table.concat(pieces) .. (random(6) == 1 and "$" or "")
end

local LETTERS = { "a", "a", "b", "c", "(", ")", " ", "1", "_", "A", ".", "-", "%", "\0", "\xc3\xa9", "]", "x" }
local function subject()
  local letters = {}
  for i = 1, random(14) - 1 do letters[i] = pick(LETTERS) end
  return table.concat(letters)
end

local function told(...)
  local parts = table.pack(...)
  for i = 1, parts.n do parts[i] = ("%q"):format(parts[i]):gsub("\n", "n") end
  return table.concat(parts, " ", 1, parts.n)
end

local function tried(f, ...)
  local results = table.pack(pcall(f, ...))
  if not results[1] then return "error " .. tostring(results[2]):gsub("^.-:%d+: ", "") end
  return told(table.unpack(results, 2, results.n))
end

local function all_matches(text, what, init)
  local found = {}
  for a, b, c in text:gmatch(what, init) do found[#found + 1] = told(a, b, c) end
  return table.concat(found, "; ")
end

local REPLACEMENTS = { "", "<%0>", "%1%%", "x", 7, { a = "1", b = false, c = 3 },
                       function(a) return a and "[" .. tostring(a) .. "]" end }

for case = 1, tonumber(arg[1]) do
  local what, text, init = pattern(), subject(), random(8) - 3
  print(case, ("%q"):format(what), ("%q"):format(text), init)
  print(tried(string.find, text, what, init), tried(string.match, text, what, init))
  print(tried(all_matches, text, what, random(2) == 1 and init or nil))
  print(tried(string.gsub, text, what, pick(REPLACEMENTS), random(3) == 1 and random(3) or nil))
  print(tried(string.find, text, pick(LETTERS), init, true))
end

-- What is wrong, where the matching comes to it; the messages differ a little.
for _, what in ipairs { "%", "a%", "[a", "[]", "[^", "(a", "a)", "(()", "%b", "%bx", "%f", "%fa", "%1", "(a%1)",
                       "(a)%2", "[%", "%0" } do
  print(what, (pcall(string.find, "aaa", what)), (pcall(string.match, "aaa", what)))
end
for _, replacement in ipairs { "%2", "%x", "%", function() return {} end } do
  print((pcall(string.gsub, "abc", "b", replacement)))
end
print(tried(string.gsub, "abc", "b"), tried(string.find, "abc"), tried(string.gmatch), tried(string.match, {}, "a"))
print(tried(string.find, 1234, 23), tried(string.gsub, 1234, 2, 5), tried(string.rep, "ab", 600000, ","):sub(-20))
print(#("abc"):rep(1 << 20, "--"), ("abc"):rep(1 << 20, "--"):sub(-9), #(","):rep(1 << 21), ("ab"):rep(3, ","))
print(("x"):rep(-1), (""):rep(1e6))
local list = {}
for i = 1, 40000 do list[i] = i * 7919 % 40009 end
print(#table.concat(list), #table.concat(list, ", "), #table.concat(list, ";", 5, 30000), table.concat(list, "", 9, 8),
  tried(table.concat, list, ",", 1, 40001), tried(table.concat, { {} }))
table.sort(list)
print(list[1], list[2], list[20000], list[40000], tried(table.sort, { 1, "a" }))
list[7] = "x"
print(tried(table.sort, list), tried(table.sort, 5), collectgarbage() == 0)
