/* median_branch.c: branch and bound over the sites that a p-median problem leaves free, by Lagrangian bounds; depth first, a site open,
 * then closed.
 *
 * The site is the one that is worth most at the prices of the bound; or, by client, one of the client that the fewest free sites can serve,
 * as in a search for set covers: few branches, and the last of them is forced.
 *
 * Example:  status = glo_median_branch(&search, states, prices, &bound);
 */
#include "median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODE_ROUNDS = 30 };

/* By client how many free sites can serve it, SIZE_MAX where an open one does; the client with the fewest, or their number. */
static size_t scarcest_client(median_search *s, const site_state *states) {
    const size_t clients = s->problem->clients;
    size_t scarcest = clients;
    memset(s->second, 0, clients * sizeof *s->second);
    for (size_t j = 0; j < s->problem->sites; j++) {
        const double *costs = s->costs + j * clients;
        if (states[j] == SITE_CLOSED)
            continue;
        for (size_t i = 0; i < clients; i++) {
            if (costs[i] < s->penalty && s->second[i] != SIZE_MAX)
                s->second[i] = states[j] == SITE_OPEN ? SIZE_MAX : s->second[i] + 1;
        }
    }
    for (size_t i = 0; i < clients; i++) {
        if (s->second[i] != SIZE_MAX && (scarcest == clients || s->second[i] < s->second[scarcest]))
            scarcest = i;
    }
    return scarcest;
}

/* The free site to branch on; the number of sites where none is free. */
static size_t branch_site(median_search *s, const site_state *states) {
    const size_t clients = s->problem->clients;
    const size_t client = s->by_client ? scarcest_client(s, states) : clients;
    size_t best = s->problem->sites;
    for (size_t j = 0; j < s->problem->sites; j++) {
        const bool can = client == clients || s->costs[j * clients + client] < s->penalty;
        if (can && states[j] == SITE_FREE && (best == s->problem->sites || s->values[j] < s->values[best]))
            best = j;
    }
    return best;
}

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

static bool has_free(const median_search *s, const site_state *states) {
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (states[j] == SITE_FREE)
            return true;
    }
    return false;
}

typedef struct branching {
    median_search *s;
    double open_bound; /* the smallest bound of a branch that was left */
} branching;

static glo_status walk(branching *b, const site_state *parent, const double *parent_prices) {
    median_search *s = b->s;
    const size_t sites = s->problem->sites, clients = s->problem->clients;
    site_state *states = malloc(2 * sites * sizeof *states);
    double *prices = malloc(clients * sizeof *prices), bound;
    glo_status status = states && prices ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
    if (status == GLO_OK) {
        memcpy(states, parent, sites * sizeof *states);
        memcpy(prices, parent_prices, clients * sizeof *prices);
        s->nodes++;
        status = glo_median_bound(s, states, prices, NODE_ROUNDS, &bound);
    }
    size_t site = sites;
    if (status == GLO_OK && !glo_median_is_closed(s, bound)) {
        if (!has_free(s, states))
            take_settled(s, states);
        else if (glo_median_is_worn(s))
            b->open_bound = fmin(b->open_bound, bound);
        else
            site = branch_site(s, states); /* none: a client is left that no site can serve */
    }
    for (int way = 0; way < 2 && status == GLO_OK && site < sites; way++) {
        if (glo_median_is_worn(s)) { /* the other way is not looked at */
            b->open_bound = fmin(b->open_bound, bound);
            break;
        }
        memcpy(states + sites, states, sites * sizeof *states);
        states[sites + site] = way == 0 ? SITE_OPEN : SITE_CLOSED;
        status = walk(b, states + sites, prices);
    }
    free(states);
    free(prices);
    return status;
}

glo_status glo_median_branch(median_search *s, const site_state *states, const double *prices,
                             double *out_bound) {
    branching b = {.s = s, .open_bound = INFINITY};
    glo_status status = walk(&b, states, prices);
    if (status == GLO_OK)
        *out_bound = b.open_bound;
    return status;
}
