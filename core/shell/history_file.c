/* history_file.c: the file of the history, $XDG_STATE_HOME/glocal/history (else ~/.local/state). A line is
 * one statement, with when it began, how long it took and on which store:
 *
 *   1764013856 <tab>      0.012 <tab> /home/ann/demo.db <tab> rollup{zone="BE"}
 *
 * A newline in a field is written "\n", a tab "\t", a backslash "\\". The seconds have a fixed width and are
 * blank until the statement has ended, so that one which is killed is kept as well. Shells side by side share
 * the file: every change is made under a lock, at the end or in place; only the clean-up makes a new file.
 */
#include "base/text.h"
#include "shell.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS_WIDTH = 10, ATTEMPTS = 20, WAIT = 10000000 };

/* The place of the seconds of the statement under way. */
static struct {
    ino_t file;
    off_t at;
} pending;

bool history_file_path(char out[PATH_MAX]) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length = -1;
    if (state && state[0] == '/')
        length = snprintf(out, PATH_MAX, "%s/glocal/history", state);
    else if (home && *home)
        length = snprintf(out, PATH_MAX, "%s/.local/state/glocal/history", home);
    return length > 0 && length < PATH_MAX;
}

int history_file_make_folders(const char *path) {
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0700) < 0 && errno != EEXIST && access(folder, F_OK) < 0)
            return -1;
        *slash = '/';
    }
    return 0;
}

/* Waits a fifth of a second at most: a shell that was stopped while it wrote must not stop the others. */
static void lock(int fd) {
    for (int i = 0; i < ATTEMPTS && flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK; i++)
        nanosleep(&(struct timespec){.tv_nsec = WAIT}, NULL);
}

/* Opened and locked; another shell may have put a new file in its place in between, then again. */
static int open_locked(const char *path, int flags) {
    struct stat here, there;
    for (int i = 0; i < ATTEMPTS; i++) {
        int fd = open(path, flags | O_CLOEXEC, 0600);
        if (fd < 0)
            return -1;
        lock(fd);
        if (fstat(fd, &here) < 0 || stat(path, &there) < 0 || here.st_ino == there.st_ino)
            return fd;
        close(fd);
    }
    errno = EBUSY;
    return -1;
}

static void put_field(glo_buf *out, const char *text) {
    for (const char *c = text; *c; c++) {
        if (*c == '\n')
            glo_buf_text(out, "\\n");
        else if (*c == '\t')
            glo_buf_text(out, "\\t");
        else if (*c == '\\')
            glo_buf_text(out, "\\\\");
        else
            glo_buf_char(out, *c);
    }
}

int history_file_begin(const char *path, const char *statement, const char *store) {
    glo_buf line = {0};
    glo_buf_format(&line, "%" PRId64 "\t", (int64_t)time(NULL));
    size_t seconds = line.length;
    glo_buf_repeat(&line, ' ', SECONDS_WIDTH);
    glo_buf_char(&line, '\t');
    put_field(&line, store);
    glo_buf_char(&line, '\t');
    put_field(&line, statement);
    glo_buf_char(&line, '\n');
    pending.file = 0;
    int failed = -1, fd = open_locked(path, O_WRONLY | O_CREAT | O_APPEND);
    if (fd >= 0 && glo_buf_status(&line) == 0 && write(fd, line.data, line.length) == (ssize_t)line.length) {
        struct stat file;
        off_t end = lseek(fd, 0, SEEK_CUR);
        failed = 0;
        if (end > 0 && fstat(fd, &file) == 0) {
            pending.file = file.st_ino;
            pending.at = end - (off_t)line.length + (off_t)seconds;
        }
    }
    int why = errno;
    if (fd >= 0)
        close(fd);
    glo_buf_dispose(&line);
    errno = why;
    return failed;
}

void history_file_end(const char *path, double seconds) {
    char text[64];
    struct stat file;
    if (pending.file == 0 || snprintf(text, sizeof text, "%*.3f", SECONDS_WIDTH, seconds) != SECONDS_WIDTH)
        return;
    int fd = open_locked(path, O_WRONLY);
    if (fd >= 0 && fstat(fd, &file) == 0 && file.st_ino == pending.file &&
        pwrite(fd, text, SECONDS_WIDTH, pending.at) != SECONDS_WIDTH)
        pending.at = 0; /* the statement itself is kept; that is what matters */
    pending.file = 0;
    if (fd >= 0)
        close(fd);
}

static void take_field(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == '\\' && from[1]) {
            from++;
            *to++ = *from == 'n' ? '\n' : *from;
            if (*from == 't')
                to[-1] = '\t';
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

/* The statement in a line; the whole line where it has no other fields. */
static char *statement_in(char *line) {
    size_t time_width = strspn(line, "0123456789");
    char *store = time_width && line[time_width] == '\t' ? strchr(line + time_width + 1, '\t') : NULL;
    char *statement = store ? strchr(store + 1, '\t') : NULL;
    return statement ? statement + 1 : line;
}

/* Writes the whole lines but the first `skip` anew, beside the file and then in its place; a file that was
 * damaged stays as PATH.damaged. */
static void rewrite(const char *path, FILE *file, size_t skip, int damaged) {
    char beside[PATH_MAX + 16], aside[PATH_MAX + 16], *line = NULL;
    size_t room = 0, at;
    ssize_t length;
    snprintf(beside, sizeof beside, "%s.new", path);
    snprintf(aside, sizeof aside, "%s.damaged", path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out)
        return; /* a long history is no fault */
    rewind(file);
    for (size_t i = 0; (length = getline(&line, &room, file)) > 0;) {
        if (!glo_text_is_utf8(line, (size_t)length, &at) || strlen(line) != (size_t)length)
            continue;
        if (i++ >= skip)
            fwrite(line, 1, (size_t)length, out);
    }
    free(line);
    int failed = ferror(out);
    if (fclose(out) != 0 || failed || (damaged && rename(path, aside) < 0) || rename(beside, path) < 0)
        unlink(beside);
}

int history_file_load(const char *path, size_t kept, void (*take)(const char *statement)) {
    int fd = open_locked(path, O_RDONLY), damaged = 0;
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
    if (!file) {
        if (fd >= 0)
            close(fd);
        return errno == ENOENT ? 0 : -1;
    }
    char *line = NULL;
    size_t room = 0, at, whole = 0;
    ssize_t length;
    errno = 0;
    while ((length = getline(&line, &room, file)) > 0) {
        if (!glo_text_is_utf8(line, (size_t)length, &at) || strlen(line) != (size_t)length) {
            damaged++;
            continue;
        }
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        char *statement = statement_in(line);
        take_field(statement);
        if (*statement)
            take(statement);
        whole++;
    }
    free(line);
    if (ferror(file)) { /* such as a folder in its place */
        int why = errno;
        fclose(file);
        errno = why;
        return -1;
    }
    if (damaged || whole > 2 * kept)
        rewrite(path, file, whole > kept ? whole - kept : 0, damaged);
    fclose(file);
    return damaged;
}
