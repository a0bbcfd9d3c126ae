/* hold.h: what a running call uses stays whole until the call ends, whatever the script does in between.
 *
 * Whenever Lua allocates, its collector may run finalisers, which are the script's own code: they close stores, change
 * tables, drop texts. So a call takes hold of what it uses:
 *
 *   tables     the registry hands a function its tables as plain copies of its own (bind.c), so that no metamethod runs and
 *              what they hold (texts, frames) stays. Lists as long as a frame are read in place instead, raw, and must be
 *              checked as they are read: glo_parameter.is_in_place
 *   stores     glo_use_store: a store that is closed meanwhile is closed when the call ends
 *   userdata   arguments stay on the stack, and only the collector can reach their __gc: glo_new_metatable hides it
 *   C's own    glo_push_owned: released when the call returns or raises
 *
 * Example:
 *   glo_buf *text = glo_push_buf(L);
 *   glo_provenance_format(origin, text);
 *   lua_pushlstring(L, text->data, text->length);      may raise: the text is released all the same
 *   return 1;
 */
#ifndef GLO_LUA_HOLD_H
#define GLO_LUA_HOLD_H

#include "base/buf.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* Zeroed room in a userdata, pushed; `dispose` is called on it once, when the call returns or raises or the value is popped.
 * It must stay where it is on the stack: nothing below it may be inserted or removed. */
void *glo_push_owned(lua_State *L, size_t size, void (*dispose)(void *what));
/* The same for a buffer. */
glo_buf *glo_push_buf(lua_State *L);

/* luaL_newmetatable; getmetatable shows scripts its name instead. */
void glo_new_metatable(lua_State *L, const char *name);

/* Puts a plain copy of the table at `index` in its place: raw, without metatables, its tables copied too. Raises for a text
 * with a NUL byte. */
void glo_own_table(lua_State *L, int index);

/* Whether the value is a text with a NUL byte, which C would take for a shorter one. */
bool glo_has_nul(lua_State *L, int index);

/* The length of the table at `index`, raw; raises for one that no list has (a table may claim any). */
size_t glo_list_length(lua_State *L, int index);

#endif
