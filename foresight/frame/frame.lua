--- frame.lua: what frames can do beyond the core: select rows, add columns, iterate, count.
--
-- Example:  r:where "count > 10 and zone ~= 'BE'"   r:mutate{rate = "count / population * 1e5"}

local call = require "foresight.shared.call"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local methods = core.frame_methods

-- For what another program calls it, loaded when it is first missed.
setmetatable(core.frame_advice, { __index = function(_, name)
  local here = require "foresight.shared.other_names"[name]
  return here and here.call
end })

local function unknown_name(frame, name)
  return ("no column is called '%s'%s"):format(name, hint.of(name, frame:columns(), "the frame has"))
end

-- A method that is called with a dot gets what it should work on in the place of the frame.
local function check_frame(frame, name)
  if type(frame) ~= "userdata" then
    error(("bad call of '%s': methods go behind a colon, as in r:%s(...)"):format(name, name), 3)
  end
end

-- One proxy per pass over a frame: a name is the cell of the row at hand, else what the script itself knows.
local function row_environment(frame, at)
  return setmetatable({}, {
    __index = function(_, name)
      if frame:has(name) then
        local cell = frame:get(at.row, name)
        return at.in_reals and math.type(cell) == "integer" and cell + 0.0 or cell
      end
      local value = _G[name]
      if value == nil then error(unknown_name(frame, name), 0) end
      return value
    end,
    __newindex = function(_, name)
      error("an expression can't set '" .. tostring(name) .. "'", 2)
    end,
  })
end

-- Whether an expression may wrap past 2^63 without a word: it calculates, and has no call, which may not be done twice.
local function may_wrap(text)
  if not text:find "[-+*]" then return false end
  for word in text:gmatch "([%a_][%w_]*)%s*[%({\"']" do
    if word ~= "and" and word ~= "or" and word ~= "not" then return false end
  end
  return not text:find ":"
end

-- The whole number an expression gave, where the same in reals is near it.
local function check_range(value, at, chunk, what)
  at.in_reals = true
  local well, real = pcall(chunk)
  at.in_reals = false
  if well and type(real) == "number" and math.abs(real - value) >= 2 ^ 53 then
    error(("%s: row %d: the result does not fit in 64 bits; a number written 2.0 calculates in reals"):format(what, at.row), 0)
  end
  return value
end

-- A function of the row number from what the analyst gave: an expression as text, or a function of the row.
local function evaluator(frame, given, what)
  local at = {}
  if type(given) == "function" then
    local row = setmetatable({}, { __index = function(_, name) return frame:get(at.row, name) end })
    return function(i)
      at.row = i
      return given(row, i)
    end
  end
  local chunk, message = load("return " .. given, "=" .. what, "t", row_environment(frame, at))
  if not chunk then error(("%s: not an expression: %s"):format(what, message:gsub("^.-:%d+: ", "")), 3) end
  local wraps = may_wrap(given)
  return function(i)
    at.row = i
    local well, value = pcall(chunk)
    if well then return wraps and math.type(value) == "integer" and check_range(value, at, chunk, what) or value end
    local about = tostring(value):gsub("^" .. what .. ":%d+: ", "")
    if about:find "with nil" or about:find "nil with" or about:find "nil value" or about:find "two nil values" then
      about = ("row %d: a cell is null there (%s); write %s"):format(i, about, what == "where" and "`count and count > 3`"
        or "`count and count * 2`, which keeps it null")
    end
    error(("%s: %s"):format(what, about), 0)
  end
end

-- {zone = "BE", month = {"2024-01", "2024-02"}}: every column equals its value, or one of its values.
local function matcher(frame, wanted)
  local sets = {}
  for name, value in pairs(wanted) do
    frame:type(name) -- raises for an unknown column, naming the nearest
    local set = {}
    for _, item in ipairs(call.list(value)) do set[item] = true end
    sets[name] = set
  end
  return function(i)
    for name, set in pairs(sets) do
      local cell = frame:get(i, name)
      if cell == nil or not set[cell] then return false end
    end
    return true
  end
end

--- Keeps the rows for which a condition holds. Dates compare as text: month >= "2024-01".
--- @function frame:where
--- @param condition table|string|function <expression> column = value or list of values; an expression over the columns; or a function
---   of the row
--- @return frame the rows for which it holds
--- @raises an unknown column, naming the nearest
--- @since 0.1
--- @example f = frame{{zone="BE", count=3}, {zone="NL", count=5}}
--- @example #f:where{zone="BE"} --> 1
--- @example f:where("count > 3").zone[1] --> NL
--- @example #f:where(function(row) return row.count < 9 end) --> 2
function methods.where(frame, condition)
  check_frame(frame, "where")
  local holds
  if type(condition) == "table" then
    holds = matcher(frame, condition)
  elseif type(condition) == "string" or type(condition) == "function" then
    holds = evaluator(frame, condition, "where")
  else
    error("bad argument #1 to 'where': expected a table, an expression or a function, as in where{zone=\"BE\"} or " ..
      "where \"count > 3\", got " .. type(condition), 2)
  end
  local rows = {}
  for i = 1, #frame do
    if holds(i) then rows[#rows + 1] = i end
  end
  return frame:take(rows)
end

--- Adds columns, or replaces old ones, in order of name. nil is null.
--- @function frame:mutate
--- @param columns table <expression> per column an expression over the columns, a function of the row, a list with a value per row, or
---   one value for all
--- @return frame with the columns
--- @raises an unknown column, naming the nearest
--- @since 0.1
--- @example frame{{a=2}}:mutate{b = "a * 10"}.b[1] --> 20
--- @example frame{{a=2}}:mutate{b = function(row) return row.a + 1 end}.b[1] --> 3
function methods.mutate(frame, columns)
  check_frame(frame, "mutate")
  if type(columns) ~= "table" then
    error("bad argument #1 to 'mutate': expected a table of columns, got " .. type(columns), 2)
  end
  local names = {}
  for name in pairs(columns) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local given, values = columns[name], {}
    if type(given) == "table" then
      values = given
    elseif type(given) == "number" then
      for i = 1, #frame do values[i] = given end
    else
      local value = evaluator(frame, given, "mutate")
      for i = 1, #frame do values[i] = value(i) end
    end
    frame = frame:with(name, values)
  end
  return frame
end

--- Iterates over the rows.
--- @function frame:rows
--- @return function for use in a for loop: gives the number and the row as a table
--- @since 0.1
--- @example n = 0
--- @example for _, row in frame{{a=1}, {a=2}}:rows() do n = n + row.a end
--- @example n --> 3
function methods.rows(frame)
  local i, count = 0, #frame
  return function()
    i = i + 1
    if i <= count then return i, frame[i] end
  end
end

-- A sum in 64 bits is right but for a multiple of 2^64, counted in `wraps`: on the way there it may go beyond and back.
local function sum_of_integers(frame, name)
  local total, wraps, any = 0, 0, #frame == 0
  for i = 1, #frame do
    local cell = frame:get(i, name)
    if cell then
      local sum = total + cell
      if (total ~ sum) & (cell ~ sum) < 0 then wraps = wraps + (cell > 0 and 1 or -1) end
      total, any = sum, true
    end
  end
  if wraps ~= 0 then error(("the sum of '%s' does not fit in 64 bits"):format(name), 0) end
  return any and total or nil
end

local function sum_of_reals(frame, name)
  local total, any = 0.0, #frame == 0
  for i = 1, #frame do
    local cell = frame:get(i, name)
    if cell then total, any = total + cell, true end
  end
  return any and total or nil
end

--- The sum of a number column; nulls are passed over. Whole numbers add up exactly.
--- @function frame:sum
--- @param name string <column> the column
--- @return number? the sum; nil where there are only nulls, 0 where there are no rows
--- @raises the sum of whole numbers does not fit in 64 bits
--- @since 0.1
--- @example frame{{a=1}, {a=2}}:sum "a" --> 3
function methods.sum(frame, name)
  check_frame(frame, "sum")
  local kind = frame:type(name)
  if kind == "integer" then return sum_of_integers(frame, name) end
  if kind == "real" then return sum_of_reals(frame, name) end
  error(("bad argument #1 to 'sum': column '%s' is %s, not a number"):format(name, kind), 2)
end

--- What an analyst should know beside the rows, such as what a rollup left out.
--- @function frame:note
--- @param options? table
--- @option all? boolean = true the whole note; false: as it stands below the frame, three lines at most
--- @return string? the note; nil when there is nothing to say
--- @since 0.1
--- @example frame{{a=1}}:note() --> nil
--- @example rollup{zone="EU", phenomenon="trafficking", every="year"}:note{all=false}:find("the whole note", 1, true) ~= nil --> true
function methods.note(frame, options)
  local text = frame:attached "note_text"
  text = type(text) == "function" and text(frame) or type(text) == "string" and text or nil -- a function: found when it is read
  if text and options and options.all == false then return require "foresight.shared.terminal".short_note(text) end
  return text
end

-- What is said of the rows of two frames, each sentence once, and which periods of either are published in part.
local function kept_of_both(frame, other)
  local published = {}
  for _, each in ipairs { frame, other } do
    table.move(each:attached "published" or {}, 1, #(each:attached "published" or {}), #published + 1, published)
  end
  local function note_text()
    local said, seen = {}, {}
    for _, each in ipairs { frame, other } do
      for sentence in ((each:note() or "") .. "; "):gmatch "(.-); " do
        if sentence ~= "" and not seen[sentence] then said[#said + 1] = sentence end
        seen[sentence] = true
      end
    end
    return #said > 0 and table.concat(said, "; ") or nil
  end
  return { published = published, note_text = note_text, map_day = frame:attached "map_day" or other:attached "map_day" }
end

local append = methods.append
methods.append = function(frame, other, ...)
  local made = append(frame, other, ...)
  if not (frame:attached "kept" or other:attached "kept") then return made end
  local kept = kept_of_both(frame, other)
  return made:attach { published = kept.published, note_text = kept.note_text, map_day = kept.map_day, kept = kept }
end
