/* date.c: the civil calendar as arithmetic. Reference and example in date.h. */
#include "base/date.h"

#include "base/err.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

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
    return (int32_t)(time(NULL) / 86400);
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

/* Reads up to `most` digits at *at; returns how many, the number in *out. */
static int read_digits(const char **at, const char *end, int most, int *out) {
    int n = 0, value = 0;
    while (*at < end && n < most && isdigit((unsigned char)**at)) {
        value = value * 10 + (**at - '0');
        (*at)++;
        n++;
    }
    *out = value;
    return n;
}

static bool skip_separator(const char **at, const char *end) {
    if (*at < end && strchr("-/. ", **at)) {
        (*at)++;
        return true;
    }
    return false;
}

static glo_status not_a_date(const char *text, size_t length, const char *why) {
    return glo_fail(GLO_EINVAL, "'%.*s' is not a date: %s", length > 40 ? 40 : (int)length, text, why);
}

static glo_status check_civil(const char *text, size_t length, int y, int m, int d, int32_t *out) {
    static const int days_in[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (y < 1)
        return not_a_date(text, length, "the year must be 0001 to 9999");
    if (m < 1 || m > 12)
        return not_a_date(text, length, "the month must be 01 to 12");
    int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    int most = m == 2 && !leap ? 28 : days_in[m - 1];
    if (d < 1 || d > most)
        return not_a_date(text, length, "that month has no such day");
    *out = glo_day_of_civil(y, m, d);
    return GLO_OK;
}

/* Only a time of day may follow a full date. */
static bool is_time_of_day(const char *at, const char *end) {
    if (at == end)
        return true;
    if (*at != 'T' && *at != ' ')
        return false;
    for (at++; at < end; at++) {
        if (!isdigit((unsigned char)*at) && !strchr(":.+-Z", *at))
            return false;
    }
    return true;
}

static glo_status parse_iso(const char *text, size_t length, int32_t *out_day, glo_span *out_span) {
    const char *at = text, *end = text + length;
    int y, number, day_number;
    if (read_digits(&at, end, 4, &y) != 4)
        return not_a_date(text, length,
                          "expected a year of four digits first, such as 2024-01-31 or 2024-01");
    if (at == end) {
        *out_span = GLO_YEAR;
        return check_civil(text, length, y, 1, 1, out_day);
    }
    int separated = skip_separator(&at, end);
    if (at < end && (*at == 'Q' || *at == 'q' || *at == 'T' || *at == 't')) {
        at++;
        if (read_digits(&at, end, 1, &number) != 1 || at != end || number < 1 || number > 4)
            return not_a_date(text, length, "the quarter must be Q1 to Q4");
        *out_span = GLO_QUARTER;
        return check_civil(text, length, y, number * 3 - 2, 1, out_day);
    }
    if (at < end && (*at == 'W' || *at == 'w')) {
        at++;
        if (read_digits(&at, end, 2, &number) < 1 || at != end || number < 1 || y < 1)
            return not_a_date(text, length, "the week must be W01 to W53");
        /* ISO 8601: week 1 holds 4 January; a week belongs to the year of its Thursday. */
        int32_t monday = glo_span_floor(glo_day_of_civil(y, 1, 4), GLO_WEEK) + (number - 1) * 7;
        int ty, tm, td;
        glo_civil_of_day(monday + 3, &ty, &tm, &td);
        if (ty != y)
            return not_a_date(text, length, "that year has no such week");
        *out_span = GLO_WEEK;
        *out_day = monday;
        return GLO_OK;
    }
    if (read_digits(&at, end, 2, &number) < (separated ? 1 : 2))
        return not_a_date(text, length, "expected a month after the year");
    if (at == end) {
        *out_span = GLO_MONTH;
        return check_civil(text, length, y, number, 1, out_day);
    }
    if (skip_separator(&at, end) != separated ||
        read_digits(&at, end, 2, &day_number) < (separated ? 1 : 2) || !is_time_of_day(at, end))
        return not_a_date(text, length, "expected year-month-day, such as 2024-01-31");
    *out_span = GLO_DAY;
    return check_civil(text, length, y, number, day_number, out_day);
}

/* Day, month and year in the declared order; two-digit years are refused, for they are guesses. */
static glo_status parse_ordered(const char *text, size_t length, glo_date_order order, int32_t *out_day,
                                glo_span *out_span) {
    const char *at = text, *end = text + length;
    int part[3], digits[3];
    for (int i = 0; i < 3; i++) {
        if (i > 0 && !skip_separator(&at, end))
            return not_a_date(text, length, "expected day, month and year with a separator");
        digits[i] = read_digits(&at, end, 4, &part[i]);
        if (digits[i] == 0)
            return not_a_date(text, length, "expected day, month and year as numbers");
    }
    int year_at = order == GLO_ORDER_YMD ? 0 : 2;
    if (digits[year_at] != 4)
        return not_a_date(text, length, "the year must have four digits");
    if (!is_time_of_day(at, end))
        return not_a_date(text, length, "something stands behind the date");
    int month_at = order == GLO_ORDER_MDY ? 0 : 1;
    int day_at = 3 - year_at - month_at;
    *out_span = GLO_DAY;
    return check_civil(text, length, part[year_at], part[month_at], part[day_at], out_day);
}

/* "2024-01-31", as most files have it, read without looking for anything else; 0 when it is not of that form.
 */
static bool read_plain_day(const char *text, size_t length, int *out_year, int *out_month, int *out_day) {
    static const uint8_t places[] = {0, 1, 2, 3, 5, 6, 8, 9};
    int digits[8];
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (int i = 0; i < 8; i++) {
        digits[i] = text[places[i]] - '0';
        if (digits[i] < 0 || digits[i] > 9)
            return false;
    }
    *out_year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    *out_month = digits[4] * 10 + digits[5];
    *out_day = digits[6] * 10 + digits[7];
    return true;
}

glo_status glo_date_parse(const char *text, size_t length, glo_date_order order, int32_t *out_day,
                          glo_span *out_span) {
    int32_t day = 0;
    glo_span span = GLO_DAY;
    if (length == 0)
        return glo_fail(GLO_EINVAL, "the date is empty");
    int y, m, d;
    if (order == GLO_ORDER_ISO && read_plain_day(text, length, &y, &m, &d)) {
        glo_status status = check_civil(text, length, y, m, d, out_day);
        if (status == GLO_OK)
            *out_span = GLO_DAY;
        return status;
    }
    glo_status status = order == GLO_ORDER_ISO ? parse_iso(text, length, &day, &span)
                                               : parse_ordered(text, length, order, &day, &span);
    if (status == GLO_OK) {
        *out_day = day;
        *out_span = span;
    }
    return status;
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
