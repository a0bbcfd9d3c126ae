/* protected.c: what Lua runs without its hooks, so that Ctrl-C would not be heard: finalisers, and the message handler
 * of an error that a hook raised.
 *
 * A finaliser runs in a coroutine of its own, which has hooks: a table with __gc in its metatable gets a companion, a
 * userdata that dies with it and whose finaliser, in C, calls that of the table. They come in the same order, each
 * once.
 *
 * A message handler is not called for a stop: the error goes on as it is.
 *
 * Reference: Lua 5.4 Reference Manual, sections 2.3 and 2.5.3.
 */
#include "standard.h"

#include <lauxlib.h>
#include <string.h>

#define COMPANION "glocal.companion"

static const char companions_key, handler_key;

/* ---- finalisers ---- */

/* The companions by their tables, as long as they wait; they keep none of them alive. */
static void push_companions(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &companions_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &companions_key);
}

/* Pushes the table's __gc; false, and nothing, where there is none. */
static bool push_finaliser(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (!lua_getmetatable(L, index))
        return false;
    lua_pushliteral(L, "__gc");
    bool is_there = lua_rawget(L, -2) != LUA_TNIL;
    lua_remove(L, -2);
    if (!is_there)
        lua_pop(L, 1);
    return is_there;
}

static int finalise(lua_State *L) {
    lua_getiuservalue(L, 1, 1); /* 2: the table */
    push_companions(L);
    lua_pushvalue(L, 2);
    lua_pushnil(L);
    lua_rawset(L, -3);
    lua_settop(L, 2);
    if (!push_finaliser(L, 2))
        return 0;
    lua_State *co = lua_newthread(L);
    lua_insert(L, -2);
    lua_xmove(L, co, 1);
    lua_pushvalue(L, 2);
    return interrupt_resume(L, co, 1) < 0 ? lua_error(L) : 0; /* becomes a warning */
}

static void push_companion(lua_State *L, int table) {
    static const luaL_Reg meta[] = {{"__gc", finalise}, {NULL, NULL}};
    lua_newuserdatauv(L, 0, 1);
    lua_pushvalue(L, table);
    lua_setiuservalue(L, -2, 1);
    if (luaL_newmetatable(L, COMPANION))
        luaL_setfuncs(L, meta, 0);
    lua_setmetatable(L, -2);
}

/* Gives the table at 1 the metatable at 2 without Lua's noticing its __gc, and a companion instead. */
static void set_with_companion(lua_State *L) {
    lua_settop(L, 2);
    lua_pushliteral(L, "__gc");
    lua_rawget(L, 2); /* 3 */
    lua_pushliteral(L, "__gc");
    lua_pushnil(L);
    lua_rawset(L, 2);
    lua_pushvalue(L, 2);
    lua_setmetatable(L, 1);
    lua_pushliteral(L, "__gc");
    lua_pushvalue(L, 3);
    lua_rawset(L, 2);
    push_companions(L);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_pushvalue(L, 1);
        push_companion(L, 1);
        lua_rawset(L, -4);
    }
    lua_settop(L, 1);
}

static bool has_finaliser(lua_State *L) {
    if (!lua_istable(L, 1) || !lua_istable(L, 2))
        return false;
    lua_pushliteral(L, "__gc");
    bool is_there = lua_rawget(L, 2) != LUA_TNIL;
    lua_pop(L, 1);
    return is_there;
}

int set_metatable(lua_State *L) {
    if (!has_finaliser(L))
        return call_stock(L);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        lua_pop(L, 1);
        return call_stock(L); /* which refuses it */
    }
    set_with_companion(L);
    return 1;
}

int debug_set_metatable(lua_State *L) {
    if (!has_finaliser(L))
        return call_stock(L);
    set_with_companion(L);
    return 1;
}

/* ---- message handlers ---- */

static int is_stop(lua_State *L) {
    const char *message = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "";
    const size_t length = strlen(message), end = strlen(MEMORY_RAN_OUT);
    bool is_end_of_memory = length >= end && strcmp(message + length - end, MEMORY_RAN_OUT) == 0;
    lua_pushboolean(L, is_end_of_memory || (interrupt_is_asked() && strcmp(message, "interrupted") == 0));
    return 1;
}

/* Pushes what makes a handler of one. It is in Lua for its tail call: nothing stands between the handler and the function
 * that raised, so that tracebacks are as ever. */
static void push_handler_maker(lua_State *L) {
    static const char maker[] = "local is_stop = ...\n"
                                "return function(handler)\n"
                                "  return function(message)\n"
                                "    if is_stop(message) then return message end\n"
                                "    return handler(message)\n"
                                "  end\n"
                                "end\n";
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &handler_key) == LUA_TFUNCTION)
        return;
    lua_pop(L, 1);
    if (luaL_loadbufferx(L, maker, sizeof maker - 1, "=[handler]", "t") != LUA_OK)
        lua_error(L);
    lua_pushcfunction(L, is_stop);
    lua_call(L, 1, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &handler_key);
}

int protected_call(lua_State *L) {
    if (lua_type(L, 2) == LUA_TFUNCTION) {
        push_handler_maker(L);
        lua_pushvalue(L, 2);
        lua_call(L, 1, 1);
        lua_replace(L, 2);
    }
    return call_stock(L);
}
