/* stoppable.c: the other standard functions that may stay in C for long, so that Ctrl-C is heard there too:
 * string.rep and table.concat of much, table.sort by "<", collectgarbage. Small work goes to the stock
 * functions; for large work it is done in pieces, with a look at the flag between them.
 *
 * What remains is one pass over one text or table (string.upper, table.move, a copy): a second for a
 * gigabyte.
 */
#include "shell.h"

#include <lauxlib.h>
#include <string.h>

enum { LARGE_TEXT = 1 << 20, COPIED = 1 << 24, LARGE_LIST = 1 << 14 };

/* The stock function is the upvalue of its replacement: called with the arguments as they are. */
static int call_stock(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* string.rep(s, n, sep): what stands there already is copied behind itself, twice as much each time. */
static int string_rep(lua_State *L) {
    size_t length, between;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &between);
    size_t unit = length + between;
    if (unit == 0) { /* the stock function counts to the end for it */
        lua_pushliteral(L, "");
        return 1;
    }
    if (times <= 0 || unit < length || (size_t)times > PTRDIFF_MAX / unit ||
        (size_t)times * unit < LARGE_TEXT)
        return call_stock(L);
    size_t total = (size_t)times * unit - between, done = unit < total ? unit : total;
    luaL_Buffer out;
    char *to = luaL_buffinitsize(L, &out, total);
    memcpy(to, text, length);
    memcpy(to + length, separator, done - length);
    while (done < total) {
        size_t piece = total - done < done ? total - done : done;
        if (piece > COPIED) /* a whole number of units, so that the next piece starts with one */
            piece = COPIED - COPIED % unit ? COPIED - COPIED % unit : unit < piece ? unit : piece;
        memcpy(to + done, to, piece);
        done += piece;
        interrupt_check(L);
    }
    luaL_pushresultsize(&out, total);
    return 1;
}

/* Checked here, as the stock function would not know its name. */
static void check_list(lua_State *L) {
    if (!lua_getmetatable(L, 1))
        luaL_checktype(L, 1, LUA_TTABLE);
    else
        lua_pop(L, 1);
}

/* table.concat(list, sep, i, j) */
static int table_concat(lua_State *L) {
    check_list(L);
    luaL_optstring(L, 2, NULL);
    lua_settop(L, 4);
    lua_Integer from = luaL_optinteger(L, 3, 1);
    lua_Integer to = lua_isnil(L, 4) && lua_istable(L, 1) ? luaL_len(L, 1) : luaL_optinteger(L, 4, 0);
    if (!lua_istable(L, 1) || from > to || (lua_Unsigned)to - (lua_Unsigned)from < LARGE_LIST)
        return call_stock(L);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (;;) {
        lua_Integer last = to - from < LARGE_LIST ? to : from + LARGE_LIST - 1;
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_pushvalue(L, 1);
        lua_pushvalue(L, 2);
        lua_pushinteger(L, from);
        lua_pushinteger(L, last);
        lua_call(L, 4, 1);
        luaL_addvalue(&out);
        interrupt_check(L);
        if (last == to)
            break;
        lua_pushvalue(L, 2);
        if (lua_isnil(L, -1))
            lua_pop(L, 1);
        else
            luaL_addvalue(&out);
        from = last + 1;
    }
    luaL_pushresult(&out);
    return 1;
}

static int is_less(lua_State *L) {
    lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
    return 1;
}

/* table.sort(list, comp): a long list without a function of its own gets one, as calls are where a stop is
 * heard. */
static int table_sort(lua_State *L) {
    check_list(L);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    if (lua_istable(L, 1) && lua_isnoneornil(L, 2) && luaL_len(L, 1) > LARGE_LIST) {
        lua_settop(L, 1);
        lua_pushcfunction(L, is_less);
    }
    return call_stock(L);
}

/* collectgarbage("collect"): what cycle goes on is ended, then a whole one is made, step by step. */
static int collect(lua_State *L) {
    const char *what = luaL_optstring(L, 1, "collect");
    if (strcmp(what, "collect") != 0)
        return call_stock(L);
    for (int cycle = 0; cycle < 2; cycle++) {
        while (!lua_gc(L, LUA_GCSTEP, 0))
            interrupt_check(L);
    }
    lua_pushinteger(L, 0);
    return 1;
}

static void replace(lua_State *L, const char *library, const char *name, lua_CFunction function) {
    lua_getglobal(L, library);
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

void stoppable_open(lua_State *L) {
    replace(L, "string", "rep", string_rep);
    replace(L, "table", "concat", table_concat);
    replace(L, "table", "sort", table_sort);
    replace(L, "_G", "collectgarbage", collect);
}
