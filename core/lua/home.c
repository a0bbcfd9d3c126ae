/* home.c: where foresight/ and data/ are: $GLOCAL_HOME, else share/glocal beside the program or module that
 * this code is part of (a build folder), else in the folder some steps up that holds share/glocal (an
 * installation), else under the install prefix. */
#include "lua/bind.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char home[PATH_MAX];

static bool is_home(const char *folder) {
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/foresight/init.lua", folder);
    return length > 0 && (size_t)length < sizeof path && access(path, R_OK) == 0;
}

/* The folder of the file that holds this code: the shared module, or the program itself. */
static bool own_folder(char out[PATH_MAX]) {
    Dl_info info;
    char path[PATH_MAX];
    ssize_t length = -1;
    if (dladdr(&home, &info) && info.dli_fname && strstr(info.dli_fname, ".so")) {
        if (realpath(info.dli_fname, path))
            length = (ssize_t)strlen(path);
    } else {
        length = readlink("/proc/self/exe", path, sizeof path - 1);
    }
    if (length <= 0)
        return false;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return false;
    *slash = '\0';
    strcpy(out, path);
    return true;
}

const char *glo_home(void) {
    if (home[0])
        return home;
    const char *told = getenv("GLOCAL_HOME");
    if (told && *told) {
        snprintf(home, sizeof home, "%s", told);
        return home;
    }
    char own[PATH_MAX], folder[PATH_MAX + 32];
    int is_found = own_folder(own);
    for (int steps = 0; is_found && steps < 5; steps++) { /* PREFIX/lib/ARCHITECTURE/lua/5.4 is four below */
        snprintf(folder, sizeof folder, "%s/share/glocal", own);
        if (is_home(folder) && realpath(folder, home))
            return home;
        char *slash = strrchr(own, '/');
        if (!slash)
            break;
        *slash = '\0';
    }
    if (is_home(GLOCAL_PREFIX "/share/glocal")) {
        snprintf(home, sizeof home, "%s", GLOCAL_PREFIX "/share/glocal");
        return home;
    }
    return NULL;
}
