--- barrier_analysis.lua: the barrier model of glocal for several budgets at once: what each further step of money is worth, and from which budget
--- on another measure comes in.
--
-- Example:  analysis.budgets {phenomenon = "trafficking", budgets = {200000, 300000, 400000}}
-- Method: barrier_model of glocal (docs/barriers.md). Its shipped figures are judgement: hand over your own tables.

local glocal = require "glocal"

local analysis = {}

--- The best set of barriers for each budget.
--- @param spec table
--- @option phenomenon string {trafficking|smuggling} of which barriers
--- @option budgets number[] [EUR a year] rising
--- @option barriers? frame barriers of your own
--- @option process? frame a process of your own
--- @option draws? integer = 10000 of the model
--- @option seed? integer = 1 of the draws
--- @option lang? string = "en" {nl|fr|de|en} of the names
--- @return frame budget, barriers, cost, avoided (harm a year, the mean), per_1000 (harm avoided by each further 1,000 EUR since the
---   budget before), best (the probability that the set is the best one)
--- @raises budgets that do not rise
function analysis.budgets(spec)
  if type(spec) ~= "table" or type(spec.budgets) ~= "table" or #spec.budgets == 0 then
    error("say for which budgets: analysis.budgets{budgets={200000, 300000}, phenomenon=\"trafficking\"}", 0)
  end
  local rows, marking = {}, nil
  for i, budget in ipairs(spec.budgets) do
    if type(budget) ~= "number" or i > 1 and budget <= spec.budgets[i - 1] then
      error("the budgets must be numbers that rise", 0)
    end
    local sets = glocal.barrier_model { phenomenon = spec.phenomenon, budget = budget, barriers = spec.barriers,
      process = spec.process, draws = spec.draws, seed = spec.seed, lang = spec.lang }:sets()
    local top, before = sets[1], rows[i - 1]
    marking = marking or sets:marking()
    rows[i] = { budget = budget, barriers = top.set, cost = top.cost, avoided = top.avoided, best = top.best,
      per_1000 = before and 1000 * (top.avoided - before.avoided) / (budget - before.budget) or nil }
  end
  return glocal.frame(rows, { columns = { "budget", "barriers", "cost", "avoided", "per_1000", "best" }, marking = marking })
end

return analysis
