/* discovery.c: many series judged at once, as a Lua value. foresight/warning/discovery.lua finds the trees.
 *
 * Example (Lua):  frame, note = core.discoveries(w, {level=0.05, zone="zone", zone_children={"BE-VAN"}, zone_parents={"BE"}})
 */
#include "detect/discovery.h"
#include "base/err.h"
#include "fields.h"
#include "lua/bind.h"

#include <lauxlib.h>

static glo_discovery_column check_column(lua_State *L, const char *name, const char *children,
                                         const char *parents) {
    glo_discovery_column column = {.name = glo_field_text(L, 2, name, NULL)};
    size_t count;
    column.children = glo_field_texts(L, 2, children, &column.count);
    column.parents = glo_field_texts(L, 2, parents, &count);
    if (count != column.count)
        glo_error(L, "%s: %d children and %d parents", column.name ? column.name : name, (int)column.count,
                  (int)count);
    return column;
}

GLO_FUNCTION(discoveries, .name = "discoveries",
             .doc = "The rows of warn judged all at once over their trees; warn with false_discovery is the "
                    "way to call it.",
             GLO_TAKES({.name = "judged", .type = "frame", .doc = "what warn_series gives with tail"},
                       {.name = "options",
                        .type = "table",
                        .doc = "level, zone and phenomenon (columns), their links as lists"}),
             GLO_GIVES({.type = "frame", .doc = "with q and raised"}, {.type = "table", .doc = "how many"}),
             .raises = "a node below itself, or one that no row names", .is_internal = true, .since = "0.1",
             .example = "w = frame({{zone='A', period='2024-01', score=2, alarm=1, tail=0.001},\n"
                        "  {zone='B', period='2024-01', score=0.1, alarm=0, tail=0.4}}, "
                        "{types={period='month', score='real'}})\n"
                        "f, note = discoveries(w, {level=0.05, zone='zone'})\n"
                        "f.q[1] --> 0.002\n"
                        "note.raised --> 1") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_discovery_spec spec = {
        .zones = check_column(L, "zone", "zone_children", "zone_parents"),
        .phenomena = check_column(L, "phenomenon", "phenomenon_children", "phenomenon_parents")};
    glo_push_field(L, 2, "level");
    spec.level = luaL_checknumber(L, -1);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_discovery_note note;
    glo_status status =
        glo_discover_frame(frame, &spec, glo_lua_job(L), glo_frame_provenance(frame), slot, &note);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    glo_set_count(L, "tested", note.tested);
    glo_set_count(L, "untested", note.untested);
    glo_set_count(L, "found", note.found);
    glo_set_count(L, "raised", note.raised);
    return 2;
}

static const glo_function *const functions[] = {&discoveries_entry, NULL};

void glo_bind_discovery(lua_State *L) {
    glo_bind(L, functions);
}
