--- export.lua: frames into the formats of other organisations: workbooks, GeoJSON, Data Packages, SDMX-CSV. CSV and JSON are
--- the core's. All refuse what the marking forbids, and a file appears whole or not at all.
--
-- Example:  rollup{zone="BE", level="province", every="month"}:to_xlsx("r.xlsx", {lang="nl"})

local core = require "glocal.core"
local methods = core.frame_methods

--- Writes the frame as a workbook (.xlsx) and gives its path: numbers in the form of their unit, days, months and years as
--- dates, weeks and quarters as text; the header stays in sight, columns fit and can be filtered. A second sheet says the
--- marking, when it was made, how it was computed (calls, store, state, seed, what went before), types, units and empty
--- cells, and the sources of the store. Text is text, also when it begins with "=". The second sheet speaks `lang` (the
--- language of the terminal unless told); with `lang` given so do the heads of the columns. Returns nil, message, code
--- where the marking forbids it (marking), a sheet can't hold it (invalid: 1 048 576 rows, 32 767 characters in a cell) or
--- the file can't be written.
--- @sig frame:to_xlsx(path: string, options?: {lang?: string, store?: store}): string?, string?, string?
--- @needs file.write, store.read
--- @since 0.1
--- @example select(3, frame{{a=1}}:mark("RED"):to_xlsx "/nowhere/r.xlsx") --> marking
--- @example select(3, frame{{a=1}}:to_xlsx "/nowhere/r.xlsx") --> not_found
function methods.to_xlsx(frame, path, options)
  return require "foresight.exchange.workbook".write(frame, path, options or {})
end

--- Writes the frame as GeoJSON (RFC 7946) and gives the path; without a path gives the text. Each row is a feature: its
--- properties are the row, its geometry is the outline of its zone where the store has one (see import, as="geometry"), else
--- the point of its lat and lon, else null. points=true gives points only. The marking and how it was computed stand beside
--- the features. Returns nil, message, code where the marking forbids it, no zone of it can be located (not_found) or the
--- file can't be written.
--- @sig frame:to_geojson(path?: string, options?: {zone?: string, points?: boolean, store?: store}): string?, string?, string?
--- @needs file.write, store.read
--- @since 0.1
--- @example frame{{zone="RT-CMED", count=3}}:to_geojson():match '"coordinates":%[12.61,35.5%]' --> "coordinates":[12.61,35.5]
function methods.to_geojson(frame, path, options)
  return require "foresight.exchange.geojson".write(frame, path, options or {})
end

--- Writes the frame as a Frictionless Data Package (version 1) and gives its path: data.csv and datapackage.json, which has
--- the types, units and missing values of the columns, the marking, how it was computed, and the sources of the store with
--- publisher and licence. A path that ends in .zip makes an archive of both, any other a folder; a folder that holds other
--- files is left alone. store:import takes it back. Returns nil, message, code as to_csv does.
--- @sig frame:to_package(path: string, options?: {name?: string, title?: string, lang?: string, store?: store}): string?, string?, string?
--- @needs file.read, file.write, store.read
--- @since 0.1
--- @example select(3, frame{{a=1}}:mark("RED"):to_package "/nowhere/p.zip") --> marking
function methods.to_package(frame, path, options)
  return require "foresight.exchange.package".write(frame, path, options or {})
end

--- Writes the frame as SDMX-CSV 1.0 (or 2.0) and gives the path; without a path gives the text. Texts are dimensions (zone is
--- REF_AREA), the time is TIME_PERIOD with its FREQ, each number column is an INDICATOR with its OBS_VALUE. A count that is
--- censored has no OBS_VALUE but OBS_STATUS Q (suppressed) with OBS_LOWER and OBS_UPPER; an estimate has E; a period from
--- `provisional` on has P; what is not known has O; all others A. CONF_STATUS is F where the marking is CLEAR, else N, and
--- MARKING says which. Raises for a frame without a time. Returns nil, message, code as to_csv does.
--- @sig frame:to_sdmx(path?: string, options?: {version?: string, dataflow?: string, provisional?: string}): string?, string?, string?
--- @needs file.write
--- @since 0.1
--- @example f = rollup{zone="BE", phenomenon="trafficking", every="year", from="2022", to="2022"}
--- @example f:to_sdmx():match "\n(.-)\n" --> GLOCAL:FRAME(1.0),A,BE,trafficking,COUNT,2022,231,A,F,,,,TLP:CLEAR
function methods.to_sdmx(frame, path, options)
  return require "foresight.exchange.sdmx".write(frame, path, options or {})
end
