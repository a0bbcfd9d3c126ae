/* changes.c: change points as a Lua value. foresight/warning/changes.lua checks what an analyst writes and makes the call below.
 *
 * Example (Lua):  frame, note = core.change_points(r, {cost="poisson", penalty="bic", minimum=12})
 */
#include "detect/changes.h"
#include "base/err.h"
#include "fields.h"
#include "lua/bind.h"
#include "panel.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static glo_change_cost check_cost(lua_State *L, int options) {
    const char *name = glo_field_text(L, options, "cost", "mean");
    for (glo_change_cost cost = 0; cost < GLO_COSTS; cost++) {
        if (strcmp(name, glo_change_cost_name(cost)) == 0)
            return cost;
    }
    return (glo_change_cost)glo_error(L, "bad argument 'cost' to 'changes': there is no cost \"%s\"", name);
}

static double number_option(lua_State *L, int options, const char *name) {
    return glo_number_field(L, options, "changes", name, NAN);
}

static void push_note(lua_State *L, const glo_changes_note *note) {
    lua_newtable(L);
    glo_set_panel_counts(
        L, (glo_panel_counts){note->series, note->gaps, note->cut, note->is_zero_filled, note->span});
    glo_set_count(L, "segments", note->segments);
    glo_set_count(L, "changed", note->changed);
    glo_set_count(L, "too_short", note->too_short);
    glo_set_count(L, "missing", note->missing);
    glo_set_count(L, "unadjusted", note->unadjusted);
}

GLO_FUNCTION(detect_changes, .name = "change_points",
             .doc = "The segments of every series of a frame; changes is the way to call it.",
             GLO_TAKES({.name = "figures", .type = "frame", .doc = "figures by period"},
                       {.name = "options", .type = "table", .doc = "what changes makes of its own"}),
             GLO_GIVES({.type = "frame", .doc = "the segments"},
                       {.type = "table", .doc = "what was found on the way"}),
             .is_internal = true, .since = "0.1",
             .example =
                 "r = frame({{year='2001', count=3}, {year='2002', count=4}}, {types={year='month'}})\n"
                 "f, note = change_points(r, {cost='poisson', minimum=1})\n"
                 "note.segments --> 1") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    double minimum = number_option(L, 2, "minimum");
    glo_changes_spec spec = {.panel = glo_check_panel(L, 2),
                             .cost = check_cost(L, 2),
                             .is_mbic = strcmp(glo_field_text(L, 2, "criterion", "bic"), "mbic") == 0,
                             .penalty = number_option(L, 2, "penalty"),
                             .overdispersion = number_option(L, 2, "overdispersion"),
                             .has_season = glo_field_boolean(L, 2, "season"),
                             .minimum = minimum >= 1 && minimum < 1e6 ? (size_t)minimum : 1};
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *parent = glo_frame_provenance(frame), *origin = NULL;
    if (glo_provenance_new(glo_field_text(L, 2, "call", "changes(...)"), NULL, 0, 0, &parent, parent != NULL,
                           &origin) < 0)
        return glo_raise(L);
    glo_changes_note note;
    glo_status status = glo_changes(frame, &spec, glo_lua_job(L), origin, slot, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_note(L, &note);
    return 2;
}

static const glo_function *const functions[] = {&detect_changes_entry, NULL};

void glo_bind_changes(lua_State *L) {
    glo_bind(L, functions);
}
