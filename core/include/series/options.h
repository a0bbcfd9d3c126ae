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

#include "base/date.h"
#include "frame/frame.h"

#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_LEVELS = 9, GLO_MOST_HORIZON = 1000 };
#define GLO_NO_CUTOFF INT32_MAX

/* The days that the figures cover, as the call that made them said: GLO_DAY_MIN and GLO_DAY_MAX where it did
 * not. A period that they cut is not whole and left out. */
typedef enum glo_zeros_before { GLO_ZEROS_NOT_SAID, GLO_ZEROS_LIKELY, GLO_ZEROS_CERTAIN } glo_zeros_before;

typedef struct glo_covered {
    int is_known; /* else nothing below counts */
    int32_t first, last;
    glo_zeros_before zeros_before; /* where gaps are zeros: those before the first row of a series too? */
    int32_t zeros_to; /* and those after the last row, to this day; GLO_DAY_MIN: not for certain */
} glo_covered;

/* How a frame is read as series (sample/panel.h). */
typedef struct glo_panel_spec {
    const char *value; /* the column of figures; NULL: chosen */
    int gaps_are_zero; /* periods without a row are 0; else missing values */
    int32_t cutoff;    /* last day of the data: periods that end later are left out; GLO_NO_CUTOFF: none */
    glo_covered covered;
} glo_panel_spec;

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
