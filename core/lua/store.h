/* store.h: stores as Lua values, for the files that bind what a store can do.
 *
 * Example:  glo_store *store = glo_check_store(L, 1);
 */
#ifndef GLO_LUA_STORE_H
#define GLO_LUA_STORE_H

#include "store/store.h"

#include <lua.h>

glo_store *glo_check_store(lua_State *L, int index); /* raises when it is not one, or closed */
/* Adds the import to the methods of stores, the table on the top. */
void glo_bind_import(lua_State *L);

#endif
