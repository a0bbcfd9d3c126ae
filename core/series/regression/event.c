/* event.c: how much of a period events cover. Example in event.h. */
#include "regression/event.h"

enum { LONGEST = 366 }; /* days of a period */

/* The days of a period; events that overlap cover a day once. */
typedef struct covered {
    int32_t first, last;
    unsigned char days[LONGEST];
} covered;

static void cover(covered *c, int32_t from, int32_t to) {
    int32_t begin = from > c->first ? from : c->first, end = to < c->last ? to : c->last;
    for (int32_t day = begin; day <= end; day++)
        c->days[day - c->first] = 1;
}

/* The same day some years on; 29 February is 1 March where there is none. */
static int32_t years_on(int32_t day, int years) {
    int year, month, day_of_month;
    glo_civil_of_day(day, &year, &month, &day_of_month);
    return glo_day_of_civil(year + years, month, 1) + day_of_month - 1;
}

static void cover_yearly(covered *c, const glo_event *event) {
    int from_year, year, other;
    glo_civil_of_day(event->from, &from_year, &other, &other);
    glo_civil_of_day(c->first, &year, &other, &other);
    /* One that began the year before may last into this one, and a year of weeks may hold two. */
    for (int years = year - from_year - 1; years <= year - from_year + 1; years++) {
        if (years >= 0)
            cover(c, years_on(event->from, years), years_on(event->to, years));
    }
}

double glo_event_share(const glo_event *events, size_t count, int32_t period, glo_span span) {
    covered c = {.first = glo_span_first(period, span)};
    int32_t sum = 0, length;
    c.last = glo_span_last(c.first, span);
    length = c.last - c.first + 1;
    for (size_t i = 0; i < count; i++) {
        if (events[i].is_yearly)
            cover_yearly(&c, &events[i]);
        else
            cover(&c, events[i].from, events[i].to);
    }
    for (int32_t day = 0; day < length; day++)
        sum += c.days[day];
    return (double)sum / length;
}
