/* cuts.h: time cut at a day, and one period before it, and one before that: at the same place of each period, or at its end
 * where the day is the end of one. What became known between two cuts became known at one delay.
 *
 * The delay of something of a period is the number of cuts between the first one at or after the period's end and that by which it
 * was recorded; what was recorded before is of delay 0. With now a Wednesday, a week that ended on Sunday is known at delay 0
 * by Wednesday, at delay 1 by the Wednesday after.
 *
 * Example:
 *   glo_cuts cuts = {.every = GLO_WEEK, .now = day};
 *   int32_t delay = glo_cuts_delay(&cuts, glo_span_index(event, GLO_WEEK), recorded);
 */
#ifndef GLO_BASE_CUTS_H
#define GLO_BASE_CUTS_H

#include "base/date.h"

typedef struct glo_cuts {
    glo_span every; /* not GLO_ALL */
    int32_t now;
} glo_cuts;

/* The delay by which what was recorded on that day was known, of a period (glo_span_index). */
int32_t glo_cuts_delay(const glo_cuts *cuts, int32_t period, int32_t recorded);
/* The day of the cut by which something of the period is known at that delay. */
int32_t glo_cuts_day(const glo_cuts *cuts, int32_t period, int32_t delay);
/* The last period that is over at now. */
int32_t glo_cuts_last(const glo_cuts *cuts);

#endif
