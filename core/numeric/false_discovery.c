/* false_discovery.c: the step-up procedures of Benjamini, Hochberg and Yekutieli. Formula and example in false_discovery.h. */
#include "numeric/false_discovery.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

typedef struct ranked {
    double p;
    size_t at;
} ranked;

/* The largest p first; equal ones in any fixed order, as they get the same q. */
static int by_p_descending(const void *a, const void *b) {
    const ranked *left = a, *right = b;
    if (left->p != right->p)
        return left->p < right->p ? 1 : -1;
    return left->at < right->at ? 1 : -1;
}

static double harmonic(size_t count) {
    double sum = 0;
    for (size_t i = count; i >= 1; i--)
        sum += 1.0 / (double)i;
    return sum;
}

glo_status glo_false_discovery(const double *p, size_t count, glo_false_discovery_method method,
                               double *out_q) {
    ranked *order;
    if (glo_alloc_array(count, sizeof *order, &order) < 0)
        return GLO_ENOMEM;
    size_t tests = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(p[i]))
            out_q[i] = NAN;
        else
            order[tests++] = (ranked){p[i], i};
    }
    qsort(order, tests, sizeof *order, by_p_descending);
    double factor = (double)tests * (method == GLO_BENJAMINI_YEKUTIELI ? harmonic(tests) : 1), least = 1;
    for (size_t i = 0; i < tests; i++) {
        least = fmin(least, factor / (double)(tests - i) * order[i].p);
        out_q[order[i].at] = least;
    }
    free(order);
    return GLO_OK;
}
