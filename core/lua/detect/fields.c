/* fields.c: options in, counts out. Example in fields.h. */
#include "fields.h"

#include "lua/bind.h"

#include <lauxlib.h>
#include <math.h>

double glo_number_field(lua_State *L, int options, const char *function, const char *name, double otherwise) {
    double value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL) {
        int is_number;
        value = lua_tonumberx(L, -1, &is_number);
        if (!is_number || !isfinite(value))
            glo_error(L, "bad argument '%s' to '%s': expected a number, got %s", name, function,
                      luaL_tolstring(L, -1, NULL));
    }
    lua_pop(L, 1);
    return value;
}

void glo_set_count(lua_State *L, const char *name, size_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

void glo_set_panel_counts(lua_State *L, glo_panel_counts counts) {
    glo_set_count(L, "series", counts.series);
    glo_set_count(L, "gaps", counts.gaps);
    glo_set_count(L, "cut", counts.cut);
    lua_pushboolean(L, counts.is_zero_filled);
    lua_setfield(L, -2, "is_zero_filled");
    lua_pushstring(L, glo_span_name(counts.span));
    lua_setfield(L, -2, "span");
}
