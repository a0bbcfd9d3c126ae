/* score.c: scores and reconciliation as Lua functions over lists of numbers; foresight/evaluation/score.lua
 * and foresight/reconcile/reconcile.lua turn frames into these and back.
 *
 * Example (Lua):  core.wis(12, {0.025, 0.25, 0.5, 0.75, 0.975}, {5, 8, 10, 13, 20}) --> 1.05
 */
#include "series/score.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "series/compare.h"
#include "series/reconcile.h"

#include <math.h>

/* The numbers of a list, in a userdata left on the stack; what is no number is NaN. */
static double *push_numbers(lua_State *L, int index, size_t *out_count) {
    luaL_checktype(L, index, LUA_TTABLE);
    index = lua_absindex(L, index);
    size_t count = glo_list_length(L, index);
    double *numbers = lua_newuserdatauv(L, (count + 1) * sizeof *numbers, 0);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = lua_rawgeti(L, index, (lua_Integer)i + 1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
        lua_pop(L, 1);
    }
    *out_count = count;
    return numbers;
}

/* options[name] as numbers, of which there must be `count`; NULL where there are none. */
static double *field_numbers(lua_State *L, int options, const char *name, size_t count) {
    size_t found;
    if (glo_push_field(L, options, name) != LUA_TTABLE)
        return NULL;
    double *numbers = push_numbers(L, -1, &found);
    if (found != count)
        glo_error(L, "'%s' needs %d numbers, got %d", name, (int)count, (int)found);
    return numbers;
}

static void push_list(lua_State *L, const double *numbers, size_t count) {
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_pushnumber(L, numbers[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

GLO_FUNCTION(series_wis, .name = "wis", .doc = "The weighted interval score of one outcome.",
             GLO_TAKES({.name = "y", .type = "number", .doc = "the outcome"},
                       {.name = "probabilities", .type = "number[]", .doc = "rising"},
                       {.name = "quantiles", .type = "table", .doc = "one per probability"}),
             GLO_GIVES({.type = "number", .doc = "the weighted interval score"},
                       {.type = "number", .doc = "its dispersion"},
                       {.type = "number", .doc = "its part for overprediction"},
                       {.type = "number", .doc = "its part for underprediction"},
                       {.type = "number", .doc = "the CRPS"},
                       {.type = "number", .doc = "the mean pinball loss"}),
             .is_internal = true, .since = "0.1",
             .example = "wis(12, {0.025, 0.25, 0.5, 0.75, 0.975}, {5, 8, 10, 13, 20}) --> 1.05") {
    double y = luaL_checknumber(L, 1);
    size_t count, quantile_count;
    const double *probabilities = push_numbers(L, 2, &count),
                 *quantiles = push_numbers(L, 3, &quantile_count);
    luaL_argcheck(L, count == quantile_count, 3, "as many quantiles as probabilities are needed");
    glo_wis found = glo_wis_score(y, probabilities, quantiles, count);
    lua_pushnumber(L, found.wis);
    lua_pushnumber(L, found.dispersion);
    lua_pushnumber(L, found.over);
    lua_pushnumber(L, found.under);
    lua_pushnumber(L, glo_crps_quantiles(y, probabilities, quantiles, count));
    double pinball = 0;
    for (size_t i = 0; i < count; i++)
        pinball += glo_quantile_score(y, probabilities[i], quantiles[i]) / 2;
    lua_pushnumber(L, pinball / (double)count);
    return 6;
}

GLO_FUNCTION(
    series_pit, .name = "pit",
    .doc = "Where an outcome lies in a forecast: the normal score of its probability integral transform.",
    GLO_TAKES({.name = "y", .type = "number", .doc = "the outcome"},
              {.name = "probabilities", .type = "number[]", .doc = "rising"},
              {.name = "quantiles", .type = "table", .doc = "one per probability"}),
    GLO_GIVES({.type = "number", .doc = "the normal score"},
              {.type = "number", .doc = "the probability of more than the outcome"}),
    .is_internal = true, .since = "0.1",
    .example = "pit(10, {0.025, 0.25, 0.5, 0.75, 0.975}, {5, 8, 10, 13, 20}) --> 0.0") {
    double y = luaL_checknumber(L, 1);
    size_t count, quantile_count;
    const double *probabilities = push_numbers(L, 2, &count),
                 *quantiles = push_numbers(L, 3, &quantile_count);
    luaL_argcheck(L, count == quantile_count, 3, "as many quantiles as probabilities are needed");
    double z = glo_pit_normal_score(y, probabilities, quantiles, count);
    lua_pushnumber(L, z);
    lua_pushnumber(L, erfc(z * M_SQRT1_2) / 2);
    return 2;
}

GLO_FUNCTION(series_interval, .name = "interval_score",
             .doc = "The interval score of one outcome: the width of the interval, and 2 / (1 - level / 100) "
                    "for each unit by which the outcome lies outside.",
             GLO_TAKES({.name = "y", .type = "number", .doc = "the outcome"},
                       {.name = "low", .type = "number", .doc = "the lower end"},
                       {.name = "high", .type = "number", .doc = "the upper end"},
                       {.name = "level", .type = "number", .unit = "%", .doc = "of the interval"}),
             GLO_GIVES({.type = "number", .doc = "the score"}), .is_internal = true, .since = "0.1",
             .example = "interval_score(14, 8, 13, 50) --> 9.0") {
    double level = luaL_checknumber(L, 4);
    luaL_argcheck(L, level > 0 && level < 100, 4, "a level lies between 0 and 100 (per cent)");
    lua_pushnumber(L, glo_interval_score(luaL_checknumber(L, 1), luaL_checknumber(L, 2),
                                         luaL_checknumber(L, 3), 1 - level / 100));
    return 1;
}

GLO_FUNCTION(series_event, .name = "event_scores",
             .doc = "The scores of a probability, once it is known whether the event happened.",
             GLO_TAKES({.name = "happened", .type = "boolean", .doc = "whether it did"},
                       {.name = "probability", .type = "number", .unit = "0-1", .doc = "of the event"}),
             GLO_GIVES({.type = "number", .doc = "the Brier score"},
                       {.type = "number", .doc = "the log score"}),
             .is_internal = true, .since = "0.1", .example = "event_scores(true, 0.5) --> 0.25") {
    int happened = lua_toboolean(L, 1);
    double probability = luaL_checknumber(L, 2);
    luaL_argcheck(L, probability >= 0 && probability <= 1, 2, "a probability lies between 0 and 1");
    lua_pushnumber(L, glo_brier_score(happened, probability));
    lua_pushnumber(L, glo_log_score_event(happened, probability));
    return 2;
}

GLO_FUNCTION(series_dm, .name = "diebold_mariano",
             .doc = "The Diebold-Mariano test, with the correction of Harvey, Leybourne and Newbold, on the "
                    "losses of two forecasters.",
             GLO_TAKES({.name = "a", .type = "number[]", .doc = "the losses of the first, in order of time"},
                       {.name = "b", .type = "number[]", .doc = "the losses of the second"},
                       {.name = "horizon",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "1",
                        .unit = "periods",
                        .doc = "how far ahead the forecasts were"}),
             GLO_GIVES({.type = "table", .doc = "count, difference, statistic, p"}),
             .raises = "fewer than 3 outcomes", .is_internal = true, .since = "0.1",
             .example = "diebold_mariano({1, 2, 3}, {1, 2, 3}).p --> 1.0") {
    size_t count, other;
    const double *a = push_numbers(L, 1, &count), *b = push_numbers(L, 2, &other);
    luaL_argcheck(L, count == other, 2, "the two need as many losses");
    glo_dm dm;
    if (glo_dm_test(a, b, count, (int)luaL_optinteger(L, 3, 1), &dm) < 0)
        return glo_raise(L);
    const struct {
        const char *name;
        double value;
    } fields[] = {{"difference", dm.difference}, {"statistic", dm.statistic}, {"p", dm.p}};
    lua_newtable(L);
    lua_pushinteger(L, (lua_Integer)dm.count);
    lua_setfield(L, -2, "count");
    for (size_t i = 0; i < 3; i++) {
        lua_pushnumber(L, fields[i].value);
        lua_setfield(L, -2, fields[i].name);
    }
    return 1;
}

GLO_FUNCTION(series_skill, .name = "loss_skill",
             .doc = "Skill against a reference at the same outcomes, 1 - loss / reference's loss, with its "
                    "bootstrap interval.",
             GLO_TAKES({.name = "losses", .type = "number[]", .doc = "in order of time"},
                       {.name = "reference", .type = "number[]", .doc = "the losses of the reference"},
                       {.name = "options", .type = "table", .is_optional = true},
                       {.name = "block",
                        .type = "integer",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "1",
                        .unit = "outcomes",
                        .doc = "that are drawn together"},
                       {.name = "draws",
                        .type = "integer",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "2000",
                        .doc = "of the bootstrap"},
                       {.name = "level",
                        .type = "number",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "0.95",
                        .doc = "of the interval"},
                       {.name = "seed",
                        .type = "integer",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "1",
                        .doc = "of the draws"}),
             GLO_GIVES({.type = "number", .doc = "the skill"},
                       {.type = "number", .doc = "the lower end of its interval"},
                       {.type = "number", .doc = "the upper end"}),
             .is_internal = true, .since = "0.1", .example = "loss_skill({1, 1}, {2, 2}) --> 0.5") {
    size_t count, other;
    if (lua_isnil(L, 3)) {
        lua_newtable(L);
        lua_replace(L, 3);
    }
    const double *losses = push_numbers(L, 1, &count), *reference = push_numbers(L, 2, &other);
    luaL_argcheck(L, count == other, 2, "the two need as many losses");
    glo_push_field(L, 3, "level");
    double level = luaL_optnumber(L, -1, 0.95);
    lua_Integer block = glo_field_integer(L, 3, "block", 1), draws = glo_field_integer(L, 3, "draws", 2000);
    glo_skill skill;
    glo_status status =
        glo_skill_of(losses, reference, count, block > 0 ? (size_t)block : 0, draws > 0 ? (size_t)draws : 0,
                     level, (uint64_t)glo_field_integer(L, 3, "seed", 1), glo_lua_job(L), &skill);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_pushnumber(L, skill.skill);
    lua_pushnumber(L, skill.low);
    lua_pushnumber(L, skill.high);
    return 3;
}

static void dispose_hierarchy(void *h) {
    glo_hierarchy_dispose(h);
}

static uint32_t *push_numbers_from_1(lua_State *L, int index, size_t *out_count) {
    size_t count = glo_list_length(L, index);
    index = lua_absindex(L, index);
    uint32_t *numbers = lua_newuserdatauv(L, (count + 1) * sizeof *numbers, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        numbers[i] = (uint32_t)(luaL_checkinteger(L, -1) - 1); /* 0 becomes GLO_NO_PLACE */
        lua_pop(L, 1);
    }
    *out_count = count;
    return numbers;
}

/* options.axes: a list of {parents={0, 1, 1 ...}, places={...}}, all from 1; 0 is no parent. */
static glo_hierarchy *push_hierarchy(lua_State *L, int options) {
    if (glo_push_field(L, options, "axes") != LUA_TTABLE)
        glo_error(L, "'axes' is missing");
    int axes_at = lua_gettop(L);
    size_t axis_count = glo_list_length(L, axes_at), nodes = 0;
    glo_axis axes[3];
    const uint32_t *columns[3];
    if (axis_count == 0 || axis_count > 3)
        glo_error(L, "a hierarchy stands on 1 to 3 trees, got %d", (int)axis_count);
    for (size_t i = 0; i < axis_count; i++) {
        size_t count;
        lua_rawgeti(L, axes_at, (lua_Integer)i + 1);
        int axis = lua_gettop(L);
        glo_push_field(L, axis, "parents");
        luaL_checktype(L, -1, LUA_TTABLE);
        axes[i].parents = push_numbers_from_1(L, -1, &count);
        axes[i].count = (uint32_t)count;
        for (size_t k = 0; k < count; k++) { /* a parent comes before its children: no circles */
            if (axes[i].parents[k] != GLO_NO_PLACE && axes[i].parents[k] >= k)
                glo_error(L, "a parent must come before its children");
        }
        glo_push_field(L, axis, "places");
        luaL_checktype(L, -1, LUA_TTABLE);
        columns[i] = push_numbers_from_1(L, -1, &count);
        if (i > 0 && count != nodes)
            glo_error(L, "every tree needs a place for every series");
        nodes = count;
    }
    uint32_t *places = lua_newuserdatauv(L, (nodes * axis_count + 1) * sizeof *places, 0);
    for (size_t i = 0; i < nodes * axis_count; i++)
        places[i] = columns[i % axis_count][i / axis_count];
    glo_hierarchy *h = glo_push_owned(L, sizeof *h, dispose_hierarchy);
    if (glo_hierarchy_init(axes, axis_count, places, nodes, h, NULL) < 0)
        glo_raise(L);
    return h;
}

GLO_FUNCTION(
    series_reconcile, .name = "reconcile_values",
    .doc = "Makes forecasts coherent; reconcile is the way to call it.",
    GLO_TAKES(
        {.name = "options", .type = "table"},
        {.name = "axes",
         .type = "table[]",
         .is_option = true,
         .doc = "trees as {parents, places}, numbered from 1, 0 for no parent"},
        {.name = "base",
         .type = "table",
         .is_option = true,
         .doc = "step by step the forecasts of all series"},
        {.name = "method",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "\"structural\"",
         .values = "bottom_up|top_down|middle_out|ols|structural|variance|mint",
         .doc = "see reconcile"},
        {.name = "nonnegative",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "nothing below 0"},
        {.name = "residuals", .type = "table", .is_option = true, .is_optional = true, .doc = "time by time"},
        {.name = "history", .type = "table", .is_option = true, .is_optional = true, .doc = "time by time"},
        {.name = "average",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "the average of proportions, else the proportions of averages"},
        {.name = "variances",
         .type = "number[]",
         .is_option = true,
         .is_optional = true,
         .doc = "per series"},
        {.name = "anchors",
         .type = "integer[]",
         .is_option = true,
         .is_optional = true,
         .doc = "the series from which middle_out starts"},
        {.name = "probabilities",
         .type = "number[]",
         .is_option = true,
         .is_optional = true,
         .doc = "of the quantiles"},
        {.name = "quantiles",
         .type = "table",
         .is_option = true,
         .is_optional = true,
         .doc = "step by step, series by series"}),
    GLO_GIVES({.type = "number[]?", .doc = "the values"},
              {.type = "table|string", .doc = "a note {lambda, held_at_zero}"},
              {.type = "number[]|string?", .doc = "the quantiles"}),
    .is_internal = true, .since = "0.1",
    .example =
        "reconcile_values{axes={{parents={0, 1, 1}, places={1, 2, 3}}}, base={10, 4, 4}, method='ols'}[2] "
        "--> 4.6666666666667") {
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_hierarchy *h = push_hierarchy(L, 1);
    glo_reconcile_options o = {.nonnegative = glo_field_boolean(L, 1, "nonnegative")};
    if (glo_reconciliation_parse(glo_field_text(L, 1, "method", "structural"), &o.method) < 0)
        return glo_raise(L);
    size_t count, nodes = h->nodes, residual_count = 0, probability_count = 0;
    glo_push_field(L, 1, "base");
    double *base = push_numbers(L, -1, &count);
    if (nodes == 0 || count % nodes != 0)
        return glo_error(L, "'base' needs a forecast of every series at every step");
    size_t steps = count / nodes;
    if (glo_push_field(L, 1, "residuals") == LUA_TTABLE) {
        o.residuals = push_numbers(L, -1, &residual_count);
        o.times = residual_count / nodes;
        if (residual_count % nodes != 0)
            return glo_error(L, "'residuals' needs one of every series at every time");
    }
    o.variances = field_numbers(L, 1, "variances", nodes);
    if (glo_push_field(L, 1, "history") == LUA_TTABLE) {
        size_t history_count;
        o.history = push_numbers(L, -1, &history_count);
        o.history_times = history_count / nodes;
        if (history_count % nodes != 0)
            return glo_error(L, "'history' needs one of every series at every time");
    }
    if (glo_field_boolean(L, 1, "average"))
        o.proportions = GLO_AVERAGE;
    const double *anchors = field_numbers(L, 1, "anchors", nodes);
    if (anchors) {
        uint8_t *flags = lua_newuserdatauv(L, nodes, 0);
        for (size_t i = 0; i < nodes; i++)
            flags[i] = anchors[i] > 0;
        o.anchors = flags;
    }
    double *out = lua_newuserdatauv(L, (count + 1) * sizeof *out, 0);
    glo_reconcile_note note;
    glo_status status = glo_reconcile(h, &o, base, steps, glo_lua_job(L), out, &note);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    double *quantiles_out = NULL;
    if (glo_push_field(L, 1, "probabilities") == LUA_TTABLE) {
        const double *p = push_numbers(L, -1, &probability_count);
        const double *given = field_numbers(L, 1, "quantiles", count * probability_count);
        quantiles_out = lua_newuserdatauv(L, (count * probability_count + 1) * sizeof *out, 0);
        status = glo_reconcile_quantiles(h, &o, base, steps, p, probability_count, given, glo_lua_job(L),
                                         quantiles_out);
        if (status < 0)
            return glo_fail_or_raise(L, status);
    }
    push_list(L, out, count);
    lua_newtable(L);
    if (!isnan(note.lambda)) {
        lua_pushnumber(L, note.lambda);
        lua_setfield(L, -2, "lambda");
    }
    lua_pushinteger(L, (lua_Integer)note.held_at_zero);
    lua_setfield(L, -2, "held_at_zero");
    if (!quantiles_out)
        return 2;
    push_list(L, quantiles_out, count * probability_count);
    return 3;
}

static const glo_function *const functions[] = {
    &series_wis_entry, &series_pit_entry,   &series_interval_entry,  &series_event_entry,
    &series_dm_entry,  &series_skill_entry, &series_reconcile_entry, NULL};

void glo_bind_score(lua_State *L) {
    glo_bind(L, functions);
}
