--- histories.lua: the capture histories of a frame: which lists cases are on, and how many have each history.
--
-- Example:  histories.read(f, {count="n"}).lists   --> {"police", "shelter"}; .cases has histories as sets of bits, and counts

local hint = require "foresight.shared.hint"
local yes_no = require "foresight.shared.yes_no"

local histories = {}

histories.MOST_LISTS = 10

local COUNTS = { "count", "frequency", "n", "cases" }

local function fail(argument, text, ...)
  error(("bad argument '%s' to 'mse': %s"):format(argument, text:format(...)), 0)
end

local function need(f, name, argument)
  if not f:has(name) then fail(argument, "the frame has no column '%s'%s", name, hint.of(name, f:columns(), "it has")) end
  return name
end

local function count_column(f, options)
  if options.count then return need(f, options.count, "count") end
  for _, name in ipairs(COUNTS) do
    if f:has(name) then return name end
  end
  for _, name in ipairs(COUNTS) do
    for _, column in ipairs(f:columns()) do
      if column:lower() == name then return column end
    end
  end
  fail("count", "name the column with the number of cases: it has %s (where a row is a case, group them in SQL "
    .. "and count(*))", table.concat(f:columns(), ", "))
end

-- The other end of a range of cases, as read() gives "<5": n_high of n, and n of n_high; nil: there is none.
local function other_end(f, count)
  local name = count:match "^(.+)_high$" or count .. "_high"
  return f:has(name) and name or nil
end

-- A range is no number: its lower end would be taken for what was counted. Who names the column of the upper ends means those.
local function check_ranges(f, count, other)
  if not other or other ~= count .. "_high" then return end
  local low, high = f[count], f[other]
  for row = 1, #f do
    if low[row] and high[row] and low[row] ~= high[row] then
      fail("count", "row %d: column '%s' is a range, %s to %s, and no number: give a column with the number to take, or compare "
        .. "count=%q, which takes the upper ends", row, count, tostring(low[row]), tostring(high[row]), other)
    end
  end
end

local function check_names(names, count)
  local is_known = {}
  for _, name in ipairs(names) do
    if name == count then fail("lists", "'%s' is the number of cases", name) end
    if is_known[name] then fail("lists", "'%s' is named twice", name) end
    is_known[name] = true
  end
  return names
end

-- The columns of lists, and those that are neither a list nor the count.
local function list_columns(f, options, count, other)
  local names, others, is_list = {}, {}, {}
  for _, name in ipairs(options.lists or {}) do names[#names + 1] = need(f, name, "lists") end
  check_names(names, count)
  for _, name in ipairs(names) do is_list[name] = true end
  for _, name in ipairs(f:columns()) do
    if name ~= count and name ~= other and not is_list[name] then
      local kind = options.lists and others or names
      kind[#kind + 1] = name
    end
  end
  return names, others
end

local function is_on(f, row, name, value)
  local said = yes_no.read(value)
  if said ~= nil then return said end
  if value == nil then
    fail("lists", "row %d: column '%s' must be 1 (on the list) or 0, and is empty: a missing value is not 0", row, name)
  end
  fail("lists", "row %d: column '%s' must be 1 (on the list) or 0, and is %s%s", row, name, tostring(value),
    f:type(name) == "text" and " (lists= names the columns of lists, history= one with the names of lists)" or "")
end

local function cases_of(row, name, value)
  if math.type(value) == "float" and value == math.floor(value) then value = math.tointeger(value) end
  if math.type(value) ~= "integer" or value < 0 or value > 1e9 then
    fail("count", "row %d: column '%s' must be a whole number from 0 to 1e9, and is %s", row, name, value == nil and "empty"
      or tostring(value))
  end
  return value
end

-- --- a column with the names of lists ------------------------------------------------------------------------------

local function names_in(text, separator)
  local names, from = {}, 1
  while from <= #text + 1 do
    local first, last = text:find(separator, from, true)
    local name = text:sub(from, (first or #text + 1) - 1):match "^%s*(.-)%s*$"
    if name ~= "" then names[#names + 1] = name end
    from = (last or #text + 1) + 1
  end
  return names
end

-- The lists that the texts name, in order, and the sets of each row.
local function named_lists(f, column, separator)
  local names, at, rows, texts = {}, {}, {}, f[column]
  for row = 1, #f do
    if type(texts[row]) ~= "string" then
      fail("history", "row %d: column '%s' must name lists, as in police%sshelter, and is %s", row, column, separator,
        texts[row] == nil and "empty" or tostring(texts[row]))
    end
    rows[row] = names_in(texts[row], separator)
    for _, name in ipairs(rows[row]) do
      if not at[name] then
        names[#names + 1] = name
        at[name] = true
      end
    end
  end
  table.sort(names)
  if #names > 60 then fail("history", "column '%s' names %d lists: expected at most %d", column, #names, histories.MOST_LISTS) end
  for i, name in ipairs(names) do at[name] = i end
  for row, list in ipairs(rows) do
    local set = 0
    for _, name in ipairs(list) do set = set | 1 << (at[name] - 1) end
    rows[row] = set
  end
  return names, rows
end

local function columned_lists(f, names)
  local rows = {}
  if #names > 60 then fail("lists", "expected at most %d lists, got %d", histories.MOST_LISTS, #names) end
  for row = 1, #f do rows[row] = 0 end
  for i, name in ipairs(names) do
    local values = f[name]
    for row = 1, #f do
      if is_on(f, row, name, values[row]) then rows[row] = rows[row] | 1 << (i - 1) end
    end
  end
  return rows
end

-- The names of lists, the set of lists of each row, and the columns that are neither.
local function read_rows(f, options, count, other)
  if not options.history then
    local names, others = list_columns(f, options, count, other)
    if #names < 2 then
      fail("lists", "expected at least two lists, got %d column%s%s", #names, #names == 1 and "" or "s",
        #names == 1 and f:type(names[1]) == "text" and (" (history=%q for one with the names of lists)"):format(names[1]) or "")
    end
    return names, columned_lists(f, names), others
  end
  if options.separator == "" then fail("separator", "expected a sign that stands between lists, such as '-'") end
  if options.lists then fail("history", "the lists are named by the column '%s': leave lists= out", options.history) end
  need(f, options.history, "history")
  local others = {}
  for _, name in ipairs(f:columns()) do
    if name ~= count and name ~= other and name ~= options.history then others[#others + 1] = name end
  end
  local names, rows = named_lists(f, options.history, options.separator or "-")
  if #names < 2 then
    fail("history", "column '%s' names %d list%s: expected at least two, between '%s' (separator= for another sign)",
      options.history, #names, #names == 1 and "" or "s", options.separator or "-")
  end
  return names, rows, others
end

-- --- the table ----------------------------------------------------------------------------------------------------

-- Cases by set of lists, and how many sets stand in more than one row.
local function add_up(rows, f, count)
  local by, times, cases, repeated = {}, {}, f[count], 0
  for row = 1, #f do
    local set = rows[row]
    local n = set == 0 and cases[row] == nil and 0 or cases_of(row, count, cases[row]) -- nobody has counted those on no list
    if set == 0 and n > 0 then
      fail("lists", "row %d: %d cases are on no list: those are the ones to be estimated", row, n)
    end
    if set > 0 then
      by[set], times[set] = (by[set] or 0) + n, (times[set] or 0) + 1
      if times[set] == 2 then repeated = repeated + 1 end
    end
  end
  return by, repeated
end

-- Without the lists that nobody is on: the places of the others, and the names of these.
local function kept_lists(by, names)
  local kept, dropped = {}, {}
  for i, name in ipairs(names) do
    local total = 0
    for set, n in pairs(by) do total = total + (set >> (i - 1) & 1) * n end
    if total > 0 then kept[#kept + 1] = i else dropped[#dropped + 1] = name end
  end
  return kept, dropped
end

local function compact(by, kept)
  local merged, sets, counts, seen = {}, {}, {}, 0
  for set, n in pairs(by) do
    local key = 0
    for k, i in ipairs(kept) do key = key | (set >> (i - 1) & 1) << (k - 1) end
    if n > 0 then merged[key] = (merged[key] or 0) + n end
  end
  for key in pairs(merged) do sets[#sets + 1] = key end
  table.sort(sets)
  for k, key in ipairs(sets) do
    counts[k] = merged[key]
    seen = seen + merged[key]
  end
  return { lists = #kept, histories = sets, counts = counts }, seen
end

-- How many cases are on all lists of a set.
local function on_all(cases, set)
  local n = 0
  for k, history in ipairs(cases.histories) do
    if history & set == set then n = n + cases.counts[k] end
  end
  return n
end

--- The pairs of lists in the order of the core's numbers: name, other (the same the other way round), together (cases on both).
function histories.pairs_of(it)
  local list = {}
  for i = 1, #it.lists do
    for j = i + 1, #it.lists do
      list[#list + 1] = { name = it.lists[i] .. ":" .. it.lists[j], other = it.lists[j] .. ":" .. it.lists[i],
        together = on_all(it.cases, 1 << (i - 1) | 1 << (j - 1)) }
    end
  end
  return list
end

--- How many cases are on each list.
function histories.on_lists(it)
  local on = {}
  for i = 1, #it.lists do on[i] = on_all(it.cases, 1 << (i - 1)) end
  return on
end

-- Lists that all cases are on, and pairs of which one holds all cases of the other.
local function nested(it)
  local everywhere, within, on = {}, {}, histories.on_lists(it)
  for i, name in ipairs(it.lists) do
    if on[i] == it.seen then everywhere[#everywhere + 1] = name end
  end
  for i, name in ipairs(it.lists) do
    for j, other in ipairs(it.lists) do
      local both = on_all(it.cases, 1 << (i - 1) | 1 << (j - 1))
      local is_twin = on[i] == on[j]
      if i ~= j and both == on[i] and on[j] < it.seen and (not is_twin or i < j) then
        within[#within + 1] = is_twin and ("%s and %s have the same cases"):format(name, other)
          or ("all cases on %s are on %s"):format(name, other)
      end
    end
  end
  return everywhere, within
end

--- The histories of a frame by mse's options: lists (names), cases (lists, histories, counts, as the core takes them), seen, dropped
--- (lists without a case), others (columns that are neither), repeated (histories in more than one row), everywhere and within
--- (lists that hold all cases, or all of another).
function histories.read(f, options)
  local count = count_column(f, options)
  local other = other_end(f, count)
  check_ranges(f, count, other)
  local names, rows, others = read_rows(f, options, count, other)
  local by, repeated = add_up(rows, f, count)
  local kept, dropped = kept_lists(by, names)
  if #kept < 2 then fail("lists", "expected at least two lists with cases, got %d", #kept) end
  if #kept > histories.MOST_LISTS then
    fail("lists", "expected at most %d lists, got %d: merge the small ones", histories.MOST_LISTS, #kept)
  end
  local it = { lists = {}, dropped = dropped, others = others, repeated = repeated }
  for k, i in ipairs(kept) do it.lists[k] = names[i] end
  it.cases, it.seen = compact(by, kept)
  it.everywhere, it.within = nested(it)
  return it
end

return histories
