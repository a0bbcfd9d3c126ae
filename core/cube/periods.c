/* periods.c: observations to periods by table. Example in periods.h. */
#include "periods.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>

enum { LONGEST_SPAN = 366 };

glo_status glo_periods_init(glo_periods *periods, glo_span every, int32_t first_day, int32_t last_day,
                            int32_t day_low, int32_t day_high) {
    *periods = (glo_periods){.every = every, .first_day = first_day, .last_day = last_day, .low = 1};
    /* What begins more than a year before the days asked ends before them. */
    int64_t low = (int64_t)first_day - LONGEST_SPAN;
    low = low > day_low ? low : day_low;
    low = low > GLO_DAY_MIN ? low : GLO_DAY_MIN;
    int32_t high = last_day < day_high ? last_day : day_high;
    high = high < GLO_DAY_MAX ? high : GLO_DAY_MAX;
    if (low > high)
        return GLO_OK;
    periods->low = (int32_t)low;
    periods->high = high;
    periods->base = glo_span_index(periods->low, every);
    periods->count = (size_t)(glo_span_index(high, every) - periods->base) + 1;
    if (glo_alloc_array(periods->count, 1, &periods->marks) < 0 ||
        glo_alloc_array(periods->count, sizeof *periods->slots, &periods->slots) < 0)
        return GLO_ENOMEM;
    for (size_t period = 0; period < periods->count; period++)
        periods->slots[period] = periods->base + (int32_t)period;
    return GLO_OK;
}

void glo_periods_dispose(glo_periods *periods) {
    for (int span = 0; span < GLO_ALL; span++)
        free(periods->tables[span]);
    free(periods->marks);
    free(periods->slots);
}

/* The periods of the days of one span, from `day` to `last`, both included. */
static void fill_span(const glo_periods *p, int32_t day, int32_t last, int32_t *table) {
    int32_t end = last < p->high ? last : p->high, index_of_last = glo_span_index(last, p->every);
    while (day <= end) {
        int32_t index = glo_span_index(day, p->every), until = glo_span_last(day, p->every);
        until = until < end ? until : end;
        for (; day <= until; day++) {
            int32_t *slot = &table[day - p->low];
            if (last < p->first_day)
                *slot = GLO_PERIOD_OUTSIDE;
            else if (day < p->first_day || last > p->last_day || index != index_of_last)
                *slot = GLO_PERIOD_STRADDLES;
            else
                *slot = index - p->base;
        }
    }
}

glo_status glo_periods_make_tables(glo_periods *periods) {
    if (periods->low > periods->high)
        return GLO_OK;
    size_t days = (size_t)(periods->high - periods->low) + 1;
    for (int span = GLO_DAY; span < GLO_ALL; span++) {
        if (glo_alloc_array(days, sizeof *periods->tables[span], &periods->tables[span]) < 0)
            return GLO_ENOMEM;
        for (int32_t day = periods->low; day <= periods->high;) {
            int32_t last = glo_span_last(day, (glo_span)span);
            fill_span(periods, day, last, periods->tables[span]);
            day = last + 1;
        }
    }
    return GLO_OK;
}

void glo_periods_mark(glo_periods *periods, int32_t period) {
    periods->marks[period] = 1;
}

glo_status glo_periods_pack(glo_periods *periods) {
    int32_t *rank, slots = 0;
    if (glo_alloc_array(periods->count, sizeof *rank, &rank) < 0)
        return GLO_ENOMEM;
    for (size_t period = 0; period < periods->count; period++) {
        rank[period] = slots;
        if (periods->marks[period])
            periods->slots[slots++] = periods->base + (int32_t)period;
    }
    for (int span = 0; span < GLO_ALL; span++) {
        int32_t *table = periods->tables[span];
        for (int32_t day = periods->low; table && day <= periods->high; day++) {
            int32_t *slot = &table[day - periods->low];
            if (*slot >= 0)
                *slot = rank[*slot];
        }
    }
    free(rank);
    periods->count = (size_t)slots;
    return GLO_OK;
}
