/* getis_ord.c: Gi and Gi*. Formula and reference in getis_ord.h. */
#include "association/getis_ord.h"

#include <math.h>

glo_getis_ord glo_getis_ord_at(const glo_neighbours *weights, const double *values, const double *z,
                               size_t place) {
    bool has_self = glo_neighbours_weight(weights, place, (uint32_t)place) > 0;
    double m = (double)weights->places - (has_self ? 0 : 1), total = 0, sum = 0, squares = 0;
    double w1 = 0, w2 = 0;
    for (size_t j = 0; j < weights->places; j++) {
        if (j == place && !has_self)
            continue;
        total += values[j];
        sum += z[j];
        squares += z[j] * z[j];
    }
    for (size_t k = weights->begin[place]; k < weights->begin[place + 1]; k++) {
        w1 += weights->weight[k];
        w2 += weights->weight[k] * weights->weight[k];
    }
    double mean = sum / m, variance = squares / m - mean * mean;
    double spread = variance * ((m * w2 - w1 * w1) / (m - 1));
    return (glo_getis_ord){
        .share = total != 0 ? glo_neighbours_lag(weights, values, place) / total : NAN,
        .z = spread > 0 ? (glo_neighbours_lag(weights, z, place) - w1 * mean) / sqrt(spread) : NAN,
    };
}
