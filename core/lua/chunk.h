/* chunk.h: the modules of the library as Lua's compiler made them, kept for the process: the state of the second pack need not
 * read and parse them again. What is kept was compiled here from the library's own text and is handed out as a function; neither
 * scripts nor packs reach the bytes, and what they load themselves is text alone (load_text, core/shell/standard.c).
 *
 * Example:
 *   glo_chunk_push(L, "/usr/share/glocal/foresight/init.lua", true);   // its function is on the stack; raises what is wrong
 */
#ifndef GLO_LUA_CHUNK_H
#define GLO_LUA_CHUNK_H

#include <lua.h>
#include <stdbool.h>

/* `keeps`: whether it will be wanted again, by another state. */
void glo_chunk_push(lua_State *L, const char *path, bool keeps);

#endif
