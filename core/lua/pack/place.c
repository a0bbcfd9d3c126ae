/* place.c: the folders in which packs, keys and indexes are kept, and the name that bytes have by their hash.
 *
 * Example (Lua):  core.make_folders "/home/an/.config/glocal/trust"   core.folder_names "/home/an/.config/glocal/trust"
 *                 core.sha256_text "abc"   --> ba7816bf...
 */
#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/job.h"
#include "hold.h"
#include "lua/bind.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

GLO_FUNCTION(place_sha256_text, .name = "sha256_text", .doc = "The SHA-256 of bytes (FIPS 180-4).",
             GLO_TAKES({.name = "bytes", .type = "string", .is_in_place = true, .doc = "the bytes"}),
             GLO_GIVES({.type = "string", .doc = "in hexadecimal"}), .is_internal = true, .since = "0.1",
             .example = "sha256_text('abc'):sub(1, 16) --> ba7816bf8f01cfea") {
    size_t length;
    const char *bytes = luaL_checklstring(L, 1, &length);
    char hex[GLO_SHA256_HEX];
    glo_status status = glo_sha256(bytes, length, hex);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, hex);
    return 1;
}

/* Makes each folder of a path that is not there yet; `path` is written in on the way. */
static glo_status make_each(char *path) {
    for (char *at = path + 1;; at++) {
        if (*at != '/' && *at != '\0')
            continue;
        const char kept = *at;
        struct stat there;
        *at = '\0';
        if (mkdir(path, 0700) < 0 && (errno != EEXIST || stat(path, &there) < 0 || !S_ISDIR(there.st_mode)))
            return glo_fail(glo_status_of_errno(errno), "can't make the folder '%s': %s", path,
                            strerror(errno));
        *at = kept;
        if (!kept)
            return GLO_OK;
    }
}

GLO_FUNCTION(
    place_make_folders, .name = "make_folders",
    .doc = "Makes a folder and those that it lies in, for their owner alone, where they are not there yet.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the folder"}),
    GLO_GIVES({.type = "string", .doc = "its path"}),
    .fails = "read_only, full, exists: a file is in the way", .needs = GLO_NEEDS_FILE_WRITE,
    .is_internal = true, .since = "0.1", .example = "make_folders('/tmp') --> /tmp") {
    const char *path = luaL_checkstring(L, 1);
    luaL_argcheck(L, *path, 1, "expected the name of a folder");
    char *copy;
    glo_status status = glo_alloc_text(path, &copy);
    if (status == GLO_OK) {
        status = make_each(copy);
        free(copy);
    }
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, path);
    return 1;
}

GLO_FUNCTION(place_full_path, .name = "full_path",
             .doc = "The name of a file or folder that holds wherever glocal is started, without links.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file or folder"}),
             GLO_GIVES({.type = "string", .doc = "its path from /"}), .fails = "not_found, io",
             .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
             .example = "full_path('/tmp/..') --> /") {
    const char *path = luaL_checkstring(L, 1);
    char full[PATH_MAX];
    if (!realpath(path, full))
        return glo_failure(L,
                           glo_fail(glo_status_of_errno(errno), "can't use '%s': %s", path, strerror(errno)));
    lua_pushstring(L, full);
    return 1;
}

/* In a call of its own, so that the folder is closed where no memory is left. */
static int add_names(lua_State *L) {
    DIR *folder = lua_touserdata(L, 2);
    const bool has_hidden = lua_toboolean(L, 3);
    lua_Integer count = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *name = entry->d_name;
        if (name[0] == '.' && (!has_hidden || !name[1] || (name[1] == '.' && !name[2])))
            continue;
        lua_pushstring(L, name);
        lua_rawseti(L, 1, ++count);
    }
    return 0;
}

GLO_FUNCTION(
    place_folder_names, .name = "folder_names",
    .doc = "The names in a folder, in no order; those that begin with a dot are left out unless asked for.",
    GLO_TAKES(
        {.name = "path", .type = "string", .doc = "the folder"},
        {.name = "hidden", .type = "boolean", .is_optional = true, .doc = "those that begin with a dot too"}),
    GLO_GIVES({.type = "string[]", .doc = "names"}), .fails = "not_found, io", .needs = GLO_NEEDS_FILE_READ,
    .is_internal = true, .since = "0.1", .example = "select(3, folder_names('/nowhere')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    const int has_hidden = lua_toboolean(L, 2);
    lua_settop(L, 1);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    DIR *folder = opendir(path);
    if (!folder)
        return glo_failure(
            L, glo_fail(glo_status_of_errno(errno), "can't read the folder '%s': %s", path, strerror(errno)));
    lua_pushcfunction(L, add_names);
    lua_pushvalue(L, 2);
    lua_pushlightuserdata(L, folder);
    lua_pushboolean(L, has_hidden);
    int failed = lua_pcall(L, 3, 0, 0);
    closedir(folder);
    if (failed)
        return lua_error(L);
    return 1;
}

/* ---- a file at once ---- */

/* Opens a file without waiting for one that is none (a named pipe, a device) and looks whether it is one. */
static glo_status open_file(const char *path, int *out) {
    struct stat what;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0 || fstat(file, &what) < 0) {
        glo_status status = glo_fail(glo_status_of_errno(errno), "%s: %s", path, strerror(errno));
        if (file >= 0)
            close(file);
        return status;
    }
    if (!S_ISREG(what.st_mode)) {
        close(file);
        return glo_fail(GLO_EINVAL,
                        S_ISDIR(what.st_mode)
                            ? "'%s' is no file but a folder: `glocal pack build` makes a file of a pack"
                            : "'%s' is no file",
                        path);
    }
    *out = file;
    return GLO_OK;
}

static glo_status read_file(const char *path, int file, size_t most, glo_buf *out) {
    char block[1 << 16];
    ssize_t got;
    while ((got = read(file, block, sizeof block)) > 0 || (got < 0 && errno == EINTR)) {
        if (got > 0)
            glo_buf_bytes(out, block, (size_t)got);
        if (out->length > most)
            return glo_fail(GLO_EFULL, "'%s' is larger than the %zu bytes it may have", path, most);
        if (glo_buf_status(out) < 0)
            return glo_buf_status(out);
    }
    return got < 0 ? glo_fail(GLO_EIO, "%s: %s", path, strerror(errno)) : GLO_OK;
}

GLO_FUNCTION(place_file_bytes, .name = "file_bytes",
             .doc = "The bytes of a file, opened once; what is no file, such as a named pipe or a device, is "
                    "refused and not waited for.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "most", .type = "integer", .unit = "bytes", .doc = "what it may have"}),
             GLO_GIVES({.type = "string", .doc = "the bytes"}), .fails = "not_found, invalid, full, io",
             .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
             .example = "select(3, file_bytes('/dev/zero', 10)) --> invalid") {
    const char *path = luaL_checkstring(L, 1);
    lua_Integer most = luaL_checkinteger(L, 2);
    luaL_argcheck(L, most > 0, 2, "expected bytes, 1 at least");
    glo_buf *bytes = glo_push_buf(L);
    int file = -1;
    glo_status status = open_file(path, &file);
    if (status < 0)
        return glo_failure(L, status);
    status = read_file(path, file, (size_t)most, bytes);
    close(file);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushlstring(L, bytes->data ? bytes->data : "", bytes->length);
    return 1;
}

/* ---- one at a time ---- */

#define FOLDER_LOCK "glocal.folder_lock"

enum { LOCK_TRIES = 500, LOCK_WAIT = 20000000 }; /* 10 seconds, in steps of 20 ms (nanoseconds) */

static int lock_close(lua_State *L) {
    int *file = luaL_checkudata(L, 1, FOLDER_LOCK);
    if (*file >= 0)
        close(*file); /* which gives the lock up */
    *file = -1;
    return 0;
}

/* Waits for the lock of a file that is open; Ctrl-C ends the waiting. */
static glo_status take_lock(int file, const char *path, const glo_job *job) {
    for (int i = 0; flock(file, LOCK_EX | LOCK_NB) < 0; i++) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return glo_fail(glo_status_of_errno(errno), "can't lock '%s': %s", path, strerror(errno));
        if (i == LOCK_TRIES)
            return glo_fail(GLO_EBUSY, "another glocal is writing in '%s': try again when it has ended",
                            path);
        glo_status status = glo_job_step(job, "waiting", 0, 0);
        if (status < 0)
            return status;
        nanosleep(&(struct timespec){.tv_nsec = LOCK_WAIT}, NULL);
    }
    return GLO_OK;
}

GLO_FUNCTION(place_lock_folder, .name = "lock_folder",
             .doc = "Keeps a folder for this process until what it gives is closed; others that ask wait up "
                    "to 10 seconds.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the folder; the file .lock in it is held"}),
             GLO_GIVES({.type = "userdata", .doc = "to be closed"}),
             .fails = "busy, not_found, read_only, cancelled", .needs = GLO_NEEDS_FILE_WRITE,
             .is_internal = true, .since = "0.1",
             .example = "select(3, lock_folder('/nowhere')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    const char *name = lua_pushfstring(L, "%s/.lock", path);
    int *file = lua_newuserdatauv(L, sizeof *file, 0);
    *file = -1;
    luaL_setmetatable(L, FOLDER_LOCK);
    *file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*file < 0)
        return glo_failure(
            L, glo_fail(glo_status_of_errno(errno), "can't write in '%s': %s", path, strerror(errno)));
    glo_status status = take_lock(*file, path, glo_lua_job(L));
    return status < 0 ? glo_failure(L, status) : 1;
}

static const glo_function *const functions[] = {&place_sha256_text_entry,
                                                &place_make_folders_entry,
                                                &place_folder_names_entry,
                                                &place_full_path_entry,
                                                &place_lock_folder_entry,
                                                &place_file_bytes_entry,
                                                NULL};

void glo_bind_place(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", lock_close}, {"__close", lock_close}, {NULL, NULL}};
    glo_new_metatable(L, FOLDER_LOCK);
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
