/* backup.c: copies of stores.
 *
 * Example (Lua):  store:backup "backups/demo-2026-11-30.db"   --> backups/demo-2026-11-30.db
 */
#include "store/backup.h"

#include "base/err.h"
#include "lua/bind.h"
#include "store.h"

#include <inttypes.h>
#include <stdio.h>

enum { COPYING = GLO_NEEDS_STORE_READ | GLO_NEEDS_STORE_WRITE | GLO_NEEDS_FILE_WRITE };

GLO_FUNCTION(store_copy, .name = "copy_store",
             .doc = "As store:backup, without a line in the log: for the snapshots of runs.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "what is copied"},
                       {.name = "path", .type = "string", .set = "file", .doc = "the new file"}),
             GLO_GIVES({.type = "integer", .doc = "[bytes] of the copy"}), .fails = "as store:backup",
             .needs = COPYING, .is_internal = true, .since = "0.1",
             .example = "select(3, copy_store(store, '/nowhere/x.db')) --> not_found") {
    uint64_t bytes;
    glo_status status = glo_store_backup(glo_use_store(L, 1), luaL_checkstring(L, 2), glo_lua_job(L), &bytes);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, (lua_Integer)bytes);
    return 1;
}

GLO_FUNCTION(
    store_backup, .name = "store:backup",
    .doc = "Copies the store as it is at this moment into a new file, while others may go on writing, and "
           "says so in the log. The "
           "copy is a store with all markings of the first, for its owner alone; it appears whole or not at "
           "all.",
    GLO_TAKES({.name = "path", .type = "string", .set = "file", .doc = "the new file"}),
    GLO_GIVES({.type = "string", .doc = "its path"}, {.type = "integer", .doc = "[bytes] its size"}),
    .fails = "exists: something has that name; not_found, read_only: the folder; full; busy; cancelled",
    .needs = COPYING, .since = "0.1",
    .example = "select(3, store:backup('/nowhere/x.db')) --> not_found\n"
               "select(3, store:backup(store:path())) --> exists") {
    const char *path = luaL_checkstring(L, 2);
    glo_store *store = glo_use_store(L, 1);
    uint64_t bytes;
    int64_t state;
    char why[96];
    int status = glo_store_state(store, &state);
    if (status == GLO_OK)
        status = glo_store_backup(store, path, glo_lua_job(L), &bytes);
    if (status == GLO_OK && !glo_store_is_read_only(store)) {
        snprintf(why, sizeof why, "state %" PRId64 ", %" PRIu64 " bytes", state, bytes);
        status = glo_store_log(store, "backup", path, why);
    }
    if (status < 0)
        return glo_failure(L, status);
    lua_pushvalue(L, 2);
    lua_pushinteger(L, (lua_Integer)bytes);
    return 2;
}

static const glo_function *const methods[] = {&store_backup_entry, NULL};
static const glo_function *const functions[] = {&store_copy_entry, NULL};

void glo_bind_backup(lua_State *L) {
    glo_bind(L, functions);
    lua_getfield(L, -1, "store_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
}
