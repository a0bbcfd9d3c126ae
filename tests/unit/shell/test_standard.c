/* test_standard.c: every standard function that may stay in C for long looks at Ctrl-C's flag, whether it was set
 * before the call or on the way. No hook is set here: only the functions themselves can stop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "standard/standard.h"

#include <lauxlib.h>
#include <lualib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FAR = 100 }; /* calls before the flag is set on the way */

static unsigned calls;

static void ask(void) {
    atomic_store((atomic_bool *)(uintptr_t)interrupt_flag(), true);
}

/* A metamethod, or a reader of load: the flag is set at its hundredth call. */
static int tick(lua_State *L) {
    if (++calls == FAR)
        ask();
    lua_pushinteger(L, 1);
    return 1;
}

static int ask_now(lua_State *L) {
    (void)L;
    ask();
    return 0;
}

static lua_State *open_state(void) {
    lua_State *L = luaL_newstate();
    assert_non_null(L);
    luaL_openlibs(L);
    standard_open(L);
    lua_register(L, "tick", tick);
    lua_register(L, "ask", ask_now);
    interrupt_install(L, 0);
    interrupt_begin();
    calls = 0;
    return L;
}

static void close_state(lua_State *L) {
    interrupt_end();
    lua_close(L);
}

/* Runs the chunk; what it raised, as text, or "nothing". */
static const char *raised_by(lua_State *L, const char *chunk) {
    static char message[200];
    lua_settop(L, 0);
    int status = luaL_loadstring(L, chunk);
    if (status == LUA_OK)
        status = lua_pcall(L, 0, 0, 0);
    snprintf(message, sizeof message, "%s", status == LUA_OK ? "nothing" : lua_tostring(L, -1));
    return message;
}

#define ENDLESS "local t = setmetatable({}, {__len = function() return 1 << 60 end}) "
#define MEGABYTES "local s = ('ab'):rep(1 << 22) "

/* `prepare` runs before the flag is set, `call` after it: it must raise, and without its look would go on for hours or
 * answer. */
static const struct {
    const char *name, *prepare, *call;
} asked_before[] = {
    {"table.insert", ENDLESS, "table.insert(t, 1, 1)"},
    {"table.remove", ENDLESS, "table.remove(t, 1)"},
    {"table.move", "local t = {}", "table.move(t, 1, 1 << 60, 2)"},
    {"table.move, downward", "local t = {}", "table.move(t, 2, 1 << 60, 1)"},
    {"table.move, into another", "local t, u = {}, {}", "table.move(t, 1, 1 << 60, 1, u)"},
    {"table.concat", "local t = {} for i = 1, 1 << 15 do t[i] = 'x' end ", "table.concat(t)"},
    {"table.sort", "local t = {} for i = 1, 1 << 15 do t[i] = -i end ", "table.sort(t)"},
    {"table.sort of what has a length of its own",
     "local t = setmetatable({3, 2, 1}, {__len = function() return 3 end}) ", "table.sort(t)"},
    {"string.rep", "", "('x'):rep(1 << 24)"},
    {"string.upper", MEGABYTES, "s:upper()"},
    {"string.lower", MEGABYTES, "s:lower()"},
    {"string.reverse", MEGABYTES, "s:reverse()"},
    {"string.format", MEGABYTES, "s:format()"},
    {"string.format, percent signs", "local s = ('%%'):rep(1 << 22) ", "s:format()"},
    {"string.format, a long text quoted", MEGABYTES, "('%q'):format(s)"},
    {"string.find", MEGABYTES, "s:find('b+$')"},
    {"string.find, plain", "local s = ('ab'):rep(1 << 24) ", "s:find('zz', 1, true)"},
    {"string.match", MEGABYTES, "s:match('a+x')"},
    {"string.gmatch", MEGABYTES, "s:gmatch('(a*)b?x')()"},
    {"string.gsub", MEGABYTES, "s:gsub('b', 'c')"},
    {"string.gsub, an empty pattern", MEGABYTES, "s:gsub('', '')"},
    {"utf8.len", MEGABYTES, "utf8.len(s)"},
    {"utf8.offset", MEGABYTES, "utf8.offset(s, 1 << 22)"},
    {"utf8.offset, backward", MEGABYTES, "utf8.offset(s, -(1 << 22))"},
    {"load", "local s = 'return ' .. ('1+'):rep(1 << 21) .. '1' ", "load(s)"},
    {"collectgarbage", "local t = {} for i = 1, 1 << 17 do t[i] = {} end ", "collectgarbage()"},
    {"collectgarbage by generations",
     "local t = {} collectgarbage 'generational' for i = 1, 1 << 17 do t[i] = {} end ", "collectgarbage()"},
    {"collectgarbage, a step", "local t = {} for i = 1, 1 << 17 do t[i] = {} end ",
     "collectgarbage('step', 1 << 20)"},
};

static void test_asked_before(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof asked_before / sizeof asked_before[0]; i++) {
        char chunk[400];
        lua_State *L = open_state();
        snprintf(chunk, sizeof chunk, "%s ask(); %s", asked_before[i].prepare, asked_before[i].call);
        const char *message = raised_by(L, chunk);
        if (strcmp(message, "interrupted") != 0)
            fail_msg("%s: %s", asked_before[i].name, message);
        close_state(L);
    }
}

/* Each call goes over a list by metamethods in C: after the hundredth the flag is set, and a few thousand later it
 * must be over. */
static void test_asked_on_the_way(void **state) {
    static const char *const each[] = {
        "table.insert(setmetatable({}, {__len = function() return 1 << 60 end, __index = tick}), 1, 1)",
        "table.remove(setmetatable({}, {__len = function() return 1 << 60 end, __index = tick}), 1)",
        "table.move(setmetatable({}, {__index = tick}), 1, 1 << 60, 1, setmetatable({}, {__newindex = "
        "tick}))",
        "table.concat(setmetatable({}, {__len = function() return 1 << 60 end, __index = tick}))",
        "table.sort(setmetatable({}, {__len = function() return (1 << 31) - 2 end, __index = tick, "
        "__newindex = tick}))",
    };
    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++) {
        lua_State *L = open_state();
        const char *message = raised_by(L, each[i]);
        if (strcmp(message, "interrupted") != 0)
            fail_msg("%s: %s", each[i], message);
        assert_in_range(calls, FAR, FAR + (1 << 15));
        close_state(L);
    }
}

/* The signal as the terminal sends it, from within Lua: what the signal handler sets, hooks too, is there. */
static int signal_now(lua_State *L) {
    (void)L;
    raise(SIGINT);
    return 0;
}

/* Loops that Lua itself would run without hooks. Each ends, or this test never does. */
static void test_hookless_loops(void **state) {
    static const char *const each[] = {
        "setmetatable({}, {__gc = function() signal() while true do end end}) collectgarbage() while true do "
        "end",
        "debug.setmetatable({}, {__gc = function() signal() while true do end end}) collectgarbage() while "
        "true do end",
        "xpcall(function() signal() while true do end end, function() while true do end end) while true do "
        "end",
        "xpcall(error, function() signal() while true do end end) while true do end",
        "xpcall(error, function() signal() error 'again' end) while true do end",
        "local co = coroutine.create(function() local c <close> = setmetatable({}, {__close = function() "
        "signal() while true "
        "do end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) while true do end",
        "pcall(coroutine.wrap(function() local c <close> = setmetatable({}, {__close = function() signal() "
        "while true do end "
        "end}) error 'x' end)) while true do end",
        "local e = setmetatable({}, {__tostring = function() signal() while true do end end}) xpcall(error, "
        "tostring, e) "
        "while true do end",
        "coroutine.wrap(function() signal() while true do pcall(function() while true do end end) end end)()",
    };
    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++) {
        lua_State *L = open_state();
        lua_register(L, "signal", signal_now);
        const char *message = raised_by(L, each[i]);
        if (strcmp(message, "interrupted") != 0)
            fail_msg("%s: %s", each[i], message);
        close_state(L);
    }
}

/* Finalisers come once each, in reverse order, also those set again and those left to the end. */
static void test_finalisers(void **state) {
    (void)state;
    lua_State *L = open_state();
    assert_string_equal(
        raised_by(L, "local said = {}\n"
                     "local function dying(name) return setmetatable({}, {__gc = function(t)\n"
                     "  said[#said + 1] = name .. type(t) end, __name = name}) end\n"
                     "dying 'a' dying 'b' dying 'c'\n"
                     "collectgarbage() collectgarbage()\n"
                     "assert(table.concat(said, ' ') == 'ctable btable atable', table.concat(said, ' '))\n"
                     "said = {}\n"
                     "local meta = {__gc = function() said[#said + 1] = 'x' end}\n"
                     "local kept = setmetatable(setmetatable({}, meta), meta)\n"
                     "collectgarbage() assert(#said == 0)\n"
                     "assert(getmetatable(kept) == meta and rawget(meta, '__gc'))\n"
                     "kept = nil collectgarbage() collectgarbage() assert(#said == 1)\n"
                     "local again meta.__gc = function(t) said[#said + 1] = 'y' again = t end\n"
                     "setmetatable({}, meta) collectgarbage() collectgarbage()\n"
                     "assert(#said == 2 and again)\n"
                     "setmetatable(again, meta) again = nil collectgarbage() collectgarbage()\n"
                     "assert(#said == 3)\n"
                     "assert(not pcall(setmetatable, setmetatable({}, {__metatable = 1}), {__gc = print}))\n"
                     "setmetatable({}, {__gc = 1}) setmetatable({}, {__gc = function() error 'x' end})\n"
                     "collectgarbage() collectgarbage()\n"),
        "nothing");
    close_state(L);
}

/* A handler sees the stack of the error as ever. */
static void test_handlers(void **state) {
    (void)state;
    lua_State *L = open_state();
    assert_string_equal(
        raised_by(L,
                  "local function raise() error 'x' end\n"
                  "local _, trace = xpcall(raise, function(m) return debug.traceback(m, 2) end)\n"
                  "assert(trace:find(\"traceback:\\n\\t[C]: in function 'error'\", 1, true), trace)\n"
                  "assert(select(2, xpcall(raise, function(m) return {m} end))[1]:find 'x$')\n"
                  "assert(select('#', xpcall(function(...) return ... end, print, 1, nil, 3)) == 4)\n"
                  "assert(not pcall(xpcall, raise))\n"
                  "assert(coroutine.wrap(function() return xpcall(coroutine.yield, print, 5) end)() == 5)\n"),
        "nothing");
    close_state(L);
}

int main(void) {
    alarm(300); /* what is not stopped goes on for ever */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asked_before),   cmocka_unit_test(test_asked_on_the_way),
        cmocka_unit_test(test_hookless_loops), cmocka_unit_test(test_finalisers),
        cmocka_unit_test(test_handlers),
    };
    return cmocka_run_group_tests_name("shell/standard", tests, NULL, NULL);
}
