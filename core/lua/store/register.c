/* register.c: the register of forecasts as Lua values. foresight/register/register.lua turns what an analyst writes into the
 * calls below, which are doors: what is registered or scored comes from frame:register, register_judgement and score_due,
 * which look what is known.
 *
 * Example (Lua):  id = doors.register_rows(store, rows, {author="analysis", kind="model", ...})
 *                 doors.score_rows(store, scores)
 */
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "store.h"
#include "store/forecasts.h"

#include <string.h>

/* options.filters, a list of {name, value}, in a userdata left on the stack. */
static const glo_filter *push_filters(lua_State *L, int options, size_t *out_count) {
    glo_push_field(L, options, "filters");
    luaL_checktype(L, -1, LUA_TTABLE);
    int list = lua_gettop(L);
    size_t count = glo_list_length(L, list);
    glo_filter *filters = lua_newuserdatauv(L, (count + 1) * sizeof *filters, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        filters[i].name = glo_field_text(L, -1, "name", "");
        filters[i].value = glo_field_text(L, -1, "value", "");
        lua_pop(L, 1);
    }
    *out_count = count;
    return filters;
}

GLO_FUNCTION(store_register, .name = "register_rows",
             .doc = "Registers quantiles for good; frame:register is the way to call it.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "where they are kept"},
                       {.name = "rows",
                        .type = "frame",
                        .doc = "zone, phenomenon, facet, method, day, probability, value"},
                       {.name = "options", .type = "table", .doc = "what frame:register makes of its own"}),
             GLO_GIVES({.type = "integer", .doc = "the number of the registration"}),
             .fails = "invalid: a period that the forecast knew, or a cutoff to come; read_only, busy",
             .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    glo_frame *rows = glo_check_frame(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    const char *cutoff = glo_field_text(L, 3, "cutoff", "");
    glo_span span;
    glo_registration r = {.author = glo_field_text(L, 3, "author", ""),
                          .kind = glo_field_text(L, 3, "kind", "model"),
                          .seed = (uint64_t)glo_field_integer(L, 3, "seed", 0),
                          .measure = glo_field_text(L, 3, "measure", "count"),
                          .gaps = glo_field_text(L, 3, "gaps", "zero"),
                          .call = glo_field_text(L, 3, "call", ""),
                          .note = glo_field_text(L, 3, "note", ""),
                          .rows = rows};
    if (glo_date_parse(cutoff, strlen(cutoff), GLO_ORDER_ISO, &r.cutoff, &span) < 0 ||
        glo_span_parse(glo_field_text(L, 3, "every", "month"), &r.span) < 0)
        return glo_raise(L);
    r.filters = push_filters(L, 3, &r.filter_count);
    int64_t id;
    int status = glo_store_register(store, &r, &id);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, id);
    return 1;
}

GLO_FUNCTION(store_score, .name = "score_rows",
             .doc = "Keeps scores for good; score_due is the way to call it.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "where they are kept"},
                       {.name = "scores", .type = "frame", .doc = "forecast, day, name, value, outcome"}),
             GLO_GIVES({.type = "integer", .doc = "how many were added"}),
             .fails = "invalid: nothing was forecast there, or the period is not over; read_only, busy",
             .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    int64_t added;
    int status = glo_store_score(store, glo_check_frame(L, 2), &added);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, added);
    return 1;
}

static const glo_function *const functions[] = {&store_register_entry, &store_score_entry, NULL};

void glo_bind_register(lua_State *L) {
    glo_bind(L, functions);
}
