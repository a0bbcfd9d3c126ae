/* median_program.c: what Lagrangian bounds leave open of a p-median problem, as an integer program with a column for each free site
 * and, for each client, one for each distance that it may have to go beyond.
 *
 * With D_1 < D_2 < ... the costs of client i, z_ik is 1 where no open site costs at most D_k. The total is the sum of
 * D_1 + sum_k (D_{k+1} - D_k) z_ik, and z_ik + sum of the sites at D_k >= z_i,k-1.
 *
 * Example:  status = glo_median_program(&search, states, 20000, &bound);
 * Reference: S. Elloumi (2010), in network/placement.h.
 */
#include "median.h"

#include "base/alloc.h"
#include "numeric/linear_program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COEFFICIENTS = 4000000 };

typedef struct leg {
    double cost;
    size_t site;
} leg;

static int by_cost(const void *a, const void *b) {
    const leg *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

/* The sites that may serve a client, the cheapest first, up to the first that is open for certain. */
static size_t legs_of(const median_search *s, const site_state *states, size_t client, leg *legs) {
    size_t count = 0, kept = 0;
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (states[j] != SITE_CLOSED)
            legs[count++] = (leg){s->costs[j * s->problem->clients + client], j};
    }
    qsort(legs, count, sizeof *legs, by_cost);
    double last = INFINITY;
    for (; kept < count && legs[kept].cost <= last; kept++) {
        if (states[legs[kept].site] == SITE_OPEN && legs[kept].cost < last)
            last = legs[kept].cost;
    }
    return kept;
}

/* The rows of a client; its cheapest cost is added to the constant. */
static void add_client(glo_linear_program *program, const leg *legs, size_t count, const int *columns,
                       double *constant) {
    int before = -1;
    *constant += legs[0].cost;
    for (size_t k = 0; k < count;) {
        size_t past = k;
        while (past < count && legs[past].cost == legs[k].cost)
            past++;
        if (past == count)
            return; /* one of the last is open */
        int beyond = glo_linear_program_column(program, 0, 1, legs[past].cost - legs[k].cost, false);
        int row = glo_linear_program_row(program, before < 0 ? 1 : 0, INFINITY);
        glo_linear_program_set(program, row, beyond, 1);
        if (before >= 0)
            glo_linear_program_set(program, row, before, -1);
        for (; k < past; k++)
            glo_linear_program_set(program, row, columns[legs[k].site], 1);
        before = beyond;
    }
}

static void add_sites(glo_linear_program *program, const median_search *s, const site_state *states,
                      int *columns) {
    for (size_t j = 0; j < s->problem->sites; j++) {
        columns[j] = -1;
        if (states[j] != SITE_CLOSED)
            columns[j] = glo_linear_program_column(program, states[j] == SITE_OPEN ? 1 : 0, 1, 0, true);
    }
    int row = glo_linear_program_row(program, (double)s->problem->posts, (double)s->problem->posts);
    for (size_t j = 0; j < s->problem->sites; j++) {
        if (columns[j] >= 0)
            glo_linear_program_set(program, row, columns[j], 1);
    }
}

static void take(median_search *s, const int *columns, const double *values) {
    bool *open = s->chosen;
    for (size_t j = 0; j < s->problem->sites; j++)
        open[j] = columns[j] >= 0 && values[columns[j]] > 0.5;
    double total = glo_median_total(s, open);
    if (total < s->best_total) {
        s->best_total = total;
        memcpy(s->best, open, s->problem->sites * sizeof *open);
    }
}

static glo_status solve(median_search *s, const site_state *states, size_t nodes, leg *legs, int *columns,
                        double *out_bound) {
    size_t sites = s->problem->sites, clients = s->problem->clients, candidates = 0;
    for (size_t j = 0; j < sites; j++)
        candidates += states[j] != SITE_CLOSED;
    size_t rows = clients * candidates + 1, coefficients = clients * candidates * 3 + candidates;
    if (coefficients > MOST_COEFFICIENTS)
        return GLO_OK; /* the gap stands */
    glo_linear_program *program;
    double *values = NULL, constant = 0;
    glo_status status = glo_linear_program_new(candidates + rows, rows, coefficients, &program);
    if (status < 0)
        return status;
    add_sites(program, s, states, columns);
    for (size_t i = 0; i < clients; i++) {
        size_t count = legs_of(s, states, i, legs);
        if (count > 0)
            add_client(program, legs, count, columns, &constant);
    }
    const double best = s->must_serve ? fmin(s->best_total, s->penalty) : s->best_total;
    glo_linear_program_limits limits = {.nodes = nodes, .has_cutoff = true, .cutoff = best - constant};
    glo_linear_program_answer answer;
    status = glo_alloc_array(candidates + rows, sizeof *values, &values);
    if (status == GLO_OK)
        status = glo_linear_program_solve(program, &limits, s->job, values, &answer);
    if (status == GLO_ENOMEM) {
        status = GLO_OK; /* the gap stands */
    } else if (status == GLO_OK) {
        if (answer.is_solved)
            take(s, columns, values);
        s->nodes += answer.nodes;
        *out_bound = answer.is_infeasible ? INFINITY
                     : answer.is_optimal  ? s->best_total
                                          : answer.bound + constant;
    }
    free(values);
    glo_linear_program_free(program);
    return status;
}

glo_status glo_median_program(median_search *s, const site_state *states, size_t nodes, double *out_bound) {
    leg *legs;
    int *columns;
    if (glo_alloc_array(s->problem->sites, sizeof *legs, &legs) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_alloc_array(s->problem->sites, sizeof *columns, &columns);
    if (status == GLO_OK)
        status = solve(s, states, nodes, legs, columns, out_bound);
    free(columns);
    free(legs);
    return status;
}
