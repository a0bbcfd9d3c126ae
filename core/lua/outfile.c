/* outfile.c: files that appear whole (base/outfile.h), for what the Lua library writes.
 *
 * Example (Lua):  file, part = core.outfile_begin "r.html"   ...   core.outfile_end(file, true, false)
 */
#include "base/outfile.h"

#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"

#define OUTFILE "glocal.outfile"

static int outfile_gc(lua_State *L) {
    glo_outfile *file = luaL_checkudata(L, 1, OUTFILE);
    if (file->path)
        glo_outfile_end(file, GLO_ECANCELLED, false);
    return 0;
}

GLO_FUNCTION(outfile_begin, .name = "outfile_begin", .doc = "Begins a file that appears whole or not at all.",
             GLO_TAKES({.name = "path", .type = "string", .set = "file", .doc = "its place"}),
             GLO_GIVES({.type = "userdata", .doc = "for outfile_end"},
                       {.type = "string", .doc = "the name under which it is written"}),
             .fails = "not_found, read_only, full, invalid: a link, a folder or a device",
             .needs = GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
             .example = "select(3, outfile_begin('/nowhere/r.html')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    glo_outfile *file = lua_newuserdatauv(L, sizeof *file, 0);
    *file = (glo_outfile){0};
    luaL_setmetatable(L, OUTFILE);
    glo_status status = glo_outfile_begin(path, file);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, file->part);
    return 2;
}

GLO_FUNCTION(
    outfile_end, .name = "outfile_end", .doc = "Moves the file into its place, or removes it.",
    GLO_TAKES({.name = "file", .type = "userdata", .doc = "of outfile_begin"},
              {.name = "is_done", .type = "boolean", .doc = "whether it was written whole"},
              {.name = "is_private", .type = "boolean", .doc = "whether its owner alone may read it"}),
    GLO_GIVES({.type = "boolean", .doc = "true where it is in its place"}), .fails = "io, full",
    .needs = GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
    .example = "pcall(outfile_end, 1, true, false) --> false") {
    glo_outfile *file = luaL_checkudata(L, 1, OUTFILE);
    luaL_argcheck(L, file->path, 1, "the file is in its place, or was removed");
    const bool is_done = lua_toboolean(L, 2);
    glo_status status = glo_outfile_end(file, is_done ? GLO_OK : GLO_ECANCELLED, lua_toboolean(L, 3));
    if (is_done && status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, is_done);
    return 1;
}

static const glo_function *const functions[] = {&outfile_begin_entry, &outfile_end_entry, NULL};

void glo_bind_outfile(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", outfile_gc}, {NULL, NULL}};
    glo_new_metatable(L, OUTFILE);
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
