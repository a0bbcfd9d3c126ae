# editing.sh: whole statements in the history, pasted blocks, vi and emacs keys, completion lists. Helpers: tmux.sh.
# shellcheck source=tests/session/tmux.sh
. "$(dirname "$0")/tmux.sh"

# A pasted block runs statement by statement; a chain of methods over several lines is one of them.
cat >block <<'END'
demo> a = 1
b = {
  2,
  3,
}
rollup{zone="RT-CMED", every="year", from="2015", to="2017"}
  :where "count > 150000"
  :sort "-count"
a + #b
END
start demo.db
see '^demo>$'
paste block
keys Enter
see '^RT-CMED  migration   2016 +181 376$'
see '^3$'
keys 'history("rollup").statement[1]:gsub("\n", "|"):sub(60)' Enter
see '^\}\|  :where "count > 150000"\|  :sort "-count"$'
keys 'history():select{"statement", "store"}:head(2)' Enter
see '^a = 1 +.*/demo.db$'
keys '#history "2, 3"' Enter
see '^1$'
# The first that fails ends the block.
printf '"first"\nnope.x\n"second"\n"third"\n' >block
paste block
keys Enter
see "^error: attempt to use the undeclared global 'nope'; a text goes between quotes: \"nope\"$"
see '^note: the rest of what was pasted, 2 lines, was not run$'
keys C-d
see '^exit 0$'
stop

# After a restart each is one entry again, with when, how long and where.
start demo.db
see '^demo>$'
keys Up Up Up Up Up Up Up
see '^demo> rollup\{zone="RT-CMED", every="year", from="2015", to="2017"\}$'
see '^  :sort "-count"$'
keys C-c C-r 'a = 1'
see 'a = 1$'
keys C-c 'h = history "rollup"' Enter 'h.duration[1] < 100, #h.time[1], h.store[1]:match "[^/]+$"' Enter
see '^true$'
see '^19$'
see '^demo.db$'
keys 'history rollup' Enter
see '^time +statement +duration +store$'
keys C-d
stop

# Two shells at once keep what either is told.
start demo.db
see '^demo>$'
first=$server
keys '"of the first"' Enter
see '^of the first$'
start demo.db
see '^demo>$'
keys '"of the second"' Enter
see '^of the second$'
second=$server server=$first
keys '"of the first again"' Enter 'history("of the"):select "statement"' Enter
see '^"of the first"$'
see '^"of the second"$'
see '^"of the first again"$'
stop
server=$second
stop

# The last values.
start demo.db
see '^demo>$'
keys '"older"' Enter '"newer"' Enter '_1 .. _2' Enter
see '^newerolder$'
keys '_3, _' Enter
see '^older$'
stop

# Keys as the analyst's own inputrc has them.
printf 'set editing-mode vi\nset show-mode-in-prompt on\n' >inputrc
with="env INPUTRC=$PWD/inputrc"
start demo.db
see '^\(ins\)demo>$'
keys '10 + 1' Enter
see '^11$'
keys Escape
see '^\(cmd\)demo>'
keys 'k0rxi"' Escape
keys 'S' '40 + 2' Enter
see '^42$'
stop
with=

# Lists of what may stand there: codes with their names, arguments, columns, files.
start demo.db
see '^demo>$'
keys 'zones "antw' Tab
see '^BE-VAN +Antwerp Province \(province\)$'
see '^BE-PZ5345 +Antwerp \(police_zone\)$'
see '^demo> zones "antw$'
keys C-u 'zones "antwerpen pr' Tab C-u 'zones "provincie antw' Tab
see '^demo> zones "BE-VAN"$'
keys C-u 'rollup{zone="BE", every=' Tab
see '^"day" +"week" +"month"'
keys C-u 'rollup{phenomenon="mensenh' Tab
see '^trafficking  mensenhandel$'
keys C-u 'r = rollup{zone="RT-CMED", every="year"}' Enter 'r:where "coun' Tab
see '^demo> r:where "count$'
keys C-u 'r:where{}:sor' Tab
see '^demo> r:where\{\}:sort$'
keys C-u 'store:import("bloc' Tab
see '^demo> store:import\("block"$'
keys C-u C-d
see '^exit 0$'
stop

[ $faults -eq 0 ]
