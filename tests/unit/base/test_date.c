/* test_date.c: the calendar against known days and against itself, over every day of the range. */
#include "base/date.h"
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

static void test_known_days(void **state) {
    (void)state;
    assert_int_equal(glo_day_of_civil(1970, 1, 1), 0);
    assert_int_equal(glo_day_of_civil(1969, 12, 31), -1);
    assert_int_equal(glo_day_of_civil(2000, 2, 29), 11016);
    assert_int_equal(glo_day_of_civil(2024, 1, 31), 19753);
    assert_int_equal(glo_day_of_civil(1, 1, 1), GLO_DAY_MIN);
    assert_int_equal(glo_day_of_civil(9999, 12, 31), GLO_DAY_MAX);
}

/* Every day: there and back, and one further than the day before. */
static void test_every_day(void **state) {
    (void)state;
    int before[3] = {0, 12, 31};
    for (int32_t day = GLO_DAY_MIN; day <= GLO_DAY_MAX; day++) {
        int y, m, d;
        glo_civil_of_day(day, &y, &m, &d);
        if (glo_day_of_civil(y, m, d) != day)
            fail_msg("day %d became %d-%d-%d", day, y, m, d);
        int same_month = y == before[0] && m == before[1] && d == before[2] + 1;
        int next_month = y == before[0] && m == before[1] + 1 && d == 1 && before[2] >= 28;
        int next_year = y == before[0] + 1 && m == 1 && d == 1 && before[1] == 12 && before[2] == 31;
        if (!same_month && !next_month && !next_year)
            fail_msg("%d-%d-%d follows %d-%d-%d", y, m, d, before[0], before[1], before[2]);
        before[0] = y;
        before[1] = m;
        before[2] = d;
    }
}

static void test_months(void **state) {
    (void)state;
    assert_int_equal(glo_month_of_day(0), 0);
    assert_int_equal(glo_month_of_day(-1), -1);
    assert_int_equal(glo_day_of_month(-1), -31);
    for (int32_t month = -23628; month <= 96359; month++)
        assert_int_equal(glo_month_of_day(glo_day_of_month(month)), month);
}

/* Each span: a floor is a floor, periods follow each other without a gap, index and first are inverse. */
static void test_spans(void **state) {
    (void)state;
    for (int s = GLO_DAY; s < GLO_ALL; s++) {
        glo_span span = (glo_span)s;
        for (int32_t day = -40000; day < 40000; day += 17) {
            int32_t first = glo_span_floor(day, span), last = glo_span_last(first, span);
            assert_true(first <= day && day <= last);
            assert_int_equal(glo_span_floor(first, span), first);
            assert_int_equal(glo_span_floor(last, span), first);
            assert_int_equal(glo_span_add(first, span, 1), last + 1);
            assert_int_equal(glo_span_add(glo_span_add(first, span, 25), span, -25), first);
            assert_int_equal(glo_span_first(glo_span_index(day, span), span), first);
            assert_int_equal(glo_span_index(last + 1, span), glo_span_index(day, span) + 1);
        }
    }
    assert_int_equal(glo_span_floor(19753, GLO_ALL), 0);
    assert_int_equal(glo_span_floor(glo_day_of_civil(2024, 2, 1), GLO_WEEK), glo_day_of_civil(2024, 1, 29));
}

static void test_span_names(void **state) {
    (void)state;
    glo_span span = GLO_ALL;
    assert_int_equal(glo_span_parse("quarter", &span), GLO_OK);
    assert_int_equal(span, GLO_QUARTER);
    assert_int_equal(glo_span_parse("decade", &span), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "quarter"));
    assert_int_equal(span, GLO_QUARTER);
    assert_string_equal(glo_span_name(GLO_WEEK), "week");
}

static void assert_reads(const char *text, glo_date_order order, int y, int m, int d, glo_span wanted) {
    int32_t day = 0;
    glo_span span = GLO_ALL;
    if (glo_date_parse(text, strlen(text), order, &day, &span) < 0)
        fail_msg("%s", glo_message());
    if (day != glo_day_of_civil(y, m, d) || span != wanted)
        fail_msg("%s became day %d, span %s", text, day, glo_span_name(span));
}

static void test_parse_iso(void **state) {
    (void)state;
    assert_reads("2024-01-31", GLO_ORDER_ISO, 2024, 1, 31, GLO_DAY);
    assert_reads("20240131", GLO_ORDER_ISO, 2024, 1, 31, GLO_DAY);
    assert_reads("2024/1/3", GLO_ORDER_ISO, 2024, 1, 3, GLO_DAY);
    assert_reads("2024-01-31T23:59:59.5Z", GLO_ORDER_ISO, 2024, 1, 31, GLO_DAY);
    assert_reads("2024-01-31 10:00", GLO_ORDER_ISO, 2024, 1, 31, GLO_DAY);
    assert_reads("2024-02", GLO_ORDER_ISO, 2024, 2, 1, GLO_MONTH);
    assert_reads("202402", GLO_ORDER_ISO, 2024, 2, 1, GLO_MONTH);
    assert_reads("2024-Q3", GLO_ORDER_ISO, 2024, 7, 1, GLO_QUARTER);
    assert_reads("2024Q1", GLO_ORDER_ISO, 2024, 1, 1, GLO_QUARTER);
    assert_reads("2024", GLO_ORDER_ISO, 2024, 1, 1, GLO_YEAR);
    assert_reads("2000-02-29", GLO_ORDER_ISO, 2000, 2, 29, GLO_DAY);
}

/* Weeks at the turn of the year (ISO 8601). */
static void test_parse_weeks(void **state) {
    (void)state;
    assert_reads("2024-W05", GLO_ORDER_ISO, 2024, 1, 29, GLO_WEEK);
    assert_reads("2020-W01", GLO_ORDER_ISO, 2019, 12, 30, GLO_WEEK);
    assert_reads("2020-W53", GLO_ORDER_ISO, 2020, 12, 28, GLO_WEEK);
    assert_reads("2021-W01", GLO_ORDER_ISO, 2021, 1, 4, GLO_WEEK);
    assert_reads("2009W53", GLO_ORDER_ISO, 2009, 12, 28, GLO_WEEK);
}

static void test_parse_ordered(void **state) {
    (void)state;
    assert_reads("31/01/2024", GLO_ORDER_DMY, 2024, 1, 31, GLO_DAY);
    assert_reads("1.2.2024", GLO_ORDER_DMY, 2024, 2, 1, GLO_DAY);
    assert_reads("01-31-2024", GLO_ORDER_MDY, 2024, 1, 31, GLO_DAY);
    assert_reads("2024.01.31", GLO_ORDER_ISO, 2024, 1, 31, GLO_DAY);
    assert_reads("2024-01-31", GLO_ORDER_DMY, 2024, 1, 31, GLO_DAY); /* whatever the order of the others */
    assert_reads("2024-01-31", GLO_ORDER_MDY, 2024, 1, 31, GLO_DAY);
    assert_reads("31/01/2024 08:30", GLO_ORDER_DMY, 2024, 1, 31, GLO_DAY);
}

static void test_parse_refuses(void **state) {
    (void)state;
    static const char *const iso[] = {"",           "x",          "24-01-31",   "2024-13",   "2024-00-01",
                                      "2023-02-29", "1900-02-29", "2024-04-31", "2024-1-32", "2024-Q5",
                                      "2024-Q0",    "2021-W53",   "2024-W00",   "2024-W54",  "2024-01-31x",
                                      "0000-01-01", "2024-"};
    static const char *const dmy[] = {"31/01/24", "31/13/2024", "30/02/2024", "31/01", "31/01-2024"};
    int32_t day = 77;
    glo_span span = GLO_ALL;
    for (size_t i = 0; i < sizeof iso / sizeof iso[0]; i++) {
        if (glo_date_parse(iso[i], strlen(iso[i]), GLO_ORDER_ISO, &day, &span) != GLO_EINVAL)
            fail_msg("read %s", iso[i]);
    }
    for (size_t i = 0; i < sizeof dmy / sizeof dmy[0]; i++) {
        if (glo_date_parse(dmy[i], strlen(dmy[i]), GLO_ORDER_DMY, &day, &span) != GLO_EINVAL)
            fail_msg("read %s", dmy[i]);
    }
    assert_int_equal(day, 77);
    assert_int_equal(span, GLO_ALL);
}

/* Forms that offices use beside ISO 8601; each is what its text says, whatever the order. */
static void test_read_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int y, m, d;
        glo_span span;
    } written[] = {
        {"2019M03", 2019, 3, 1, GLO_MONTH},
        {"2019m3", 2019, 3, 1, GLO_MONTH},
        {"2019MM04", 2019, 4, 1, GLO_MONTH},
        {"2019JJ00", 2019, 1, 1, GLO_YEAR},
        {"2019-Q2", 2019, 4, 1, GLO_QUARTER},
        {"2019Q2", 2019, 4, 1, GLO_QUARTER},
        {"Q2 2019", 2019, 4, 1, GLO_QUARTER},
        {"Q2/2019", 2019, 4, 1, GLO_QUARTER},
        {"T2 2019", 2019, 4, 1, GLO_QUARTER},
        {"2019T2", 2019, 4, 1, GLO_QUARTER},
        {"2019K1", 2019, 1, 1, GLO_QUARTER},
        {"1er trimestre 2019", 2019, 1, 1, GLO_QUARTER},
        {"2e kwartaal 2019", 2019, 4, 1, GLO_QUARTER},
        {"2. Quartal 2019", 2019, 4, 1, GLO_QUARTER},
        {"2019 2e kwartaal", 2019, 4, 1, GLO_QUARTER},
        {"2019KW05", 2019, 1, 28, GLO_WEEK},
        {"Jan-19", 2019, 1, 1, GLO_MONTH},
        {"mrt-24", 2024, 3, 1, GLO_MONTH},
        {"jan/19", 2019, 1, 1, GLO_MONTH},
        {"maart 2024", 2024, 3, 1, GLO_MONTH},
        {"janv. 2024", 2024, 1, 1, GLO_MONTH},
        {"f\u00e9vr. 2026", 2026, 2, 1, GLO_MONTH},
        {"M\u00e4r 24", 2024, 3, 1, GLO_MONTH},
        {"M\u00c4RZ 2024", 2024, 3, 1, GLO_MONTH},
        {"ao\u00fbt\u00a02024", 2024, 8, 1, GLO_MONTH},
        {"aout 2024", 2024, 8, 1, GLO_MONTH},
        {"2024 mei", 2024, 5, 1, GLO_MONTH},
        {"2024-Jan-05", 2024, 1, 5, GLO_DAY},
        {"1 maart 2024", 2024, 3, 1, GLO_DAY},
        {"1. M\u00e4rz 2024", 2024, 3, 1, GLO_DAY},
        {"March 1, 2024", 2024, 3, 1, GLO_DAY},
        {"05-okt-24", 2024, 10, 5, GLO_DAY},
        {"03/2024", 2024, 3, 1, GLO_MONTH},
        {"1/2019", 2019, 1, 1, GLO_MONTH},
        {"31.12.2019", 2019, 12, 31, GLO_DAY},
        {"12/31/2019", 2019, 12, 31, GLO_DAY},
        {"02.02.2019", 2019, 2, 2, GLO_DAY},
        {"2019-03-01T00:00:00.000", 2019, 3, 1, GLO_DAY},
        {"2019-03-01T10:00:00+02:00", 2019, 3, 1, GLO_DAY},
        {"2019-03-01T1000Z", 2019, 3, 1, GLO_DAY},
        {"31/12/2019 8:30", 2019, 12, 31, GLO_DAY},
        {"2010-11", 2010, 11, 1, GLO_MONTH},
        {"1999-12", 1999, 12, 1, GLO_MONTH},
    };
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
        assert_reads(written[i].text, GLO_ORDER_ISO, written[i].y, written[i].m, written[i].d,
                     written[i].span);
    assert_reads("43466", GLO_ORDER_EXCEL, 2019, 1, 1, GLO_DAY);
    assert_reads("43466.5", GLO_ORDER_EXCEL, 2019, 1, 1, GLO_DAY);
    assert_reads("59", GLO_ORDER_EXCEL, 1900, 2, 28, GLO_DAY);
    assert_reads("61", GLO_ORDER_EXCEL, 1900, 3, 1, GLO_DAY);
    assert_reads("maart 2019", GLO_ORDER_EXCEL, 2019, 3, 1, GLO_MONTH);
}

/* What is no period, or more than one, is refused by what it looks like. */
static void test_read_refuses_by_name(void **state) {
    (void)state;
    static const struct {
        const char *text, *why;
    } refused[] = {{"2010s", "decade"},
                   {"1990er", "decade"},
                   {"2020-2021", "school or financial year"},
                   {"2019/20", "school or financial year"},
                   {"2012-13", "school or financial year"},
                   {"1999-00", "school or financial year"},
                   {"2015-2020", "span of several years"},
                   {"2019-S1", "half-year"},
                   {"S2 2019", "half-year"},
                   {"2019H1", "half-year"},
                   {"2019KW01", "kwartaal"},
                   {"01.02.2019", "dates=\"dmy\""},
                   {"21.10.06", "century=20"},
                   {"Jan-72", "century=20"},
                   {"43466", "dates=\"excel\""},
                   {"19-Jan", "without a century"},
                   {"maart", "the year is missing"},
                   {"2019-03-01 25:61", "no time"},
                   {"2019-03-01 99:99", "no time"},
                   {"2019-03-01T24:61", "no time"},
                   {"2019-03 10:00", "no day"},
                   {"2019.5", "two digits behind a dot"},
                   {"2019 (p)", "year of four digits"},
                   {"2019-Q5", "quarter"},
                   {"maandag 2019", "expected"}};
    int32_t day = 77;
    glo_span span = GLO_ALL;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (glo_date_parse(refused[i].text, strlen(refused[i].text), GLO_ORDER_ISO, &day, &span) !=
            GLO_EINVAL)
            fail_msg("read %s", refused[i].text);
        if (!strstr(glo_message(), refused[i].why))
            fail_msg("%s: %s", refused[i].text, glo_message());
    }
    assert_int_equal(day, 77);
}

static void test_read_by_rules(void **state) {
    (void)state;
    const glo_date_rules century = {.order = GLO_ORDER_DMY, .century = 20}, fiscal = {.fiscal = 4},
                         none = {0};
    unsigned signs = 0;
    int32_t day;
    glo_span span;
    assert_int_equal(glo_date_read("21.10.06", 8, &century, &signs, &day, &span), GLO_OK);
    assert_int_equal(day, glo_day_of_civil(2006, 10, 21));
    assert_int_equal(glo_date_read("2009-10", 7, &fiscal, &signs, &day, &span), GLO_OK);
    assert_int_equal(span, GLO_YEAR);
    assert_int_equal(day, glo_day_of_civil(2009, 1, 1));
    assert_int_equal(glo_date_read("2019/20", 7, &fiscal, &signs, &day, &span), GLO_OK);
    assert_int_equal(span, GLO_YEAR);
    signs = 0;
    assert_int_equal(glo_date_read("2010-11", 7, &none, &signs, &day, &span), GLO_OK);
    assert_int_equal(signs, GLO_DATE_FISCAL_LIKE);
    assert_int_equal(glo_date_read("2012-13", 7, &none, &signs, &day, &span), GLO_EINVAL);
    assert_int_equal(signs, GLO_DATE_FISCAL_LIKE | GLO_DATE_FISCAL);
    signs = 0;
    glo_date_read("2010-12", 7, &none, &signs, &day, &span);
    glo_date_read("31/12/2010", 10, &none, &signs, &day, &span);
    glo_date_read("12/31/2010", 10, &none, &signs, &day, &span);
    assert_int_equal(signs, GLO_DATE_MONTH | GLO_DATE_DAY_FIRST | GLO_DATE_MONTH_FIRST);
}

/* Only the bytes given are read. */
static void test_parse_minds_the_length(void **state) {
    (void)state;
    int32_t day;
    glo_span span;
    assert_int_equal(glo_date_parse("2024-01-31", 7, GLO_ORDER_ISO, &day, &span), GLO_OK);
    assert_int_equal(span, GLO_MONTH);
}

/* What is written reads back, for each span. */
static void test_format(void **state) {
    (void)state;
    char text[GLO_DATE_SIZE];
    for (int s = GLO_DAY; s < GLO_ALL; s++) {
        for (int32_t day = GLO_DAY_MIN + 800; day < GLO_DAY_MAX - 800; day += 373) {
            int32_t first = glo_span_floor(day, (glo_span)s), read;
            glo_span span;
            size_t length = glo_date_format(first, (glo_span)s, text);
            assert_int_equal(length, strlen(text));
            if (glo_date_parse(text, length, GLO_ORDER_ISO, &read, &span) < 0 || read != first ||
                span != (glo_span)s)
                fail_msg("%s of day %d does not read back", text, first);
        }
    }
    glo_date_format(glo_day_of_civil(2019, 12, 30), GLO_WEEK, text);
    assert_string_equal(text, "2020-W01");
    glo_date_format(glo_day_of_civil(2024, 7, 1), GLO_QUARTER, text);
    assert_string_equal(text, "2024-Q3");
    glo_date_format(0, GLO_ALL, text);
    assert_string_equal(text, "all");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_span_names),
        cmocka_unit_test(test_parse_iso),
        cmocka_unit_test(test_parse_weeks),
        cmocka_unit_test(test_parse_ordered),
        cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_read_written),
        cmocka_unit_test(test_read_refuses_by_name),
        cmocka_unit_test(test_read_by_rules),
        cmocka_unit_test(test_parse_minds_the_length),
        cmocka_unit_test(test_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
