/* call.c: runs Lua under protection. While it runs, Ctrl-C is heard and progress shown; a fault becomes one
 * line that names the analyst's own code:
 *
 *   events.lua:12: unknown zone 'BEE', did you mean 'BE'?
 *
 * A library function that raises would name a line of the library, so that place is taken off and the nearest
 * caller outside the library is put there. GLOCAL_DEBUG=1 adds the traceback.
 */
#include "lua/bind.h"
#include "shell.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int interrupted;

/* How far up the stack the place of a fault is looked for: each level is found from the top, and a stack may be 200,000 deep. */
enum { LEVELS = 100 };

static bool is_library(const lua_Debug *where) {
    const char *home = glo_home();
    size_t length = home ? strlen(home) : 0;
    if (where->source[0] != '@')
        return false;
    return home && strncmp(where->source + 1, home, length) == 0 &&
           strncmp(where->source + 1 + length, "/foresight/", 11) == 0;
}

/* "script.lua:12: " of this level, or "" where there is none. */
static void place_of(const lua_Debug *where, char out[LUA_IDSIZE + 24]) {
    out[0] = '\0';
    if (where->currentline > 0)
        snprintf(out, LUA_IDSIZE + 24, "%s:%d: ", where->short_src, where->currentline);
}

/* The message without the place it starts with, if that is a place on the stack. */
static const char *without_place(lua_State *L, const char *message) {
    lua_Debug where;
    char place[LUA_IDSIZE + 24];
    for (int level = 1; level < LEVELS && lua_getstack(L, level, &where); level++) {
        lua_getinfo(L, "Sl", &where);
        place_of(&where, place);
        if (place[0] && strncmp(message, place, strlen(place)) == 0)
            return message + strlen(place);
    }
    return message;
}

static void own_place(lua_State *L, char out[LUA_IDSIZE + 24]) {
    lua_Debug where;
    out[0] = '\0';
    for (int level = 1; !out[0] && level < LEVELS && lua_getstack(L, level, &where); level++) {
        lua_getinfo(L, "Sl", &where);
        if (!is_library(&where))
            place_of(&where, out);
    }
}

static int on_fault(lua_State *L) {
    char place[LUA_IDSIZE + 24];
    const char *message = lua_tostring(L, 1);
    if (!message && luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL)
        message = luaL_tolstring(L, 1, NULL);
    if (!message)
        message = lua_pushfstring(L, "an error was raised with a %s for a message", luaL_typename(L, 1));
    if (strcmp(message, "interrupted") != 0) {
        const char *what = without_place(L, message);
        own_place(L, place);
        if (strcmp(what, MEMORY_RAN_OUT) == 0) /* where a buffer could not grow; else no handler is called */
            what = memory_message();
        message = lua_pushfstring(L, "%s%s", place, what);
    }
    if (getenv("GLOCAL_DEBUG"))
        luaL_traceback(L, L, message, 1);
    else
        lua_pushstring(L, message);
    return 1;
}

int call_protected(lua_State *L, int arguments, int results) {
    int base = lua_gettop(L) - arguments;
    lua_pushcfunction(L, on_fault);
    lua_insert(L, base);
    int status = lua_pcall(L, arguments, results, base);
    lua_remove(L, base);
    if (status == LUA_ERRMEM) {
        lua_pop(L, 1);
        lua_gc(L, LUA_GCCOLLECT, 0); /* what the statement made and nobody holds */
        lua_pushstring(L, memory_message());
    }
    return status;
}

int shell_call(lua_State *L, int arguments, int results) {
    interrupt_begin();
    int status = call_protected(L, arguments, results);
    interrupted = interrupt_end();
    progress_erase();
    return status;
}

int shell_was_interrupted(void) {
    return interrupted;
}

static int call_in_module(lua_State *L) {
    glo_lua_require(L, lua_tostring(L, lua_upvalueindex(1)));
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_gettable(L, -2);
    lua_insert(L, 1);
    lua_pop(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

bool shell_call_library(lua_State *L, const char *module, const char *name, int arguments, int results) {
    lua_pushstring(L, module);
    lua_pushstring(L, name);
    lua_pushcclosure(L, call_in_module, 2);
    lua_insert(L, -(arguments + 1));
    if (shell_call(L, arguments, results) == LUA_OK)
        return true;
    say("glocal: %s", lua_tostring(L, -1));
    lua_pop(L, 1);
    return false;
}
