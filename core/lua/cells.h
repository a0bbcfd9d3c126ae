/* cells.h: leaf cells as Lua values: what store:cells() hands to rollup.
 *
 * Example:  const glo_cells *cells = glo_check_cells(L, 1);
 */
#ifndef GLO_LUA_CELLS_H
#define GLO_LUA_CELLS_H

#include "cells/cells.h"

#include <lua.h>

glo_cells *glo_push_cells(lua_State *L); /* an empty one, to be filled */
glo_cells *glo_check_cells(lua_State *L, int index);

#endif
