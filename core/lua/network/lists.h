/* lists.h: lists of numbers out of a table of options, and back, for the bindings of network and capture.
 *
 * Example:
 *   size_t count;
 *   double *lengths = glo_take_numbers(L, 1, "lengths", &count);   // NULL where there are none; left on the stack
 *   uint32_t *from = glo_take_places(L, 1, "from", nodes, &count); // from 1 in Lua, from 0 in C
 *   glo_give_numbers(L, lengths, count);                           // pushes a list
 */
#ifndef GLO_LUA_NETWORK_LISTS_H
#define GLO_LUA_NETWORK_LISTS_H

#include "network/graph.h"

#include <lua.h>

/* options[name], a list of numbers, in room that stays on the stack; NULL and 0 where it is nil. Raises for what is no number. */
double *glo_take_numbers(lua_State *L, int options, const char *name, size_t *out_count);
/* The same of places, 1 to `places` in Lua. */
uint32_t *glo_take_places(lua_State *L, int options, const char *name, size_t places, size_t *out_count);
/* options[name], a number; raises for what is none. */
double glo_take_number(lua_State *L, int options, const char *name, double otherwise);
/* options[name], a whole number from `least` to `most`; raises for what is none. */
size_t glo_take_whole(lua_State *L, int options, const char *name, lua_Integer otherwise, lua_Integer least,
                      lua_Integer most);

/* nodes, from, to, lengths (may be missing) and directed, as network.h's edges. */
glo_edges glo_take_edges(lua_State *L, int options);

/* Pushes a list; of places, 1 more than in C. */
void glo_give_numbers(lua_State *L, const double *numbers, size_t count);
void glo_give_places(lua_State *L, const uint32_t *places, size_t count);
/* Pushes the numbers of those that are set, from 1. */
void glo_give_set(lua_State *L, const bool *set, size_t count);

/* Fields of the table on the top. */
void glo_put_number(lua_State *L, const char *name, double value);
void glo_put_whole(lua_State *L, const char *name, size_t value);
void glo_put_boolean(lua_State *L, const char *name, bool value);

#endif
