/* impact.c: figures apportioned to zones by exposure. foresight/cube/impact.lua turns what an analyst writes into the
 * calls below.
 *
 * Example (Lua):  frame = core.allocate(figures, exposures, phenomena, {outside="OUTSIDE", cyberspace="CYBER"})
 */
#include "cube/impact.h"
#include "base/err.h"
#include "cube.h"
#include "lua/bind.h"

GLO_FUNCTION(
    cube_allocate, .name = "allocate",
    .doc = "Apportions figures to zones by exposure, conserving the total; impact is the way to call "
           "it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "zone, phenomenon, period, count"},
              {.name = "exposures", .type = "frame", .doc = "the weights"},
              {.name = "phenomena", .type = "tree", .doc = "the tree of phenomena"},
              {.name = "options", .type = "table", .doc = "what impact makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the apportioned figures"}), .is_internal = true, .since = "0.1",
    .example = "t = tree(frame{{id=1, code='p', kind='1'}}, frame({}, {columns={'child', 'parent'}}))\n"
               "f = frame{{zone='X', phenomenon='p', count=10}}\n"
               "e = frame{{from_zone='X', to_zone='A', phenomenon='', weight=0.25}}\n"
               "allocate(f, e, t, {outside='OUTSIDE', cyberspace='CYBER'}).estimate[1] --> 2.5") {
    glo_frame *figures = glo_check_frame(L, 1), *exposures = glo_check_frame(L, 2);
    glo_tree *phenomena = glo_check_tree(L, 3);
    luaL_checktype(L, 4, LUA_TTABLE);
    glo_impact_spec spec = {.outside_code = glo_field_text(L, 4, "outside", "OUTSIDE"),
                            .cyberspace_code = glo_field_text(L, 4, "cyberspace", "CYBER")};
    glo_push_field(L, 4, "cyberspace_from");
    spec.cyberspace_from = glo_push_texts(L, lua_gettop(L), "cyberspace_from", &spec.cyberspace_from_count);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_provenance *parents[] = {glo_frame_provenance(figures), glo_frame_provenance(exposures)};
    glo_provenance *origin = glo_check_origin(L, 4, parents, 2);
    glo_status status = glo_impact(figures, exposures, phenomena, &spec, glo_lua_job(L), origin, slot);
    glo_provenance_free(origin);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

GLO_FUNCTION(
    cube_contributions, .name = "contributions",
    .doc = "Which figures bear on a zone, through which weights; impact's explain is the way to call "
           "it.",
    GLO_TAKES({.name = "figures", .type = "frame", .doc = "zone, phenomenon, period, count"},
              {.name = "exposures", .type = "frame", .doc = "the weights"},
              {.name = "phenomena", .type = "tree", .doc = "the tree of phenomena"},
              {.name = "zone", .type = "string", .doc = "the code of the zone"},
              {.name = "call", .type = "string", .doc = "the call, for the provenance"}),
    GLO_GIVES({.type = "frame", .doc = "a row per figure"}), .is_internal = true, .since = "0.1",
    .example = "t = tree(frame{{id=1, code='p', kind='1'}}, frame({}, {columns={'child', 'parent'}}))\n"
               "f = frame{{zone='X', phenomenon='p', count=10}}\n"
               "e = frame{{from_zone='X', to_zone='A', phenomenon='', weight=0.25}}\n"
               "contributions(f, e, t, 'A', 'explain').estimate[1] --> 2.5") {
    glo_frame *figures = glo_check_frame(L, 1), *exposures = glo_check_frame(L, 2);
    glo_tree *phenomena = glo_check_tree(L, 3);
    const char *zone = luaL_checkstring(L, 4), *call = luaL_checkstring(L, 5);
    glo_provenance *parents[] = {glo_frame_provenance(figures), glo_frame_provenance(exposures)};
    glo_provenance *origin = NULL;
    glo_frame **slot = glo_push_frame_slot(L);
    if (glo_provenance_new(call, NULL, 0, 0, parents, 2, &origin) < 0)
        return glo_raise(L);
    glo_status status = glo_impact_explain(figures, exposures, phenomena, zone, origin, slot);
    glo_provenance_free(origin);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

void glo_bind_impact(lua_State *L) {
    static const glo_function *const functions[] = {&cube_allocate_entry, &cube_contributions_entry, NULL};
    glo_bind(L, functions);
}
