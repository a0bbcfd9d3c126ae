/* stl.h: a series taken apart into season, trend and remainder by loess.
 *
 * Example:
 *   double seasonal[144], trend[144];
 *   glo_stl(y, 144, 12, 11, seasonal, trend);   // seasonal window 11, as for one season
 */
#ifndef GLO_SERIES_STL_H
#define GLO_SERIES_STL_H

#include "base/err.h"

#include <stddef.h>

/* Takes apart `count` values without gaps, of more than two periods; the season may change over `window`
 * periods (odd, 7 or more). Not robust: two inner rounds, no outer. Degrees, other windows and jumps as
 * Cleveland et al. advise. GLO_ENOMEM. */
glo_status glo_stl(const double *values, size_t count, int period, int window, double *seasonal,
                   double *trend);

#endif
