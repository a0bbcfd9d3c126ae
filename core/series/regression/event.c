/* event.c: how much of a period an event covers. Example in event.h. */
#include "regression/event.h"

static int32_t overlap(int32_t from, int32_t to, int32_t first, int32_t last) {
    int32_t begin = from > first ? from : first, end = to < last ? to : last;
    return end >= begin ? end - begin + 1 : 0;
}

/* The same day some years on; 29 February is 1 March where there is none. */
static int32_t years_on(int32_t day, int years) {
    int year, month, day_of_month;
    glo_civil_of_day(day, &year, &month, &day_of_month);
    return glo_day_of_civil(year + years, month, 1) + day_of_month - 1;
}

double glo_event_share(const glo_event *event, int32_t period, glo_span span) {
    int32_t first = glo_span_first(period, span), last = glo_span_last(first, span), days = 0;
    if (!event->is_yearly) {
        days = overlap(event->from, event->to, first, last);
    } else {
        int from_year, year, other;
        glo_civil_of_day(event->from, &from_year, &other, &other);
        glo_civil_of_day(first, &year, &other, &other);
        /* One that began the year before may last into this one, and a year of weeks may hold two. */
        for (int years = year - from_year - 1; years <= year - from_year + 1; years++) {
            if (years >= 0)
                days += overlap(years_on(event->from, years), years_on(event->to, years), first, last);
        }
    }
    return (double)days / (last - first + 1);
}
