/* neighbours.h: spatial weights: which places are neighbours of a place, and how much each counts.
 *
 * A list of neighbours per place, by rising number; row-standardised weights add up to 1 for each place.
 *
 * Example:
 *   glo_neighbours w;
 *   status = glo_neighbours_nearest(x, y, 281, 5, false, job, &w);
 *   glo_neighbours_standardise(&w);
 *   double lag = glo_neighbours_lag(&w, values, 0);      the mean of the five places nearest to the first
 *
 * Reference: L. Anselin, S. J. Rey, Modern Spatial Econometrics in Practice (2014), chapters 3 and 4.
 */
#ifndef GLO_ASSOCIATION_NEIGHBOURS_H
#define GLO_ASSOCIATION_NEIGHBOURS_H

#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_neighbours {
    size_t places;
    size_t *begin;   /* of place i: begin[i] .. begin[i + 1] */
    uint32_t *place; /* the neighbours */
    double *weight;
    size_t room; /* of place and weight */
} glo_neighbours;

/* The distance between two points: in the plane, or of longitudes (x) and latitudes (y) in km along the great circle. */
double glo_distance(double x1, double y1, double x2, double y2, bool is_great_circle);

/* Binary weights. Of places equally far those with the lower number are taken first; GLO_EINVAL where there are not more than
 * `count` places. */
glo_status glo_neighbours_nearest(const double *x, const double *y, size_t places, size_t count,
                                  bool is_great_circle, const glo_job *job, glo_neighbours *out);
glo_status glo_neighbours_within(const double *x, const double *y, size_t places, double distance,
                                 bool is_great_circle, const glo_job *job, glo_neighbours *out);
/* `pairs` are {a, b} by number, each once in either order or in both; `number` UINT32_MAX is left out. */
glo_status glo_neighbours_paired(const uint32_t (*pairs)[2], size_t pair_count, size_t places,
                                 glo_neighbours *out);
void glo_neighbours_dispose(glo_neighbours *neighbours);

/* Makes each place a neighbour of itself, with weight 1. */
glo_status glo_neighbours_add_self(glo_neighbours *neighbours);
void glo_neighbours_standardise(glo_neighbours *neighbours);

size_t glo_neighbours_count(const glo_neighbours *neighbours, size_t place);
/* The weighted sum of the values of a place's neighbours. */
double glo_neighbours_lag(const glo_neighbours *neighbours, const double *values, size_t place);
/* The weight of `other` as a neighbour of `place`; 0 where it is none. */
double glo_neighbours_weight(const glo_neighbours *neighbours, size_t place, uint32_t other);

#endif
