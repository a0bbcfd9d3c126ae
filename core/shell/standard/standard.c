/* standard.c: the table of the standard functions that may stay in C for long, and what stands in their place so
 * that Ctrl-C is heard there too; os.time and os.date ask the clock that a run may hold (base/clock.h). The others end by themselves: table.unpack, string.byte, string.char and
 * utf8.char at the million values that Lua's stack holds; string.pack, `..` and what else copies one text after one pass over
 * it, two to four seconds for a gigabyte; comparisons after one, a sixth of a second (docs/security.md has what was measured).
 *
 * Each line has its tests in tests/unit/shell/test_standard.c (the flag stops it, set before and set on the way) and
 * in tests/spec/shell/standard_spec.lua (the same answers as stock Lua).
 */
#include "standard.h"

#include "base/clock.h"

#include <lauxlib.h>
#include <string.h>

/* ---- collectgarbage ---- */

static const char is_generational; /* a key of the registry: whether the script chose that mode */

static bool has_generations(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &is_generational);
    bool is_so = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return is_so;
}

/* A pass over all that lives. */
static void spend_on_heap(lua_State *L) {
    enum { STEPS_PER_KB = 16 };
    budget_spend(L, (size_t)lua_gc(L, LUA_GCCOUNT, 0) * STEPS_PER_KB);
}

static int choose_mode(lua_State *L, bool generational) {
    spend_on_heap(L);
    int results = call_stock(L);
    lua_pushboolean(L, generational);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &is_generational);
    return results;
}

/* What cycle goes on is ended, then a whole one is made, step by step. Only an incremental collector has an end of the cycle,
 * so that one by generations is made incremental meanwhile. */
static int collect_all(lua_State *L) {
    bool generational = has_generations(L);
    if (generational)
        lua_gc(L, LUA_GCINC, 0, 0, 0);
    for (int cycle = 0; cycle < 2; cycle++) {
        spend_on_heap(L);
        while (!lua_gc(L, LUA_GCSTEP, 0))
            interrupt_check(L);
    }
    if (generational)
        lua_gc(L, LUA_GCGEN, 0, 0);
    lua_pushinteger(L, 0);
    return 1;
}

enum { PIECE = 256 }; /* kB */

/* As if so many kB had been allocated, a piece at a time; whether a cycle came to its end. */
static int collect_step(lua_State *L) {
    lua_Integer left = luaL_optinteger(L, 2, 0);
    spend_on_heap(L);
    if (left <= PIECE || has_generations(L)) /* one step is one young collection */
        return call_stock(L);
    int ended = 0;
    for (; left > 0 && !ended; left -= PIECE) {
        ended = lua_gc(L, LUA_GCSTEP, (int)(left < PIECE ? left : PIECE));
        interrupt_check(L);
    }
    lua_pushboolean(L, ended > 0);
    return 1;
}

static int collect(lua_State *L) {
    const char *what = luaL_optstring(L, 1, "collect");
    if (strcmp(what, "collect") == 0)
        return collect_all(L);
    if (strcmp(what, "step") == 0)
        return collect_step(L);
    if (strcmp(what, "generational") == 0 || strcmp(what, "incremental") == 0)
        return choose_mode(L, *what == 'g');
    return call_stock(L);
}

/* ---- os.time and os.date ---- */

/* Without a time they ask the clock, which may be held. */
static int clock_time(lua_State *L) {
    if (!lua_isnoneornil(L, 1) || !glo_clock_is_held())
        return call_stock(L);
    lua_pushinteger(L, (lua_Integer)glo_clock_now());
    return 1;
}

static int clock_date(lua_State *L) {
    if (!lua_isnoneornil(L, 2) || !glo_clock_is_held())
        return call_stock(L);
    lua_settop(L, 1);
    lua_pushinteger(L, (lua_Integer)glo_clock_now());
    return call_stock(L);
}

/* ---- string.pack, packsize and unpack ---- */

enum {
    MOST_FORMAT = 1 << 20,
    MOST_VALUES = 1000000
}; /* they read their format without a look, each letter of it */

static int with_format(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, length <= MOST_FORMAT, 1, "format of more than a million characters");
    budget_spend(L, length);
    return call_stock(L);
}

/* ---- the table ---- */

typedef struct replacement {
    const char *library, *name;
    lua_CFunction function;
} replacement;

static const replacement standard[] = {
    {"string", "find", string_find},
    {"string", "match", string_match},
    {"string", "gmatch", string_gmatch},
    {"string", "gsub", string_gsub},
    {"string", "rep", string_rep},
    {"string", "format", string_format},
    {"string", "pack", with_format},
    {"string", "packsize", with_format},
    {"string", "unpack", with_format},
    {"string", "upper", string_upper},
    {"string", "lower", string_lower},
    {"string", "reverse", string_reverse},
    {"utf8", "len", utf8_length},
    {"utf8", "offset", utf8_place},
    {"table", "insert", table_insert},
    {"table", "remove", table_remove},
    {"table", "move", table_move},
    {"table", "concat", table_concat},
    {"table", "sort", table_sort},
    {"coroutine", "resume", coroutine_resume},
    {"coroutine", "wrap", coroutine_wrap},
    {"coroutine", "close", coroutine_close},
    {"os", "time", clock_time},
    {"os", "date", clock_date},
    {"_G", "collectgarbage", collect},
    {"_G", "load", load_chunk},
    {"_G", "xpcall", protected_call},
    {"_G", "setmetatable", set_metatable},
    {"debug", "setmetatable", debug_set_metatable},
};

static void replace(lua_State *L, const replacement *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        lua_getglobal(L, list[i].library);
        lua_getfield(L, -1, list[i].name);
        lua_pushcclosure(L, list[i].function, 1);
        lua_setfield(L, -2, list[i].name);
        lua_pop(L, 1);
    }
}

void standard_open(lua_State *L) {
    replace(L, standard, sizeof standard / sizeof standard[0]);
}

/* ---- those that end by themselves ---- */

/* As many steps as there are arguments, and as their texts are long. */
static int with_arguments(lua_State *L) {
    size_t steps = (size_t)lua_gettop(L);
    for (int i = 1; i <= lua_gettop(L) && i <= 3; i++)
        steps += lua_type(L, i) == LUA_TSTRING ? lua_rawlen(L, i) / BYTES_PER_STEP : 0;
    budget_spend(L, steps);
    return call_stock(L);
}

/* table.unpack(list, i, j) */
static int with_range(lua_State *L) {
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = lua_isnoneornil(L, 3) ? (lua_Integer)lua_rawlen(L, 1) : luaL_checkinteger(L, 3);
    lua_Unsigned count = last >= first ? (lua_Unsigned)last - (lua_Unsigned)first : 0;
    budget_spend(L, count < MOST_VALUES ? (size_t)count : MOST_VALUES);
    return call_stock(L);
}

/* string.byte(text, i, j), utf8.codepoint: as many as there are places. */
static int with_places(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    lua_Integer first = luaL_optinteger(L, 2, 1), last = luaL_optinteger(L, 3, first);
    lua_Integer size = (lua_Integer)length;
    first = first < -size ? 0 : first < 0 ? size + first : first;
    last = last > size ? size : last < 0 ? size + last : last;
    budget_spend(L, last > first ? (size_t)(last - first) : 1);
    return call_stock(L);
}

static const replacement counted[] = {
    {"table", "unpack", with_range},    {"table", "pack", with_arguments},
    {"_G", "select", with_arguments},   {"_G", "tonumber", with_arguments},
    {"_G", "rawequal", with_arguments}, {"string", "byte", with_places},
    {"string", "char", with_arguments}, {"utf8", "char", with_arguments},
    {"utf8", "codepoint", with_places}, {"_G", "print", with_arguments},
    {"math", "max", with_arguments},    {"math", "min", with_arguments},
};

void standard_count(lua_State *L) {
    replace(L, counted, sizeof counted / sizeof counted[0]);
}
