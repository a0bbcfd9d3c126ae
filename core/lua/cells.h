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
/* options[name], a list of ids, as an array in a userdata left on the stack; NULL where there is none. */
const int32_t *glo_field_ids(lua_State *L, int options, const char *name, size_t *out_count);

#endif
