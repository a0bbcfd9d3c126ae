--- evidence.lua: what the numbers of a plan come from. Each piece of evidence is a list of steps: a name, the Lua that
--- computes its value from the store (a call that an analyst can type), the value, and how the page shows it. `anew` runs them
--- again.
--
-- Example:  e = evidence.new(it, "Western Balkan route")   e:let("now", 'rollup{...}', 21520)   e:show("now", "number")   -->
-- 21.520

local glocal = require "glocal"
local likelihood = require "foresight.language.likelihood"

local evidence = {}

local DIGITS = 3 -- of an estimate: more would say more than it knows

-- How the page shows a value.
evidence.formats = {
  number = function(write, value) return write.number(value) end,
  figure = function(write, value) return write.figure(value) end,
  estimate = function(write, value)
    if value < 1000 then return write.estimate(value) end
    local step = 10 ^ (#("%.0f"):format(value) - DIGITS)
    return write.number(math.floor(value / step + 0.5) * step)
  end,
  percent = function(write, value) return write.percent(value, 0) end,
  signed_percent = function(write, value) return write.signed_percent(value) end,
  probability = function(write, value)
    if value < 0.01 then return "<" .. write.percent(0.01, 0) end
    if value > 0.99 then return ">" .. write.percent(0.99, 0) end
    return write.percent(value, 0)
  end,
}

--- A value of Lua as one would type it, names in order.
function evidence.literal(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts, names = {}, {}
  for i, item in ipairs(value) do parts[i] = evidence.literal(item) end
  for name in pairs(value) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = name .. "=" .. evidence.literal(value[name]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- The Lua that adds up a column of a frame: `call` makes the frame, `where` are conditions of SQL.
function evidence.sum(call, column, where)
  return ("sql([[select sum(%s) as n from $r%s]], {r=%s}).n[1]"):format(column, where and " where " .. where or "", call)
end

--- The Lua of one value of the first row that matches.
function evidence.value(call, column, where)
  return ("sql([[select %s as n from $r%s]], {r=%s}).n[1]"):format(column, where and " where " .. where or "", call)
end

local methods = {}
methods.__index = methods

--- A step: what it is called in those after it, the Lua, the value that the page has.
function methods:let(name, lua, value)
  self.steps[#self.steps + 1] = { name = name, lua = lua, value = value }
  self.values[name] = value
end

--- The text of a value on the page; the test holds it against the value computed anew.
function methods:show(name, format)
  local text = evidence.formats[format](self.it.write, self.values[name])
  self.shown[#self.shown + 1] = { name = name, format = format, text = text }
  return text
end

--- A probability in words and as a percentage, never one without the other.
function methods:likely(name)
  return self.it.said.digest.likelihood[likelihood.key_of_percent(self.values[name])], self:show(name, "probability")
end

--- More about it: a line of words.
function methods:about(line) self.lines[#self.lines + 1] = line end

--- A new piece of evidence of the plan, with the next number.
function evidence.new(it, title)
  local one = setmetatable({ it = it, title = title, number = #it.evidence + 1, steps = {}, values = {}, shown = {}, lines = {} },
    methods)
  it.evidence[one.number] = one
  return one
end

--- The steps as Lua, a line each.
function evidence.code(one)
  local lines = {}
  for i, step in ipairs(one.steps) do lines[i] = ("%s = %s"):format(step.name, step.lua) end
  return table.concat(lines, "\n")
end

--- The values of the steps, computed anew from the store that is open; raises where one can't be. `steps`: {name, lua}.
function evidence.anew(steps)
  local values = {}
  local scope = setmetatable(values, { __index = function(_, name)
    if name == "math" or name == "select" then return _G[name] end
    return glocal[name]
  end })
  for _, step in ipairs(steps) do
    values[step.name] = assert(load("return " .. step.lua, "=" .. step.name, "t", scope))()
  end
  return setmetatable(values, nil)
end

return evidence
