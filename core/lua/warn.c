/* warn.c: early warning as a Lua value. foresight/warning/warn.lua turns what an analyst writes into the call below.
 *
 * Example (Lua):  frame, note = core.warn_series(r, {method="ears_c1", first="2024-01", last="2024-12"})
 */
#include "detect/warn.h"
#include "base/err.h"
#include "lua/bind.h"
#include "panel.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static double number_option(lua_State *L, int options, const char *name, double otherwise) {
    double value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL) {
        int is_number;
        value = lua_tonumberx(L, -1, &is_number);
        if (!is_number || !isfinite(value))
            luaL_error(L, "bad argument '%s' to 'warn': expected a number, got %s", name,
                       luaL_tolstring(L, -1, NULL));
    }
    lua_pop(L, 1);
    return value;
}

static size_t whole_option(lua_State *L, int options, const char *name, size_t otherwise, size_t least,
                           size_t most) {
    double value = number_option(L, options, name, (double)otherwise);
    if (value != floor(value) || value < (double)least || value > (double)most)
        luaL_error(L, "bad argument '%s' to 'warn': expected a whole number from %d to %d, got %f", name,
                   (int)least, (int)most, value);
    return (size_t)value;
}

/* A share above 0 and at most `most`. */
static double share_option(lua_State *L, int options, const char *name, double otherwise, double most) {
    double value = number_option(L, options, name, otherwise);
    if (otherwise > 0 && !(value > 0 && value <= most))
        luaL_error(L, "bad argument '%s' to 'warn': expected a number above 0 and at most %f, got %f", name,
                   most, value);
    return value;
}

static double positive_option(lua_State *L, int options, const char *name, double otherwise) {
    double value = number_option(L, options, name, otherwise);
    if (value < 0)
        luaL_error(L, "bad argument '%s' to 'warn': expected 0 or more, got %f", name, value);
    return value;
}

static bool truth_option(lua_State *L, int options, const char *name, bool otherwise) {
    bool value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL)
        value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

static glo_threshold threshold_option(lua_State *L, int options) {
    static const char *const names[] = {"delta", "nb_plugin", "muan"};
    const char *name = glo_field_text(L, options, "threshold", "delta");
    for (int i = 0; i < 3; i++) {
        if (strcmp(name, names[i]) == 0)
            return (glo_threshold)i;
    }
    return (glo_threshold)luaL_error(
        L, "bad argument 'threshold' to 'warn': use \"delta\", \"nb_plugin\" or \"muan\", not \"%s\"", name);
}

static glo_detector_options check_options(lua_State *L, int options, const glo_detector_options *defaults) {
    glo_detector_options o = *defaults;
    o.years = whole_option(L, options, "years", o.years, 0, 50);
    o.half_window = whole_option(L, options, "half_window", o.half_window, 0, 100);
    o.periods = whole_option(L, options, "periods", o.periods, o.periods > 0, 50);
    o.recent_excluded = whole_option(L, options, "recent_excluded", o.recent_excluded, 0, 1000);
    o.baseline = whole_option(L, options, "baseline", o.baseline, o.baseline > 0 ? 3 : 0, 1000);
    o.case_periods = whole_option(L, options, "case_periods", o.case_periods, 0, 1000);
    o.alpha = share_option(L, options, "alpha", o.alpha, 0.5);
    o.trend_p = share_option(L, options, "trend_p", o.trend_p, 1);
    o.weights_threshold = positive_option(L, options, "weights_threshold", o.weights_threshold);
    o.least_cases = positive_option(L, options, "least_cases", o.least_cases);
    o.minimum_sd = positive_option(L, options, "minimum_sd", o.minimum_sd);
    o.drift = positive_option(L, options, "drift", o.drift);
    o.limit = positive_option(L, options, "limit", o.limit);
    o.in_control_mean = number_option(L, options, "in_control_mean", o.in_control_mean);
    o.threshold = threshold_option(L, options);
    o.reweight = truth_option(L, options, "reweight", o.reweight);
    o.trend = truth_option(L, options, "trend", o.trend);
    o.current_year = truth_option(L, options, "current_year", o.current_year);
    return o;
}

static void set_count(lua_State *L, const char *name, size_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void push_note(lua_State *L, const glo_warn_note *note) {
    lua_newtable(L);
    set_count(L, "series", note->series);
    set_count(L, "judged", note->judged);
    set_count(L, "alarms", note->alarms);
    set_count(L, "unknown", note->unknown);
    set_count(L, "gaps", note->gaps);
    set_count(L, "cut", note->cut);
    set_count(L, "unjudged", note->unjudged);
    lua_pushboolean(L, note->is_zero_filled);
    lua_setfield(L, -2, "is_zero_filled");
    lua_pushstring(L, glo_span_name(note->span));
    lua_setfield(L, -2, "span");
    lua_newtable(L);
    for (int i = 0; i < GLO_WARN_REASONS && note->reasons[i].text; i++) {
        lua_newtable(L);
        lua_pushstring(L, note->reasons[i].text);
        lua_setfield(L, -2, "text");
        set_count(L, "periods", note->reasons[i].periods);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "reasons");
}

GLO_FUNCTION(
    warn_series, .name = "warn_series",
    .doc = "Every series of a frame under surveillance; warn is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "counts by period"},
              {.name = "options", .type = "table", .doc = "what warn makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the periods judged"},
              {.type = "table", .doc = "what was found on the way"}),
    .is_internal = true, .since = "0.1",
    .example =
        "r = frame({{month='2024-01', count=3}, {month='2024-02', count=4}}, {types={month='month'}})\n"
        "f, note = warn_series(r, {method='ears_c1'})\n"
        "note.unjudged --> 2") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const glo_detector *detector;
    if (glo_detector_find(glo_field_text(L, 2, "method", "farrington_flexible"), &detector) < 0)
        return glo_raise_about(L, 2, "method");
    glo_warn_spec spec = {.panel = glo_check_panel(L, 2),
                          .detector = detector,
                          .options = check_options(L, 2, &detector->defaults),
                          .first = glo_day_option(L, 2, "first", 0, GLO_DAY_MIN),
                          .last = glo_day_option(L, 2, "last", 1, GLO_DAY_MAX),
                          .details = glo_field_boolean(L, 2, "details")};
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *parent = glo_frame_provenance(frame), *origin = NULL;
    if (glo_provenance_new(glo_field_text(L, 2, "call", "warn(...)"), NULL, 0, 0, &parent, parent != NULL,
                           &origin) < 0)
        return glo_raise(L);
    glo_warn_note note;
    glo_status status = glo_warn(frame, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_note(L, &note);
    return 2;
}

GLO_FUNCTION(warn_detectors, .name = "detector_names", .doc = "Every detector that warn may be asked for.",
             GLO_GIVES({.type = "string[]", .doc = "the names"}), .is_internal = true, .since = "0.1",
             .example = "detector_names()[1] --> ears_c1") {
    lua_newtable(L);
    for (int i = 0; glo_detectors[i]; i++) {
        lua_pushstring(L, glo_detectors[i]->name);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static const glo_function *const functions[] = {&warn_series_entry, &warn_detectors_entry, NULL};

void glo_bind_warn(lua_State *L) {
    glo_bind(L, functions);
}
