/* network.c: graphs as Lua values: lists in, lists out. foresight/network turns frames into them.
 *
 * Example (Lua):  core.network_betweenness {nodes=3, from={1, 2}, to={2, 3}}.nodes   --> {0, 1, 0}
 */
#include "../hold.h"
#include "base/alloc.h"
#include "base/err.h"
#include "lists.h"
#include "lua/bind.h"
#include "network/graph.h"
#include "network/interdict.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void check_table(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
}

GLO_FUNCTION(
    network_distances, .name = "network_distances",
    .doc = "Shortest distances from some nodes of a graph to all; distances is the way to call it.",
    GLO_TAKES({.name = "graph", .type = "table", .doc = "nodes, from, to, lengths, directed; sources"}),
    GLO_GIVES({.type = "table", .doc = "a list for each source; infinite where there is no path"}),
    .is_internal = true, .since = "0.1",
    .example =
        "network_distances({nodes=3, from={1, 2}, to={2, 3}, lengths={2, 3}, sources={1}})[1][3] --> 5.0") {
    check_table(L);
    glo_edges edges = glo_take_edges(L, 1);
    size_t count;
    uint32_t *sources = glo_take_places(L, 1, "sources", edges.nodes, &count);
    if (count > 0 && edges.nodes > SIZE_MAX / 2 / sizeof(double) / count)
        return glo_error(L, "bad argument 'sources': too many");
    double *found = lua_newuserdatauv(L, (count * edges.nodes + 1) * sizeof *found, 0);
    glo_status status = glo_graph_distances(&edges, sources, count, glo_lua_job(L), found);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        glo_give_numbers(L, found + i * edges.nodes, edges.nodes);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static void dispose_paths(void *paths) {
    glo_paths_dispose(paths);
}

GLO_FUNCTION(network_paths, .name = "network_paths",
             .doc = "The shortest paths between two nodes; likely_paths is the way to call it.",
             GLO_TAKES({.name = "graph", .type = "table", .doc = "a graph; source, target, most"}),
             GLO_GIVES({.type = "table", .doc = "a list of links for each path"}), .is_internal = true,
             .since = "0.1",
             .example = "#network_paths({nodes=3, from={1, 2, 1}, to={2, 3, 3}, lengths={2, 3, 9}, source=1, "
                        "target=3, most=9}) --> 2") {
    check_table(L);
    glo_edges edges = glo_take_edges(L, 1);
    size_t source = glo_take_whole(L, 1, "source", 0, 1, (lua_Integer)edges.nodes);
    size_t target = glo_take_whole(L, 1, "target", 0, 1, (lua_Integer)edges.nodes);
    size_t most = glo_take_whole(L, 1, "most", 10, 1, GLO_MOST_PATHS);
    glo_paths *paths = glo_push_owned(L, sizeof *paths, dispose_paths);
    glo_status status = glo_graph_paths(&edges, source - 1, target - 1, most, glo_lua_job(L), paths);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    for (size_t k = 0; k < paths->count; k++) {
        glo_give_places(L, paths->edges + paths->starts[k], paths->starts[k + 1] - paths->starts[k]);
        lua_rawseti(L, -2, (lua_Integer)k + 1);
    }
    return 1;
}

GLO_FUNCTION(network_betweenness, .name = "network_betweenness",
             .doc = "Betweenness of nodes and links; betweenness is the way to call it.",
             GLO_TAKES({.name = "graph", .type = "table", .doc = "a graph; links: of these, not of nodes"}),
             GLO_GIVES({.type = "number[]", .doc = "by node, or by link"}), .is_internal = true,
             .since = "0.1", .example = "network_betweenness({nodes=3, from={1, 2}, to={2, 3}})[2] --> 1.0") {
    check_table(L);
    glo_edges edges = glo_take_edges(L, 1);
    bool is_of_links = glo_field_boolean(L, 1, "links");
    size_t count = is_of_links ? edges.count : edges.nodes;
    double *found = lua_newuserdatauv(L, (count + 1) * sizeof *found, 0);
    glo_status status =
        glo_graph_betweenness(&edges, glo_lua_job(L), is_of_links ? NULL : found, is_of_links ? found : NULL);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    glo_give_numbers(L, found, count);
    return 1;
}

GLO_FUNCTION(network_min_cut, .name = "network_min_cut",
             .doc = "A minimum cut between two nodes; min_cut is the way to call it.",
             GLO_TAKES({.name = "graph",
                        .type = "table",
                        .doc = "a graph whose lengths are capacities; source, target"}),
             GLO_GIVES({.type = "number", .doc = "the capacity of the cut"},
                       {.type = "integer[]", .doc = "its links"}),
             .is_internal = true, .since = "0.1",
             .example = "network_min_cut{nodes=3, from={1, 2}, to={2, 3}, lengths={2, 3}, source=1, "
                        "target=3, directed=true} --> 2.0") {
    check_table(L);
    glo_edges edges = glo_take_edges(L, 1);
    size_t source = glo_take_whole(L, 1, "source", 0, 1, (lua_Integer)edges.nodes);
    size_t target = glo_take_whole(L, 1, "target", 0, 1, (lua_Integer)edges.nodes);
    bool *is_cut = lua_newuserdatauv(L, edges.count + 1, 0);
    double value;
    glo_status status = glo_graph_min_cut(&edges, source - 1, target - 1, glo_lua_job(L), &value, is_cut);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_pushnumber(L, value);
    glo_give_set(L, is_cut, edges.count);
    return 2;
}

/* Who is cut off by whom, for the nodes that part others. */
typedef struct cut_offs {
    uint32_t *pairs; /* node, other */
    size_t count, room;
} cut_offs;

static void dispose_cut_offs(void *what) {
    free(((cut_offs *)what)->pairs);
}

enum { MOST_CUT_OFFS = 5000000 };

static glo_status keep_cut_off(void *context, uint32_t node, uint32_t other) {
    cut_offs *all = context;
    if (all->count >= MOST_CUT_OFFS)
        return GLO_OK; /* the numbers stand without the names */
    if (glo_alloc_grow(&all->pairs, &all->room, all->count + 2, sizeof *all->pairs) < 0)
        return GLO_ENOMEM;
    all->pairs[all->count++] = node;
    all->pairs[all->count++] = other;
    return GLO_OK;
}

GLO_FUNCTION(network_losses, .name = "network_losses",
             .doc = "What falls apart without each node; cut_points is the way to call it.",
             GLO_TAKES({.name = "graph", .type = "table", .doc = "a graph"}),
             GLO_GIVES({.type = "table",
                        .doc = "pieces and lost by node, pairs (node, who it cuts off ...)"}),
             .is_internal = true, .since = "0.1",
             .example = "network_losses({nodes=3, from={1, 2}, to={2, 3}}).pieces[2] --> 2") {
    check_table(L);
    glo_edges edges = glo_take_edges(L, 1);
    uint32_t *pieces = lua_newuserdatauv(L, (edges.nodes + 1) * sizeof *pieces, 0);
    uint32_t *lost = lua_newuserdatauv(L, (edges.nodes + 1) * sizeof *lost, 0);
    cut_offs *all = glo_push_owned(L, sizeof *all, dispose_cut_offs);
    glo_status status = glo_graph_losses(&edges, glo_lua_job(L), pieces, lost, keep_cut_off, all);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    lua_createtable(L, (int)edges.nodes, 0);
    lua_createtable(L, (int)edges.nodes, 0);
    for (size_t i = 0; i < edges.nodes; i++) {
        lua_pushinteger(L, pieces[i]);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
        lua_pushinteger(L, lost[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -3, "lost");
    lua_setfield(L, -2, "pieces");
    glo_give_places(L, all->pairs, all->count);
    lua_setfield(L, -2, "pairs");
    return 1;
}

/* Room with true at the places of options[name]. */
static bool *take_set(lua_State *L, const char *name, size_t places) {
    size_t count;
    uint32_t *set = glo_take_places(L, 1, name, places, &count);
    bool *is_in = lua_newuserdatauv(L, places + 1, 0);
    memset(is_in, 0, places + 1);
    for (size_t i = 0; i < count; i++)
        is_in[set[i]] = true;
    return is_in;
}

GLO_FUNCTION(network_interdict, .name = "network_interdict",
             .doc = "The closures that leave the longest shortest path; interdict is the way to call it.",
             GLO_TAKES({.name = "graph",
                        .type = "table",
                        .doc = "a graph; sources, targets, costs, most, budget, close_nodes"}),
             GLO_GIVES({.type = "table", .doc = "closed, cost, before, after, searches"}),
             .is_internal = true, .since = "0.1",
             .example = "network_interdict({nodes=2, from={1, 1}, to={2, 2}, lengths={1, 5}, sources={1}, "
                        "targets={2}, costs={1, 1},\n"
                        "  most=1}).after --> 5.0") {
    check_table(L);
    glo_edges edges = glo_take_edges(L, 1);
    glo_interdiction spec = {.edges = &edges,
                             .closes_nodes = glo_field_boolean(L, 1, "close_nodes"),
                             .most = glo_take_whole(L, 1, "most", 1, 0, GLO_MOST_CLOSURES),
                             .budget = glo_take_number(L, 1, "budget", INFINITY)};
    size_t count, items = spec.closes_nodes ? edges.nodes : edges.count;
    spec.costs = glo_take_numbers(L, 1, "costs", &count);
    if (count != items)
        return glo_error(L, "bad argument 'costs': %d costs for %d", (int)count, (int)items);
    spec.is_source = take_set(L, "sources", edges.nodes);
    spec.is_target = take_set(L, "targets", edges.nodes);
    uint32_t closed[GLO_MOST_CLOSURES];
    glo_interdicted found;
    glo_status status = glo_interdict(&spec, glo_lua_job(L), closed, &found);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    glo_give_places(L, closed, found.count);
    lua_setfield(L, -2, "closed");
    glo_put_number(L, "cost", found.cost);
    glo_put_number(L, "before", found.before);
    glo_put_number(L, "after", found.after);
    glo_put_whole(L, "searches", (size_t)found.searches);
    return 1;
}

static const glo_function *const functions[] = {&network_distances_entry,
                                                &network_paths_entry,
                                                &network_betweenness_entry,
                                                &network_min_cut_entry,
                                                &network_losses_entry,
                                                &network_interdict_entry,
                                                NULL};

void glo_bind_network(lua_State *L) {
    glo_bind(L, functions);
}
