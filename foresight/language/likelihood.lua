--- likelihood.lua: a probability in words, by the scale of the US intelligence community, beside the number.
--
-- Example:  likelihood.key(0.97)   --> almost_certain
-- Reference: Intelligence Community Directive 203, "Analytic Standards" (2015), D.6.e(2)(a).

local likelihood = {}

-- Up to which probability a word holds. The bands of the directive share their ends (likely is 55 to 80 %, very likely 80 to 95 %):
-- an end takes the word that claims less, so that of 20 and 80 % one is unlikely and the other likely.
local BELOW_HALF = { { 0.05, "almost_no_chance" }, { 0.20, "very_unlikely" }, { 0.45, "unlikely" } } -- without their upper end
local ABOVE_HALF = { { 0.55, "roughly_even" }, { 0.80, "likely" }, { 0.95, "very_likely" } } -- with it

--- The key of the phrase: the scale leaves out what is below 1 and above 99 %, which goes to its ends.
function likelihood.key(probability)
  for _, step in ipairs(BELOW_HALF) do
    if probability < step[1] then return step[2] end
  end
  for _, step in ipairs(ABOVE_HALF) do
    if probability <= step[1] then return step[2] end
  end
  return "almost_certain"
end

--- The same of a probability that is shown in whole per cent: "80%" never stands beside two words.
function likelihood.key_of_percent(probability) return likelihood.key(math.floor(probability * 100 + 0.5) / 100) end

return likelihood
