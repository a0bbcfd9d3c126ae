/* distribution.c: quantiles and cumulative probabilities of the distributions, for scripts, packs and the library.
 *
 * Example (Lua):  distribution_quantile("poisson", 0.975, {mean=10})   distribution_tail("normal", 1.96, {mean=0, sd=1})
 */
#include "model/distribution.h"
#include "base/err.h"
#include "base/text.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static glo_status unknown_parameter(const glo_family_info *family, const char *name) {
    glo_nearest nearest = {.wanted = name};
    for (int i = 0; i < family->count; i++)
        glo_nearest_offer(&nearest, family->parameter[i]);
    return glo_fail(GLO_EINVAL, "'%s': no parameter of %s%s", name, family->name, glo_nearest_hint(&nearest));
}

static glo_status check_names(lua_State *L, int index, const glo_family_info *family) {
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int i = 0;
        if (lua_type(L, -2) != LUA_TSTRING)
            return glo_fail(GLO_EINVAL, "the parameters of %s are named, such as {%s=1}", family->name,
                            family->parameter[0]);
        while (i < family->count && strcmp(family->parameter[i], lua_tostring(L, -2)) != 0)
            i++;
        if (i == family->count)
            return unknown_parameter(family, lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    return GLO_OK;
}

static glo_status take_parameters(lua_State *L, int index, glo_distribution *d) {
    const glo_family_info *family = glo_family_of(d->family);
    if (family->has_values)
        return glo_fail(GLO_EINVAL, "%s is a sample of values, not a distribution with parameters",
                        family->name);
    if (check_names(L, index, family) < 0)
        return GLO_EINVAL;
    for (int i = 0; i < family->count; i++) {
        int is_number, type = glo_push_field(L, index, family->parameter[i]);
        d->parameter[i] = type == LUA_TNIL ? family->otherwise[i] : lua_tonumberx(L, -1, &is_number);
        lua_pop(L, 1);
        if (type == LUA_TNIL && i >= family->least)
            continue;
        if (type == LUA_TNIL)
            return glo_fail(GLO_EINVAL, "%s needs '%s'", family->name, family->parameter[i]);
        if (!is_number)
            return glo_fail(GLO_EINVAL, "'%s' of %s must be a number", family->parameter[i], family->name);
    }
    return glo_distribution_check(d, family->name);
}

/* The distribution that the arguments 1 and 3 tell. */
static glo_distribution check_distribution(lua_State *L) {
    glo_distribution d = {0};
    if (glo_family_find(luaL_checkstring(L, 1), &d.family) < 0)
        glo_raise(L);
    luaL_checktype(L, 3, LUA_TTABLE);
    if (take_parameters(L, 3, &d) < 0)
        glo_raise(L);
    return d;
}

#define FAMILY                                                                                               \
    {                                                                                                        \
        .name = "family", .type = "string",                                                                  \
        .doc =                                                                                               \
            "normal, lognormal, uniform, triangular, exponential, weibull, pert, beta, gamma, bernoulli, "   \
            "binomial, poisson or negative_binomial"                                                         \
    }
#define PARAMETERS                                                                                           \
    { .name = "parameters", .type = "table", .doc = "those of model.normal, model.gamma ..., by name" }
#define RAISES "an unknown family, a parameter that is missing, unknown or out of its bounds"

GLO_FUNCTION(distribution_quantile, .name = "distribution_quantile",
             .doc = "The quantile of a distribution: the least x with P(X <= x) at least the probability.",
             GLO_TAKES(FAMILY, {.name = "probability", .type = "number", .doc = "between 0 and 1"},
                       PARAMETERS),
             GLO_GIVES({.type = "number", .doc = "x, an integer of those that count"}),
             .raises = RAISES ", a probability not between 0 and 1", .since = "0.1",
             .example = "distribution_quantile('poisson', 0.975, {mean=10}) --> 17") {
    double p = luaL_checknumber(L, 2);
    luaL_argcheck(L, p > 0 && p < 1, 2, "the probability must be between 0 and 1");
    glo_distribution d = check_distribution(L);
    double x = glo_distribution_quantile(&d, p);
    if (glo_family_of(d.family)->is_whole)
        lua_pushinteger(L, (lua_Integer)x); /* at most some 1e12 */
    else
        lua_pushnumber(L, x);
    return 1;
}

static int push_share(lua_State *L, bool is_upper) {
    double x = luaL_checknumber(L, 2);
    luaL_argcheck(L, !isnan(x), 2, "a number expected, got nan");
    glo_distribution d = check_distribution(L);
    lua_pushnumber(L, glo_distribution_share(&d, x, is_upper));
    return 1;
}

GLO_FUNCTION(distribution_cdf, .name = "distribution_cdf",
             .doc = "The cumulative distribution function, P(X <= x).",
             GLO_TAKES(FAMILY, {.name = "x", .type = "number", .doc = "the value"}, PARAMETERS),
             GLO_GIVES({.type = "number", .doc = "P(X <= x)"}), .raises = RAISES, .since = "0.1",
             .example = "distribution_cdf('normal', 0, {mean=0, sd=1}) --> 0.5") {
    return push_share(L, false);
}

GLO_FUNCTION(distribution_tail, .name = "distribution_tail",
             .doc = "The upper tail of a distribution, P(X > x), with all its digits where it is small.",
             GLO_TAKES(FAMILY, {.name = "x", .type = "number", .doc = "the value"}, PARAMETERS),
             GLO_GIVES({.type = "number", .doc = "P(X > x)"}), .raises = RAISES, .since = "0.1",
             .example = "('%.3g'):format(distribution_tail('normal', 10, {mean=0, sd=1})) --> 7.62e-24") {
    return push_share(L, true);
}

static const glo_function *const functions[] = {&distribution_quantile_entry, &distribution_cdf_entry,
                                                &distribution_tail_entry, NULL};

void glo_bind_distribution(lua_State *L) {
    glo_bind(L, functions);
}
