--- moran.lua: Moran's I: are neighbours on a map more alike than places at random?
--
-- Example:  m = moran(rollup{zone="BE", level="police_zone", every="year"}, {weights="borders"})   m:explain(1)

local association = require "foresight.warning.association"

--- Moran's I of each map: do high figures lie beside high ones, and low beside low? 1 row per map, with p by the normal
--- approximation under randomisation and by permutation, and q, which controls the false discovery rate over the maps.
--- @function moran
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
--- @option alternative? string = "greater" {greater|less|two_sided} what p is of
--- @option draws? integer = 9999 [permutations] 0: none
--- @option seed? integer = 1 of the permutations
--- @option fdr? string = "bh" {bh|by} Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence
--- @option alpha? number = 0.05 a finding has q of at most this
--- @option gaps? string = (zero in rollups of events to month) {zero|missing} places without a row
--- @option store? store = (the current one) that knows where zones lie
--- @return frame the keys, places, neighbours (mean number), moran_i, expected, variance, z, p, p_permuted, q
--- @raises for places without coordinates or neighbours, two rows of a place on one map, fewer than four places
--- @needs store.read
--- @since 0.1
--- @example f = frame{{town="a", v=1, x=0, y=0}, {town="b", v=2, x=1, y=0}, {town="c", v=4, x=2, y=0}, {town="d", v=4, x=3, y=0}}
--- @example m = moran(f, {place="town", value="v", neighbours=1, metric="plane"})
--- @example m.moran_i[1] --> 0.48148148148148
local function moran(figures, options)
  return association.run("moran", moran, figures, options, { style = "row", draws = 9999, alternative = "greater" })
end

return moran
