/* centre.c: the p-centre problem by bisection over its radius, the smallest distance within which all can be served, each radius asked as
 * a covering problem; then the least total of the choices that have it.
 *
 * What a covering problem leaves unproved within its part of the work counts as too small a radius for the search, not for the bound.
 *
 * Example and references in network/placement.h.
 */
#include "median.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CENTRE_SHARE = 4 }; /* a covering problem may use up a fourth of the work that is left */

typedef struct centre_search {
    const glo_median *problem;
    const double *distances;
    double *costs, *radii; /* of the problem within a radius; the distinct distances in order */
    bool *reachable;       /* by client: whether any site can serve it */
    bool *cover;           /* the sites that serve all within the smallest radius so far */
    size_t count;          /* of radii */
    uint64_t work;         /* what is left of it */
    size_t nodes;
    const glo_job *job;
} centre_search;

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The distinct finite distances in order. */
static size_t radii_of(const double *distances, size_t count, double *radii) {
    size_t finite = 0, distinct = 0;
    for (size_t k = 0; k < count; k++) {
        if (isfinite(distances[k]))
            radii[finite++] = distances[k];
    }
    qsort(radii, finite, sizeof *radii, ascending);
    for (size_t k = 0; k < finite; k++) {
        if (distinct == 0 || radii[k] != radii[distinct - 1])
            radii[distinct++] = radii[k];
    }
    return distinct;
}

/* The first radius that is not below a distance. */
static size_t radius_at(const centre_search *c, double distance) {
    size_t low = 0, high = c->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (c->radii[middle] < distance)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* No radius is below the distance of a client to its nearest site. */
static size_t first_radius(const centre_search *c) {
    const size_t clients = c->problem->clients;
    double farthest = 0;
    for (size_t i = 0; i < clients; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < c->problem->sites; j++)
            least = fmin(least, c->distances[j * clients + i]);
        c->reachable[i] = isfinite(least);
        if (c->reachable[i])
            farthest = fmax(farthest, least);
    }
    return radius_at(c, farthest);
}

static double radius_of(const centre_search *c, const bool *open) {
    const size_t clients = c->problem->clients;
    double farthest = 0;
    for (size_t i = 0; i < clients; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < c->problem->sites; j++)
            least = open[j] ? fmin(least, c->distances[j * clients + i]) : least;
        if (c->reachable[i])
            farthest = fmax(farthest, least);
    }
    return farthest;
}

/* The costs within a radius: `costs`, or 0 where it is NULL; who can't be reached at all costs nothing. */
static void set_costs(centre_search *c, double radius, const double *costs) {
    const size_t clients = c->problem->clients;
    for (size_t j = 0; j < c->problem->sites; j++) {
        for (size_t i = 0; i < clients; i++) {
            const size_t k = j * clients + i;
            const double cost = costs && c->reachable[i] ? costs[k] : 0;
            c->costs[k] = !c->reachable[i] || c->distances[k] <= radius ? cost : INFINITY;
        }
    }
}

static glo_status search_within(centre_search *c, const median_question *question, uint64_t work, bool *open,
                                glo_median_answer *out) {
    glo_median within = *c->problem;
    within.costs = c->costs;
    glo_status status = glo_median_search(
        &within, question, &(glo_median_limits){.work = work > 0 ? work : 1}, c->job, open, out);
    if (status == GLO_OK) {
        c->work -= out->work < c->work ? out->work : c->work;
        c->nodes += out->nodes;
    }
    return status;
}

/* The place in `radii` of the smallest radius whose choice was found (`count`: none), and of the first that is not proved too small. */
static glo_status bisect(centre_search *c, bool *open, size_t *found, size_t *proved) {
    size_t low = first_radius(c), high = c->count;
    *proved = low;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        glo_median_answer answer;
        set_costs(c, c->radii[middle], NULL);
        glo_status status =
            search_within(c, &(median_question){.must_serve = true}, c->work / CENTRE_SHARE, open, &answer);
        if (status < 0)
            return status;
        if (answer.unserved == 0) {
            high = radius_at(c, radius_of(c, open));
            memcpy(c->cover, open, c->problem->sites * sizeof *open);
        } else {
            low = middle + 1;
            if (answer.is_optimal)
                *proved = low;
        }
    }
    *found = low;
    return GLO_OK;
}

static glo_status solve(centre_search *c, bool *open, glo_centre_answer *out) {
    size_t found, proved;
    glo_median_answer median;
    glo_status status = bisect(c, open, &found, &proved);
    if (status < 0)
        return status;
    const bool is_served = found < c->count;
    if (is_served)
        set_costs(c, c->radii[found], c->problem->costs);
    else
        memcpy(c->costs, c->problem->costs, c->problem->sites * c->problem->clients * sizeof *c->costs);
    const median_question question = {.must_serve = is_served, .start = is_served ? c->cover : NULL};
    status = search_within(c, &question, c->work, open, &median);
    if (status < 0)
        return status;
    for (size_t i = 0; is_served && i < c->problem->clients; i++)
        median.unserved += !c->reachable[i];
    median.nodes = c->nodes;
    median.is_optimal = median.is_optimal && found == proved;
    *out = (glo_centre_answer){.radius = is_served ? c->radii[found] : INFINITY,
                               .radius_bound = proved < c->count ? c->radii[proved] : INFINITY,
                               .median = median};
    return GLO_OK;
}

glo_status glo_centre_solve(const glo_median *problem, const double *distances,
                            const glo_median_limits *limits, const glo_job *job, bool *open,
                            glo_centre_answer *out) {
    glo_status status = glo_median_check(problem);
    if (status < 0)
        return status;
    const size_t count = problem->sites * problem->clients;
    centre_search c = {.problem = problem,
                       .distances = distances,
                       .job = job,
                       .work = limits->work ? limits->work : (uint64_t)GLO_MEDIAN_WORK};
    if (glo_alloc_array(count, sizeof *c.radii, &c.radii) < 0 ||
        glo_alloc_array(count, sizeof *c.costs, &c.costs) < 0 ||
        glo_alloc_array(problem->clients, sizeof *c.reachable, &c.reachable) < 0 ||
        glo_alloc_array(problem->sites, sizeof *c.cover, &c.cover) < 0)
        status = GLO_ENOMEM;
    if (status == GLO_OK) {
        c.count = radii_of(distances, count, c.radii);
        status = solve(&c, open, out);
    }
    free(c.radii);
    free(c.costs);
    free(c.reachable);
    free(c.cover);
    return status;
}
