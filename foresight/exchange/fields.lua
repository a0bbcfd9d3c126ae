--- fields.lua: the fields of an observation, as the importer has them.
--
-- Example:  fields[1]   --> day

return {
  "day", "zone", "phenomenon", "source", "facet", "count", "count_high", "value", "credibility", "reliability", "handling",
  "span", "counting_unit", "part", "year", "month", "quarter",
}
