$ glocal --version
glocal 0.1.0
$ glocal --version --json
{"version": "0.1.0"}
$ glocal improt demo.db x.csv
glocal: there is no command 'improt', did you mean 'import'?
try `glocal --help`
[2]
$ glocal --verison
glocal: unknown option '--verison', did you mean '--version'?
try `glocal --help`
[2]
$ glocal import demo.db
glocal: import needs a store and a file
try `glocal import --help`
[2]
$ glocal import demo.db x.csv day
glocal: 'day' is not FIELD=COLUMN or FIELD=:CONSTANT
try `glocal import --help`
[2]
$ glocal import demo.db x.csv --as zoness
glocal: --as zoness is not known, did you mean 'zones'?; it is one of observations, zones, links, facts, successions, phenomena, weights, sources, exposures, aliases, geometry, message_flows, messages, requests, channels, channel_reach, agreements, agreement_parties, agreement_acts, expertise, contact_points, trainings, missions, recommendations, partners, reports, priorities, priority_links, feedback, signals
try `glocal import --help`
[2]
$ glocal import demo.db x.csv day=d zone=z phenomenon=p
glocal: can't open 'x.csv': No such file or directory
[1]
$ glocal import demo.db events.csv day=date zone=place phenomenon=:0204 count=n source=:frontex
glocal: nothing was imported from events.csv: only 2 of 5 lines (40 %) could be taken, fewer than at_least = 50 %
 lines  first  column and reason
     1      3  place: unknown zone 'antwerpn', did you mean 'BE-PZ5345' (Antwerpen, police_zone) or 'BE-11002' (Antwerpen, municipality)?
     1      4  date: '2024-13' is not a date: the month must be 01 to 12
     1      6  n: 'many' is not a whole number
every refused line: store:rejects(21)
[1]
$ glocal import demo.db events.csv day=date zone=place phenomenon=:0204 count=n source=:frontex
glocal: nothing was imported from events.csv: only 2 of 5 lines (40 %) could be taken, fewer than at_least = 50 %
 lines  first  column and reason
     1      3  place: unknown zone 'antwerpn', did you mean 'BE-PZ5345' (Antwerpen, police_zone) or 'BE-11002' (Antwerpen, municipality)?
     1      4  date: '2024-13' is not a date: the month must be 01 to 12
     1      6  n: 'many' is not a whole number
every refused line: store:rejects(22)
[1]
$ glocal import demo.db events.csv day=date zone=place phenomenon=:0204 count=n source=:frontex --again --strict
glocal: events.csv, line 3, column 'place': unknown zone 'antwerpn', did you mean 'BE-PZ5345' (Antwerpen, police_zone) or 'BE-11002' (Antwerpen, municipality)?; nothing was imported (strict)
[1]
$ glocal import demo.db events.csv --again --json day=date zone=place phenomenon=:0204 count=n source=:frontex
glocal: nothing was imported from events.csv: only 2 of 5 lines (40 %) could be taken, fewer than at_least = 50 %
 lines  first  column and reason
     1      3  place: unknown zone 'antwerpn', did you mean 'BE-PZ5345' (Antwerpen, police_zone) or 'BE-11002' (Antwerpen, municipality)?
     1      4  date: '2024-13' is not a date: the month must be 01 to 12
     1      6  n: 'many' is not a whole number
every refused line: store:rejects(23)
[1]
$ glocal nowhere.db
glocal: there is no store 'nowhere.db'; create it with: glocal init nowhere.db
[1]
$ glocal events.csv
glocal: 'events.csv' is damaged or not a glocal store
[1]
$ glocal init demo.db
glocal: 'demo.db' already exists; open it, or choose another name
[1]
$ glocal check demo.db
12 rows x 3 columns
check                         problems  result
file                                 0  ok
schema                               0  ok
foreign keys                         0  ok
known values                         0  ok
cells equal observations             0  ok: 1 batch
retractions                          0  ok
trees of zones and phenomena         0  ok
shares of successors                 0  ok
meaning of censored figures          0  ok
rows as logged                       0  ok: 51 digests
log chain                            0  ok: 23 lines
forecasts as registered              0  ok: 0 registrations
$ glocal check demo.db --json
{"checks": [{"check": "file", "problems": 0, "result": "ok"}, {"check": "schema", "problems": 0, "result": "ok"}, {"check": "foreign keys", "problems": 0, "result": "ok"}, {"check": "known values", "problems": 0, "result": "ok"}, {"check": "cells equal observations", "problems": 0, "result": "ok: 1 batch"}, {"check": "retractions", "problems": 0, "result": "ok"}, {"check": "trees of zones and phenomena", "problems": 0, "result": "ok"}, {"check": "shares of successors", "problems": 0, "result": "ok"}, {"check": "meaning of censored figures", "problems": 0, "result": "ok"}, {"check": "rows as logged", "problems": 0, "result": "ok: 51 digests"}, {"check": "log chain", "problems": 0, "result": "ok: 23 lines"}, {"check": "forecasts as registered", "problems": 0, "result": "ok: 0 registrations"}], "problems": 0, "store": "demo.db"}
$ glocal -e '1 + 1, "a"'
2
a
$ glocal demo.db -e '#zones.children("BE", {level="police_zone"})'
176
$ GLOCAL_STORE=demo.db glocal -e 'store:path()'
demo.db
$ glocal run --json -e '{a = 0.1, b = {1, true, "x\n"}}'
{"a": 0.1, "b": [1, true, "x\n"]}
$ glocal run --store demo.db script.lua --zone 5345
script.lua	--zone	5345	--zone	5345
$ glocal run --store demo.db fault.lua
before
glocal: fault.lua:2: unknown zone 'BEE', did you mean 'BE'?
[1]
$ glocal run nowhere.lua
glocal: there is no script 'nowhere.lua'; glocal brings demo_requests, import_figures, monthly_outlook, nightly_check, quarterly_scenarios, scenario_barriers, scenario_channel, spoc_report, weekly_warning, yearly_plan, zone_brief, zone_briefs
[1]
$ glocal run weekly_warnin
glocal: there is no script 'weekly_warnin', did you mean 'weekly_warning'?
[1]
$ glocal run zone_brief --help | head -1
usage: glocal run [--store STORE] zone_brief --zone ZONE [--lang LANG] [--to FILE]
$ glocal run scripts/zone_brief.lua --help | head -1
usage: glocal run [--store STORE] zone_brief --zone ZONE [--lang LANG] [--to FILE]
$ glocal -e 'help "packs"' | head -1
Packs (docs/packs.md)
$ glocal -e 'help "plan"' | grep guide:
  guide: help "plan.md"
$ glocal run -e 'return nil, "no such file", "not_found"'
glocal: no such file
[1]
$ glocal -e 'for i = 1, 1e5 do print(i) end' | head -1
1
$ glocal -e 'print "written"' > /dev/full
glocal: the output could not be written
[1]
$ timeout -s INT --preserve-status 3 glocal -e 'while true do pcall(function() while true do end end) end'
glocal: interrupted
[130]
$ for i in 1 2 3 4; do timeout -s INT 3 glocal -e 'while true do end' 2>&1; done | sort | uniq -c | tr -s ' '
 4 glocal: interrupted
$ printf 'x = 1\nboom()\nx\n' | glocal
error: line 2: attempt to use the undeclared global 'boom'; a text goes between quotes: "boom"
1
[1]
$ glocal demo.db -e 'store:runs():select{"script", "args", "status"}'
2 rows x 3 columns
script      args         status
fault.lua                failed
script.lua  --zone 5345  done
$ cp demo.db newer.db; printf '\0\0\3\347' | dd of=newer.db bs=1 seek=60 conv=notrunc status=none; glocal newer.db
glocal: 'newer.db' was created by a newer glocal (store version 999, this one reads up to 18); update glocal
[1]
$ head -c 50000 demo.db > cut.db; glocal cut.db -e '#store:observations()'
glocal: 'cut.db' is damaged or not a glocal store
[1]
$ glocal check cut.db
glocal: 'cut.db' is damaged or not a glocal store
[1]
$ mkdir folder; glocal folder; glocal import demo.db folder day=a zone=b phenomenon=c
glocal: 'folder' is a folder, not a store
glocal: can't read 'folder': Is a directory
[1]
$ glocal demo.db extra.db
glocal: the shell opens one store, not 'extra.db' as well
try `glocal --help`
[2]
$ glocal run --store
glocal: --store needs a value: --store STORE
try `glocal run --help`
[2]
$ glocal help improt
glocal: there is no command or function 'improt', did you mean 'import'?
try `glocal --help`
[2]
$ glocal run -e 'x = = 1'
glocal: -e:1: unexpected symbol near '='
[1]
$ glocal run -e 'error({})'; glocal run -e 'error()'
glocal: -e:1: an error was raised with a table for a message
glocal: -e:1: an error was raised with a nil for a message
[1]
$ GLOCAL_DEBUG=1 glocal -e 'error "deep"' 2>&1 | head -2
glocal: -e:1: deep
stack traceback:
$ echo 'zones "BEE"' | glocal demo.db
error: line 1: unknown zone 'BEE', did you mean 'BE'?
[1]
