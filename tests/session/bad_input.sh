# bad_input.sh: what goes wrong round a session: binary pastes, very long lines, a history that can't be kept, a window that
# changes while something is printed, a pipe that closes, a terminal that can do little. Helpers: tmux.sh.
# shellcheck source=tests/session/tmux.sh
. "$(dirname "$0")/tmux.sh"

# Bytes that are no text are refused, and stay out of the history.
start demo.db
see '^demo>$'
printf 'x = "\200\201"' >bytes
paste bytes
keys Enter
see '^error: this is not text: byte 6 is 0x80; statements are UTF-8$'
# Control characters too; but for those that the terminal itself takes for a signal.
head -c 4000 "$(command -v glocal)" | tr -d '\003\032\034' >bytes
paste bytes
sleep 0.3
keys C-c
sleep 0.3
keys C-c
sleep 0.3
keys '"alive"' Enter
see '^alive$'
# A line of a megabyte runs, and is told to be too long to be kept; a wrong one is shown in part.
head -c 1000000 /dev/zero | tr '\0' a | sed 's/^/x = "/; s/$/"/' >long
paste long
keys Enter
see '^note: a statement of 1000 kB is too long for the history$'
keys '#x' Enter
see '^1000000$'
# So does a table of many lines, without being parsed once a line.
awk 'BEGIN { print "t = {"; for (i = 1; i <= 20000; i++) print "  {zone=\"BE\", n=" i "},"; print "}"; print "#t + 1" }' >long
paste long
keys Enter
see '^20001$'
awk 'BEGIN { print "t = [["; for (i = 1; i <= 20000; i++) print i ";BE;a line"; print "]]"; print "#t > 1" }' >long
paste long
keys Enter
see '^true$'
keys C-d
see '^exit 0$'
stop
! LC_ALL=C grep -q "$(printf '\200')" state/glocal/history || fault "bytes that are no text are in the history"

# A window that changes while something is printed loses nothing of it.
start demo.db
see '^demo>$'
tmux -L $server pipe-pane 'cat >printed'
keys 'for i = 1, 100000 do print("line", i, ".") end' Enter
for width in 60 120 70 130; do tmux -L $server resize-window -x $width -y 30; sleep 0.05; done
keys 'print("printed" .. " " .. "all")' Enter
see '^printed all$'
[ "$(grep -oE 'line[[:space:]]+[0-9]+' printed | wc -l)" -eq 100000 ] || fault "lines were lost when the window changed"
stop

# A history that can't be written, and one that is damaged, are told once.
rm -rf state && mkdir -p state/glocal/history
start demo.db
see '^note: the history is not saved: .*: Is a directory$'
keys '1 + 1' Enter
see '^2$'
keys '2 + 2' Enter
see '^4$'
[ "$(screen | grep -c 'the history is not saved')" -eq 1 ] || fault "a lost history was told more than once"
stop
rm -rf state && mkdir -p state/glocal
{ printf '1700000000\t     0.100\t\t"kept"\n'; head -c 3000 /dev/zero; printf '\n\377\376\n'; } >state/glocal/history
start demo.db
see '^note: 2 damaged lines of the history left out'
keys Up
see '^demo> "kept"$'
keys C-u C-d
see '^exit 0$'
stop
[ -s state/glocal/history.damaged ] || fault "the damaged history was thrown away"
start demo.db
see '^demo>$'
see_not 'damaged'
stop

# Nobody reads any more.
start "demo.db | head -1"
sleep 0.5
keys '"one"' Enter
see 'one$'
keys '"two"' Enter '"three"' Enter
see '^error: the output could not be written: the session ends$'
stop

# A frame in full goes through the pager; one that is left early, or stopped, is no fault.
with="env PAGER='head -3'"
start demo.db
see '^demo>$'
keys 'rollup{zone="RT-CMED"}:all()' Enter
see '^zone +phenomenon +period +count$'
keys '"alive"' Enter
see '^alive$'
see_not 'error'
stop

# A dumb terminal, and one without colour: no escape sequences, no glyphs beyond ASCII.
with="env TERM=dumb"
start demo.db
see '^demo>$'
tmux -L $server pipe-pane 'cat >printed'
keys 'rollup{zone="RT-CMED", every="year"}:glimpse()' Enter
see '^count +integer'
sleep 0.2
! LC_ALL=C grep -q "$(printf '[\200-\377\033]')" printed || fault "a dumb terminal was sent more than ASCII"
stop
with="env NO_COLOR=1"
start demo.db
see '^demo>$'
tmux -L $server pipe-pane 'cat >printed'
keys 'zones:find "antw"' Enter
see '^BE-VAN'
sleep 0.2
! grep -q "$(printf '\033\\[[0-9;]*m')" printed || fault "colours were sent in spite of NO_COLOR"
stop

[ $faults -eq 0 ]
