/* panel.h: how a frame is read as series, out of the table of options that foresight/forecast/options.lua makes.
 *
 * Example:  glo_panel_spec spec = glo_check_panel(L, 2);
 */
#ifndef GLO_LUA_PANEL_H
#define GLO_LUA_PANEL_H

#include "panel/panel.h"

#include <lua.h>

glo_panel_spec glo_check_panel(lua_State *L, int options);
int32_t glo_check_cutoff(lua_State *L, int options);

/* The first or the last day of a date among the options. */
int32_t glo_day_option(lua_State *L, int options, const char *name, int is_last, int32_t otherwise);

/* Raises "bad argument 'NAME' to 'FUNCTION': MESSAGE". */
int glo_raise_about(lua_State *L, int options, const char *name);

#endif
