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

# Waits until the screen shows the pattern, for as long as a slow machine may need.
see() {
  local end=$(($(date +%s) + 60))
  until screen | grep -qE -- "$1"; do
    if [ "$(date +%s)" -ge $end ]; then
      fault "did not see '$1'"
      return 1
    fi
    sleep 0.01
  done
}

# Ctrl-C, after which the pattern is shown. How soon it comes back is measured by scripts/bench, not here.
interrupt() {
  keys C-c
  see "$1"
}

# Pastes the file as a terminal does: between the marks of a bracketed paste.
paste() { tmux -L $server load-buffer "$1" && tmux -L $server paste-buffer -p; }
# Waits until the screen does not show the pattern.
see_not() { ! screen | grep -qE -- "$1" || fault "saw '$1'"; }
