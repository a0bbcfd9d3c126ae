--- likelihood.lua: a probability in words, by the scale of the US intelligence community, beside the number.
--
-- Example:  likelihood.key(0.97)   --> almost_certain
-- Reference: Intelligence Community Directive 203, "Analytic Standards" (2015), D.6.e(2)(a).

local likelihood = {}

local SCALE = {
  { 0.05, "almost_no_chance" }, { 0.20, "very_unlikely" }, { 0.45, "unlikely" }, { 0.55, "roughly_even" }, { 0.80, "likely" },
  { 0.95, "very_likely" }, { math.huge, "almost_certain" },
}

--- The key of the phrase: the scale leaves out what is below 1 and above 99 %, which goes to its ends.
function likelihood.key(probability)
  for _, step in ipairs(SCALE) do
    if probability < step[1] then return step[2] end
  end
end

return likelihood
