/* scan.c: scan statistics as a Lua value. foresight/warning/scan.lua turns what an analyst writes into the call below.
 *
 * Example (Lua):  clusters, members, left_out, note = core.scan_places(f, nil, {place="tract", cases="cases", x="x", y="y", ...})
 */
#include "detect/scan.h"
#include "base/err.h"
#include "fields.h"
#include "lua/bind.h"
#include "panel.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static size_t size_field(lua_State *L, int options, const char *name, size_t otherwise, size_t most) {
    lua_Integer value = glo_field_integer(L, options, name, (lua_Integer)otherwise);
    if (value < 0 || (size_t)value > most)
        glo_error(L, "bad argument '%s' to 'scan': expected a whole number from 0 to %I, got %I", name,
                  (lua_Integer)most, value);
    return (size_t)value;
}

/* Which of some names, the first by default. */
static int name_field(lua_State *L, int options, const char *field, const char *const *names) {
    const char *name = glo_field_text(L, options, field, names[0]);
    for (int i = 0; names[i]; i++) {
        if (strcmp(name, names[i]) == 0)
            return i;
    }
    return glo_error(L, "bad argument '%s' to 'scan': there is no '%s'", field, name);
}

static glo_scan_spec check_spec(lua_State *L, int options) {
    static const char *const models[] = {"poisson", "permutation", NULL};
    static const char *const rates[] = {"high", "low", "both", NULL};
    static const char *const metrics[] = {"plane", "sphere", NULL};
    return (glo_scan_spec){.place = glo_field_text(L, options, "place", "place"),
                           .cases = glo_field_text(L, options, "cases", "cases"),
                           .population = glo_field_text(L, options, "population", "population"),
                           .x = glo_field_text(L, options, "x", "x"),
                           .y = glo_field_text(L, options, "y", "y"),
                           .time = glo_field_text(L, options, "time", NULL),
                           .is_summed = glo_field_boolean(L, options, "is_summed"),
                           .gaps_are_zero = glo_field_boolean(L, options, "gaps_are_zero"),
                           .model = (glo_scan_model)name_field(L, options, "model", models),
                           .rates = (glo_scan_rates)name_field(L, options, "rates", rates),
                           .metric = (glo_scan_metric)name_field(L, options, "metric", metrics),
                           .is_flexible = glo_field_boolean(L, options, "is_flexible"),
                           .neighbours = size_field(L, options, "neighbours", 12, 64),
                           .max_share = glo_number_field(L, options, "scan", "max_share", 0.5),
                           .max_radius = glo_number_field(L, options, "scan", "max_radius", 0),
                           .max_duration = size_field(L, options, "max_duration", 0, 1000000),
                           .is_prospective = glo_field_boolean(L, options, "is_prospective"),
                           .draws = size_field(L, options, "draws", 999, 10000000),
                           .seed = (uint64_t)glo_field_integer(L, options, "seed", 1),
                           .early_stop = size_field(L, options, "early_stop", 0, 10000000),
                           .is_gumbel = glo_field_boolean(L, options, "is_gumbel"),
                           .max_p = glo_number_field(L, options, "scan", "max_p", 1)};
}

static void set_period(lua_State *L, const char *name, int32_t index, glo_span span) {
    char text[GLO_DATE_SIZE];
    glo_date_format(glo_span_first(index, span), span, text);
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

static void push_note(lua_State *L, const glo_scan_note *note, bool has_time) {
    lua_newtable(L);
    glo_set_count(L, "places", note->places);
    glo_set_count(L, "periods", note->periods);
    glo_set_count(L, "left_out", note->left_out);
    glo_set_count(L, "cases", (uint64_t)note->cases);
    glo_set_count(L, "max_duration", note->max_duration);
    glo_set_count(L, "zones", note->zones);
    glo_set_count(L, "windows", note->windows);
    glo_set_count(L, "draws", note->draws);
    glo_set_count(L, "unlisted", note->unlisted);
    glo_set_count(L, "over_population", note->over_population);
    glo_set_count(L, "gaps", note->gaps);
    lua_pushboolean(L, note->has_stopped);
    lua_setfield(L, -2, "has_stopped");
    if (!isnan(note->critical)) {
        lua_pushnumber(L, note->critical);
        lua_setfield(L, -2, "critical");
    }
    if (has_time) {
        set_period(L, "first", note->first, note->span);
        set_period(L, "last", note->last, note->span);
        lua_pushstring(L, glo_span_name(note->span));
        lua_setfield(L, -2, "span");
    }
}

GLO_FUNCTION(
    scan_places, .name = "scan_places", .doc = "Clusters in space and time; scan is the way to call it.",
    GLO_TAKES(
        {.name = "figures", .type = "frame", .doc = "counts by place, and by period"},
        {.name = "neighbours", .type = "frame?", .doc = "pairs of places that touch, or nil: the nearest do"},
        {.name = "options", .type = "table", .doc = "what scan makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the clusters"}, {.type = "frame", .doc = "their members"},
              {.type = "frame", .doc = "the places left out"},
              {.type = "table", .doc = "what was found on the way"}),
    .is_internal = true, .since = "0.1",
    .example =
        "f = frame{{place='a', cases=9, people=10, x=0, y=0}, {place='b', cases=1, people=10, x=1, y=0}}\n"
        "c, m = scan_places(f, nil, {population='people', draws=19})\n"
        "c.centre[1] --> a\n"
        "#m --> 1") {
    glo_frame *frame = glo_check_frame(L, 1);
    glo_frame *neighbours = lua_isnil(L, 2) ? NULL : glo_check_frame(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_scan_spec spec = check_spec(L, 3);
    glo_frame **clusters = glo_push_frame_slot(L), **members = glo_push_frame_slot(L),
              **left_out = glo_push_frame_slot(L);
    glo_provenance *parent = glo_frame_provenance(frame), *origin = NULL;
    if (glo_provenance_new(glo_field_text(L, 3, "call", "scan(...)"), NULL, 0, 0, &parent, parent != NULL,
                           &origin) < 0)
        return glo_raise(L);
    glo_scan_found found;
    glo_status status = glo_scan(frame, neighbours, &spec, glo_lua_job(L), origin, &found);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    *clusters = found.clusters;
    *members = found.members;
    *left_out = found.left_out;
    push_note(L, &found.note, spec.time != NULL);
    return 4;
}

static const glo_function *const functions[] = {&scan_places_entry, NULL};

void glo_bind_scan(lua_State *L) {
    glo_bind(L, functions);
}
