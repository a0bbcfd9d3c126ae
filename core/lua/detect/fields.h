/* fields.h: what the bindings of detect share: a number out of a table of options, counts and what is said of a panel into a table of notes.
 *
 * Example:
 *   double alpha = glo_number_field(L, 2, "warn", "alpha", 0.05);
 *   lua_newtable(L);
 *   glo_set_count(L, "alarms", note.alarms);
 */
#ifndef GLO_LUA_DETECT_FIELDS_H
#define GLO_LUA_DETECT_FIELDS_H

#include "base/date.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* options[name], or `otherwise` where it is nil; what is no finite number raises "bad argument NAME to FUNCTION". */
double glo_number_field(lua_State *L, int options, const char *function, const char *name, double otherwise);

/* Into the table on top of the stack. */
void glo_set_count(lua_State *L, const char *name, size_t value);

/* Fields series, gaps, cut, is_zero_filled and span of the table on top: how its figures were read as series. */
typedef struct glo_panel_counts {
    size_t series, gaps, cut;
    bool is_zero_filled;
    glo_span span;
} glo_panel_counts;
void glo_set_panel_counts(lua_State *L, glo_panel_counts counts);

#endif
