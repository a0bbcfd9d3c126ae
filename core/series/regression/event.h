/* event.h: known events as figures by period: the share of each period's days on which the event is on, so
 * that a month that it covers whole has 1. A span ends, a step goes on for good, and a span may come back
 * every year. Several events of one name are one event with several dates: a day counts once.
 *
 * Example:
 *   glo_event controls = {.name = "border controls", .from = from, .to = to};
 *   glo_event_share(&controls, 1, period, GLO_MONTH)
 */
#ifndef GLO_SERIES_EVENT_H
#define GLO_SERIES_EVENT_H

#include "base/date.h"

#include <stddef.h>

#define GLO_NO_END INT32_MAX

typedef struct glo_event {
    const char *name; /* borrowed */
    int32_t from, to; /* the first and the last day; GLO_NO_END: a step */
    int is_yearly;    /* comes back on the same days of every year after */
} glo_event;

/* The share of the period's days that any of the events covers. */
double glo_event_share(const glo_event *events, size_t count, int32_t period, glo_span span);

#endif
