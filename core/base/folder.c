/* folder.c: temporary folders. Example in folder.h. */
#include "base/folder.h"

#include "base/alloc.h"
#include "base/err.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = "/glocal-";

glo_status glo_folder_new(char **out) {
    const char *place = getenv("TMPDIR");
    char path[PATH_MAX];
    if (!place || !*place)
        place = "/tmp";
    int length = snprintf(path, sizeof path, "%s%sXXXXXX", place, prefix);
    if (length < 0 || (size_t)length >= sizeof path)
        return glo_fail(GLO_EINVAL, "the path in TMPDIR is too long");
    if (!mkdtemp(path))
        return glo_fail(glo_status_of_errno(errno), "can't make a temporary folder in '%s': %s", place,
                        strerror(errno));
    return glo_alloc_text(path, out);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *where) {
    (void)info;
    (void)where;
    return type == FTW_D || type == FTW_DP ? rmdir(path) : unlink(path);
}

void glo_folder_remove(const char *path) {
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (slash && strncmp(slash, prefix, sizeof prefix - 1) == 0)
        nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}
