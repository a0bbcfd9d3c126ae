/* date.c: the civil calendar as arithmetic. Reference and example in date.h. */
#include "base/date.h"

#include "base/clock.h"
#include "base/err.h"

#include <stdio.h>
#include <string.h>

static int32_t floor_div(int32_t a, int32_t b) {
    int32_t q = a / b;
    return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

int32_t glo_day_of_civil(int year, int month, int day) {
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = floor_div(y, 400);
    int32_t year_of_era = y - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void glo_civil_of_day(int32_t day, int *year, int *month, int *day_of_month) {
    int32_t z = day + 719468;
    int32_t era = floor_div(z, 146097);
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    *day_of_month = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2 ? 1 : 0);
}

int32_t glo_month_of_day(int32_t day) {
    int y, m, d;
    glo_civil_of_day(day, &y, &m, &d);
    return (y - 1970) * 12 + m - 1;
}

int32_t glo_day_of_month(int32_t month) {
    int32_t year = floor_div(month, 12);
    return glo_day_of_civil(1970 + year, month - year * 12 + 1, 1);
}

int32_t glo_today(void) {
    return (int32_t)(glo_clock_now() / 86400);
}

int32_t glo_span_index(int32_t day, glo_span span) {
    switch (span) {
    case GLO_DAY:
        return day;
    case GLO_WEEK:
        return floor_div(day + 3, 7); /* 1970-01-01 was a Thursday */
    case GLO_MONTH:
        return glo_month_of_day(day);
    case GLO_QUARTER:
        return floor_div(glo_month_of_day(day), 3);
    case GLO_YEAR:
        return floor_div(glo_month_of_day(day), 12);
    case GLO_ALL:
        break;
    }
    return 0;
}

int32_t glo_span_first(int32_t index, glo_span span) {
    switch (span) {
    case GLO_DAY:
        return index;
    case GLO_WEEK:
        return index * 7 - 3;
    case GLO_MONTH:
        return glo_day_of_month(index);
    case GLO_QUARTER:
        return glo_day_of_month(index * 3);
    case GLO_YEAR:
        return glo_day_of_month(index * 12);
    case GLO_ALL:
        break;
    }
    return 0;
}

int32_t glo_span_floor(int32_t day, glo_span span) {
    return glo_span_first(glo_span_index(day, span), span);
}

int32_t glo_span_add(int32_t first, glo_span span, int32_t periods) {
    return glo_span_first(glo_span_index(first, span) + periods, span);
}

int32_t glo_span_last(int32_t first, glo_span span) {
    return span == GLO_ALL ? GLO_DAY_MAX : glo_span_add(first, span, 1) - 1;
}

static const char *const span_names[] = {"day", "week", "month", "quarter", "year", "all"};

const char *glo_span_name(glo_span span) {
    return span_names[span];
}

glo_status glo_span_parse(const char *name, glo_span *out) {
    for (int i = 0; i <= GLO_ALL; i++) {
        if (strcmp(name, span_names[i]) == 0) {
            *out = (glo_span)i;
            return GLO_OK;
        }
    }
    return glo_fail(GLO_EINVAL, "unknown period '%s': use day, week, month, quarter, year or all", name);
}

size_t glo_date_format(int32_t day, glo_span span, char out[GLO_DATE_SIZE]) {
    int y, m, d, n = 0;
    glo_civil_of_day(span == GLO_WEEK ? day + 3 : day, &y, &m, &d);
    switch (span) {
    case GLO_DAY:
        n = snprintf(out, GLO_DATE_SIZE, "%04d-%02d-%02d", y % 10000, m, d);
        break;
    case GLO_WEEK: {
        int32_t first = glo_span_floor(glo_day_of_civil(y, 1, 4), GLO_WEEK);
        n = snprintf(out, GLO_DATE_SIZE, "%04d-W%02d", y % 10000, (day - first) / 7 % 100 + 1);
        break;
    }
    case GLO_MONTH:
        n = snprintf(out, GLO_DATE_SIZE, "%04d-%02d", y % 10000, m);
        break;
    case GLO_QUARTER:
        n = snprintf(out, GLO_DATE_SIZE, "%04d-Q%d", y % 10000, (m + 2) / 3);
        break;
    case GLO_YEAR:
        n = snprintf(out, GLO_DATE_SIZE, "%04d", y % 10000);
        break;
    case GLO_ALL:
        n = snprintf(out, GLO_DATE_SIZE, "all");
        break;
    }
    return (size_t)n;
}
