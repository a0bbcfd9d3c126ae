/* store.h: stores as Lua values, for the files that bind what a store can do.
 *
 * Example:  glo_store *store = glo_use_store(L, 1);
 */
#ifndef GLO_LUA_STORE_H
#define GLO_LUA_STORE_H

#include "store/store.h"

#include <lua.h>

/* The store at `index`, held until the call ends: pushes a value that must stay where it is (hold.h). Raises when it is no store,
 * or closed. */
glo_store *glo_use_store(lua_State *L, int index);
/* Adds the import to the methods of stores, the table on the top. */
void glo_bind_import(lua_State *L);
/* Adds the cells by the delay of their report. */
void glo_bind_reported(lua_State *L);
/* Adds the counts of single messages. */
void glo_bind_messages(lua_State *L);

#endif
