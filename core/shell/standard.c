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

static int choose_mode(lua_State *L, bool generational) {
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

enum { MOST_FORMAT = 1 << 20 }; /* they read their format without a look, each letter of it */

static int with_format(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, length <= MOST_FORMAT, 1, "format of more than a million characters");
    return call_stock(L);
}

/* ---- the table ---- */

static const struct {
    const char *library, *name;
    lua_CFunction function;
} standard[] = {
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

void standard_open(lua_State *L) {
    for (size_t i = 0; i < sizeof standard / sizeof standard[0]; i++) {
        lua_getglobal(L, standard[i].library);
        lua_getfield(L, -1, standard[i].name);
        lua_pushcclosure(L, standard[i].function, 1);
        lua_setfield(L, -2, standard[i].name);
        lua_pop(L, 1);
    }
}
