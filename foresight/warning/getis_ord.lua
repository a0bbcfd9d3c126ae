--- getis_ord.lua: Getis-Ord Gi*: hot spots and cold spots.
--
-- Example:  g = getis_ord(rollup{zone="BE", level="police_zone", every="year"}, {distance=20})   g:plot()

local association = require "foresight.warning.association"

--- Getis-Ord Gi* of each place: does more of all that there is lie in it and around it than chance would have there (a hot
--- spot), or less (a cold spot)? q controls the false discovery rate over all places and maps.
--- @function getis_ord
--- @param figures frame a row per place and map, such as a rollup of zones
--- @param options? table
--- @option value? string = (a rate, count, estimate ...) <column> the figures
--- @option population? string <column> divides them
--- @option place? string = "zone" <column> the places
--- @option by? string|string[] = (text and time that differ within a place) <column> each combination is a map of its own
--- @option x? string = (longitude, lon, x; else where zones lie) <column> coordinates of the places
--- @option y? string = (latitude, lat, y) <column> the other coordinate
--- @option metric? string = (great_circle for degrees) {great_circle|plane} of distances: km, or the unit of x and y
--- @option weights? string = "nearest" {nearest|distance|borders} which places are neighbours
--- @option neighbours? integer = 5 [places] how many of the nearest
--- @option distance? number up to which places are neighbours
--- @option style? string = "binary" {row|binary} weights of a place add up to 1, or are each 1
--- @option star? boolean = true the place counts among its neighbours: Gi*; false: Gi
--- @option alternative? string = "two_sided" {greater|less|two_sided} what p is of
--- @option draws? integer = 999999 [permutations] at most: fewer once 100 were as extreme; 0: none
--- @option seed? integer = 1 of the permutations
--- @option fdr? string = "bh" {bh|by} Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence
--- @option alpha? number = 0.05 a finding has q of at most this
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} places without a row
--- @option store? store = (the current one) that knows where zones lie
--- @return frame the place, the keys, neighbours, value, lag (sum of the neighbours), gi (their part of all), z, p, p_permuted (the
---   others' values permuted, its own held), q, cluster (hot spot, cold spot, not significant)
--- @raises as moran does
--- @needs store.read
--- @since 0.1
--- @example f = frame{{town="a", v=1, x=0, y=0}, {town="b", v=2, x=1, y=0}, {town="c", v=4, x=2, y=0}, {town="d", v=4, x=3, y=0}}
--- @example g = getis_ord(f, {place="town", value="v", neighbours=1, metric="plane"})
--- @example g.gi[4] --> 0.72727272727273
local function getis_ord(figures, options)
  return association.run("getis_ord", getis_ord, figures, options,
    { style = "binary", draws = 999999, alternative = "two_sided", has_self = true })
end

return getis_ord
