/* folder.c: the files of a folder. Example in folder.h. */
#include "pack/folder.h"

#include "base/alloc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 16 };

typedef struct walk {
    const char *root;
    glo_bundle_take *take;
    void *data;
    size_t files, bytes;
    char name[GLO_BUNDLE_NAME + 2]; /* of the file or folder that is looked at, from the root on */
} walk;

static glo_status cant_read(const walk *w) {
    return glo_fail(glo_status_of_errno(errno), "can't read '%s%s%s': %s", w->root, w->name[0] ? "/" : "",
                    w->name, strerror(errno));
}

static bool ends_with(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static bool is_passed_over(const char *name) {
    return name[0] == '.' || ends_with(name, ".pack") || ends_with(name, ".minisig");
}

/* Reads all of an open file, whatever its size has become since. */
static glo_status read_bytes(const walk *w, int file, glo_buf *out) {
    char block[1 << 16];
    ssize_t got;
    while ((got = read(file, block, sizeof block)) > 0) {
        if (out->length + (size_t)got > GLO_BUNDLE_BYTES - w->bytes)
            return glo_fail(GLO_EFULL, "'%s' is too large for a pack: it has up to %d MB", w->root,
                            GLO_BUNDLE_BYTES >> 20);
        glo_buf_bytes(out, block, (size_t)got);
    }
    return got < 0 ? cant_read(w) : glo_buf_status(out);
}

static glo_status take_file(walk *w, int file) {
    glo_buf bytes = {0};
    glo_status status = w->files++ < GLO_BUNDLE_FILES
                            ? read_bytes(w, file, &bytes)
                            : glo_fail(GLO_EFULL, "'%s' has more than %d files", w->root, GLO_BUNDLE_FILES);
    if (status == GLO_OK) {
        w->bytes += bytes.length;
        status = w->take(w->data, &(glo_bundle_file){w->name, bytes.data ? bytes.data : "", bytes.length});
    }
    glo_buf_dispose(&bytes);
    return status;
}

static glo_status take_folder(walk *w, int folder, int depth);

/* One entry of a folder, which is opened without following a link. */
static glo_status take_entry(walk *w, int folder, const char *name, int depth) {
    size_t length = strlen(w->name);
    int added = snprintf(w->name + length, sizeof w->name - length, "%s%s", length > 0 ? "/" : "", name);
    if (added < 0 || length + (size_t)added > GLO_BUNDLE_NAME) {
        w->name[length] = '\0';
        return glo_fail(GLO_EINVAL, "the name of '%s/%s/%.100s' is too long for a pack", w->root, w->name,
                        name);
    }
    struct stat what;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    glo_status status;
    if (file < 0 && errno == ELOOP)
        status = glo_fail(GLO_EINVAL, "'%s/%s' is a symbolic link: a pack holds files themselves", w->root,
                          w->name);
    else if (file < 0 || fstat(file, &what) < 0)
        status = cant_read(w);
    else if (S_ISDIR(what.st_mode))
        status = take_folder(w, file, depth + 1);
    else if (S_ISREG(what.st_mode))
        status = take_file(w, file);
    else
        status = glo_fail(GLO_EINVAL, "'%s/%s' is no file: a pack holds files alone", w->root, w->name);
    if (file >= 0)
        close(file);
    w->name[length] = '\0';
    return status;
}

static glo_status take_folder(walk *w, int folder, int depth) {
    if (depth > DEEPEST)
        return glo_fail(GLO_EINVAL, "the folders of '%s' are nested too deep for a pack", w->root);
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* closedir closes it */
    DIR *entries = again < 0 ? NULL : fdopendir(again);
    if (!entries) {
        glo_status status = cant_read(w);
        if (again >= 0)
            close(again);
        return status;
    }
    glo_status status = GLO_OK;
    for (struct dirent *entry; status == GLO_OK && (entry = readdir(entries)) != NULL;)
        if (!is_passed_over(entry->d_name))
            status = take_entry(w, folder, entry->d_name, depth);
    closedir(entries);
    return status;
}

glo_status glo_pack_folder(const char *path, glo_bundle_take *take, void *data) {
    walk w = {.root = path, .take = take, .data = data};
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return cant_read(&w);
    glo_status status = take_folder(&w, folder, 1);
    close(folder);
    return status;
}
