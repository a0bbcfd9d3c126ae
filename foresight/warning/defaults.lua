--- defaults.lua: what the detectors compare with by default, by the length of a period: the flexible Farrington's ten groups are
--- made for a year of weeks; a year of months has fewer.
--
-- Example:  defaults.of("farrington_flexible", "month")   --> {half_window = 1, periods = 4, recent_excluded = 6}

local defaults = {}

-- Weeks are the core's own defaults (core/detect), those of the references.
local BY_SPAN = {
  farrington_flexible = {
    day = { half_window = 10, recent_excluded = 182, case_periods = 28 },
    month = { half_window = 1, periods = 4, recent_excluded = 6, case_periods = 1 },
    quarter = { half_window = 0, periods = 4, recent_excluded = 2, case_periods = 1 },
    year = { half_window = 0, periods = 1, recent_excluded = 0, case_periods = 1 },
  },
  farrington = {
    day = { half_window = 10, case_periods = 28 },
    month = { half_window = 1, case_periods = 1 },
    quarter = { half_window = 0, case_periods = 1 },
    year = { half_window = 0, case_periods = 1 },
  },
  rki = { month = { half_window = 1 }, quarter = { half_window = 0 }, year = { half_window = 0 } },
}

-- How far back periods are judged.
local JUDGED = { day = 60, week = 52, month = 12, quarter = 8, year = 5 }

--- The options of a method for periods of that span; {} where the core's own hold.
function defaults.of(method, span)
  return BY_SPAN[method] and BY_SPAN[method][span] or {}
end

--- How many periods are judged, the last ones of the data.
function defaults.judged(span)
  return JUDGED[span] or 12
end

return defaults
