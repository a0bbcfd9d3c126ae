/* hold.c: see hold.h. */
#include "hold.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <stdint.h>
#include <string.h>

#define OWNED "glocal.owned"

/* ---- what C owns ---- */

typedef struct owned {
    void (*dispose)(void *what); /* NULL: it was */
    uint64_t what[];
} owned;

/* By __close at the end of the call; by __gc where a coroutine ended in between and was let go. */
static int owned_dispose(lua_State *L) {
    owned *own = luaL_checkudata(L, 1, OWNED);
    void (*dispose)(void *) = own->dispose;
    own->dispose = NULL;
    if (dispose)
        dispose(own->what);
    return 0;
}

void *glo_push_owned(lua_State *L, size_t size, void (*dispose)(void *what)) {
    static const luaL_Reg meta[] = {{"__gc", owned_dispose}, {"__close", owned_dispose}, {NULL, NULL}};
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    owned *own = lua_newuserdatauv(L, sizeof *own + size, 0);
    memset(own, 0, sizeof *own + size);
    if (luaL_getmetatable(L, OWNED) == LUA_TNIL) {
        lua_pop(L, 1);
        glo_new_metatable(L, OWNED);
        luaL_setfuncs(L, meta, 0);
    }
    lua_setmetatable(L, -2);
    lua_toclose(L, -1);
    own->dispose = dispose;
    return own->what;
}

static void dispose_buf(void *what) {
    glo_buf_dispose(what);
}

glo_buf *glo_push_buf(lua_State *L) {
    return glo_push_owned(L, sizeof(glo_buf), dispose_buf);
}

void glo_new_metatable(lua_State *L, const char *name) {
    luaL_newmetatable(L, name);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__metatable");
}

/* ---- tables and texts ---- */

bool glo_has_nul(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TSTRING)
        return false;
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    return strlen(text) != length;
}

enum { MOST_DEPTH = 32, MOST_HINT = 1 << 16 };

static void push_copy(lua_State *L, int from, int copies, int depth);

/* Notes at `copies` which copy the table has. */
static void note_copy(lua_State *L, int copies, int from, int copy) {
    lua_pushvalue(L, from);
    lua_pushvalue(L, copy);
    lua_rawset(L, copies);
}

/* The table on the top by its copy. `copies` is the place of those made so far, by their originals, so that a table that
 * stands in several places, or in itself, is copied once. */
static void replace_by_copy(lua_State *L, int copies, int depth) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, copies) == LUA_TNIL) {
        lua_pop(L, 1);
        push_copy(L, lua_gettop(L), copies, depth);
    }
    lua_remove(L, -2);
}

/* Pushes the copy of the table at `from`. What is at `copies` is nil until a table in a table is met: most have none. */
static void push_copy(lua_State *L, int from, int copies, int depth) {
    if (depth > MOST_DEPTH)
        glo_error(L, "tables are nested more than %d deep", MOST_DEPTH);
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    size_t length = lua_rawlen(L, from);
    lua_createtable(L, (int)(length < MOST_HINT ? length : MOST_HINT), 0);
    const int copy = lua_gettop(L);
    if (!lua_isnil(L, copies))
        note_copy(L, copies, from, copy);
    for (lua_pushnil(L); lua_next(L, from);) {
        if (glo_has_nul(L, -2) || glo_has_nul(L, -1))
            glo_error(L, "bad argument: a text in a table holds a NUL byte");
        if (lua_istable(L, -1) && lua_isnil(L, copies)) {
            lua_newtable(L);
            lua_replace(L, copies);
            note_copy(L, copies, from, copy);
        }
        if (lua_istable(L, -1))
            replace_by_copy(L, copies, depth + 1);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, copy);
    }
}

void glo_own_table(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_pushnil(L);
    push_copy(L, index, lua_gettop(L), 1);
    lua_replace(L, index);
    lua_pop(L, 1);
}

size_t glo_list_length(lua_State *L, int index) {
    size_t length = lua_rawlen(L, index);
    if (length > INT32_MAX)
        glo_error(L, "a list of %I values is too long", (lua_Integer)length);
    return length;
}
