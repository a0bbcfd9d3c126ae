/* quantiles.c: the quantiles of a forecast from a distribution. Rules and example in quantiles.h. */
#include "sample/quantiles.h"

#include "numeric/normal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

double glo_finite(double value) {
    if (isnan(value))
        return 0;
    return fmin(DBL_MAX, fmax(-DBL_MAX, value));
}

void glo_quantiles_normal(glo_quantiles *out, size_t step, glo_spread spread) {
    double mean = glo_finite(spread.mean * spread.scale), sd = fabs(glo_finite(spread.sd * spread.scale));
    out->mean[step] = spread.is_count ? fmax(0, mean) : mean;
    for (size_t i = 0; i < out->count; i++) {
        double z = sd > 0 ? glo_normal_quantile(out->probabilities[i]) * sd : 0;
        double value = glo_finite(mean + z);
        out->values[step * out->count + i] = spread.is_count ? fmax(0, ceil(value - 0.5)) : value;
    }
}

static int compare_weighted(const void *a, const void *b) {
    double x = ((const glo_weighted *)a)->value, y = ((const glo_weighted *)b)->value;
    return (x > y) - (x < y);
}

void glo_weighted_sort(glo_weighted *items, size_t count) {
    if (count < 2)
        return;
    if (count > 64) {
        qsort(items, count, sizeof *items, compare_weighted);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        glo_weighted item = items[i];
        size_t j = i;
        for (; j > 0 && items[j - 1].value > item.value; j--)
            items[j] = items[j - 1];
        items[j] = item;
    }
}

void glo_quantiles_weighted(glo_quantiles *out, size_t step, const glo_weighted *items, size_t count,
                            double zero) {
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += items[i].weight;
    double below = 0;
    size_t at = 0; /* `below` is the weight of the items before it */
    for (size_t i = 0; i < out->count; i++) {
        double p = out->probabilities[i], value = 0;
        if (count > 0 && p > zero) {
            double wanted = (p - zero) / (1 - zero) * total * (1 - 1e-12);
            while (at + 1 < count && below + items[at].weight < wanted)
                below += items[at++].weight;
            value = items[at].value;
        }
        out->values[step * out->count + i] = value;
    }
}
