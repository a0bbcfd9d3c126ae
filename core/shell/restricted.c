/* restricted.c: a script or a text in a state of its own, which has fewer capabilities than the command. What it
 * holds and what it leaves behind go with that state.
 *
 * Example (Lua):  host.run_restricted({"store.read"}, "report.lua", text, hash, "demo.db", false, false, "2025")   --> 0
 */
#include "lua/bind.h"
#include "shell.h"

#include <lauxlib.h>

#define STATE "glocal.state"

/* Places of arguments: the name, then text, hash, store, is_text, as_json; the first of the script's own. */
enum { NAME = 2, WORDS = 8 };

static int close_state(lua_State *L) {
    lua_State **slot = luaL_checkudata(L, 1, STATE);
    if (*slot) {
        lua_State *own = *slot;
        *slot = NULL;
        lua_close(own);
    }
    return 0;
}

/* Pushes a new state, which is closed when the call that made it ends. */
static lua_State *push_state(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", close_state}, {"__close", close_state}, {NULL, NULL}};
    lua_State **slot = lua_newuserdatauv(L, sizeof *slot, 0);
    *slot = NULL;
    if (luaL_newmetatable(L, STATE))
        luaL_setfuncs(L, meta, 0);
    lua_setmetatable(L, -2);
    lua_toclose(L, -1);
    *slot = memory_new_state();
    if (!*slot)
        luaL_error(L, MEMORY_RAN_OUT);
    return *slot;
}

static unsigned check_capabilities(lua_State *L) {
    unsigned capabilities = GLO_NEEDS_NOTHING, one;
    luaL_checktype(L, 1, LUA_TTABLE);
    for (lua_Integer i = 1; lua_rawgeti(L, 1, i) == LUA_TSTRING; i++) {
        if (!glo_capability_find(lua_tostring(L, -1), &one))
            luaL_error(L, "there is no capability '%s'", lua_tostring(L, -1));
        capabilities |= one;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return capabilities;
}

static void copy_value(lua_State *from, int index, lua_State *to) {
    size_t length;
    if (lua_type(from, index) == LUA_TSTRING) {
        const char *text = lua_tolstring(from, index, &length);
        lua_pushlstring(to, text, length);
    } else if (lua_isboolean(from, index)) {
        lua_pushboolean(to, lua_toboolean(from, index));
    } else {
        lua_pushnil(to);
    }
}

/* In the new state. Its arguments are the capabilities and the state that the values come from. */
static int run_inside(lua_State *own) {
    lua_State *L = lua_touserdata(own, 2);
    int last = lua_gettop(L) - 1; /* but for the new state */
    luaL_checkstack(own, LUA_MINSTACK, NULL);
    if (!state_open(own, (unsigned)lua_tointeger(own, 1))) {
        lua_pushinteger(own, SHELL_FAILED);
        return 1;
    }
    glo_lua_set_job(own, glo_lua_job(L));
    glo_lua_require(own, "foresight.shell.commands.restricted");
    lua_getfield(own, -1, "inside");
    host_push(own);
    for (int i = NAME; i < WORDS; i++)
        copy_value(L, i, own);
    lua_createtable(own, last, 0);
    for (int i = WORDS; i <= last; i++) {
        copy_value(L, i, own);
        lua_rawseti(own, -2, i - WORDS + 1);
    }
    lua_call(own, WORDS - NAME + 2, 1);
    return 1;
}

static int run_restricted(lua_State *L) {
    unsigned capabilities = check_capabilities(L);
    lua_State *own = push_state(L), *before = interrupt_enter(own);
    lua_pushcfunction(own, run_inside);
    lua_pushinteger(own, (lua_Integer)capabilities);
    lua_pushlightuserdata(own, L);
    int status = call_protected(own, 2, 1);
    interrupt_enter(before);
    if (status != LUA_OK) {
        lua_pushstring(L, lua_tostring(own, -1));
        return lua_error(L);
    }
    lua_pushinteger(L, lua_tointeger(own, -1));
    return 1;
}

void restricted_push(lua_State *L) {
    lua_pushcfunction(L, run_restricted);
}
