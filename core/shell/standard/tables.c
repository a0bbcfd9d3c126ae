/* tables.c: the functions of `table` that go over a list, which by __len may be longer than any time suffices for.
 *
 * Reference: Lua 5.4 Reference Manual, section 6.6.
 */
#include "standard.h"

#include <lauxlib.h>
#include <limits.h>

enum { LARGE_LIST = 1 << 14 };

static bool has_field(lua_State *L, int metatable, const char *name) {
    lua_pushstring(L, name);
    bool is_there = lua_rawget(L, metatable) != LUA_TNIL;
    lua_pop(L, 1);
    return is_there;
}

/* A table, or what behaves as one: it has each of the metamethods ("" for none). */
static void check_list(lua_State *L, int index, const char *first, const char *second, const char *third) {
    const char *const wanted[] = {first, second, third};
    bool is_list = lua_istable(L, index);
    if (!is_list && lua_getmetatable(L, index)) {
        is_list = true;
        for (int i = 0; i < 3; i++)
            is_list = is_list && (!*wanted[i] || has_field(L, lua_gettop(L), wanted[i]));
        lua_pop(L, 1);
    }
    if (!is_list)
        luaL_checktype(L, index, LUA_TTABLE); /* raises */
}

static void move_one(lua_State *L, lua_Integer from, int to_table, lua_Integer to) {
    lua_geti(L, 1, from);
    lua_seti(L, to_table, to);
}

/* table.insert(list, [pos,] value) */
int table_insert(lua_State *L) {
    unsigned steps = 0;
    check_list(L, 1, "__index", "__newindex", "__len");
    lua_Integer end = (lua_Integer)((lua_Unsigned)luaL_len(L, 1) + 1), at = end;
    if (lua_gettop(L) == 3) {
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)at - 1 < (lua_Unsigned)end, 2, "position out of bounds");
        for (lua_Integer i = end; i > at; i--) {
            move_one(L, i - 1, 1, i);
            loop_step(L, &steps);
        }
    } else if (lua_gettop(L) != 2) {
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, at);
    return 0;
}

/* table.remove(list [, pos]) */
int table_remove(lua_State *L) {
    unsigned steps = 0;
    check_list(L, 1, "__index", "__newindex", "__len");
    lua_Integer length = luaL_len(L, 1), at = luaL_optinteger(L, 2, length);
    if (at != length && (lua_Unsigned)at - 1 > (lua_Unsigned)length)
        return call_stock(L); /* which refuses it */
    lua_geti(L, 1, at);
    for (; at < length; at++) {
        move_one(L, at + 1, 1, at);
        loop_step(L, &steps);
    }
    lua_pushnil(L);
    lua_seti(L, 1, at);
    return 1;
}

/* table.move(a1, f, e, t [, a2]): from the end where the places overlap that way. */
int table_move(lua_State *L) {
    unsigned steps = 0;
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    check_list(L, 1, "__index", "", "");
    check_list(L, target, "__newindex", "", "");
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
        lua_Integer count = last - first + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        bool is_apart = to > last || to <= first || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
        for (lua_Integer n = 0; n < count; n++) {
            lua_Integer i = is_apart ? n : count - 1 - n;
            move_one(L, first + i, target, to + i);
            loop_step(L, &steps);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static void add_field(lua_State *L, luaL_Buffer *out, lua_Integer i) {
    lua_geti(L, 1, i);
    if (!lua_isstring(L, -1))
        luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1),
                   (LUAI_UACINT)i);
    budget_spend(L, lua_rawlen(L, -1) / BYTES_PER_STEP);
    luaL_addvalue(out);
}

/* table.concat(list, sep, i, j) */
int table_concat(lua_State *L) {
    unsigned steps = 0;
    size_t size;
    luaL_Buffer out;
    check_list(L, 1, "__index", "__len", "");
    lua_Integer length = luaL_len(L, 1);
    const char *separator = luaL_optlstring(L, 2, "", &size);
    lua_Integer i = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, length);
    luaL_buffinit(L, &out);
    for (; i < last; i++) {
        add_field(L, &out, i);
        luaL_addlstring(&out, separator, size);
        loop_step(L, &steps);
    }
    if (i == last)
        add_field(L, &out, i);
    luaL_pushresult(&out);
    return 1;
}

static int is_less(lua_State *L) {
    budget_spend(L, 1);
    interrupt_check(L);
    lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
    return 1;
}

/* A comparison in C, which no hook counts. */
static int compare_counted(lua_State *L) {
    budget_spend(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/* At most some n log n comparisons, where they are not counted one by one. */
static void spend_on_sort(lua_State *L, size_t length) {
    size_t depth = 1;
    for (size_t left = length; left > 1; left /= 2)
        depth++;
    budget_spend(L, length * depth);
}

/* table.sort(list, comp): a long list without a function of its own gets one that looks at the flag. */
int table_sort(lua_State *L) {
    check_list(L, 1, "__index", "__newindex", "__len");
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    bool is_plain = lua_istable(L, 1) && lua_isnoneornil(L, 2);
    if (is_plain && (lua_getmetatable(L, 1) || lua_rawlen(L, 1) > LARGE_LIST)) {
        lua_settop(L, 1);
        lua_pushcfunction(L, is_less);
    } else if (is_plain) {
        spend_on_sort(L, lua_rawlen(L, 1));
    } else if (lua_iscfunction(L, 2)) {
        lua_pushvalue(L, 2);
        lua_pushcclosure(L, compare_counted, 1);
        lua_replace(L, 2);
    }
    return call_stock(L);
}
