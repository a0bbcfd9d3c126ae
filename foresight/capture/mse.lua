--- mse.lua: multiple systems estimation: how many there are in all, from which lists saw whom together. Models are fitted by
--- core/capture; several stand side by side, as one alone says more than the data do.
--
-- Example:  mse(read "lists.csv", {count="frequency"})
-- Reference: Chan, Silverman and Vincent (2021); formulas in docs/methods.md.

local core = require "glocal.core"
local call = require "foresight.shared.call"
local chapman = require "foresight.capture.chapman"
local derived = require "foresight.shared.derived"
local histories = require "foresight.capture.histories"
local hint = require "foresight.shared.hint"
local plural = require "foresight.shared.plural"

local EXHAUSTIVE = 15 -- pairs up to which all models are tried: those of six lists, 32768 models
local FAR = 1.5       -- a factor between the largest and the smallest total from which on the note warns

local function fail(argument, text, ...)
  error(("bad argument '%s' to 'mse': %s"):format(argument, text:format(...)), 0)
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

-- Chapman's estimate of two lists, beside that of the model.
local function chapman_row(it, level)
  local on = histories.on_lists(it)
  local row = chapman.estimate(on[1], on[2], on[1] + on[2] - it.seen, level)
  row.model, row.seen, row.terms, row.never_together = "Chapman", it.seen, "", ""
  return row
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

-- A model as the core's bootstrap takes it: the sum of 2^(pair - 1).
local function mask_of(fit)
  local mask = 0
  for _, pair in ipairs(fit.pairs) do mask = mask | 1 << (pair - 1) end
  return mask
end

-- The stepwise model is chosen anew in each draw, the best by BIC among those shown; the others stay as they are.
local function add_bootstrap(rows, best, settings, options)
  local shown = {}
  for k, fit in ipairs(best) do shown[k] = mask_of(fit) end
  for _, row in ipairs(rows) do
    if row.total and row.fit then
      local it, message, code = core.capture_bootstrap(with(settings, { total = row.total, stepwise = row.is_stepwise,
        candidates = row.fit == best[1] and shown or { mask_of(row.fit) }, draws = options.draws, seed = options.seed or 1 }))
      if not it then return nil, message, code end
      row.bca_low, row.bca_high, row.failed, row.infinite = it.low, it.high, it.failed, it.infinite
    end
  end
  return true
end

-- --- what is said -------------------------------------------------------------------------------------------------

local function spread_text(rows, it)
  local least, most
  for _, row in ipairs(rows) do
    if row.total then
      least, most = math.min(least or row.total, row.total), math.max(most or row.total, row.total)
    end
  end
  if not least then
    return #it.everywhere > 0
      and ("No model has an estimate: all cases are on %s, so that nothing tells how many it misses"):format(it.everywhere[1])
      or "No model has an estimate: the lists overlap too little"
  end
  if most - least < 0.5 then return ("Total %.0f"):format(least) end
  local text = ("Totals from %.0f to %.0f"):format(least, most)
  if most > FAR * least then
    return text .. (", a factor of %.1f: the data do not say which model is right, so quote the range"):format(most / least)
  end
  return text
end

local function reason_of(fit)
  if not fit.is_identified then return "parameters not identifiable" end
  if fit.is_infinite then return "infinite total" end
  return fit.limit and ("a parameter is infinite, the total runs to %.0f"):format(fit.limit) or "no finite estimate"
end

local function without_text(rows)
  local said = {}
  for _, row in ipairs(rows) do
    if not row.total then said[#said + 1] = ("%s (%s)"):format(row.model, reason_of(row.fit)) end
  end
  return #said > 0 and "Without an estimate: " .. table.concat(said, ", ") or false
end

-- "12 of main effects, 3 of BIC 1", by how many draws of each are so.
local function draws_text(rows, name, without)
  local list = {}
  for _, row in ipairs(rows) do
    local n = row[name] or 0
    if n > 0 then list[#list + 1] = ("%d of %s%s"):format(n, row.model, row.bca_high and "" or without) end
  end
  return table.concat(list, ", ")
end

local function bootstrap_text(rows, best, options)
  local text = ("BCa of %d draws: the stepwise model chosen anew in each, BIC 1 among the %d shown, the others as they stand")
    :format(options.draws, #best)
  local failed, infinite = draws_text(rows, "failed", ""), draws_text(rows, "infinite", " (no upper bound)")
  if infinite ~= "" then text = text .. "; draws with an infinite total: " .. infinite end
  return failed ~= "" and text .. "; draws without an estimate left out: " .. failed or text
end

local function lists_text(it, all_pairs)
  local never = 0
  for _, pair in ipairs(all_pairs) do never = never + (pair.together > 0 and 0 or 1) end
  local text = ("%d cases on %s (%s); pairs of lists without a case in common: %d of %d"):format(it.seen,
    plural(#it.lists, "list"), table.concat(it.lists, ", "), never, #all_pairs)
  return #it.lists == 2 and text .. ". Two lists: their independence can't be tested" or text
end

local function bic_text(best, all_pairs)
  local how = #all_pairs <= EXHAUSTIVE and ("the best of %d models"):format(best.tried)
    or ("the best of %d models, met by single steps from %d starts"):format(best.tried, best.starts)
  return ("BIC: %s%s"):format(how, best.without > 0 and (", %d of them without an estimate"):format(best.without) or "")
end

local function said_of(rows, best, it, all_pairs, options)
  return { spread_text(rows, it), lists_text(it, all_pairs),
    bic_text(best, all_pairs), without_text(rows),
    (options.draws or 0) > 0 and bootstrap_text(rows, best, options)
      or "Low and high take the model as known (draws= for intervals that do not)",
    #it.within > 0 and "Lists within others: " .. table.concat(it.within, ", ") or false,
    #it.dropped > 0 and ("Lists without a case left out: %s"):format(table.concat(it.dropped, ", ")) or false,
    it.repeated > 0 and ("%d %s in more than one row: added up"):format(it.repeated,
      it.repeated == 1 and "history" or "histories") or false,
    #it.others > 0 and "Neither a list nor the count, cases added up over it: " .. table.concat(it.others, ", ") or false }
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
--- inspection: each row of the frame is a capture history, 1 (true, yes) in the column of each list that the cases are on, 0 (false,
--- no) in the others, and the number of cases; or one column names the lists, as in police-shelter. Log-linear models for the lists
--- and pairs of them give the number on no list; they stand side by side, as they may differ widely. Pairs of lists that never have a
--- case in common are handled as parameters at minus infinity and named. Of two lists Chapman's estimate stands beside. Strata (sex, year) are estimated one by one: their totals
--- need not add up to that of all.
--- @function mse
--- @param f frame a row per capture history (rows of one history are added up); no other columns, unless lists= or history= is given
--- @param options? table
--- @option count? string = (count, frequency, n or cases) <column> the number of cases
--- @option lists? string[] = (all other columns) <column> 2 to 10 lists
--- @option history? string <column> a text that names the lists, in the place of a column for each
--- @option separator? string = "-" what stands between the lists in history
--- @option p? number = 0.02 the stepwise model adds pairs of lists whose one-sided Poisson p is below it
--- @option best? integer = 3 [models] the best by BIC, of all models up to six lists, else of searches by single steps
--- @option pairs? string[] a model of your own, as in {"police:shelter"}
--- @option level? number = 0.95 of the intervals
--- @option draws? integer = 0 [draws] of a bootstrap, for BCa intervals: the stepwise model is chosen anew, BIC 1 among those shown
--- @option seed? integer = 1 of the draws
--- @return frame model, seen, total, low, high (normal approximation of the logarithm of the unseen, the model taken as known), unseen, terms (pairs in the order they
---   were added), never_together (pairs in the model without a case in common), parameters, deviance, aic, bic (with the logarithm of the
---   cases seen); bca_low and bca_high with draws (nothing
---   where a bound is infinite); nothing for a model without an estimate
--- @raises a history that is not 0 and 1, a case on no list, lists none of which have a case in common
--- @fails cancelled: by Ctrl-C
--- @since 0.1
--- @example m = mse(frame{{a=1, b=0, n=50}, {a=0, b=1, n=40}, {a=1, b=1, n=10}})
--- @example m.model[1] .. " " .. m.total[1] --> main effects 300.0
--- @example mse(frame{{on="a", n=50}, {on="b", n=40}, {on="a-b", n=10}}, {history="on"}).total[1] --> 300.0
local function mse(f, options)
  options = options or {}
  local level, p = check(options)
  local it = histories.read(f, options)
  local all_pairs, overlaps = histories.pairs_of(it), 0
  for _, pair in ipairs(all_pairs) do overlaps = overlaps + (pair.together > 0 and 1 or 0) end
  if overlaps == 0 then
    fail("lists", "no case is on more than one list (%s): lists without overlap say nothing of those that none has seen",
      table.concat(it.lists, ", "))
  end
  local settings = with(it.cases, { threshold = p, level = level })
  local rows, best, code = find_models(settings, options, it.seen, all_pairs)
  if not rows then return nil, best, code end
  if #it.lists == 2 and rows[1].total then rows[#rows + 1] = chapman_row(it, level) end
  local columns = { "model", "seen", "total", "low", "high", "unseen", "terms", "never_together", "parameters", "deviance", "aic",
    "bic" }
  if (options.draws or 0) > 0 then
    local done, message
    done, message, code = add_bootstrap(rows, best, settings, options)
    if not done then return nil, message, code end
    table.insert(columns, 6, "bca_low")
    table.insert(columns, 7, "bca_high")
  end
  return derived.frame(rows, { columns = columns,
    types = { model = "text", seen = "integer", total = "real", low = "real", high = "real", unseen = "real", terms = "text",
      never_together = "text", parameters = "integer", deviance = "real", aic = "real", bic = "real", bca_low = "real",
      bca_high = "real" },
    call = "mse(f, " .. call.text(mse, options) .. ")", from = { f },
    seed = (options.draws or 0) > 0 and (options.seed or 1) or nil, said = said_of(rows, best, it, all_pairs, options) })
end

return mse
