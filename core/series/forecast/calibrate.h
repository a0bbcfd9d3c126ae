/* calibrate.h: conformal factors of the intervals from past origins.
 *
 * Example:  double factors[GLO_MOST_LEVELS]; int status = glo_calibrate(&w, factors, &coverage);
 */
#ifndef GLO_SERIES_CALIBRATE_H
#define GLO_SERIES_CALIBRATE_H

#include "forecast/candidate.h"
#include "series/coverage.h"

/* The factor by which the half-widths of each level are multiplied, and the coverage so achieved. GLO_ENOMEM.
 */
glo_status glo_calibrate(const glo_candidates *w, double *factors, glo_coverage *coverage);

/* 1/2 for counts, else 0: an interval of whole numbers reaches half a unit further on each side. */
double glo_continuity_correction(const glo_candidates *w);

#endif
