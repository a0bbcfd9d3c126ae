/* median_enumerate.c: all choices of a few sites, where bounds are too weak for the rest: some millions of them take a second.
 *
 * Sites are added in order, with the cost of each client at the nearest so far. A branch ends where even the best of all sites to come
 * would leave too much.
 *
 * Example:  if (glo_median_choices(&search, states) < 3e7) status = glo_median_enumerate(&search, states, &bound);
 */
#include "median.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ASK = 5000, /* choices between two looks at the job: some milliseconds */
    LANES = 8
};

typedef struct chooser {
    median_search *s;
    const double *costs; /* the free sites' in their order, a row each */
    const double *least; /* the least cost of each client at the sites from one on, a row for each */
    double *nearest;     /* a row by depth: the cost at the nearest of those chosen */
    size_t *free, *chosen;
    size_t count, take, clients;
    uint64_t looked;
} chooser;

/* Free sites, and how many of them are still to be opened. */
static size_t free_sites(const median_search *s, const site_state *states, size_t *take) {
    size_t free = 0;
    *take = s->problem->posts;
    for (size_t j = 0; j < s->problem->sites; j++) {
        free += states[j] == SITE_FREE;
        *take -= states[j] == SITE_OPEN;
    }
    return free;
}

double glo_median_choices(const median_search *s, const site_state *states) {
    size_t take, free = free_sites(s, states, &take);
    double choices = 1;
    if (take > free)
        return 0;
    for (size_t k = 0; k < take; k++)
        choices = choices * (double)(free - k) / (double)(k + 1);
    return choices;
}

/* The sum of the smaller of two costs, in LANES sums of their own. */
static double total_of(const double *a, const double *b, size_t count) {
    double sums[LANES] = {0}, total = 0;
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        for (size_t k = 0; k < LANES; k++)
            sums[k] += a[i + k] < b[i + k] ? a[i + k] : b[i + k];
    }
    for (; i < count; i++)
        total += a[i] < b[i] ? a[i] : b[i];
    for (size_t k = 0; k < LANES; k++)
        total += sums[k];
    return total;
}

static void keep(const chooser *c, const site_state *states, size_t last) {
    median_search *s = c->s;
    for (size_t j = 0; j < s->problem->sites; j++)
        s->chosen[j] = states[j] == SITE_OPEN;
    for (size_t k = 0; k + 1 < c->take; k++)
        s->chosen[c->free[c->chosen[k]]] = true;
    s->chosen[c->free[last]] = true;
    double total = glo_median_total(s, s->chosen);
    if (total < s->best_total) {
        s->best_total = total;
        memcpy(s->best, s->chosen, s->problem->sites * sizeof *s->best);
    }
}

static glo_status choose_from(chooser *c, const site_state *states, size_t depth, size_t first) {
    const double *now = c->nearest + depth * c->clients;
    double *next = c->nearest + (depth + 1) * c->clients;
    glo_status status = GLO_OK;
    for (size_t f = first; f + (c->take - depth) <= c->count && status == GLO_OK; f++) {
        const double *costs = c->costs + f * c->clients;
        if (++c->looked % ASK == 0)
            status = glo_job_step(c->s->job, "placing posts", c->s->rounds + c->looked, 0);
        if (depth + 1 == c->take) {
            if (!glo_median_is_closed(c->s, total_of(now, costs, c->clients)))
                keep(c, states, f);
            continue;
        }
        if (glo_median_is_closed(c->s, total_of(now, c->least + f * c->clients, c->clients)))
            break; /* nor would any later first site do better */
        for (size_t i = 0; i < c->clients; i++)
            next[i] = costs[i] < now[i] ? costs[i] : now[i];
        c->chosen[depth] = f;
        status = choose_from(c, states, depth + 1, f + 1);
    }
    return status;
}

static void prepare(chooser *c, const site_state *states, double *costs, double *least) {
    const median_search *s = c->s;
    const size_t clients = c->clients;
    for (size_t i = 0; i < clients; i++)
        c->nearest[i] = INFINITY;
    c->count = 0;
    for (size_t j = 0; j < s->problem->sites; j++) {
        const double *row = s->costs + j * clients;
        if (states[j] == SITE_FREE) {
            memcpy(costs + c->count * clients, row, clients * sizeof *row);
            c->free[c->count++] = j;
        }
        for (size_t i = 0; states[j] == SITE_OPEN && i < clients; i++)
            c->nearest[i] = fmin(c->nearest[i], row[i]);
    }
    for (size_t f = c->count; f-- > 0;) {
        for (size_t i = 0; i < clients; i++) {
            double after = f + 1 < c->count ? least[(f + 1) * clients + i] : INFINITY;
            least[f * clients + i] = fmin(costs[f * clients + i], after);
        }
    }
}

glo_status glo_median_enumerate(median_search *s, const site_state *states, double *out_bound) {
    chooser c = {.s = s, .clients = s->problem->clients};
    double *costs = NULL, *least = NULL;
    size_t count = free_sites(s, states, &c.take);
    glo_status status = GLO_OK;
    if (glo_alloc_array(count * c.clients, sizeof *costs, &costs) < 0 ||
        glo_alloc_array(count * c.clients, sizeof *least, &least) < 0 ||
        glo_alloc_array((c.take + 1) * c.clients, sizeof *c.nearest, &c.nearest) < 0 ||
        glo_alloc_array(count, sizeof *c.free, &c.free) < 0 ||
        glo_alloc_array(c.take, sizeof *c.chosen, &c.chosen) < 0)
        status = GLO_ENOMEM;
    if (status == GLO_OK && c.take > 0) {
        prepare(&c, states, costs, least);
        c.costs = costs;
        c.least = least;
        status = choose_from(&c, states, 0, 0);
    }
    if (status == GLO_OK)
        *out_bound = s->best_total; /* all others were looked at, or can't be better */
    free(costs);
    free(least);
    free(c.nearest);
    free(c.free);
    free(c.chosen);
    return status;
}
