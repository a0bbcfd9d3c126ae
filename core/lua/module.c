/* module.c: glocal as a module of stock Lua 5.4.
 *
 * Example:  LUA_CPATH="build/release/?.so" lua5.4 -e 'local glocal = require "glocal" print(glocal.version)'
 */
#include "base/err.h"
#include "lua/bind.h"

int luaopen_glocal(lua_State *L);

__attribute__((visibility("default"))) int luaopen_glocal(lua_State *L) {
    return glo_lua_open_library(L, GLO_EVERYTHING) < 0 ? glo_raise(L) : 1;
}
