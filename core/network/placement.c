/* placement.c: the p-median problem to the proof: a greedy start improved by interchange, a Lagrangian bound that settles most sites, a look
 * at all choices of what is left where these are few, else branch and bound over the rest until a bounded work is done.
 *
 * Costs of coverage, one of two amounts for each client, have weak Lagrangian bounds where places lie near each other; an integer
 * program of few nodes is tried on them first.
 *
 * Example and references in network/placement.h.
 */
#include "median.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROOT_ROUNDS = 2000,
    FIRST_PART = 20, /* the part of the work of a first search for bounds where all must be served */
    COVER_PARTS =
        4, /* as many of these parts for a first search for covers: a million of their nodes, less than a second */
    PROGRAM_NODES = 100,      /* of a coverage problem, before branch and bound */
    PROGRAM_COSTS = 300000,   /* the largest coverage problem that goes there: some seconds */
    UNLIMITED_NODES = 1000000 /* of the program alone */
};
static const double MOST_LOOKS = 1e10; /* most of them are never looked at: some three seconds */

glo_status glo_median_check(const glo_median *p) {
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
    free(s->least);
    free(s->ranked);
}

static glo_status make_room(median_search *s) {
    const size_t sites = s->problem->sites, clients = s->problem->clients;
    if (glo_alloc_array(sites * clients, sizeof(double), &s->costs) < 0 ||
        glo_alloc_array(clients, sizeof(size_t), &s->nearest) < 0 ||
        glo_alloc_array(clients, sizeof(size_t), &s->second) < 0 ||
        glo_alloc_array(sites, sizeof(double), &s->values) < 0 ||
        glo_alloc_array(sites, sizeof(double), &s->gains) < 0 ||
        glo_alloc_array(sites, sizeof(bool), &s->chosen) < 0 ||
        glo_alloc_array(clients, sizeof(double), &s->violations) < 0 ||
        glo_alloc_array(clients, sizeof(double), &s->least) < 0 ||
        glo_alloc_array(sites, sizeof(size_t), &s->ranked) < 0)
        return GLO_ENOMEM;
    return GLO_OK;
}

/* The penalty is more than all clients can cost; costs that are infinite, or too much to matter, become the penalty. */
static void set_costs(median_search *s, double most) {
    const size_t count = s->problem->sites * s->problem->clients;
    s->penalty = floor(most) + 1;
    for (size_t k = 0; k < count; k++)
        s->costs[k] = fmin(s->problem->costs[k], s->penalty);
}

static glo_status prepare(median_search *s) {
    const size_t sites = s->problem->sites, clients = s->problem->clients;
    double sum = 0;
    bool is_whole = true;
    glo_status status = make_room(s);
    if (status < 0)
        return status;
    s->is_coverage = true;
    for (size_t i = 0; i < clients; i++) {
        double most = 0, least = INFINITY, greatest = 0;
        for (size_t j = 0; j < sites; j++) {
            double cost = s->problem->costs[j * clients + i];
            most = isfinite(cost) ? fmax(most, cost) : most;
            least = fmin(least, cost);
            greatest = fmax(greatest, cost);
            is_whole = is_whole && (!isfinite(cost) || cost == floor(cost));
        }
        for (size_t j = 0; s->is_coverage && j < sites; j++) {
            double cost = s->problem->costs[j * clients + i];
            s->is_coverage = cost == least || cost == greatest;
        }
        sum += most;
    }
    set_costs(s, sum);
    s->is_cover = s->must_serve && sum == 0;
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

/* Prices to begin with: what the second nearest of the best sites costs, or the dearest that can serve at all. */
static void first_prices(median_search *s, double *prices) {
    const size_t clients = s->problem->clients, sites = s->problem->sites;
    for (size_t i = 0; i < clients; i++) {
        double least = INFINITY, next = INFINITY, dearest = 0;
        for (size_t j = 0; j < sites; j++) {
            double cost = s->costs[j * clients + i];
            dearest = cost < s->penalty ? fmax(dearest, cost) : dearest;
            if (!s->best[j])
                continue;
            next = cost < least ? least : fmin(next, cost);
            least = fmin(least, cost);
        }
        prices[i] = next < s->penalty ? next : fmax(dearest, fmin(least, s->penalty));
    }
}

/* The choice to begin with. Where all must be served by it, whatever costs more than it matters no longer. */
static glo_status begin(median_search *s, const median_question *question, const site_state *states,
                        bool *open) {
    if (!question->start)
        return begin_greedily(s, states, open);
    memcpy(open, question->start, s->problem->sites * sizeof *open);
    glo_status status = glo_median_interchange(s, states, open);
    if (status == GLO_OK && s->must_serve && s->best_total < s->penalty)
        set_costs(s, s->best_total);
    return status;
}

/* Branch and bound with a part of the work; the bound holds for all that was left. */
static glo_status branch_within(median_search *s, uint64_t work, const site_state *states,
                                const double *prices, double *bound) {
    const uint64_t most = s->most_work;
    double left;
    s->most_work = most - s->work > work ? s->work + work : most;
    glo_status status = glo_median_branch(s, states, prices, &left);
    s->most_work = most;
    if (status == GLO_OK)
        *bound = fmax(*bound, fmin(left, s->best_total));
    return status;
}

static bool is_over(const median_search *s, glo_status status, double bound) {
    return status < 0 || glo_median_is_closed(s, bound) || glo_median_is_worn(s);
}

static glo_status cover_within(median_search *s, uint64_t work, const site_state *states,
                               const double *prices, double *bound) {
    bool is_done = false;
    glo_status status = glo_median_cover(s, states, prices, work, &is_done);
    if (status == GLO_OK && is_done)
        *bound = s->best_total;
    return status;
}

static glo_status program_within(median_search *s, const site_state *states, double *bound) {
    double proved = -INFINITY;
    if (s->problem->sites * s->problem->clients > PROGRAM_COSTS)
        return GLO_OK;
    glo_status status = glo_median_program(s, states, PROGRAM_NODES, &proved);
    *bound = fmax(*bound, proved);
    return status;
}

/* All must be served. Either the choices that do are few, or bounds are good, of the program or of prices: each gets a short search first. */
static glo_status search_covers(median_search *s, const site_state *states, const double *prices,
                                double *bound) {
    const uint64_t part = s->most_work / FIRST_PART;
    glo_status status = GLO_OK;
    s->by_client = s->is_cover;
    if (!s->is_cover)
        status = branch_within(s, part, states, prices, bound);
    if (!is_over(s, status, *bound))
        status = cover_within(s, COVER_PARTS * part, states, prices, bound);
    if (!is_over(s, status, *bound))
        status = program_within(s, states, bound);
    s->by_client = true;
    if (!is_over(s, status, *bound))
        status = cover_within(s, (s->most_work - s->work) / 2, states, prices, bound);
    return status;
}

static glo_status search_all(median_search *s, const median_question *question,
                             const glo_median_limits *limits, site_state *states, double *prices, bool *open,
                             double *out_bound) {
    const double looks = limits->looks ? (double)limits->looks : MOST_LOOKS;
    double bound = -INFINITY;
    glo_status status = begin(s, question, states, open);
    if (status < 0)
        return status;
    if (limits->program_only)
        return glo_median_program(s, states, UNLIMITED_NODES, out_bound);
    first_prices(s, prices);
    status = glo_median_bound(s, states, prices, ROOT_ROUNDS, &bound);
    if (status == GLO_OK && !glo_median_is_closed(s, bound)) {
        if (s->must_serve)
            status = search_covers(s, states, prices, &bound);
        else if (glo_median_choices(s, states) * (double)s->problem->clients <= looks)
            status = glo_median_enumerate(s, states, &bound);
        else if (s->is_coverage)
            status = program_within(s, states, &bound);
    }
    if (!is_over(s, status, bound))
        status = branch_within(s, s->most_work, states, prices, &bound);
    *out_bound = bound;
    return status;
}

static void tell(const median_search *s, double bound, glo_median_answer *out) {
    const glo_median *problem = s->problem;
    *out = (glo_median_answer){.total = s->best_total,
                               .is_optimal = glo_median_is_closed(s, bound),
                               .nodes = s->nodes,
                               .work = s->work};
    for (size_t i = 0; i < problem->clients; i++) {
        bool is_served = false;
        for (size_t j = 0; j < problem->sites; j++)
            is_served = is_served || (s->best[j] && isfinite(problem->costs[j * problem->clients + i]));
        out->unserved += !is_served;
    }
    const double penalties = (double)out->unserved * s->penalty;
    out->total -= penalties;
    out->bound = out->is_optimal ? out->total : fmax(0, fmin(bound - penalties, out->total));
}

glo_status glo_median_search(const glo_median *problem, const median_question *question,
                             const glo_median_limits *limits, const glo_job *job, bool *open,
                             glo_median_answer *out) {
    median_search s = {.problem = problem,
                       .job = job,
                       .best = open,
                       .must_serve = question->must_serve,
                       .most_work = limits->work ? limits->work : (uint64_t)GLO_MEDIAN_WORK};
    site_state *states = NULL;
    double *prices = NULL, bound = -INFINITY;
    bool *room = NULL;
    glo_status status = prepare(&s);
    if (status == GLO_OK)
        status = glo_alloc_array(problem->sites, sizeof *states, &states);
    if (status == GLO_OK)
        status = glo_alloc_array(problem->clients, sizeof *prices, &prices);
    if (status == GLO_OK)
        status = glo_alloc_array(problem->sites, sizeof *room, &room);
    for (size_t j = 0; status == GLO_OK && problem->is_fixed && j < problem->sites; j++)
        states[j] = problem->is_fixed[j] ? SITE_OPEN : SITE_FREE;
    if (status == GLO_OK)
        status = search_all(&s, question, limits, states, prices, room, &bound);
    if (status == GLO_OK)
        tell(&s, bound, out);
    dispose(&s);
    free(room);
    free(prices);
    free(states);
    return status;
}

glo_status glo_median_solve(const glo_median *problem, const glo_median_limits *limits, const glo_job *job,
                            bool *open, glo_median_answer *out) {
    glo_status status = glo_median_check(problem);
    return status < 0 ? status : glo_median_search(problem, &(median_question){0}, limits, job, open, out);
}
