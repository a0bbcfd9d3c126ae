/* preadjust.h: the known part of a series as a method is given it: without outliers and level shifts
 * (breaks.h), without the pattern of the year in days and weeks (harmonics.h), which is put back on what the
 * method forecasts.
 *
 * Example:
 *   glo_preadjusted adjusted;
 *   int status = glo_preadjust(&sample, 1, 1, &adjusted);
 *   ... method(&adjusted.sample, ..., &quantiles, ...);
 *   glo_preadjust_restore(&adjusted, &quantiles);   glo_preadjusted_dispose(&adjusted);
 */
#ifndef GLO_SERIES_PREADJUST_H
#define GLO_SERIES_PREADJUST_H

#include "sample/breaks.h"
#include "sample/harmonics.h"

typedef struct glo_preadjusted {
    glo_sample sample; /* the caller's, where there is nothing to take out */
    glo_breaks breaks;
    glo_harmonics year;
    double *values; /* NULL, or those of the sample */
} glo_preadjusted;

/* With `breaks` 0 they stay, with `year` 0 the pattern of the year does. GLO_ENOMEM. */
int glo_preadjust(const glo_sample *sample, int breaks, int year, glo_preadjusted *out);

/* The pattern of the year on every mean and quantile. */
void glo_preadjust_restore(const glo_preadjusted *adjusted, glo_quantiles *quantiles);

void glo_preadjusted_dispose(glo_preadjusted *adjusted);

#endif
