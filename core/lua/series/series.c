/* series.c: forecasts and backtests as Lua values. foresight/forecast/forecast.lua and
 * foresight/evaluation/backtest.lua turn what an analyst writes into the calls below.
 *
 * Example (Lua):  frame, note = core.forecast_series(r, {method="ets", horizon=12, levels={80, 95}, seed=1})
 */
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "panel.h"
#include "series/backtest.h"
#include "series/forecast.h"
#include "series/leads.h"
#include "series/residuals.h"
#include "series/scores.h"

#include <string.h>

static double number_of(lua_State *L, int options, const char *name) {
    int is_number;
    double value = lua_tonumberx(L, -1, &is_number);
    if (!is_number) {
        glo_fail(GLO_EINVAL, "expected numbers, such as {80, 95}, got a %s", luaL_typename(L, -1));
        glo_raise_about(L, options, name);
    }
    return value;
}

/* options.levels into `levels`, in order. */
static size_t check_levels(lua_State *L, int options, double levels[GLO_MOST_LEVELS]) {
    size_t count = 0;
    int type = glo_push_field(L, options, "levels");
    if (type == LUA_TTABLE) {
        count = glo_list_length(L, -1);
        for (size_t i = 0; i < count && i < GLO_MOST_LEVELS; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
            levels[i] = number_of(L, options, "levels");
            lua_pop(L, 1);
        }
    } else {
        levels[count++] = number_of(L, options, "levels");
    }
    lua_pop(L, 1);
    if (glo_check_levels(levels, &count) < 0)
        glo_raise_about(L, options, "levels");
    return count;
}

static size_t check_horizon(lua_State *L, int options) {
    int is_whole;
    glo_push_field(L, options, "horizon");
    lua_Integer horizon = lua_tointegerx(L, -1, &is_whole);
    if (!is_whole)
        glo_error(L, "bad argument 'horizon' to '%s': expected a whole number of periods, got %s",
                  glo_field_text(L, options, "function", "forecast"), luaL_tolstring(L, -1, NULL));
    lua_pop(L, 1);
    if (glo_check_horizon(horizon) < 0)
        glo_raise_about(L, options, "horizon");
    return (size_t)horizon;
}

/* A frame among the options, still held by them; NULL where there is none. */
static const glo_frame *frame_option(lua_State *L, int options, const char *name) {
    const glo_frame *frame = NULL;
    if (glo_push_field(L, options, name) != LUA_TNIL)
        frame = glo_check_frame(L, -1);
    lua_pop(L, 1);
    return frame;
}

static glo_regressors_spec check_regressors(lua_State *L, int options) {
    return (glo_regressors_spec){
        .leaders = frame_option(L, options, "leaders"),
        .events = frame_option(L, options, "events"),
        .figures = frame_option(L, options, "regressors"),
        .leader = {.value = glo_field_text(L, options, "leader_value", NULL),
                   .gaps_are_zero = glo_field_boolean(L, options, "leader_gaps_are_zero"),
                   .cutoff = glo_check_cutoff(L, options)},
        .max_lag = (size_t)glo_field_integer(L, options, "max_lag", 12)};
}

/* The method that options[argument] names. */
static const glo_method_entry *check_method(lua_State *L, int options, const char *argument,
                                            const char *name) {
    const glo_method_entry *entry;
    if (glo_method_find(name, &entry) < 0)
        glo_raise_about(L, options, argument);
    return entry;
}

static void set_integer(lua_State *L, const char *name, size_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void push_coverage(lua_State *L, const size_t *covered, const double *levels, size_t count) {
    lua_newtable(L);
    for (size_t l = 0; l < count; l++) {
        lua_newtable(L);
        lua_pushnumber(L, levels[l]);
        lua_setfield(L, -2, "level");
        set_integer(L, "covered", covered[l]);
        lua_rawseti(L, -2, (lua_Integer)l + 1);
    }
}

static void push_date(lua_State *L, const char *name, int32_t day, glo_span span) {
    char date[GLO_DATE_SIZE];
    lua_pushlstring(L, date, glo_date_format(day, span, date));
    lua_setfield(L, -2, name);
}

static void push_note(lua_State *L, const glo_forecast_note *note, const double *levels, size_t level_count) {
    lua_newtable(L);
    set_integer(L, "series", note->series);
    set_integer(L, "unknown", note->unknown);
    set_integer(L, "late", note->late);
    set_integer(L, "gaps", note->gaps);
    set_integer(L, "left_out", note->left_out);
    set_integer(L, "cut", note->cut);
    set_integer(L, "unordered", note->unordered);
    set_integer(L, "calibrated", note->calibrated);
    set_integer(L, "without_interval", note->without_interval);
    set_integer(L, "origins", note->coverage.origins);
    set_integer(L, "outcomes", note->coverage.outcomes);
    set_integer(L, "noted", note->noted);
    set_integer(L, "broken", note->broken);
    push_coverage(L, note->coverage.covered, levels, level_count);
    lua_setfield(L, -2, "coverage");
    lua_pushboolean(L, note->is_count);
    lua_setfield(L, -2, "is_count");
    push_date(L, "cutoff", note->cutoff, GLO_DAY);
    push_date(L, "last", glo_span_floor(note->cutoff, note->span), note->span);
    lua_pushstring(L, glo_span_name(note->span));
    lua_setfield(L, -2, "span");
    lua_pushstring(L, note->value);
    lua_setfield(L, -2, "value");
    set_integer(L, "candidates", note->candidates);
    set_integer(L, "selected", note->selected);
    set_integer(L, "explained", note->explained);
    lua_pushstring(L, note->method_note);
    lua_setfield(L, -2, "method_note");
    lua_pushstring(L, note->breaks);
    lua_setfield(L, -2, "breaks");
}

static glo_provenance *check_origin(lua_State *L, int options, const glo_frame *frame,
                                    const glo_regressors_spec *regressors, uint64_t seed) {
    const glo_frame *frames[] = {frame, regressors->leaders, regressors->events, regressors->figures};
    glo_provenance *parents[4], *origin = NULL;
    size_t count = 0;
    for (size_t i = 0; i < 4; i++) {
        if (frames[i] && glo_frame_provenance(frames[i]))
            parents[count++] = glo_frame_provenance(frames[i]);
    }
    if (glo_provenance_new(glo_field_text(L, options, "call", "forecast(...)"), NULL, 0, seed, parents, count,
                           &origin) < 0)
        glo_raise(L);
    return origin;
}

GLO_FUNCTION(series_methods, .name = "forecast_methods",
             .doc = "Every forecasting method, the default first.",
             GLO_GIVES({.type = "table[]", .doc = "each {name, about}"}), .since = "0.1",
             .example = "forecast_methods()[1].name --> combination") {
    const glo_method_entry *method;
    lua_newtable(L);
    for (size_t i = 0; (method = glo_method_at(i)); i++) {
        lua_newtable(L);
        lua_pushstring(L, glo_method_name(method));
        lua_setfield(L, -2, "name");
        lua_pushstring(L, glo_method_about(method));
        lua_setfield(L, -2, "about");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

GLO_FUNCTION(
    series_forecast, .name = "forecast_series",
    .doc = "Forecasts every series of a frame; forecast is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "the figures"},
              {.name = "options", .type = "table", .doc = "what forecast makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the forecasts"},
              {.type = "table", .doc = "what was found on the way"},
              {.type = "frame?", .doc = "the effects of regressors"}),
    .is_internal = true, .since = "0.1",
    .example =
        "r = frame({{month='2024-01', count=3}, {month='2024-02', count=4}}, {types={month='month'}})\n"
        "f = forecast_series(r, {method='naive', horizon=2, levels={80}})\n"
        "f.median[2] --> 4") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    double levels[GLO_MOST_LEVELS];
    glo_forecast_spec spec = {.panel = glo_check_panel(L, 2), .actual = glo_field_integer(L, 2, "actual", 0)};
    spec.seed = (uint64_t)glo_field_integer(L, 2, "seed", 1);
    spec.method = check_method(L, 2, "method", glo_field_text(L, 2, "method", "combination"));
    spec.model = glo_field_text(L, 2, "model", NULL);
    spec.horizon = check_horizon(L, 2);
    spec.level_count = check_levels(L, 2, levels);
    spec.levels = levels;
    spec.calibrate = glo_field_boolean(L, 2, "calibrate");
    spec.breaks = glo_field_boolean(L, 2, "breaks");
    spec.regressors = check_regressors(L, 2);
    int explains = spec.regressors.leaders || spec.regressors.events || spec.regressors.figures;
    glo_frame **effects = glo_push_frame_slot(L);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = check_origin(L, 2, frame, &spec.regressors, spec.seed);
    glo_forecast_note note;
    glo_status status =
        glo_forecast(frame, &spec, glo_lua_job(L), origin, slot, explains ? effects : NULL, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_note(L, &note, levels, spec.level_count);
    if (!explains)
        return 2;
    lua_pushvalue(L, -3);
    return 3;
}

GLO_FUNCTION(
    series_residuals, .name = "residuals_series",
    .doc = "One-step residuals of every series of a frame; residuals is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "the figures"},
              {.name = "options", .type = "table", .doc = "what residuals makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the residuals"},
              {.type = "table", .doc = "what was found on the way"}),
    .is_internal = true, .since = "0.1",
    .example =
        "r = frame({{month='2024-01', count=3}, {month='2024-02', count=4}}, {types={month='month'}})\n"
        "residuals_series(r, {method='naive'}).residual[1] --> 1.0") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_residuals_spec spec = {
        .panel = glo_check_panel(L, 2),
        .method = check_method(L, 2, "method", glo_field_text(L, 2, "method", "combination")),
        .model = glo_field_text(L, 2, "model", NULL),
        .breaks = glo_field_boolean(L, 2, "breaks"),
        .seed = (uint64_t)glo_field_integer(L, 2, "seed", 1)};
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = check_origin(L, 2, frame, &(glo_regressors_spec){0}, spec.seed);
    glo_residuals_note note;
    glo_status status = glo_residuals(frame, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    set_integer(L, "series", note.series);
    set_integer(L, "without", note.without);
    set_integer(L, "replaced", note.replaced);
    return 2;
}

/* ---- backtest ---- */

GLO_FUNCTION(series_scores, .name = "score_names",
             .doc = "Every score that backtest may be asked for, in the order in which they stand.",
             GLO_GIVES({.type = "string[]", .doc = "the names"}), .is_internal = true, .since = "0.1",
             .example = "score_names()[1] --> mae") {
    lua_createtable(L, GLO_SCORE_KINDS, 0);
    for (int i = 0; i < GLO_SCORE_KINDS; i++) {
        lua_pushstring(L, glo_score_name((glo_score_kind)i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* options.methods as entries in a userdata that stays on the stack. */
static const glo_method_entry **push_methods(lua_State *L, int options, size_t *out_count) {
    glo_push_field(L, options, "methods");
    luaL_checktype(L, -1, LUA_TTABLE);
    int list = lua_gettop(L);
    size_t count = glo_list_length(L, list);
    if (count < 1 || count > GLO_MOST_METHODS)
        glo_error(L, "bad argument 'methods' to 'backtest': expected 1 to %d names of methods",
                  GLO_MOST_METHODS);
    const glo_method_entry **methods = lua_newuserdatauv(L, count * sizeof *methods, 0);
    for (size_t i = 0; i < count; i++) {
        if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TSTRING)
            glo_error(L, "bad argument 'methods' to 'backtest': expected names of methods, got a %s",
                      luaL_typename(L, -1));
        methods[i] = check_method(L, options, "methods", lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    *out_count = count;
    return methods;
}

/* options.scores into `scores`, each once. */
static size_t check_scores(lua_State *L, int options, glo_score_kind scores[GLO_SCORE_KINDS]) {
    size_t count = 0;
    unsigned seen = 0;
    if (glo_push_field(L, options, "scores") != LUA_TTABLE) {
        scores[count++] = GLO_SCORE_MAE;
    } else {
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
            glo_score_kind kind;
            if (glo_score_find(luaL_checkstring(L, -1), &kind) < 0)
                glo_raise_about(L, options, "scores");
            if (!(seen & 1u << kind))
                scores[count++] = kind;
            seen |= 1u << kind;
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return count;
}

/* Fills the spec; what it needs stays on the stack. */
static void check_backtest(lua_State *L, int options, glo_backtest_spec *spec, double levels[GLO_MOST_LEVELS],
                           glo_score_kind scores[GLO_SCORE_KINDS]) {
    const char *by = glo_field_text(L, options, "by", "horizon"),
               *reference = glo_field_text(L, options, "reference", NULL);
    spec->panel = glo_check_panel(L, options);
    spec->methods = push_methods(L, options, &spec->method_count);
    spec->reference = reference ? check_method(L, options, "reference", reference) : NULL;
    spec->score_count = check_scores(L, options, scores);
    spec->scores = scores;
    spec->horizon = check_horizon(L, options);
    spec->origins = (size_t)glo_field_integer(L, options, "origins", 6);
    spec->stride = (size_t)glo_field_integer(L, options, "stride", 1);
    spec->level_count = check_levels(L, options, levels);
    spec->levels = levels;
    spec->calibrate = glo_field_boolean(L, options, "calibrate");
    spec->breaks = glo_field_boolean(L, options, "breaks");
    spec->seed = (uint64_t)glo_field_integer(L, options, "seed", 1);
    spec->regressors = check_regressors(L, options);
    spec->by = by[0] == 'm' ? GLO_BY_METHOD : by[0] == 's' ? GLO_BY_SERIES : GLO_BY_HORIZON;
    if (spec->origins < 1 || spec->origins > GLO_MOST_ORIGINS || spec->stride < 1)
        glo_error(L, "bad argument 'origins' to 'backtest': expected 1 to %d", GLO_MOST_ORIGINS);
}

GLO_FUNCTION(
    series_origins, .name = "backtest_origins", .doc = "The origins that a backtest of these figures has.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "the figures"},
              {.name = "options", .type = "table", .doc = "what backtest makes of its own"}),
    GLO_GIVES({.type = "string[]", .doc = "their last days, the earliest first"}), .is_internal = true,
    .since = "0.1",
    .example =
        "r = frame({{month='2024-01', count=3}, {month='2024-06', count=4}}, {types={month='month'}})\n"
        "backtest_origins(r, {methods={'naive'}, horizon=1, levels={80}, gaps_are_zero=true})[1] --> "
        "2024-04-30") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    double levels[GLO_MOST_LEVELS];
    glo_score_kind scores[GLO_SCORE_KINDS];
    glo_backtest_spec spec = {0};
    int32_t days[GLO_MOST_ORIGINS];
    size_t count;
    check_backtest(L, 2, &spec, levels, scores);
    if (glo_backtest_origins(frame, &spec, days, &count) < 0)
        return glo_raise(L);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        char date[GLO_DATE_SIZE];
        lua_pushlstring(L, date, glo_date_format(days[i], GLO_DAY, date));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

GLO_FUNCTION(
    series_backtest, .name = "backtest_series",
    .doc = "Scores forecasts at origins in the past against the outcomes; backtest is the way to call "
           "it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "the figures"},
              {.name = "options", .type = "table", .doc = "what backtest makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the scores"}, {.type = "table", .doc = "what was found on the way"}),
    .is_internal = true, .since = "0.1",
    .example =
        "r = frame({{month='2024-01', count=3}, {month='2024-06', count=4}}, {types={month='month'}})\n"
        "b = backtest_series(r, {methods={'naive'}, horizon=1, levels={80}, gaps_are_zero=true, "
        "by='method'})\n"
        "b.mae[1] --> 2.0") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    double levels[GLO_MOST_LEVELS];
    glo_score_kind scores[GLO_SCORE_KINDS];
    glo_backtest_spec spec = {0};
    check_backtest(L, 2, &spec, levels, scores);
    if (glo_push_field(L, 2, "known") == LUA_TTABLE) {
        size_t count = glo_list_length(L, -1);
        int list = lua_gettop(L);
        const glo_frame **known = lua_newuserdatauv(L, (count + 1) * sizeof *known, 0);
        for (size_t i = 0; i < count; i++) {
            lua_rawgeti(L, list, (lua_Integer)i + 1);
            known[i] = glo_check_frame(L, -1); /* still held by the list */
            lua_pop(L, 1);
        }
        if (count < spec.origins)
            spec.origins = count;
        spec.known = known;
    }
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = check_origin(L, 2, frame, &spec.regressors, spec.seed);
    glo_backtest_note note;
    glo_status status = glo_backtest(frame, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    set_integer(L, "series", note.series);
    set_integer(L, "used", note.used);
    set_integer(L, "origins", note.origins);
    set_integer(L, "outcomes", note.outcomes);
    set_integer(L, "cut", note.cut);
    return 2;
}

GLO_FUNCTION(
    series_leads, .name = "leads_series",
    .doc = "Which series of one frame run ahead of those of another; leads is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "the series to be led"},
              {.name = "leaders", .type = "frame", .doc = "the series that may lead"},
              {.name = "options", .type = "table", .doc = "what leads makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "a row per pair"},
              {.type = "table", .doc = "what was found on the way"}),
    .is_internal = true, .since = "0.1",
    .example =
        "r = frame({{month='2024-01', count=3}, {month='2024-02', count=4}}, {types={month='month'}})\n"
        "#leads_series(r, r, {max_lag=1}) --> 0") {
    glo_frame *local = glo_check_frame(L, 1), *leader = glo_check_frame(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_leads_spec spec = {.local = glo_check_panel(L, 3),
                           .leader = glo_check_panel(L, 3),
                           .max_lag = (size_t)glo_field_integer(L, 3, "max_lag", 12),
                           .every_lag = glo_field_boolean(L, 3, "every_lag")};
    spec.leader.gaps_are_zero = glo_field_boolean(L, 3, "leader_gaps_are_zero");
    spec.leader.covered = (glo_covered){0}; /* those of the local series */
    spec.leader.value = glo_field_text(L, 3, "leader_value", NULL);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *parents[2], *origin = NULL;
    size_t parent_count = 0;
    if (glo_frame_provenance(local))
        parents[parent_count++] = glo_frame_provenance(local);
    if (glo_frame_provenance(leader))
        parents[parent_count++] = glo_frame_provenance(leader);
    if (glo_provenance_new(glo_field_text(L, 3, "call", "leads(...)"), NULL, 0, 0, parents, parent_count,
                           &origin) < 0)
        return glo_raise(L);
    glo_leads_note note;
    glo_status status = glo_leads_of(local, leader, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    set_integer(L, "pairs", note.pairs);
    set_integer(L, "tested", note.tested);
    set_integer(L, "short_pairs", note.short_pairs);
    return 2;
}

static const glo_function *const functions[] = {
    &series_methods_entry, &series_forecast_entry, &series_residuals_entry, &series_scores_entry,
    &series_origins_entry, &series_backtest_entry, &series_leads_entry,     NULL};

void glo_bind_series(lua_State *L) {
    glo_bind(L, functions);
}
