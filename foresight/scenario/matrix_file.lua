--- matrix_file.lua: cross-impact matrices in files: the .scw of ScenarioWizard, and CSV. What is wrong is said with file,
--- line and column.
--
-- Example:  m = matrix_file.read "transport.scw"   m.descriptors[1].states[2]
--
-- A matrix: title, descriptors (a list of {name, states}), judgements (a list of rows, by source state, of numbers by target
-- state). CSV has the states in the first line and the first column, as DESCRIPTOR:STATE, or as A1, A2, B1 ... where the letters
-- are the descriptor. In .scw a line "&NAME" opens a descriptor, "-NAME" a state; the sections end at "#"; the judgements
-- are in the last of them that holds numbers between commas. What ScenarioWizard keeps besides (colours, comments) is not
-- read.

local hint = require "foresight.shared.hint"

local matrix_file = {}

local function fault(path, line, column, message, ...)
  local place = column and ("%s:%d:%d"):format(path, line, column) or line and ("%s:%d"):format(path, line) or path
  error(place .. ": " .. message:format(...), 0)
end

local function lines_of(text)
  local lines = {}
  for line in (text:gsub("^\239\187\191", "") .. "\n"):gmatch "([^\n]*)\n" do lines[#lines + 1] = (line:gsub("\r$", "")) end
  return lines
end

-- --- names --------------------------------------------------------------------------------------------------------

local function trim(text) return (text:gsub("^%s+", ""):gsub("%s+$", "")) end

-- The descriptor and the state that a name of the form "Economy:growth" or "E2" says; nil where it says none.
local function parts_of(name)
  local descriptor, state = name:match "^(.-)%s*:%s*(.+)$"
  if descriptor and descriptor ~= "" then return descriptor, state end
  local letters = name:match "^(%a[%a_]*)%d+$"
  if letters then return letters, name end
end

local function check(path, m, where)
  if #m.descriptors < 2 then fault(path, nil, nil, "a cross-impact matrix needs two descriptors or more, and has %d",
    #m.descriptors) end
  for _, each in ipairs(m.descriptors) do
    if #each.states < 2 then
      fault(path, where and where[each.name], nil, "descriptor '%s' has %s: it needs two or more to choose from", each.name,
        #each.states == 1 and "one state, '" .. each.states[1] .. "'" or "no states")
    end
  end
  return m
end

-- --- CSV ----------------------------------------------------------------------------------------------------------

local function separator_of(line)
  local best, most = ",", 0
  for _, each in ipairs { ",", ";", "\t" } do
    local count = select(2, line:gsub(each, ""))
    if count > most then best, most = each, count end
  end
  return best
end

-- A spreadsheet takes a cell that begins with = + - @ for a formula, so a name that does, and one that looks guarded already,
-- has an apostrophe before it in our files (core/io/csv_guard.h).
local function guarded(name) return name:find "^'*[=+@\t-]" and "'" .. name or name end
local function unguarded(text) return text:find "^'+[=+@\t-]" and text:sub(2) or text end

-- A field between quotation marks, in which two stand for one, and the place behind it; nil where none begins there.
local function quoted_at(line, at)
  local from = line:match('^%s*"()', at)
  local stop = from
  while stop do
    local mark = line:find('"', stop, true)
    if not mark then return nil end
    if line:sub(mark + 1, mark + 1) ~= '"' then
      return line:sub(from, mark - 1):gsub('""', '"'), (line:match("^%s*()", mark + 1))
    end
    stop = mark + 2
  end
end

local function fields_of(line, separator)
  local fields, at = {}, 1
  while true do
    local quoted, next_at = quoted_at(line, at)
    if quoted then
      fields[#fields + 1], at = unguarded(quoted), next_at
    else
      local stop = line:find(separator, at, true) or #line + 1
      fields[#fields + 1], at = unguarded(trim(line:sub(at, stop - 1))), stop
    end
    if at > #line then return fields end
    at = at + 1
    if at > #line then
      fields[#fields + 1] = ""
      return fields
    end
  end
end

-- The descriptors that a list of states makes; each must stand in one piece.
local function descriptors_of(path, line, names, first)
  local descriptors, by_name, seen = {}, {}, {}
  for i, name in ipairs(names) do
    local descriptor, state = parts_of(name)
    local column = first and i + first or nil
    if not descriptor then
      fault(path, line, column, "'%s' does not say whose state it is: write DESCRIPTOR:STATE, or A1, A2, B1 ...", name)
    end
    if seen[name] then fault(path, line, column, "the state '%s' comes twice", name) end
    seen[name] = true
    if not by_name[descriptor] then
      by_name[descriptor] = { name = descriptor, states = {} }
      descriptors[#descriptors + 1] = by_name[descriptor]
    elseif descriptors[#descriptors] ~= by_name[descriptor] then
      fault(path, line, column, "the states of '%s' do not stand together: '%s' comes after those of '%s'", descriptor, name,
        descriptors[#descriptors].name)
    end
    table.insert(by_name[descriptor].states, state)
  end
  return descriptors
end

local function number_of(path, line, column, text, source, target)
  local value = tonumber(text) or tonumber((text:gsub("\u{2212}", "-"):gsub(",", ".")))
  if not value then
    fault(path, line, column, text == "" and "the judgement of '%s' on '%s' is missing: write 0 where there is none" or
      "the judgement of '%s' on '%s' is no number: '%s'", source, target, text)
  end
  return value
end

local function read_csv(path, text)
  local lines, head = lines_of(text), 1
  while lines[head + 1] and (lines[head]:find "^#" or not lines[head]:find "%S") do head = head + 1 end
  local separator = separator_of(lines[head])
  local names = fields_of(lines[head], separator)
  table.remove(names, 1)
  if #names < 2 then fault(path, head, nil, "the first line must name the states: it has %d columns", #names + 1) end
  local descriptors, place = descriptors_of(path, head, names, 1), {}
  for i, name in ipairs(names) do place[name] = i end
  local judgements = {}
  for number = head + 1, #lines do
    if lines[number]:find "%S" then
      local fields = fields_of(lines[number], separator)
      local source = fields[1]
      if not place[source] then
        fault(path, number, 1, "there is no state '%s' in the first line%s", source, hint.of(source, names))
      end
      if judgements[place[source]] then fault(path, number, 1, "the state '%s' has two rows", source) end
      if #fields > #names + 1 then fault(path, number, #names + 2, "the row has %d columns, and the first line %d", #fields,
        #names + 1) end
      local row = {}
      for i, target in ipairs(names) do row[i] = number_of(path, number, i + 1, fields[i + 1] or "", source, target) end
      judgements[place[source]] = row
    end
  end
  for i, name in ipairs(names) do
    if not judgements[i] then fault(path, nil, nil, "there is no row for the state '%s'", name) end
  end
  return check(path, { descriptors = descriptors, judgements = judgements, marking = text:match "^#%s*(TLP:[^\r\n]*)" })
end

-- --- ScenarioWizard -----------------------------------------------------------------------------------------------

local function read_states(path, lines)
  local descriptors, where, at = {}, {}, 3
  while lines[at] and not lines[at]:find "^#" do
    local descriptor, state = lines[at]:match "^%s*&%s*(.-)%s*$", lines[at]:match "^%s*%-%s*(.-)%s*$"
    if descriptor then
      if where[descriptor] then fault(path, at, nil, "the descriptor '%s' comes twice", descriptor) end
      descriptors[#descriptors + 1], where[descriptor] = { name = descriptor, states = {} }, at
    elseif state and #descriptors > 0 then
      table.insert(descriptors[#descriptors].states, state)
    elseif lines[at]:find "%S" then
      fault(path, at, nil, "expected &DESCRIPTOR or -STATE, got '%s'", lines[at])
    end
    at = at + 1
  end
  if not lines[at] then fault(path, #lines, nil, "the list of descriptors does not end: '#' is missing") end
  return descriptors, where, at
end

local function is_judgements(line)
  return line:find "," ~= nil and line:find "^[%d%s,.+-]+$" ~= nil
end

local function read_rows(path, lines, at, names)
  local judgements = {}
  for number = at, #lines do
    local line = lines[number]
    local is_next = #judgements > 0 and #judgements < #names and not line:find "^#" and line:find "%S"
    if is_judgements(line) or is_next and line:find "," then
      if #judgements == #names then fault(path, number, nil, "there are more rows of judgements than states, %d", #names) end
      local source, row = names[#judgements + 1], {}
      for text in line:gmatch "([^,]+)" do
        if text:find "%S" then
          local target = names[#row + 1]
          if not target then fault(path, number, #row + 1, "the row of '%s' has more than %d judgements", source, #names) end
          row[#row + 1] = number_of(path, number, #row + 1, trim(text), source, target)
        end
      end
      if #row < #names then
        fault(path, number, #row + 1, "the row of '%s' has %d judgements, and there are %d states", source, #row, #names)
      end
      judgements[#judgements + 1] = row
    end
  end
  if #judgements < #names then
    fault(path, #lines, nil, "there is no row of judgements for the state '%s'", names[#judgements + 1])
  end
  return judgements
end

local function read_scw(path, text)
  local lines = lines_of(text)
  local descriptors, where, at = read_states(path, lines)
  local m = check(path, { title = trim(lines[2] or ""), descriptors = descriptors }, where)
  m.judgements = read_rows(path, lines, at, matrix_file.names(m))
  return m
end

-- --- all of it ----------------------------------------------------------------------------------------------------

--- The states as "DESCRIPTOR:STATE", in order.
function matrix_file.names(m)
  local names = {}
  for _, descriptor in ipairs(m.descriptors) do
    for _, state in ipairs(descriptor.states) do names[#names + 1] = descriptor.name .. ":" .. state end
  end
  return names
end

--- The matrix of a file; nil, message, code where it can't be opened. Raises for what it can't be.
function matrix_file.read(path)
  local file, message, number = io.open(path, "rb")
  if not file then return nil, message, number == 2 and "not_found" or "io" end
  local text = file:read "a"
  file:close()
  if not text then return nil, ("%s: it can't be read"):format(path), "io" end
  if not text:find "%S" then fault(path, nil, nil, "the file is empty") end
  return (text:find "^%$ ScenarioWizard" and read_scw or read_csv)(path, text)
end

--- The matrix of a frame with the states in its first column and as the names of the others.
function matrix_file.of_frame(f)
  local columns = f:columns()
  local states = table.move(columns, 2, #columns, 1, {})
  local lines = { table.concat(columns, "\t") }
  for i = 1, #f do
    local cells = {}
    for k, name in ipairs(columns) do
      local value = f:get(i, name)
      cells[k] = value == nil and "" or tostring(value)
    end
    lines[i + 1] = table.concat(cells, "\t")
  end
  if #states < 2 then fault("the frame", nil, nil, "it must have a column of states and a column for each state") end
  return read_csv("the frame", table.concat(lines, "\n"))
end

local function cell_text(value)
  return math.tointeger(value) and ("%d"):format(value) or ("%.14g"):format(value)
end

--- The matrix as CSV, which read() takes back, with its marking in the first line.
function matrix_file.csv(m, marking)
  local names = {}
  for i, name in ipairs(matrix_file.names(m)) do
    name = guarded(name)
    names[i] = name:find '[,;"\t]' and '"' .. name:gsub('"', '""') .. '"' or name
  end
  local lines = { "from," .. table.concat(names, ",") }
  for i, row in ipairs(m.judgements) do
    local cells = { names[i] }
    for k, value in ipairs(row) do cells[k + 1] = cell_text(value) end
    lines[i + 1] = table.concat(cells, ",")
  end
  if marking ~= "TLP:CLEAR" then table.insert(lines, 1, "# " .. marking) end
  return table.concat(lines, "\n") .. "\n"
end

return matrix_file
