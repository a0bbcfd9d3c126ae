--- strength.lua: how much a signal weighs: its grading in the Admiralty (NATO) code, and its age.
--
-- Example:  strength.of({reliability="B", credibility=2}, 180, 180)   --> 0.32
-- Reference: the code of AJP-2.1 (NATO); the figures behind the letters are a judgement of ours, in no standard: reliability and
-- credibility each fall by a fifth a step, what can't be judged (F, 6) weighs a half, and the two are multiplied.

local strength = {}

strength.HALF_LIFE = 180 -- days

local RELIABILITY = { A = 1.0, B = 0.8, C = 0.6, D = 0.4, E = 0.2, F = 0.5 }
local CREDIBILITY = { 1.0, 0.8, 0.6, 0.4, 0.2, 0.5 }

--- The weight of a grading: 1 for A1.
function strength.weight(reliability, credibility) return RELIABILITY[reliability] * CREDIBILITY[credibility] end

--- The weight of a signal that is so many days old: half after each half-life.
function strength.of(signal, age, half_life)
  return strength.weight(signal.reliability, signal.credibility) * 0.5 ^ (math.max(age, 0) / half_life)
end

return strength
