--- export.lua: frames into the formats of other organisations: workbooks, GeoJSON, Data Packages, SDMX-CSV. CSV and JSON are
--- the core's. All refuse what the marking forbids, and a file appears whole or not at all.
--
-- Example:  rollup{zone="BE", level="province", every="month"}:to_xlsx("r.xlsx", {lang="nl"})

local core = require "glocal.core"
local ending = require "foresight.exchange.ending"
local methods = core.frame_methods

-- A way out that refuses a name which promises another format.
local function named_rightly(way, write)
  return function(frame, path, ...)
    local is_right, message, code = ending.check(way, path)
    if not is_right then return nil, message, code end
    return write(frame, path, ...)
  end
end

methods.to_csv, methods.to_json = named_rightly("to_csv", methods.to_csv), named_rightly("to_json", methods.to_json)

--- Writes the frame as a workbook (.xlsx): numbers in the form of their unit, days, months and years as dates, weeks and
--- quarters as text; the header is frozen, columns can be filtered. A second sheet has the marking, when and how it was
--- computed, types, units, empty cells and sources. Text is text, also when it begins with "=".
--- @function frame:to_xlsx
--- @param path string <file> the file to write
--- @param options? table
--- @option lang? string = (that of the terminal) {nl|fr|de|en} of the second sheet; given, of the column heads and of the
---   names of zones and phenomena, which then stand beside their codes, too
--- @option store? store = (the current one) the store of the sources
--- @return string the path
--- @fails marking: TLP:RED, H2 or H3; invalid: a sheet can't hold it (1 048 576 rows, 32 767 characters in a cell); io: it can't be
---   written
--- @needs file.write, store.read
--- @leaves
--- @since 0.1
--- @example select(3, frame{{a=1}}:mark("RED"):to_xlsx "/nowhere/r.xlsx") --> marking
--- @example select(3, frame{{a=1}}:to_xlsx "/nowhere/r.xlsx") --> not_found
function methods.to_xlsx(frame, path, options)
  local is_right, message, code = ending.check("to_xlsx", path)
  if not is_right then return nil, message, code end
  return require "foresight.exchange.workbook".write(frame, path, options or {})
end

--- Writes the frame as GeoJSON (RFC 7946), a feature per row: its geometry is the outline of its zone where the store has
--- one (see import, as="geometry"), else the point of its lat and lon, else null. The marking and the provenance stand
--- beside the features.
--- @function frame:to_geojson
--- @param path? string <file> the file to write; without it the text is returned
--- @param options? table
--- @option zone? string = "zone" <column> the column of zones
--- @option points? boolean = false points only
--- @option store? store = (the current one) the store of the outlines
--- @return string the path, or the text
--- @fails marking: TLP:RED, H2 or H3; not_found: no zone can be located; io: it can't be written
--- @needs file.write, store.read
--- @leaves
--- @since 0.1
--- @example frame{{zone="RT-CMED", count=3}}:to_geojson():match '"coordinates":%[12.61,35.5%]' --> "coordinates":[12.61,35.5]
function methods.to_geojson(frame, path, options)
  local is_right, message, code = ending.check("to_geojson", path)
  if not is_right then return nil, message, code end
  return require "foresight.exchange.geojson".write(frame, path, options or {})
end

--- Writes the frame as a Frictionless Data Package (version 1): data.csv and datapackage.json, with types, units and
--- missing values, the marking, the provenance, and the sources with publisher and licence. store:import reads it back.
--- @function frame:to_package
--- @param path string <file> a folder, or an archive where it ends in .zip; a folder that holds other files is left alone
--- @param options? table
--- @option name? string = (from the path) the name of the package
--- @option title? string its title
--- @option lang? string = (that of the terminal) {nl|fr|de|en} the language of the labels
--- @option store? store = (the current one) the store of the sources
--- @return string the path
--- @fails as to_csv
--- @needs file.read, file.write, store.read
--- @leaves
--- @since 0.1
--- @example select(3, frame{{a=1}}:mark("RED"):to_package "/nowhere/p.zip") --> marking
function methods.to_package(frame, path, options)
  return require "foresight.exchange.package".write(frame, path, options or {})
end

--- Writes the frame as SDMX-CSV. Texts are dimensions (zone is REF_AREA), the time is TIME_PERIOD with its FREQ, each
--- number column is an INDICATOR with its OBS_VALUE. A censored count has no OBS_VALUE but OBS_STATUS Q with OBS_LOWER
--- and OBS_UPPER; an estimate has E; what is not known O; all others A. CONF_STATUS is F where the marking is CLEAR, else
--- N, and MARKING says which. store:import takes it back without a mapping.
--- @function frame:to_sdmx
--- @param path? string <file> the file to write; without it the text is returned
--- @param options? table
--- @option version? string = "1.0" {1.0|2.0} of SDMX-CSV
--- @option dataflow? string = "GLOCAL:FRAME(1.0)" the identifier of the dataflow
--- @option provisional? string the first provisional period: from there on OBS_STATUS is P
--- @return string the path, or the text
--- @raises a frame without a time
--- @fails as to_csv
--- @needs file.write
--- @leaves
--- @since 0.1
--- @example f = rollup{zone="BE", phenomenon="trafficking", every="year", from="2022", to="2022"}
--- @example f:to_sdmx():match "\n(.-)\n" --> GLOCAL:FRAME(1.0),A,BE,trafficking,COUNT,2022,231,A,F,detected victims,,,TLP:CLEAR
function methods.to_sdmx(frame, path, options)
  local is_right, message, code = ending.check("to_sdmx", path)
  if not is_right then return nil, message, code end
  return require "foresight.exchange.sdmx".write(frame, path, options or {})
end
