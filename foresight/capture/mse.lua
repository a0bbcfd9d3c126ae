--- mse.lua: multiple systems estimation: how many there are in all, from which lists saw whom together. Models are fitted by
--- core/capture; several stand side by side, as one alone says more than the data do.
--
-- Example:  mse(read "lists.csv", {count="frequency"})
-- Reference: Chan, Silverman and Vincent (2021); formulas in docs/methods.md.

local core = require "glocal.core"
local call = require "foresight.shared.call"
local derived = require "foresight.shared.derived"
local hint = require "foresight.shared.hint"

local MOST_LISTS = 10
local EXHAUSTIVE = 15 -- pairs up to which all models are tried: those of six lists, 32768 models
local FAR = 1.5       -- a factor between the largest and the smallest total from which on the note warns

local function fail(argument, text, ...)
  error(("bad argument '%s' to 'mse': %s"):format(argument, text:format(...)), 0)
end

-- --- the histories ------------------------------------------------------------------------------------------------

local function count_column(f, options)
  for _, name in ipairs(options.count and { options.count } or { "count", "frequency", "n" }) do
    if f:has(name) then return name end
    if options.count then fail("count", "the frame has no column '%s'%s", name, hint.of(name, f:columns(), "it has")) end
  end
  fail("count", "name the column with the number of cases: it has %s", table.concat(f:columns(), ", "))
end

local function list_columns(f, options, count)
  local names = {}
  for _, name in ipairs(options.lists or f:columns()) do
    if not f:has(name) then fail("lists", "the frame has no column '%s'%s", name, hint.of(name, f:columns(), "it has")) end
    if name == count and options.lists then fail("lists", "'%s' is the number of cases", name) end
    if name ~= count then names[#names + 1] = name end
  end
  return names
end

-- Whether a case is on a list: 1, or 0 where nothing stands there.
local function is_on(f, row, name, value)
  if value == 1 or value == 0 then return value == 1 end
  fail("lists", "row %d: column '%s' must be 1 (on the list) or 0, and is %s%s", row, name,
    value == nil and "empty" or tostring(value), f:type(name) == "text" and " (lists= names the columns of lists)" or "")
end

local function cases_of(row, name, value)
  if type(value) ~= "number" or value < 0 or value ~= math.floor(value) or value > 1e9 then
    fail("count", "row %d: column '%s' must be a whole number of 0 or more, and is %s", row, name, value == nil and "empty"
      or tostring(value))
  end
  return value
end

-- Cases by history over the lists: {histories, counts}, and by list.
local function read_histories(f, names, count)
  local by, columns, cases = {}, {}, f[count]
  for i, name in ipairs(names) do columns[i] = f[name] end
  for row = 1, #f do
    local history, n = 0, cases_of(row, count, cases[row])
    for i, name in ipairs(names) do
      if is_on(f, row, name, columns[i][row]) then history = history | 1 << (i - 1) end
    end
    if history == 0 and n > 0 then
      fail("lists", "row %d: %d cases are on no list: those are the ones to be estimated", row, n)
    end
    if history > 0 then by[history] = (by[history] or 0) + n end
  end
  return by
end

-- Without the lists that nobody is on.
local function without_empty(by, names)
  local totals, kept, dropped = {}, {}, {}
  for history, n in pairs(by) do
    for i = 1, #names do
      if history >> (i - 1) & 1 == 1 then totals[i] = (totals[i] or 0) + n end
    end
  end
  for i, name in ipairs(names) do
    if (totals[i] or 0) > 0 then kept[#kept + 1] = i else dropped[#dropped + 1] = name end
  end
  local histories, counts, at, merged, kept_names = {}, {}, {}, {}, {}
  for k, i in ipairs(kept) do kept_names[k] = names[i] end
  for history, n in pairs(by) do
    local key = 0
    for k, i in ipairs(kept) do key = key | (history >> (i - 1) & 1) << (k - 1) end
    merged[key] = (merged[key] or 0) + n
  end
  for key, n in pairs(merged) do
    if key > 0 and n > 0 then at[#at + 1] = key end
  end
  table.sort(at)
  for k, key in ipairs(at) do histories[k], counts[k] = key, merged[key] end
  return { lists = #kept, histories = histories, counts = counts }, kept_names, dropped
end

-- The pairs in the order of the core's numbers: their names, and whether their lists ever have a case in common.
local function pairs_of(table_of_cases, names)
  local list = {}
  for i = 1, #names do
    for j = i + 1, #names do
      local both, together = 1 << (i - 1) | 1 << (j - 1), 0
      for k, history in ipairs(table_of_cases.histories) do
        if history & both == both then together = together + table_of_cases.counts[k] end
      end
      list[#list + 1] = { name = names[i] .. ":" .. names[j], other = names[j] .. ":" .. names[i], together = together }
    end
  end
  return list
end

-- --- the models ---------------------------------------------------------------------------------------------------

local function row_of(name, fit, seen, all_pairs)
  local terms, never = {}, {}
  for _, pair in ipairs(fit.pairs) do
    local list = all_pairs[pair].together > 0 and terms or never
    list[#list + 1] = all_pairs[pair].name
  end
  return { model = name, seen = seen, total = fit.total, low = fit.low, high = fit.high, unseen = fit.unseen,
    terms = table.concat(terms, " "), never_together = table.concat(never, " "), parameters = fit.parameters,
    deviance = fit.deviance, aic = fit.aic, bic = fit.bic, fit = fit }
end

local function named_pairs(given, all_pairs)
  local found, known = {}, {}
  for k, pair in ipairs(all_pairs) do known[k] = pair.name end
  for _, each in ipairs(given) do
    local at
    for k, pair in ipairs(all_pairs) do
      if each == pair.name or each == pair.other then at = k end
    end
    if not at then fail("pairs", "there is no pair '%s'%s", tostring(each), hint.of(tostring(each), known, "there are")) end
    found[#found + 1] = at
  end
  return found
end

local function with(settings, more)
  local all = {}
  for key, value in pairs(settings) do all[key] = value end
  for key, value in pairs(more) do all[key] = value end
  return all
end

local function find_models(settings, options, seen, all_pairs)
  local main, message, code = core.capture_fit(settings)
  if not main then return nil, message, code end
  local rows = { row_of("main effects", main, seen, all_pairs) }
  local stepwise
  stepwise, message, code = core.capture_stepwise(settings)
  if not stepwise then return nil, message, code end
  rows[2] = row_of("stepwise", stepwise, seen, all_pairs)
  rows[2].is_stepwise = true
  if options.pairs then
    local own
    own, message, code = core.capture_fit(with(settings, { pairs = named_pairs(options.pairs, all_pairs) }))
    if not own then return nil, message, code end
    rows[#rows + 1] = row_of("as given", own, seen, all_pairs)
  end
  local best
  best, message, code = core.capture_best(with(settings, { most = options.best or 3, exhaustive = EXHAUSTIVE }))
  if not best then return nil, message, code end
  for k, fit in ipairs(best) do rows[#rows + 1] = row_of(("BIC %d"):format(k), fit, seen, all_pairs) end
  return rows, best
end

local function add_bootstrap(rows, settings, options)
  for _, row in ipairs(rows) do
    if row.total then
      local it, message, code = core.capture_bootstrap(with(settings, { total = row.total, stepwise = row.is_stepwise,
        pairs = row.fit.pairs, draws = options.draws, seed = options.seed or 1 }))
      if not it then return nil, message, code end
      row.bca_low, row.bca_high, row.failed = it.low, it.high, it.failed
    end
  end
  return true
end

local function spread_text(rows)
  local least, most
  for _, row in ipairs(rows) do
    if row.total then
      least, most = math.min(least or row.total, row.total), math.max(most or row.total, row.total)
    end
  end
  if not least then return "No model has an estimate: the lists overlap too little" end
  local text = ("Totals from %.0f to %.0f"):format(least, most)
  if most > FAR * least then
    return text .. (", a factor of %.1f: the data do not say which model is right, so quote the range"):format(most / least)
  end
  return text
end

local function check(options)
  call.check_whole(options, "best", 1, 100, "mse")
  call.check_whole(options, "draws", 0, 100000, "mse")
  local level, p = options.level or 0.95, options.p or 0.02
  if not (level > 0 and level < 1) then fail("level", "expected a share between 0 and 1, such as 0.95, got %g", level) end
  if not (p >= 0 and p < 1) then fail("p", "expected 0 or more and below 1, got %g", p) end
  return level, p
end

--- Multiple systems estimation of a population that lists see in part, such as victims known to police, shelters and labour
--- inspection: each row of the frame is a capture history, 1 in the column of each list that the cases are on, and the number of
--- cases. Log-linear models for the lists and pairs of them give the number on no list; they stand side by side, as they may differ
--- widely. Pairs of lists that never have a case in common are handled as parameters at minus infinity and named.
--- @function mse
--- @param f frame a row per capture history; no column but lists and the count, unless lists= names them
--- @param options? table
--- @option count? string = (count, frequency or n) <column> the number of cases
--- @option lists? string[] = (all other columns) <column> 2 to 10 lists
--- @option p? number = 0.02 the stepwise model adds pairs of lists whose one-sided Poisson p is below it
--- @option best? integer = 3 [models] the best by BIC, of all models up to six lists, else of a search by single steps
--- @option pairs? string[] a model of your own, as in {"police:shelter"}
--- @option level? number = 0.95 of the intervals
--- @option draws? integer = 0 [draws] of a bootstrap, for BCa intervals; the stepwise model is chosen anew in each
--- @option seed? integer = 1 of the draws
--- @return frame model, seen, total, low, high (normal approximation of the logarithm of the unseen), unseen, terms (pairs in the order they
---   were added), never_together (pairs in the model without a case in common), parameters, deviance, aic, bic (with the logarithm of the
---   cases seen); bca_low and bca_high with draws; nothing for a model without an estimate
--- @raises a history that is not 0 and 1, a case on no list, lists none of which have a case in common
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example m = mse(frame{{a=1, b=0, n=50}, {a=0, b=1, n=40}, {a=1, b=1, n=10}})
--- @example m.model[1] .. " " .. m.total[1] --> main effects 300.0
local function mse(f, options)
  options = options or {}
  local level, p = check(options)
  local count = count_column(f, options)
  local names = list_columns(f, options, count)
  if #names < 2 then fail("lists", "expected at least two lists, got %s", derived.plural(#names, "column")) end
  if #names > 60 then fail("lists", "expected at most %d lists, got %d", MOST_LISTS, #names) end
  local cases, kept, dropped = without_empty(read_histories(f, names, count), names)
  if #kept < 2 then fail("lists", "expected at least two lists with cases, got %d", #kept) end
  if #kept > MOST_LISTS then fail("lists", "expected at most %d lists, got %d: merge the small ones", MOST_LISTS, #kept) end
  local all_pairs, overlaps, seen, never = pairs_of(cases, kept), 0, 0, 0
  for _, n in ipairs(cases.counts) do seen = seen + n end
  for _, pair in ipairs(all_pairs) do
    overlaps = overlaps + (pair.together > 0 and 1 or 0)
    never = never + (pair.together > 0 and 0 or 1)
  end
  if overlaps == 0 then
    fail("lists", "no case is on more than one list (%s): lists without overlap say nothing of those that none has seen",
      table.concat(kept, ", "))
  end
  local settings = with(cases, { threshold = p, level = level })
  local rows, best, code = find_models(settings, options, seen, all_pairs)
  if not rows then return nil, best, code end
  local columns = { "model", "seen", "total", "low", "high", "unseen", "terms", "never_together", "parameters", "deviance", "aic",
    "bic" }
  if (options.draws or 0) > 0 then
    local done, message
    done, message, code = add_bootstrap(rows, settings, options)
    if not done then return nil, message, code end
    table.insert(columns, 6, "bca_low")
    table.insert(columns, 7, "bca_high")
  end
  return derived.frame(rows, { columns = columns,
    types = { model = "text", seen = "integer", total = "real", low = "real", high = "real", unseen = "real", terms = "text",
      never_together = "text", parameters = "integer", deviance = "real", aic = "real", bic = "real", bca_low = "real",
      bca_high = "real" },
    call = "mse(f, " .. call.text(mse, options) .. ")", from = { f },
    seed = (options.draws or 0) > 0 and (options.seed or 1) or nil,
    said = { spread_text(rows), ("%d cases on %s; %d of %d pairs of lists never have one in common"):format(seen,
      derived.plural(#kept, "list"), never, #all_pairs), ("BIC: %s of %d models%s"):format(
      #all_pairs <= EXHAUSTIVE and "the best" or "the best met by single steps", best.tried,
      best.without > 0 and (", %d of them without an estimate"):format(best.without) or ""),
      #dropped > 0 and ("Lists without a case left out: %s"):format(table.concat(dropped, ", ")) or false } })
end

return mse
