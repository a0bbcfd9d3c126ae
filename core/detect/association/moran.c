/* moran.c: Moran's I and its moments. Formulas and references in moran.h. */
#include "association/moran.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

double glo_deviations(const double *values, size_t count, double *out) {
    double sum = 0, squares = 0;
    bool is_constant = true;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        is_constant = is_constant && values[i] == values[0];
    }
    double mean = sum / (double)count;
    for (size_t i = 0; i < count; i++) {
        out[i] = values[i] - mean;
        squares += out[i] * out[i];
    }
    return is_constant ? 0 : squares / (double)count;
}

/* ---- global ---- */

typedef struct weight_sums {
    double s0, s1, s2; /* sum w_ij; half the sum of (w_ij + w_ji)^2; sum of (row + column)^2 */
} weight_sums;

/* `both` takes the sum of each place's row and column. */
static weight_sums sums_of(const glo_neighbours *w, double *both) {
    weight_sums s = {0};
    for (size_t i = 0; i < w->places; i++) {
        for (size_t k = w->begin[i]; k < w->begin[i + 1]; k++) {
            double weight = w->weight[k];
            s.s0 += weight;
            s.s1 += weight * (weight + glo_neighbours_weight(w, w->place[k], (uint32_t)i));
            both[i] += weight;
            both[w->place[k]] += weight;
        }
    }
    for (size_t i = 0; i < w->places; i++)
        s.s2 += both[i] * both[i];
    return s;
}

static double cross_products(const glo_neighbours *w, const double *z) {
    double sum = 0;
    for (size_t i = 0; i < w->places; i++)
        sum += z[i] * glo_neighbours_lag(w, z, i);
    return sum;
}

glo_status glo_moran_global(const glo_neighbours *weights, const double *z, double m2, glo_moran *out) {
    double n = (double)weights->places, fourth = 0, *both;
    if (glo_alloc_array(weights->places, sizeof *both, &both) < 0)
        return GLO_ENOMEM;
    weight_sums s = sums_of(weights, both);
    free(both);
    for (size_t i = 0; i < weights->places; i++)
        fourth += z[i] * z[i] * z[i] * z[i];
    double kurtosis = fourth / n / (m2 * m2);
    glo_moran m = {.statistic = cross_products(weights, z) / (s.s0 * m2), .expected = -1 / (n - 1)};
    double normal = n * (s.s1 * (n * n - 3 * n + 3) - n * s.s2 + 3 * s.s0 * s.s0);
    double peaked = kurtosis * (s.s1 * (n * n - n) - 2 * n * s.s2 + 6 * s.s0 * s.s0);
    m.variance = (normal - peaked) / ((n - 1) * (n - 2) * (n - 3) * s.s0 * s.s0) - m.expected * m.expected;
    m.z = m.variance > 0 ? (m.statistic - m.expected) / sqrt(m.variance) : NAN;
    *out = m;
    return GLO_OK;
}

/* ---- local ---- */

glo_moran glo_moran_local(const glo_neighbours *weights, const double *z, double m2, size_t place) {
    double n = (double)weights->places, sum = 0, squares = 0, own = z[place];
    for (size_t k = weights->begin[place]; k < weights->begin[place + 1]; k++) {
        sum += weights->weight[k];
        squares += weights->weight[k] * weights->weight[k];
    }
    glo_moran m = {.statistic = own / m2 * glo_neighbours_lag(weights, z, place),
                   .expected = -own * own * sum / ((n - 1) * m2)};
    m.variance =
        own / m2 * (own / m2) * (n / (n - 2)) * (squares - sum * sum / (n - 1)) * (m2 - own * own / (n - 1));
    m.z = m.variance > 0 ? (m.statistic - m.expected) / sqrt(m.variance) : NAN;
    return m;
}
