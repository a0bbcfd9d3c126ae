/* test_seasonal.c: the season of made series is taken out exactly, whatever the level does; what can't be told is left as it is. */
#include "changes/seasonal.h"

#include "base/err.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MONTHS = 96 };

static double season_of(size_t month) {
    static const double of_year[12] = {0.5, 0.6, 0.8, 1.0, 1.2, 1.5, 1.7, 1.4, 1.1, 0.9, 0.7, 0.6};
    return of_year[month % 12];
}

/* Twice as high from the middle on: by ratios and by differences. */
static void test_level_stays(void **state) {
    (void)state;
    double values[MONTHS], adjusted[MONTHS];
    for (int is_ratio = 0; is_ratio < 2; is_ratio++) {
        bool is_adjusted = false;
        for (size_t t = 0; t < MONTHS; t++) {
            double level = t < 48 ? 100 : 200;
            values[t] = is_ratio ? level * season_of(t) : level + 10 * season_of(t);
        }
        values[30] = NAN;
        assert_int_equal(GLO_OK, glo_seasonally_adjust(values, MONTHS, 24012, GLO_MONTH, is_ratio, adjusted,
                                                       &is_adjusted));
        assert_true(is_adjusted);
        for (size_t t = 0; t < MONTHS; t++) {
            double level = (t < 48 ? 100 : 200) + (is_ratio ? 0 : 10);
            assert_true(t == 30 ? isnan(adjusted[t]) : fabs(adjusted[t] - level) < 1e-9 * level);
        }
    }
}

/* The pattern of the week, and of years of 52 and 53 weeks. */
static void test_days_and_weeks(void **state) {
    (void)state;
    static double values[600], adjusted[600];
    bool is_adjusted = false;
    for (size_t t = 0; t < 70; t++)
        values[t] = t % 7 < 5 ? 12 : 5;
    assert_int_equal(GLO_OK, glo_seasonally_adjust(values, 70, 19000, GLO_DAY, true, adjusted, &is_adjusted));
    assert_true(is_adjusted);
    for (size_t t = 0; t < 70; t++)
        assert_true(fabs(adjusted[t] - 10) < 1e-9);
    int32_t first = glo_span_index(glo_day_of_civil(2010, 1, 4), GLO_WEEK);
    for (int32_t t = 0; t < 600; t++) {
        int year, month, day;
        glo_civil_of_day(glo_span_first(first + t, GLO_WEEK) + 3, &year, &month, &day);
        values[t] = month >= 6 && month <= 8 ? 60 : 30;
    }
    assert_int_equal(GLO_OK,
                     glo_seasonally_adjust(values, 600, first, GLO_WEEK, true, adjusted, &is_adjusted));
    assert_true(is_adjusted);
    for (size_t t = 0; t < 600; t++) /* but for the weeks in which June begins and August ends, which move */
        assert_true(fabs(adjusted[t] - 37.6) < 1 || fabs(adjusted[t] - 18.8) < 1 ||
                    fabs(adjusted[t] - 75.2) < 2);
}

static void test_left_in(void **state) {
    (void)state;
    double values[MONTHS], adjusted[MONTHS];
    bool is_adjusted = true;
    for (size_t t = 0; t < MONTHS; t++)
        values[t] = t % 12 == 5 ? 0 : 10;
    assert_int_equal(GLO_OK,
                     glo_seasonally_adjust(values, MONTHS, 0, GLO_MONTH, true, adjusted, &is_adjusted));
    assert_false(is_adjusted); /* a month that is always 0 */
    assert_true(adjusted[0] == 10);
    assert_int_equal(GLO_OK,
                     glo_seasonally_adjust(values, MONTHS, 0, GLO_MONTH, false, adjusted, &is_adjusted));
    assert_true(is_adjusted);
    assert_int_equal(GLO_OK, glo_seasonally_adjust(values, 30, 0, GLO_MONTH, false, adjusted, &is_adjusted));
    assert_false(is_adjusted); /* less than three years */
    assert_int_equal(GLO_OK, glo_seasonally_adjust(values, 30, 0, GLO_YEAR, false, adjusted, &is_adjusted));
    assert_false(is_adjusted);
    assert_int_equal(GLO_OK, glo_seasonally_adjust(values, 0, 0, GLO_MONTH, true, adjusted, &is_adjusted));
    assert_false(is_adjusted);
    assert_true(glo_season_length(GLO_QUARTER) == 4 && glo_season_length(GLO_YEAR) == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_level_stays),
                                       cmocka_unit_test(test_days_and_weeks), cmocka_unit_test(test_left_in)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
