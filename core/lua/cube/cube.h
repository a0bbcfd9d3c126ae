/* cube.h: what the bindings of the cube share. Used by tree.c, rollup.c and impact.c.
 *
 * Example:  const glo_tree *tree = glo_check_tree(L, 3);
 */
#ifndef GLO_LUA_CUBE_H
#define GLO_LUA_CUBE_H

#include "cube/tree.h"
#include "frame/provenance.h"

#include <lua.h>

glo_tree *glo_check_tree(lua_State *L, int index);
/* options.call, options.store, options.state and the parents: where the result came from. */
glo_provenance *glo_check_origin(lua_State *L, int options, glo_provenance *const *parents, size_t count);

void glo_bind_tree(lua_State *L);
void glo_bind_impact(lua_State *L);

#endif
