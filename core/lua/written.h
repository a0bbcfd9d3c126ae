/* written.h: options that say how figures and dates of a file are written, alike for an import and for a table read as a frame.
 *
 * Example:  char decimal = glo_check_mark(L, 2, "decimal");
 */
#ifndef GLO_LUA_WRITTEN_H
#define GLO_LUA_WRITTEN_H

#include "base/date.h"

#include <lua.h>
#include <stdbool.h>

/* One character, or "tab"; 0: not told. */
char glo_check_mark(lua_State *L, int options, const char *name);

/* What groups thousands: ". , '" or a space of any kind, or GLO_ANY_MARK; 0: not told. */
char glo_check_thousands(lua_State *L, int options);

/* The option `dates`. */
glo_date_order glo_check_date_order(lua_State *L, int options, bool *out_is_told);

#endif
