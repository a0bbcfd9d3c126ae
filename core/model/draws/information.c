/* information.c: the value of perfect information, of all or of one input. References and example in model/information.h.
 *
 * The value is the mean over draws of what the decision taken with the information gives more than the one taken without it, so
 * that its standard error is that of a mean.
 */
#include "model/information.h"

#include "base/alloc.h"
#include "numeric/exact_sum.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_BLOCKS = 10 };

typedef struct sorted_draw {
    double x;
    size_t draw;
} sorted_draw;

static int by_x(const void *a, const void *b) {
    const sorted_draw *x = a, *y = b;
    if (x->x != y->x)
        return x->x < y->x ? -1 : 1;
    return x->draw < y->draw ? -1 : x->draw > y->draw;
}

/* The decision with the highest mean over these draws; the first of equals. */
static size_t best_of(const double *const *utility, size_t decisions, const sorted_draw *draws, size_t from,
                      size_t to) {
    size_t best = 0;
    double highest = -(double)INFINITY;
    for (size_t d = 0; d < decisions; d++) {
        glo_exact_sum sum = {0};
        for (size_t i = from; i < to; i++)
            glo_exact_sum_add(&sum, utility[d][draws ? draws[i].draw : i]);
        double mean = glo_exact_sum_value(&sum) / (double)(to - from);
        if (mean > highest) {
            highest = mean;
            best = d;
        }
    }
    return best;
}

typedef struct gain_sums {
    double mean, squares; /* Welford's */
    size_t count;
} gain_sums;

static void add_gain(gain_sums *g, double gain) {
    g->count++;
    double change = gain - g->mean;
    g->mean += change / (double)g->count;
    g->squares += change * (gain - g->mean);
}

static void of_everything(const double *const *utility, size_t decisions, size_t draws, size_t best,
                          gain_sums *g) {
    for (size_t i = 0; i < draws; i++) {
        double highest = utility[0][i];
        for (size_t d = 1; d < decisions; d++)
            highest = utility[d][i] > highest ? utility[d][i] : highest;
        add_gain(g, highest - utility[best][i]);
    }
}

/* Blocks of about equal size that part no equal values. */
static size_t of_input(const double *const *utility, size_t decisions, const sorted_draw *sorted,
                       size_t draws, size_t best, gain_sums *g) {
    size_t wanted = (size_t)cbrt((double)draws), blocks = 0;
    if (wanted < LEAST_BLOCKS)
        wanted = LEAST_BLOCKS;
    for (size_t from = 0, to; from < draws; from = to) {
        to = from + (draws + wanted - 1) / wanted;
        if (to > draws)
            to = draws;
        while (to < draws && sorted[to].x == sorted[to - 1].x)
            to++;
        size_t taken = best_of(utility, decisions, sorted, from, to);
        for (size_t i = from; i < to; i++)
            add_gain(g, utility[taken][sorted[i].draw] - utility[best][sorted[i].draw]);
        blocks++;
    }
    return blocks;
}

glo_status glo_value_of_information(const double *const *utility, size_t decisions, size_t draws,
                                    const double *input, glo_information *out) {
    glo_information found = {.best = best_of(utility, decisions, NULL, 0, draws)};
    gain_sums g = {0};
    if (!input) {
        of_everything(utility, decisions, draws, found.best, &g);
    } else {
        sorted_draw *sorted;
        if (glo_alloc_array(draws, sizeof *sorted, &sorted) < 0)
            return GLO_ENOMEM;
        for (size_t i = 0; i < draws; i++)
            sorted[i] = (sorted_draw){input[i], i};
        qsort(sorted, draws, sizeof *sorted, by_x);
        found.blocks = of_input(utility, decisions, sorted, draws, found.best, &g);
        free(sorted);
    }
    found.value = g.mean;
    found.error = draws > 1 ? sqrt(g.squares / (double)(draws - 1) / (double)draws) : 0;
    *out = found;
    return GLO_OK;
}
