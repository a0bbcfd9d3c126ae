/* history.c: the statements of earlier sessions, in $XDG_STATE_HOME/glocal/history (else ~/.local/state). One
 * line each: a newline is written "\n", a backslash "\\". Mode 0600. Whatever is wrong with the file is told
 * in one line and never stops the shell.
 */
#include "base/text.h"
#include "shell/shell.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

enum { KEPT = 5000, LONGEST = 1 << 20 };

static char path[PATH_MAX]; /* "" when no history is kept */

static void give_up(const char *why) {
    fprintf(stderr, "note: the history is not kept: %s: %s\n", path, why);
    path[0] = '\0';
}

/* The path of the history file; makes the folders on the way. */
static int find_path(void) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length;
    if (state && state[0] == '/')
        length = snprintf(path, sizeof path, "%s/glocal/history", state);
    else if (home && *home)
        length = snprintf(path, sizeof path, "%s/.local/state/glocal/history", home);
    else
        return 0;
    if (length < 0 || (size_t)length >= sizeof path) {
        path[0] = '\0';
        return 0;
    }
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = mkdir(path, 0700) < 0 && errno != EEXIST && access(path, F_OK) < 0;
        *slash = '/';
        if (failed) {
            give_up(strerror(errno));
            return 0;
        }
    }
    return 1;
}

static void encode(const char *statement, glo_buf *out) {
    for (const char *c = statement; *c; c++) {
        if (*c == '\n')
            glo_buf_text(out, "\\n");
        else if (*c == '\\')
            glo_buf_text(out, "\\\\");
        else
            glo_buf_char(out, *c);
    }
    glo_buf_char(out, '\n');
}

static void decode(char *line) {
    char *to = line;
    for (const char *from = line; *from; from++) {
        if (*from == '\\' && from[1])
            *to++ = *++from == 'n' ? '\n' : *from;
        else
            *to++ = *from;
    }
    *to = '\0';
}

/* Adds every whole line to readline's list; returns how many were damaged. */
static int load(FILE *file) {
    char *line = NULL;
    size_t room = 0, at;
    ssize_t length;
    int damaged = 0;
    while ((length = getline(&line, &room, file)) > 0) {
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        if (length == 0)
            continue;
        if (length > LONGEST || strlen(line) != (size_t)length ||
            !glo_text_is_utf8(line, (size_t)length, &at)) {
            damaged++;
            continue;
        }
        decode(line);
        add_history(line);
    }
    free(line);
    return damaged;
}

/* Writes the list anew, beside the file and then in its place: drops damaged lines and the oldest. */
static void rewrite(void) {
    char beside[PATH_MAX + 8];
    snprintf(beside, sizeof beside, "%s.new", path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!file)
        return; /* a long history is no fault */
    for (int i = 0; i < history_length; i++) {
        glo_buf line = {0};
        encode(history_get(history_base + i)->line, &line);
        if (glo_buf_status(&line) == 0)
            fwrite(line.data, 1, line.length, file);
        glo_buf_dispose(&line);
    }
    int failed = ferror(file);
    if (fclose(file) != 0 || failed || rename(beside, path) < 0)
        unlink(beside);
}

void history_open(void) {
    using_history();
    if (!find_path())
        return;
    FILE *file = fopen(path, "re");
    if (!file) {
        if (errno != ENOENT)
            give_up(strerror(errno));
        stifle_history(KEPT);
        return;
    }
    int damaged = load(file);
    fclose(file);
    int many = history_length > 2 * KEPT;
    stifle_history(KEPT);
    if (damaged)
        fprintf(stderr, "note: %d damaged line%s of the history left out (%s)\n", damaged,
                damaged == 1 ? "" : "s", path);
    if (damaged || many)
        rewrite();
}

void history_keep(const char *statement) {
    HIST_ENTRY *last = history_length ? history_get(history_base + history_length - 1) : NULL;
    if (!*statement || (last && strcmp(last->line, statement) == 0))
        return;
    add_history(statement);
    if (!path[0])
        return;
    glo_buf line = {0};
    encode(statement, &line);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    /* one write, so that sessions side by side don't mix their lines */
    if (fd < 0 || glo_buf_status(&line) < 0 || write(fd, line.data, line.length) != (ssize_t)line.length)
        give_up(strerror(errno));
    if (fd >= 0)
        close(fd);
    glo_buf_dispose(&line);
}
