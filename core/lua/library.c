/* library.c: opens foresight/ in an environment of its own, and leaves to the scripts of a state with fewer
 * capabilities what reaches around none of them.
 *
 * The library's files have _ENV for an upvalue: a table of the standard functions as they were when the state
 * was opened. What a script later assigns to `table` or `print` does not reach them, and what they use (io,
 * os, package) need not be among the script's globals. In a state that was opened without a capability the
 * functions of io and os which need it refuse there too: a mistake in the library opens no door.
 *
 * Example (Lua):  require "foresight.shared.hint"     in a state with every capability
 */
#include "base/err.h"
#include "chunk.h"
#include "lua/bind.h"
#include "lua/kept.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OWN "foresight."     /* the modules of the library begin so */
#define DOORS "glocal.doors" /* glo_lua_push_doors, for those modules alone: in no package.loaded */

static const char environment_key, require_key, view_key, opening_key;

/* The field of a standard library, as it was when the state was opened. */
static void push_standard(lua_State *L, const char *library, const char *name) {
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(L, -1, library) == LUA_TTABLE)
        lua_getfield(L, -1, name);
    else
        lua_pushnil(L);
    lua_replace(L, -3);
    lua_pop(L, 1);
}

static void set_standard(lua_State *L, const char *library, const char *name) {
    push_standard(L, library, name);
    lua_setfield(L, -2, name);
}

/* ---- the library's modules ---- */

static bool is_own(const char *name) {
    return strncmp(name, OWN, strlen(OWN)) == 0 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789.") == strlen(name) && !strstr(name, "..");
}

/* "foresight.cube.rollup" -> HOME/foresight/cube/rollup.lua; pushes it. */
static const char *push_path(lua_State *L, const char *name) {
    luaL_gsub(L, name, ".", "/");
    lua_pushfstring(L, "%s/%s.lua", glo_home(), lua_tostring(L, -1));
    lua_remove(L, -2);
    return lua_tostring(L, -1);
}

/* Pushes the chunk of a file, which sees the library's environment. Those that every state needs to open, and all that a state with
 * fewer capabilities does, are wanted again. */
static void push_chunk(lua_State *L, const char *path) {
    bool is_opening = lua_rawgetp(L, LUA_REGISTRYINDEX, &opening_key) != LUA_TNIL;
    lua_pop(L, 1);
    glo_chunk_push(L, path, is_opening || glo_lua_capabilities(L) != GLO_EVERYTHING);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
    if (!lua_setupvalue(L, -2, 1))
        lua_pop(L, 1);
}

/* The file of a module from elsewhere that is written in Lua, on the paths of the state; pushes it. */
static const char *push_found(lua_State *L, const char *name) {
    push_standard(L, "package", "searchpath");
    lua_pushstring(L, name);
    push_standard(L, "package", "path");
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2))
        luaL_error(L, "module '%s' not found:%s", name, lua_tostring(L, -1));
    lua_pop(L, 1);
    return lua_tostring(L, -1);
}

/* require of the library. Upvalue: that of the state where scripts may have anything, for modules from
 * elsewhere; nil where they may not, and those are read into the library's environment too. */
static int library_require(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    if (strcmp(name, DOORS) == 0) {
        glo_lua_push_doors(L);
        return 1;
    }
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(L, 2, name) != LUA_TNIL)
        return 1;
    lua_pop(L, 1);
    if (!is_own(name) && !lua_isnil(L, lua_upvalueindex(1))) {
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_pushvalue(L, 1);
        lua_call(L, 1, 1);
        return 1;
    }
    const char *path = is_own(name) ? push_path(L, name) : push_found(L, name);
    push_chunk(L, path);
    lua_pushvalue(L, 1);
    lua_pushstring(L, path);
    lua_call(L, 2, 1);
    if (lua_getfield(L, 2, name) != LUA_TNIL) /* it entered itself */
        return 1;
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, 2, name);
    return 1;
}

void glo_lua_require(lua_State *L, const char *name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &require_key);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
}

/* Loads a module of the library for a script: the library's own require would give it the doors too. */
static int load_own(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    luaL_argcheck(L, is_own(name), 1, "a module of the library is expected");
    glo_lua_require(L, name);
    return 1;
}

/* What package.searchers has for the library's modules. */
static int library_searcher(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    if (!is_own(name))
        return 0;
    const char *path = push_path(L, name);
    size_t length;
    bool is_kept = glo_kept_text(path, &length) != NULL;
    FILE *file = is_kept ? NULL : fopen(path, "rb");
    if (!file && !is_kept) {
        lua_pushfstring(L, "no file '%s'", path);
        return 1;
    }
    if (file)
        fclose(file);
    lua_pushcfunction(L, load_own);
    lua_pushvalue(L, -2);
    return 2;
}

/* Scripts that may have anything may have the library's own modules: behind what is preloaded. */
static void add_searcher(lua_State *L) {
    push_standard(L, "package", "searchers");
    if (lua_istable(L, -1)) {
        for (lua_Integer i = (lua_Integer)lua_rawlen(L, -1); i >= 2; i--) {
            lua_rawgeti(L, -1, i);
            lua_rawseti(L, -2, i + 1);
        }
        lua_pushcfunction(L, library_searcher);
        lua_rawseti(L, -2, 2);
    }
    lua_pop(L, 1);
}

/* ---- io and os by capability ---- */

/* Upvalue: the name of the capability. */
static int refuse(lua_State *L) {
    return luaL_error(L, "this session was opened without %s", lua_tostring(L, lua_upvalueindex(1)));
}

static void set_refusal(lua_State *L, const char *name, unsigned needs) {
    lua_pushstring(L, glo_capability_name(needs));
    lua_pushcclosure(L, refuse, 1);
    lua_setfield(L, -2, name);
}

/* The function of the library, or a refusal where the state has none of the capabilities. */
static void set_by_capability(lua_State *L, const char *library, const char *name, unsigned any_of) {
    if (glo_lua_capabilities(L) & any_of)
        set_standard(L, library, name);
    else
        set_refusal(L, name, any_of & (0u - any_of)); /* the first of them */
}

/* What is shipped may always be read. */
static bool is_shipped(const char *path) {
    const char *home = glo_home();
    size_t length = strlen(home);
    return strncmp(path, home, length) == 0 && path[length] == '/' && !strstr(path, "..");
}

/* io.open and io.lines; upvalue 1 is the stock function, upvalue 2 whether it gives nil and a message. */
static int call_where_allowed(lua_State *L) {
    bool is_open = lua_toboolean(L, lua_upvalueindex(2));
    const char *path = luaL_checkstring(L, 1), *mode = is_open ? luaL_optstring(L, 2, "r") : "r";
    unsigned needs = GLO_NEEDS_NOTHING, allowed = glo_lua_capabilities(L);
    if (strpbrk(mode, "wa+"))
        needs |= GLO_NEEDS_FILE_WRITE;
    if (strpbrk(mode, "r+") && !is_shipped(path))
        needs |= GLO_NEEDS_FILE_READ;
    unsigned lacking = needs & ~allowed;
    if (!lacking) {
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_insert(L, 1);
        lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
        return lua_gettop(L);
    }
    lua_pushnil(L);
    lua_pushfstring(L, "%s: this session was opened without %s", path,
                    glo_capability_name(lacking & (0u - lacking)));
    return is_open ? 2 : lua_error(L);
}

static void set_where_allowed(lua_State *L, const char *name, bool is_open) {
    push_standard(L, "io", name);
    lua_pushboolean(L, is_open);
    lua_pushcclosure(L, call_where_allowed, 2);
    lua_setfield(L, -2, name);
}

static void push_limited_io(lua_State *L) {
    static const char *const free_ones[] = {"stdout", "stderr", "write", "type"};
    static const char *const reading[] = {"stdin", "read"};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof free_ones / sizeof free_ones[0]; i++)
        set_standard(L, "io", free_ones[i]);
    for (size_t i = 0; i < sizeof reading / sizeof reading[0]; i++)
        set_by_capability(L, "io", reading[i], GLO_NEEDS_FILE_READ);
    set_where_allowed(L, "open", true);
    set_where_allowed(L, "lines", false);
    set_by_capability(L, "io", "popen", GLO_NEEDS_PROCESS);
}

static void push_limited_os(lua_State *L) {
    static const char *const free_ones[] = {"clock", "date", "difftime", "getenv", "time"};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof free_ones / sizeof free_ones[0]; i++)
        set_standard(L, "os", free_ones[i]);
    set_by_capability(L, "os", "remove", GLO_NEEDS_STORE_WRITE | GLO_NEEDS_FILE_WRITE);
}

static void push_limited_debug(lua_State *L) {
    static const char *const names[] = {"getinfo", "getmetatable", "gethook", "sethook", "traceback"};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        set_standard(L, "debug", names[i]);
}

/* package.loaded, where a module enters itself that others need before it is whole. */
static void push_limited_package(lua_State *L) {
    lua_newtable(L);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_setfield(L, -2, "loaded");
}

/* ---- the library's environment ---- */

static const char *const base_names[] = {"assert",   "error",  "getmetatable", "ipairs",       "next",
                                         "pairs",    "pcall",  "rawequal",     "rawget",       "rawlen",
                                         "rawset",   "select", "print",        "setmetatable", "tonumber",
                                         "tostring", "type",   "xpcall"};
static const char *const library_names[] = {"coroutine", "math", "string", "table", "utf8"};

/* The session's print, which one who embeds it may have replaced; upvalue: as it was when the state was
 * opened. */
static int session_print(lua_State *L) {
    lua_pushglobaltable(L);
    lua_pushliteral(L, "print");
    if (lua_rawget(L, -2) != LUA_TFUNCTION) {
        lua_pop(L, 1);
        lua_pushvalue(L, lua_upvalueindex(1));
    }
    lua_insert(L, 1);
    lua_pop(L, 1);
    lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

static void set_whole_libraries(lua_State *L) {
    static const char *const names[] = {"io", "os", "debug", "package"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
        lua_getfield(L, -1, names[i]);
        lua_setfield(L, -3, names[i]);
        lua_pop(L, 1);
    }
    push_standard(L, "_G", "print");
    lua_pushcclosure(L, session_print, 1);
    lua_setfield(L, -2, "print");
}

static void set_limited_libraries(lua_State *L) {
    push_limited_io(L);
    lua_setfield(L, -2, "io");
    push_limited_os(L);
    lua_setfield(L, -2, "os");
    push_limited_debug(L);
    lua_setfield(L, -2, "debug");
    push_limited_package(L);
    lua_setfield(L, -2, "package");
}

static void make_environment(lua_State *L, bool is_whole) {
    lua_newtable(L);
    for (size_t i = 0; i < sizeof base_names / sizeof base_names[0]; i++)
        set_standard(L, "_G", base_names[i]);
    for (size_t i = 0; i < sizeof library_names / sizeof library_names[0]; i++) {
        lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
        lua_getfield(L, -1, library_names[i]);
        lua_setfield(L, -3, library_names[i]);
        lua_pop(L, 1);
    }
    set_standard(L, "_G", "load");
    set_standard(L, "_G", "collectgarbage");
    lua_pushglobaltable(L);
    lua_setfield(L, -2, "_G");
    if (is_whole) {
        set_whole_libraries(L);
        push_standard(L, "_G", "require");
    } else {
        set_limited_libraries(L);
        lua_pushnil(L);
    }
    lua_pushcclosure(L, library_require, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &require_key);
    lua_setfield(L, -2, "require");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
}

/* ---- the globals of a state with fewer capabilities ---- */

/* load, of text alone: bytecode is not checked by Lua. Upvalue: the stock function. */
static int load_text(lua_State *L) {
    if (lua_gettop(L) < 3)
        lua_settop(L, 3);
    lua_pushliteral(L, "t");
    lua_replace(L, 3);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* setmetatable without finalisers, which would run in the midst of anything. Upvalue: the stock function. */
static int set_metatable(lua_State *L) {
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL)
            return luaL_error(L, "a finaliser (__gc) is for sessions with every capability");
        lua_pop(L, 1);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/* collectgarbage, which neither stops nor changes the collector. Upvalue: the stock function. */
static int collect(lua_State *L) {
    static const char *const names[] = {"collect", "count", NULL};
    luaL_checkoption(L, 1, "collect", names);
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int require_glocal(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    if (strcmp(name, "glocal") != 0)
        return luaL_error(L,
                          "module '%s' is for sessions with every capability (a script: run it without "
                          "--allow); here there is 'glocal'",
                          name);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &view_key);
    return 1;
}

static void set_instead(lua_State *L, const char *name, lua_CFunction function) {
    push_standard(L, "_G", name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

/* Sets a copy of a standard library, which the script may change as it likes. */
static void set_copy(lua_State *L, const char *library) {
    lua_newtable(L);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(L, -1, library) == LUA_TTABLE) {
        for (lua_pushnil(L); lua_next(L, -2);) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, -6);
        }
    }
    lua_pop(L, 2);
    lua_setfield(L, -2, library);
}

static void replace_globals(lua_State *L) {
    static const char *const times[] = {"clock", "date", "difftime", "time"};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof base_names / sizeof base_names[0]; i++)
        set_standard(L, "_G", base_names[i]);
    set_standard(L, "_G", "_VERSION");
    for (size_t i = 0; i < sizeof library_names / sizeof library_names[0]; i++)
        set_copy(L, library_names[i]);
    lua_getfield(L, -1, "string");
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    lua_pop(L, 1);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        set_standard(L, "os", times[i]);
    lua_setfield(L, -2, "os");
    set_instead(L, "load", load_text);
    set_instead(L, "setmetatable", set_metatable);
    set_instead(L, "collectgarbage", collect);
    lua_pushcfunction(L, require_glocal);
    lua_setfield(L, -2, "require");
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "_G");
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

static void hide(lua_State *L) { /* the metatable on the top */
    if (lua_getfield(L, -1, "__metatable") == LUA_TNIL) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -3, "__metatable");
    }
    lua_pop(L, 1);
}

/* No metatable of texts, files, frames or stores is seen by scripts. */
static void hide_metatables(lua_State *L) {
    lua_pushliteral(L, "");
    if (lua_getmetatable(L, -1)) {
        hide(L);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    for (lua_pushnil(L); lua_next(L, LUA_REGISTRYINDEX); lua_pop(L, 1)) {
        bool is_ours =
            lua_type(L, -2) == LUA_TSTRING && lua_istable(L, -1) &&
            (strncmp(lua_tostring(L, -2), "glocal.", 7) == 0 || strcmp(lua_tostring(L, -2), "FILE*") == 0);
        if (is_ours)
            hide(L);
    }
}

/* The library as a script sees it that may change nothing of it; in place of the library on the top. */
static void push_view(lua_State *L) {
    glo_lua_require(L, OWN "shared.frozen");
    lua_getfield(L, -1, "library");
    lua_remove(L, -2);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &view_key);
}

/* ---- opening ---- */

static int open_library(lua_State *L) {
    unsigned capabilities = (unsigned)lua_tointeger(L, 1);
    bool is_whole = capabilities == GLO_EVERYTHING;
    glo_lua_open(L, capabilities);
    if (!is_whole)
        replace_globals(L);
    make_environment(L, is_whole);
    lua_pushfstring(L, "%s/foresight/init.lua", glo_home());
    lua_pushboolean(L, true);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &opening_key);
    push_chunk(L, lua_tostring(L, -1));
    lua_call(L, 0, 1);
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &opening_key);
    if (is_whole) {
        add_searcher(L);
    } else {
        hide_metatables(L);
        push_view(L);
    }
    return 1;
}

glo_status glo_lua_open_library(lua_State *L, unsigned capabilities) {
    if (!glo_home())
        return glo_fail(GLO_ENOTFOUND,
                        "glocal's library was not found; set GLOCAL_HOME to the folder that holds "
                        "foresight/ and data/");
    lua_pushcfunction(L, open_library);
    lua_pushinteger(L, (lua_Integer)capabilities);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK)
        return GLO_OK;
    const char *why = lua_tostring(L, -1);
    glo_status status = glo_fail(GLO_EIO, "%.*s", why ? (int)strcspn(why, "\n") : 0, why ? why : "");
    lua_pop(L, 1);
    return status;
}
