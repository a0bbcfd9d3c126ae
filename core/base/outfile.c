/* outfile.c: files that appear whole. Example in outfile.h. */
#include "base/outfile.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static glo_status failed(const char *path, int error) {
    return glo_fail(glo_status_of_errno(error), "can't write '%s': %s", path, strerror(error));
}

static glo_status check_place(const char *path) {
    struct stat there;
    if (lstat(path, &there) != 0)
        return GLO_OK;
    if (S_ISLNK(there.st_mode))
        return glo_fail(GLO_EINVAL, "can't write '%s': it is a symbolic link; name the file itself", path);
    if (S_ISDIR(there.st_mode))
        return glo_fail(GLO_EINVAL, "can't write '%s': it is a folder", path);
    if (!S_ISREG(there.st_mode))
        return glo_fail(GLO_EINVAL, "can't write '%s': it is no file", path);
    return GLO_OK;
}

/* "folder/.name.XXXXXX" */
static glo_status name_part(const char *path, char out[PATH_MAX]) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int length = snprintf(out, PATH_MAX, "%.*s.%.200s.XXXXXX", (int)(name - path), path, name);
    if (length < 0 || length >= PATH_MAX || !*name)
        return glo_fail(GLO_EINVAL, "can't write '%s': %s", path,
                        *name ? "the name is too long" : "it names no file");
    return GLO_OK;
}

glo_status glo_outfile_begin(const char *path, glo_outfile *out) {
    char part[PATH_MAX];
    glo_outfile made = {0};
    glo_status status = check_place(path);
    if (status == GLO_OK)
        status = name_part(path, part);
    if (status == GLO_OK)
        status = glo_alloc_text(path, &made.path);
    if (status < 0)
        return status;
    const int file = mkstemp(part); /* O_EXCL, 0600 */
    if (file < 0) {
        status = failed(path, errno);
        free(made.path);
        return status;
    }
    close(file);
    if ((status = glo_alloc_text(part, &made.part)) < 0) {
        unlink(part);
        free(made.path);
        return status;
    }
    *out = made;
    return GLO_OK;
}

static glo_status settle(const glo_outfile *file, bool is_private) {
    const int part = open(file->part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    const mode_t mask = umask(0);
    umask(mask);
    if (part < 0)
        return failed(file->path, errno);
    int error = 0;
    if (fchmod(part, is_private ? 0600 : 0666 & ~mask) != 0 || fsync(part) != 0)
        error = errno;
    close(part);
    if (error == 0 && rename(file->part, file->path) != 0)
        error = errno;
    return error ? failed(file->path, error) : GLO_OK;
}

glo_status glo_outfile_end(glo_outfile *file, glo_status status, bool is_private) {
    if (status == GLO_OK)
        status = settle(file, is_private);
    if (status < 0)
        unlink(file->part);
    free(file->path);
    free(file->part);
    *file = (glo_outfile){0};
    return status;
}
