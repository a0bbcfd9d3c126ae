/* crossimpact.c: cross-impact balances as Lua values. foresight/scenario/crossimpact.lua reads files and makes the calls below.
 *
 * Example (Lua):  frame, note = core.crossimpact_consistent {descriptors={"A", "B"}, sizes={2, 2}, states={...}, judgements={...}}
 */
#include "model/crossimpact.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "model/event_impact.h"
#include "panel.h"

#include <string.h>

typedef struct matrix {
    glo_cross_impacts *impacts;
} matrix;

static void dispose_matrix(void *what) {
    glo_cross_impacts_free(((matrix *)what)->impacts);
}

static void dispose_nothing(void *what) {
    (void)what;
}

/* options[name], a list of `count` numbers, in memory of the call's own. */
static double *push_numbers(lua_State *L, const char *name, size_t count) {
    double *numbers = glo_push_owned(L, count * sizeof *numbers, dispose_nothing);
    if (glo_push_field(L, 1, name) != LUA_TTABLE || lua_rawlen(L, -1) != count) {
        glo_fail(GLO_EINVAL, "expected a list of %zu numbers", count);
        glo_raise_about(L, 1, name);
    }
    for (size_t i = 0; i < count; i++) {
        int is_number;
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        numbers[i] = lua_tonumberx(L, -1, &is_number);
        if (!is_number) {
            glo_fail(GLO_EINVAL, "number %zu is a %s", i + 1, luaL_typename(L, -1));
            glo_raise_about(L, 1, name);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return numbers;
}

/* The matrix that the options hold; it stays on the stack. */
static const glo_cross_impacts *push_impacts(lua_State *L) {
    size_t count, state_count, sizes[GLO_MOST_DESCRIPTORS] = {0}, total = 0;
    matrix *m = glo_push_owned(L, sizeof *m, dispose_matrix);
    const char **descriptors = glo_field_texts(L, 1, "descriptors", &count);
    const char **states = glo_field_texts(L, 1, "states", &state_count);
    if (count > GLO_MOST_DESCRIPTORS) {
        glo_fail(GLO_EINVAL, "%zu descriptors are too many: at most %d", count, GLO_MOST_DESCRIPTORS);
        glo_raise_about(L, 1, "descriptors");
    }
    double *numbers = push_numbers(L, "sizes", count);
    for (size_t k = 0; k < count; k++) {
        sizes[k] =
            numbers[k] >= 0 && numbers[k] <= GLO_MOST_STATES ? (size_t)numbers[k] : GLO_MOST_STATES + 1;
        total += sizes[k];
    }
    if (total != state_count) {
        glo_fail(GLO_EINVAL, "%zu states are named, and descriptors have %zu", state_count, total);
        glo_raise_about(L, 1, "states");
    }
    double *judgements = push_numbers(L, "judgements", state_count * state_count);
    if (glo_cross_impacts_new(descriptors, sizes, count, states, judgements, &m->impacts) < 0)
        glo_raise(L);
    return m->impacts;
}

static glo_succession check_succession(lua_State *L) {
    static const char *const names[] = {"global", "incremental", "local"};
    const char *given = glo_field_text(L, 1, "succession", "global");
    for (int i = 0; i < 3; i++) {
        if (strcmp(given, names[i]) == 0)
            return (glo_succession)i;
    }
    glo_fail(GLO_EINVAL, "use \"global\", \"incremental\" or \"local\", not \"%s\"", given);
    return (glo_succession)glo_raise_about(L, 1, "succession");
}

static glo_marking check_marking(lua_State *L) {
    glo_marking marking;
    if (glo_marking_parse(glo_field_text(L, 1, "marking", ""), &marking) < 0)
        glo_raise_about(L, 1, "marking");
    return marking;
}

static glo_status new_origin(lua_State *L, glo_provenance **out) {
    glo_provenance *parent = NULL;
    if (glo_push_field(L, 1, "of") != LUA_TNIL)
        parent = glo_frame_provenance(glo_check_frame(L, -1));
    lua_pop(L, 1); /* the options hold the frame */
    return glo_provenance_new(glo_field_text(L, 1, "call", "crossimpact(...)"), NULL, 0, 0, &parent,
                              parent != NULL, out);
}

static int give(lua_State *L, glo_status status, const glo_consistent_note *note) {
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    lua_pushinteger(L, (lua_Integer)note->combinations);
    lua_setfield(L, -2, "combinations");
    lua_pushinteger(L, (lua_Integer)note->visited);
    lua_setfield(L, -2, "visited");
    lua_pushinteger(L, (lua_Integer)note->in_fixed);
    lua_setfield(L, -2, "in_fixed");
    return 2;
}

#define EXAMPLE                                                                                              \
    "m = {descriptors={'A', 'B'}, sizes={2, 2}, states={'a1', 'a2', 'b1', 'b2'},\n"                          \
    "  judgements={0, 0, 2, -2, 0, 0, -2, 2, 1, -1, 0, 0, -1, 1, 0, 0}}\n"

GLO_FUNCTION(consistent, .name = "crossimpact_consistent",
             .doc = "The consistent scenarios of a cross-impact matrix; crossimpact is the way to call it.",
             GLO_TAKES({.name = "matrix", .type = "table", .doc = "what crossimpact makes of a file"}),
             GLO_GIVES({.type = "frame", .doc = "the scenarios"},
                       {.type = "table", .doc = "what the search went through"}),
             .is_internal = true, .since = "0.1",
             .example = EXAMPLE "f, note = crossimpact_consistent(m)\n#f, note.combinations --> 2") {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer most = glo_field_integer(L, 1, "most", 1000000);
    double inconsistency = 0;
    if (glo_push_field(L, 1, "inconsistency") != LUA_TNIL)
        inconsistency = luaL_checknumber(L, -1);
    lua_pop(L, 1);
    glo_consistent_spec spec = {.inconsistency = inconsistency,
                                .most = most > 0 ? (size_t)most : 0,
                                .has_weights = glo_field_boolean(L, 1, "weights"),
                                .succession = check_succession(L)};
    glo_marking marking = check_marking(L);
    const glo_cross_impacts *impacts = push_impacts(L);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = NULL;
    glo_consistent_note note;
    glo_status status = new_origin(L, &origin);
    if (status == GLO_OK)
        status = glo_consistent(impacts, &spec, glo_lua_job(L), marking, origin, slot, &note);
    glo_provenance_free(origin);
    return give(L, status, &note);
}

GLO_FUNCTION(attractors, .name = "crossimpact_attractors",
             .doc = "In what succession ends from all combinations of a cross-impact matrix; crossimpact is "
                    "the way to call it.",
             GLO_TAKES({.name = "matrix", .type = "table", .doc = "what crossimpact makes of a file"}),
             GLO_GIVES({.type = "frame", .doc = "the attractors"},
                       {.type = "table", .doc = "what was gone through"}),
             .is_internal = true, .since = "0.1",
             .example = EXAMPLE "f, note = crossimpact_attractors(m)\nnote.in_fixed --> 2") {
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_succession succession = check_succession(L);
    glo_marking marking = check_marking(L);
    const glo_cross_impacts *impacts = push_impacts(L);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *origin = NULL;
    glo_consistent_note note;
    glo_status status = new_origin(L, &origin);
    if (status == GLO_OK)
        status = glo_attractors(impacts, succession, glo_lua_job(L), marking, origin, slot, &note);
    glo_provenance_free(origin);
    return give(L, status, &note);
}

GLO_FUNCTION(
    event_impact, .name = "event_impact",
    .doc = "In how many trials each of some events happened; event_crossimpact is the way to call it.",
    GLO_TAKES({.name = "events", .type = "table", .doc = "what event_crossimpact makes of a frame"}),
    GLO_GIVES({.type = "integer[]", .doc = "trials"}), .is_internal = true, .since = "0.1",
    .example =
        "event_impact{initial={0.5, 0.5}, if_so={1, 1, 1, 1}, if_not={1, 1, 1, 1}, draws=0}[1] --> 0") {
    luaL_checktype(L, 1, LUA_TTABLE);
    size_t events = 0;
    lua_Integer draws = glo_field_integer(L, 1, "draws", 100000), seed = glo_field_integer(L, 1, "seed", 1);
    if (glo_push_field(L, 1, "initial") == LUA_TTABLE)
        events = lua_rawlen(L, -1);
    lua_pop(L, 1);
    if (events < 1 || events > 1000 || draws < 0 || draws > 1000000000 || seed < 0)
        return glo_error(L, "event_impact takes 1 to 1000 events and up to 1000000000 draws");
    glo_event_impact_spec spec = {.events = events, .draws = (size_t)draws, .seed = (uint64_t)seed};
    spec.initial = push_numbers(L, "initial", events);
    spec.if_so = push_numbers(L, "if_so", events * events);
    spec.if_not = push_numbers(L, "if_not", events * events);
    uint64_t *happened = glo_push_owned(L, events * sizeof *happened, dispose_nothing);
    glo_status status = glo_event_impact(&spec, glo_lua_job(L), happened);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    for (size_t i = 0; i < events; i++) {
        lua_pushinteger(L, (lua_Integer)happened[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static const glo_function *const functions[] = {&consistent_entry, &attractors_entry, &event_impact_entry,
                                                NULL};

void glo_bind_crossimpact(lua_State *L) {
    glo_bind(L, functions);
}
