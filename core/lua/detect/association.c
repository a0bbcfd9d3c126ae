/* association.c: spatial association and near repeats as Lua values. foresight/warning/association.lua and knox.lua turn what an
 * analyst writes into the calls below.
 *
 * Example (Lua):  frame, note = core.association(r, {statistic="moran", place="zone", value="count", x="lon", y="lat", ...})
 */
#include "detect/association.h"
#include "base/err.h"
#include "detect/knox.h"
#include "fields.h"
#include "lua/bind.h"
#include "panel.h"

#include <string.h>

enum { MOST_BANDS = 50 };

static double number_option(lua_State *L, int options, const char *name, double otherwise) {
    double value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL) {
        int is_number;
        value = lua_tonumberx(L, -1, &is_number);
        if (!is_number) {
            glo_fail(GLO_EINVAL, "expected a number, got a %s", luaL_typename(L, -1));
            glo_raise_about(L, options, name);
        }
    }
    lua_pop(L, 1);
    return value;
}

/* Which of the names, ended by NULL, an option is. */
static int choice_option(lua_State *L, int options, const char *name, const char *const *names) {
    const char *given = glo_field_text(L, options, name, names[0]);
    for (int i = 0; names[i]; i++) {
        if (strcmp(given, names[i]) == 0)
            return i;
    }
    glo_fail(GLO_EINVAL, "there is no '%s'", given);
    return glo_raise_about(L, options, name);
}

static size_t whole_option(lua_State *L, int options, const char *name, lua_Integer otherwise,
                           lua_Integer most) {
    lua_Integer value = glo_field_integer(L, options, name, otherwise);
    if (value < 0 || value > most) {
        glo_fail(GLO_EINVAL, "expected a whole number from 0 to %lld, got %lld", (long long)most,
                 (long long)value);
        glo_raise_about(L, options, name);
    }
    return (size_t)value;
}

static double share_option(lua_State *L, int options, const char *name, double otherwise) {
    double value = number_option(L, options, name, otherwise);
    if (!(value > 0 && value < 1)) {
        glo_fail(GLO_EINVAL, "expected a number between 0 and 1, got %g", value);
        glo_raise_about(L, options, name);
    }
    return value;
}

static glo_false_discovery_method control_option(lua_State *L, int options) {
    static const char *const names[] = {"bh", "by", NULL};
    return (glo_false_discovery_method)choice_option(L, options, "fdr", names);
}

/* The texts of `keys` stay below what is pushed next. */
static glo_map_spec check_map(lua_State *L, int options) {
    glo_map_spec map = {.place = glo_field_text(L, options, "place", "zone"),
                        .value = glo_field_text(L, options, "value", NULL),
                        .population = glo_field_text(L, options, "population", NULL),
                        .x = glo_field_text(L, options, "x", NULL),
                        .y = glo_field_text(L, options, "y", NULL),
                        .gaps_are_zero = glo_field_boolean(L, options, "gaps_are_zero")};
    if ((map.x != NULL) != (map.y != NULL)) {
        glo_fail(GLO_EINVAL, "x and y go together");
        glo_raise_about(L, options, map.x ? "y" : "x");
    }
    map.keys = glo_field_texts(L, options, "keys", &map.key_count);
    return map;
}

static glo_weights_spec check_weights(lua_State *L, int options) {
    static const char *const names[] = {"nearest", "distance", "borders", NULL};
    glo_weights_spec weights = {.kind = (glo_weights_kind)choice_option(L, options, "weights", names),
                                .nearest = whole_option(L, options, "neighbours", 5, 1000),
                                .distance = number_option(L, options, "distance", 0),
                                .is_great_circle = glo_field_boolean(L, options, "is_great_circle"),
                                .is_binary = glo_field_boolean(L, options, "is_binary"),
                                .has_self = glo_field_boolean(L, options, "has_self")};
    if (weights.nearest < 1) {
        glo_fail(GLO_EINVAL, "expected 1 or more, got 0");
        glo_raise_about(L, options, "neighbours");
    }
    if (weights.kind == GLO_WITHIN && !(weights.distance > 0)) {
        glo_fail(GLO_EINVAL, "expected a distance above 0, got %g", weights.distance);
        glo_raise_about(L, options, "distance");
    }
    return weights;
}

/* A frame among the options, held by them. */
static const glo_frame *frame_option(lua_State *L, int options, const char *name) {
    const glo_frame *frame = NULL;
    if (glo_push_field(L, options, name) != LUA_TNIL)
        frame = glo_check_frame(L, -1);
    lua_pop(L, 1);
    return frame;
}

static glo_status new_origin(lua_State *L, glo_frame *frame, uint64_t seed, glo_provenance **out) {
    glo_provenance *parent = glo_frame_provenance(frame);
    const char *call = glo_field_text(L, 2, "call", glo_field_text(L, 2, "function", "moran"));
    return glo_provenance_new(call, NULL, 0, seed, &parent, parent != NULL, out);
}

GLO_FUNCTION(association, .name = "association",
             .doc = "Spatial association of the maps of a frame; moran, local_moran and getis_ord are the "
                    "ways to call it.",
             GLO_TAKES({.name = "figures", .type = "frame", .doc = "a row per place and map"},
                       {.name = "options", .type = "table", .doc = "what they make of their own"}),
             GLO_GIVES({.type = "frame", .doc = "what was found"},
                       {.type = "table", .doc = "what was left out"}),
             .is_internal = true, .since = "0.1",
             .example = "f = frame{{p='a', v=1, x=0, y=0}, {p='b', v=2, x=1, y=0}, {p='c', v=4, x=2, y=0}, "
                        "{p='d', v=4, x=3, y=0}}\n"
                        "m = association(f, {place='p', value='v', x='x', y='y', neighbours=1, draws=0})\n"
                        "m.moran_i[1] --> 0.48148148148148") {
    static const char *const statistics[] = {"moran", "local_moran", "getis_ord", NULL};
    static const char *const alternatives[] = {"greater", "less", "two_sided", NULL};
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_association_spec spec = {
        .statistic = (glo_association_statistic)choice_option(L, 2, "statistic", statistics),
        .weights = check_weights(L, 2),
        .alternative = (glo_alternative)choice_option(L, 2, "alternative", alternatives),
        .control = control_option(L, 2),
        .alpha = share_option(L, 2, "alpha", 0.05),
        .draws = whole_option(L, 2, "draws", 999, 10000000),
        .seed = whole_option(L, 2, "seed", 1, LUA_MAXINTEGER),
        .map = check_map(L, 2)};
    if (!spec.map.value) {
        glo_fail(GLO_EINVAL, "expected the name of a column");
        glo_raise_about(L, 2, "value");
    }
    const glo_frame *places = frame_option(L, 2, "places"), *borders = frame_option(L, 2, "borders");
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = NULL;
    glo_association_note note;
    glo_status status = new_origin(L, frame, spec.draws > 0 ? spec.seed : 0, &origin);
    if (status == GLO_OK)
        status = glo_association(frame, places, borders, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    glo_set_count(L, "places", note.places);
    glo_set_count(L, "maps", note.maps);
    glo_set_count(L, "unplaced", note.unplaced);
    glo_set_count(L, "missing", note.missing);
    glo_set_count(L, "isolated", note.isolated);
    glo_set_count(L, "constant", note.constant);
    glo_set_count(L, "small", note.small);
    glo_set_count(L, "tests", note.tests);
    glo_set_count(L, "alarms", note.alarms);
    glo_set_count(L, "absent", note.absent);
    return 2;
}

/* options[name], a list of numbers. */
static size_t check_bounds(lua_State *L, int options, const char *name, double bounds[MOST_BANDS]) {
    size_t count = 0;
    if (glo_push_field(L, options, name) == LUA_TTABLE)
        count = lua_rawlen(L, -1);
    if (count > MOST_BANDS) {
        glo_fail(GLO_EINVAL, "%zu bands are too many: at most %d", count, MOST_BANDS);
        glo_raise_about(L, options, name);
    }
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        if (!lua_isnumber(L, -1)) {
            glo_fail(GLO_EINVAL, "expected numbers, got a %s", luaL_typename(L, -1));
            glo_raise_about(L, options, name);
        }
        bounds[i] = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return count;
}

GLO_FUNCTION(
    knox, .name = "near_repeats", .doc = "Near repeats of the maps of a frame; knox is the way to call it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "events, or counts of them, by place and period"},
              {.name = "options", .type = "table", .doc = "what knox makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the bands"}, {.type = "table", .doc = "what was left out"}),
    .is_internal = true, .since = "0.1",
    .example =
        "f = frame({{p='a', t='2024-01'}, {p='a', t='2024-02'}, {p='b', t='2024-09'}}, {types={t='month'}})\n"
        "k = near_repeats(f, {place='p', time='t', distances={0}, lags={1}, draws=0})\n"
        "k.observed[1] --> 1") {
    double distances[MOST_BANDS], lags[MOST_BANDS];
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_knox_spec spec = {.time = glo_field_text(L, 2, "time", "period"),
                          .is_great_circle = glo_field_boolean(L, 2, "is_great_circle"),
                          .distances = distances,
                          .distance_count = check_bounds(L, 2, "distances", distances),
                          .lags = lags,
                          .lag_count = check_bounds(L, 2, "lags", lags),
                          .control = control_option(L, 2),
                          .alpha = share_option(L, 2, "alpha", 0.05),
                          .draws = whole_option(L, 2, "draws", 999, 10000000),
                          .seed = whole_option(L, 2, "seed", 1, LUA_MAXINTEGER),
                          .map = check_map(L, 2)};
    const glo_frame *places = frame_option(L, 2, "places");
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = NULL;
    glo_knox_note note;
    glo_status status = new_origin(L, frame, spec.draws > 0 ? spec.seed : 0, &origin);
    if (status == GLO_OK)
        status = glo_knox(frame, places, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    glo_set_count(L, "places", note.places);
    glo_set_count(L, "maps", note.maps);
    glo_set_count(L, "events", note.events);
    glo_set_count(L, "unplaced", note.unplaced);
    glo_set_count(L, "missing", note.missing);
    glo_set_count(L, "alone", note.alone);
    glo_set_count(L, "alarms", note.alarms);
    lua_pushstring(L, glo_span_name(note.span));
    lua_setfield(L, -2, "span");
    return 2;
}

static const glo_function *const functions[] = {&association_entry, &knox_entry, NULL};

void glo_bind_association(lua_State *L) {
    glo_bind(L, functions);
}
