/* mse.c: multiple systems estimation as a Lua value. foresight/capture/mse.lua makes the histories of a frame.
 *
 * Example (Lua):  core.capture_models {lists=3, histories={1, 2, 4, 3}, counts={50, 40, 30, 5}, threshold=0.02, level=0.95}
 */
#include "capture/mse.h"
#include "../hold.h"
#include "../network/lists.h"
#include "base/err.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <math.h>

enum { MOST_BEST = 100, MOST_DRAWS = 1000000 };

static void dispose_table(void *table) {
    glo_capture_table_dispose(table);
}

/* histories (sets of lists, bit i - 1 for list i) and counts. */
static glo_capture_table *take_table(lua_State *L) {
    size_t lists = glo_take_whole(L, 1, "lists", 0, 2, GLO_MOST_LISTS), count, counts;
    uint32_t *histories = glo_take_places(L, 1, "histories", ((size_t)1 << lists) - 1, &count);
    double *values = glo_take_numbers(L, 1, "counts", &counts);
    if (count != counts)
        glo_error(L, "bad argument 'counts': %d counts of %d histories", (int)counts, (int)count);
    glo_capture_table *table = glo_push_owned(L, sizeof *table, dispose_table);
    if (glo_capture_table_new(lists, table) < 0)
        glo_raise(L);
    for (size_t i = 0; i < count; i++)
        table->counts[histories[i] + 1] += values[i];
    glo_capture_table_sum(table);
    return table;
}

/* The pairs of a model, a list of their numbers from 1. */
static void push_pairs(lua_State *L, const glo_capture_table *table, uint64_t pairs) {
    lua_Integer at = 0;
    lua_newtable(L);
    for (size_t pair = 0; pair < glo_mse_pairs(table->lists); pair++) {
        if (!(pairs >> pair & 1))
            continue;
        lua_pushinteger(L, (lua_Integer)pair + 1);
        lua_rawseti(L, -2, ++at);
    }
}

/* Nothing where it is infinite or unknown. */
static void put_bound(lua_State *L, const char *name, double bound) {
    if (isfinite(bound))
        glo_put_number(L, name, bound);
}

static void push_fit(lua_State *L, const glo_capture_table *table, const glo_mse_fit *fit) {
    lua_newtable(L);
    push_pairs(L, table, fit->pairs);
    lua_setfield(L, -2, "pairs");
    glo_put_boolean(L, "is_identified", fit->is_identified);
    glo_put_boolean(L, "exists", fit->exists);
    glo_put_boolean(L, "is_infinite", !fit->exists && isinf(fit->limit));
    if (!fit->exists)
        put_bound(L, "limit", fit->limit);
    glo_put_whole(L, "parameters", fit->parameters);
    if (!fit->exists)
        return;
    glo_put_number(L, "unseen", fit->unseen);
    glo_put_number(L, "total", fit->total);
    glo_put_number(L, "low", fit->low);
    glo_put_number(L, "high", fit->high);
    glo_put_number(L, "deviance", fit->deviance);
    glo_put_number(L, "aic", fit->aic);
    glo_put_number(L, "bic", fit->bic);
}

static uint64_t take_pairs(lua_State *L, const glo_capture_table *table) {
    size_t count;
    uint64_t pairs = 0;
    uint32_t *list = glo_take_places(L, 1, "pairs", glo_mse_pairs(table->lists), &count);
    for (size_t i = 0; i < count; i++)
        pairs |= (uint64_t)1 << list[i];
    return pairs;
}

GLO_FUNCTION(
    capture_fit, .name = "capture_fit", .doc = "One log-linear model of capture histories.",
    GLO_TAKES({.name = "histories", .type = "table", .doc = "lists, histories, counts, pairs, level"}),
    GLO_GIVES({.type = "table", .doc = "pairs, exists, total, low, high, aic, bic ..."}), .is_internal = true,
    .since = "0.1",
    .example =
        "capture_fit({lists=2, histories={1, 2, 3}, counts={50, 40, 10}, level=0.95}).total --> 300.0") {
    glo_mse_fit fit;
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_capture_table *table = take_table(L);
    glo_status status =
        glo_mse_fit_model(table, take_pairs(L, table), glo_take_number(L, 1, "level", 0.95), &fit);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_fit(L, table, &fit);
    return 1;
}

GLO_FUNCTION(
    capture_stepwise, .name = "capture_stepwise",
    .doc = "Pairs of lists added one by one while their p is small.",
    GLO_TAKES({.name = "histories", .type = "table", .doc = "lists, histories, counts, threshold, level"}),
    GLO_GIVES({.type = "table", .doc = "as capture_fit, its pairs in the order they were added"}),
    .is_internal = true, .since = "0.1",
    .example = "#capture_stepwise({lists=2, histories={1, 2, 3}, counts={50, 40, 10}, threshold=0.02, "
               "level=0.95}).pairs --> 0") {
    glo_mse_fit fit;
    size_t order[GLO_MOST_PAIRS], count;
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_capture_table *table = take_table(L);
    glo_status status =
        glo_mse_stepwise(table, glo_take_number(L, 1, "threshold", 0.02),
                         glo_take_number(L, 1, "level", 0.95), glo_lua_job(L), order, &count, &fit);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_fit(L, table, &fit);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        lua_pushinteger(L, (lua_Integer)order[i] + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "pairs");
    return 1;
}

GLO_FUNCTION(
    capture_best, .name = "capture_best", .doc = "The best models of capture histories by BIC.",
    GLO_TAKES(
        {.name = "histories", .type = "table", .doc = "lists, histories, counts, most, exhaustive, level"}),
    GLO_GIVES({.type = "table", .doc = "a list of fits, with tried, without and starts"}),
    .is_internal = true, .since = "0.1",
    .example =
        "capture_best({lists=2, histories={1, 2, 3}, counts={50, 40, 10}, level=0.95, most=5}).tried --> 2") {
    glo_mse_fit best[MOST_BEST + 1];
    size_t found, tried, without;
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_capture_table *table = take_table(L);
    glo_status status = glo_mse_best(
        table, glo_take_whole(L, 1, "exhaustive", 15, 0, 20), glo_take_number(L, 1, "level", 0.95),
        glo_lua_job(L), glo_take_whole(L, 1, "most", 5, 1, MOST_BEST), best, &found, &tried, &without);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    for (size_t k = 0; k < found; k++) {
        push_fit(L, table, &best[k]);
        lua_rawseti(L, -2, (lua_Integer)k + 1);
    }
    glo_put_whole(L, "tried", tried);
    glo_put_whole(L, "without", without);
    glo_put_whole(L, "starts", GLO_MSE_STARTS);
    return 1;
}

/* Models, each a sum of 2^(pair - 1) over its pairs; left on the stack. */
static const uint64_t *take_candidates(lua_State *L, const glo_capture_table *table, size_t *out_count) {
    double *masks = glo_take_numbers(L, 1, "candidates", out_count);
    uint64_t *models = lua_newuserdatauv(L, (*out_count + 1) * sizeof *models, 0);
    double past = (double)((uint64_t)1 << glo_mse_pairs(table->lists));
    for (size_t i = 0; i < *out_count; i++) {
        if (!(masks[i] >= 0 && masks[i] < past))
            glo_error(L, "bad argument 'candidates': there is no model %f", masks[i]);
        models[i] = (uint64_t)masks[i];
    }
    return models;
}

GLO_FUNCTION(
    capture_bootstrap, .name = "capture_bootstrap",
    .doc = "An interval of a total by drawing the cases anew.",
    GLO_TAKES(
        {.name = "histories",
         .type = "table",
         .doc = "lists, histories, counts, total, stepwise, candidates, threshold, level, draws, seed"}),
    GLO_GIVES({.type = "table",
               .doc = "low, high, percentile_low, percentile_high (none where infinite or half of the draws "
                      "fail), bias, acceleration, infinite, failed"}),
    .is_internal = true, .since = "0.1",
    .example = "capture_bootstrap({lists=2, histories={1, 2, 3}, counts={50, 40, 10}, total=300, "
               "candidates={0},\n"
               "  level=0.95, draws=9, seed=1}).failed --> 0") {
    glo_mse_interval it;
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_capture_table *table = take_table(L);
    glo_mse_bootstrap spec = {.method =
                                  glo_field_boolean(L, 1, "stepwise") ? GLO_MSE_STEPWISE : GLO_MSE_AMONG,
                              .threshold = glo_take_number(L, 1, "threshold", 0.02),
                              .level = glo_take_number(L, 1, "level", 0.95),
                              .draws = glo_take_whole(L, 1, "draws", 1000, 2, MOST_DRAWS),
                              .seed = (uint64_t)glo_field_integer(L, 1, "seed", 1)};
    spec.candidates = take_candidates(L, table, &spec.candidate_count);
    glo_status status =
        glo_mse_bootstrap_interval(table, glo_take_number(L, 1, "total", 0), &spec, glo_lua_job(L), &it);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    put_bound(L, "low", it.low);
    put_bound(L, "high", it.high);
    put_bound(L, "percentile_low", it.percentile_low);
    put_bound(L, "percentile_high", it.percentile_high);
    glo_put_number(L, "bias", it.bias);
    glo_put_number(L, "acceleration", it.acceleration);
    glo_put_whole(L, "infinite", it.infinite);
    glo_put_whole(L, "failed", it.failed);
    return 1;
}

static const glo_function *const functions[] = {&capture_fit_entry, &capture_stepwise_entry,
                                                &capture_best_entry, &capture_bootstrap_entry, NULL};

void glo_bind_mse(lua_State *L) {
    glo_bind(L, functions);
}
