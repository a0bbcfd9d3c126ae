/* cuts.c: time cut at the same place of each period. Example in cuts.h. */
#include "base/cuts.h"

#include <stdbool.h>

static bool is_at_end(const glo_cuts *cuts) {
    return glo_span_last(glo_span_floor(cuts->now, cuts->every), cuts->every) == cuts->now;
}

/* The cut within a period; the last day of one that is too short. */
static int32_t cut_within(const glo_cuts *cuts, int32_t period) {
    int32_t first = glo_span_first(period, cuts->every), last = glo_span_last(first, cuts->every);
    int32_t offset = cuts->now - glo_span_floor(cuts->now, cuts->every);
    return is_at_end(cuts) || first + offset > last ? last : first + offset;
}

/* The period whose cut is the first at or after the end of this one. */
static int32_t first_cut(const glo_cuts *cuts, int32_t period) {
    return is_at_end(cuts) ? period : period + 1;
}

int32_t glo_cuts_delay(const glo_cuts *cuts, int32_t period, int32_t recorded) {
    int32_t by = glo_span_index(recorded, cuts->every), first = first_cut(cuts, period);
    by += recorded > cut_within(cuts, by);
    return by > first ? by - first : 0;
}

int32_t glo_cuts_day(const glo_cuts *cuts, int32_t period, int32_t delay) {
    return cut_within(cuts, first_cut(cuts, period) + delay);
}

int32_t glo_cuts_last(const glo_cuts *cuts) {
    return glo_span_index(cuts->now, cuts->every) - (is_at_end(cuts) ? 0 : 1);
}
