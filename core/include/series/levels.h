/* levels.h: what a forecast may be asked: how far ahead, and for which intervals.
 *
 * Example:  double levels[] = {95, 80}; size_t count = 2; int status = glo_check_levels(levels, &count);
 */
#ifndef GLO_SERIES_LEVELS_H
#define GLO_SERIES_LEVELS_H

#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_LEVELS = 9, GLO_MOST_HORIZON = 1000 };

/* Horizon, levels: GLO_EINVAL says what is wrong. Levels are put in order, each once. */
int glo_check_levels(double *levels, size_t *count);
int glo_check_horizon(int64_t horizon);

#endif
