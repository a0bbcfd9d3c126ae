/* placement.c: the placement of posts as a Lua value. foresight/network/placement.lua makes lists of frames.
 *
 * Example (Lua):  core.network_placement {nodes=3, from={1, 2}, to={2, 3}, lengths={2, 3}, sites={1, 2, 3}, clients={1, 2, 3},
 *                 weights={1, 1, 1}, posts=1, along=true}.total   --> 5.0
 */
#include "network/placement.h"
#include "base/err.h"
#include "lists.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

/* What lua_newuserdatauv gives, within the bounds of a placement. */
static void *room(lua_State *L, size_t count, size_t size) {
    return lua_newuserdatauv(L, (count + 1) * size, 0);
}

typedef struct places {
    uint32_t *sites, *clients;
    size_t site_count, client_count;
    double *weights;
} places;

static places take_places(lua_State *L, size_t nodes) {
    places p;
    size_t count;
    p.sites = glo_take_places(L, 1, "sites", nodes, &p.site_count);
    p.clients = glo_take_places(L, 1, "clients", nodes, &p.client_count);
    p.weights = glo_take_numbers(L, 1, "weights", &count);
    if (count != p.client_count)
        glo_error(L, "bad argument 'weights': %d weights for %d places", (int)count, (int)p.client_count);
    if (p.site_count == 0 || p.client_count == 0 || p.site_count > GLO_MOST_SITES ||
        p.client_count > GLO_MOST_COSTS / p.site_count)
        glo_error(
            L,
            "bad argument 'links': %d candidate posts for %d places: at most %d candidates and %d distances",
            (int)p.site_count, (int)p.client_count, GLO_MOST_SITES, GLO_MOST_COSTS);
    return p;
}

/* Distances of sites to clients, along the links or as they stand; from the site or to it where links are directed. */
static glo_status find_distances(lua_State *L, const glo_edges *edges, const places *p, double *out) {
    double *row = room(L, edges->nodes, sizeof *row);
    if (glo_field_boolean(L, 1, "along")) {
        for (size_t j = 0; j < p->site_count; j++) {
            glo_status status = glo_graph_distances(edges, &p->sites[j], 1, glo_lua_job(L), row);
            if (status < 0)
                return status;
            for (size_t i = 0; i < p->client_count; i++)
                out[j * p->client_count + i] = row[p->clients[i]];
        }
        return GLO_OK;
    }
    uint32_t *site_of = room(L, edges->nodes, sizeof *site_of),
             *client_of = room(L, edges->nodes, sizeof *client_of);
    memset(site_of, 0xff, edges->nodes * sizeof *site_of);
    memset(client_of, 0xff, edges->nodes * sizeof *client_of);
    for (size_t j = 0; j < p->site_count; j++)
        site_of[p->sites[j]] = (uint32_t)j;
    for (size_t i = 0; i < p->client_count; i++)
        client_of[p->clients[i]] = (uint32_t)i;
    for (size_t k = 0; k < p->site_count * p->client_count; k++)
        out[k] = INFINITY;
    for (size_t e = 0; e < edges->count; e++) { /* the last of several counts */
        uint32_t site = site_of[edges->from[e]], client = client_of[edges->to[e]];
        if (site != UINT32_MAX && client != UINT32_MAX)
            out[(size_t)site * p->client_count + client] = edges->lengths[e];
    }
    return GLO_OK;
}

typedef enum objective { TRAVEL, COVERAGE, ANSWER_TIME } objective;

static void find_costs(const places *p, const double *distances, objective what, double within, double *out) {
    for (size_t j = 0; j < p->site_count; j++) {
        for (size_t i = 0; i < p->client_count; i++) {
            size_t k = j * p->client_count + i;
            double reached = distances[k] <= within ? 0 : p->weights[i];
            /* A demand of 0 is served from anywhere. */
            double travel = p->weights[i] == 0 ? 0 : p->weights[i] * distances[k];
            out[k] = what == COVERAGE ? reached : travel;
        }
    }
}

/* The site that serves each client: the nearest open one; 0 where none can. */
static void push_service(lua_State *L, const places *p, const double *distances, const bool *open) {
    lua_createtable(L, (int)p->client_count, 0);
    lua_createtable(L, (int)p->client_count, 0);
    for (size_t i = 0; i < p->client_count; i++) {
        size_t best = SIZE_MAX;
        double least = INFINITY;
        for (size_t j = 0; j < p->site_count; j++) {
            double distance = distances[j * p->client_count + i];
            if (open[j] && distance < least) {
                least = distance;
                best = j;
            }
        }
        lua_pushinteger(L, best == SIZE_MAX ? 0 : (lua_Integer)best + 1);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
        lua_pushnumber(L, least);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -3, "distances");
    lua_setfield(L, -2, "served_by");
}

static objective take_objective(lua_State *L) {
    const char *name = glo_field_text(L, 1, "objective", "travel");
    return strcmp(name, "coverage") == 0 ? COVERAGE : strcmp(name, "answer_time") == 0 ? ANSWER_TIME : TRAVEL;
}

GLO_FUNCTION(
    network_placement, .name = "network_placement",
    .doc = "Posts at some of the sites of a network; placement is the way to call it.",
    GLO_TAKES({.name = "problem",
               .type = "table",
               .doc = "a graph; sites, clients, weights, posts, fixed, along, objective, within, effort"}),
    GLO_GIVES({.type = "table",
               .doc = "open, served_by, distances, total, bound, is_optimal, unserved, nodes, radius, "
                      "radius_bound"}),
    .raises = "more posts than sites; too large a problem", .is_internal = true, .since = "0.1",
    .example = "network_placement({nodes=3, from={1, 2}, to={2, 3}, lengths={2, 3}, sites={1, 2, 3}, "
               "clients={1, 2, 3},\n"
               "  weights={1, 1, 1}, posts=1, along=true}).total --> 5.0") {
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_edges edges = glo_take_edges(L, 1);
    if (!edges.lengths)
        return glo_error(L, "bad argument 'lengths': expected a list of numbers");
    places p = take_places(L, edges.nodes);
    size_t fixed_count;
    uint32_t *fixed = glo_take_places(L, 1, "fixed", p.site_count, &fixed_count);
    objective what = take_objective(L);
    glo_median problem = {.sites = p.site_count,
                          .clients = p.client_count,
                          .posts = glo_take_whole(L, 1, "posts", 1, 1, GLO_MOST_SITES)};
    double *distances = room(L, p.site_count * p.client_count, sizeof *distances);
    double *costs = room(L, p.site_count * p.client_count, sizeof *costs);
    bool *open = room(L, p.site_count, 1), *is_fixed = room(L, p.site_count, 1);
    memset(is_fixed, 0, p.site_count + 1);
    for (size_t j = 0; j < fixed_count; j++)
        is_fixed[fixed[j]] = true;
    glo_status status = find_distances(L, &edges, &p, distances);
    find_costs(&p, distances, what, glo_take_number(L, 1, "within", INFINITY), costs);
    problem.costs = costs;
    problem.is_fixed = is_fixed;
    glo_centre_answer centre = {.radius = NAN, .radius_bound = NAN};
    const glo_median_limits limits = {.work =
                                          (uint64_t)(glo_take_number(L, 1, "effort", 1) * GLO_MEDIAN_WORK)};
    if (status == GLO_OK)
        status = what == ANSWER_TIME
                     ? glo_centre_solve(&problem, distances, &limits, glo_lua_job(L), open, &centre)
                     : glo_median_solve(&problem, &limits, glo_lua_job(L), open, &centre.median);
    const glo_median_answer answer = centre.median;
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    glo_give_set(L, open, p.site_count);
    lua_setfield(L, -2, "open");
    push_service(L, &p, distances, open);
    glo_put_number(L, "total", answer.total);
    glo_put_number(L, "bound", answer.bound);
    glo_put_number(L, "radius", centre.radius);
    glo_put_number(L, "radius_bound", centre.radius_bound);
    glo_put_boolean(L, "is_optimal", answer.is_optimal);
    glo_put_whole(L, "unserved", answer.unserved);
    glo_put_whole(L, "nodes", answer.nodes);
    return 1;
}

static const glo_function *const functions[] = {&network_placement_entry, NULL};

void glo_bind_placement(lua_State *L) {
    glo_bind(L, functions);
}
