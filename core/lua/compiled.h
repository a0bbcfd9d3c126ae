/* compiled.h: the modules of the library as Lua's compiler made them when glocal was built (cmake/compiled.lua), so that a process
 * need not parse what it uses.
 *
 * A module is taken from here only where its text is, byte for byte, the one that was compiled, where what was made of it is whole,
 * and where the Lua that runs makes of a probe what the one that compiled made of it: in all other cases the text is parsed.
 *
 * Example:
 *   glo_buf code = {0};
 *   if (glo_compiled_find(L, path, text, length, &code)) // path: "/usr/share/glocal/foresight/init.lua"
 *       lua_pushlstring(L, code.data, code.length); // what lua_load takes, in mode "b"
 *   glo_buf_dispose(&code);
 */
#ifndef GLO_LUA_COMPILED_H
#define GLO_LUA_COMPILED_H

#include "base/buf.h"

#include <lua.h>
#include <stdbool.h>

bool glo_compiled_find(lua_State *L, const char *path, const char *text, size_t length, glo_buf *out);

#endif
