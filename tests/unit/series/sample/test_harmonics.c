/* test_harmonics.c: annual seasonality is detected in days and weeks, kept only where there is one, and
 * what is forecast follows it. */
#include "odd_samples.h"

#include "forecast/predict.h"
#include "numeric/philox.h"
#include "sample/harmonics.h"

enum { DAYS = 1096, QUARTER = 91 };
#define TURN 6.283185307179586

static double normal(uint64_t stream, uint64_t at) {
    uint32_t bits[4];
    glo_philox(5, stream, at, bits);
    return sqrt(-2 * log(glo_philox_uniform(bits[0]))) * cos(TURN * glo_philox_uniform(bits[1]));
}

/* What is to come of days with a week and a year, were there no chance; the year is `amplitude` high. */
static double truth(size_t day, double amplitude) {
    double year = cos(TURN * (double)day / 365.25) + 0.3 * sin(2 * TURN * (double)day / 365.25);
    return 60 * exp(amplitude * year + 0.2 * sin(TURN * (double)day / 7));
}

static void made_days(double amplitude, double *out) {
    for (size_t i = 0; i < DAYS; i++)
        out[i] = truth(i, amplitude) * exp(0.1 * normal(1, i));
}

/* How far off the forecasts of a quarter are, as a share. */
static double error_of(const char *name, int season2, double *values) {
    static const double level[] = {80};
    glo_predict_spec spec = {.method = glo_method_named(name),
                             .horizon = QUARTER,
                             .levels = level,
                             .level_count = 1,
                             .is_nonnegative = 1};
    glo_sample sample = {.values = values, .count = DAYS, .season = 7, .season2 = season2};
    glo_prediction p;
    double sum = 0;
    assert_int_equal(glo_predict(&spec, &sample, 1, &p), GLO_OK);
    for (size_t h = 0; h < QUARTER; h++)
        sum += fabs(p.median[h] - truth(DAYS + h, 0.4)) / truth(DAYS + h, 0.4) / QUARTER;
    glo_prediction_dispose(&p);
    return sum;
}

static void test_quarter_ahead(void **state) {
    (void)state;
    static const char *const names[] = {"ets", "dotm", "ces"};
    double y[DAYS];
    made_days(0.4, y);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        double with = error_of(names[i], 365, y), without = error_of(names[i], 0, y);
        if (!(with < 0.03 && without > 5 * with))
            fail_msg("%s is %g off with the year, %g without", names[i], with, without);
    }
    assert_near(error_of("snaive", 365, y), error_of("snaive", 0, y), 0); /* a benchmark */
}

static void test_pattern(void **state) {
    (void)state;
    double y[DAYS];
    glo_harmonics year;
    made_days(0.4, y);
    glo_sample sample = {.values = y, .count = DAYS, .season = 7, .season2 = 365};
    assert_int_equal(glo_harmonics_find(&sample, &year), GLO_OK);
    assert_true(year.count >= 2 && year.is_ratio);
    assert_near(year.period, 365.25, 0);
    assert_near(year.cosines[0], 0.4, 0.02);
    assert_near(year.sines[1], 0.12, 0.02);
    double mean = 0;
    for (size_t i = 0; i < 1461; i++) /* four years: a whole number of days */
        mean += glo_harmonics_put_back(&year, i, 1) / 1461;
    assert_near(mean, 1, 1e-3);
    double first = y[100];
    glo_harmonics_remove(&year, y, DAYS);
    assert_near(glo_harmonics_put_back(&year, 100, y[100]), first, 1e-9 * first);
}

/* Weeks: the season of 52 steps; below 0 the pattern is added. */
static void test_weeks(void **state) {
    (void)state;
    double y[209];
    glo_harmonics year;
    for (size_t i = 0; i < 209; i++)
        y[i] = 10 * cos(TURN * (double)i * 7 / 365.25) + normal(2, i);
    glo_sample sample = {.values = y, .count = 209, .season = 52};
    assert_int_equal(glo_harmonics_find(&sample, &year), GLO_OK);
    assert_true(year.count >= 1 && !year.is_ratio);
    assert_near(year.cosines[0], 10, 0.5);
    sample.count = 104; /* less than two years */
    assert_int_equal(glo_harmonics_find(&sample, &year), GLO_OK);
    assert_int_equal(year.count, 0);
}

static void test_none(void **state) {
    (void)state;
    enum { SERIES = 60 };
    double y[DAYS];
    glo_harmonics year;
    glo_sample sample = {.values = y, .count = DAYS, .season = 7, .season2 = 365};
    int kept = 0;
    for (uint64_t i = 0; i < SERIES; i++) { /* chance, and what wanders by itself */
        double level = 0;
        for (size_t t = 0; t < DAYS; t++) {
            level += normal(100 + i, t);
            y[t] = 500 + (i % 2 ? level : normal(100 + i, t));
        }
        assert_int_equal(glo_harmonics_find(&sample, &year), GLO_OK);
        kept += year.count > 0;
    }
    assert_in_range(kept, 0, SERIES / 10);
    for (size_t t = 0; t < DAYS; t++)
        y[t] = 5;
    assert_int_equal(glo_harmonics_find(&sample, &year), GLO_OK);
    assert_int_equal(year.count, 0);
    for (size_t t = 0; t < DAYS; t++)
        y[t] = t % 3 ? 0 : 4; /* sparse counts */
    sample.is_count = 1;
    assert_int_equal(glo_harmonics_find(&sample, &year), GLO_OK);
    assert_int_equal(year.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quarter_ahead), cmocka_unit_test(test_pattern),
                                       cmocka_unit_test(test_weeks), cmocka_unit_test(test_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
