/* reported.c: leaf cells by the delay with which they became known, as a Lua value. foresight/warning/reported.lua sums them up.
 *
 * Example (Lua):  cells, note = store:reported_cells{every="week", now="2025-03-31", most=26, figures={3}}
 */
#include "store/reported.h"
#include "base/err.h"
#include "cells.h"
#include "lua/bind.h"
#include "panel.h"
#include "store.h"

#include <lauxlib.h>

/* {early=, sources={{id=, first="2025-01-31"} ...}} */
static void push_note(lua_State *L, const glo_reported_note *note) {
    char date[GLO_DATE_SIZE];
    lua_newtable(L);
    lua_pushinteger(L, note->early);
    lua_setfield(L, -2, "early");
    lua_newtable(L);
    for (size_t i = 0; i < note->source_count && i < GLO_REPORTED_SOURCES; i++) {
        lua_newtable(L);
        lua_pushinteger(L, note->sources[i].id);
        lua_setfield(L, -2, "id");
        lua_pushlstring(L, date, glo_date_format(note->sources[i].first, GLO_DAY, date));
        lua_setfield(L, -2, "first");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "sources");
}

GLO_FUNCTION(store_reported_cells, .name = "store:reported_cells",
             .doc = "The leaf cells of all observations by the delay with which they became known; "
                    "reporting_triangle is the way to call it.",
             GLO_TAKES({.name = "options", .type = "table", .doc = "every, now, most, figures, stood"}),
             GLO_GIVES({.type = "cells", .doc = "the cells, their facets made of the delay"},
                       {.type = "table", .doc = "early and the sources, each with its first day"}),
             .is_internal = true, .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
             .example = "#store:reported_cells{every='month', now='2999-12-31', most=3} > 0 --> true") {
    glo_store *store = glo_use_store(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_reported_spec spec = {.cuts = {.now = glo_day_option(L, 2, "now", 1, GLO_DAY_MAX)},
                              .most = (int32_t)glo_field_integer(L, 2, "most", 1)};
    if (glo_span_parse(glo_field_text(L, 2, "every", "month"), &spec.cuts.every) < 0)
        return glo_raise(L);
    luaL_argcheck(L, spec.cuts.every < GLO_ALL && spec.most > 0 && spec.most <= 1000, 2,
                  "expected periods, and delays up to 1000 of them");
    spec.stood = glo_field_boolean(L, 2, "stood");
    spec.figures = glo_field_ids(L, 2, "figures", &spec.figure_count);
    glo_cells *cells = glo_push_cells(L);
    glo_reported_note note;
    glo_status status = glo_store_reported(store, &spec, glo_lua_job(L), cells, &note);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_note(L, &note);
    return 2;
}

static const glo_function *const methods[] = {&store_reported_cells_entry, NULL};

void glo_bind_reported(lua_State *L) {
    glo_bind(L, methods);
}
