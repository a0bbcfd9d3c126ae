/* preadjust.h: a series adjusted before a method is fitted: outliers and level shifts removed (breaks.h), the
 * annual seasonality of days and weeks removed (harmonics.h) and put back on the forecast.
 *
 * Example:
 *   glo_preadjusted adjusted;
 *   int status = glo_preadjust(&sample, 1, 1, &adjusted);
 *   status = entry->method(&adjusted.sample, options, &quantiles, fit);
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

/* Without `breaks` they stay, without `year` the annual seasonality does. GLO_ENOMEM. */
glo_status glo_preadjust(const glo_sample *sample, int breaks, int year, glo_preadjusted *out);

/* Puts the annual seasonality back on every mean and quantile. */
void glo_preadjust_restore(const glo_preadjusted *adjusted, glo_quantiles *quantiles);

void glo_preadjusted_dispose(glo_preadjusted *adjusted);

#endif
