$ glocal demo.db -e 'rollup{zone="WORLD", phenomenon="migration", every="year", from="2023", to="2024"}:to_xlsx "r.xlsx"'
r.xlsx
$ glocal import demo.db r.xlsx day=period zone=zone phenomenon=phenomenon count=count source=:copy handling=:CLEAR --counting-unit "border crossings"
imported 2 of 2 lines from r.xlsx as batch 21 (0.00 s); sheet 'Data' of 2; not read: 'About'
$ glocal import demo.db r.xlsx day=period zone=zone phenomenon=phenomenon count=count --sheet Dat
glocal: r.xlsx has no sheet 'Dat', did you mean 'Data'?
[1]
$ glocal import demo.db r.xlsx day=periode zone=zone phenomenon=phenomenon count=count --again
glocal: r.xlsx: unknown column 'periode', did you mean 'period'? line 1, taken as the header, has zone, phenomenon, period, count
[1]
$ glocal demo.db -e 'rollup{zone="WORLD", phenomenon="migration", every="year", from="2023", to="2024"}:to_package "pack"'
pack
$ glocal import demo.db pack --again
imported 2 of 2 lines from pack as batch 22 (0.00 s); the same rows stand in batch 21 too, from another source: store:retract(21, "why") takes that back; package 'Figures from glocal'
$ glocal import demo.db pack --resource dat --again
glocal: pack: the package has no resource 'dat', did you mean 'data'?
[1]
$ glocal demo.db -e 'rollup{zone="WORLD", phenomenon="migration", every="year", from="2023", to="2024"}:to_sdmx()'
DATAFLOW,FREQ,REF_AREA,PHENOMENON,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MEASURE,OBS_LOWER,OBS_UPPER,MARKING
GLOCAL:FRAME(1.0),A,WORLD,migration,COUNT,2023,381319,A,F,border crossings,,,TLP:CLEAR
GLOCAL:FRAME(1.0),A,WORLD,migration,COUNT,2024,240021,A,F,border crossings,,,TLP:CLEAR

$ glocal demo.db -e 'frame{{a=1}}:mark "RED":to_xlsx "red.xlsx"' || { [ ! -e red.xlsx ] && echo "no file"; }
glocal: this frame is TLP:RED, which may not leave glocal: it is for the eyes of its recipients only
no file
$ glocal demo.db -e 'frame{{a=1}}:to_geojson()'
glocal: to_geojson needs a column of zones: there is no 'zone'; say which: {zone='column'}
[1]
$ glocal import demo.db asylum.csv phenomenon=:trafficking
glocal: asylum.csv: 'sex' has several values (T, F), which would be summed: select one, as in --where sex=T (where={sex='T'} in a script), or map it to a field
[1]
$ glocal import demo.db asylum.csv phenomenon=:trafficking --where sax=T
glocal: asylum.csv: where: unknown column 'sax', did you mean 'sex'? line 1, taken as the header, has DATAFLOW, LAST UPDATE, freq, sex, geo, TIME_PERIOD, OBS_VALUE, OBS_FLAG
[1]
$ glocal import demo.db asylum.csv phenomenon=:trafficking --where sex
glocal: --where wants COLUMN=VALUE, such as sex=T, not 'sex'
try `glocal import --help`
[2]
$ glocal import demo.db asylum.csv phenomenon=:trafficking --where sex=T
imported 3 of 4 lines (75 %) from asylum.csv as batch 23 (0.00 s); 1 refused, whose count can't be read; source 'asylum': no handling given, marked TLP:AMBER (the store's default); in the file: 1 estimated (e), 1 provisional (p), 1 without a figure skipped, 1 confidential refused
 lines  first  column and reason
     1      5  the figure is confidential (flag c): its publisher does not release it
every refused line: store:rejects(23)
$ glocal import demo.db events.csv day=date zone=place phenomenon=:0204 --sheet 2
glocal: 'sheet' is for workbooks, and the file is CSV
[1]
$ glocal import demo.db shapes.geojson --as geometry zone=NISCOD
glocal: 'shapes.geojson': no feature has a property 'NISCOD', did you mean 'NISCODE'?
[1]
$ glocal import demo.db shapes.geojson --as geometry zone=NISCODE
imported 1 of 3 lines (33.3 %) from shapes.geojson as batch 24 (0.00 s); 2 refused
 lines  first  column and reason
     1      3  geometry: 104000, 193000 is not a longitude and latitude: the file is in another coordinate system (Lambert, RD ...); convert it to WGS 84 first: ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson
     1      4  NISCODE: unknown zone '99999'; look it up with zones:find '...'
every refused line: store:rejects(24)
$ glocal demo.db -e 'frame{{zone="11002"}, {zone="BE-11002", count=3}}:to_geojson():match "{.-}}"'
{"type":"FeatureCollection","marking":"TLP:CLEAR","provenance":"mutate{geometry=...}\n  frame{...}",
"features":[
{"type":"Feature","geometry":null,"properties":{"count":null,"zone":"11002"}}
$ head -c 300 shapes.geojson > cut.geojson; glocal import demo.db cut.geojson --as geometry zone=NISCODE
glocal: 'cut.geojson' is not whole JSON: parse error: premature EOF at byte 301
[1]
$ head -c 3000 r.xlsx > cut.xlsx; glocal import demo.db cut.xlsx day=a zone=b phenomenon=c
glocal: 'cut.xlsx' is a damaged archive: Unrecognized archive format
[1]
$ printf 'Crimes\n\nLand;2022;2023;Total\nBE;5;6;11\nNL;;8;9\nTotal;5;14;20\n' > wide.csv
$ glocal import demo.db wide.csv --header 3 --long 2022.. --to day --exclude 'Total*' zone=Land phenomenon=:drugs source=:wide
imported 3 of 3 lines from wide.csv as batch 25 (0.00 s); source 'wide': no handling given, marked TLP:AMBER (the store's default); 1 row left out: Total*; 1 empty cell passed over; column 'Total' left out: the sum of the others in 2 rows
$ glocal import demo.db wide.csv --header 3 --long 2022..2024 --to day zone=Land phenomenon=:drugs source=:wide
glocal: wide.csv: unknown column '2024', did you mean '2022'? line 3, taken as the header, has Land, 2022, 2023, Total
[1]
$ glocal import demo.db wide.csv --header 3 --long 2022.. zone=Land phenomenon=:drugs source=:wide
glocal: --long, the wide columns, and --to, the field that their names feed, go together: --long 2023.. --to day
try `glocal import --help`
[2]
