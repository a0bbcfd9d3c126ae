/* getis_ord.h: Gi and Gi*: how much of all that there is lies around a place.
 *
 *   G_i = (sum_j w_ij x_j - W_i mean) / (s sqrt((m S1_i - W_i^2) / (m - 1)))     W_i = sum_j w_ij,  S1_i = sum_j w_ij^2
 *
 * Gi* counts the place among its neighbours and in mean, s and m = n; Gi leaves it out of all of them, m = n - 1.
 *
 * Example:
 *   glo_getis_ord g = glo_getis_ord_at(&w, values, z, 0);
 *   if (g.z > 1.96) use();
 *
 * Reference: J. K. Ord, A. Getis (1995), equations 8 and 14; s has the divisor n, as there and in R spdep.
 */
#ifndef GLO_ASSOCIATION_GETIS_ORD_H
#define GLO_ASSOCIATION_GETIS_ORD_H

#include "association/neighbours.h"

typedef struct glo_getis_ord {
    double share; /* sum_j w_ij x_j / sum_j x_j: of binary weights, the share of all that lies there */
    double z;     /* NaN where the others all have the same value */
} glo_getis_ord;

/* Gi* where the place is among its neighbours, else Gi. `z` are deviations from the mean, which make sums exact enough. */
glo_getis_ord glo_getis_ord_at(const glo_neighbours *weights, const double *values, const double *z,
                               size_t place);

#endif
