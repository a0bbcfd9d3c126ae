$ GLOCAL_MEMORY=64M glocal demo.db < memory.txt
error: line 1: out of memory: the limit of 64 MB is reached; free large values (name = nil), or start glocal with a higher limit, such as GLOCAL_MEMORY=128M
true
error: line 3: out of memory: the limit of 64 MB is reached; free large values (name = nil), or start glocal with a higher limit, such as GLOCAL_MEMORY=128M
3
false
not enough memory
2000000
[1]
$ GLOCAL_MEMORY=lots glocal demo.db
glocal: GLOCAL_MEMORY=lots: write a size of at least 16M, such as 512M or 2G
[2]
$ GLOCAL_MEMORY=64M glocal -e 'local t = {} while true do t[#t + 1] = {} end'
glocal: -e:1: out of memory: the limit of 64 MB is reached; free large values (name = nil), or start glocal with a higher limit, such as GLOCAL_MEMORY=128M
[1]
$ cp demo.db other.db
$ glocal demo.db < session.txt
error: nothing to write yet: no statement had an effect
error: nothing to undo in this session; store:batches() lists all, store:retract(batch, "why") takes one back
2
1
2 rows x 4 columns
zone  phenomenon   period             count
                           border crossings
BE    trafficking  2024                   7
NL    trafficking  2024                   5
error: line 8: unknown column 'cuont', did you mean 'count'?
took back batch 22: 1 line of second.csv (recorded as batch 23)
took back batch 21: 2 lines of first.csv (recorded as batch 24)
error: nothing to undo in this session; store:batches() lists all, store:retract(batch, "why") takes one back
wrote 9 statements to s.lua
wrote 5 statements to kept.lua
error: 'first.csv' exists and is not a journal of glocal; choose another name
[1]
$ cat s.lua
-- A glocal session on demo.db, written on DATE (glocal 0.1.0). Run it again with: glocal run --store STORE s.lua

-- failed: nothing to undo in this session; store:batches() lists all, store:retract(batch, "why") takes one back
-- undo()
show(store:import("first.csv", {day="d", count="n", zone={const="BE"}, phenomenon={const="0204"}, source={const="frontex"}}).rows)
show(store:import("second.csv", {day="d", count="n", zone={const="NL"}, phenomenon={const="0204"}, source={const="frontex"}}).rows)
r = rollup{zone="BENELUX", level="country",
  phenomenon="0204", every="year", from="2024", to="2024"}
show(r)
-- failed: unknown column 'cuont', did you mean 'count'?
-- lost = r:sort "cuont"
show(undo())
show(undo())
-- failed: nothing to undo in this session; store:batches() lists all, store:retract(batch, "why") takes one back
-- undo()
$ cat kept.lua
-- A glocal session on demo.db, written on DATE (glocal 0.1.0). Run it again with: glocal run --store STORE kept.lua

show(store:import("first.csv", {day="d", count="n", zone={const="BE"}, phenomenon={const="0204"}, source={const="frontex"}}).rows)
show(store:import("second.csv", {day="d", count="n", zone={const="NL"}, phenomenon={const="0204"}, source={const="frontex"}}).rows)
r = rollup{zone="BENELUX", level="country",
  phenomenon="0204", every="year", from="2024", to="2024"}
show(undo())
show(undo())
$ glocal run --store other.db s.lua
2
1
2 rows x 4 columns
zone  phenomenon   period             count
                           border crossings
BE    trafficking  2024                   7
NL    trafficking  2024                   5
took back batch 22: 1 line of second.csv (recorded as batch 23)
took back batch 21: 2 lines of first.csv (recorded as batch 24)
$ glocal run --store other.db kept.lua
2
1
took back batch 26: 1 line of second.csv (recorded as batch 27)
took back batch 25: 2 lines of first.csv (recorded as batch 28)
