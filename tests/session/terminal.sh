# terminal.sh: prompt, Ctrl-C, Tab, history between sessions, a long import, Ctrl-Z. Helpers: tmux.sh.
# shellcheck source=tests/session/tmux.sh
. "$(dirname "$0")/tmux.sh"

start demo.db
see '^glocal [0-9.]+  demo$'
see '^help\(\) to begin, Ctrl-D to leave$'
see '^demo>$'
keys 'x = {' Enter
see '^   \.\.$'
keys '1, 2}' Enter '#x + 40' Enter
see '^42$'
keys 'local lost = 1' Enter
see "^note: 'lost' no longer exists"

keys 'print "loop begun" while true do pcall(function() while true do end end) end' Enter
see '^loop begun$'
interrupt '^\^?C?interrupted'
keys 'clear_me_away'
see '^demo> clear_me_away$'
keys C-c
see '^demo> clear_me_away\^C$'
keys '"alive"' Enter
see '^alive$'
keys 'print "query begun" store:sql "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c"' Enter
see '^query begun$'
sleep 0.3
interrupt 'c"$|interrupted$'
keys '"alive" .. 1' Enter
see '^alive1$'
keys 'f = sql "with recursive n(i) as (select 1 union all select i + 1 from n limit 100000) select i from n"' Enter
see 'select i from n"$|^ ?from n"$'
keys C-l 'select count(*) from f a join f b on a.i + b.i = 7' Enter
sleep 0.3
interrupt 'interrupted$'
keys '"alive" .. 11' Enter
see '^alive11$'
keys '.sql' Enter
see '^demo sql>$'
keys 'values (1),' Enter '(2)\;' Enter
see '^2 rows x 1 column$'
keys '.lua' Enter
see '^demo>$'
keys 'print "coroutine begun" coroutine.wrap(function() while true do end end)()' Enter
see '^coroutine begun$'
keys C-c
keys '"alive" .. 2' Enter
see '^alive2$'
keys 'print "match begun" print(("a"):rep(40):match(("a?"):rep(40) .. ("a"):rep(40) .. "b"))' Enter
see '^match begun$'
sleep 0.3
interrupt 'b"\)$|interrupted$'
keys '"alive" .. 22' Enter
see '^alive22$'
keys 'if true then' Enter
see '^   \.\.$'
keys C-c
see '^   \.\. \^C$'
keys '"alive" .. 3' Enter
see '^alive3$'

keys 'zon' Tab
see '> zones$'
keys C-u 'frame{{aa=1}}:sel' Tab 'x' C-u 'zones "BE-PZ534' Tab
see 'BE-PZ5345'
keys C-u 'help "frame:hea' Tab
see 'help "frame:head"$'
keys C-u 'rollup{phenomenon_l' Tab
see 'rollup\{phenomenon_level=$'
keys C-u 'y = {' Enter '  7' Enter '}' Enter 'quit' Enter
see '^exit 0$'
stop

start demo.db
see '^demo>$'
keys Up
see '^demo> y = \{$'
see '^  7$'
keys C-c
see '^}\^C$'
keys C-d
see '^exit 0$'
stop
[ "$(stat -c %a state/glocal/history)" = 600 ] || fault "the history is not private"

# A long import shows its progress; Ctrl-C takes all of it back.
awk 'BEGIN { print "d,n"; for (i = 1; i <= 6000000; i++) printf "2024-01-%02d,%d\n", i % 28 + 1, i % 9 }' >long.csv
start demo.db
see '^demo> $|^demo>$'
keys 'n = store:state() store:import("long.csv", {day="d", count="n", zone={const="BE"}, phenomenon={const="0204"},' \
  Enter 'source={const="frontex"}})' Enter
see '^importing, [0-9]+ lines, [0-9]+ a second  [0-9]+ %  [0-9]+ s left$'
interrupt '^interrupted$'
keys 'store:state() - n' Enter
see '^0$'
keys C-d
see '^exit 0$'
stop

# A plot fills the terminal's width; Ctrl-C stops drawing, with the program that draws.
start demo.db
keys 'r = rollup{zone="RT-WBALKAN", phenomenon="migration", every="year"}' Enter 'r:plot()' Enter
see '^Irregular migration: Western Balkan route$'
see 'TLP:CLEAR$'
keys 'for i = 1, 1e6 do r:plot{to="p.svg"} if i == 2 then print "drawn twice" end end' Enter
see '^drawn twice$'
interrupt '^\^?C?interrupted'
keys '"alive" .. 3' Enter
see '^alive3$'
[ -s p.svg ] || fault "no plot was written"
keys C-d
see '^exit 0$'
stop

# A run of a model is stopped; the model can be changed and run again.
start demo.db
keys 'm = model{from="2026-01", months=24}' Enter 'm.a = model.normal{mean=9, sd=1}' Enter
keys 'm.w = model.stock{start=0, inflow=m.a}' Enter 'm:run{draws=1e10}' Enter
sleep 0.5
interrupt '^\^?C?interrupted'
keys 'm.b = m.w * 2' Enter 'm:run{draws=1000}.draws' Enter
see '^1000$'
keys C-d
see '^exit 0$'
stop

# Stopped by the system shell's Ctrl-Z and taken up again, the line stands as it was.
start_in_shell
see '^sh\$'
keys 'glocal demo.db' Enter
see '^demo>$'
keys '1 + 1 +'
see '^demo> 1 \+ 1 \+$'
keys C-z
see 'Stopped'
keys 'fg' Enter
see '^demo> 1 \+ 1 \+$'
keys ' 40' Enter
see '^42$'
stop

printf 'print(1)\n\377\376\n' >state/glocal/history
start demo.db
see '^note: 1 damaged line of the history left out'
keys Up Enter
see '^1$'
keys C-d
see '^exit 0$'
stop

[ $faults -eq 0 ]
