/* periods.h: which period an observation falls in, quickly: a table per span of observations, with an entry
 * per day, made before cells are looked up, so that threads may share them.
 *
 * Periods are numbered from the first that can occur; these numbers are the slots of block.h. Where they
 * would be many, every cell is asked once, the periods met are marked, and glo_periods_pack keeps only those.
 *
 * Example:  glo_periods_init(&p, GLO_MONTH, first, last, day_low, day_high);  glo_periods_make_tables(&p);
 *           at = glo_periods_at(&p, day, GLO_DAY);
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
    int32_t *tables[GLO_ALL];    /* per span of observation, per day: a slot or GLO_PERIOD_* */
    uint8_t *marks;              /* per period, 1: it occurs */
    size_t count;                /* slots */
    int32_t *slots;              /* the period's glo_span_index of each slot */
} glo_periods;

/* `day_low` and `day_high` bound the first days of all observations. GLO_ENOMEM. */
glo_status glo_periods_init(glo_periods *periods, glo_span every, int32_t first_day, int32_t last_day,
                            int32_t day_low, int32_t day_high);
void glo_periods_dispose(glo_periods *periods);

/* Before any day is asked for. */
glo_status glo_periods_make_tables(glo_periods *periods);

/* The slot of the period that holds the observation's whole span, or GLO_PERIOD_*. */
static inline int32_t glo_periods_at(const glo_periods *periods, int32_t day, glo_span span) {
    uint32_t at = (uint32_t)day - (uint32_t)periods->low;
    return day >= periods->low && day <= periods->high ? periods->tables[span][at] : GLO_PERIOD_OUTSIDE;
}

void glo_periods_mark(glo_periods *periods, int32_t period);
/* Keeps only the periods that were marked, and numbers them without gaps. */
glo_status glo_periods_pack(glo_periods *periods);

#endif
