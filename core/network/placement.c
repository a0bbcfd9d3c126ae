/* placement.c: the p-median problem to the proof: a greedy start improved by interchange, a Lagrangian bound that settles most sites,
 * branch and bound over the rest, and an integer program for what a bounded number of nodes leaves open; the p-centre problem
 * by bisection over its radius.
 *
 * Example and references in network/placement.h.
 */
#include "median.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROOT_ROUNDS = 2000, NODE_ROUNDS = 30, NODES = 20000, PROGRAM_NODES = 20000, MOST_COVERING = 300000 };
static const double MOST_LOOKS = 1e10; /* most of them are never looked at: some three seconds */

static glo_status check(const glo_median *p) {
    size_t fixed = 0;
    for (size_t j = 0; p->is_fixed && j < p->sites; j++)
        fixed += p->is_fixed[j];
    if (p->sites == 0 || p->clients == 0)
        return glo_fail(GLO_EINVAL, "there are no places to put posts, or none to serve");
    if (p->sites > GLO_MOST_SITES || p->sites * p->clients > GLO_MOST_COSTS)
        return glo_fail(GLO_EINVAL,
                        "%zu candidate posts for %zu places are too many: at most %d, and %d distances",
                        p->sites, p->clients, GLO_MOST_SITES, GLO_MOST_COSTS);
    if (p->posts < 1 || p->posts > p->sites)
        return glo_fail(GLO_EINVAL, "%zu posts can't be put at %zu candidate places", p->posts, p->sites);
    if (fixed > p->posts)
        return glo_fail(GLO_EINVAL, "%zu posts are fixed, and there are only %zu in all", fixed, p->posts);
    return GLO_OK;
}

static void dispose(median_search *s) {
    free(s->costs);
    free(s->nearest);
    free(s->second);
    free(s->values);
    free(s->gains);
    free(s->chosen);
    free(s->violations);
    free(s->ranked);
}

static glo_status prepare(median_search *s) {
    const size_t sites = s->problem->sites, clients = s->problem->clients;
    double sum = 0;
    bool is_whole = true;
    if (glo_alloc_array(sites * clients, sizeof(double), &s->costs) < 0 ||
        glo_alloc_array(clients, sizeof(size_t), &s->nearest) < 0 ||
        glo_alloc_array(clients, sizeof(size_t), &s->second) < 0 ||
        glo_alloc_array(sites, sizeof(double), &s->values) < 0 ||
        glo_alloc_array(sites, sizeof(double), &s->gains) < 0 ||
        glo_alloc_array(sites, sizeof(bool), &s->chosen) < 0 ||
        glo_alloc_array(clients, sizeof(double), &s->violations) < 0 ||
        glo_alloc_array(sites, sizeof(size_t), &s->ranked) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < clients; i++) {
        double most = 0;
        for (size_t j = 0; j < sites; j++) {
            double cost = s->problem->costs[j * clients + i];
            if (isfinite(cost) && cost > most)
                most = cost;
            is_whole = is_whole && (!isfinite(cost) || cost == floor(cost));
        }
        sum += most;
    }
    s->penalty = floor(sum) + 1;
    for (size_t k = 0; k < sites * clients; k++)
        s->costs[k] = isfinite(s->problem->costs[k]) ? s->problem->costs[k] : s->penalty;
    s->step = is_whole && sum < 1e12 ? 1 : 0;
    s->best_total = INFINITY;
    return GLO_OK;
}

/* The site whose opening saves most, one after the other. */
static glo_status begin_greedily(median_search *s, const site_state *states, bool *open) {
    const size_t sites = s->problem->sites, clients = s->problem->clients;
    size_t count = 0;
    for (size_t i = 0; i < clients; i++)
        s->violations[i] = INFINITY; /* the cost of the nearest so far */
    for (size_t j = 0; j < sites; j++) {
        open[j] = states[j] == SITE_OPEN;
        count += open[j];
        for (size_t i = 0; open[j] && i < clients; i++)
            s->violations[i] = fmin(s->violations[i], s->costs[j * clients + i]);
    }
    for (; count < s->problem->posts; count++) {
        size_t best = sites;
        double least = INFINITY;
        glo_status status = glo_job_check(s->job);
        if (status < 0)
            return status;
        for (size_t j = 0; j < sites; j++) {
            double total = 0;
            if (open[j] || states[j] == SITE_CLOSED)
                continue;
            for (size_t i = 0; i < clients; i++)
                total += fmin(s->violations[i], s->costs[j * clients + i]);
            if (total < least) {
                least = total;
                best = j;
            }
        }
        open[best] = true;
        for (size_t i = 0; i < clients; i++)
            s->violations[i] = fmin(s->violations[i], s->costs[best * clients + i]);
    }
    return glo_median_interchange(s, states, open);
}

/* The free site that is worth most at the prices of the bound. */
static size_t branch_site(const median_search *s, const site_state *states) {
    size_t best = s->problem->sites;
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (states[j] == SITE_FREE && (best == s->problem->sites || s->values[j] < s->values[best]))
            best = j;
    }
    return best;
}

typedef struct branching {
    median_search *s;
    size_t most;
    double open_bound; /* the smallest bound of a branch that was left */
} branching;

/* The one choice left where no site is free. */
static void take_settled(median_search *s, const site_state *states) {
    size_t count = 0;
    for (size_t j = 0; j < s->problem->sites; j++) {
        s->chosen[j] = states[j] == SITE_OPEN;
        count += s->chosen[j];
    }
    double total = count == s->problem->posts ? glo_median_total(s, s->chosen) : INFINITY;
    if (total < s->best_total) {
        s->best_total = total;
        memcpy(s->best, s->chosen, s->problem->sites * sizeof *s->best);
    }
}

/* A depth-first walk: the site open first, then closed. */
static glo_status walk(branching *b, const site_state *parent, const double *parent_prices, size_t rounds) {
    median_search *s = b->s;
    const size_t sites = s->problem->sites, clients = s->problem->clients;
    site_state *states = malloc(2 * sites * sizeof *states);
    double *prices = malloc(clients * sizeof *prices), bound;
    glo_status status = states && prices ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
    if (status == GLO_OK) {
        memcpy(states, parent, sites * sizeof *states);
        memcpy(prices, parent_prices, clients * sizeof *prices);
        s->nodes++;
        status = glo_median_bound(s, states, prices, rounds, &bound);
    }
    size_t site = sites;
    if (status == GLO_OK && !glo_median_is_closed(s, bound)) {
        site = branch_site(s, states);
        if (site == sites)
            take_settled(s, states);
        else if (s->nodes >= b->most)
            b->open_bound = fmin(b->open_bound, bound);
    }
    for (int way = 0; way < 2 && status == GLO_OK && site < sites && s->nodes < b->most; way++) {
        memcpy(states + sites, states, sites * sizeof *states);
        states[sites + site] = way == 0 ? SITE_OPEN : SITE_CLOSED;
        status = walk(b, states + sites, prices, NODE_ROUNDS);
        if (way == 0 && s->nodes >= b->most) /* the other way was never looked at */
            b->open_bound = fmin(b->open_bound, bound);
    }
    free(states);
    free(prices);
    return status;
}

/* Prices to begin with: what the second nearest of the best sites costs. */
static void first_prices(median_search *s, double *prices) {
    const size_t clients = s->problem->clients, sites = s->problem->sites;
    for (size_t i = 0; i < clients; i++) {
        double least = INFINITY, next = INFINITY;
        for (size_t j = 0; j < sites; j++) {
            double cost = s->costs[j * clients + i];
            if (!s->best[j])
                continue;
            next = cost < least ? least : fmin(next, cost);
            least = fmin(least, cost);
        }
        prices[i] = isfinite(next) ? fmin(next, s->penalty) : least;
    }
}

static glo_status search_all(median_search *s, const glo_median_limits *limits, site_state *states,
                             double *prices, bool *open, double *out_bound) {
    glo_status status = begin_greedily(s, states, open);
    if (status < 0)
        return status;
    double bound = -INFINITY;
    const double few = (limits->looks ? (double)limits->looks : MOST_LOOKS) / (double)s->problem->clients;
    if (!limits->program_only) {
        branching b = {.s = s, .most = limits->nodes ? limits->nodes : NODES, .open_bound = INFINITY};
        first_prices(s, prices);
        status = glo_median_bound(s, states, prices, ROOT_ROUNDS, &bound);
        if (status == GLO_OK && !glo_median_is_closed(s, bound) && glo_median_choices(s, states) <= few)
            return glo_median_enumerate(s, states, out_bound);
        if (status == GLO_OK && !glo_median_is_closed(s, bound))
            status = walk(&b, states, prices, NODE_ROUNDS);
        if (status == GLO_OK && !glo_median_is_closed(s, bound))
            bound = fmax(bound, fmin(b.open_bound, s->best_total));
    }
    if (status == GLO_OK && !glo_median_is_closed(s, bound)) {
        double proved = bound;
        status = glo_median_program(s, states, limits->program_nodes ? limits->program_nodes : PROGRAM_NODES,
                                    &proved);
        bound = fmax(bound, proved);
    }
    *out_bound = bound;
    return status;
}

glo_status glo_median_solve(const glo_median *problem, const glo_median_limits *limits, const glo_job *job,
                            bool *open, glo_median_answer *out) {
    median_search s = {.problem = problem, .job = job, .best = open};
    site_state *states = NULL;
    double *prices = NULL, bound = -INFINITY;
    bool *room = NULL;
    glo_status status = check(problem);
    if (status < 0)
        return status;
    status = prepare(&s);
    if (status == GLO_OK)
        status = glo_alloc_array(problem->sites, sizeof *states, &states);
    if (status == GLO_OK)
        status = glo_alloc_array(problem->clients, sizeof *prices, &prices);
    if (status == GLO_OK)
        status = glo_alloc_array(problem->sites, sizeof *room, &room);
    for (size_t j = 0; status == GLO_OK && problem->is_fixed && j < problem->sites; j++)
        states[j] = problem->is_fixed[j] ? SITE_OPEN : SITE_FREE;
    if (status == GLO_OK)
        status = search_all(&s, limits, states, prices, room, &bound);
    if (status == GLO_OK) {
        *out = (glo_median_answer){
            .total = s.best_total, .is_optimal = glo_median_is_closed(&s, bound), .nodes = s.nodes};
        for (size_t i = 0; i < problem->clients; i++) {
            bool is_served = false;
            for (size_t j = 0; j < problem->sites; j++)
                is_served = is_served || (open[j] && isfinite(problem->costs[j * problem->clients + i]));
            out->unserved += !is_served;
        }
        out->total -= (double)out->unserved * s.penalty;
        out->bound =
            out->is_optimal ? out->total : fmin(bound - (double)out->unserved * s.penalty, out->total);
    }
    dispose(&s);
    free(room);
    free(prices);
    free(states);
    return status;
}

/* ---- the p-centre ---- */

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

glo_status glo_centre_solve(const glo_median *problem, const double *distances,
                            const glo_median_limits *limits, const glo_job *job, bool *open, double *radius,
                            glo_median_answer *out) {
    const size_t count = problem->sites * problem->clients;
    glo_median within = *problem;
    glo_median_limits covering = *limits;
    double *radii, *costs = NULL;
    bool is_proved = true;
    covering.program_only = count <= MOST_COVERING; /* costs of 0 and 1: Lagrangian bounds are weak there */
    glo_status status = check(problem);
    if (status < 0)
        return status;
    if (glo_alloc_array(count, sizeof *radii, &radii) < 0)
        return GLO_ENOMEM;
    status = glo_alloc_array(count, sizeof *costs, &costs);
    size_t low = 0, high = radii_of(distances, count, radii);
    within.costs = costs;
    while (status == GLO_OK && low < high) { /* the first radius within which all can be served */
        size_t middle = low + (high - low) / 2;
        for (size_t k = 0; k < count; k++)
            costs[k] = distances[k] <= radii[middle] ? 0 : 1;
        status = glo_median_solve(&within, &covering, job, open, out);
        is_proved = is_proved && (out->is_optimal || out->total == 0);
        if (out->total == 0)
            high = middle;
        else
            low = middle + 1;
    }
    double found = low < radii_of(distances, count, radii) ? radii[low] : INFINITY;
    for (size_t k = 0; k < count && status == GLO_OK; k++)
        costs[k] = distances[k] <= found ? problem->costs[k] : INFINITY;
    if (status == GLO_OK)
        status = glo_median_solve(&within, limits, job, open, out);
    if (status == GLO_OK) {
        *radius = found;
        out->is_optimal = out->is_optimal && is_proved;
    }
    free(costs);
    free(radii);
    return status;
}
