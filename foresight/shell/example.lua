--- example.lua: the examples of a declared name: read as steps, and run before the analyst's eyes.
--
-- Example:  example "rollup"
--           steps_of("x = 1\nx + 1 --> 2")   --> {{code="x = 1", line=1}, {code="x + 1", line=2, expected="2"}}
--
-- "EXPRESSION --> TEXT" says what tostring makes of the expression; a line of only "--> TEXT" goes on with the text.

local core = require "glocal.core"
local entries = require "foresight.shell.entries"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

local example = {}

--- The example as steps: {code, line, expected}; a step without `expected` only runs.
function example.steps_of(text)
  local steps, pending, first, at = {}, {}, 1, 0
  local function take(expected)
    if #pending > 0 then
      steps[#steps + 1] = { code = table.concat(pending, "\n"), line = first, expected = expected }
    end
    pending = {}
  end
  for line in (text .. "\n"):gmatch "(.-)\n" do
    at = at + 1
    local code, expected = line:match "^(.-)%s*%-%->%s?(.*)$"
    if expected and code == "" and #pending == 0 and #steps > 0 then
      steps[#steps].expected = steps[#steps].expected .. "\n" .. expected
    else
      if load(table.concat(pending, "\n")) then take() end
      if #pending == 0 then first = at end
      pending[#pending + 1] = code or line
      if expected then take(expected) end
    end
  end
  take()
  return steps
end

-- What an example sets stays its own.
local function environment()
  return setmetatable({}, {
    __index = function(_, name)
      local value = glocal[name]
      if value == nil then value = core[name] end
      if value == nil then value = _G[name] end
      return value
    end,
  })
end

local function writes(entry)
  return table.concat(entry.needs, " "):find "write" or entry.name == "store:close" or entry.name == "open"
end

local function run_step(step, env)
  local chunk = load("return " .. step.code, "=example", "t", env)
  local fault
  if not chunk then chunk, fault = load(step.code, "=example", "t", env) end
  if not chunk then error(fault, 0) end
  local results = table.pack(chunk())
  core.take_failure()
  for i = 1, results.n do
    if results[i] ~= nil or step.expected then terminal.write(show.value(results[i])) end
  end
end

local function tell_step(code)
  print("> " .. code:gsub("\n", "\n.. "))
end

--- Runs the examples of a name, and shows each line with what it gives. What they set is theirs alone; examples that
--- write are shown and not run. They are written for a store with the reference set "benelux".
--- @function example
--- @param name any <name> a declared name, or the function itself
--- @needs store.read
--- @since 0.1
--- @example example "frame:head"
function example.example(name)
  if type(name) ~= "string" then name = entries.name_of(name) or "example" end
  local entry = entries.find(name)
  if not entry or not entry.example then
    local names = {}
    for _, each in ipairs(entries.all()) do names[#names + 1] = each.name end
    local near = hint.of(name, names)
    error(("there is no example of '%s'%s"):format(name, near ~= "" and near or "; help() lists what there is by task"), 0)
  end
  local env = environment()
  for _, step in ipairs(example.steps_of(entry.example)) do
    tell_step(step.code)
    if not writes(entry) then run_step(step, env) end
  end
  if writes(entry) then print(("(not run: %s changes a store or a file; type it yourself)"):format(entry.name)) end
end

return setmetatable(example, { __call = function(_, ...) return example.example(...) end })
