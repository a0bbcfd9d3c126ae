# look.sh: an import without a mapping in the shell: what was found, then Enter, n, or the call at the prompt. Helpers: tmux.sh.
# shellcheck source=tests/session/tmux.sh
. "$(dirname "$0")/tmux.sh"

printf 'Titel\n\nGemeente;Jaar;Fenomeen;Aantal\nLeuven;2023;Drugs;1.204\nHerent;2023;Drugs;58\n' >whole.csv
printf 'Gemeente;Jaar;Aantal\nLeuven;2024;12\n' >open.csv

start demo.db
see '^demo>$'
keys 'store:import("whole.csv")' Enter
see '^  store:import\("whole.csv", \{count="Aantal"'
see 'n leaves it:$'
keys 'n' Enter
see '^error: nothing was imported$'
keys 'store:import("whole.csv")' Enter
see 'n leaves it:$'
keys 'e' Enter
see '^demo> store:import\("whole.csv", \{count="Aantal"'
keys C-a C-k C-l 'store:import("whole.csv")' Enter
see 'n leaves it:$'
keys '' Enter
see '^imported 2 of 2 lines from whole.csv'
keys C-l 'store:import("open.csv")' Enter
see 'No column has the phenomenon'
see '^error: nothing was imported yet: the call is at the prompt; answer the questions in it$'
see '^demo> store:import\("open.csv", \{count="Aantal"'
keys C-c
stop

[ $faults -eq 0 ]
