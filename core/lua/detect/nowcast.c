/* nowcast.c: reporting triangles, delays and nowcasts as Lua values. foresight/warning/nowcast.lua turns what an analyst writes into
 * the calls below.
 *
 * Example (Lua):  frame, note = core.nowcast_series(counts, {every="week", now="2025-03-31", most=26, window=52})
 */
#include "detect/nowcast.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "panel.h"

#include <lauxlib.h>
#include <string.h>

static glo_triangle_spec check_triangle(lua_State *L, int options) {
    glo_triangle_spec spec = {
        .cuts = {.every = GLO_DAY, .now = glo_day_option(L, options, "now", 1, GLO_DAY_MAX)},
        .most = (int32_t)glo_field_integer(L, options, "most", 0),
        .first_known = glo_day_option(L, options, "first_known", 0, GLO_DAY_MIN),
        .first = glo_day_option(L, options, "first", 0, GLO_DAY_MIN),
        .gaps_are_zero = glo_field_boolean(L, options, "gaps_are_zero")};
    if (glo_span_parse(glo_field_text(L, options, "every", "day"), &spec.cuts.every) < 0)
        glo_raise(L);
    luaL_argcheck(L, spec.cuts.every < GLO_ALL && spec.most >= 0 && spec.most <= 1000, options,
                  "expected periods, and delays up to 1000 of them");
    return spec;
}

static glo_provenance *check_origin(lua_State *L, int options, glo_frame *frame, const char *name) {
    glo_provenance *parent = glo_frame_provenance(frame), *origin = NULL;
    if (glo_provenance_new(glo_field_text(L, options, "call", name), NULL, 0, 0, &parent, parent != NULL,
                           &origin) < 0)
        glo_raise(L);
    return origin;
}

GLO_FUNCTION(
    triangle_frame, .name = "triangle_frame",
    .doc = "What was known of each period at each delay; reporting_triangle is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "counts by period and delay"},
              {.name = "options", .type = "table", .doc = "what reporting_triangle makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the triangle"}), .is_internal = true, .since = "0.1",
    .example = "r = frame({{period='2024-01', facet='1', count=3}, {period='2024-01', facet='5', count=2}}, "
               "{types={period='month'}})\n"
               "triangle_frame(r, {every='month', now='2024-02-29', most=1}).count[2] --> 5") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_triangle_spec spec = check_triangle(L, 2);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = check_origin(L, 2, frame, "reporting_triangle{...}");
    glo_status status = glo_triangle_frame(frame, &spec, glo_lua_job(L), origin, slot);
    glo_provenance_free(origin);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

GLO_FUNCTION(delays_frame, .name = "delays_frame",
             .doc = "The delays of reports by groups of periods; delays is the way to call it.",
             GLO_TAKES({.name = "figures", .type = "frame", .doc = "counts by period and delay"},
                       {.name = "options", .type = "table", .doc = "what delays makes of its own"}),
             GLO_GIVES({.type = "frame", .doc = "the share reported by each delay"}), .is_internal = true,
             .since = "0.1",
             .example =
                 "r = frame({{period='2024-01', delay=0, count=3}, {period='2024-01', delay=1, count=4}}, "
                 "{types={period='month'}})\n"
                 "delays_frame(r, {by='year'}).share[1] --> 0.75") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_triangle_spec spec = check_triangle(L, 2);
    glo_span by;
    if (glo_span_parse(glo_field_text(L, 2, "by", "quarter"), &by) < 0)
        return glo_raise(L);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = check_origin(L, 2, frame, "delays{...}");
    glo_status status = glo_delays_frame(frame, &spec, by, glo_lua_job(L), origin, slot);
    glo_provenance_free(origin);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

/* options.levels, rising. */
static void check_levels(lua_State *L, int options, glo_nowcast_spec *spec) {
    if (glo_push_field(L, options, "levels") != LUA_TTABLE)
        glo_error(L, "bad argument 'levels' to 'nowcast': expected a list, as in levels={80, 95}");
    int table = lua_gettop(L);
    spec->level_count = glo_list_length(L, table);
    if (spec->level_count < 1 || spec->level_count > GLO_NOWCAST_LEVELS)
        glo_error(L, "bad argument 'levels' to 'nowcast': expected 1 to %d levels", GLO_NOWCAST_LEVELS);
    for (size_t i = 0; i < spec->level_count; i++) {
        lua_rawgeti(L, table, (lua_Integer)i + 1);
        double level = spec->levels[i] = lua_tonumber(L, -1);
        if (!(level > 0 && level < 100) || (i > 0 && level <= spec->levels[i - 1]))
            glo_error(L, "bad argument 'levels' to 'nowcast': levels are %% between 0 and 100, each above "
                         "the one before");
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static int32_t whole(lua_State *L, int options, const char *name, lua_Integer otherwise, lua_Integer least,
                     lua_Integer most) {
    lua_Integer value = glo_field_integer(L, options, name, otherwise);
    if (value < least || value > most)
        glo_error(L, "bad argument '%s' to 'nowcast': expected a whole number from %I to %I, got %I", name,
                  least, most, value);
    return (int32_t)value;
}

static glo_nowcast_spec check_spec(lua_State *L, int options) {
    const char *method = glo_field_text(L, options, "method", "bayes");
    if (strcmp(method, "bayes") != 0 && strcmp(method, "lawless") != 0)
        glo_error(L, "bad argument 'method' to 'nowcast': use \"bayes\" or \"lawless\", not \"%s\"", method);
    glo_nowcast_spec spec = {.triangle = check_triangle(L, options),
                             .method =
                                 strcmp(method, "lawless") == 0 ? GLO_NOWCAST_LAWLESS : GLO_NOWCAST_BAYES,
                             .max_delay = whole(L, options, "max_delay", 0, 0, 1000),
                             .window = whole(L, options, "window", 52, 1, 100000),
                             .least = whole(L, options, "least_reports", 100, 0, 1000000000),
                             .draws = (size_t)whole(L, options, "draws", 1000, 100, 1000000),
                             .seed = (uint64_t)glo_field_integer(L, options, "seed", 1),
                             .prior_size = 1,
                             .dispersion = glo_field_boolean(L, options, "dispersion"),
                             .complete = glo_field_boolean(L, options, "complete")};
    check_levels(L, options, &spec);
    return spec;
}

static void push_note(lua_State *L, const glo_nowcast_note *note, glo_span span) {
    char date[GLO_DATE_SIZE];
    const struct {
        const char *name;
        double value;
    } numbers[] = {
        {"corrected_by", note->corrected_by}, {"dispersion", note->dispersion}, {"to_come", note->to_come}};
    const struct {
        const char *name;
        lua_Integer value;
    } counts[] = {{"series", (lua_Integer)note->series},
                  {"pooled", (lua_Integer)note->pooled},
                  {"unknown", (lua_Integer)note->unknown},
                  {"max_delay", note->max_delay},
                  {"window", note->window},
                  {"corrections", (lua_Integer)note->corrections}};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        lua_pushnumber(L, numbers[i].value);
        lua_setfield(L, -2, numbers[i].name);
    }
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        lua_pushinteger(L, counts[i].value);
        lua_setfield(L, -2, counts[i].name);
    }
    lua_pushboolean(L, note->is_short);
    lua_setfield(L, -2, "is_short");
    lua_pushlstring(L, date, glo_date_format(note->first, span, date));
    lua_setfield(L, -2, "first");
    lua_pushlstring(L, date, glo_date_format(note->last, span, date));
    lua_setfield(L, -2, "last");
    lua_pushstring(L, glo_span_name(span));
    lua_setfield(L, -2, "span");
}

GLO_FUNCTION(
    nowcast_series, .name = "nowcast_series",
    .doc = "Every series of a reporting triangle corrected for late reports; nowcast is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "counts by period and delay"},
              {.name = "options", .type = "table", .doc = "what nowcast makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the corrected counts"},
              {.type = "table", .doc = "what was found on the way"}),
    .is_internal = true, .since = "0.1",
    .example = "r = frame({{period='2024-01', delay=0, count=3}, {period='2024-01', delay=1, count=4},"
               " {period='2024-02', delay=0, count=6}}, {types={period='month'}})\n"
               "nowcast_series(r, {method='lawless', levels={80}}).expected[1] --> 8.0") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_nowcast_spec spec = check_spec(L, 2);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = check_origin(L, 2, frame, "nowcast{...}");
    glo_nowcast_note note;
    glo_status status = glo_nowcast(frame, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    size_t period = 0;
    glo_frame_find(*slot, "period", &period);
    push_note(L, &note, glo_frame_column(*slot, period)->span);
    return 2;
}

static const glo_function *const functions[] = {&triangle_frame_entry, &delays_frame_entry,
                                                &nowcast_series_entry, NULL};

void glo_bind_nowcast(lua_State *L) {
    glo_bind(L, functions);
}
