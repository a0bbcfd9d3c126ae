/* kept.c: example in kept.h. */
#include "lua/kept.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "lua/bind.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct kept {
    char *path, *text;
    size_t length;
} kept;

enum { DEEPEST = 8 };

static kept *all; /* in the order of their paths */
static size_t count, room;

static int by_path(const void *a, const void *b) {
    return strcmp(((const kept *)a)->path, ((const kept *)b)->path);
}

static glo_status read_file(const char *path, glo_buf *out) {
    char piece[1 << 14];
    FILE *file = fopen(path, "rb");
    if (!file)
        return glo_fail(glo_status_of_errno(errno), "%s: %s", path, strerror(errno));
    for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
        glo_buf_bytes(out, piece, got);
    bool well = !ferror(file);
    fclose(file);
    return well ? glo_buf_status(out) : glo_fail(GLO_EIO, "%s: can't be read", path);
}

static glo_status keep(const char *path) {
    if (count == room) {
        size_t more = room ? 2 * room : 512;
        kept *grown = realloc(all, more * sizeof *all);
        if (!grown)
            return glo_fail(GLO_ENOMEM, "memory ran out");
        all = grown;
        room = more;
    }
    glo_buf text = {0};
    glo_status status = read_file(path, &text);
    char *name = status == GLO_OK ? strdup(path) : NULL;
    if (status == GLO_OK && !name)
        status = glo_fail(GLO_ENOMEM, "memory ran out");
    if (status < 0) {
        glo_buf_dispose(&text);
        return status;
    }
    all[count++] = (kept){name, text.data, text.length};
    return GLO_OK;
}

static glo_status keep_folder(const char *folder, int depth) {
    DIR *open = opendir(folder);
    if (!open)
        return glo_fail(glo_status_of_errno(errno), "%s: %s", folder, strerror(errno));
    glo_status status = GLO_OK;
    for (const struct dirent *each; status == GLO_OK && (each = readdir(open));) {
        char path[PATH_MAX];
        const char *dot = strrchr(each->d_name, '.');
        if (snprintf(path, sizeof path, "%s/%s", folder, each->d_name) >= (int)sizeof path)
            continue;
        if (dot && strcmp(dot, ".lua") == 0)
            status = keep(path);
        else if (!dot && depth < DEEPEST)
            status = keep_folder(path, depth + 1);
    }
    closedir(open);
    return status;
}

glo_status glo_kept_read(void) {
    char folder[PATH_MAX];
    const char *home = glo_home();
    if (count)
        return GLO_OK;
    snprintf(folder, sizeof folder, "%s/foresight", home ? home : ".");
    glo_status status = keep_folder(folder, 0);
    if (count)
        qsort(all, count, sizeof *all, by_path);
    return status;
}

const char *glo_kept_text(const char *path, size_t *out_length) {
    const kept wanted = {.path = (char *)(size_t)path};
    const kept *found = count ? bsearch(&wanted, all, count, sizeof *all, by_path) : NULL;
    *out_length = found ? found->length : 0;
    return found ? found->text : NULL;
}
