# tmux.sh: a session in a terminal that tmux holds: keys go in, the screen is looked at. Sourced by the .sh files that `run`
# plays, in its folder; they end with the exit code of [ $faults -eq 0 ].
#
#   start demo.db; see '^demo>$'; keys '1 + 1' Enter; see '^2$'; stop
command -v tmux >/dev/null || { echo "sessions: tmux is needed" >&2; exit 1; }
server= started=0 with= # a command before it, such as "env TERM=dumb"
trap 'tmux -L $server kill-server 2>/dev/null' EXIT
faults=0

fault() {
  echo "$(basename "$0" .sh): $1; the screen was:" >&2
  screen | sed -e '/^$/d' -e 's/^/    | /' >&2
  faults=$((faults + 1))
}

# A server of its own for each session: one that ends takes a moment to be gone.
start() {
  started=$((started + 1)) server=glocal-test-$$-$started
  tmux -L $server -f /dev/null new-session -d -x 100 -y 40 "$with glocal $*; echo exit \$?; exec sleep 60"
}
start_in_shell() {
  started=$((started + 1)) server=glocal-test-$$-$started
  tmux -L $server -f /dev/null new-session -d -x 100 -y 40 "env PS1='sh$ ' bash --norc -i"
}
stop() { tmux -L $server kill-server 2>/dev/null; }
keys() { tmux -L $server send-keys "$@" 2>/dev/null; }
screen() { tmux -L $server capture-pane -p 2>/dev/null; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Waits until the screen shows the pattern, at most $2 milliseconds (3000 unless told).
see() {
  local end=$(($(milliseconds) + ${2:-3000}))
  until screen | grep -qE -- "$1"; do
    if [ "$(milliseconds)" -ge $end ]; then
      fault "did not see '$1'"
      return 1
    fi
    sleep 0.01
  done
}

# How long Ctrl-C takes until $2 is shown; more than $1 milliseconds is a fault.
interrupt() {
  local begin
  begin=$(milliseconds)
  keys C-c
  see "$2" 2000 || return
  local took=$(($(milliseconds) - begin))
  [ $took -le "$1" ] || fault "Ctrl-C took $took ms"
}

# Pastes the file as a terminal does: between the marks of a bracketed paste.
paste() { tmux -L $server load-buffer "$1" && tmux -L $server paste-buffer -p; }
# Waits until the screen does not show the pattern.
see_not() { ! screen | grep -qE -- "$1" || fault "saw '$1'"; }
