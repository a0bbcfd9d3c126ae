--- local_moran.lua: local Moran's I (LISA): which places lie among places like themselves, and which stand out.
--
-- Example:  l = local_moran(rollup{zone="BE", level="police_zone", every="year"})   l:plot()   l:explain(1)

local association = require "foresight.warning.association"

--- Local Moran's I of each place: is it high among high, low among low, or does it stand out? q controls the false discovery
--- rate over all places and maps; `cluster` is the quadrant where q is at most alpha.
--- @function local_moran
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
--- @option style? string = "row" {row|binary} weights of a place add up to 1, or are each 1
--- @option alternative? string = "two_sided" {greater|less|two_sided} what p is of
--- @option draws? integer = 999999 [permutations] at most: fewer once 100 were as extreme; 0: none
--- @option seed? integer = 1 of the permutations
--- @option fdr? string = "bh" {bh|by} Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence
--- @option alpha? number = 0.05 a finding has q of at most this
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} places without a row
--- @option store? store = (the current one) that knows where zones lie
--- @return frame the place, the keys, neighbours, value, lag (mean of the neighbours), moran_i, expected, variance, z, p,
---   p_permuted (the others' values permuted, its own held), q, quadrant (high-high, low-low, high-low, low-high), cluster
--- @raises as moran does
--- @needs store.read
--- @since 0.1
--- @example f = frame{{town="a", v=1, x=0, y=0}, {town="b", v=2, x=1, y=0}, {town="c", v=4, x=2, y=0}, {town="d", v=4, x=3, y=0}}
--- @example l = local_moran(f, {place="town", value="v", neighbours=1, metric="plane"})
--- @example l.quadrant[4] --> high-high
local function local_moran(figures, options)
  return association.run("local_moran", local_moran, figures, options,
    { style = "row", draws = 999999, alternative = "two_sided" })
end

return local_moran
