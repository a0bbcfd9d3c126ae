/* warn.c: early warning as a Lua value. foresight/warning/warn.lua turns what an analyst writes into the call below.
 *
 * Example (Lua):  frame, note = core.warn_series(r, {method="ears_c1", first="2024-01", last="2024-12"})
 */
#include "detect/warn.h"
#include "base/err.h"
#include "fields.h"
#include "lua/bind.h"
#include "panel.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static double number_option(lua_State *L, int options, const char *name, double otherwise) {
    return glo_number_field(L, options, "warn", name, otherwise);
}

static size_t whole_option(lua_State *L, int options, const char *name, size_t otherwise, size_t least,
                           size_t most) {
    double value = number_option(L, options, name, (double)otherwise);
    if (value != floor(value) || value < (double)least || value > (double)most)
        glo_error(L, "bad argument '%s' to 'warn': expected a whole number from %d to %d, got %f", name,
                  (int)least, (int)most, value);
    return (size_t)value;
}

/* A share above 0 and at most `most`. */
static double share_option(lua_State *L, int options, const char *name, double otherwise, double most) {
    double value = number_option(L, options, name, otherwise);
    if (otherwise > 0 && !(value > 0 && value <= most))
        glo_error(L, "bad argument '%s' to 'warn': expected a number above 0 and at most %f, got %f", name,
                  most, value);
    return value;
}

static double positive_option(lua_State *L, int options, const char *name, double otherwise) {
    double value = number_option(L, options, name, otherwise);
    if (value < 0)
        glo_error(L, "bad argument '%s' to 'warn': expected 0 or more, got %f", name, value);
    return value;
}

static bool truth_option(lua_State *L, int options, const char *name, bool otherwise) {
    bool value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL)
        value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

/* Which of a few words, the first of which is the default; `of` says them all. */
static int word_option(lua_State *L, int options, const char *name, const char *const words[],
                       const char *of) {
    const char *word = glo_field_text(L, options, name, words[0]);
    for (int i = 0; words[i]; i++) {
        if (strcmp(word, words[i]) == 0)
            return i;
    }
    return glo_error(L, "bad argument '%s' to 'warn': use %s, not \"%s\"", name, of, word);
}

static glo_threshold threshold_option(lua_State *L, int options) {
    static const char *const words[] = {"delta", "nb_plugin", "muan", NULL};
    return (glo_threshold)word_option(L, options, "threshold", words, "\"delta\", \"nb_plugin\" or \"muan\"");
}

/* What the likelihood-ratio charts have of their own. */
static void check_chart(lua_State *L, int options, glo_detector_options *o) {
    static const char *const directions[] = {"up", "down", "both", NULL};
    static const char *const changes[] = {"intercept", "epidemic", NULL};
    o->direction =
        (glo_direction)word_option(L, options, "direction", directions, "\"up\", \"down\" or \"both\"");
    o->is_epidemic = word_option(L, options, "change", changes, "\"intercept\" or \"epidemic\"") == 1;
    o->ratio = number_option(L, options, "ratio", NAN);
    if (o->ratio <= 0 || o->ratio == 1)
        glo_error(
            L, "bad argument 'ratio' to 'warn': expected above 0 and not 1 (2 looks for a doubling), got %f",
            o->ratio);
    if (!isnan(o->ratio))
        o->direction = o->ratio > 1 ? GLO_UP : GLO_DOWN;
    o->overdispersion = positive_option(L, options, "overdispersion", o->overdispersion);
    o->year_length = positive_option(L, options, "year_length", o->year_length);
    if (o->year_length > 0 && o->year_length < 2)
        glo_error(L, "bad argument 'year_length' to 'warn': expected 2 or more, got %f", o->year_length);
    o->harmonics = whole_option(L, options, "harmonics", o->harmonics, 0, 6);
    o->least_window = whole_option(L, options, "least_window", o->least_window, o->least_window > 0, 1000);
    o->window = whole_option(L, options, "window", o->window, 0, 100000);
    o->refit = truth_option(L, options, "refit", o->refit);
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
    o.run_length = number_option(L, options, "run_length", o.run_length);
    o.seed = (uint64_t)whole_option(L, options, "seed", (size_t)o.seed, 0, INT32_MAX);
    check_chart(L, options, &o);
    o.threshold = threshold_option(L, options);
    o.reweight = truth_option(L, options, "reweight", o.reweight);
    o.trend = truth_option(L, options, "trend", o.trend);
    o.current_year = truth_option(L, options, "current_year", o.current_year);
    return o;
}

/* The changes of definition: lists of phenomena and of days. */
static const glo_warn_change *check_changes(lua_State *L, int options, size_t *out_count) {
    size_t days;
    const char **values = glo_field_texts(L, options, "changed_phenomena", out_count);
    const char **from = glo_field_texts(L, options, "changed_days", &days);
    glo_warn_change *changes = lua_newuserdatauv(L, (*out_count + 1) * sizeof *changes, 0);
    if (days != *out_count)
        glo_error(L, "changed: %d phenomena and %d days", (int)*out_count, (int)days);
    for (size_t i = 0; i < *out_count; i++) {
        glo_span span;
        changes[i] = (glo_warn_change){.column = "phenomenon", .value = values[i]};
        if (glo_date_parse(from[i], strlen(from[i]), GLO_ORDER_ISO, &changes[i].day, &span) < 0)
            glo_raise(L);
    }
    return changes;
}

static void push_note(lua_State *L, const glo_warn_note *note) {
    lua_newtable(L);
    glo_set_panel_counts(
        L, (glo_panel_counts){note->series, note->gaps, note->cut, note->is_zero_filled, note->span});
    glo_set_count(L, "judged", note->judged);
    glo_set_count(L, "alarms", note->alarms);
    glo_set_count(L, "unknown", note->unknown);
    glo_set_count(L, "unjudged", note->unjudged);
    glo_set_count(L, "outbreaks", note->outbreaks);
    lua_newtable(L);
    for (int i = 0; i < GLO_WARN_REASONS && note->reasons[i].text; i++) {
        lua_newtable(L);
        lua_pushstring(L, note->reasons[i].text);
        lua_setfield(L, -2, "text");
        glo_set_count(L, "periods", note->reasons[i].periods);
        lua_pushboolean(L, note->reasons[i].is_judged);
        lua_setfield(L, -2, "is_judged");
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
                          .start = glo_day_option(L, 2, "start", 0, GLO_DAY_MAX),
                          .details = glo_field_boolean(L, 2, "details"),
                          .tail = glo_field_boolean(L, 2, "tail")};
    spec.changes = check_changes(L, 2, &spec.change_count);
    if (glo_push_field(L, 2, "outbreaks") != LUA_TNIL)
        spec.outbreaks = glo_check_frame(L, lua_gettop(L));
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

GLO_FUNCTION(warn_last, .name = "last_period", .doc = "The last period of a column of days or months.",
             GLO_TAKES({.name = "figures", .type = "frame", .doc = "figures by period"},
                       {.name = "column", .type = "string", .set = "column", .doc = "its periods"}),
             GLO_GIVES({.type = "string", .doc = "the period; nil where all are null"}), .is_internal = true,
             .since = "0.1",
             .example = "r = frame({{month='2024-02'}, {month='2024-01'}}, {types={month='month'}})\n"
                        "last_period(r, 'month') --> 2024-02") {
    glo_frame *frame = glo_check_frame(L, 1);
    size_t column = 0;
    int32_t last = INT32_MIN;
    if (glo_frame_find(frame, luaL_checkstring(L, 2), &column) < 0)
        return glo_raise(L);
    const glo_column *periods = glo_frame_column(frame, column);
    luaL_argcheck(L, periods->type == GLO_TYPE_DAY || periods->type == GLO_TYPE_MONTH, 2,
                  "no column of periods");
    for (size_t i = 0; i < periods->rows; i++) {
        if (periods->times[i] > last && !glo_column_is_null(periods, i))
            last = periods->times[i];
    }
    if (last == INT32_MIN)
        return lua_pushnil(L), 1;
    char text[GLO_DATE_SIZE];
    glo_date_format(periods->type == GLO_TYPE_DAY ? last : glo_day_of_month(last), periods->span, text);
    return lua_pushstring(L, text), 1;
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

static const glo_function *const functions[] = {&warn_series_entry, &warn_last_entry, &warn_detectors_entry,
                                                NULL};

void glo_bind_warn(lua_State *L) {
    glo_bind(L, functions);
}
