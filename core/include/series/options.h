/* options.h: what the calls of this folder have in common: which figures of a frame are meant, what may
 * explain them, how far ahead, for which intervals.
 *
 * Example:
 *   glo_panel_spec panel = {.value = "count", .gaps_are_zero = 1, .cutoff = GLO_NO_CUTOFF};
 *   double levels[] = {95, 80};
 *   size_t count = 2;
 *   int status = glo_check_levels(levels, &count);       levels is now {80, 95}
 */
#ifndef GLO_SERIES_OPTIONS_H
#define GLO_SERIES_OPTIONS_H

#include "panel/panel.h"

#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_LEVELS = 9, GLO_MOST_HORIZON = 1000 };

/* Candidate regressors of the series (regression/regressors.h); each frame may be NULL. */
typedef struct glo_regressors_spec {
    const glo_frame *leaders, *events, *figures;
    glo_panel_spec leader;
    size_t max_lag; /* periods */
} glo_regressors_spec;

/* GLO_EINVAL says what is wrong. Levels, in per cent, are sorted and duplicates dropped. */
glo_status glo_check_levels(double *levels, size_t *count);
glo_status glo_check_horizon(int64_t horizon);

#endif
