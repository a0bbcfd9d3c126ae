/* fit.c: fits of distributions as Lua values. foresight/scenario/fitted.lua chooses among them.
 *
 * Example (Lua):  fit = core.fit_distribution("gamma", {3, 1, 4, 1, 5}, "delay")   fit.parameters[1], fit.aic
 */
#include "model/fit.h"
#include "base/err.h"
#include "lua/bind.h"
#include "model.h"

#include <lauxlib.h>

static void set_number(lua_State *L, const char *name, double value) {
    lua_pushnumber(L, value);
    lua_setfield(L, -2, name);
}

GLO_FUNCTION(fit_distribution, .name = "fit_distribution",
             .doc = "A distribution fitted by maximum likelihood; model.fitted is the way to call it.",
             GLO_TAKES({.name = "family", .type = "string", .doc = "its name"},
                       {.name = "values", .type = "number[]", .doc = "the sample"},
                       {.name = "quantity", .type = "string", .doc = "for messages"}),
             GLO_GIVES({.type = "table", .doc = "parameters, log_likelihood, aic, distance"}),
             .raises = "values that the family can't have, values that are all the same", .is_internal = true,
             .since = "0.1",
             .example = "fit_distribution('poisson', {3, 1, 4, 1, 6}, 'x').parameters[1] --> 3.0") {
    glo_family family;
    glo_fit fit;
    size_t count;
    if (glo_family_find(luaL_checkstring(L, 1), &family) < 0)
        return glo_raise(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    const char *quantity = luaL_checkstring(L, 3);
    const double *values = glo_push_numbers(L, 2, "values", &count);
    if (glo_fit_distribution(family, values, count, quantity, &fit) < 0)
        return glo_raise(L);
    lua_newtable(L);
    lua_newtable(L);
    for (int i = 0; i < glo_family_of(family)->count; i++) {
        lua_pushnumber(L, fit.distribution.parameter[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "parameters");
    set_number(L, "log_likelihood", fit.log_likelihood);
    set_number(L, "aic", fit.aic);
    set_number(L, "distance", fit.distance);
    return 1;
}

static const glo_function *const functions[] = {&fit_distribution_entry, NULL};

void glo_bind_fit(lua_State *L) {
    glo_bind(L, functions);
}
