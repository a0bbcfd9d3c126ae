/* periods.h: which period an observation falls in, quickly: a table per span, filled as days are met.
 *
 * Periods are numbered from the first that can occur. After every cell was asked once, glo_periods_pack keeps
 * only those that were marked and numbers them without gaps: the slots of block.h.
 *
 * Example:  glo_periods_init(&p, GLO_MONTH, first, last, day_low, day_high);  at = glo_periods_at(&p, day,
 * GLO_DAY);
 */
#ifndef GLO_CUBE_PERIODS_H
#define GLO_CUBE_PERIODS_H

#include "base/date.h"

#include <stddef.h>
#include <stdint.h>

enum {
    GLO_PERIOD_OUTSIDE = -1,  /* outside the days asked */
    GLO_PERIOD_STRADDLES = -2 /* overlaps the days asked, but lies whole in no period of them */
};

typedef struct glo_periods {
    glo_span every;
    int32_t first_day, last_day; /* asked */
    int32_t low, high;           /* days that the tables cover; high < low: none */
    int32_t base;                /* glo_span_index of period 0 */
    int32_t *tables[GLO_ALL];    /* per span of observation, per day: see periods.c; NULL until met */
    uint8_t *marks;              /* per period, 1: it occurs */
    size_t count;                /* periods; after packing slots */
    int32_t *slots;              /* after packing: the period's glo_span_index of each slot */
} glo_periods;

/* `day_low` and `day_high` bound the first days of all observations. GLO_ENOMEM. */
int glo_periods_init(glo_periods *periods, glo_span every, int32_t first_day, int32_t last_day,
                     int32_t day_low, int32_t day_high);
void glo_periods_dispose(glo_periods *periods);

/* Allocates the table of a span that occurs, before it is asked for. */
int glo_periods_need(glo_periods *periods, glo_span span);
/* The period (after packing: slot) that holds the observation's whole span, or GLO_PERIOD_*. */
int32_t glo_periods_at(glo_periods *periods, int32_t day, glo_span span);
void glo_periods_mark(glo_periods *periods, int32_t period);
int glo_periods_pack(glo_periods *periods);

#endif
