-- A function does what it says in a state that has the capabilities it declares, and no more: each example is run in one of those
-- that are declared somewhere, and none of them may ask for another.
local glocal = require "glocal"
local entries = require "foresight.shell.entries"
local example = require "foresight.shell.example"
local support = require "tests.spec.support"

local GLOCAL = os.getenv "GLOCAL" or "build/release/glocal"

-- Runs each step of the cases, {name, code, code ...}, and prints the names of those that need more.
local SCRIPT = [[
local env = setmetatable({}, { __index = function(_, name)
  local value = glocal[name]
  if value == nil then value = _G[name] end
  return value
end })
local say = print
print = function() end
for _, case in ipairs(CASES) do
  for i = 2, #case do
    local chunk = load(case[i], "=example", "t", env)
    local found = chunk and table.pack(pcall(chunk)) or {}
    for k = 1, 3 do
      local needed = type(found[k]) == "string" and found[k]:match "'[^']+' needs [%w.]+, which this session was opened without"
      if needed then say(("%s: %s"):format(case[1], needed)) end
    end
  end
end
]]

-- The examples by what they are declared to need, "store.read,file.read".
local function by_needs()
  local cases = {}
  for _, entry in ipairs(entries.all()) do
    if not entry.internal and entry.example then
      local needs = table.concat(entry.needs, ",")
      if needs:find "store.write" and not needs:find "store.read" then needs = "store.read," .. needs end -- to have one at all
      local case = { entry.name }
      for _, step in ipairs(example.steps_of(entry.example)) do
        case[#case + 1] = (step.expected and "return " or "") .. step.code
      end
      cases[needs] = cases[needs] or {}
      table.insert(cases[needs], case)
    end
  end
  return cases
end

local function text_of(cases)
  local parts = {}
  for i, case in ipairs(cases) do
    local texts = {}
    for k, text in ipairs(case) do texts[k] = ("%q"):format(text) end
    parts[i] = "{" .. table.concat(texts, ", ") .. "}"
  end
  return "{" .. table.concat(parts, ",\n") .. "}"
end

-- An example may begin with a call of another function, which needs more; what it does not call itself, the function does.
local function calls_itself(name, called)
  return entries.find(name).example:find(called:match "[%w_]+$", 1, true) ~= nil
end

describe("the capabilities that a function declares", function()
  local store = support.path ".db"
  setup(function()
    local made = assert(glocal.init(store, { reference = "benelux" }))
    made:close()
  end)

  for needs, cases in pairs(by_needs()) do
    it(("are enough for its example: %s"):format(needs ~= "" and needs or "none"), function()
      local script = support.file("local CASES = " .. text_of(cases) .. "\n" .. SCRIPT, ".lua")
      local with_store = needs:find "store" and ("--store '%s'"):format(store) or ""
      local pipe = assert(io.popen(("'%s' run --allow %s %s '%s' 2>&1"):format(GLOCAL, needs ~= "" and needs or "none",
        with_store, script)))
      local text = pipe:read "a"
      assert(pipe:close(), text)
      for line in text:gmatch "[^\n]+" do
        local name, called = line:match "^(%S+): '([^']+)' needs"
        assert(not name or calls_itself(name, called), line)
      end
    end)
  end
end)
