/* history.c: the statements of this session and of those before it, as readline's list; history_file.c keeps
 * them. Whatever is wrong with the file is told in one line, once, and never stops the shell.
 */
#include "base/text.h"
#include "shell.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>

enum { KEPT = 5000, LONGEST = 1 << 17 };

static char path[PATH_MAX]; /* "" when no history is kept */

static void give_up(void) {
    say("note: the history is not saved: %s: %s", path, strerror(errno));
    path[0] = '\0';
}

static void add(const char *statement) {
    HIST_ENTRY *last = history_length ? history_get(history_base + history_length - 1) : NULL;
    if (!last || strcmp(last->line, statement) != 0)
        add_history(statement);
}

void history_open(void) {
    using_history();
    stifle_history(KEPT);
    if (!history_file_path(path)) {
        path[0] = '\0';
        return;
    }
    if (history_file_make_folders(path) < 0) {
        give_up();
        return;
    }
    int damaged = history_file_load(path, KEPT, add);
    if (damaged < 0)
        give_up();
    else if (damaged > 0)
        say("note: %d damaged line%s of the history left out, the old file is %s.damaged", damaged,
            damaged == 1 ? "" : "s", path);
}

void history_begin(const char *statement, const char *store) {
    char whole[PATH_MAX];
    add(statement);
    if (!path[0])
        return;
    if (strlen(statement) > LONGEST)
        say("note: a statement of %zu kB is too long for the history", strlen(statement) / 1000);
    else if (history_file_begin(path, statement, *store && realpath(store, whole) ? whole : store) < 0)
        give_up();
}

void history_end(double seconds) {
    if (path[0])
        history_file_end(path, seconds);
}
