/* date.h: days, months and spans of time, all UTC, proleptic Gregorian.
 *
 * A day is an int32_t count from 1970-01-01; a month an int32_t count from 1970-01 (1970-01 is 0). Weeks are
 * ISO weeks: they begin on Monday. Reference: H. Hinnant, "chrono-compatible low-level date algorithms" (the
 * civil calendar as arithmetic over 400-year eras).
 *
 * Example:
 *   int32_t day;
 *   glo_span span;
 *   status = glo_date_parse("2024-W05", 8, GLO_ORDER_ISO, &day, &span);   -> 2024-01-29, GLO_WEEK
 */
#ifndef GLO_BASE_DATE_H
#define GLO_BASE_DATE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* A span of time: how long an observation lasts, and how a rollup cuts time. Ordered from short to long. */
typedef enum glo_span {
    GLO_DAY,
    GLO_WEEK,
    GLO_MONTH,
    GLO_QUARTER,
    GLO_YEAR,
    GLO_ALL /* one period for all time: only for cutting, never for an observation */
} glo_span;

/* In what order day, month and year stand where the numbers alone leave it open: ISO takes only what they settle. Excel
 * also reads a number alone as a day of Excel's calendar. */
typedef enum glo_date_order { GLO_ORDER_ISO, GLO_ORDER_DMY, GLO_ORDER_MDY, GLO_ORDER_EXCEL } glo_date_order;

/* What is known of the dates of a file beside their texts. */
typedef struct glo_date_rules {
    glo_date_order order;
    int century; /* of years of two digits: 20; 0: not known */
    int fiscal;  /* the month in which a financial year begins, 2009-10 being one; 0: there is none */
} glo_date_rules;

/* What the dates read so far say of their column: two that can't both hold are a contradiction. */
enum {
    GLO_DATE_FISCAL = 1,      /* 2012-13 is a financial year ... */
    GLO_DATE_FISCAL_LIKE = 2, /* ... which 2010-11, taken as a month, may be too ... */
    GLO_DATE_MONTH = 4,       /* ... and 2010-12 is not */
    GLO_DATE_DAY_FIRST = 8,   /* 31/12/2019 */
    GLO_DATE_MONTH_FIRST = 16 /* 12/31/2019 */
};

#define GLO_DAY_MIN (-719162) /* 0001-01-01 */
#define GLO_DAY_MAX 2932896   /* 9999-12-31 */

int32_t glo_day_of_civil(int year, int month, int day);
void glo_civil_of_day(int32_t day, int *year, int *month, int *day_of_month);
int32_t glo_month_of_day(int32_t day);
int32_t glo_day_of_month(int32_t month); /* its first day */
int32_t glo_today(void);

/* The first day of the period that holds `day`; for GLO_ALL always 0. */
int32_t glo_span_floor(int32_t day, glo_span span);
/* The first day of the period `periods` further on; `first` is a first day of a period. */
int32_t glo_span_add(int32_t first, glo_span span, int32_t periods);
/* The last day of the period that begins on `first`. */
int32_t glo_span_last(int32_t first, glo_span span);
/* A running number of the period that holds `day`: consecutive periods differ by 1. */
int32_t glo_span_index(int32_t day, glo_span span);
/* The first day of period number `index`, the inverse of glo_span_index. */
int32_t glo_span_first(int32_t index, glo_span span);

/* "day", "week", "month", "quarter", "year", "all". GLO_EINVAL lists them. */
glo_status glo_span_parse(const char *name, glo_span *out);
const char *glo_span_name(glo_span span);

/* ---- date_text.c ---- */

/* Reads a date as it is written: 2024-01-31, 20240131, 31/12/2019, 1 maart 2024, 2024-W05, 2024-01, 01/2024, 2019M03,
 * Jan-19, janv. 2024, 2024-Q1, Q1 2024, T1 2024, 2024, a time of day behind a day ignored. Months go by their names in
 * nl, fr, de and en. Gives the first day and the span, and adds to *signs what the text says of its column. GLO_EINVAL
 * says what is wrong and which rule would settle it. */
glo_status glo_date_read(const char *text, size_t length, const glo_date_rules *rules, unsigned *signs,
                         int32_t *out_day, glo_span *out_span);
/* The same by an order alone. */
glo_status glo_date_parse(const char *text, size_t length, glo_date_order order, int32_t *out_day,
                          glo_span *out_span);

#define GLO_DATE_SIZE 16
/* Writes the period that begins on `day`: 2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024, or "all". Returns its
 * length. */
size_t glo_date_format(int32_t day, glo_span span, char out[GLO_DATE_SIZE]);

#endif
