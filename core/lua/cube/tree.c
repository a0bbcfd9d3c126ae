/* tree.c: trees of zones and phenomena as Lua values. foresight/zones/zone_tree.lua and foresight/phenomena/phenomenon_tree.lua
 * make them of what a store holds.
 *
 * Example (Lua):  tree = core.tree(nodes, links)   tree:parent "BE-VLG"   --> BE
 */
#include "base/err.h"
#include "cube.h"
#include "hold.h"
#include "lua/bind.h"

#include <math.h>
#include <string.h>

#define TREE "glocal.tree"

glo_tree *glo_check_tree(lua_State *L, int index) {
    glo_tree **slot = luaL_checkudata(L, index, TREE);
    luaL_argcheck(L, *slot, index, "the tree is empty");
    return *slot;
}

static int tree_gc(lua_State *L) {
    glo_tree **slot = luaL_checkudata(L, 1, TREE);
    glo_tree_free(*slot);
    *slot = NULL;
    return 0;
}

static int tree_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)glo_tree_count(glo_check_tree(L, 1)));
    return 1;
}

GLO_FUNCTION(
    tree_new, .name = "tree", .doc = "A tree of nodes by links.",
    GLO_TAKES({.name = "nodes", .type = "frame", .doc = "columns id, code, kind, and optionally retired"},
              {.name = "links", .type = "frame", .doc = "columns child and parent, ids"},
              {.name = "successions",
               .type = "frame",
               .is_optional = true,
               .doc = "columns old, new, share: where the figures of retired nodes go"}),
    GLO_GIVES({.type = "tree", .doc = "the tree"}), .raises = "two parents or a circle", .is_internal = true,
    .since = "0.1",
    .example = "t = tree(frame{{id=1, code='BE', kind='country'}, {id=2, code='BE-VLG', kind='region'}},\n"
               "  frame{{child=2, parent=1}})\n"
               "#t --> 2\n"
               "t:parent('BE-VLG') --> BE") {
    glo_frame *nodes = glo_check_frame(L, 1), *links = glo_check_frame(L, 2);
    glo_frame *successions = lua_isnoneornil(L, 3) ? NULL : glo_check_frame(L, 3);
    glo_tree **slot = lua_newuserdatauv(L, sizeof *slot, 0);
    *slot = NULL;
    luaL_setmetatable(L, TREE);
    glo_status status = glo_tree_new(nodes, links, successions, slot);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

static uint32_t check_node(lua_State *L, const glo_tree *tree, int index) {
    uint32_t node;
    const char *code = luaL_checkstring(L, index);
    if (!glo_tree_find(tree, code, &node))
        glo_error(L, "'%s' is not in the tree", code);
    return node;
}

GLO_FUNCTION(tree_parent, .name = "tree:parent", .doc = "The code of the node's parent.",
             GLO_TAKES({.name = "code", .type = "string", .doc = "the node"}),
             GLO_GIVES({.type = "string?", .doc = "its parent; nil at a root"}),
             .raises = "a node that is not in the tree", .is_internal = true, .since = "0.1",
             .example = "tree(frame{{id=1, code='A', kind='x'}}, frame({}, {columns={'child', "
                        "'parent'}})):parent('A') --> nil") {
    const glo_tree *tree = glo_check_tree(L, 1);
    uint32_t parent = glo_tree_nodes(tree)[check_node(L, tree, 2)].parent;
    if (parent == GLO_NO_NODE)
        lua_pushnil(L);
    else
        lua_pushstring(L, glo_tree_code(tree, parent));
    return 1;
}

GLO_FUNCTION(
    tree_kind, .name = "tree:kind", .doc = "The kind of a node.",
    GLO_TAKES({.name = "code", .type = "string", .doc = "the node"}),
    GLO_GIVES({.type = "string?", .doc = "its kind; nil when there is no such node"}), .is_internal = true,
    .since = "0.1",
    .example =
        "tree(frame{{id=1, code='A', kind='x'}}, frame({}, {columns={'child', 'parent'}})):kind('A') --> x") {
    const glo_tree *tree = glo_check_tree(L, 1);
    uint32_t node;
    if (!glo_tree_find(tree, luaL_checkstring(L, 2), &node))
        return 0;
    lua_pushstring(L, glo_tree_kind(tree, glo_tree_nodes(tree)[node].kind));
    return 1;
}

GLO_FUNCTION(tree_below, .name = "tree:below",
             .doc = "The codes of the node and all below it, in tree order. Retired nodes are left out.",
             GLO_TAKES({.name = "code", .type = "string", .doc = "the node"},
                       {.name = "kind",
                        .type = "string",
                        .is_optional = true,
                        .otherwise = "(all)",
                        .doc = "only nodes of this kind"}),
             GLO_GIVES({.type = "string[]", .doc = "codes"}), .raises = "a node that is not in the tree",
             .is_internal = true, .since = "0.1",
             .example = "t = tree(frame{{id=1, code='A', kind='x'}, {id=2, code='B', kind='y'}}, "
                        "frame{{child=2, parent=1}})\n"
                        "t:below('A', 'y')[1] --> B") {
    const glo_tree *tree = glo_check_tree(L, 1);
    uint32_t top = check_node(L, tree, 2);
    const char *kind = luaL_optstring(L, 3, NULL);
    const glo_node *nodes = glo_tree_nodes(tree);
    lua_Integer n = 0;
    lua_newtable(L);
    for (uint32_t node = top; node < nodes[top].end; node++) {
        if (nodes[node].retired || (kind && strcmp(glo_tree_kind(tree, nodes[node].kind), kind) != 0))
            continue;
        lua_pushstring(L, glo_tree_code(tree, node));
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

GLO_FUNCTION(tree_within, .name = "tree:within", .doc = "Whether a node is `top` or below it.",
             GLO_TAKES({.name = "top", .type = "string", .doc = "the upper node"},
                       {.name = "code", .type = "string", .doc = "the node"}),
             GLO_GIVES({.type = "boolean", .doc = "whether it is"}),
             .raises = "a node that is not in the tree", .is_internal = true, .since = "0.1",
             .example = "t = tree(frame{{id=1, code='A', kind='x'}, {id=2, code='B', kind='y'}}, "
                        "frame{{child=2, parent=1}})\n"
                        "t:within('A', 'B') --> true") {
    const glo_tree *tree = glo_check_tree(L, 1);
    uint32_t top = check_node(L, tree, 2);
    lua_pushboolean(L, glo_tree_is_within(tree, top, check_node(L, tree, 3)));
    return 1;
}

GLO_FUNCTION(tree_targets, .name = "tree:targets",
             .doc = "Where the figures of a node go: to itself, or by succession to others.",
             GLO_TAKES({.name = "code", .type = "string", .doc = "the node"}),
             GLO_GIVES({.type = "table<string, number>", .doc = "share by code; they add up to 1"}),
             .raises = "a node that is not in the tree", .is_internal = true, .since = "0.1",
             .example = "tree(frame{{id=1, code='A', kind='x'}}, frame({}, {columns={'child', "
                        "'parent'}})):targets('A').A --> 1.0") {
    const glo_tree *tree = glo_check_tree(L, 1);
    const glo_target *targets;
    size_t count = glo_tree_targets(tree, check_node(L, tree, 2), &targets);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)targets[i].weight;
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        lua_pushnumber(L, (double)targets[i].weight / sum);
        lua_setfield(L, -2, glo_tree_code(tree, targets[i].node));
    }
    return 1;
}

GLO_FUNCTION(
    tree_totals, .name = "tree:totals",
    .doc = "A fact, such as the population, for every node: its own of the year nearest to `year`, "
           "else the sum of its children. A node of which any part is unknown is left out.",
    GLO_TAKES({.name = "facts", .type = "frame", .doc = "columns zone (id), year, value"},
              {.name = "year", .type = "integer", .doc = "the year"},
              {.name = "ignored", .type = "string[]", .doc = "kinds of nodes that do not count"},
              {.name = "within",
               .type = "integer",
               .is_optional = true,
               .otherwise = "(any)",
               .doc = "facts more years away than this say nothing"}),
    GLO_GIVES({.type = "table<string, number>", .doc = "value by code"}), .is_internal = true, .since = "0.1",
    .example =
        "t = tree(frame{{id=1, code='A', kind='x'}, {id=2, code='B', kind='y'}}, frame{{child=2, "
        "parent=1}})\n"
        "t:totals(frame({{zone=2, year=2019, value=5}}, {types={value='real'}}), 2020, {}).A --> 5.0") {
    const glo_tree *tree = glo_check_tree(L, 1);
    glo_frame *facts = glo_check_frame(L, 2);
    lua_Integer year = luaL_checkinteger(L, 3);
    lua_Integer within = luaL_optinteger(L, 5, 0);
    size_t ignored_count;
    luaL_checktype(L, 4, LUA_TTABLE);
    const char **ignored = glo_push_texts(L, 4, "ignored", &ignored_count);
    uint32_t count = glo_tree_count(tree);
    double *totals = lua_newuserdatauv(L, (count + 1) * sizeof *totals, 0);
    int64_t *years = lua_newuserdatauv(L, (count + 1) * sizeof *years, 0);
    if (glo_tree_totals_near(tree, facts, year, within, ignored, ignored_count, totals, years) < 0)
        return glo_raise(L);
    lua_newtable(L);
    for (uint32_t node = 0; node < count; node++) {
        if (isnan(totals[node]))
            continue;
        lua_pushnumber(L, totals[node]);
        lua_setfield(L, -2, glo_tree_code(tree, node));
    }
    return 1;
}

static const glo_function *const methods[] = {&tree_parent_entry,
                                              &tree_kind_entry,
                                              &tree_below_entry,
                                              &tree_within_entry,
                                              &tree_targets_entry,
                                              &tree_totals_entry,
                                              NULL};
static const glo_function *const functions[] = {&tree_new_entry, NULL};

void glo_bind_tree(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", tree_gc}, {"__len", tree_length}, {NULL, NULL}};
    glo_new_metatable(L, TREE);
    luaL_setfuncs(L, meta, 0);
    lua_newtable(L);
    glo_bind(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    glo_bind(L, functions);
}
