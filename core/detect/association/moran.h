/* moran.h: Moran's I, global and local.
 *
 *   I = n / S0 * sum_i sum_j w_ij z_i z_j / sum_i z_i^2        z_i = x_i - mean,  S0 the sum of all weights
 *   I_i = z_i / m2 * sum_j w_ij z_j                            m2 = sum_i z_i^2 / n
 *
 * The variance of I is that under randomisation (Cliff and Ord 1981, 1.42); of I_i that under conditional randomisation, the place's
 * own value held (Sokal, Oden and Thomson, "Local spatial autocorrelation in a biological model", Geographical Analysis 30
 * (1998)), as in R spdep 1.2.
 *
 * Example:  glo_moran m = glo_moran_local(&w, z, m2, 0);   m.z
 */
#ifndef GLO_ASSOCIATION_MORAN_H
#define GLO_ASSOCIATION_MORAN_H

#include "association/neighbours.h"
#include "association/significance.h"

typedef struct glo_moran {
    double statistic, expected, variance, z;
} glo_moran;

/* The deviations from the mean, and their mean square: 0 where all values are the same. */
double glo_deviations(const double *values, size_t count, double *out);

/* `z` are deviations, `m2` their mean square, above 0. */
glo_status glo_moran_global(const glo_neighbours *weights, const double *z, double m2, glo_moran *out);
glo_moran glo_moran_local(const glo_neighbours *weights, const double *z, double m2, size_t place);

/* The values permuted over all places. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_moran_permute(const glo_neighbours *weights, const double *z, size_t draws, uint64_t seed,
                             const glo_job *job, glo_tail *out);

/* For each place: of the lag of its neighbours, times its own value where `is_product`, with its own value held and the others'
 * permuted; up to `draws` times, fewer where p is settled before. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_lags_permute(const glo_neighbours *weights, const double *values, bool is_product,
                            glo_alternative alternative, size_t draws, uint64_t seed, const glo_job *job,
                            glo_tail *out);

#endif
