/* taken.h: rows and columns that Lua took out of a marked frame. They are plain tables whose metatable says the marking, so that
 * a frame made of them takes it over, and JSON refuses what may not leave. What is copied out of them value by value is not known.
 *
 * Example:  glo_mark_taken(L, "glocal.row", metamethods, glo_frame_marking(frame));
 *           marking = glo_marking_join(marking, glo_taken_marking(L, -1));
 */
#ifndef GLO_LUA_TAKEN_H
#define GLO_LUA_TAKEN_H

#include "frame/marking.h"

#include <lauxlib.h>
#include <lua.h>

/* Gives the table at the top a metatable that says the marking; one that is CLEAR stays as it is. The metatable has the
 * metamethods too, and is the same for all tables of one `name` and marking. */
void glo_mark_taken(lua_State *L, const char *name, const luaL_Reg *metamethods, glo_marking marking);

/* Puts the marking into the metatable at the top. */
void glo_mark_metatable(lua_State *L, glo_marking marking);

/* What the table at the index was marked as; CLEAR for any other value. */
glo_marking glo_taken_marking(lua_State *L, int index);

/* The same of a list and of all tables in it. */
glo_marking glo_taken_list_marking(lua_State *L, int index);

#endif
