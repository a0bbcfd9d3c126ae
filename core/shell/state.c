/* state.c: a Lua state of the command: the standard libraries in forms that Ctrl-C stops, glocal's library, and
 * its names as globals.
 *
 * Example:  lua_State *L = memory_new_state();   if (state_open(L, GLO_EVERYTHING)) ...
 */
#include "base/err.h"
#include "base/text.h"
#include "lua/bind.h"
#include "shell.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>
#include <unistd.h>

/* print, with the progress line taken away first. A terminal gets no text that moves its cursor or turns what follows: a
 * script may print what stands in a file. A pipe or a file gets the text as it is. */
static int host_print(lua_State *L) {
    progress_erase();
    for (int i = 1; isatty(STDOUT_FILENO) && i <= lua_gettop(L); i++) {
        size_t length;
        const char *text = lua_type(L, i) == LUA_TSTRING ? lua_tolstring(L, i, &length) : NULL;
        glo_buf shown = {0};
        if (!text || glo_text_is_visible(text, length, "\n\t"))
            continue;
        glo_text_visible(&shown, text, length, "\n\t");
        bool is_whole = glo_buf_status(&shown) == GLO_OK;
        if (is_whole)
            lua_pushlstring(L, shown.data, shown.length);
        glo_buf_dispose(&shown);
        if (!is_whole)
            return glo_raise(L);
        lua_replace(L, i);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

static void replace_print(lua_State *L) {
    lua_getglobal(L, "print");
    lua_pushcclosure(L, host_print, 1);
    lua_setglobal(L, "print");
}

/* Everything glocal offers is seen as a global; assigning `store` sets the store that the library uses. */
static int set_global(lua_State *L) {
    int is_store = lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "store") == 0;
    lua_settop(L, 3);
    if (is_store) {
        lua_setfield(L, lua_upvalueindex(1), "store");
        return 0;
    }
    lua_rawset(L, 1);
    return 0;
}

static void share_names(lua_State *L) { /* the library's table is on the top */
    lua_pushglobaltable(L);
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, set_global, 1);
    lua_setfield(L, -2, "__newindex");
    if (glo_lua_capabilities(L) != GLO_EVERYTHING) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    lua_setglobal(L, "glocal");
}

/* The path without the current folder: a file that happens to lie there is no module. */
static void leave_folder_out(lua_State *L, const char *name) {
    luaL_Buffer out;
    lua_getglobal(L, "package");
    lua_getfield(L, -1, name);
    const char *at = lua_tostring(L, -1);
    luaL_buffinit(L, &out);
    for (size_t length; *at; at += length) {
        length = strcspn(at, ";");
        length += at[length] == ';';
        if (strncmp(at, "./", 2) != 0)
            luaL_addlstring(&out, at, length);
    }
    luaL_pushresult(&out);
    lua_setfield(L, -3, name);
    lua_pop(L, 2);
}

/* The standard libraries; modules come from where the system keeps them, whatever LUA_PATH and LUA_CPATH say. */
static void open_standard(lua_State *L) {
    lua_pushboolean(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
    luaL_openlibs(L);
    leave_folder_out(L, "path");
    leave_folder_out(L, "cpath");
}

bool state_open(lua_State *L, unsigned capabilities) {
    open_standard(L);
    standard_open(L);
    replace_print(L);
    if (glo_lua_open_library(L, capabilities) < 0) {
        say("glocal: %s", glo_message());
        return false;
    }
    share_names(L);
    return true;
}
