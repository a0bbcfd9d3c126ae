/* standard.c: the table of the standard functions that may stay in C for long, and what stands in their place so
 * that Ctrl-C is heard there too. The others end by themselves: table.unpack, string.byte, string.char and
 * utf8.char at the million values that Lua's stack holds, string.pack and what copies one text after one pass over
 * it, a second for a gigabyte.
 *
 * Each line has its tests in tests/unit/shell/test_standard.c (the flag stops it, set before and set on the way) and
 * in tests/spec/standard_spec.lua (the same answers as stock Lua).
 */
#include "standard.h"

#include <lauxlib.h>
#include <string.h>

/* collectgarbage("collect"): what cycle goes on is ended, then a whole one is made, step by step. */
static int collect(lua_State *L) {
    if (strcmp(luaL_optstring(L, 1, "collect"), "collect") != 0)
        return call_stock(L);
    for (int cycle = 0; cycle < 2; cycle++) {
        while (!lua_gc(L, LUA_GCSTEP, 0))
            interrupt_check(L);
    }
    lua_pushinteger(L, 0);
    return 1;
}

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
