/* median_bound.c: bounds of the p-median problem by Lagrangian relaxation of "every client is served once", and interchange.
 *
 * With a price lambda_i on serving client i, site j is worth rho_j = sum_i min(0, c_ij - lambda_i); the cheapest p sites and the sum
 * of the prices bound the total from below. Prices move along the subgradient (once minus how often a client is served) by the
 * step of Held, Wolfe and Crowder (1974).
 *
 * Example:  status = glo_median_bound(&search, states, lambda, 300, &bound);
 * References: in network/placement.h.
 */
#include "median.h"

#include "base/simd.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PATIENCE = 15, /* rounds without a better bound before the step is halved */
    LANES = 8
};

bool glo_median_is_closed(const median_search *s, double bound) {
    const double best = s->must_serve ? fmin(s->best_total, s->penalty) : s->best_total;
    if (s->step > 0)
        return bound > best - s->step + 1e-6;
    return bound > best - 1e-9 * fmax(1, fabs(best));
}

bool glo_median_is_worn(const median_search *s) {
    return s->work >= s->most_work;
}

GLO_WIDE static void take_smaller(double *restrict into, const double *restrict costs, size_t clients) {
    for (size_t i = 0; i < clients; i++)
        into[i] = costs[i] < into[i] ? costs[i] : into[i];
}

double glo_median_total(median_search *s, const bool *open) {
    double total = 0;
    const size_t clients = s->problem->clients;
    for (size_t i = 0; i < clients; i++)
        s->least[i] = INFINITY;
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (open[j])
            take_smaller(s->least, s->costs + j * clients, clients);
    }
    for (size_t i = 0; i < clients; i++)
        total += s->least[i];
    return total;
}

static void find_nearest(median_search *s, const bool *open) {
    const size_t clients = s->problem->clients, sites = s->problem->sites;
    for (size_t i = 0; i < clients; i++)
        s->nearest[i] = s->second[i] = sites;
    for (size_t j = 0; j < sites; j++) {
        if (!open[j])
            continue;
        for (size_t i = 0; i < clients; i++) {
            double cost = s->costs[j * clients + i];
            if (s->nearest[i] == sites || cost < s->costs[s->nearest[i] * clients + i]) {
                s->second[i] = s->nearest[i];
                s->nearest[i] = j;
            } else if (s->second[i] == sites || cost < s->costs[s->second[i] * clients + i]) {
                s->second[i] = j;
            }
        }
    }
}

/* The best site to close when `in` opens, and what that saves. */
static double best_swap(median_search *s, const site_state *states, const bool *open, size_t in,
                        size_t *out) {
    const size_t clients = s->problem->clients, sites = s->problem->sites;
    double saved = 0, least = INFINITY;
    for (size_t j = 0; j < sites; j++)
        s->gains[j] = 0;
    for (size_t i = 0; i < clients; i++) {
        size_t near = s->nearest[i];
        double now = s->costs[near * clients + i], new = s->costs[in * clients + i];
        double next = s->second[i] == sites ? INFINITY : s->costs[s->second[i] * clients + i];
        if (new < now)
            saved += now - new;
        else
            s->gains[near] += fmin(new, next) - now;
    }
    for (size_t j = 0; j < sites; j++) {
        if (open[j] && states[j] != SITE_OPEN && s->gains[j] < least) {
            least = s->gains[j];
            *out = j;
        }
    }
    return saved - least;
}

glo_status glo_median_interchange(median_search *s, const site_state *states, bool *open) {
    const size_t sites = s->problem->sites;
    bool is_better = true;
    while (is_better) {
        is_better = false;
        find_nearest(s, open);
        for (size_t in = 0; in < sites; in++) {
            size_t out = sites;
            glo_status status = in % 64 == 0 ? glo_job_check(s->job) : GLO_OK;
            if (status < 0)
                return status;
            if (open[in] || states[in] == SITE_CLOSED)
                continue;
            double saved = best_swap(s, states, open, in, &out);
            if (out < sites && saved > 1e-9 * fmax(1, s->best_total < INFINITY ? s->best_total : 1)) {
                open[in] = true;
                open[out] = false;
                find_nearest(s, open);
                is_better = true;
            }
        }
    }
    double total = glo_median_total(s, open);
    if (total < s->best_total) {
        s->best_total = total;
        memcpy(s->best, open, sites * sizeof *open);
    }
    return GLO_OK;
}

typedef struct selection {
    size_t open, free; /* sites that are open by their state, and free ones */
    double worst_in;   /* the largest worth of a chosen free site, and the smallest of one left out */
    double best_out;
    double total; /* of the chosen sites' worth */
} selection;

/* Moves the `take` sites of the smallest values, of equal ones the first, to the front of `ranked` (C. A. R. Hoare, FIND, 1961). */
static void select_smallest(size_t *ranked, size_t count, size_t take, const double *values) {
    size_t low = 0, high = count;
    while (high - low > 1 && take > low && take < high) {
        const size_t pivot = ranked[low + (high - low) / 2];
        size_t past = low;
        for (size_t k = low; k < high; k++) {
            const size_t site = ranked[k];
            if (values[site] < values[pivot] || (values[site] == values[pivot] && site < pivot)) {
                ranked[k] = ranked[past];
                ranked[past++] = site;
            }
        }
        if (past == low) { /* the pivot is the smallest: it goes first */
            for (size_t k = low; k < high; k++) {
                if (ranked[k] == pivot) {
                    ranked[k] = ranked[low];
                    ranked[low++] = pivot;
                    break;
                }
            }
        } else if (past < take) {
            low = past;
        } else {
            high = past;
        }
    }
}

/* The open sites and the most valuable free ones up to p. */
static selection choose(median_search *s, const site_state *states) {
    selection it = {.worst_in = -INFINITY, .best_out = INFINITY};
    for (size_t j = 0; j < s->problem->sites; j++) {
        s->chosen[j] = states[j] == SITE_OPEN;
        it.open += states[j] == SITE_OPEN;
        it.total += states[j] == SITE_OPEN ? s->values[j] : 0;
        if (states[j] == SITE_FREE)
            s->ranked[it.free++] = j;
    }
    size_t take = s->problem->posts - it.open;
    select_smallest(s->ranked, it.free, take, s->values);
    for (size_t k = 0; k < it.free; k++) {
        const double value = s->values[s->ranked[k]];
        if (k >= take) {
            it.best_out = fmin(it.best_out, value);
            continue;
        }
        s->chosen[s->ranked[k]] = true;
        it.total += value;
        it.worst_in = fmax(it.worst_in, value);
    }
    return it;
}

/* Free sites that no better solution has, or that every one has. */
static void settle(median_search *s, const selection *it, double bound, site_state *states) {
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (states[j] != SITE_FREE)
            continue;
        if (!s->chosen[j] && glo_median_is_closed(s, bound - it->worst_in + s->values[j]))
            states[j] = SITE_CLOSED;
        else if (s->chosen[j] && glo_median_is_closed(s, bound - s->values[j] + it->best_out))
            states[j] = SITE_OPEN;
    }
}

/* What a site saves at these prices, in LANES sums of their own, which a processor adds side by side. */
GLO_WIDE static double worth(const double *restrict costs, const double *restrict lambda, size_t clients) {
    double sums[LANES] = {0}, value = 0;
    size_t i = 0;
    for (; i + LANES <= clients; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            double difference = costs[i + k] - lambda[i + k];
            sums[k] += difference < 0 ? difference : 0;
        }
    }
    for (; i < clients; i++)
        value += costs[i] < lambda[i] ? costs[i] - lambda[i] : 0;
    for (size_t k = 0; k < LANES; k++)
        value += sums[k];
    return value;
}

static double evaluate(median_search *s, const site_state *states, const double *lambda, selection *it) {
    const size_t clients = s->problem->clients;
    double sum = 0;
    for (size_t j = 0; j < s->problem->sites; j++) {
        s->values[j] = 0;
        if (states[j] == SITE_CLOSED)
            continue;
        s->values[j] = worth(s->costs + j * clients, lambda, clients);
        s->work += clients;
    }
    *it = choose(s, states);
    for (size_t i = 0; i < clients; i++)
        sum += lambda[i];
    return sum + it->total;
}

GLO_WIDE static void count_served(double *restrict violations, const double *restrict costs,
                                  const double *restrict lambda, size_t clients) {
    for (size_t i = 0; i < clients; i++)
        violations[i] -= costs[i] < lambda[i] ? 1 : 0;
}

/* How often each client is not served once; the sum of squares. */
static double find_violations(median_search *s, const double *lambda) {
    const size_t clients = s->problem->clients;
    double squares = 0;
    for (size_t i = 0; i < clients; i++)
        s->violations[i] = 1;
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (s->chosen[j])
            count_served(s->violations, s->costs + j * clients, lambda, clients);
    }
    for (size_t i = 0; i < clients; i++)
        squares += s->violations[i] * s->violations[i];
    return squares;
}

static glo_status take_chosen(median_search *s, const site_state *states) {
    double total = glo_median_total(s, s->chosen);
    if (total >= s->best_total)
        return GLO_OK;
    return glo_median_interchange(s, states, s->chosen);
}

glo_status glo_median_bound(median_search *s, site_state *states, double *lambda, size_t rounds,
                            double *out) {
    const size_t clients = s->problem->clients;
    double best = -INFINITY, scale = 2;
    size_t waited = 0;
    double *kept = malloc(clients * sizeof *kept);
    glo_status status = kept ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
    for (size_t round = 0; round < rounds && status == GLO_OK; round++) {
        selection it;
        status = glo_job_step(s->job, "placing posts", s->rounds++, 0);
        if (status < 0)
            break;
        double bound = evaluate(s, states, lambda, &it);
        if (it.open > s->problem->posts || it.open + it.free < s->problem->posts) {
            best = INFINITY; /* nothing agrees with the states */
            break;
        }
        waited++;
        if (!isfinite(best) || bound > best + 1e-12 * fabs(best)) {
            best = bound;
            memcpy(kept, lambda, clients * sizeof *kept);
            waited = 0;
        }
        settle(s, &it, bound, states);
        double squares = find_violations(s, lambda);
        status = take_chosen(s, states);
        if (squares == 0 || glo_median_is_closed(s, best) || scale < 1e-4)
            break;
        if (waited == PATIENCE) {
            scale /= 2;
            waited = 0;
        }
        double step = scale * (s->best_total * 1.0001 - bound) / squares;
        for (size_t i = 0; i < clients; i++)
            lambda[i] += step * s->violations[i];
    }
    if (status == GLO_OK && isfinite(best))
        memcpy(lambda, kept, clients * sizeof *kept);
    free(kept);
    *out = best;
    return status;
}
